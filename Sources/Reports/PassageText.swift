/// A passage's text, cut at its placeholders.
///
/// ```
/// 登记{{figure.contracts_registered}}，成交额{{figure.contract_turnover.value}}亿元。
/// ```
struct PassageText: Equatable {
    /// What of a figure a placeholder prints.
    enum Face: String, CaseIterable {
        /// Value and unit: 1040家, 无.
        case text = ""
        case value, unit
        /// The growth with its sign and %.
        case growth
        /// The change with its sign and unit.
        case change
        /// 同比增长81.37%.
        case comparison
    }

    enum Piece: Equatable {
        case words(String)
        case year
        case figure(name: String, face: Face)
        /// A whole placeholder that names neither a figure nor the year; what stands between its
        /// braces.
        case unknown(String)
        /// Braces that do not close or were never opened, with the name that follows them.
        case broken(String)
    }

    let pieces: [Piece]

    init(_ text: String) {
        var pieces: [Piece] = []
        var rest = Substring(text)
        func words(_ words: Substring) {
            guard !words.isEmpty else { return }
            // A lone closing pair has lost its opening one.
            let parts = words.split(separator: "}}", omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() {
                if index > 0 { pieces.append(.broken("}}")) }
                if !part.isEmpty { pieces.append(.words(String(part))) }
            }
        }
        while let open = rest.firstRange(of: "{{") {
            words(rest[..<open.lowerBound])
            rest = rest[open.upperBound...]
            let next = rest.firstRange(of: "{{")?.lowerBound ?? rest.endIndex
            if let close = rest[..<next].firstRange(of: "}}") {
                pieces.append(Self.piece(rest[..<close.lowerBound]))
                rest = rest[close.upperBound...]
            } else {
                let name = rest.prefix(while: Self.isName)
                pieces.append(.broken(String(name)))
                rest = rest[name.endIndex...]
            }
        }
        words(rest)
        self.pieces = pieces
    }

    /// The figures it names, whether there are such figures or not.
    var figures: [String] {
        pieces.compactMap { if case .figure(let name, _) = $0 { name } else { nil } }
    }

    private static func piece(_ inside: Substring) -> Piece {
        let body = inside.drop(while: \.isWhitespace)
        let end = body.lastIndex { !$0.isWhitespace }
        let written = end.map { String(body[...$0]) } ?? ""
        if written == "year" { return .year }
        let parts = written.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, parts[0] == "figure", !parts[1].isEmpty,
            parts[1].allSatisfy(isName)
        else { return .unknown(written) }
        if parts.count == 2 { return .figure(name: String(parts[1]), face: .text) }
        guard !parts[2].isEmpty, let face = Face(rawValue: String(parts[2])) else {
            return .unknown(written)
        }
        return .figure(name: String(parts[1]), face: face)
    }

    private static func isName(_ character: Character) -> Bool {
        character.isASCII
            && (character.isLetter || character.isNumber || character == "_" || character == ".")
    }
}
