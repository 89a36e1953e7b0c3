import Funds
import Values

/// One special fund's year, from the budget to the last receipt: documents, counties, units,
/// receipts and what came back, the sums of each level the same.
struct SpecialFundPage: Sendable {
    let frame: Frame
    let years: YearSwitch?
    let fund: SpecialFundYear
    let words: MoneyWords

    /// Units of a document whose receipts are shown on the page; the others are read as JSON.
    private static let shownUnits = 200

    var html: HTML {
        LeafPage(
            frame: frame,
            lead: "这项专项\(fund.year)年的每一分钱：从预算来，按文件给了谁，到没到，花在哪张票据上，退回多少。"
                + "每一级的合计都和下一级相等，流水号点开是账上的那一笔。",
            action: """
                <div class="actions"><a class="btn" href="\(Link(.apiSpecialFund, [String(fund.earmark)], Link.question(fund.year, nil)))">JSON</a></div>
                """,
            content: "\(years?.html)\(standing)\(check)\(sources)\(documents)"
        ).html
    }

    private var standing: HTML {
        let parts: [(String, Money)] = [
            ("安排", fund.appropriated), ("下达", fund.issued), ("到账", fund.arrived),
            ("已列支", fund.spent), ("退回", fund.returned), ("专项结存", fund.left),
            ("在途和单位结存", fund.held),
        ]
        let items = parts.map { title, money -> HTML in
            "<li><b>\(Numbers.yuan(money))</b> \(title)（元）</li>"
        }
        return "<ul class=\"standing\" aria-label=\"\(fund.name) \(fund.year)年\">\(items)</ul>"
    }

    private var check: HTML {
        if fund.isWhole {
            return """
                <p class="note"><span aria-hidden="true">✓</span> 每一级的合计相等，专项结存与资金台账相同。</p>
                """
        }
        let places = fund.root.disagreements.map {
            "\($0.kind.title)“\($0.title)”差 \($0.difference)"
        }
        let books =
            fund.left == fund.booked ? [] : ["专项结存 \(fund.left)，资金台账 \(fund.booked)"]
        return Notice(
            kind: .wrong,
            text:
                "合计不等：\((places + books).joined(separator: "；"))。请系统管理员用 dongting ledger verify 查明。"
        ).html
    }

    private var sources: HTML {
        guard !fund.inflows.isEmpty else {
            return EmptyState(sentence: "这一年没有资金来源入账。").html
        }
        return """
            <section class="group"><h2>从哪里来<small>\(Numbers.yuan(fund.appropriated)) 元</small></h2>\
            \(words.entries(fund.inflows, caption: "资金来源"))</section>
            """
    }

    private var documents: HTML {
        guard !fund.root.children.isEmpty else {
            return EmptyState(sentence: "还没有下达，也没有付款。").html
        }
        return "\(each: fund.root.children, document)"
    }

    private func document(_ node: MoneyNode) -> HTML {
        let units = node.children.flatMap { county in county.children.map { (county, $0) } }
        let receipts = units.prefix(Self.shownUnits).map { self.receipts($0.1) }
        let more: HTML? =
            units.count > Self.shownUnits
            ? "<p class=\"note\">其余 \(units.count - Self.shownUnits) 家的票据从 JSON 读取。</p>" : nil
        return """
            <section class="group"><h2>\(words.named(node.title, node.about))\
            <small>\(Numbers.yuan(node.amount)) 元</small></h2>\(table(node, units))\(receipts)\(more)</section>
            """
    }

    private func table(_ node: MoneyNode, _ units: [(MoneyNode, MoneyNode)]) -> HTML {
        func row(_ unit: MoneyNode) -> [Money] {
            func sum(_ kind: MoneyNode.Kind) -> Money {
                Money(
                    fen: unit.children.filter { $0.kind == kind }.reduce(0) { $0 + $1.amount.fen })
            }
            return [unit.amount, unit.waiting, sum(.expense), sum(.refund), unit.left]
        }
        let rows = units.map { row($0.1) }
        let total = (0..<5).map { column in
            "\(Numbers.yuan(Money(fen: rows.reduce(0) { $0 + $1[column].fen })))" as HTML
        }
        return Table(
            caption: node.title,
            columns: [
                .init(title: "单位"), .init(title: "统计归口", isTight: true),
                .init(title: "下达（元）", isNumber: true), .init(title: "在途（元）", isNumber: true),
                .init(title: "已列支（元）", isNumber: true), .init(title: "退回（元）", isNumber: true),
                .init(title: "单位结存（元）", isNumber: true),
            ],
            rows: zip(units, rows).map { pair, money in
                [words.named(pair.1.title, pair.1.about), "\(pair.0.title)"]
                    + money.map { "\(Numbers.yuan($0))" }
            }, total: ["合计", ""] + total
        ).html
    }

    private func receipts(_ unit: MoneyNode) -> HTML {
        let leaves = unit.children.flatMap { leaf in leaf.entries.map { (leaf, $0) } }
        let table: HTML =
            leaves.isEmpty
            ? ""
            : Table(
                caption: "\(unit.title)的支出和退回",
                columns: [
                    .init(title: "日期", isTight: true), .init(title: "类别", isTight: true),
                    .init(title: "票据或凭证"), .init(title: "金额（元）", isNumber: true),
                    .init(title: "流水", isNumber: true),
                ],
                rows: leaves.map { leaf, entry in
                    let label = entry.docNo ?? leaf.title
                    let name: HTML =
                        leaf.about?.register == "project-expense"
                        ? "<a href=\"\(Link.receiptMoney(leaf.about?.record ?? 0))\">\(label)</a>"
                        : words.named(label, leaf.about)
                    return [
                        "\(entry.on)", "\(leaf.kind.title)", "\(name) \(entry.note ?? "")",
                        "\(Numbers.yuan(entry.amount))", words.transfer(entry.transfer),
                    ]
                }, isDense: true
            ).html
        return """
            <details><summary>\(unit.title)：\(unit.entries.count) 笔拨付，\(leaves.count) 笔支出和退回</summary>\
            \(words.entries(unit.entries, caption: "\(unit.title)的拨付"))\(table)</details>
            """
    }
}
