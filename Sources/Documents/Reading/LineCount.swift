/// Counts the paragraphs and table rows of a format that has no lines of its own.
enum LineCount {
    /// The blocks with each paragraph's and row's ordinal, from 1, as its line.
    static func number(_ blocks: [DocumentBlock]) -> [DocumentBlock] {
        var line = 0
        return blocks.map { block in
            switch block {
            case .paragraph(let paragraph):
                line += 1
                return .paragraph(
                    DocumentParagraph(
                        paragraph.text, kind: paragraph.kind,
                        lines: [
                            .init(offset: 0, line: line, column: paragraph.lines.first?.column ?? 1)
                        ], page: paragraph.page))
            case .table(let table):
                let rows = table.rows.map { row in
                    line += 1
                    return DocumentTableRow(line: line, cells: row.cells)
                }
                return .table(DocumentTable(sheet: table.sheet, rows: rows, page: table.page))
            }
        }
    }
}
