import Accounts
import Store
import Values

extension Desk {
    func showSignIn(_ request: Request) async throws -> Response {
        if session != nil { return .see(.today) }
        return try await signInPage(request, .init())
    }

    /// What was tried before, shown again with what was wrong.
    struct SignInTry {
        var login = ""
        var password = ""
        var asksCode = false
        var problem: String?
        var status = 200
        /// Where one wanted to go, and the form that was sent there.
        var then: String?
        var kept: String?
    }

    func signIn(_ request: Request) async throws -> Response {
        let form = request.form
        var tried = SignInTry(login: form["login"] ?? "", password: form["password"] ?? "")
        do {
            let result = try await accounts.signIn(
                login: tried.login, password: tried.password, code: form["code"],
                from: request.origin)
            if let session, result != .needsCode {
                // Whoever signs in once more goes on in the new session alone.
                try await accounts.endSession(
                    of: session.account, session.digest, from: request.origin, as: .signedOut)
            }
            switch result {
            case .needsCode:
                tried.asksCode = true
                return try await signInPage(request, tried)
            case .signedIn(let token):
                let then = Self.inside(form["then"]) ?? Link.today.path
                let resumed = try await resume(form["kept"], at: then, token)
                return signedIn(token, to: resumed ?? then)
            case .needsEnrolment(let token):
                return signedIn(token, to: Link(.authenticator).path)
            }
        } catch let refusal as SignInRefusal {
            tried.problem = refusal.description
            tried.asksCode = refusal == .wrongCode
            tried.status = refusal == .crowded ? 503 : 401
            return try await signInPage(request, tried)
        }
    }

    func signOut(_ request: Request) async throws -> Response {
        if let session {
            try await accounts.endSession(
                of: session.account, session.digest, from: request.origin, as: .signedOut)
        }
        var response = Response.see(.signIn())
        response.headers.append(("Set-Cookie", entrance.endedCookie))
        // Nothing of what was seen stays in the browser.
        response.headers.append(("Clear-Site-Data", "\"cache\""))
        return response
    }

    func signedIn(_ token: String, to path: String) -> Response {
        var response = Response.see(path)
        response.headers.append(("Set-Cookie", entrance.cookie(token)))
        return response
    }

    /// A path of this very site, and of no other: `//elsewhere` and `/\elsewhere` are others.
    static func inside(_ path: String?) -> String? {
        guard let path, path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("\\"),
            path.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
        else { return nil }
        return path
    }

    func signInPage(_ request: Request, _ tried: SignInTry) async throws -> Response {
        let asked = tried.then ?? request.form["then"] ?? request.parameters["then"]
        let then = Self.inside(asked) ?? ""
        let kept = tried.kept ?? request.form["kept"] ?? ""
        let (offered, isFirst) = try await read { reader in
            (
                try accounts.demonstrationAccounts(reader),
                try reader.integer("SELECT count(*) FROM account WHERE state = 'active'") == 0
            )
        }
        var inputs: [PlainForm.Input] = [
            .init(
                name: "login", title: "登录名", value: tried.login, autocomplete: "username",
                maximum: 60),
            .init(
                name: "password", title: "密码", value: tried.asksCode ? tried.password : "",
                kind: .password, autocomplete: "current-password"),
        ]
        if tried.asksCode {
            inputs.append(
                .init(
                    name: "code", title: "验证码", autocomplete: "one-time-code",
                    help: "验证器上的六位数字；手机不在身边，填一个恢复码。", maximum: 40))
        }
        if !then.isEmpty {
            inputs.append(.init(name: "then", title: "", value: then, kind: .hidden))
        }
        if !kept.isEmpty {
            inputs.append(.init(name: "kept", title: "", value: kept, kind: .hidden))
        }
        let frame = plainFrame("登录")
        let form = PlainForm(
            action: Link.signIn().path, csrf: frame.csrfField, inputs: inputs,
            problem: tried.problem,
            button: tried.asksCode ? "验证并登录" : "登录", label: "登录")
        let first: HTML =
            isFirst
            ? "<p class=\"note\">这个城市还没有账号。系统管理员请用启动服务时终端上显示的一次性链接。</p>" : ""
        let page = LeafPage(
            frame: frame,
            lead: "登录后看到等您办的事。单位第一次来，先用统一社会信用代码注册。",
            content: """
                \(form.html)\(signOnButton(then))\(first)\
                <p><a href="\(Link(.registration))">单位注册</a>　\
                <a href="\(Link(.openCalls))">申报通知</a>　<a href="\(Link(.openProjects))">立项项目</a></p>\(Self.offer(offered, then))
                """)
        return .page(page.html, status: tried.status)
    }

    /// In a demonstration city one click is enough.
    private static func offer(_ accounts: [Accounts.DemonstrationAccount], _ then: String) -> HTML {
        guard !accounts.isEmpty else { return "" }
        let password = Accounts.demonstrationPassword
        let items = accounts.map { account -> HTML in
            """
            <li><form method="post" action="\(Link.signIn())"><input type="hidden" name="login" value="\(account.login)">\
            <input type="hidden" name="password" value="\(password)"><input type="hidden" name="then" value="\(then)">\
            <button class="btn">\(account.name)</button> <small>\(account.role) · <code>\(account.login)</code></small></form></li>
            """
        }
        return """
            <section class="group"><h2>演示账号<small>只在演示城市里有；密码都是 <code>\(password)</code></small></h2>\
            <ul class="plain offers">\(items)</ul></section>
            """
    }
}
