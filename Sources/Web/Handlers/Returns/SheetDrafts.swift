import Accounts
import Applications
import Catalogue
import Registers
import Returns
import Store
import Values

/// What a receiver types into a sheet is kept as it is typed, as record forms do: a draft of one's
/// own beside the sheet, which the bureau and colleagues see only once it is saved or sent.
extension Desk {
    static let sheetRegister = "collection-sheet"

    /// Saves what is being typed, for the script.
    func saveSheetDraft(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let view = try await read { try returns.sheet($0, id, by: party) }
        guard isReceiver else { throw ReturnRefusal.notReceiver(view.receiver) }
        return try await answerDraft(try draftModel(id, PostedForm(values: request.form)))
    }

    /// A draft of this sheet: the one named, or the latest.
    /// - Parameter isCorrection: of the form that corrects what was sent, rather than of the first.
    func sheetDraft(
        _ reader: Reader, _ id: Int64, isCorrection: Bool, named key: String? = nil
    ) throws -> FormDraft? {
        guard let session else { return nil }
        let own = try accounts.drafts(reader, of: session.account.id).filter {
            $0.register == Self.sheetRegister && $0.record == id
                && ($0["reason"] != nil) == isCorrection
        }
        return own.first { $0.key == key } ?? own.first
    }

    /// One key for each form of a sheet, so that two windows meet in one draft.
    static func sheetDraftKey(_ id: Int64, isCorrection: Bool) -> String {
        (isCorrection ? "sheet-correction-" : "sheet-filling-") + String(id)
    }

    /// Where a draft of a sheet is taken up again.
    static func place(of draft: FormDraft) -> Link? {
        guard let id = draft.record else { return nil }
        if draft.register == Applications.applications { return .of(.editApplication, id) }
        guard draft.register == sheetRegister else { return nil }
        let form: Link = draft["reason"] == nil ? .sheet(id) : .of(.correctSheet, id)
        return form.with("draft", draft.key)
    }

    /// Puts a draft into the form. What was saved of the sheet since it was opened stands beside.
    func takeUp(_ draft: FormDraft?, in form: inout SheetForm, _ reader: Reader) throws {
        guard let draft else { return }
        let posted = PostedForm(values: Parameters(draft.fields.map { ($0.name, $0.value) }))
        form.answers = SheetForm.answers(posted)
        form.draft = draft.key
        form.saves = draft.saves
        form.state = .saved(draft.saved)
        if form.reason != nil { form.reason = posted.text("reason") }
        guard let register = catalogue.register(Self.sheetRegister),
            let version = draft.version, version != form.view.sheet.version
        else { return }
        let then = try registry.version(reader, register, form.view.sheet, version)
        if then["answers"] == form.view.sheet["answers"] { return }
        form.others = form.view.answers
        form.whole = [
            "您的草稿存于 \(draft.saved.clockTime)，这以后表里的内容变过。您填的没有丢；不同的格旁边写着表里现在的，核对后再存或报送，就以您的为准。"
        ]
    }

    /// Keeps what was sent and not taken, so that nothing is lost with the page.
    func keepSheetDraft(_ id: Int64, _ posted: PostedForm, in form: inout SheetForm) async throws {
        guard session != nil else { return }
        var model = try draftModel(id, posted)
        try await keepDraft(&model)
        form.draft = model.draft
        form.saves = model.saves
        form.whole += model.whole
    }

    /// What was typed is in the sheet now.
    func dropSheetDrafts(_ id: Int64, isCorrection: Bool) async throws {
        guard let session else { return }
        while let draft = try await read({
            try self.sheetDraft($0, id, isCorrection: isCorrection)
        }) {
            try await accounts.dropDraft(draft.key, of: session.account.id)
        }
    }

    private func draftModel(_ id: Int64, _ posted: PostedForm) throws -> RecordFormModel {
        let register = try registry.register(Self.sheetRegister)
        var model = RecordFormModel(register, id, sent: posted.values)
        model.version = Int64(posted.text("version"))
        return model
    }
}
