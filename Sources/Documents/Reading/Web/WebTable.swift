/// A table of a web page while it is read.
struct WebTable {
    private struct Cell {
        let column: Int
        var columnSpan: Int
        var rowSpan: Int
        let blocks: [DocumentBlock]
        let hasTable: Bool
    }

    /// HTML's own bounds (4.9.11).
    static let mostColumnSpan = 1_000
    private static let mostRowSpan = 65_534
    /// Cells that span rows without end push those below further right with each row.
    static let mostColumns = 2_000

    private var rows: [[Cell]] = []
    /// By column, the row from which it is free again.
    private var taken: [Int: Int] = [:]
    private(set) var next = 0
    let isLayout: Bool
    var caption: [DocumentBlock] = []

    init(isLayout: Bool) { self.isLayout = isLayout }

    mutating func startRow() {
        rows.append([])
        next = 0
    }

    static func span(_ text: String?, most: Int = mostColumnSpan) -> Int {
        guard let text, let number = Int(text.prefix { $0.isNumber }) else { return 1 }
        return min(max(0, number), most)
    }

    mutating func add(
        _ blocks: [DocumentBlock], columnSpan: Int, rowSpan text: String?, hasTable: Bool
    ) {
        if rows.isEmpty { startRow() }
        let row = rows.count - 1
        while taken[next, default: 0] > row { next += 1 }
        let span = max(1, columnSpan)
        var rowSpan = Self.span(text, most: Self.mostRowSpan)
        // Zero is down to the end of the table.
        if rowSpan == 0 { rowSpan = Self.mostRowSpan }
        if rowSpan > 1 { for column in next..<next + span { taken[column] = row + rowSpan } }
        rows[row].append(
            Cell(
                column: next, columnSpan: span, rowSpan: rowSpan, blocks: blocks,
                hasTable: hasTable))
        next += span
    }

    /// The table; or what stands in its cells, where it only lays out the page.
    func blocks() -> [DocumentBlock] {
        let cells = rows.joined()
        let texts = cells.map { Self.text($0.blocks) }
        let filled = texts.filter { !$0.isEmpty }
        guard !filled.isEmpty else { return caption }
        let prose = filled.count { $0.unicodeScalars.count > 80 && $0.contains("。") }
        let isOneColumn = cells.allSatisfy { $0.column == 0 } && (rows.map(\.count).max() ?? 0) < 2
        if isLayout || isOneColumn || prose * 2 >= filled.count || cells.contains(where: \.hasTable)
        {
            return caption + cells.flatMap(\.blocks)
        }
        // A cell that spans more columns than there are only means to span them all.
        let width = rows.reduce(1) { width, row in
            max(width, row.map { $0.column + (row.count > 1 ? $0.columnSpan : 1) }.max() ?? 1)
        }
        let made = rows.enumerated().map { at, row in
            DocumentTableRow(
                line: 0,
                cells: row.map { cell in
                    DocumentTableCell(
                        column: cell.column,
                        columnSpan: max(1, min(cell.columnSpan, width - cell.column)),
                        rowSpan: min(cell.rowSpan, rows.count - at), text: Self.text(cell.blocks))
                })
        }
        return caption + [.table(DocumentTable(rows: made.filter { !$0.cells.isEmpty }))]
    }

    private static func text(_ blocks: [DocumentBlock]) -> String {
        blocks.compactMap { if case .paragraph(let inside) = $0 { inside.text } else { nil } }
            .joined(separator: "\n")
    }
}
