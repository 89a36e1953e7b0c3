import Accounts
import Values

extension Desk {
    func showInvitation(_ request: Request) async throws -> Response {
        try await invitationPage(request, problem: nil)
    }

    func acceptInvitation(_ request: Request) async throws -> Response {
        let token = request.arguments["token"] ?? ""
        let form = request.form
        let password = form["password"] ?? ""
        guard password == form["again"] else {
            return try await invitationPage(request, problem: "两次填的密码不一样。")
        }
        do {
            try await accounts.accept(token: token, password: password, from: request.origin)
        } catch let problem as PasswordProblem {
            return try await invitationPage(request, problem: problem.description)
        }
        return .see(.signIn())
    }

    private func invitationPage(_ request: Request, problem: String?) async throws -> Response {
        let token = request.arguments["token"] ?? ""
        let account = try await read { try accounts.invited($0, token: token) }
        let frame = plainFrame("启用账号")
        let form = PlainForm(
            action: Link(.invitation, [token]).path, csrf: frame.csrfField,
            inputs: [
                .init(
                    name: "login", title: "登录名", value: account.login, autocomplete: "username",
                    isRequired: false),
                .init(
                    name: "password", title: "新密码", kind: .password,
                    autocomplete: "new-password",
                    help: "至少 \(PasswordRules.least) 个字，可以是一句自己记得住的话；不要求大小写、符号。"),
                .init(
                    name: "again", title: "再填一次", kind: .password, autocomplete: "new-password"),
            ], problem: problem, button: "设置密码")
        let page = LeafPage(
            frame: frame,
            lead: "\(account.name)，给自己设一个密码。设好后用登录名 \(account.login) 登录。",
            content: form.html)
        return .page(page.html, status: problem == nil ? 200 : 422)
    }
}
