/// Characters of symbol fonts that reports tick boxes and measure with (`w:sym`).
enum WordSymbol {
    /// The character that a reader sees; nil where no character of Unicode looks like it.
    static func text(font: String, code: String) -> String? {
        guard let value = UInt32(code, radix: 16) else { return nil }
        // Symbol fonts keep their 256 characters in the private area.
        let isPrivate = (0xF000...0xF0FF).contains(value)
        if let known = tables[font]?[isPrivate ? value - 0xF000 : value] { return known }
        guard !(0xE000...0xF8FF).contains(value), value >= 0x20 else { return nil }
        return UnicodeScalar(value).map { String($0) }
    }

    private static let tables: [String: [UInt32: String]] = [
        "Wingdings": [
            0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x75: "◆", 0xA8: "□", 0xFB: "✗",
            0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0xE0: "→",
        ],
        "Wingdings 2": [0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0xA3: "□"],
        "Symbol": [
            0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "·", 0xB8: "÷",
            0xB9: "≠", 0xBB: "≈", 0x6D: "μ", 0x57: "Ω", 0xE5: "∑",
        ],
    ]
}
