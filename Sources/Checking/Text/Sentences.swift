/// A sentence of a passage; several clauses, one full stop.
struct Sentence: Sendable {
    let passage: Int
    /// Without the full stop.
    let range: Range<Int>
}

/// All sentences of a manuscript, and which of them belong to each passage.
struct Sentences: Sendable {
    private(set) var all: [Sentence] = []
    /// For each passage the indices of its sentences.
    private(set) var ofPassage: [Range<Int>] = []

    init(_ passages: [Passage]) {
        for (index, passage) in passages.enumerated() {
            let first = all.count
            var start = 0
            let text = passage.text
            // Book marks and quotes may hold a full stop that ends nothing; brackets likewise.
            for place in text.indices where Self.ends(text, place, start) {
                append(index, text.trimmed(start..<(text[place].endsSentence ? place : place + 1)))
                start = place + 1
            }
            append(index, text.trimmed(start..<text.count))
            ofPassage.append(first..<all.count)
        }
    }

    /// No sentence that people write is as long. What reads a sentence whole stays quick on a line
    /// of megabytes.
    private static let long = 3_000
    private static let longest = 4_000

    private static func ends(_ text: Scalars, _ place: Int, _ start: Int) -> Bool {
        if text[place].endsSentence { return true }
        let length = place - start
        return length >= long && (text[place].endsClause || text[place] == "、") || length >= longest
    }

    private mutating func append(_ passage: Int, _ range: Range<Int>) {
        if !range.isEmpty { all.append(Sentence(passage: passage, range: range)) }
    }
}
