import Values

/// What is searched for, where, and which part of the results is wanted.
public struct SearchQuery: Sendable, Hashable {
    public var text: String
    /// One register alone.
    public var register: String?
    public var includesWithdrawn: Bool
    public var limit: Int
    public var offset: Int

    public init(
        _ text: String, in register: String? = nil, includesWithdrawn: Bool = false,
        limit: Int = 20, offset: Int = 0
    ) {
        self.text = text
        self.register = register
        self.includesWithdrawn = includesWithdrawn
        self.limit = limit
        self.offset = offset
    }
}

/// Why a search was not made.
public enum SearchRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    case empty
    case nothingToFind(String)
    case tooLong(Int)
    case tooManyWords(Int)

    public var description: String {
        switch self {
        case .empty: "没有写要找什么。写名称、编号、拼音首字母，或空格分开的几个词。"
        case .nothingToFind(let text): "“\(text)”里没有能查的字：标点和符号不参加检索。写汉字、字母或数字。"
        case .tooLong(let count): "检索词有 \(count) 个字，最多 \(SearchWords.longest) 个。留下最能区分的几个词。"
        case .tooManyWords(let count): "有 \(count) 个词，最多 \(SearchWords.most) 个。留下最能区分的几个词。"
        }
    }
}

/// A query cut into words, all of which a record must have.
struct SearchWords: Sendable {
    static let longest = 100
    static let most = 8

    /// The units of each word: adjacent in what is found.
    let words: [[TextUnit]]
    /// The whole query as a label or number would be.
    let key: String?
    /// All units in a row, as a label has them.
    let whole: [TextUnit]

    /// - Throws: `SearchRefusal`.
    init(_ text: String) throws(SearchRefusal) {
        let trimmed = halfWidth(text)
        if trimmed.isEmpty { throw .empty }
        // Counted in bytes first: counting the characters of a megabyte is work.
        if trimmed.utf8.count > Self.longest * 8 || trimmed.count > Self.longest {
            throw .tooLong(trimmed.utf8.count > 100_000 ? 100_000 : trimmed.count)
        }
        let pieces = trimmed.split { isBlankOrControl($0) }.map(String.init)
        words = pieces.map(TextUnit.units).filter { !$0.isEmpty }
        if words.isEmpty { throw .nothingToFind(String(text.prefix(20))) }
        if words.count > Self.most { throw .tooManyWords(words.count) }
        whole = words.flatMap { $0 }
        key = Token.key(whole)
    }
}

private func isBlankOrControl(_ character: Character) -> Bool {
    character.isWhitespace || character.unicodeScalars.allSatisfy { $0.value < 32 }
}
