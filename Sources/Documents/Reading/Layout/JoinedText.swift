/// The text of wrapped rows as it was before it was wrapped.
struct JoinedText {
    private(set) var text = ""
    private(set) var lines: [DocumentParagraph.LineStart] = []
    private var scalars = 0
    private var last: UnicodeScalar?

    mutating func add(_ row: PlacedRow) { add(row.text, line: row.line, column: row.column) }

    mutating func add(_ piece: String, line: Int, column: Int) {
        if Self.isBroken(last, piece.unicodeScalars.first) {
            text += " "
            scalars += 1
        }
        lines.append(.init(offset: scalars, line: line, column: column))
        text += piece
        scalars += piece.unicodeScalars.count
        last = piece.unicodeScalars.last ?? last
    }

    /// Latin words are wrapped at a blank; 汉字, and numbers that a narrow cell breaks, are not.
    static func isBroken(_ before: UnicodeScalar?, _ after: UnicodeScalar?) -> Bool {
        guard let before, let after else { return false }
        func isLetter(_ scalar: UnicodeScalar) -> Bool {
            scalar.properties.isAlphabetic && !DisplayWidth.isWide(scalar)
        }
        func isWord(_ scalar: UnicodeScalar) -> Bool {
            isLetter(scalar) || ParagraphMarks.isDigit(scalar)
        }
        if isLetter(before) { return isWord(after) }
        if [",", ".", ";", ":", ")"].contains(before) { return isLetter(after) }
        return isWord(before) && isLetter(after)
    }
}
