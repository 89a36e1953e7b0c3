/// Decimal numbers as text, rounded and grouped as a worksheet shows them.
struct DecimalText {
    let isNegative: Bool
    /// Digits before and after the point, without sign.
    private(set) var whole: String
    private(set) var fraction: String

    /// - Returns: nil where the text is no plain decimal number.
    init?(_ text: String) {
        isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" || $0 == "+" }.split(
            separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, !first.isEmpty || parts.count > 1,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        whole = String(first.drop { $0 == "0" })
        if whole.isEmpty { whole = "0" }
        fraction = parts.count > 1 ? String(parts[1]) : ""
    }

    var isZero: Bool {
        (whole + fraction).utf8.allSatisfy { $0 == UInt8(ascii: "0") }
    }

    /// Moves the point to the right, or with a negative number to the left.
    mutating func shift(_ places: Int) {
        if places >= 0 {
            let padded = fraction + String(repeating: "0", count: max(0, places - fraction.count))
            whole += padded.prefix(places)
            fraction = String(padded.dropFirst(places))
        } else {
            let padded = String(repeating: "0", count: max(0, 1 - places - whole.count)) + whole
            fraction = padded.suffix(-places) + fraction
            whole = String(padded.dropLast(-places))
        }
        whole = String(whole.drop { $0 == "0" })
        if whole.isEmpty { whole = "0" }
    }

    /// Rounds half away from zero, as Excel does.
    mutating func round(_ places: Int) {
        guard fraction.count > places else {
            fraction += String(repeating: "0", count: places - fraction.count)
            return
        }
        let isUp = fraction.dropFirst(places).utf8.first.map { $0 >= UInt8(ascii: "5") } ?? false
        var digits = Array((whole + fraction.prefix(places)).utf8)
        if isUp {
            var at = digits.count - 1
            while at >= 0, digits[at] == UInt8(ascii: "9") {
                digits[at] = UInt8(ascii: "0")
                at -= 1
            }
            if at >= 0 { digits[at] += 1 } else { digits.insert(UInt8(ascii: "1"), at: 0) }
        }
        let text = String(decoding: digits, as: UTF8.self)
        whole = String(text.dropLast(places))
        fraction = String(text.suffix(places))
        if places == 0 { fraction = "" }
    }

    /// Leaves out zeros at the end, down to this many places.
    mutating func trim(to least: Int) {
        while fraction.utf8.count > least, fraction.utf8.last == UInt8(ascii: "0") {
            fraction.removeLast()
        }
    }

    /// The digits, whole thousands parted where asked.
    func text(isGrouped: Bool, leastWhole: Int) -> String {
        var digits = whole == "0" && leastWhole == 0 ? "" : whole
        digits = String(repeating: "0", count: max(0, leastWhole - digits.count)) + digits
        if isGrouped {
            var grouped = ""
            for (at, digit) in digits.enumerated() {
                if at > 0, (digits.count - at) % 3 == 0 { grouped += "," }
                grouped.append(digit)
            }
            digits = grouped
        }
        return fraction.isEmpty ? digits : digits + "." + fraction
    }
}
