import Accounts
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// The draft that an address names, if it is one's own and of this form.
    func ownDraft(_ reader: Reader, _ request: Request, _ register: Register, record: Int64?) throws
        -> FormDraft?
    {
        guard let session, let key = request.parameters["draft"],
            let draft = try accounts.draft(reader, key, of: session.account.id),
            draft.register == register.name, draft.record == record
        else { return nil }
        return draft
    }

    /// Saves what is being typed, for the script: every few seconds, and before one leaves.
    func saveDraft(_ request: Request) async throws -> Response {
        _ = try ownSession()
        let register = try registry.register(request.parameters["register"] ?? "")
        let record = request.parameters["record"].flatMap { Int64($0) }
        try registry.permit(viewer, record == nil ? .create : .change, on: register)
        var model = RecordFormModel(register, record, sent: request.form)
        model.draft = request.arguments["key"] ?? ""
        return try await answerDraft(model)
    }

    /// Saves a draft and tells the script how often it was saved by now.
    func answerDraft(_ model: RecordFormModel) async throws -> Response {
        let session = try ownSession()
        // What bears a mark of secrecy is kept nowhere, as a draft neither.
        try refuseMarks(model.values)
        do {
            let saves = try await accounts.save(model.kept, of: session.account.id)
            return .json(
                .object([
                    ("saved", .string(registry.database.clock.now().clockTime)),
                    (RecordFormModel.names.saves, .string(String(saves))),
                ]))
        } catch DraftRefusal.stale(let other) {
            return .json(
                .object([("saved", .string(other.saved.clockTime))]), status: 409)
        }
    }

    /// Throws a draft away.
    func dropOwnDraft(_ request: Request) async throws -> Response {
        let session = try ownSession()
        try await accounts.dropDraft(
            request.form["key"] ?? "", of: session.account.id)
        return .see(.today)
    }

    /// Keeps what was sent as a draft. What another window saved meanwhile is not overwritten: the
    /// form goes on as a draft of its own.
    func keepDraft(_ model: inout RecordFormModel) async throws {
        guard let session else { return }
        try refuseMarks(model.values)
        do {
            model.saves = try await accounts.save(model.kept, of: session.account.id)
        } catch DraftRefusal.stale(let other) {
            model.whole.append(
                "另一个窗口在 \(other.saved.clockTime) 存过这份草稿；您这里填的另存为一份，两份都在工作台。")
            model.draft = FormDraft.newKey()
            model.saves = 0
            model.saves = try await accounts.save(model.kept, of: session.account.id)
        }
        model.state = .saved(registry.database.clock.now())
    }

    func dropDraft(_ model: RecordFormModel) async throws {
        guard let session else { return }
        try await accounts.dropDraft(model.draft, of: session.account.id)
    }
}
