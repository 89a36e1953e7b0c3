import Documents

/// Where in a document something stands, as its reader would look for it.
public struct Place: Sendable, Hashable {
    /// From 1, where the format has pages.
    public let page: Int?
    /// From 1: the line of a text, the paragraph or table row of a Word file.
    public let line: Int
    /// From 1, in characters.
    public let column: Int
    /// The sheet and cell of a table: `表2 第3行第4列`, `收入!C5`.
    public let cell: String?

    /// The place in words.
    public var description: String {
        let page = page.map { "第\($0)页" } ?? ""
        if let cell { return page + cell }
        return page + "第\(line)行第\(column)字"
    }
}

/// A stretch of text that is read as a whole: a paragraph, or a cell of a table.
struct Passage: Sendable {
    enum Source: Sendable, Equatable {
        case paragraph(DocumentParagraph.Kind)
        /// Indices of table, row and cell within the row.
        case cell(table: Int, row: Int, cell: Int)
    }

    let text: Scalars
    let source: Source
    let lines: [DocumentParagraph.LineStart]
    let page: Int?
    /// The name of the cell, where it is one.
    let cellName: String?

    var isCell: Bool { if case .cell = source { true } else { false } }
    var all: Range<Int> { text.indices }

    func place(_ offset: Int) -> Place {
        // Wrapped lines are few: the last that begins at or before the offset.
        let line = lines.last { $0.offset <= offset } ?? lines[0]
        return Place(
            page: page, line: line.line, column: line.column + offset - line.offset,
            cell: cellName)
    }
}

/// A document taken apart for checking.
struct Manuscript: Sendable {
    private(set) var passages: [Passage] = []
    private(set) var tables: [GridTable] = []

    init(_ document: DocumentText) {
        let isTorn = document.format == .pdf || document.format == .text
        for block in isTorn ? TornParagraphs.joined(document.blocks) : document.blocks {
            switch block {
            case .paragraph(let paragraph):
                passages.append(
                    Passage(
                        text: Scalars(paragraph.text), source: .paragraph(paragraph.kind),
                        lines: paragraph.lines, page: paragraph.page, cellName: nil))
            case .table(let table): append(table)
            }
        }
    }

    private mutating func append(_ table: DocumentTable) {
        let number = tables.count
        let caption = passages.indices.last { !passages[$0].isCell }
        var rows: [[GridTable.Cell]] = []
        for (index, row) in table.rows.enumerated() {
            var cells: [GridTable.Cell] = []
            for (at, cell) in row.cells.enumerated() {
                let name =
                    table.sheet.map {
                        "工作表“\($0)”\(ExcelCell.letters(cell.column))\(row.line)"
                    } ?? "表\(number + 1)第\(index + 1)行第\(cell.column + 1)列"
                cells.append(
                    GridTable.Cell(
                        passage: passages.count, column: cell.column, span: cell.columnSpan,
                        rowSpan: cell.rowSpan))
                passages.append(
                    Passage(
                        text: Scalars(cell.text),
                        source: .cell(table: number, row: index, cell: at),
                        lines: [.init(offset: 0, line: row.line, column: cell.column + 1)],
                        page: table.page, cellName: name))
            }
            rows.append(cells)
        }
        tables.append(GridTable(rows: rows, caption: caption, sheet: table.sheet))
    }

}

/// A table as rows of cells that know where they stand.
struct GridTable: Sendable {
    struct Cell: Sendable {
        /// The passage that holds its text.
        let passage: Int
        let column: Int
        let span: Int
        let rowSpan: Int
    }

    let rows: [[Cell]]
    /// The last paragraph before the table.
    let caption: Int?
    let sheet: String?
}
