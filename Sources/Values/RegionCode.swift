/// A code of an administrative division (GB/T 2260), 6 digits: province, city, county.
public struct RegionCode: Hashable, Sendable, CustomStringConvertible {
    /// The level of a division.
    public enum Level: Sendable {
        /// 省级, four closing zeros.
        case province
        /// 市级, two closing zeros.
        case city
        /// 县级.
        case county
    }

    /// The six digits.
    public let text: String

    /// The six digits.
    public var description: String { text }

    /// Reads six digits whose first two are a province.
    ///
    /// Throws `ValueProblem` for length, characters, an unknown province, or a county without city.
    /// Whether the division exists is the catalogue's question: 430671 is statistical only.
    public static func parse(_ text: String) throws(ValueProblem) -> RegionCode {
        let code = try CodeText(text, name: "行政区划代码")
        try code.requireCount([6])
        try code.requireDigits(0..<6)
        let region = RegionCode(text: text)
        guard provinces.contains(region.province) else {
            throw code.problem(at: 0, "行政区划代码前两位为省级代码，没有“\(region.province)”")
        }
        guard !text.dropFirst(2).hasPrefix("00") || text.hasSuffix("0000") else {
            throw code.problem(at: 2, "行政区划代码第3、4位为“00”时，末两位也为“00”", "补全市级代码")
        }
        return region
    }

    /// The province's two digits: `43`.
    public var province: String { String(text.prefix(2)) }

    /// The city's four digits: `4306`; `4300` for a whole province.
    public var city: String { String(text.prefix(4)) }

    /// The level, told by the closing zeros.
    public var level: Level {
        if text.hasSuffix("0000") { return .province }
        return text.hasSuffix("00") ? .city : .county
    }

    /// Whether the division is `other` or lies in it.
    public func isWithin(_ other: RegionCode) -> Bool {
        let range = other.prefixRange
        return range.from <= text && text <= range.to
    }

    /// The lowest and highest code within the division, both included, for a query by range.
    public var prefixRange: (from: String, to: String) {
        switch level {
        case .province: (text, province + "9999")
        case .city: (text, city + "99")
        case .county: (text, text)
        }
    }

    /// The province-level codes of GB/T 2260, and 83 for residents from Taiwan on ID cards.
    static let provinces: Set<String> = [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37",
        "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64",
        "65", "71", "81", "82", "83",
    ]
}
