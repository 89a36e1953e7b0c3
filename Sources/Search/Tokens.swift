/// The tokens of the index, the same on both engines.
///
/// A Han character is indexed together with the one behind it (岳阳市: 岳阳, 阳市, 市), so that
/// a word of two characters is one look-up and a longer one a phrase of rare tokens, not of
/// characters that stand in every name. Marks tell the kinds apart; no text token begins with one.
enum Token {
    /// What begins with it: `^岳`, `^gr2025`.
    static let head = "^"
    /// A whole label or number: `=gr202543000001`.
    static let key = "="
    /// How a label sounds: `~lhh` its initials, `~lin-hai` its syllables.
    static let sound = "~"

    /// Prefixes of words that are tokens of their own; longer ones are sought among the words.
    static let headLengths = 3...10

    /// Tokens in their order, one a unit.
    static func words(_ units: [TextUnit]) -> [String] {
        var tokens: [String] = []
        tokens.reserveCapacity(units.count)
        for (index, unit) in units.enumerated() {
            if unit.isHan, index + 1 < units.count, units[index + 1].isHan,
                units[index + 1].follows
            {
                tokens.append(unit.text + units[index + 1].text)
            } else {
                tokens.append(unit.text)
            }
        }
        return tokens
    }

    /// What the units begin with, each once.
    static func heads(_ units: [TextUnit], into seen: inout Set<String>) -> [String] {
        var heads: [String] = []
        func add(_ text: some StringProtocol) {
            let head = head + text
            if seen.insert(head).inserted { heads.append(head) }
        }
        for unit in units {
            if unit.isHan {
                add(unit.text)
            } else {
                let count = unit.text.unicodeScalars.count
                for length in headLengths where length < count {
                    add(String(unit.text.unicodeScalars.prefix(length)))
                }
            }
        }
        return heads
    }

    /// The whole text as one token; nil where it is too long to be looked up as a whole.
    static func key(_ units: [TextUnit]) -> String? {
        guard !units.isEmpty, units.count <= 100 else { return nil }
        let text = key + units.map(\.text).joined()
        return text.utf8.count <= 600 ? text : nil
    }

    /// Initials three by three, so that any stretch of them is found: `yyslh` is yys, ysl, slh,
    /// lh, h.
    static func initials(_ initials: some Collection<Character>) -> [String] {
        let letters = Array(initials)
        return letters.indices.map { sound + String(letters[$0..<min($0 + 3, letters.count)]) }
    }

    /// Syllables two by two: `lin-hai`, `hai-hua`, `hua`.
    static func syllables(_ syllables: [String]) -> [String] {
        syllables.indices.map {
            sound + syllables[$0] + ($0 + 1 < syllables.count ? "-" + syllables[$0 + 1] : "-")
        }
    }
}
