/// How a number is written.
struct NumberForm: Sendable {
    /// 1,234.56
    var separators = false
    /// A space before the number and between number and unit.
    var spaced = false
    var fullWidth = false
    /// 三 rather than 3, for whole numbers below 100.
    var chinese = false

    /// `units` × 10^−decimals in this form.
    func write(_ units: Int, decimals: Int) -> String {
        if chinese, decimals == 0, (0..<100).contains(units) {
            return units == 2 ? "两" : ChineseNumerals.write(units)
        }
        var digits = String(units.magnitude)
        if digits.count <= decimals {
            digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits
        }
        var whole = String(digits.dropLast(decimals))
        // ２，４５２ would read as two numbers.
        if separators, !fullWidth { whole = NumberForm.grouped(whole) }
        var text = decimals > 0 ? whole + "." + digits.suffix(decimals) : whole
        if units < 0 { text = "-" + text }
        return fullWidth ? NumberForm.widened(text) : text
    }

    private static func grouped(_ digits: String) -> String {
        var groups: [Substring] = []
        var rest = digits[...]
        while rest.count > 3 {
            groups.append(rest.suffix(3))
            rest = rest.dropLast(3)
        }
        return ([rest] + groups.reversed()).joined(separator: ",")
    }

    private static func widened(_ text: String) -> String {
        var wide = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            wide.append(Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar)
        }
        return String(wide)
    }
}

enum ChineseNumerals {
    private static let digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"]

    /// 0 to 99, as in headings.
    static func write(_ number: Int) -> String {
        if number < 10 { return digits[max(0, number)] }
        let tens = number / 10 == 1 ? "" : digits[number / 10 % 10]
        return tens + "十" + (number % 10 == 0 ? "" : digits[number % 10])
    }
}

/// A number that a report states once, at one place.
struct Figure: Sendable {
    let id: Int
    /// The stated value in 10^−decimals of its unit.
    let units: Int
    let decimals: Int
    let unit: String
    /// How many of the smallest things (元, people) one unit has.
    let scale: Int
    /// A number of things, which has no rounding.
    let isCount: Bool
    let form: NumberForm

    static let powers: [Int] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]

    var value: Double { Double(units) * Double(scale) / Double(Figure.powers[decimals]) }
    /// Half of the last stated digit.
    var half: Double {
        isCount ? 0 : 0.5 * Double(scale) / Double(Figure.powers[decimals])
    }

    var number: String { form.write(units, decimals: decimals) }
    /// Number and unit.
    var text: String { written(unit: unit) }

    func written(unit: String) -> String {
        guard form.spaced, !form.chinese else { return number + unit }
        return " " + number + (unit.isEmpty || unit == "%" ? "" : " ") + unit
    }

    /// The same figure with another value.
    func stating(_ other: Int) -> Figure {
        Figure(
            id: id, units: other, decimals: decimals, unit: unit, scale: scale, isCount: isCount,
            form: form)
    }
}

enum Rounding {
    /// numerator ÷ denominator, halves away from zero.
    static func halfUp(_ numerator: Int, _ denominator: Int) -> Int {
        guard denominator != 0 else { return 0 }
        let (quotient, rest) = abs(numerator).quotientAndRemainder(dividingBy: abs(denominator))
        let rounded = quotient + (rest * 2 >= abs(denominator) ? 1 : 0)
        return (numerator < 0) == (denominator < 0) ? rounded : -rounded
    }
}
