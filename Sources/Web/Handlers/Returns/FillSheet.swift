import Catalogue
import Documents
import Foundation
import Registers
import Returns
import Store
import Values

extension Desk {
    /// Notes that the receiver has opened its sheet.
    func openSheet(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        _ = try await returns.openSheet(id, by: party)
        return .see(Link.sheet(id).with("done", "opened"))
    }

    /// Keeps what was typed as a draft, or sends it.
    func fillSheet(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let posted = PostedForm(values: request.form)
        if posted.rowAct != nil { return try await rowPage(id, posted, reason: nil) }
        let isSending = posted.text("act") == "send"
        var filling = SheetFilling(SheetForm.answers(posted), isSending: isSending)
        filling.filledBy = viewer.name
        let version = Int64(posted.text("version")) ?? 0
        do {
            _ = try await returns.fillSheet(id, filling, version: version, by: party)
            try await dropSheetDrafts(id, isCorrection: false)
            return .see(Link.sheet(id).with("done", isSending ? "sent" : "saved"))
        } catch {
            return try await again(id, posted, version, error, reason: nil)
        }
    }

    func showCorrectSheet(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let page = try await read { reader in
            let view = try returns.sheet(reader, id, by: party)
            try permitCorrecting(view)
            var form = SheetForm(
                desk: self, view: view, answers: view.answers, version: view.sheet.version,
                reason: "")
            try takeUp(
                try sheetDraft(
                    reader, id, isCorrection: true, named: request.parameters["draft"]),
                in: &form, reader)
            return try fillPage(reader, form, done: nil)
        }
        return .page(page)
    }

    /// Only a receiver corrects, and only what is with the bureau.
    private func permitCorrecting(_ view: SheetView) throws {
        guard isReceiver else { throw ReturnRefusal.notReceiver(view.receiver) }
        guard ["sent", "accepted"].contains(view.sheet.state) else {
            throw ReturnRefusal.notSent(
                receiver: view.receiver, state: returns.stateTitle(of: view),
                act: "更正；还没有报送，直接修改后报送")
        }
    }

    /// Sends a correction of what was sent.
    func correctSheet(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let posted = PostedForm(values: request.form)
        let reason = posted.text("reason")
        if posted.rowAct != nil { return try await rowPage(id, posted, reason: reason) }
        var filling = SheetFilling(SheetForm.answers(posted), isSending: true)
        filling.filledBy = viewer.name
        let version = Int64(posted.text("version")) ?? 0
        do {
            _ = try await returns.correctSheet(
                id, filling, reason: reason, version: version, by: party)
            try await dropSheetDrafts(id, isCorrection: true)
            return .see(Link.sheet(id).with("done", "corrected"))
        } catch {
            return try await again(id, posted, version, error, reason: reason)
        }
    }

    /// The form with one row more or less, where there is no script.
    private func rowPage(_ id: Int64, _ posted: PostedForm, reason: String?) async throws
        -> Response
    {
        let page = try await read { reader in
            let view = try returns.sheet(reader, id, by: party)
            guard isReceiver else { throw ReturnRefusal.notReceiver(view.receiver) }
            var form = SheetForm(
                desk: self, view: view, answers: SheetForm.answers(posted),
                version: Int64(posted.text("version")) ?? view.sheet.version, reason: reason)
            form.rows = posted.rowsAfterAct("rows")
            form.state = .unsaved
            form.draft = posted.values[RecordFormModel.names.draft] ?? form.draft
            form.saves = Int64(posted.text(RecordFormModel.names.saves)) ?? 0
            return try fillPage(reader, form, done: nil)
        }
        return .page(page)
    }

    /// The form again with what was typed, and why it was not taken. Where somebody else was first,
    /// their words stand beside, and sending again means to have seen them.
    private func again(
        _ id: Int64, _ posted: PostedForm, _ version: Int64, _ error: any Error,
        reason: String?
    ) async throws -> Response {
        var problems: [SheetProblem] = []
        var whole: [String] = []
        var isStale = false
        switch error {
        case ReturnRefusal.problems(let found): problems = found
        case ReturnRefusal.nothingChanged, RecordRefusal.needsReason: whole = ["\(error)"]
        case RecordRefusal.stale:
            isStale = true
            whole = ["\(error)", "不同的格旁边写着对方填的；核对、改好后再存或报送，就以你的为准。"]
        default: throw error
        }
        var form = try await read { [problems, whole, isStale] reader in
            let view = try returns.sheet(reader, id, by: party)
            var form = SheetForm(
                desk: self, view: view, answers: SheetForm.answers(posted),
                version: isStale ? view.sheet.version : version, reason: reason)
            form.problems = problems
            form.whole = whole
            if isStale { form.others = view.answers }
            form.state = .failed(isStale ? "别人先改了" : "有要改的地方")
            return form
        }
        try await keepSheetDraft(id, posted, in: &form)
        let page = try await read { [form] in try fillPage($0, form, done: nil) }
        return .page(page, status: isStale ? 409 : 422)
    }

    /// The sheet's locked workbook.
    func sendSheetTemplate(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let view = try await read { try returns.sheet($0, id, by: party) }
        let bytes = try await temporaryFile("xlsx") { try returns.writeTemplate(view, to: $0) }
        return .download(
            .bytes(bytes), type: Self.excel, name: "\(view.form.name)_\(view.receiver).xlsx",
            plainName: "sheet-\(id).xlsx")
    }

    /// Takes in a filled workbook: as a draft, or sent at once.
    func uploadSheet(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let parts: Multipart
        do {
            parts = try Multipart(request.body, type: request.headers["content-type"] ?? "")
        } catch {
            throw WebError.notAForm(error)
        }
        guard let file = parts.files("file").first else {
            return try await uploadRefused(id, ["还没有选文件。请选填好的模板再上传。"])
        }
        let act = parts.parts.first { $0.name == "act" }.map {
            String(decoding: $0.bytes, as: UTF8.self)
        }
        var filling = SheetFilling(SheetAnswers([]), isSending: act == "send")
        filling.filledBy = viewer.name
        do {
            try await take(file.bytes, filling, for: id)
            return .see(Link.sheet(id).with("done", filling.isSending ? "sent" : "saved"))
        } catch ReturnRefusal.template(let what, let advice) {
            return try await uploadRefused(id, ["\(what)，没有读入。\(advice)。"])
        } catch ReturnRefusal.problems(let problems) {
            return try await uploadRefused(id, problems.prefix(200).map(\.description))
        } catch let problem as DocumentProblem {
            return try await uploadRefused(id, [problem.description])
        }
    }

    func take(_ bytes: [UInt8], _ filling: SheetFilling, for id: Int64) async throws {
        let path = NSTemporaryDirectory() + "dongting-\(UUID().uuidString).xlsx"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        _ = try await returns.uploadSheet(id, path, filling, by: party)
        try await dropSheetDrafts(id, isCorrection: false)
    }

    private func uploadRefused(_ id: Int64, _ whole: [String]) async throws -> Response {
        let page = try await read { reader in
            let view = try returns.sheet(reader, id, by: party)
            guard isReceiver else { throw ReturnRefusal.notReceiver(view.receiver) }
            var form = SheetForm(
                desk: self, view: view, answers: view.answers, version: view.sheet.version)
            form.whole = whole
            return try fillPage(reader, form, done: nil)
        }
        return .page(page, status: 422)
    }
}
