/// The width of text in half-width columns, as a type of one width shows it.
enum DisplayWidth {
    static func columns(_ text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + columns($1) }
    }

    /// 2 for 汉字 and what Chinese fonts draw as wide (Unicode UAX 11, wide and ambiguous).
    static func columns(_ scalar: UnicodeScalar) -> Int {
        switch scalar.value {
        case 0x1100...0x115F, 0x2010...0x2027, 0x2030...0x203B, 0x2100...0x23FF, 0x2460...0x27BF,
            0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            2
        case 0x0300...0x036F, 0x200B...0x200F, 0xFE00...0xFE0F, 0xFEFF: 0
        default: 1
        }
    }

    static func isWide(_ scalar: UnicodeScalar?) -> Bool {
        scalar.map { columns($0) == 2 } ?? false
    }
}
