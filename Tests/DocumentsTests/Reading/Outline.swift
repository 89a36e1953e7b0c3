import Documents

extension DocumentText {
    /// The document in short: a line a paragraph, with `#` for each level of a heading, `^` before
    /// notes and `[]` around text boxes; a line a table row, with spans as `2x1`.
    var outline: [String] {
        blocks.flatMap { block in
            switch block {
            case .paragraph(let paragraph):
                switch paragraph.kind {
                case .body: [paragraph.text]
                case .heading(let level):
                    [String(repeating: "#", count: level) + " " + paragraph.text]
                case .footnote: ["^" + paragraph.text]
                case .textBox: ["[\(paragraph.text)]"]
                }
            case .table(let table): table.rows.map(\.outline)
            }
        }
    }

    var tables: [DocumentTable] {
        blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
    }

    var paragraphs: [DocumentParagraph] {
        blocks.compactMap { if case .paragraph(let one) = $0 { one } else { nil } }
    }
}

extension DocumentTableRow {
    var outline: String {
        "| "
            + cells.map { cell in
                let isPlain = cell.columnSpan == 1 && cell.rowSpan == 1
                return (isPlain ? "" : "\(cell.columnSpan)x\(cell.rowSpan) ") + cell.text
            }.joined(separator: " | ")
    }
}
