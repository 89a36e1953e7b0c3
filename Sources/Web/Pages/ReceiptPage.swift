import Funds
import Values

/// Where a receipt's money comes from: from the fund down to it.
struct ReceiptPage: Sendable {
    let frame: Frame
    let ways: [(fund: SpecialFundYear, path: [MoneyNode])]
    let words: MoneyWords

    var html: HTML {
        LeafPage(
            frame: frame,
            lead: "这张票据的钱是从哪项专项、哪份文件、经谁到的单位。每一步都写明金额、文号和账上的流水。",
            content: ways.isEmpty
                ? EmptyState(sentence: "这张票据还没有列支，账上没有它。核对列支以后再来看。").html
                : "\(ways.map { way($0.fund, $0.path) })"
        ).html
    }

    private func way(_ fund: SpecialFundYear, _ path: [MoneyNode]) -> HTML {
        let table = Table(
            caption: "从专项到票据",
            columns: [
                .init(title: "到哪里"), .init(title: "层次", isTight: true),
                .init(title: "到这里的金额（元）", isNumber: true), .init(title: "文号或凭证"),
                .init(title: "日期", isTight: true), .init(title: "流水"),
            ],
            rows: path.map { node in
                let name: HTML =
                    node.kind == .fund
                    ? "<a href=\"\(Link.specialFund(fund.earmark, fund.year))\">\(node.title)</a>"
                    : words.named(node.title, node.about)
                let documents = Set(node.entries.compactMap(\.docNo)).sorted().prefix(5)
                let numbers = node.entries.prefix(5).map { entry -> HTML in
                    "\(words.transfer(entry.transfer)) "
                }
                return [
                    name, "\(node.kind.title)", "\(Numbers.yuan(node.amount))",
                    "\(documents.joined(separator: "、"))", "\(node.entries.first?.on ?? "")",
                    "\(numbers)",
                ]
            })
        return "<section class=\"group\"><h2>\(fund.name) \(fund.year)年</h2>\(table.html)</section>"
    }
}
