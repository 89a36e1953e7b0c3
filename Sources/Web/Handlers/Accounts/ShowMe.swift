import Accounts
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// Whoever is signed in; routes for them alone have admitted nobody else.
    /// - Throws: `WebError.notSignedIn`.
    func ownSession() throws -> Session {
        guard let session else { throw WebError.notSignedIn }
        return session
    }

    /// One's own page: password, authenticator, sessions, organisations.
    func showMe(_ request: Request) async throws -> Response {
        try await mePage(problem: nil)
    }

    func changePassword(_ request: Request) async throws -> Response {
        let form = request.form
        guard form["new"] == form["again"] else {
            return try await mePage(problem: "两次填的新密码不一样。")
        }
        do {
            try await accounts.changePassword(
                try ownSession(), present: form["present"] ?? "", new: form["new"] ?? "",
                from: request.origin)
        } catch let problem as PasswordProblem {
            return try await mePage(problem: problem.description)
        } catch SignInRefusal.wrong {
            return try await mePage(problem: "现在的密码不对。")
        } catch let refusal as SignInRefusal {
            return try await mePage(problem: refusal.description)
        }
        return try await mePage(problem: nil, told: "密码已改，其他地方的登录都已退出。")
    }

    /// Ends one of one's sessions, or all others.
    func endSession(_ request: Request) async throws -> Response {
        let session = try ownSession()
        try await accounts.endSession(
            of: session.account, request.form["session"], keeping: session.digest,
            from: request.origin)
        return .see(.me)
    }

    /// Goes on for another organisation, or asks to become a member of one.
    func changeOrganisation(_ request: Request) async throws -> Response {
        let session = try ownSession()
        if let code = request.form["code"] {
            try await accounts.join(session, code: code, ground: request.form["ground"] ?? "")
            return .see(.me)
        }
        let id = request.form["organisation"].flatMap { Int64($0) } ?? 0
        guard try await accounts.act(for: id, session) else {
            throw WebError.forbidden(role: viewer.role.title)
        }
        return .see(.today)
    }

    private func mePage(problem: String?, told: String? = nil) async throws -> Response {
        let session = try ownSession()
        let account = session.account
        let content = try await read { reader -> (Frame, HTML) in
            let frame = try frame(reader, "我的账号", in: nil)
            let status = try accounts.codeStatus(reader, of: account.id)
            let sessions = try accounts.sessions(reader, of: account.id)
            let parts: [HTML] = [
                told.map { "<p class=\"done\" role=\"status\">\($0)</p>" } ?? "",
                Self.passwordForm(frame, account, problem),
                Self.code(status.isSet, status.left), try signOnSection(reader, session),
                has(.approvals)
                    ? """
                    <section class="group"><h2>外出与代办</h2><p>外出前登记谁代您批。</p>\
                    <p><a class="btn" href="\(Link.absences)">登记外出</a></p></section>
                    """ : "",
                account.role == Account.applicant
                    ? try organisations(reader, frame, session) : "",
                Self.sessions(frame, sessions, session), Self.tokens,
            ]
            return (frame, "\(parts)")
        }
        let page = LeafPage(
            frame: content.0, lead: "在这里改密码、绑定验证器，看自己在哪些地方登录着。有不认识的登录，马上结束它并改密码。",
            content: content.1)
        return .page(page.html, status: problem == nil ? 200 : 422)
    }

    private static func passwordForm(_ frame: Frame, _ account: Account, _ problem: String?)
        -> HTML
    {
        let form = PlainForm(
            action: Link(.password).path, csrf: frame.csrfField,
            inputs: [
                .init(
                    name: "present", title: "现在的密码", kind: .password,
                    autocomplete: "current-password"),
                .init(
                    name: "new", title: "新密码", kind: .password, autocomplete: "new-password",
                    help: "至少 \(PasswordRules.least) 个字，可以是一句自己记得住的话。"),
                .init(
                    name: "again", title: "再填一次", kind: .password, autocomplete: "new-password"),
            ], problem: problem, button: "改密码", label: "改密码")
        return """
            <section class="group"><h2>密码<small>登录名 \(account.login)</small></h2>\(form.html)</section>
            """
    }

    private static func code(_ isSet: Bool, _ left: Int) -> HTML {
        let words: HTML =
            isSet
            ? "<p>已绑定验证器，还剩 \(left) 个恢复码。换手机时重新绑定，原来的随即失效。</p>"
            : "<p>没有绑定验证器。绑定后，别人只知道密码也登录不了。</p>"
        return """
            <section class="group"><h2>验证器</h2>\(words)\
            <p><a class="btn" href="\(Link(.authenticator))">\(isSet ? "重新绑定" : "绑定验证器")</a></p></section>
            """
    }

    private static let tokens: HTML = """
        <section class="group"><h2>接口令牌</h2><p>让别的程序经接口代您办事，不用把密码交给它。</p>\
        <p><a class="btn" href="\(Link(.tokens))">查看和建立令牌</a></p></section>
        """

    private static func sessions(_ frame: Frame, _ lines: [SessionLine], _ own: Session) -> HTML {
        let rows = lines.map { line -> [HTML] in
            let isOwn = line.digest == own.digest
            let end: HTML =
                isOwn
                ? "<b>就是这里</b>"
                : """
                <form method="post" action="\(Link(.sessions))">\(frame.csrfField)\
                <input type="hidden" name="session" value="\(line.digest)"><button class="btn">结束</button></form>
                """
            return [
                "\(line.made.businessTime)", "\(line.seen.businessTime)", "\(line.address)",
                "\(AgentWords.text(line.agent))", end,
            ]
        }
        let table = Table(
            caption: "登录着的地方",
            columns: [
                .init(title: "登录时间"), .init(title: "最近使用"), .init(title: "网络地址"),
                .init(title: "浏览器"), .init(title: "操作"),
            ], rows: rows)
        let others: HTML =
            lines.count > 1
            ? """
            <form method="post" action="\(Link(.sessions))">\(frame.csrfField)\
            <button class="btn">结束其他所有登录</button></form>
            """ : ""
        return """
            <section class="group"><h2>登录着的地方<small>\(lines.count) 处</small></h2>\(table.html)\(others)</section>
            """
    }

    private func organisations(_ reader: Reader, _ frame: Frame, _ session: Session) throws -> HTML
    {
        let own = try accounts.memberships(reader, of: session.account.id)
        let names = try registry.labels(reader, "organisation", ids: own.map(\.organisation))
        let items = own.map { membership -> HTML in
            let name = names[membership.organisation] ?? ""
            let role = membership.role == "administrator" ? "单位管理员" : "单位人员"
            let choose: HTML =
                membership.organisation == viewer.organisation
                ? "<b>正在代表</b>"
                : """
                <form method="post" action="\(Link(.actingFor))">\(frame.csrfField)\
                <input type="hidden" name="organisation" value="\(membership.organisation)">\
                <button class="btn">改为代表它</button></form>
                """
            return "<li>\(name) <small>\(role)，自 \(membership.from)</small> \(choose)</li>"
        }
        let none: HTML = own.isEmpty ? "<p>还没有单位确认您。确认后就能办理那个单位的事。</p>" : ""
        let form = PlainForm(
            action: Link(.actingFor).path, csrf: frame.csrfField,
            inputs: [
                .init(
                    name: "code", title: "另一个单位的统一社会信用代码",
                    help: "调到新单位也在这里报，账号不用换。", maximum: 40),
                .init(name: "ground", title: "凭什么代表这个单位"),
            ], button: "申请加入", label: "申请加入单位", prefix: "o")
        return """
            <section class="group"><h2>代表的单位</h2>\(none)<ul class="plain">\(items)</ul>\(form.html)</section>
            """
    }
}
