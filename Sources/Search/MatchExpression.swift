/// What a search asks of the index, before it is written in an engine's words.
indirect enum MatchExpression: Sendable, Equatable {
    /// Tokens next to each other.
    case phrase([String])
    /// A token that begins so; only for beginnings longer than those that are tokens.
    case prefix(String)
    case all([MatchExpression])
    case any([MatchExpression])

    /// What one word of the query may stand for: its characters, or how a name sounds.
    static func word(_ units: [TextUnit], _ readings: Readings) -> MatchExpression {
        let text = self.text(units)
        let sounds = self.sounds(units)
        return sounds.isEmpty ? text : .any([text] + sounds)
    }

    /// The word as it is written. Its last part may go on in what is found.
    private static func text(_ units: [TextUnit]) -> MatchExpression {
        let tokens = Token.words(units)
        guard let last = units.last else { return .all([]) }
        let before = Array(tokens.dropLast())
        if last.isHan {
            // Behind another Han character the last one is in that one's token already.
            if last.follows, units.count > 1 { return .phrase(before) }
            return combined(before, .phrase([Token.head + last.text]))
        }
        let count = last.text.unicodeScalars.count
        if count < Token.headLengths.lowerBound { return .phrase(tokens) }
        let going: MatchExpression =
            Token.headLengths.contains(count)
            ? .phrase([Token.head + last.text]) : .prefix(last.text)
        return .any([.phrase(tokens), combined(before, going)])
    }

    private static func combined(_ before: [String], _ last: MatchExpression) -> MatchExpression {
        before.isEmpty ? last : .all([.phrase(before), last])
    }

    /// Letters alone may be initials or syllables of a name.
    private static func sounds(_ units: [TextUnit]) -> [MatchExpression] {
        guard units.count == 1, let letters = units.first?.text, (2...40).contains(letters.count),
            letters.utf8.allSatisfy({ (97...122).contains($0) })
        else { return [] }
        let initials = Token.initials(letters)
        var found: [MatchExpression] = [
            .phrase(letters.count == 2 ? [initials[0]] : Array(initials.dropLast(2)))
        ]
        for cut in Syllables.cuts(letters) where cut.count > 1 {
            found.append(.phrase(Array(Token.syllables(cut).dropLast())))
        }
        return found
    }
}

extension MatchExpression {
    /// In the words of FTS5. Tokens hold letters, digits and marks, never a quote.
    var fts5: String {
        switch self {
        case .phrase(let tokens): "\"\(tokens.joined(separator: " "))\""
        case .prefix(let token): "\"\(token)\" *"
        case .all(let parts): "(\(parts.map(\.fts5).joined(separator: " AND ")))"
        case .any(let parts): "(\(parts.map(\.fts5).joined(separator: " OR ")))"
        }
    }

    /// In the words of `tsquery`.
    /// - Parameter weight: `A` for labels alone.
    func tsquery(_ weight: String = "") -> String {
        switch self {
        case .phrase(let tokens):
            "("
                + tokens.map { "'\($0)'\(weight.isEmpty ? "" : ":\(weight)")" }
                .joined(separator: " <-> ") + ")"
        case .prefix(let token): "'\(token)':*\(weight)"
        case .all(let parts): "(\(parts.map { $0.tsquery(weight) }.joined(separator: " & ")))"
        case .any(let parts): "(\(parts.map { $0.tsquery(weight) }.joined(separator: " | ")))"
        }
    }
}
