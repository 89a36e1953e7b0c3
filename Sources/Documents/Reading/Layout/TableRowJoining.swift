/// Makes the rows of a table out of printed rows: a cell too narrow for its text is wrapped.
struct TableRowJoining {
    let columns: [ClosedRange<Double>]
    let mayWrap: Bool

    struct Row {
        let line: Int
        var cells: [TableColumns.Cell]
    }

    func rows(_ printed: [[TableColumns.Cell]], _ source: [PlacedRow]) -> [Row] {
        var rows: [Row] = []
        for (at, cells) in printed.enumerated() {
            let gap = at > 0 ? source[at].top - source[at - 1].bottom : .infinity
            if mayWrap, let last = rows.last, gap < 0.25 * source[at].height,
                goesOn(cells, after: last.cells, em: source[at].em)
            {
                for cell in cells { add(cell, to: &rows[rows.count - 1].cells) }
            } else {
                rows.append(Row(line: source[at].line, cells: cells))
            }
        }
        return rows
    }

    /// Whether a printed row only goes on with cells of the one above, or fills its empty ones
    /// where cells are centred from top to bottom.
    private func goesOn(
        _ cells: [TableColumns.Cell], after above: [TableColumns.Cell], em: Double
    ) -> Bool {
        let isSparse = cells.count * 2 <= columns.count || above.count * 2 <= columns.count
        guard isSparse, cells.allSatisfy({ $0.span == 1 }), above.allSatisfy({ $0.span == 1 })
        else { return false }
        return cells.allSatisfy { cell in
            guard let upper = above.first(where: { $0.column == cell.column }) else { return true }
            if ParagraphMarks.isNumber(upper.text), ParagraphMarks.isNumber(cell.text),
                cell.text.unicodeScalars.count > 2
            {
                return false
            }
            let column = columns[cell.column]
            let width = column.upperBound - column.lowerBound
            return upper.right - upper.left > width - 1.5 * em
        }
    }

    private func add(_ cell: TableColumns.Cell, to cells: inout [TableColumns.Cell]) {
        guard let at = cells.firstIndex(where: { $0.column == cell.column }) else {
            let place = cells.firstIndex { $0.column > cell.column } ?? cells.count
            cells.insert(cell, at: place)
            return
        }
        let isBroken = JoinedText.isBroken(
            cells[at].text.unicodeScalars.last, cell.text.unicodeScalars.first)
        let text = cells[at].text + (isBroken ? " " : "") + cell.text
        // The last line decides whether the next one goes on.
        cells[at] = TableColumns.Cell(
            column: cell.column, span: cells[at].span, text: text, left: cell.left,
            right: cell.right)
    }
}
