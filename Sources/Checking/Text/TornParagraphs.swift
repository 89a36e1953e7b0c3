import Documents

/// Puts together paragraphs of texts and PDFs that a line end tore apart: no paragraph begins with
/// a comma, and none with 万元 after a number.
enum TornParagraphs {
    private static let neverFirst = Set("，。、；：）％%”》,;)".unicodeScalars)
    private static let units = Set("万亿元家个项名人次户所座台套件篇场".unicodeScalars)

    /// No paragraph has more; a file of lone commas must not become one.
    private static let mostLines = 200

    static func joined(_ blocks: [DocumentBlock]) -> [DocumentBlock] {
        var joined: [DocumentBlock] = []
        joined.reserveCapacity(blocks.count)
        for block in blocks {
            if case .paragraph(let next) = block, case .paragraph(let last)? = joined.last,
                belong(last, next)
            {
                joined[joined.count - 1] = .paragraph(join(last, next))
            } else {
                joined.append(block)
            }
        }
        return joined
    }

    private static func belong(_ last: DocumentParagraph, _ next: DocumentParagraph) -> Bool {
        guard last.kind == .body, next.kind == .body, last.lines.count < mostLines,
            let first = next.text.unicodeScalars.first,
            let end = last.text.unicodeScalars.last
        else { return false }
        if end.endsSentence { return false }
        if neverFirst.contains(first) { return true }
        return units.contains(first) && (end.isDigit || end == "万" || end == "亿")
    }

    private static func join(_ last: DocumentParagraph, _ next: DocumentParagraph)
        -> DocumentParagraph
    {
        let offset = last.text.unicodeScalars.count
        let lines = next.lines.map {
            DocumentParagraph.LineStart(
                offset: $0.offset + offset, line: $0.line, column: $0.column)
        }
        return DocumentParagraph(
            last.text + next.text, kind: last.kind, lines: last.lines + lines, page: last.page)
    }
}
