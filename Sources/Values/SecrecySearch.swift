/// Looks for the mark of a state secret in a text that comes piece by piece, in constant memory:
/// with its star anywhere, and without it where it stands by itself as marks do.
///
/// A text that merely speaks of secrecy (保密制度, 商业秘密, 不得泄露国家秘密) bears no mark.
public struct SecrecySearch: Sendable {
    /// The first mark; nil as long as there is none.
    public private(set) var found: SecrecyMark?
    /// The last three scalars that are no blanks.
    private var last: (Unicode.Scalar, Unicode.Scalar, Unicode.Scalar) = (" ", " ", " ")
    /// How many of them the line has so far.
    private var count = 0
    /// The line without its blanks, as long as it may be a mark.
    private var line: [Unicode.Scalar] = []
    /// Lines with something on them that came before.
    private var lines = 0

    /// Longer lines are no marks.
    private static let longest = 24
    /// A level alone, without star or term, is a mark only at the head of a document: further down
    /// it may be a cell of a table that explains the levels.
    private static let head = 8

    private let starsOnly: Bool

    public init() { self.init(starsOnly: false) }

    /// - Parameter starsOnly: of what people type in, where a line by itself says little.
    init(starsOnly: Bool) { self.starsOnly = starsOnly }

    /// Takes the next piece of the text; line feeds and page feeds end a line.
    public mutating func take(_ text: some StringProtocol) {
        for scalar in text.unicodeScalars where found == nil { take(scalar) }
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        if (0x0A...0x0D).contains(scalar.value) || (0x2028...0x2029).contains(scalar.value) {
            endLine()
            return
        }
        if Self.isBlank(scalar) { return }
        if Self.stars.contains(scalar) || isAsterisk(scalar),
            let level = SecrecyMark.level([last.1, last.2])
        {
            found = SecrecyMark(level: level)
            return
        }
        last = (last.1, last.2, scalar)
        count += 1
        if count <= Self.longest { line.append(scalar) }
    }

    /// Whether it is an asterisk in the place of a star. Those of footnotes stand behind a word
    /// that goes on before it: 商业秘密*.
    private func isAsterisk(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar == "*" || scalar == "＊", count >= 2 else { return false }
        return count == 2 || !last.0.properties.isAlphabetic
    }

    /// The line ends here, and with it a mark that stands by itself.
    public mutating func endLine() {
        defer {
            if count > 0 { lines += 1 }
            line.removeAll(keepingCapacity: true)
            count = 0
        }
        guard !starsOnly, found == nil, (2...Self.longest).contains(count) else { return }
        found = SecrecyLine(line).mark(isAtHead: lines < Self.head)
    }

    /// Another document, or another part of one, begins.
    public mutating func begin() {
        endLine()
        lines = 0
        last = (" ", " ", " ")
    }

    private static let stars: Set<Unicode.Scalar> = ["★", "☆", "⭐", "✩", "✭"]

    /// Blanks of every width, and signs that take no room.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
    }
}

/// A short line, or a part of a file's name, that may be nothing but a mark: 机密, 秘密5年,
/// 【绝密】长期, 密级：秘密.
struct SecrecyLine {
    private var rest: ArraySlice<Unicode.Scalar>

    init(_ scalars: some Sequence<Unicode.Scalar>) { rest = Array(scalars)[...] }

    /// - Parameter isAtHead: whether the level alone is enough.
    func mark(isAtHead: Bool) -> SecrecyMark? {
        var line = self
        line.dropBrackets()
        var isNamed = false
        if line.drop("密级") {
            guard line.drop(":") || line.drop("：") || line.drop("为") else { return nil }
            isNamed = true
            line.dropBrackets()
        }
        guard let level = SecrecyMark.level(line.rest.prefix(2)) else { return nil }
        line.rest = line.rest.dropFirst(2)
        line.dropBrackets()
        let hasTerm = line.dropTerm()
        line.dropBrackets()
        guard line.rest.isEmpty, isNamed || hasTerm || isAtHead else { return nil }
        return SecrecyMark(level: level)
    }

    private mutating func drop(_ word: String) -> Bool {
        let word = Array(word.unicodeScalars)
        guard rest.starts(with: word) else { return false }
        rest = rest.dropFirst(word.count)
        return true
    }

    private mutating func dropBrackets() { rest = rest.drop { Self.brackets.contains($0) } }

    /// 10年, 六个月, 长期.
    private mutating func dropTerm() -> Bool {
        if drop("长期") { return true }
        let digits = rest.prefix { Self.digits.contains($0) }
        guard !digits.isEmpty else { return false }
        rest = rest.dropFirst(digits.count)
        return ["年", "个月", "月", "日", "天"].contains { drop($0) }
    }

    private static let brackets = Set("【】［］[]（）()〔〕「」《》“”\"·".unicodeScalars)
    private static let digits = Set("0123456789０１２３４５６７８９一二三四五六七八九十".unicodeScalars)
}

extension SecrecyMark {
    /// The mark in the name of a file: with its star, or a part of the name that is nothing else.
    public static func find(inName name: String) -> SecrecyMark? {
        if let mark = find(in: name) { return mark }
        let separators = Set(" 　-_.·、，,+()（）[]【】《》〔〕".unicodeScalars)
        for part in name.unicodeScalars.split(whereSeparator: separators.contains) {
            if let mark = SecrecyLine(part).mark(isAtHead: true) { return mark }
        }
        return nil
    }

    /// 绝密, 机密 or 秘密, where the two are one of them.
    static func level(_ two: some Sequence<Unicode.Scalar>) -> String? {
        var word = String.UnicodeScalarView()
        word.append(contentsOf: two)
        return levels.contains(String(word)) ? String(word) : nil
    }
}
