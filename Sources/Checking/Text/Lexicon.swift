/// A set of words that is looked for in text; of several that fit, the longest is found.
struct Lexicon: Sendable {
    private let words: [Unicode.Scalar: [Scalars]]
    private let endings: [Unicode.Scalar: [Scalars]]
    /// One bit for each scalar of the basic plane that begins a word: most places are passed over
    /// by it.
    private let first: [UInt64]

    init(_ list: String...) {
        self.init(list.flatMap { $0.split(separator: " ").map(String.init) })
    }

    init(_ list: [String]) {
        let all = Set(list).map { Scalars($0) }.filter { !$0.isEmpty }
        let longestFirst: (Scalars, Scalars) -> Bool = { $0.count > $1.count }
        words = Dictionary(grouping: all) { $0[0] }.mapValues { $0.sorted(by: longestFirst) }
        endings = Dictionary(grouping: all) { $0[$0.count - 1] }
            .mapValues { $0.sorted(by: longestFirst) }
        var bits = [UInt64](repeating: 0, count: 1_024)
        for word in all where word[0].value < 0x10000 {
            bits[Int(word[0].value >> 6)] |= 1 << UInt64(word[0].value & 63)
        }
        first = bits
    }

    /// The length of the longest word at a place.
    func length(in text: Scalars, at place: Int, to end: Int) -> Int? {
        guard place >= 0, place < end, end <= text.count else { return nil }
        let value = text[place].value
        guard value < 0x10000, first[Int(value >> 6)] & (1 << UInt64(value & 63)) != 0,
            let candidates = words[text[place]]
        else { return nil }
        for word in candidates where text.has(word, at: place, to: end) { return word.count }
        return nil
    }

    /// The first word within a range.
    func first(in text: Scalars, _ range: Range<Int>) -> Range<Int>? {
        var place = range.lowerBound
        while place < range.upperBound {
            if let length = length(in: text, at: place, to: range.upperBound) {
                return place..<place + length
            }
            place += 1
        }
        return nil
    }

    /// The last word within a range.
    func last(in text: Scalars, _ range: Range<Int>) -> Range<Int>? {
        var place = range.upperBound - 1
        while place >= range.lowerBound {
            if let length = length(in: text, at: place, to: range.upperBound) {
                return place..<place + length
            }
            place -= 1
        }
        return nil
    }

    func contains(_ text: Scalars, _ range: Range<Int>) -> Bool {
        first(in: text, range) != nil
    }

    /// The length of the longest word that ends where the range does.
    func suffix(of text: Scalars, _ range: Range<Int>) -> Int? {
        guard !range.isEmpty, let candidates = endings[text[range.upperBound - 1]] else {
            return nil
        }
        for word in candidates where word.count <= range.count {
            if text.has(word, at: range.upperBound - word.count, to: range.upperBound) {
                return word.count
            }
        }
        return nil
    }

    /// Whether the whole range is one of the words.
    func isWord(_ text: Scalars, _ range: Range<Int>) -> Bool {
        !range.isEmpty
            && length(in: text, at: range.lowerBound, to: range.upperBound) == range.count
    }
}
