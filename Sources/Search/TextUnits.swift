import Values

/// What search looks at in a text: single Han characters, and runs of other letters and digits in
/// lower case and half width. Everything else separates.
struct TextUnit: Equatable, Sendable {
    let text: String
    let isHan: Bool
    /// Whether it stands right behind the Han character before it: what brackets, dots and hyphens
    /// alone hold apart stands together (岳阳（湖南）, 阿·迪力).
    let follows: Bool
    let range: Range<String.Index>

    /// A longer run is cut: no number that people search by is longer, and PostgreSQL refuses
    /// lexemes of 2 KB.
    static let longest = 64

    static func units(of text: String) -> [TextUnit] {
        var units: [TextUnit] = []
        units.reserveCapacity(text.utf8.count / 2)
        var run = ""
        var runLength = 0
        var start = text.startIndex
        var isBroken = true
        func close(_ end: String.Index) {
            guard !run.isEmpty else { return }
            units.append(TextUnit(text: run, isHan: false, follows: false, range: start..<end))
            run = ""
            runLength = 0
            isBroken = true
        }
        var index = text.unicodeScalars.startIndex
        let scalars = text.unicodeScalars
        while index < scalars.endIndex {
            let scalar = half(scalars[index])
            let next = scalars.index(after: index)
            if isHan(scalar) {
                close(index)
                units.append(
                    TextUnit(
                        text: String(Character(scalar)), isHan: true, follows: !isBroken,
                        range: index..<next))
                isBroken = false
            } else if isWord(scalar) {
                if runLength == longest { close(index) }
                if run.isEmpty { start = index }
                run += scalar.properties.lowercaseMapping
                runLength += 1
            } else {
                close(index)
                if !isTransparent(scalar) { isBroken = true }
            }
            index = next
        }
        close(text.endIndex)
        return units
    }

    private static func half(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0x3000: " "
        default: scalar
        }
    }

    static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF, 0x3007: true
        default: false
        }
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return (48...57).contains(scalar.value) || (97...122).contains(scalar.value | 32)
        }
        let properties = scalar.properties
        return properties.isAlphabetic || properties.numericType == .decimal
    }

    /// Brackets, dots, quotes and hyphens; sentence marks and blanks do break.
    private static func isTransparent(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "(", ")", "[", "]", "{", "}", "<", ">", "\"", "'", "-", "_", "/", ".", "*", "&", "^":
            true
        case "·", "•", "・", "〔", "〕", "【", "】", "《", "》", "〈", "〉", "「", "」", "“", "”", "‘", "’",
            "—", "–", "\u{200B}", "\u{FEFF}":
            true
        default: false
        }
    }
}
