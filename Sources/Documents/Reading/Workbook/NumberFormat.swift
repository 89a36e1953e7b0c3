import Foundation

/// How a worksheet shows a number (ECMA-376 part 1, 18.8.31), as far as tables of reports go:
/// decimals, thousands, percentages, signs and words around them.
struct NumberFormat {
    private struct Section {
        var before = ""
        var after = ""
        var leastWhole = 0
        var leastPlaces = 0
        var places = 0
        var isGrouped = false
        var percents = 0
        /// Thousands left out: one comma behind the last digit each.
        var thousands = 0
        var hasDigits = false
        var isGeneral = false
        var isExponent = false
        /// Fractions and other forms that are shown as they would be without a format.
        var isUnknown = false
    }

    private let sections: [Section]

    init(_ code: String) {
        sections = Self.split(code).prefix(3).map(Self.section)
    }

    /// The number as it is shown.
    /// - Parameter plain: decimal text without exponent.
    func text(_ plain: String) -> String {
        guard var number = DecimalText(plain) else { return plain }
        let isNegative = number.isNegative && !number.isZero
        var section = sections.first ?? Section(isGeneral: true)
        // A section of its own brings its own sign.
        var sign = isNegative ? "-" : ""
        if isNegative, sections.count > 1 {
            section = sections[1]
            sign = ""
        } else if number.isZero, sections.count > 2 {
            section = sections[2]
        }
        if section.isUnknown { return Self.general(plain) }
        if section.isGeneral {
            let shown = Self.general(plain)
            return sign + section.before
                + (shown.hasPrefix("-") ? String(shown.dropFirst()) : shown)
                + section.after
        }
        guard section.hasDigits else { return section.before + section.after }
        if section.isExponent {
            return String(format: "%.\(section.places)E", Double(plain) ?? 0)
        }
        number.shift(section.percents * 2 - section.thousands * 3)
        number.round(section.places)
        number.trim(to: section.leastPlaces)
        if number.isZero { sign = "" }
        return sign + section.before
            + number.text(isGrouped: section.isGrouped, leastWhole: section.leastWhole)
            + section.after
    }

    /// Without a format Excel shows eleven characters at most, the point among them.
    static func general(_ plain: String) -> String {
        guard var number = DecimalText(plain) else { return plain }
        guard number.whole.count <= 11 else {
            let parts = String(format: "%.5E", Double(plain) ?? 0).split(separator: "E")
            guard parts.count == 2, var digits = DecimalText(String(parts[0])) else { return plain }
            digits.trim(to: 0)
            return (number.isNegative ? "-" : "") + digits.text(isGrouped: false, leastWhole: 1)
                + "E" + parts[1]
        }
        number.round(max(0, 10 - number.whole.count))
        number.trim(to: 0)
        let isNegative = number.isNegative && !number.isZero
        return (isNegative ? "-" : "") + number.text(isGrouped: false, leastWhole: 1)
    }

    /// Semicolons part sections, unless quoted or escaped.
    private static func split(_ code: String) -> [[UnicodeScalar]] {
        var parts: [[UnicodeScalar]] = [[]]
        var isQuoted = false
        var isEscaped = false
        for scalar in code.unicodeScalars {
            if !isEscaped, !isQuoted, scalar == ";" {
                parts.append([])
                continue
            }
            if !isEscaped, scalar == "\"" { isQuoted.toggle() }
            isEscaped = !isEscaped && !isQuoted && scalar == "\\"
            parts[parts.count - 1].append(scalar)
        }
        return parts
    }

    private static func section(_ code: [UnicodeScalar]) -> Section {
        var section = Section()
        var hasPoint = false
        var at = 0
        func add(_ text: String) {
            if section.hasDigits { section.after += text } else { section.before += text }
        }
        while at < code.count {
            let scalar = code[at]
            at += 1
            switch scalar {
            case "0", "#", "?":
                section.hasDigits = true
                if section.thousands > 0 {
                    section.isGrouped = true
                    section.thousands = 0
                }
                if hasPoint {
                    section.places += 1
                    if scalar != "#" { section.leastPlaces = section.places }
                } else if scalar == "0" || section.leastWhole > 0 {
                    section.leastWhole += 1
                }
            case ",": if section.hasDigits { section.thousands += 1 }
            case ".":
                hasPoint = true
            case "%":
                section.percents += 1
                add("%")
            case "\"":
                let end = code[at...].firstIndex(of: "\"") ?? code.count
                add(String(String.UnicodeScalarView(code[at..<end])))
                at = end + 1
            case "\\":
                if at < code.count { add(String(code[at])) }
                at += 1
            // Room as wide as a character, or a character that fills the cell.
            case "_", "*": at += 1
            case "[":
                let end = code[at...].firstIndex(of: "]") ?? code.count
                add(currency(code[at..<end]))
                at = end + 1
            case "E" where at < code.count && (code[at] == "+" || code[at] == "-"):
                section.isExponent = true
                at = code.count
            case "/" where section.hasDigits: section.isUnknown = true
            case "@": section.isGeneral = true
            case "G"
            where String(String.UnicodeScalarView(code[(at - 1)...].prefix(7))) == "General":
                section.isGeneral = true
                at += 6
            default: add(String(scalar))
            }
        }
        return section
    }

    /// `[$¥-804]` is a sign of currency; colours and conditions show nothing.
    private static func currency(_ bracket: ArraySlice<UnicodeScalar>) -> String {
        guard bracket.first == "$" else { return "" }
        return String(String.UnicodeScalarView(bracket.dropFirst().prefix { $0 != "-" }))
    }

    /// The codes that a workbook names by number alone (18.8.30).
    static func builtIn(_ id: Int) -> String {
        switch id {
        case 1: "0"
        case 2: "0.00"
        case 3: "#,##0"
        case 4: "#,##0.00"
        case 5, 6: "\"¥\"#,##0;\"¥\"\\-#,##0"
        case 7, 8: "\"¥\"#,##0.00;\"¥\"\\-#,##0.00"
        case 9: "0%"
        case 10: "0.00%"
        case 11: "0.00E+00"
        case 12, 13: "# ?/?"
        case 37, 38: "#,##0;\\-#,##0"
        case 39, 40: "#,##0.00;\\-#,##0.00"
        case 41: "#,##0;\\-#,##0;\"-\""
        case 42: "\"¥\"#,##0;\"¥\"\\-#,##0;\"¥\"\"-\""
        case 43: "#,##0.00;\\-#,##0.00;\"-\""
        case 44: "\"¥\"#,##0.00;\"¥\"\\-#,##0.00;\"¥\"\"-\""
        case 48: "##0.0E+0"
        default: "General"
        }
    }
}
