import Funds
import Values

/// Special funds of a year: what each was given, has issued, what arrived, was spent, is left.
struct SpecialFundsPage: Sendable {
    let frame: Frame
    let years: YearSwitch?
    let year: Int
    let funds: [SpecialFundYear]

    static let lead =
        "每一项专项单独核算、专款专用：安排了多少、下达了多少、到了多少、花了多少、还剩多少。点开一项，一直看到最后一张票据。"

    var html: HTML {
        LeafPage(
            frame: frame, lead: Self.lead,
            action: """
                <div class="actions"><a class="btn" href="\(Link(.apiSpecialFunds, [], Link.question(year, nil)))">JSON</a></div>
                """, content: "\(years?.html)\(funds.isEmpty ? empty : table)"
        ).html
    }

    private var empty: HTML {
        EmptyState(
            sentence: "\(year)年还没有专项资金入账。预算明细里“本部门支出”填“否”并选好专项资金的，会记到这里。",
            action: ("看预算明细", .register("budget-line"))
        ).html
    }

    private func cells(_ parts: [Money]) -> [HTML] { parts.map { "\(Numbers.yuan($0))" } }

    private var table: HTML {
        func parts(_ fund: SpecialFundYear) -> [Money] {
            [
                fund.appropriated, fund.issued, fund.arrived, fund.spent, fund.returned,
                fund.left, fund.held,
            ]
        }
        let sums = funds.map(parts)
        let total = sums.first?.indices.map { column in
            Money(fen: sums.reduce(0) { $0 + $1[column].fen })
        }
        let table = Table(
            caption: "\(year)年专项资金",
            columns: [
                .init(title: "专项资金"), .init(title: "安排（元）", isNumber: true),
                .init(title: "下达（元）", isNumber: true), .init(title: "到账（元）", isNumber: true),
                .init(title: "已列支（元）", isNumber: true), .init(title: "退回（元）", isNumber: true),
                .init(title: "专项结存（元）", isNumber: true),
                .init(title: "在途和单位结存（元）", isNumber: true),
            ],
            rows: funds.map { fund in
                let mark: HTML =
                    fund.isWhole
                    ? ""
                    : " <span class=\"overdue\"><span aria-hidden=\"true\">✕</span> 合计不等</span>"
                return [
                    "<a href=\"\(Link.specialFund(fund.earmark, year))\">\(fund.name)</a> <small>\(fund.code)</small>\(mark)"
                ] + cells(parts(fund))
            }, total: total.map { ["合计"] + cells($0) })
        return """
            <section class="group"><h2>\(year)年<small>\(funds.count) 项</small></h2>\(table.html)</section>
            """
    }
}
