/// The paragraphs of rows that follow each other.
enum RowParagraphs {
    static func paragraphs(
        _ rows: some Sequence<PlacedRow>, _ joining: ParagraphJoining
    ) -> [DocumentParagraph] {
        var made: [DocumentParagraph] = []
        var joined = JoinedText()
        var page: Int?
        var last: PlacedRow?
        func close() {
            if !joined.lines.isEmpty {
                let kind = last?.isNote == true ? DocumentParagraph.Kind.footnote : .body
                made.append(
                    DocumentParagraph(joined.text, kind: kind, lines: joined.lines, page: page))
            }
        }
        for row in rows {
            if last.map({ joining.goesOn(row, after: $0) }) != true {
                close()
                joined = JoinedText()
                page = row.page
            }
            joined.add(row)
            last = row
        }
        close()
        return made
    }
}
