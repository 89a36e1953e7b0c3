/// An exact decimal number with a stated number of decimals: `unscaled` ÷ 10^`scale`.
///
/// `105.00` keeps its two zeros for printing, yet equals `105`: comparison and hash go by value.
public struct FixedDecimal: Sendable, CustomStringConvertible {
    /// The largest number of decimals; 10^38 is the last power of ten within 128 bits.
    static let largestScale = 38

    /// The number without its decimal point.
    public let unscaled: Int128
    /// The count of decimals, 0…38.
    public let scale: Int

    /// Makes `unscaled` ÷ 10^`scale`; a scale outside 0…38 is a programmer's error.
    public init(unscaled: Int128, scale: Int) {
        precondition((0...Self.largestScale).contains(scale), "scale outside 0…38")
        self.unscaled = unscaled
        self.scale = scale
    }

    /// Reads a number with optional sign (also −), groups of three and full-width digits.
    ///
    /// Throws `ValueProblem` with the place; the decimals are kept as typed (GB/T 15835).
    public static func parse(_ text: String) throws(ValueProblem) -> FixedDecimal {
        let source = HalfWidthText(text)
        let number = try DecimalText(source, in: source.characters.indices)
        return FixedDecimal(unscaled: number.unscaled, scale: number.scale)
    }

    /// The number with `scale` decimals, HALF_UP: a tie moves away from zero.
    ///
    /// Asking for more decimals than 128 bits hold returns the number unchanged: nothing is lost.
    public func rescaled(to scale: Int) -> FixedDecimal {
        let target = min(max(scale, 0), Self.largestScale)
        if target >= self.scale {
            let (value, over) = unscaled.multipliedReportingOverflow(
                by: powerOfTen(target - self.scale))
            return over ? self : FixedDecimal(unscaled: value, scale: target)
        }
        let divisor = powerOfTen(self.scale - target)
        let (quotient, remainder) = unscaled.quotientAndRemainder(dividingBy: divisor)
        // r ≥ d − r asks for 2r ≥ d without the doubling that could overflow.
        let isTieOrMore = remainder.magnitude >= divisor.magnitude - remainder.magnitude
        let step: Int128 = isTieOrMore ? unscaled.signum() : 0
        return FixedDecimal(unscaled: quotient + step, scale: target)
    }

    /// The same number as an exact fraction.
    public var fraction: Fraction { Fraction(reducing: unscaled, over: powerOfTen(scale)) }

    /// The number with all its decimals: `105.00`.
    public var description: String {
        let (sign, whole, decimals) = parts
        return sign + whole + (decimals.isEmpty ? "" : "." + decimals)
    }

    /// The number without closing zeros: `105`, `2.2`, `0`.
    public var trimmed: String { withoutClosingZeros.description }

    /// The number with all its decimals and a comma between thousands: `1,234.50`.
    public var grouped: String {
        let (sign, whole, decimals) = parts
        var text = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return sign + text + (decimals.isEmpty ? "" : "." + decimals)
    }

    var withoutClosingZeros: FixedDecimal {
        var value = unscaled
        var scale = scale
        while scale > 0 {
            let (quotient, remainder) = value.quotientAndRemainder(dividingBy: 10)
            guard remainder == 0 else { break }
            value = quotient
            scale -= 1
        }
        return FixedDecimal(unscaled: value, scale: scale)
    }

    private var parts: (sign: String, whole: String, decimals: String) {
        let digits = String(unscaled.magnitude)
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return (
            unscaled < 0 ? "-" : "", String(padded.dropLast(scale)), String(padded.suffix(scale))
        )
    }
}

extension FixedDecimal: Hashable, Comparable {
    /// Equal by value: `105.00` equals `105`.
    public static func == (left: FixedDecimal, right: FixedDecimal) -> Bool {
        if left.scale == right.scale { return left.unscaled == right.unscaled }
        let (one, other) = (left.withoutClosingZeros, right.withoutClosingZeros)
        return one.scale == other.scale && one.unscaled == other.unscaled
    }

    /// Ordered by value, whatever the scales.
    public static func < (left: FixedDecimal, right: FixedDecimal) -> Bool {
        if left.scale == right.scale { return left.unscaled < right.unscaled }
        return left.fraction < right.fraction
    }

    /// Hashes the value, so that equal numbers of different scale meet.
    public func hash(into hasher: inout Hasher) {
        let value = withoutClosingZeros
        hasher.combine(value.unscaled)
        hasher.combine(value.scale)
    }
}

/// 10^`exponent` for 0…38.
func powerOfTen(_ exponent: Int) -> Int128 {
    var power: Int128 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
}
