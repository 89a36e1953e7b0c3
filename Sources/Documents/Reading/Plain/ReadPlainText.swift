/// Reads a text file: a paragraph a line, or what lines were wrapped from, and tables.
enum ReadPlainText {
    static func blocks(_ text: String, _ budget: ReadingBudget) throws -> [DocumentBlock] {
        budget.take(text: text.utf8)
        try budget.check()
        var rows: [PlacedRow] = []
        var raws: [String] = []
        TextLines.each(text) { line in
            let raw = String(decoding: line.text, as: UTF8.self)
            let row = PlacedRow(
                raw, line: line.number, isAfterBlank: line.isAfterBlank, order: Double(line.number))
            guard let row else { return true }
            rows.append(row)
            raws.append(raw)
            return budget.take(paragraphs: 1)
        }
        try budget.check()

        let tables = try tables(rows, raws, budget)
        var isTable = [Bool](repeating: false, count: rows.count)
        for found in tables { for at in found.rows { isTable[at] = true } }
        let prose = zip(rows, isTable).filter { !$0.1 }.map(\.0)
        let joining = WrappedText.width(prose).map {
            // Whoever wraps by hand keeps the width to a character or two.
            ParagraphJoining(prose, rightEdge: $0, slack: 2)
        }

        var blocks: [DocumentBlock] = []
        var next = 0
        for found in tables + [.init(rows: rows.count..<rows.count, table: DocumentTable(rows: []))]
        {
            blocks += paragraphs(rows[next..<found.rows.lowerBound], joining)
            if !found.table.rows.isEmpty { blocks.append(.table(found.table)) }
            next = found.rows.upperBound
        }
        return blocks
    }

    private static func paragraphs(
        _ rows: ArraySlice<PlacedRow>, _ joining: ParagraphJoining?
    ) -> [DocumentBlock] {
        guard let joining else {
            return rows.map { row in
                .paragraph(
                    DocumentParagraph(
                        row.text, lines: [.init(offset: 0, line: row.line, column: row.column)]))
            }
        }
        return RowParagraphs.paragraphs(rows, joining).map { .paragraph($0) }
    }

    /// Tables of bars or tabulators, and between them tables of blanks.
    private static func tables(
        _ rows: [PlacedRow], _ raws: [String], _ budget: ReadingBudget
    ) throws -> [TableRegions.Found] {
        var found: [TableRegions.Found] = []
        var at = 0
        var plain = 0
        func blanks(upTo end: Int) {
            let inside = TableRegions.text.find(Array(rows[plain..<end]), budget)
            found += inside.map {
                .init(
                    rows: $0.rows.lowerBound + plain..<$0.rows.upperBound + plain, table: $0.table)
            }
        }
        let bars = rows.map { BarredTable.bar($0.text) }
        while at < rows.count {
            guard let bar = bars[at] else {
                at += 1
                continue
            }
            var end = at + 1
            while end < rows.count, rows[end].line == rows[end - 1].line + 1,
                bars[end] == bar || BarredTable.isRule(rows[end].text)
            {
                end += 1
            }
            let lines = (at..<end).map { ($0, rows[$0]) }
            if let table = BarredTable.table(
                lines.map { (line: $0.1.line, text: bar == .tab ? raws[$0.0] : $0.1.text) }, bar)
            {
                budget.take(cells: table.rows.reduce(0) { $0 + $1.cells.count })
                try budget.check()
                blanks(upTo: at)
                found.append(.init(rows: at..<end, table: table))
                plain = end
            }
            at = end
        }
        blanks(upTo: rows.count)
        try budget.check()
        return found
    }
}
