/// Where the table of a worksheet is: below a title, a line with the unit, a header of one or two
/// rows.
public struct SheetTable: Sendable {
    /// A column under a heading.
    public struct Column: Sendable {
        /// Counted from 0.
        public let index: Int
        public let heading: Heading
        /// What stands above the heading and spans its neighbours.
        public let group: Heading?
    }

    public let sheet: ExcelSheet
    public let columns: [Column]
    /// The last row of the header.
    public let headerRow: Int
    /// The unit that a line above the table states for all its amounts.
    public let unit: String?
    /// The lines above the table.
    public let caption: [String]

    /// The day or month that the lines above the table speak of (截至2025年11月30日), as written.
    public var asOf: String? {
        for line in caption {
            let plain = Heading.narrowed(line)
            guard let mark = plain.firstRange(of: "截至") ?? plain.firstRange(of: "截止") else {
                continue
            }
            let rest = plain[mark.upperBound...].drop { !$0.isNumber }
            let day = rest.prefix { $0.isNumber || "年月日-/.".contains($0) }
            if day.count >= 6 { return String(day) }
        }
        return nil
    }
}

/// Finds the header of a sheet by the headings that it should have.
public enum TableFinder {
    /// Rows looked at; titles and notes above a table are fewer.
    static let depth = 40

    /// - Parameter isKnown: whether a heading means something to the asker.
    /// - Returns: the table with the most known headings, or nil where a sheet has none.
    public static func find(
        in reader: ExcelReader, _ sheet: ExcelSheet, isKnown: (Heading) -> Bool
    ) throws -> SheetTable? {
        var head: [ExcelRow] = []
        try reader.each(sheet) { row in
            head.append(row)
            return head.count < depth
        }
        var best: (score: Int, rows: ClosedRange<Int>, columns: [SheetTable.Column])?
        // A header of two rows must know more headings than one row does: else the row above it,
        // a title or the unit, would be taken for groups.
        for span in 0...1 {
            for index in head.indices where index + span < head.count {
                let last = index + span
                let columns = columns(head[index], last > index ? head[last] : nil)
                let score = columns.count { isKnown($0.heading) || isKnown(whole($0)) }
                if score > 0, score > best?.score ?? 0 { best = (score, index...last, columns) }
            }
        }
        guard let best, best.score > 1 || best.columns.count == 1 else { return nil }
        let caption = head[..<best.rows.lowerBound].flatMap { row in
            unique(row.cells.map(\.value.text))
        }
        return SheetTable(
            sheet: sheet, columns: best.columns, headerRow: head[best.rows.upperBound].number,
            unit: caption.lazy.compactMap(statedUnit).first, caption: caption)
    }

    /// Group and heading as one, for headings that say little alone (“小计”).
    public static func whole(_ column: SheetTable.Column) -> Heading {
        guard let group = column.group else { return column.heading }
        return Heading(group.plain + column.heading.written)
    }

    private static func columns(_ upper: ExcelRow, _ lower: ExcelRow?) -> [SheetTable.Column] {
        let indices = Set((upper.cells + (lower?.cells ?? [])).map(\.column)).sorted()
        return indices.compactMap { index in
            let above = text(upper[index])
            let below = text(lower?[index])
            // A heading merged over both rows says the same in both.
            guard !below.isEmpty, below != above else {
                return above.isEmpty
                    ? nil : .init(index: index, heading: Heading(above), group: nil)
            }
            return .init(
                index: index, heading: Heading(below), group: above.isEmpty ? nil : Heading(above))
        }
    }

    private static func text(_ value: ExcelValue?) -> String {
        if case .text(let text) = value { text } else { "" }
    }

    private static func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }

    private static func statedUnit(_ line: String) -> String? {
        let plain = Heading.narrowed(line)
        guard let mark = plain.firstRange(of: "单位:") else { return nil }
        let words = plain[mark.upperBound...]
        return ["亿元", "万元", "千元", "元"].first { words.hasPrefix($0) }
    }
}
