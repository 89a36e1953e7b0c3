/// A table of a Word file while it is read.
struct WordTableRows {
    /// How a cell stands to the one above it or before it.
    enum Merge { case none, begins, goesOn }

    struct Cell {
        var text = ""
        var span = 1
        var below = Merge.none
        var beside = Merge.none
    }

    private struct Placed {
        let column: Int
        var columnSpan: Int
        var rowSpan = 1
        let text: String
    }

    /// Word itself allows 63 columns.
    static let mostSpan = 1_000

    private var rows: [[Placed]] = []
    private var row: [Cell] = []
    private var skipped = 0
    private var isDropped = false
    /// By column, the cell that a merge downwards began with.
    private var begun: [Int: (row: Int, cell: Int)] = [:]
    /// What stands after the table: tables within its cells, and notes.
    var after: [DocumentBlock] = []

    mutating func startRow() {
        row = []
        skipped = 0
        isDropped = false
    }

    /// Leaves columns free before the first cell of the row.
    mutating func skip(_ columns: Int) { skipped = min(max(0, columns), Self.mostSpan) }

    /// The row is hidden, or was deleted under tracking.
    mutating func dropRow() { isDropped = true }

    mutating func add(_ cell: Cell) { row.append(cell) }

    mutating func endRow() {
        guard !isDropped else { return }
        var placed: [Placed] = []
        var column = skipped
        for cell in row {
            defer { column += cell.span }
            if cell.beside == .goesOn, !placed.isEmpty {
                placed[placed.count - 1].columnSpan += cell.span
                continue
            }
            if cell.below == .goesOn, let start = begun[column], start.row < rows.count {
                rows[start.row][start.cell].rowSpan = rows.count - start.row + 1
                continue
            }
            begun[column] = cell.below == .begins ? (rows.count, placed.count) : nil
            placed.append(Placed(column: column, columnSpan: cell.span, text: cell.text))
        }
        rows.append(placed)
    }

    /// The table; nil where it has no rows.
    var table: DocumentTable? {
        guard !rows.isEmpty else { return nil }
        return DocumentTable(
            rows: rows.map { cells in
                DocumentTableRow(
                    line: 0,
                    cells: cells.map {
                        DocumentTableCell(
                            column: $0.column, columnSpan: $0.columnSpan, rowSpan: $0.rowSpan,
                            text: $0.text)
                    })
            })
    }
}
