import Accounts
import Catalogue
import Journal
import Registers
import SignOn
import Store
import Values

extension Desk {
    /// All accounts, those that wait first.
    func showAccounts(_ request: Request) async throws -> Response {
        let (frame, rows) = try await read { reader in
            (try self.frame(reader, "账号", in: .accounts), try accountRows(reader))
        }
        let table = Table(
            caption: "账号",
            columns: [
                .init(title: "登录名"), .init(title: "姓名"), .init(title: "角色"),
                .init(title: "科室或县市区"), .init(title: "状态"),
            ], rows: rows)
        let mayMake = viewer.role.acts.contains(.manageAccounts)
        let page = LeafPage(
            frame: frame,
            lead: "系统管理员提出开户，安全管理员审定，本人用一次性链接设密码后启用。人走账号停，日志里的名字不变。",
            action: mayMake
                ? "<a class=\"btn btn-primary\" href=\"\(Link(.newAccount))\">开户</a>" : "",
            content: rows.isEmpty ? "<p class=\"empty\">还没有账号。</p>" : table.html)
        return .page(page.html)
    }

    private func accountRows(_ reader: Reader) throws -> [[HTML]] {
        let cycle = catalogue.lifecycles["account"]
        return try reader.all(
            """
            SELECT id, login, name, role, section, county, state FROM account
            WHERE state <> 'withdrawn'
            ORDER BY CASE state WHEN 'proposed' THEN 0 WHEN 'invited' THEN 1 WHEN 'active' THEN 2
            ELSE 3 END, login LIMIT 2000
            """
        ).map { row in
            let link = Link.account(row[0].integer ?? 0)
            let place =
                row[4].text.flatMap { catalogue.list("sections")?.title(of: $0) }
                ?? row[5].text.flatMap { catalogue.list("counties")?.title(of: $0) }
            let role = catalogue.list("account-roles")?.title(of: row[3].text ?? "") ?? ""
            let pill = cycle.map { Pill(state: row[6].text ?? "", in: $0).html } ?? ""
            return [
                "<a href=\"\(link)\">\(row[1].text ?? "")</a>", "\(row[2].text ?? "")", "\(role)",
                "\(place ?? "—")", pill,
            ]
        }
    }

    func showNewAccount(_ request: Request) async throws -> Response {
        newAccountPage(Parameters(), problem: nil)
    }

    func proposeAccount(_ request: Request) async throws -> Response {
        let form = request.form
        let names = ["login", "name", "role", "section", "county", "email", "phone"]
        var answers: [String: Answer] = [:]
        for name in names { answers[name] = form[name].map { .text($0) } }
        do {
            let account = try await accounts.propose(answers, by: viewer)
            return .see(.account(account.id))
        } catch let refusal as AccountRefusal {
            return newAccountPage(form, problem: refusal.description)
        } catch let refusal as RecordRefusal {
            if case .roleMayNot = refusal { throw refusal }
            return newAccountPage(form, problem: refusal.description)
        }
    }

    private func newAccountPage(_ form: Parameters, problem: String?) -> Response {
        func options(_ list: String, without left: Set<String> = []) -> [FilterForm.Option] {
            (catalogue.list(list)?.codes ?? []).filter { !left.contains($0.code) }
                .map { .init(value: $0.code, title: $0.title) }
        }
        func value(_ name: String) -> String { form[name] ?? "" }
        let frame = plainFrame(
            "开户", in: .accounts, trail: [Crumb(title: "账号", link: .accounts)])
        let plain = PlainForm(
            action: Link(.newAccount).path, csrf: frame.csrfField,
            inputs: [
                .init(
                    name: "login", title: "登录名", value: value("login"),
                    help: "小写字母开头，可用数字、点、横线；启用后不再改。", maximum: 40),
                .init(
                    name: "name", title: "姓名", value: value("name"), help: "真名，写入日志；一人一个账号。",
                    maximum: 60),
                .init(
                    name: "role", title: "角色", value: value("role"),
                    kind: .choice(options("account-roles", without: [Account.applicant])),
                    help: "系统、安全、审计三员由不同的人担任。单位用户自己注册。"),
                .init(
                    name: "section", title: "科室", value: value("section"),
                    kind: .choice(options("sections")), help: "科室经办人和负责人必填。", isRequired: false),
                .init(
                    name: "county", title: "县市区", value: value("county"),
                    kind: .choice(options("counties")), help: "县市区经办人必填。", isRequired: false),
                .init(
                    name: "email", title: "电子邮箱", value: value("email"), kind: .email,
                    isRequired: false, maximum: 100),
                .init(
                    name: "phone", title: "手机", value: value("phone"), isRequired: false,
                    maximum: 40),
            ], problem: problem, button: "提出开户")
        let page = LeafPage(
            frame: frame, lead: "填好后由安全管理员审定；审定后您把一次性启用链接交给本人，由本人设密码。", content: plain.html)
        return .page(page.html, status: problem == nil ? 200 : 422)
    }

    /// One account: what may be done with it now, and what it did lately.
    func showAccount(_ request: Request) async throws -> Response {
        try await accountPage(try recordNumber(request), link: nil, problem: nil)
    }

    /// What an administrator does with an account.
    func actOnAccount(_ request: Request) async throws -> Response {
        let id = try recordNumber(request)
        let act = request.arguments["act"] ?? ""
        let account = try await read { try accounts.account($0, id: id) }
        guard let account else { throw AccountRefusal.unknown }
        do {
            let link = try await self.act(
                act, on: account, reason: request.form["reason"],
                subject: request.form["subject"], version: nil, request)
            if let link { return try await accountPage(id, link: link, problem: nil) }
            return .see(.account(id))
        } catch let refusal as SignOnRefusal {
            return try await accountPage(id, link: nil, problem: refusal.description)
        } catch let refusal as AccountRefusal {
            return try await accountPage(id, link: nil, problem: refusal.description)
        } catch let refusal as RecordRefusal {
            return try await accountPage(id, link: nil, problem: refusal.description)
        }
    }

    /// What can be done with an account beside moving it along its life.
    static let accountActs = [
        "invitation", "unlock", "sign-out", "remove-code", "set-sign-on", "remove-sign-on",
    ]

    /// Does one of these, or moves the account.
    /// - Parameters:
    ///   - subject: whom a binding is to at the provider.
    ///   - version: of the account that whoever asks saw; looked at by moves.
    /// - Returns: the one-time link where one was made; it is told once.
    func act(
        _ act: String, on account: Account, reason: String?, subject: String?, version: Int64?,
        _ request: Request
    ) async throws -> String? {
        switch act {
        case "invitation":
            guard viewer.role.acts.contains(.manageAccounts) else {
                throw WebError.forbidden(role: viewer.role.title)
            }
            guard account.state == .invited || account.state == .active else {
                throw InvitationRefusal.notInForce
            }
            let token = try await accounts.invite(account, by: viewer, from: request.origin)
            return Link(.invitation, [token]).path
        case "unlock": try await accounts.unlock(account, by: viewer, from: request.origin)
        case "sign-out": try await accounts.signOut(account, by: viewer, from: request.origin)
        case "remove-sign-on": try await accounts.bind(account.id, to: nil, by: viewer)
        case "set-sign-on":
            guard let door = signOn, let subject else { throw WebError.noPage(request.path) }
            try await accounts.bind(
                account.id,
                to: SignOnSubject(issuer: door.client.provider.issuer, subject: subject),
                by: viewer)
        case "remove-code":
            try await accounts.removeCode(account, by: viewer, from: request.origin)
        default:
            _ = try await accounts.move(
                account.id, act, version: version, by: viewer, reason: reason)
        }
        return nil
    }

    func recordNumber(_ request: Request) throws -> Int64 {
        guard let id = Int64(request.arguments["id"] ?? ""), id > 0 else {
            throw WebError.noPage(request.path)
        }
        return id
    }

    private func accountPage(_ id: Int64, link: String?, problem: String?) async throws -> Response
    {
        let page = try await read { reader -> LeafPage in
            guard let account = try accounts.account(reader, id: id) else {
                throw AccountRefusal.unknown
            }
            let frame = try frame(
                reader, account.name, in: .accounts, trail: [Crumb(title: "账号", link: .accounts)])
            let register = try registry.register(Account.register)
            let record = try registry.record(reader, Account.register, id)
            let pill = Pill(state: record.state, in: catalogue.lifecycle(of: register))
            let told: HTML? = problem.map {
                "<p class=\"wrong\" role=\"alert\"><span aria-hidden=\"true\">✕</span> \($0)</p>"
            }
            let shown: HTML? = link.map {
                """
                <section class="panel"><h2>一次性启用链接</h2><p>交给本人，72 小时内有效，只能用一次，离开这一页就再也看不到：</p>\
                <p><code class="secret">\($0)</code></p></section>
                """
            }
            let content: HTML = """
                \(told)\(shown)<dl class="pairs"><div><dt>登录名</dt><dd>\(account.login)</dd></div>\
                <div><dt>角色</dt><dd>\(catalogue.list("account-roles")?.title(of: account.role) ?? "")</dd></div>\
                <div><dt>状态</dt><dd>\(pill.html)</dd></div></dl>\
                \(acts(account, record, frame))\
                <section class="group"><h2>经历</h2>\(history(try registry.history(reader, Account.register, id)))</section>
                """
            return LeafPage(
                frame: frame, lead: "账号的状态、能办的事和经历。密码和验证器的内容任何人都看不到。", content: content)
        }
        return .page(page.html, status: problem == nil ? 200 : 422)
    }

    private func acts(_ account: Account, _ record: Record, _ frame: Frame) -> HTML {
        let cycle = catalogue.lifecycles["account"]
        let moves = (cycle?.moves(from: record.state) ?? []).filter {
            $0.roles.contains(viewer.role.name)
        }
        var forms: [HTML] = moves.map { move in
            PlainForm(
                action: Link.account(account.id, move.name).path, csrf: frame.csrfField,
                inputs: move.reasonRequired
                    ? [.init(name: "reason", title: "\(move.title)的理由")] : [],
                button: move.title, isDangerous: move.reasonRequired, label: move.title,
                prefix: move.name
            ).html
        }
        func simple(_ act: String, _ title: String) {
            forms.append(
                PlainForm(
                    action: Link.account(account.id, act).path, csrf: frame.csrfField, inputs: [],
                    button: title, label: title
                ).html)
        }
        let role = viewer.role.acts
        if role.contains(.manageAccounts), [.invited, .active].contains(account.state) {
            simple("invitation", account.state == .invited ? "发启用链接" : "重发链接（忘了密码）")
        }
        if role.contains(.approveAccounts), account.state == .active {
            simple("unlock", "解除登录暂缓")
            simple("sign-out", "结束全部登录")
            simple("remove-code", "解除验证器（手机丢失）")
        }
        if role.contains(.approveAccounts), signOn != nil { forms.append(binding(record, frame)) }
        if role.contains(.manageAccounts), account.state == .active {
            forms.append(
                "<p><a class=\"btn\" href=\"\(Link.handOver(account.id))\">岗位移交给接任人</a></p>")
        }
        return forms.isEmpty
            ? "" : "<section class=\"group acts\"><h2>可以办理</h2>\(forms)</section>"
    }

    /// Whom the account is bound to at the provider: for whoever approves accounts.
    private func binding(_ record: Record, _ frame: Frame) -> HTML {
        let bound = record["sign_on_subject"].text
        let act = bound == nil ? "set-sign-on" : "remove-sign-on"
        return PlainForm(
            action: Link.account(record.id, act).path, csrf: frame.csrfField,
            inputs: bound == nil
                ? [
                    .init(
                        name: "subject", title: "统一认证用户标识", help: "统一认证服务给本人的 sub，不是姓名或邮箱。",
                        maximum: 255)
                ] : [],
            button: bound.map { "解除统一认证的绑定（\($0)）" } ?? "绑定统一认证", label: "统一认证",
            prefix: "sign-on"
        ).html
    }

    private func history(_ steps: [HistoryStep]) -> HTML {
        let rows = steps.reversed().map { step -> [HTML] in
            [
                "\(step.entry.at.businessTime)", "\(step.entry.act.actor)",
                "\(EventWords.text(step.entry.act.event, catalogue))",
                "\(step.entry.act.reason ?? "")",
            ]
        }
        return Table(
            caption: "账号的经历",
            columns: [
                .init(title: "时间"), .init(title: "谁"), .init(title: "做了什么"), .init(title: "理由"),
            ], rows: rows
        ).html
    }
}
