import Values

/// Where words stand in a text: for marking them and for telling how well a label matches.
enum MatchText {
    /// The ranges of units that the words of a query take in a text's units, and the words found.
    static func matches(_ words: [[TextUnit]], in units: [TextUnit], sounds: [String]?)
        -> (units: Set<Int>, words: Int)
    {
        var found: Set<Int> = []
        var count = 0
        for word in words {
            var places = Set<Int>()
            for start in units.indices where stands(word, at: start, in: units) {
                places.formUnion(start..<(start + word.count))
            }
            if places.isEmpty, let sounds { places = heard(word, units, sounds) }
            if !places.isEmpty { count += 1 }
            found.formUnion(places)
        }
        return (found, count)
    }

    static func stands(_ word: [TextUnit], at start: Int, in units: [TextUnit]) -> Bool {
        guard start + word.count <= units.count else { return false }
        for (index, wanted) in word.enumerated() {
            let unit = units[start + index]
            if wanted.isHan, index > 0, word[index - 1].isHan, wanted.follows, !unit.follows {
                return false
            }
            if unit.text == wanted.text { continue }
            let mayGoOn =
                index == word.count - 1 && !wanted.isHan
                && wanted.text.unicodeScalars.count >= Token.headLengths.lowerBound
            guard mayGoOn, unit.text.hasPrefix(wanted.text) else { return false }
        }
        return true
    }

    /// Units whose sounds the letters stand for.
    private static func heard(_ word: [TextUnit], _ units: [TextUnit], _ sounds: [String])
        -> Set<Int>
    {
        guard word.count == 1, let letters = word.first?.text, letters.count > 1 else { return [] }
        var places: Set<Int> = []
        let firsts = sounds.map { String($0.prefix(1)) }
        let length = letters.count
        if length <= units.count {
            for start in 0...(units.count - length)
            where firsts[start..<(start + length)].joined() == letters {
                places.formUnion(start..<(start + length))
            }
        }
        for start in units.indices {
            var heard = ""
            for end in start..<units.count where units[end].isHan && heard.count < length {
                heard += sounds[end]
                if heard == letters, end > start { places.formUnion(start...end) }
            }
        }
        return places
    }
}

/// A text with what was searched for in it marked.
public struct MarkedText: Sendable, Equatable {
    public struct Piece: Sendable, Equatable {
        public let text: String
        public let isMarked: Bool
    }

    public let pieces: [Piece]

    public var text: String { pieces.map(\.text).joined() }

    init(_ text: String, _ units: [TextUnit], marked: Set<Int>) {
        var pieces: [Piece] = []
        var end = text.startIndex
        func add(_ range: Range<String.Index>, _ isMarked: Bool) {
            guard !range.isEmpty else { return }
            if let last = pieces.last, last.isMarked == isMarked {
                pieces[pieces.count - 1] = Piece(
                    text: last.text + text[range], isMarked: isMarked)
            } else {
                pieces.append(Piece(text: String(text[range]), isMarked: isMarked))
            }
        }
        for index in marked.sorted() {
            add(end..<units[index].range.lowerBound, false)
            add(units[index].range, true)
            end = units[index].range.upperBound
        }
        add(end..<text.endIndex, false)
        self.pieces = pieces
    }

    /// The text with the words marked; of a longer one the stretch around the first of them.
    /// - Returns: nil where none of the words stands in it.
    init?(_ text: String, _ words: [[TextUnit]], _ readings: Readings?, length: Int = 60) {
        let units = TextUnit.units(of: text)
        let sounds = readings.map { $0.syllables(units).map(\.letters) }
        let found = MatchText.matches(words, in: units, sounds: sounds).units
        guard let first = found.min() else { return nil }
        // A character is at most four bytes of text here; only then counting is worth it.
        guard text.utf8.count > length, text.count > length else {
            self.init(text, units, marked: found)
            return
        }
        let middle = units[first].range.lowerBound
        let start =
            text.index(middle, offsetBy: -length / 3, limitedBy: text.startIndex) ?? text.startIndex
        let end = text.index(start, offsetBy: length, limitedBy: text.endIndex) ?? text.endIndex
        let piece = text[start..<end].map { $0.isNewline ? " " : $0 }
        let short =
            (start > text.startIndex ? "…" : "") + String(piece)
            + (end < text.endIndex ? "…" : "")
        let inner = TextUnit.units(of: short)
        let heard = readings.map { $0.syllables(inner).map(\.letters) }
        self.init(
            short, inner, marked: MatchText.matches(words, in: inner, sounds: heard).units)
    }

    /// A text without marks.
    init(plain text: String) { pieces = [Piece(text: text, isMarked: false)] }
}
