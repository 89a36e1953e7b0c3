import Foundation

/// The words above a column, as people vary them: full width, line breaks, a star for “required”,
/// a unit in brackets.
public struct Heading: Hashable, Sendable {
    /// As it stands in the file, on one line.
    public let written: String
    /// What remains for comparing: half width, without blanks, stars and unit.
    public let plain: String
    /// 万元, 元, 亿元, 千元 or %, where the heading says one in brackets.
    public let unit: String?

    /// Reads a heading.
    public init(_ text: String) {
        written = text.split(whereSeparator: \.isNewline).joined().trimmingCharacters(
            in: .whitespaces)
        var plain = Self.narrowed(text)
        var unit: String?
        while plain.hasSuffix(")"), let open = plain.lastIndex(of: "(") {
            let inside = String(plain[plain.index(after: open)...].dropLast())
            guard let known = Self.unit(inside) else { break }
            unit = known
            plain = String(plain[..<open])
        }
        self.plain = plain
        self.unit = unit
    }

    /// Half width, without blanks, line breaks and stars.
    public static func narrowed(_ text: String) -> String {
        if text.unicodeScalars.allSatisfy({ narrow($0) == $0 }) { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if let scalar = narrow(scalar) { result.append(scalar) }
        }
        return String(result)
    }

    private static func narrow(_ scalar: UnicodeScalar) -> UnicodeScalar? {
        switch scalar.value {
        case 0x2A, 0xFF0A, 0x3000, 0xFEFF, 0x200B: nil
        case 0x21...0x7E, 0x4E00...0x9FFF: scalar
        case 0xFF01...0xFF5E: UnicodeScalar(scalar.value - 0xFEE0)
        default: scalar.properties.isWhitespace ? nil : scalar
        }
    }

    /// The unit of amounts that a few words state: `万元`, `单位:万元`.
    static func unit(_ words: String) -> String? {
        let words = words.hasPrefix("单位:") ? String(words.dropFirst(3)) : words
        switch words {
        case "万元", "人民币万元", "万": return "万元"
        case "元", "人民币元": return "元"
        case "亿元": return "亿元"
        case "千元": return "千元"
        case "%", "百分比": return "%"
        default: return nil
        }
    }
}
