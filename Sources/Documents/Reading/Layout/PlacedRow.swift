/// A word, or a stretch of text without wide gaps, where it stands on its row.
struct PlacedWord {
    let text: String
    /// Points on a page; half-width columns in a text file.
    let left: Double
    let right: Double
}

/// A printed row: a line of a text file or of a PDF page.
struct PlacedRow {
    let line: Int
    let page: Int?
    let words: [PlacedWord]
    /// The row without the blanks around it.
    let text: String
    /// The column in which `text` begins, from 1.
    let column: Int
    /// The width of a 汉字 in it.
    let em: Double
    let top: Double
    let bottom: Double
    /// Whether it belongs to a note at the foot of the page.
    var isNote = false

    var left: Double { words.first?.left ?? 0 }
    var right: Double { words.last?.right ?? 0 }
    var height: Double { bottom - top }

    /// Words with the gaps within a cell closed.
    var segments: [Range<Int>] {
        var segments: [Range<Int>] = []
        for index in words.indices {
            if let last = segments.last, words[index].left - words[index - 1].right < 0.8 * em {
                segments[segments.count - 1] = last.lowerBound..<index + 1
            } else {
                segments.append(index..<index + 1)
            }
        }
        return segments
    }

    /// The words with the mark of a list's item set before its text: a tabulator parts them, and
    /// rows of them would look like a table of two columns.
    static func withMarkJoined(_ words: [PlacedWord], em: Double) -> [PlacedWord] {
        guard words.count > 1, ParagraphMarks.isListMark(words[0].text) else { return words }
        let gaps = words.indices.dropFirst().filter {
            words[$0].left - words[$0 - 1].right >= 0.8 * em
        }
        guard gaps == [1], words[1].left - words[0].right < 5 * em else { return words }
        let isTight = WordJoining.isTight(words[0].text, words[1].text)
        let first = PlacedWord(
            text: words[0].text + (isTight ? "" : " ") + words[1].text, left: words[0].left,
            right: words[1].right)
        return [first] + words.dropFirst(2)
    }
}
