/// What the rows below a header are.
public enum TableRow: Sendable {
    case record(ExcelRow)
    /// A row of sums, left out: its number and what it says.
    case total(Int, String)
    /// The header once more (a page break), notes and signatures below the table.
    case other(Int, String)
}

extension ExcelReader {
    /// Hands over the rows below a table's header, each told for what it is, until `body` returns
    /// false.
    public func rows(
        of table: SheetTable, progress: (Double) -> Void = { _ in },
        _ body: (TableRow) throws -> Bool
    ) throws {
        let headings = Dictionary(
            table.columns.map { ($0.index, $0.heading.plain) }, uniquingKeysWith: { a, _ in a })
        try each(table.sheet, progress: progress) { row in
            guard row.number > table.headerRow else { return true }
            let cells = row.cells.filter { headings[$0.column] != nil }
            let texts = cells.map { Heading.narrowed($0.value.text) }
            guard let first = texts.first(where: { !$0.isEmpty }) else { return true }
            let shown = row.cells.map(\.value.text).joined(separator: " ")
            if TableWords.isTotal(texts) { return try body(.total(row.number, shown)) }
            let repeated = cells.count { headings[$0.column] == Heading($0.value.text).plain }
            let isHeader = repeated * 2 > headings.count
            if isHeader || TableWords.isFooter(first, cells: Set(texts).count) {
                return try body(.other(row.number, shown))
            }
            return try body(.record(row))
        }
    }
}

/// The words by which rows that are no records are known.
enum TableWords {
    private static let totals: Set<String> = [
        "合计", "小计", "总计", "共计", "累计", "总合计", "本页小计", "本页合计", "全市合计", "全市", "全县合计",
    ]

    /// Sums are named in one of the first columns.
    static func isTotal(_ texts: [String]) -> Bool {
        texts.prefix(3).contains { text in
            let bare = text.replacing(":", with: "")
            return totals.contains(bare)
                || (bare.count <= 10 && (bare.hasSuffix("合计") || bare.hasSuffix("小计")))
        }
    }

    private static let footers = [
        "填表人", "制表人", "制表:", "审核人", "负责人", "单位负责人", "联系人", "联系电话", "注:", "注1", "备注:", "说明:",
        "数据来源", "填报单位", "填报时间", "填报日期", "报送单位", "(盖章)",
    ]

    /// A signature or a note fills a cell or two, or one merged over the width.
    static func isFooter(_ first: String, cells: Int) -> Bool {
        cells <= 4 && footers.contains { first.hasPrefix($0) }
    }
}
