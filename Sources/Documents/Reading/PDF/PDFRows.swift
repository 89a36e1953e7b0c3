/// The printed rows of a PDF page, from top to bottom.
enum PDFRows {
    /// Type is about this much higher than its em: room above and below the characters.
    private static let heightOfEm = 1.3

    static func rows(_ page: PDFWords.Page, number: Int) -> [PlacedRow] {
        let sorted = page.words.sorted { $0.top + $0.bottom < $1.top + $1.bottom }
        var groups: [[PDFWords.Word]] = []
        var centre = -Double.infinity
        for word in sorted {
            let middle = (word.top + word.bottom) / 2
            if let last = groups.last?.last,
                middle - centre < 0.45 * max(word.bottom - word.top, last.bottom - last.top)
            {
                groups[groups.count - 1].append(word)
            } else {
                groups.append([word])
                centre = middle
            }
        }
        var rows = groups.enumerated().map { row($1, line: $0 + 1, page: number) }
        // A note begins with its raised number, in the smaller type below the text.
        if let first = rows.firstIndex(where: \.isNote) {
            for at in first..<rows.count { rows[at].isNote = true }
        }
        return rows
    }

    private static func row(_ words: [PDFWords.Word], line: Int, page: Int) -> PlacedRow {
        let words = words.sorted { $0.left < $1.left }
        // The commonest size is the row's; a small note mark or a large initial is not.
        let heights = words.map { $0.bottom - $0.top }.sorted()
        let height = heights[heights.count / 2]
        let middle = words.map { ($0.top + $0.bottom) / 2 }.sorted()[words.count / 2]
        let em = max(1, height / heightOfEm)
        var placed: [PlacedWord] = []
        var isNote = false
        for word in words {
            let isRaised =
                word.bottom - word.top < 0.85 * height
                && (word.top + word.bottom) / 2 < middle - 0.05 * height
            let before = placed.last?.text.unicodeScalars.last
            // The mark of a note; but an exponent follows its unit.
            if isRaised, isMark(word.text), before.map({ DisplayWidth.isWide($0) }) ?? true {
                isNote = isNote || placed.isEmpty
                continue
            }
            placed.append(PlacedWord(text: word.text, left: word.left, right: word.right))
        }
        placed = PlacedRow.withMarkJoined(placed, em: em)
        return PlacedRow(
            line: line, page: page, words: placed, text: WordJoining.text(placed, em: em),
            column: 1, em: em, top: middle - height / 2, bottom: middle + height / 2,
            isNote: isNote)
    }

    private static func isMark(_ text: String) -> Bool {
        text.unicodeScalars.count <= 3
            && text.unicodeScalars.allSatisfy {
                ParagraphMarks.isDigit($0) || "[]〔〕*①②③④⑤⑥⑦⑧⑨⑩".unicodeScalars.contains($0)
            }
    }
}
