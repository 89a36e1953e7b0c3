/// Tables whose cells tabulators or bars part.
enum BarredTable {
    /// What parts the cells of a line.
    enum Bar { case tab, line }

    /// The most cells of a line; a line of more is no row of a report.
    private static let mostCells = 500

    /// What parts a line's cells, if anything does.
    static func bar(_ text: String) -> Bar? {
        var tabs = 0
        var lines = 0
        for byte in text.utf8 {
            if byte == 0x09 { tabs += 1 }
            if byte == 0x7C { lines += 1 }
        }
        if text.unicodeScalars.contains("│") || text.unicodeScalars.contains("┃") { lines += 1 }
        guard tabs + lines <= mostCells else { return nil }
        return lines > 0 ? .line : tabs > 0 ? .tab : nil
    }

    /// Whether a line only rules the table: `|---|---|`, `├──┼──┤`.
    static func isRule(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            "|-:+=─━┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝═│┃ ".unicodeScalars.contains($0)
        }
    }

    /// The cells of a line, trimmed; bars at its ends part nothing.
    static func cells(_ text: String, _ bar: Bar) -> [String] {
        switch bar {
        case .tab: return text.split(separator: "\t", omittingEmptySubsequences: false).map(trimmed)
        case .line:
            let parts = text.unicodeScalars.split(
                omittingEmptySubsequences: false,
                whereSeparator: { "|│┃".unicodeScalars.contains($0) })
            var cells = parts.map { trimmed(Substring($0)) }
            if cells.first == "" { cells.removeFirst() }
            if cells.last == "" { cells.removeLast() }
            return cells
        }
    }

    private static func trimmed(_ text: Substring) -> String { TrimmedText(text).text }

    /// A table of lines that follow each other; nil where they hardly are one.
    static func table(_ lines: [(line: Int, text: String)], _ bar: Bar) -> DocumentTable? {
        let rows = lines.filter { !isRule($0.text) }.map { ($0.line, cells($0.text, bar)) }
        let width = rows.map(\.1.count).max() ?? 0
        let wide = rows.count { $0.1.count > 1 }
        let numbered = rows.count { $0.1.contains { ParagraphMarks.isNumber($0) } }
        guard rows.count >= 3, width > 1, wide == rows.count else { return nil }
        // Bars at both ends are meant as a table, whatever it holds.
        guard bar == .line || numbered * 2 > rows.count else { return nil }
        return DocumentTable(
            rows: rows.map { line, cells in
                DocumentTableRow(
                    line: line,
                    cells: (0..<width).map {
                        DocumentTableCell(column: $0, text: $0 < cells.count ? cells[$0] : "")
                    })
            })
    }
}
