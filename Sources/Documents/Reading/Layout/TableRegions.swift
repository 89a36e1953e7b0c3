/// Finds the tables among rows that only their blanks tell from text.
struct TableRegions {
    /// Whether a cell may go on in the next row; in a text file a row is a line.
    let mayWrap: Bool
    /// Rows of several cells that make a table.
    let leastRows: Int
    /// The narrowest gap between columns, in ems.
    let leastGap: Double

    static let page = TableRegions(mayWrap: true, leastRows: 2, leastGap: 0.45)
    static let text = TableRegions(mayWrap: false, leastRows: 3, leastGap: 0.9)

    /// A table and the rows it takes.
    struct Found {
        let rows: Range<Int>
        let table: DocumentTable
    }

    /// A row of more cells is a line of words set wide, and no page is that wide.
    private static let mostColumns = 64

    /// The tables of rows that follow each other, in order.
    func find(_ rows: [PlacedRow], _ budget: ReadingBudget) -> [Found] {
        let counts = rows.map { row in
            let count = row.words.count > 1 ? row.segments.count : row.words.count
            return count > Self.mostColumns || row.words.count > 400 ? 1 : count
        }
        var found: [Found] = []
        var at = 0
        while at < rows.count {
            guard counts[at] > 1 else {
                at += 1
                continue
            }
            let last = end(from: at, rows, counts)
            guard budget.take(cells: counts[at..<last].reduce(0, +)) else { return found }
            let first = mayWrap ? start(from: at, found.last?.rows.upperBound ?? 0, rows) : at
            if let table = table(Array(rows[first..<last]), Array(counts[first..<last])) {
                found.append(Found(rows: first..<last, table: table))
            }
            at = last
        }
        return found
    }

    /// The end of the run of rows that belong together.
    private func end(from start: Int, _ rows: [PlacedRow], _ counts: [Int]) -> Int {
        var last = start
        var at = start + 1
        var left = rows[start].left
        var right = rows[start].right
        while at < rows.count, belongs(at, rows) {
            if counts[at] > 1 {
                (left, right) = (min(left, rows[at].left), max(right, rows[at].right))
                // What stands between two rows of cells is a wrapped cell, unless it is too wide.
                guard rows[last + 1..<at].allSatisfy({ $0.right - $0.left < 0.6 * (right - left) })
                else { break }
                last = at
            } else {
                guard mayWrap, at - last < 4, !ParagraphMarks.isHeading(rows[at].text),
                    !TableNotes.begins(rows[at].text)
                else { break }
            }
            at += 1
        }
        // The last row's cells may wrap too, and then stand close below it.
        while mayWrap, last + 1 < rows.count, belongs(last + 1, rows), counts[last + 1] == 1,
            rows[last + 1].top - rows[last].bottom < 0.25 * rows[last].height,
            rows[last + 1].left > left - rows[last].em,
            rows[last + 1].right - rows[last + 1].left < 0.6 * (right - left),
            !TableNotes.begins(rows[last + 1].text)
        {
            last += 1
        }
        return last + 1
    }

    private func belongs(_ at: Int, _ rows: [PlacedRow]) -> Bool {
        rows[at].page == rows[at - 1].page
            && rows[at].top - rows[at - 1].bottom < 2.5 * rows[at].height
    }

    /// Rows above the first of several cells that stand close and within: a head over two columns.
    private func start(from at: Int, _ least: Int, _ rows: [PlacedRow]) -> Int {
        guard at > least else { return at }
        let above = rows[at - 1]
        let row = rows[at]
        guard above.page == row.page, row.top - above.bottom < 0.5 * row.height,
            above.left > row.left + 2 * row.em, above.right <= row.right + row.em,
            abs(above.height - row.height) < 0.1 * row.height, !TableNotes.begins(above.text)
        else { return at }
        return at - 1
    }

    private func table(_ rows: [PlacedRow], _ counts: [Int]) -> DocumentTable? {
        guard counts.count(where: { $0 > 1 }) >= leastRows else { return nil }
        let columns = TableColumns(rows, least: leastGap)
        guard columns.columns.count > 1 else { return nil }
        let printed = rows.enumerated().map { columns.cells($1, at: $0) }
        guard isTable(printed) else { return nil }
        let logical = TableRowJoining(columns: columns.columns, mayWrap: mayWrap)
            .rows(printed, rows)
        return DocumentTable(
            rows: logical.map { Self.row($0.cells, line: $0.line, width: columns.columns.count) },
            page: rows.first?.page)
    }

    /// Columns of prose are a page in two columns; a table has figures or short words.
    private func isTable(_ rows: [[TableColumns.Cell]]) -> Bool {
        let cells = rows.joined()
        guard !cells.isEmpty else { return false }
        let numbered = rows.count { $0.contains { ParagraphMarks.isNumber($0.text) } }
        if !mayWrap { return numbered * 2 > rows.count }
        let length = cells.reduce(0) { $0 + $1.text.unicodeScalars.count } / cells.count
        return numbered > 0 || (length <= 12 && rows.count > 2)
    }

    static func row(_ cells: [TableColumns.Cell], line: Int, width: Int) -> DocumentTableRow {
        var made: [DocumentTableCell] = []
        var next = 0
        for cell in cells {
            while next < cell.column {
                made.append(DocumentTableCell(column: next, text: ""))
                next += 1
            }
            made.append(
                DocumentTableCell(column: cell.column, columnSpan: cell.span, text: cell.text))
            next = cell.column + cell.span
        }
        while next < width {
            made.append(DocumentTableCell(column: next, text: ""))
            next += 1
        }
        return DocumentTableRow(line: line, cells: made)
    }
}
