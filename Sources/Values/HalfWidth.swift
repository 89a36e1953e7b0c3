/// The text with full-width ASCII and the ideographic space made half-width, and trimmed.
///
/// `６００．９９` becomes `600.99`. Chinese punctuation without an ASCII twin (。、) stays.
public func halfWidth(_ text: String) -> String {
    String(HalfWidthText(text).characters)
}

/// A trimmed half-width text that still knows where its characters stood in the original.
struct HalfWidthText {
    let found: String
    let characters: [Character]
    private let leading: Int

    init(_ text: String) {
        let all = text.map(halfWidthCharacter)
        let start = all.firstIndex { !isBlank($0) } ?? all.endIndex
        let end = all.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start
        found = text
        characters = Array(all[start..<end])
        leading = start
    }

    /// The place in the original text, from 1, of the character at `index`.
    func position(_ index: Int) -> Int { leading + index + 1 }
}

/// Blank also covers the byte-order mark and zero-width space that spreadsheets leave behind.
func isBlank(_ character: Character) -> Bool {
    character.isWhitespace || character == "\u{FEFF}" || character == "\u{200B}"
}

/// The half-width twin of a character: U+FF01…U+FF5E and U+3000; any other as it is.
func halfWidthCharacter(_ character: Character) -> Character {
    guard character.unicodeScalars.count == 1, let scalar = character.unicodeScalars.first else {
        return character
    }
    switch scalar.value {
    case 0x3000: return " "
    case 0xFF01...0xFF5E:
        return Unicode.Scalar(scalar.value - 0xFEE0).map(Character.init) ?? character
    default: return character
    }
}

/// The value of an ASCII digit; nil for anything else, also for other scripts' digits.
func digitValue(_ character: Character) -> Int? {
    guard let byte = character.asciiValue, (48...57).contains(byte) else { return nil }
    return Int(byte) - 48
}
