import Catalogue
import Funds
import Registers
import Store
import Values

extension Desk {
    /// Final accounts held against payments line by line, and against the published tables.
    func showReconciliation(_ request: Request) async throws -> Response {
        let asked = try year(request)
        let page = try await read { reader in
            let year = try fundsYear(reader, asked)
            let found = try budget.reconcile(reader, year: year)
            let title = "\(year)年决算核对"
            let home = Link(.funds).with("year", String(year))
            return LeafPage(
                frame: try fundsFrame(
                    reader, title, [Crumb(title: "\(year)年资金", link: home)]),
                lead: "决算数与账面支付逐条核对，与公开的表交叉核对，差到分。一项不平，公开表就不能打印；没有来源的写明无法核对。",
                content: found.isEmpty
                    ? EmptyState(
                        sentence: "\(year)年还没有本部门支出的预算明细，没有可以核对的。",
                        action: mayOnBudget(.import) ? ("导入 Excel", Link(.fundsFiles)) : nil
                    ).html
                    : "\(Self.checks(found))\(Self.differences(found))\(lines(found))")
        }
        return .page(page.html)
    }

    private static func checks(_ found: Reconciliation) -> HTML {
        let table = Table(
            caption: "交叉核对",
            columns: [
                .init(title: "应当相等的"), .init(title: "结果", isTight: true), .init(title: "说明"),
            ],
            rows: found.checks.map { check in
                switch check.outcome {
                case .green(let words):
                    ["\(check.kind.title)", Pill(title: "一致", kind: .kept).html, "\(words)"]
                case .red(let differences):
                    [
                        "\(check.kind.title)",
                        "<span class=\"overdue\"><span aria-hidden=\"true\">✕</span> 不平</span>",
                        "<a href=\"#\(check.kind.rawValue)\">\(differences.count) 处</a>",
                    ]
                case .untestable(let why):
                    ["\(check.kind.title)", Pill(title: "无法核对", kind: .ended).html, "\(why)"]
                }
            })
        return "<section class=\"group\"><h2>交叉核对</h2>\(table.html)</section>"
    }

    private static func differences(_ found: Reconciliation) -> HTML {
        let parts = found.red.map { check -> HTML in
            guard case .red(let differences) = check.outcome else { return "" }
            let table = Table(
                caption: check.kind.title,
                columns: [
                    .init(title: "什么"), .init(title: "明细", isNumber: true),
                    .init(title: "对方", isNumber: true), .init(title: "差额", isNumber: true),
                ],
                rows: differences.map { difference in
                    let what: HTML =
                        if let line = difference.line {
                            "<a href=\"\(Link.record("budget-line", line))\">\(difference.what)</a>"
                        } else {
                            "\(difference.what)"
                        }
                    let other: HTML =
                        if let row = difference.row {
                            "<a href=\"\(Link.record("final-account", row))\">\(difference.other ?? "没有")</a>"
                        } else {
                            "\(difference.other ?? "没有")"
                        }
                    return [
                        what, "\(difference.own ?? "没有")", other, "\(difference.difference)",
                    ]
                })
            return """
                <section class="group" id="\(check.kind.rawValue)"><h2>\(check.kind.title)\
                <small>\(differences.count) 处不平</small></h2>\(table.html)</section>
                """
        }
        return "\(parts)"
    }

    private func lines(_ found: Reconciliation) -> HTML {
        let mayChange = mayOnBudget(.change)
        let rows = found.lines.map { one -> [HTML] in
            let line = one.line
            func amount(_ money: Money?) -> HTML { "\(money.map(Numbers.yuan) ?? "—")" }
            let standing: HTML =
                switch one.standing {
                case .equal: Pill(title: "一致", kind: .kept).html
                case .explained:
                    "\(one.kind ?? "")\(one.reason.map { "：\($0)" } ?? "")"
                case .unexplained:
                    mayChange
                        ? """
                        <a href="\(Link.editRecord("budget-line", line.id))">写明差额原因</a>
                        """ : "<span class=\"overdue\">没有写原因</span>"
                case .untestable: "无法核对"
                }
            return [
                "<a href=\"\(Link.record("budget-line", line.id))\">\(line.label)</a>",
                "\(line.functionCode ?? "")", amount(line.total), amount(line.final),
                amount(line.paid), amount(one.difference), standing,
            ]
        }
        let table = Table(
            caption: "\(found.year)年决算与支付逐条核对，元",
            columns: [
                .init(title: "明细"), .init(title: "功能科目", isTight: true),
                .init(title: "全年预算", isNumber: true), .init(title: "决算数", isNumber: true),
                .init(title: "账面支付", isNumber: true), .init(title: "差额", isNumber: true),
                .init(title: "结果"),
            ], rows: rows, isDense: true)
        return """
            <section class="group"><h2>逐条核对<small>\(rows.count) 条，单位：元</small></h2>\(table.html)</section>
            """
    }
}
