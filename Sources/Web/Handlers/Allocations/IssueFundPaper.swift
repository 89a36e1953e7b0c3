import Approvals
import Catalogue
import Documents
import Funds
import Registers
import Store
import Values

extension Desk {
    /// Before a paper is laid before those who agree: who they are, and what issuing will do.
    func showIssueFundPaper(_ request: Request) async throws -> Response {
        let page = try await issuePage(request, problem: nil)
        return .page(page.html)
    }

    /// Lays it before them; the last agreement issues it.
    func issueFundPaper(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        do {
            let made = try await askIssue(
                id, version: Int64(request.form["version"] ?? ""),
                note: request.form["note"].flatMap { $0.isEmpty ? nil : $0 })
            return .see(.approval(made.id))
        } catch let refusal as ApprovalRefusal {
            let page = try await issuePage(request, problem: refusal.description)
            return .page(page.html, status: 422)
        } catch let refusal as AllocationRefusal {
            guard case .notReady = refusal else { throw refusal }
            return .see(Link.fundPaper(id))
        }
    }

    /// Asks for the agreement of all, once nothing stands in the way.
    func askIssue(_ id: Int64, version: Int64?, note: String?) async throws -> ApprovalRequest {
        try await read { try allocations.requireReady($0, id, by: viewer) }
        return try await approvals.ask(
            "issue", of: id, in: try paperRegister, version: version, note: note, by: viewer)
    }

    private func issuePage(_ request: Request, problem: String?) async throws -> LeafPage {
        let id = try fundID(request)
        return try await read { reader in
            let standing = try allocations.followPaper(reader, id, today: today, by: viewer)
            try allocations.requireReady(reader, id, by: viewer)
            let asking = try approvals.asking(standing.paper, try paperRegister, "issue")
            let steps = Steps(
                steps: [.init(title: "报批", state: .now, detail: viewer.name)]
                    + asking.steps.map { .init(title: $0.title, state: .ahead) }
                    + [.init(title: "已下达", state: .ahead)], label: "审批的各关")
            let note = FormField(
                name: "note", title: "说明",
                control: TextControl(value: request.form["note"] ?? "", most: 400, lines: 3),
                help: "给审批人看的话，可以不写。")
            let told: HTML? = problem.map { Notice(kind: .wrong, text: $0).html }
            let total = Numbers.yuan(Money(fen: standing.paper["total"].integer ?? 0))
            return LeafPage(
                frame: try papersFrame(reader, "报批下达", paperTrail(standing.paper)),
                lead:
                    "批完最后一关当天下达：\(standing.lines.count) 家共 \(total) 元进入在途，通知各县市区和单位，到账期限从那天算起。报批后不能再改，下达后只能退回。",
                content: """
                    \(told)<section class="panel"><h2>各关</h2>\(steps.html)</section>
                    <form class="edit" method="post" action="\(Link.of(.issueFundPaper, id))" novalidate>\
                    \(Person.field(formToken))<input type="hidden" name="version" value="\(standing.paper.version)">\
                    <section class="panel questions"><h2>报批</h2>\(note.html)</section>\
                    \(SaveBar(state: .new, acts: [.init(value: "ask", title: "报批", kind: .primary)], cancel: .fundPaper(id)).html)</form>
                    """)
        }
    }

    /// Whom a reminder would go to, and in which words.
    func showChaseFundPaper(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        let page = try await read { reader -> HTML in
            let paper = try allocations.paper(reader, id, by: viewer)
            let reminders = try allocations.previewChase(reader, id, today: today, by: viewer)
            let frame = try papersFrame(reader, "催办", paperTrail(paper))
            guard !reminders.isEmpty else {
                return LeafPage(
                    frame: frame, lead: "催办提醒过了期限还没有办的那一步，每个对象一天最多催一次。",
                    content: EmptyState(
                        sentence: "没有逾期的，不用催。", action: ("回到指标文", .fundPaper(id))
                    ).html
                ).html
            }
            return ConfirmPage(
                frame: frame,
                lead: "给卡住的那一步各发一条平台通知，原话在下面；催了谁记入这份指标文，每个对象一天最多一次。没有账号的请打电话。",
                action: .of(.chaseFundPaper, id), csrf: formToken,
                lines: reminders.map { one in
                    let reach = one.accounts.isEmpty ? "（没有账号，只记录，请打电话）" : ""
                    return .init(
                        title: one.receiver, now: "\(one.payees) 笔卡在“\(one.step)”",
                        then: one.words + reach, kept: one.isDoneToday ? "今天已经催过" : nil)
                }, button: "催办 \(reminders.count { !$0.isDoneToday }) 个", cancel: .fundPaper(id)
            ).html
        }
        return .page(page)
    }

    func chaseFundPaper(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        _ = try await allocations.chasePayees(id, by: viewer)
        return .see(Link.fundPaper(id).with("done", "chased"))
    }

    /// The table of payees as an Excel, by county with sums.
    func sendFundPaperAnnex(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        let standing = try await read {
            try allocations.followPaper($0, id, today: today, by: viewer)
        }
        let bytes = try await temporaryFile("xlsx") {
            try allocations.exportAnnex(standing, to: $0)
        }
        return .download(
            .bytes(bytes), type: Self.excel,
            name: "\(standing.paper["title"].text ?? "指标文")_明细表.xlsx",
            plainName: "allocation-\(id).xlsx")
    }
}
