import Accounts
import Applications
import Catalogue
import Documents
import Files
import Funds
import Registers
import Returns
import Store
import Values

extension Desk {
    /// What is set up for files.
    /// - Throws: `WebError.noPage` where nothing is.
    func storedFiles(_ request: Request) throws -> CityFiles {
        guard let files else { throw WebError.noPage(request.path) }
        return files
    }

    func fileID(_ request: Request) throws -> Int64 {
        guard let id = Int64(request.arguments["id"] ?? ""), id > 0 else {
            throw FileRefusal.notFound
        }
        return id
    }

    /// Takes one file for a record, while it arrives.
    func addFile(_ request: Request) async throws -> Response {
        let files = try storedFiles(request)
        let register = try register(request)
        let id = try recordID(request, register)
        let form = try UploadForm(request)
        guard let file = try await form.nextFile() else { throw WebError.notAForm(.noFirstPart) }
        // The token stands before the file: of what another site sends, not a byte is kept.
        if let session, form.fields["csrf"] != session.formToken {
            throw WebError.notOfThisSession
        }
        let purpose = FilePurpose(rawValue: form.fields["purpose"] ?? "") ?? .attachment
        let step = form.fields["step"].flatMap { $0.isEmpty ? nil : $0 }
        _ = try await keep(
            form.bytes,
            NewFile(
                file.name, about: FileSubject(register.name, id, step: step), purpose: purpose,
                note: form.fields["note"]), in: files, from: request.origin)
        if register.name == Applications.applications {
            return .see(
                Link(
                    .application, [String(id)], Parameters([("done", "attached")]),
                    fragment: "files"))
        }
        if register.name == Allocations.lines {
            return .see(Link.allocation(id).with("done", "attached"))
        }
        if register.name == Applications.recommendations {
            let call = try await read { try registry.record($0, register.name, id)["call"].integer }
            return .see(Link.of(.recommendationDesk, call ?? 0).with("done", "attached"))
        }
        guard register.name == "collection-sheet" else {
            return .see(
                Link(
                    .record, [register.name, String(id)], Parameters([("done", "attached")]),
                    fragment: "files"))
        }
        return .see(Link.sheet(id).with("done", "stamped"))
    }

    /// Keeps a file of a record; a stamped scan of a sheet is noted on it.
    /// - Parameter origin: who sent it, for what is noted where it bears the mark of a secret.
    func keep<Bytes: AsyncSequence>(
        _ bytes: Bytes, _ file: NewFile, in files: CityFiles, from origin: Origin
    ) async throws -> Record where Bytes.Element: Sequence<UInt8> {
        let kept: Record
        do {
            kept = try await files.keep(
                bytes, file, by: viewer, mayRead: maySee, mayAdd: mayAdd)
        } catch FileRefusal.marked(let marked) {
            try await accounts.noteMarkedFile(
                of: viewer.account, login: session?.account.login ?? viewer.name, origin,
                detail:
                    "\(file.about.register) #\(file.about.record)，\(marked.place.title)，标志“\(marked.mark.level)”，没有保存"
            )
            throw FileRefusal.marked(marked)
        }
        if file.about.register == "collection-sheet", file.purpose == .stampedScan {
            try await noteScan(kept, on: file.about.record)
        }
        if file.about.register == Applications.recommendations, file.purpose == .stampedScan {
            try await applications.noteStamped(file.about.record, by: viewer)
        }
        return kept
    }

    /// The record of a file in force that the viewer may see.
    /// - Throws: `FileRefusal.notFound`.
    func fileRecord(_ request: Request) async throws -> Record {
        _ = try storedFiles(request)
        let id = try fileID(request)
        let file = try? await read { try registry.record($0, "file", id) }
        guard let file, file.state != Lifecycle.withdrawn, let about = file["about_register"].text,
            let of = file["about_record"].integer, try await maySee(about, of)
        else { throw FileRefusal.notFound }
        return file
    }

    /// The receiver's stamped paper is noted on its sheet; what an officer adds is not that.
    private func noteScan(_ file: Record, on sheet: Int64) async throws {
        switch party.standing {
        case .county, .organisation: break
        case .bureau, .section, .none: return
        }
        let version = try await read { try registry.record($0, "collection-sheet", sheet).version }
        _ = try await returns.attachScan(
            sheet, "文件 #\(file.id) \(file["name"].text ?? "")", version: version, by: party)
    }

    /// Gives a file to keep; nothing of it runs in the browser.
    func sendFile(_ request: Request) async throws -> Response {
        let opened = try await storedFiles(request).open(try fileID(request), mayRead: maySee)
        return .upload(
            .stream(ByteStream(bytes: opened.bytes, opened.content)), opened.kind,
            name: opened.name)
    }

    func showWithdrawFile(_ request: Request) async throws -> Response {
        try await withdrawPage(request, problem: nil)
    }

    /// Takes a file off its record, with a reason.
    func withdrawFile(_ request: Request) async throws -> Response {
        let reason = PostedForm(values: request.form).text("reason")
        do {
            let gone = try await storedFiles(request).withdraw(
                try fileID(request), reason: reason, by: viewer, mayRead: maySee, mayAdd: mayAdd)
            if gone["about_register"].text == Applications.recommendations {
                try await applications.noteStamped(
                    gone["about_record"].integer ?? 0, isTakenOff: true, by: viewer)
            }
            return .see(place(of: gone))
        } catch RecordRefusal.needsReason {
            return try await withdrawPage(request, problem: "必填。写明为什么撤回")
        }
    }

    /// Where a file is seen: the page of what it is about.
    private func place(of file: Record) -> Link {
        let (about, id) = (file["about_register"].text ?? "", file["about_record"].integer ?? 0)
        if about == Allocations.lines { return .allocation(id) }
        if about == Applications.applications { return .of(.application, id) }
        return about == "collection-sheet" ? .sheet(id) : .record(about, id)
    }

    private func withdrawPage(_ request: Request, problem: String?) async throws -> Response {
        let file = try await fileRecord(request)
        let id = file.id
        guard
            try await mayAdd(
                file["about_register"].text ?? "", file["about_record"].integer ?? 0)
        else { throw FileRefusal.mayNotAdd }
        let name = file["name"].text ?? ""
        let place = place(of: file)
        let page = ConfirmPage(
            frame: plainFrame(
                "撤回文件", in: .registers, trail: [Crumb(title: "所属记录", link: place)]),
            lead: "撤回后记录页上不再有这份文件，也不能再下载；谁在何时为什么撤回记入日志。传错了可以再传一份对的。",
            action: .withdrawFile(id), csrf: formToken,
            lines: [.init(title: name, now: "在记录里", then: "已撤回")],
            reason: FormField(
                name: "reason", title: "理由", control: TextControl(value: "", most: 200),
                isRequired: true, help: "写入日志。",
                problem: problem.map { FormField.Problem(words: $0) }),
            button: "撤回", isDestructive: true, cancel: place)
        return .page(page.html, status: problem == nil ? 200 : 422)
    }

    /// The files about a record, as its page shows them; nil where none are kept at all.
    func attachedFiles(_ reader: Reader, of record: Record, in register: Register) throws
        -> AttachedFiles?
    {
        guard let files, register.name != "file" else { return nil }
        let found = try files.about(FileSubject(register.name, record.id), reader)
        let mayAdd = try mayAdd(reader, to: record, in: register)
        if found.isEmpty, !mayAdd { return nil }
        let purposes = catalogue.list("file-purposes")
        let scans = catalogue.list("file-scans")
        let readings = catalogue.list("file-readings")
        return AttachedFiles(
            files: found.map { file in
                let kind = file["kind"].text.flatMap(UploadKind.init(rawValue:))
                return AttachedFiles.File(
                    id: file.id, name: file["name"].text ?? "", kind: kind?.title ?? "",
                    bytes: file["bytes"].integer ?? 0,
                    purpose: purposes?.title(of: file["purpose"].text ?? "") ?? "",
                    step: file["step"].text, note: file["note"].text,
                    added:
                        "\(file["uploaded_by"].text ?? "") \(file.changedAt.businessTime.prefix(16))",
                    scanned: scans?.title(of: file["scanned"].text ?? "") ?? "",
                    reading: file["words_read"].text.map { readings?.title(of: $0) ?? $0 },
                    isRead: file["words_read"].text == "whole")
            }, add: mayAdd ? .recordFiles(register.name, record.id) : nil,
            csrf: session.map { Person.field($0.formToken) } ?? "", limit: files.limit,
            purposes: (purposes?.codes ?? []).map { .init(value: $0.code, title: $0.title) })
    }
}
