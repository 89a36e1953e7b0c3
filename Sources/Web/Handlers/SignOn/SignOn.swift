import Accounts
import Registers
import SignOn
import Store
import Values

extension Desk {
    /// Sends the browser to the provider; what must come back with it is kept sealed in a cookie.
    func beginSignOn(_ request: Request) async throws -> Response {
        guard let door = signOn else { throw WebError.noPage(request.path) }
        let isBinding = request.parameters["bind"] == "1"
        let binding = isBinding ? try ownSession().account.id : nil
        do {
            let attempt = try await door.client.begin()
            let kept = KeptAttempt(
                attempt, then: Self.inside(request.parameters["then"]) ?? Link.today.path,
                binding: binding)
            var response = Response.see(attempt.redirect)
            let sealed = try accounts.sealed(kept.text, for: KeptAttempt.purpose)
            response.headers.append(("Set-Cookie", entrance.attemptCookie(sealed)))
            return response
        } catch let error as SignOnError {
            return try await signOnFailed("\(error)", status: 502, request)
        }
    }

    /// The way back: signs in the account that is bound, or shows whom it is about to be bound to.
    func endSignOn(_ request: Request) async throws -> Response {
        guard let door = signOn else { throw WebError.noPage(request.path) }
        let asked = request.parameters
        guard let sealed = request.cookie(entrance.attemptCookieName),
            let text = accounts.opened(sealed, for: KeptAttempt.purpose),
            let kept = KeptAttempt(text: text)
        else { return try await signOnFailed("\(SignOnError.stateDiffers)", status: 401, request) }
        var response: Response
        do {
            let identity = try await door.client.finish(
                SignOnAnswer(
                    code: asked["code"], state: asked["state"], error: asked["error"],
                    issuer: asked["iss"]), kept.attempt)
            let subject = SignOnSubject(issuer: identity.issuer, subject: identity.subject)
            if let binding = kept.binding {
                return try await askBinding(binding, subject, identity.name ?? "", door)
            }
            let token = try await accounts.signOn(
                subject, isSecondStep: door.isSecondStep, from: request.origin)
            response = signedIn(token, to: kept.then)
        } catch let error as SignOnError {
            let isTheirs = if case .unreachable = error { true } else { false }
            response = try await signOnFailed("\(error)", status: isTheirs ? 502 : 401, request)
        } catch let refusal as SignOnRefusal {
            response = try await signOnFailed("\(refusal)", status: 401, request)
        }
        // An attempt serves once.
        response.headers.append(("Set-Cookie", entrance.attemptCookie(nil)))
        return response
    }

    private func signOnFailed(_ problem: String, status: Int, _ request: Request) async throws
        -> Response
    {
        try await signInPage(request, SignInTry(problem: problem, status: status))
    }

    /// Nothing is bound by following a link: whoever comes back says so once more, here.
    private func askBinding(
        _ account: Int64, _ subject: SignOnSubject, _ name: String, _ door: SignOnDoor
    ) async throws -> Response {
        let session = try ownSession()
        guard session.account.id == account else {
            throw WebError.notOfThisSession
        }
        let frame = plainFrame("绑定统一认证", trail: [Crumb(title: "我的账号", link: .me)])
        let form = PlainForm(
            action: Link(.bindSignOn).path, csrf: frame.csrfField, inputs: [],
            button: "绑定到我的账号", label: "绑定统一认证")
        let page = LeafPage(
            frame: frame,
            lead: "\(door.title)认出的是“\(name.isEmpty ? subject.subject : name)”。"
                + "确认是您本人，绑定后可以从那里登录“\(session.account.name)”的账号。",
            content: "\(form.html)<p><a class=\"btn\" href=\"\(Link.me)\">不绑定</a></p>")
        var response = Response.page(page.html)
        let kept = [session.digest, subject.issuer, subject.subject].joined(separator: "\n")
        let sealed = try accounts.sealed(kept, for: "binding")
        response.headers.append(("Set-Cookie", entrance.attemptCookie(sealed)))
        return response
    }

    func bindSignOn(_ request: Request) async throws -> Response {
        guard signOn != nil else { throw WebError.noPage(request.path) }
        let session = try ownSession()
        let parts =
            request.cookie(entrance.attemptCookieName)
            .flatMap { accounts.opened($0, for: "binding") }?
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init) ?? []
        guard parts.count == 3, parts[0] == session.digest else {
            throw WebError.notOfThisSession
        }
        try await accounts.bind(
            session, to: SignOnSubject(issuer: parts[1], subject: parts[2]))
        var response = Response.see(.me)
        response.headers.append(("Set-Cookie", entrance.attemptCookie(nil)))
        return response
    }

    /// On one's own page: whether one may come in through the provider.
    func signOnSection(_ reader: Reader, _ session: Session) throws -> HTML {
        guard let door = signOn else { return "" }
        let isBound = try accounts.subject(reader, of: session.account.id) != nil
        let words: HTML =
            isBound
            ? "<p>已绑定，可以从\(door.title)登录。要解除的，请安全管理员办理。</p>"
            : """
            <p>绑定后可以从\(door.title)登录，不用记这里的密码。</p>\
            <p><a class="btn" href="\(Link(.signOn, [], Parameters([("bind", "1")])))">绑定\(door.title)</a></p>
            """
        return "<section class=\"group\"><h2>统一认证</h2>\(words)</section>"
    }

    /// On the sign-in page: the way through the provider.
    func signOnButton(_ then: String) -> HTML {
        guard let door = signOn else { return "" }
        let link = Link(.signOn, [], Parameters().with("then", then.isEmpty ? nil : then))
        return "<p><a class=\"btn btn-primary\" href=\"\(link)\">用\(door.title)登录</a></p>"
    }
}
