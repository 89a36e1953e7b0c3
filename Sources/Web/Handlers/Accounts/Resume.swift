import Accounts
import Catalogue
import Registers
import Values

/// A session that ended while somebody was typing: what they sent is carried through signing in,
/// and the form goes on as a draft.
extension Desk {
    /// More than a form holds that a person fills in by hand.
    private static let mostKept = 512 * 1_024

    /// The sign-in page, with the form that was sent inside it.
    func signInKeeping(_ request: Request) async throws -> Response {
        let isForm = !request.form.items.isEmpty && request.body.count <= Self.mostKept
        let place = formPlace(request.path)
        var tried = SignInTry(
            problem: isForm && place != nil
                ? "登录已到期。您填的没有丢，登录后接着填。" : "登录已到期，这一步没有办。登录后请重新办理。",
            status: 401)
        tried.then = place == nil ? Link.today.path : request.path
        tried.kept = place != nil && isForm ? String(decoding: request.body, as: UTF8.self) : nil
        return try await signInPage(request, tried)
    }

    /// Keeps what was carried as a draft of whoever has signed in.
    /// - Returns: where it is taken up again; nil where nothing was carried.
    func resume(_ kept: String?, at path: String, _ token: String) async throws -> String? {
        guard let kept, let (register, record) = formPlace(path),
            let session = try await read({ [accounts] in try accounts.session($0, token: token) })
        else { return nil }
        var model = RecordFormModel(register, record, sent: Parameters(query: kept))
        model.draft = FormDraft.newKey()
        model.saves = 0
        if register.name == Self.sheetRegister {
            model.version = model.values["version"].flatMap { Int64($0) }
        }
        let draft = model.kept
        _ = try await accounts.save(draft, of: session.account.id)
        return (Self.place(of: draft) ?? model.action.with("draft", model.draft)).path
    }

    /// The record that a path is a form of.
    private func formPlace(_ path: String) -> (Register, Int64?)? {
        let parts = path.split(separator: "/").map(String.init)
        if parts.count == 3 || parts.count == 4 && parts[3] == "correct",
            Array(parts.prefix(2)) == ["returns", "sheets"], let id = Int64(parts[2])
        {
            return catalogue.register(Self.sheetRegister).map { ($0, id) }
        }
        guard parts.count >= 3, parts[0] == "registers",
            let register = catalogue.register(parts[1])
        else { return nil }
        if parts.count == 3, parts[2] == "new" { return (register, nil) }
        if parts.count == 4, parts[3] == "edit", let id = Int64(parts[2]) { return (register, id) }
        return nil
    }
}
