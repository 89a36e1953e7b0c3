import Approvals
import Catalogue
import Funds
import Registers
import Store
import Values

extension Desk {
    /// The allocation papers, and how far the money of each is.
    func showFundPapers(_ request: Request) async throws -> Response {
        let page = try await read { reader -> LeafPage in
            let papers = try allocations.papers(reader, today: today, by: viewer)
            let going = papers.filter { ["drafted", "issued"].contains($0.paper.state) }
            let past = papers.filter { !["drafted", "issued"].contains($0.paper.state) }
            let manages = allocations.manages(viewer)
            let action: HTML =
                manages
                ? """
                <div class="actions"><a class="btn btn-primary" href="\(Link(.newFundPaper))">新建指标文</a>\
                <a class="btn" href="\(Link.receivedFunds)">在途和到账</a></div>
                """ : ""
            let empty = EmptyState(
                sentence: "还没有指标文。要把专项资金下达到县市区和单位，新建一份，上传明细表就能分好。",
                action: manages ? ("新建指标文", Link(.newFundPaper)) : nil)
            return LeafPage(
                frame: try frame(reader, "指标文", in: .funds),
                lead: "局和财政联合下达专项资金的文件：分到哪几家、钱走到哪一步、谁超了期限，都在这里。点进一份接着办下一步。",
                action: action,
                content: papers.isEmpty
                    ? empty.html : "\(papersTable("在办", going))\(papersTable("已办结", past))")
        }
        return .page(page.html)
    }

    private func papersTable(_ title: String, _ list: [PaperSummary]) -> HTML {
        guard !list.isEmpty else { return "" }
        let total = Money(fen: list.reduce(0) { $0 + ($1.paper["total"].integer ?? 0) })
        let table = Table(
            caption: "\(title)的指标文",
            columns: [
                .init(title: "指标文"), .init(title: "文号"), .init(title: "专项资金"),
                .init(title: "状态"), .init(title: "总额（元）", isNumber: true),
                .init(title: "已到账", isNumber: true), .init(title: "逾期", isNumber: true),
                .init(title: "应到账日期", isTight: true), .init(title: "责任人"),
            ],
            rows: list.map { one in
                let late: HTML =
                    one.late > 0 ? "<span class=\"overdue\">\(one.late) 笔</span>" : "0 笔"
                let isIssued = !one.paper["issued_on"].isNull
                return [
                    "<a href=\"\(Link.fundPaper(one.paper.id))\">\(one.paper["title"].text ?? "")</a>",
                    "\(one.paper["doc_no"].text ?? "")", "\(one.earmark)", fundPill(one.paper),
                    "\(Numbers.yuan(Money(fen: one.paper["total"].integer ?? 0)))",
                    isIssued ? "\(one.arrived) / \(one.payees) 笔" : "", isIssued ? late : "",
                    "\(one.paper["due_on"].text ?? "")", "\(one.paper["owner"].text ?? "")",
                ]
            },
            total: ["合计", "", "", "", "\(Numbers.yuan(total))", "", "", "", ""])
        return """
            <section class="group"><h2>\(title)<small>\(list.count) 份</small></h2>\(table.html)</section>
            """
    }

    /// One paper: what stands in the way of issuing it, or where its money is.
    func showFundPaper(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        let page = try await read { reader -> LeafPage in
            let standing = try allocations.followPaper(reader, id, today: today, by: viewer)
            let isDrafted = standing.paper.state == "drafted"
            let ready: HTML = isDrafted ? try readiness(reader, standing) : progress(standing)
            return LeafPage(
                frame: try papersFrame(reader, standing.paper["title"].text ?? "指标文"),
                lead: paperLead(standing), action: try paperActs(reader, standing),
                content: """
                    \(fundNotice(request))\(ready)\(paperFacts(standing))\(payees(standing))\
                    \(counties(standing))\(statement(standing.statement))\(reminded(standing.paper))
                    """)
        }
        return .page(page.html)
    }

    private func paperLead(_ standing: PaperStanding) -> String {
        let total = Numbers.yuan(Money(fen: standing.paper["total"].integer ?? 0))
        let owner = standing.paper["owner"].text.map { "，责任人 \($0)" } ?? ""
        switch standing.paper.state {
        case "drafted":
            return "\(standing.earmark)，总额 \(total) 元\(owner)。分好明细、填好文号和会签，报批通过当天下达，期限从那天算起。"
        case "issued":
            return "\(standing.earmark)，总额 \(total) 元\(owner)。钱走到哪一步、谁超了期限在下面；逾期的可以一键催办。"
        default: return "\(standing.earmark)，总额 \(total) 元，现在是“\(standing.state)”。每一步的日期和台账都留着。"
        }
    }

    private func paperActs(_ reader: Reader, _ standing: PaperStanding) throws -> HTML {
        let id = standing.paper.id
        var acts: [(title: String, link: Link)] = []
        if allocations.manages(viewer), standing.paper.state == "drafted" {
            let isReady = try allocations.issueObstacles(reader, standing.paper).isEmpty
            if try approvals.open(reader, Allocations.papers, id) == nil {
                if isReady { acts.append(("报批下达", .of(.issueFundPaper, id))) }
                acts.append(
                    (standing.lines.isEmpty ? "上传明细表" : "重新分配", .of(.splitFundPaper, id)))
                acts.append(("文号和会签", .of(.editFundPaper, id)))
            }
        }
        if allocations.manages(viewer), !standing.late.isEmpty {
            acts.append(("催办", .of(.chaseFundPaper, id)))
        }
        if !standing.lines.isEmpty, registry.may(viewer, .export, on: try paperRegister) {
            acts.append(("明细表 Excel", .of(.fundPaperAnnex, id)))
        }
        if standing.paper.state != "drafted" {
            acts.append(("打印公文", Link(.recordPapers, [Allocations.papers, String(id)])))
        }
        let buttons = acts.enumerated().map { index, act -> HTML in
            """
            <a class="btn\(index == 0 ? " btn-primary" : "")" href="\(act.link)">\(act.title)</a>
            """
        }
        return acts.isEmpty ? "" : "<div class=\"actions\">\(buttons)</div>"
    }

    var paperRegister: Register { get throws { try registry.register(Allocations.papers) } }

    /// Before it is issued: what is still to be done.
    private func readiness(_ reader: Reader, _ standing: PaperStanding) throws -> HTML {
        if let open = try approvals.open(reader, Allocations.papers, standing.paper.id) {
            let words = open.state == .returned ? "报批被退回，改好后重新报批。" : "正在报批，批完以前不能改。"
            return Notice(kind: .news, text: words, action: ("看审批", .approval(open.id))).html
        }
        let obstacles = try allocations.issueObstacles(reader, standing.paper)
        if obstacles.isEmpty {
            return Notice(kind: .done, text: "明细与总额相等，资金已落实，文号和会签齐全，可以报批下达。").html
        }
        let items = obstacles.map { "<li>\($0.what)：\($0.advice)。</li>" as HTML }
        return """
            <section class="panel"><h2>下达前还差</h2><ul class="plain">\(items)</ul></section>
            """
    }

    /// How much of the money is where.
    private func progress(_ standing: PaperStanding) -> HTML {
        let stages: [(String, Set<String>)] = [
            ("已下达，县级未收到", ["issued"]), ("在县级国库", ["at-county"]), ("在去单位的路上", ["disbursed"]),
            ("已到账", ["arrived"]),
        ]
        let late = standing.late
        let notice: HTML? = late.max { $0.lateDays < $1.lateDays }.map { worst in
            let sum = Money(fen: late.reduce(0) { $0 + $1.net.fen })
            return Notice(
                kind: .wrong,
                text:
                    "逾期未到账 \(late.count) 笔，共 \(Numbers.yuan(sum)) 元，最长的迟 \(worst.lateDays) 天（\(worst.line["recipient"].text ?? "")，卡在“\(worst.waiting ?? "")”）。",
                action: allocations.manages(viewer)
                    ? ("催办", .of(.chaseFundPaper, standing.paper.id)) : nil
            ).html
        }
        let cells = stages.map { title, states -> HTML in
            let count = standing.lines.count { states.contains($0.line.state) }
            return """
                <div><dt>\(title)</dt><dd>\(count) 笔，\(Numbers.yuan(standing.sum(states))) 元</dd></div>
                """
        }
        return """
            \(notice)<section class="panel"><h2>钱在哪里</h2><dl class="pairs">\(cells)</dl></section>
            """
    }

    private func paperFacts(_ standing: PaperStanding) -> HTML {
        let paper = standing.paper
        let pairs: [(String, String)] = [
            ("文号", paper["doc_no"].text ?? "还没有"), ("专项资金", standing.earmark),
            ("年度", paper["year"].integer.map { "\($0)年" } ?? ""),
            (
                "财政会签",
                [paper["cosigner"].text, paper["cosigned_on"].text].compactMap { $0 }
                    .joined(separator: "，")
            ), ("下达日期", paper["issued_on"].text ?? ""), ("应到账日期", paper["due_on"].text ?? ""),
            ("责任科室", paper["responsible_section"].text.map(sectionTitle) ?? ""),
        ]
        let cells = pairs.filter { !$0.1.isEmpty }.map { title, value -> HTML in
            "<div><dt>\(title)</dt><dd>\(value)</dd></div>"
        }
        return """
            <section class="panel"><h2>公文 <small>\(fundPill(paper)) <a href="\(Link.record(Allocations.papers, paper.id))">登记册里的记录</a></small></h2>\
            <dl class="pairs">\(cells)</dl></section>
            """
    }

    /// Each payee with its steps, a column each.
    private func payees(_ standing: PaperStanding) -> HTML {
        guard !standing.lines.isEmpty else {
            return EmptyState(
                sentence: "还没有明细表。从 Excel、CSV 上传，或把表粘贴进来，先预览再写入。",
                action: allocations.manages(viewer) && standing.paper.state == "drafted"
                    ? ("上传明细表", .of(.splitFundPaper, standing.paper.id)) : nil
            ).html
        }
        let isDrafted = standing.paper.state == "drafted"
        let steps: [Table.Column] =
            isDrafted
            ? []
            : [
                .init(title: "状态"), .init(title: "县级收到", isTight: true),
                .init(title: "国库拨付", isTight: true), .init(title: "到账", isTight: true),
                .init(title: "期限"),
            ]
        let total = standing.lines.reduce(0) { $0 + ($1.line["amount"].integer ?? 0) }
        let table = Table(
            caption: "收款单位",
            columns: [
                .init(title: "收款单位"), .init(title: "县市区", isTight: true),
                .init(title: "项目"), .init(title: "金额（元）", isNumber: true),
            ] + steps,
            rows: standing.lines.map { money in
                let line = money.line
                let back: HTML? =
                    money.net.fen == line["amount"].integer || line["returned"].isNull
                    ? nil : "<br><small class=\"minor\">退回后 \(Numbers.yuan(money.net))</small>"
                let head: [HTML] = [
                    "<a href=\"\(Link.allocation(line.id))\">\(line["recipient"].text ?? "")</a>",
                    "\(money.county)", "\(line["project_name"].text ?? "")",
                    "\(Numbers.yuan(Money(fen: line["amount"].integer ?? 0)))\(back)",
                ]
                return head
                    + (isDrafted
                        ? []
                        : [
                            fundPill(line), stepCell(money, "县级收到"), stepCell(money, "国库拨付"),
                            stepCell(money, "到账"), dueMark(money),
                        ])
            },
            total: ["合计", "", "", "\(Numbers.yuan(Money(fen: total)))"] + steps.map { _ in "" })
        return """
            <section class="group"><h2>收款单位<small>\(standing.lines.count) 家</small></h2>\(table.html)</section>
            """
    }

    private func stepCell(_ money: FollowedMoney, _ title: String) -> HTML {
        guard let step = money.steps.first(where: { $0.title.hasSuffix(title) }) else { return "—" }
        guard let day = step.day else {
            return step.isNext ? "<small class=\"minor\">等了 \(step.days ?? 0) 天</small>" : ""
        }
        return "\(day.iso)<br><small class=\"minor\">\(step.days ?? 0) 天</small>"
    }

    private func counties(_ standing: PaperStanding) -> HTML {
        let grouped = Dictionary(grouping: standing.lines) { $0.county }
        guard grouped.count > 1 else { return "" }
        var seen: Set<String> = []
        let order = standing.lines.map(\.county).filter { seen.insert($0).inserted }
        let isDrafted = standing.paper.state == "drafted"
        let rows = order.compactMap { county -> [HTML]? in
            guard let own = grouped[county] else { return nil }
            func sum(_ lines: [FollowedMoney]) -> String {
                Numbers.yuan(Money(fen: lines.reduce(0) { $0 + $1.net.fen }))
            }
            let arrived = own.filter { $0.line.state == "arrived" }
            let days = arrived.compactMap { $0.line["days_total"].integer }
            let late = own.count { $0.lateDays > 0 }
            let average: HTML =
                days.isEmpty
                ? "—" : "\((Double(days.reduce(0, +)) / Double(days.count)).rounded(1))"
            let head: [HTML] = ["\(county)", "\(own.count)", "\(sum(own))"]
            return head
                + (isDrafted
                    ? []
                    : [
                        "\(sum(arrived))", average, "\(days.max().map(String.init) ?? "—")",
                        late > 0 ? "<span class=\"overdue\">\(late)</span>" : "0",
                    ])
        }
        let more: [Table.Column] =
            isDrafted
            ? []
            : [
                .init(title: "已到账（元）", isNumber: true), .init(title: "平均到账天数", isNumber: true),
                .init(title: "最长天数", isNumber: true), .init(title: "逾期笔数", isNumber: true),
            ]
        let table = Table(
            caption: "按县市区",
            columns: [
                .init(title: "县市区"), .init(title: "笔数", isNumber: true),
                .init(title: "金额（元）", isNumber: true),
            ] + more, rows: rows)
        return "<section class=\"group\"><h2>按县市区</h2>\(table.html)</section>"
    }

    /// What the ledger says, beside it.
    func statement(_ movements: [PaperStanding.Movement]) -> HTML {
        guard !movements.isEmpty else { return "" }
        let table = Table(
            caption: "资金台账里的流水，按记账次序",
            columns: [
                .init(title: "日期", isTight: true), .init(title: "事项"), .init(title: "方式"),
                .init(title: "付方"), .init(title: "收方"), .init(title: "金额（元）", isNumber: true),
                .init(title: "摘要"),
            ],
            rows: movements.map { one in
                [
                    "\(one.on)", "\(one.event)", "\(one.phase)", "\(one.from)", "\(one.to)",
                    "\(Numbers.yuan(one.amount))", "\(one.note ?? "")",
                ]
            }, isDense: true)
        return """
            <section class="group"><h2>台账<small>\(movements.count) 笔流水</small></h2>\(table.html)</section>
            """
    }

    private func reminded(_ paper: Record) -> HTML {
        let rows = paper.rows["reminders"] ?? []
        guard !rows.isEmpty else { return "" }
        let table = Table(
            caption: "催办的经过，最近的在前",
            columns: [
                .init(title: "日期"), .init(title: "对象"), .init(title: "卡在哪一步"),
                .init(title: "笔数", isNumber: true), .init(title: "催办人"),
            ],
            rows: rows.suffix(200).reversed().map { row in
                [
                    "\(row["reminded_on"]?.text ?? "")", "\(row["to_whom"]?.text ?? "")",
                    "\(row["step"]?.text ?? "")", "\(row["payees"]?.integer ?? 0)",
                    "\(row["by"]?.text ?? "")",
                ]
            })
        return "<section class=\"group\"><h2>催办</h2>\(table.html)</section>"
    }
}

extension Double {
    /// With so many digits after the point, as a text.
    fileprivate func rounded(_ digits: Int) -> String {
        let tenths = Int64((self * 10).rounded())
        return digits == 1 ? "\(tenths / 10).\(tenths % 10)" : "\(Int64(rounded()))"
    }
}
