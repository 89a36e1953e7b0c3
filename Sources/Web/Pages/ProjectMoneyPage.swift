import Funds
import Values

/// The money of one project: plan, promise, payment and what came back, by year and by stage, and
/// every movement of it.
struct ProjectMoneyPage: Sendable {
    let frame: Frame
    let standing: ProjectStanding
    let words: MoneyWords
    let today: String

    private var plan: ProjectPlan { standing.plan }

    var html: HTML {
        LeafPage(
            frame: frame,
            lead: "\(plan.number)，\(standing.earmarkName)，\(standing.stateTitle)。"
                + "批了多少、合同答应多少、付了多少、到了多少、花了多少、退了多少，按年、按期都在这里。",
            action: """
                <div class="actions"><a class="btn" href="\(Link.record("project-funding", plan.id))">项目资金的登记</a></div>
                """, content: "\(years)\(stages)\(matches)\(accounts)"
        ).html
    }

    private var years: HTML {
        guard !standing.years.isEmpty else {
            return EmptyState(
                sentence: "还没有分年计划。在项目资金里填分年计划，批复以后记账。",
                action: ("去填", .record("project-funding", plan.id))
            ).html
        }
        func parts(_ year: ProjectStanding.Year) -> [Money] {
            [
                year.planned, year.committed, year.paid, year.open, year.arrived, year.spent,
                year.returned, year.held,
            ]
        }
        let rows = standing.years.map(parts)
        let total = (0..<8).map { column in
            "\(Numbers.yuan(Money(fen: rows.reduce(0) { $0 + $1[column].fen })))" as HTML
        }
        let titles = ["计划", "合同承诺", "已付", "待付", "到账", "已列支", "退回", "单位结存"]
        let table = Table(
            caption: "分年",
            columns: [.init(title: "年度")]
                + titles.map { .init(title: "\($0)（元）", isNumber: true) },
            rows: standing.years.map { year in
                ["\(String(year.year))"] + parts(year).map { "\(Numbers.yuan($0))" }
            }, total: ["合计"] + total)
        return "<section class=\"group\"><h2>分年</h2>\(table.html)</section>"
    }

    private var stages: HTML {
        guard !standing.stages.isEmpty else { return "" }
        let table = Table(
            caption: "分期付款",
            columns: [
                .init(title: "期次"), .init(title: "年度", isTight: true), .init(title: "付款条件"),
                .init(title: "计划付款", isTight: true), .init(title: "合同金额（元）", isNumber: true),
                .init(title: "已批待付（元）", isNumber: true), .init(title: "已付（元）", isNumber: true),
                .init(title: "未付（元）", isNumber: true),
            ],
            rows: standing.stages.map { line in
                let stage = line.stage
                let condition = words.title("stage-conditions", stage.condition)
                let met: HTML =
                    stage.metOn.map { "\(condition)，\($0) 达成" }
                    ?? "\(condition)，<b>还没达成</b>"
                let left = Money(fen: stage.amount.fen - line.paid.fen)
                let isLate = left.fen > 0 && (stage.dueOn ?? "9999") < today
                let due: HTML =
                    isLate
                    ? "<span class=\"overdue\">\(stage.dueOn ?? "") 已过</span>"
                    : "\(stage.dueOn ?? "—")"
                return [
                    "第 \(stage.number) 期", "\(String(stage.year))", met, due,
                    "\(Numbers.yuan(stage.amount))", "\(Numbers.yuan(line.agreed))",
                    "\(Numbers.yuan(line.paid))", "\(Numbers.yuan(left))",
                ]
            })
        return "<section class=\"group\"><h2>分期</h2>\(table.html)</section>"
    }

    private var matches: HTML {
        guard !standing.matches.isEmpty else { return "" }
        let table = Table(
            caption: "配套资金",
            columns: [
                .init(title: "配套单位"), .init(title: "配套方", isTight: true),
                .init(title: "应到位", isTight: true), .init(title: "承诺（元）", isNumber: true),
                .init(title: "到位（元）", isNumber: true), .init(title: "到位率", isNumber: true),
            ],
            rows: standing.matches.map { match in
                let isLate = match.state == "promised" && match.dueOn < today
                let due: HTML =
                    isLate
                    ? "<span class=\"overdue\">\(match.dueOn) 已过</span>" : "\(match.dueOn)"
                let rate = FixedDecimal(
                    unscaled: match.promised.fen > 0
                        ? Int128(match.arrived.fen) * 1_000 / Int128(match.promised.fen) : 0,
                    scale: 1)
                return [
                    words.named(match.payer, .init("co-funding", match.record)),
                    "\(words.title("co-funding-sides", match.side))", due,
                    "\(Numbers.yuan(match.promised))", "\(Numbers.yuan(match.arrived))",
                    "\(rate.description)%",
                ]
            })
        return "<section class=\"group\"><h2>配套资金</h2>\(table.html)</section>"
    }

    private var accounts: HTML {
        guard !standing.accounts.isEmpty else { return "" }
        return """
            <section class="group"><h2>流水<small>\(standing.accounts.count) 个账户</small></h2>\
            \(each: standing.accounts, statement)</section>
            """
    }

    private func statement(_ account: ProjectStanding.Account) -> HTML {
        let table = Table(
            caption: account.title,
            columns: [
                .init(title: "日期", isTight: true), .init(title: "事项"), .init(title: "对方"),
                .init(title: "收（元）", isNumber: true), .init(title: "付（元）", isNumber: true),
                .init(title: "余额（元）", isNumber: true), .init(title: "文号或凭证"),
                .init(title: "流水", isNumber: true),
            ],
            rows: account.lines.map { line in
                [
                    "\(line.on)", "\(words.event(line.event, line.phase))", "\(line.other)",
                    "\(line.debit.map(Numbers.yuan) ?? "")",
                    "\(line.credit.map(Numbers.yuan) ?? "")",
                    "\(Numbers.yuan(line.standing))",
                    words.named(line.docNo ?? "—", line.about), words.transfer(line.transfer),
                ]
            }, isDense: true)
        return """
            <details><summary>\(account.title)：余额 \(Numbers.yuan(account.balance.standing)) 元</summary>\
            \(table.html)</details>
            """
    }
}
