import Accounts
import Approvals
import Catalogue
import Registers
import Store
import Values
import Work

extension Desk {
    /// Whom a desk may go to; once one is chosen, exactly what would go.
    func showHandOver(_ request: Request) async throws -> Response {
        try await handOverPage(request, request.parameters, problem: nil)
    }

    func handOverDesk(_ request: Request) async throws -> Response {
        let old = try handOverID(request)
        let form = PostedForm(values: request.form)
        do {
            let due = try await read { try waitingAt($0, old) }
            _ = try await approvals.handOver(
                old, to: Int64(form.text("successor")) ?? 0, note: form.text("note"), due: due,
                by: viewer)
            return .see(.account(old))
        } catch let refusal as HandOverRefusal {
            if case .mayNot = refusal { throw WebError.forbidden(role: viewer.role.title) }
            return try await handOverPage(request, request.form, problem: refusal.description)
        } catch let refusal as AccountRefusal {
            return try await handOverPage(request, request.form, problem: refusal.description)
        }
    }

    func handOverID(_ request: Request) throws -> Int64 {
        guard let id = Int64(request.arguments["id"] ?? ""), id > 0 else {
            throw WebError.noPage(request.path)
        }
        return id
    }

    private func handOverPage(_ request: Request, _ asked: Parameters, problem: String?)
        async throws -> Response
    {
        let old = try handOverID(request)
        let page = try await read { reader -> LeafPage in
            guard let account = try accounts.account(reader, id: old) else {
                throw AccountRefusal.unknown
            }
            let frame = try frame(
                reader, "岗位移交：\(account.name)", in: .accounts,
                trail: [
                    Crumb(title: "账号", link: .accounts),
                    Crumb(title: account.name, link: .account(old)),
                ])
            let told: HTML? = problem.map { Notice(kind: .wrong, text: $0).html }
            let content =
                try PostedForm(values: asked).text("successor").isEmpty
                ? choosing(reader, account)
                : handing(reader, account, asked, frame)
            return LeafPage(
                frame: frame,
                lead: "没办完的事、草稿和说明一次交给接任人，原账号随即停用。日志里原来的名字不变。",
                content: "\(told)\(content)")
        }
        return .page(page.html, status: problem == nil ? 200 : 422)
    }

    /// Who may sit down at the desk of an account: id, name and login of each.
    func successors(_ reader: Reader, of account: Account) throws -> [[Scalar]] {
        try reader.all(
            """
            SELECT id, name, login FROM account WHERE state = 'active' AND role = \(account.role)
            AND coalesce(section, '') = \(account.section ?? "")
            AND coalesce(county, '') = \(account.county ?? "") AND id <> \(account.id)
            ORDER BY name LIMIT 500
            """)
    }

    private func choosing(_ reader: Reader, _ account: Account) throws -> HTML {
        let rows = try successors(reader, of: account)
        guard !rows.isEmpty else {
            return """
                <p class="empty">没有同角色、同科室的账号可以接任。先在<a href="\(Link(.newAccount))">开户</a>里为接任人开户并启用。</p>
                """
        }
        let options = rows.map { row -> HTML in
            """
            <option value="\(row[0].integer ?? 0)">\(row[1].text ?? "")（\(row[2].text ?? "")）</option>
            """
        }
        return """
            <form class="plain panel" method="get" action="\(Link.handOver(account.id))">\
            <div class="field"><label class="form-label" for="successor">接任人</label>\
            <select class="form-select" id="successor" name="successor">\(options)</select></div>\
            <div class="send"><button class="btn btn-primary">先看会移交什么</button></div></form>
            """
    }

    private func handing(
        _ reader: Reader, _ account: Account, _ asked: Parameters, _ frame: Frame
    ) throws -> HTML {
        let successor = Int64(asked["successor"] ?? "") ?? 0
        let other: Account
        let items: [HandOverItem]
        do {
            let preview = try approvals.previewHandOver(
                reader, of: account.id, to: successor, by: viewer)
            (other, items) = (preview.successor, preview.items)
        } catch let refusal as HandOverRefusal {
            return Notice(kind: .caution, text: refusal.description).html
        }
        let due = try waitingAt(reader, account.id)
        let field = FormField(
            name: "note", title: "移交说明",
            control: TextControl(value: asked["note"] ?? "", most: 4_000, lines: 8),
            isRequired: true, help: "移交人写给接任人：办到哪里、找谁、要注意什么。接任人登录后看得到。")
        let bar = SaveBar(
            state: .new,
            acts: [.init(value: "hand", title: "移交给\(other.name)并停用原账号", kind: .danger)],
            cancel: .account(account.id))
        return """
            <section class="group"><h2>交给\(other.name)的</h2>\(Self.table(items))</section>\
            <section class="group"><h2>岗位上要到期的</h2>\(due.isEmpty ? "<p class=\"empty\">工作清单上没有等着的。</p>" : Self.table(due))</section>\
            <form class="edit" method="post" action="\(Link.handOver(account.id))" novalidate>\
            \(frame.csrfField)<input type="hidden" name="successor" value="\(successor)">\(bar.standard)\
            <section class="panel questions"><h2>说明</h2>\(field.html)</section>\(bar.html)</form>
            """
    }

    private static func table(_ items: [HandOverItem]) -> HTML {
        Table(
            caption: "移交清单",
            columns: [
                .init(title: "事项"), .init(title: "件数", isNumber: true), .init(title: "说明"),
            ],
            rows: items.map { ["\($0.matter)", "\($0.number)", "\($0.remark ?? "")"] }
        ).html
    }

    /// What waits on the work lists of a desk, the most pressing first.
    func waitingAt(_ reader: Reader, _ id: Int64) throws -> [HandOverItem] {
        guard let account = try accounts.account(reader, id: id),
            let owner = try accounts.viewer(reader, account, organisation: nil),
            owner.seesInternal, owner.role.acts.contains(.read)
        else { return [] }
        let question = WorkQuestion(today: today, county: owner.county)
        return try worklists.summaries(reader, question, by: owner).filter { summary in
            guard summary.count > 0, let register = catalogue.register(summary.worklist.register)
            else { return false }
            return owner.section == nil
                || (summary.worklist.section ?? register.section) == owner.section
        }.byUrgency.prefix(20).map {
            HandOverItem($0.worklist.title, $0.count, $0.words)
        }
    }

    /// What was handed over to me, with the notes of who sat here before.
    func showHandOvers(_ request: Request) async throws -> Response {
        guard let account = viewer.account else { throw WebError.notSignedIn }
        let page = try await read { reader -> LeafPage in
            let notes = try approvals.handOvers(reader, to: account)
            let parts = notes.map { note -> HTML in
                """
                <section class="panel"><h2>\(note.predecessor)<small>\(note.handedOn) 移交</small></h2>\
                <p class="long">\(note.note)</p>\(Self.table(note.items))</section>
                """
            }
            let content: HTML =
                parts.isEmpty ? "<p class=\"empty\">没有人把岗位移交给您。</p>" : "\(parts)"
            return LeafPage(
                frame: try frame(reader, "移交给我的", in: nil),
                lead: "前任交代的话和移交的清单。报批、草稿和通知已经转到您名下，在工作台上接着办。", content: content)
        }
        return .page(page.html)
    }
}
