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
        var headings: [String?] = []
        for column in table.columns {
            while headings.count <= column.index { headings.append(nil) }
            headings[column.index] = Heading.narrowed(column.heading.written)
        }
        try each(table.sheet, progress: progress) { row in
            guard row.number > table.headerRow else { return true }
            // Most rows are records, and told by their first cells.
            var texts: [String] = []
            var repeated = 0
            for cell in row.cells {
                guard cell.column < headings.count, let heading = headings[cell.column] else {
                    continue
                }
                let text = Heading.narrowed(cell.value.text)
                if text == heading { repeated += 1 }
                texts.append(text)
            }
            guard let first = texts.first(where: { !$0.isEmpty }) else { return true }
            func shown() -> String { row.cells.map(\.value.text).joined(separator: " ") }
            if TableWords.isTotal(first) { return try body(.total(row.number, shown())) }
            if repeated * 2 > table.columns.count || TableWords.isFooter(first, texts) {
                return try body(.other(row.number, shown()))
            }
            return try body(.record(row))
        }
    }
}

/// The words by which rows that are no records are known.
public enum TableWords {
    private static let totals: Set<String> = [
        "合计", "小计", "总计", "共计", "累计", "总合计", "本页小计", "本页合计", "全市合计", "全市", "全县合计",
    ]

    /// Sums are named where the row begins; further on the same words are a record's.
    public static func isTotal(_ first: String) -> Bool {
        let bare = first.utf8.contains(UInt8(ascii: ":")) ? first.filter { $0 != ":" } : first
        return totals.contains(bare)
            || (bare.count <= 10 && (bare.hasSuffix("合计") || bare.hasSuffix("小计")))
    }

    private static let footers = [
        "填表人", "制表人", "制表:", "填表:", "审核人", "审核:", "复核:", "日期:", "负责人", "单位负责人", "联系人", "联系电话", "注:",
        "注1", "备注:", "说明:",
        "数据来源", "填报单位", "填报时间", "填报日期", "报送单位", "(盖章)",
    ]

    /// A signature or a note fills a cell or two, or one merged over the width.
    static func isFooter(_ first: String, _ texts: [String]) -> Bool {
        // 联系人: begins a signature, 联系人网络公司 a record.
        footers.contains {
            first == $0 || first.hasPrefix($0.hasSuffix(":") ? $0 : $0 + ":")
        } && Set(texts).count <= 4
    }
}
