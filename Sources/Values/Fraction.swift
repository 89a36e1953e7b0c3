/// An exact rational number in lowest terms, so that shares and growth rates are never floating.
///
/// The operators `+ - *` return nil when a term leaves 128 bits; they take optionals as well, so a
/// longer formula is written once and checked once.
public struct Fraction: Hashable, Sendable, CustomStringConvertible {
    /// The number above the line; carries the sign.
    public let numerator: Int128
    /// The number below the line, always above zero.
    public let denominator: Int128

    /// Makes `n` ÷ `d` in lowest terms; nil when `d` is zero or the result leaves 128 bits.
    public init?(_ n: Int128, _ d: Int128 = 1) {
        guard d != 0 else { return nil }
        // Magnitudes, since −Int128.min does not exist.
        let shared = greatestCommonDivisor(n.magnitude, d.magnitude)
        let (above, below) = (n.magnitude / shared, d.magnitude / shared)
        guard let denominator = Int128(exactly: below) else { return nil }
        if (n < 0) == (d < 0) || n == 0 {
            guard let numerator = Int128(exactly: above) else { return nil }
            self.numerator = numerator
        } else {
            guard above <= Int128.min.magnitude else { return nil }
            self.numerator = 0 &- Int128(truncatingIfNeeded: above)
        }
        self.denominator = denominator
    }

    /// A whole number; this cannot fail.
    public init(whole: Int) {
        numerator = Int128(whole)
        denominator = 1
    }

    /// Reduces `n` ÷ `d`, where `d` is above zero; this cannot fail.
    init(reducing n: Int128, over d: Int128) {
        // The divisor is at most `d`, so it fits a signed number.
        let shared = Int128(greatestCommonDivisor(n.magnitude, d.magnitude))
        numerator = n / shared
        denominator = d / shared
    }

    /// The fraction as `numerator/denominator`.
    public var description: String { "\(numerator)/\(denominator)" }

    /// The sum; nil when a term leaves 128 bits.
    public func adding(_ other: Fraction) -> Fraction? {
        combined(with: other) { $0.addingReportingOverflow($1) }
    }

    /// The difference; nil when a term leaves 128 bits.
    public func subtracting(_ other: Fraction) -> Fraction? {
        combined(with: other) { $0.subtractingReportingOverflow($1) }
    }

    /// The product; nil when a term leaves 128 bits.
    public func multiplied(by other: Fraction) -> Fraction? {
        // Reducing crosswise first keeps 10^30 × 10^-30 inside 128 bits.
        let one = Fraction(reducing: numerator, over: other.denominator)
        let two = Fraction(reducing: other.numerator, over: denominator)
        let above = one.numerator.multipliedReportingOverflow(by: two.numerator)
        let below = one.denominator.multipliedReportingOverflow(by: two.denominator)
        guard !above.overflow, !below.overflow else { return nil }
        return Fraction(reducing: above.partialValue, over: below.partialValue)
    }

    /// The quotient; nil when `other` is zero or a term leaves 128 bits.
    public func divided(by other: Fraction) -> Fraction? {
        guard let inverse = Fraction(other.denominator, other.numerator) else { return nil }
        return multiplied(by: inverse)
    }

    /// The decimal number nearest to the fraction, HALF_UP: a tie moves away from zero.
    ///
    /// Gives fewer decimals only where 128 bits cannot hold as many as asked for.
    public func rounded(_ decimals: Int) -> FixedDecimal {
        let below = denominator.magnitude
        var (value, remainder) = numerator.magnitude.quotientAndRemainder(dividingBy: below)
        var scale = 0
        // One place is kept free above `value`, for the sign and for rounding up.
        while scale < min(decimals, FixedDecimal.largestScale), value <= UInt128.max / 40 {
            let (digit, rest) = below.dividingFullWidth(remainder.multipliedFullWidth(by: 10))
            value = value * 10 + digit
            remainder = rest
            scale += 1
        }
        if remainder >= below - remainder { value += 1 }
        let signed = Int128(truncatingIfNeeded: value)
        return FixedDecimal(unscaled: numerator < 0 ? 0 &- signed : signed, scale: scale)
    }

    private func combined(
        with other: Fraction, _ operation: (Int128, Int128) -> (Int128, overflow: Bool)
    ) -> Fraction? {
        let shared = Int128(
            greatestCommonDivisor(denominator.magnitude, other.denominator.magnitude))
        let left = numerator.multipliedReportingOverflow(by: other.denominator / shared)
        let right = other.numerator.multipliedReportingOverflow(by: denominator / shared)
        let below = (denominator / shared).multipliedReportingOverflow(by: other.denominator)
        guard !left.overflow, !right.overflow, !below.overflow else { return nil }
        let above = operation(left.partialValue, right.partialValue)
        guard !above.overflow else { return nil }
        return Fraction(reducing: above.0, over: below.partialValue)
    }
}

extension Fraction: Comparable {
    /// Ordered by value; the cross products are 256 bits wide, so this never overflows.
    public static func < (left: Fraction, right: Fraction) -> Bool {
        let one = left.numerator.multipliedFullWidth(by: right.denominator)
        let two = right.numerator.multipliedFullWidth(by: left.denominator)
        return (one.high, one.low) < (two.high, two.low)
    }
}

extension Fraction? {
    /// The sum; nil when a side is nil or a term leaves 128 bits.
    public static func + (left: Fraction?, right: Fraction?) -> Fraction? {
        guard let left, let right else { return nil }
        return left.adding(right)
    }

    /// The difference; nil when a side is nil or a term leaves 128 bits.
    public static func - (left: Fraction?, right: Fraction?) -> Fraction? {
        guard let left, let right else { return nil }
        return left.subtracting(right)
    }

    /// The product; nil when a side is nil or a term leaves 128 bits.
    public static func * (left: Fraction?, right: Fraction?) -> Fraction? {
        guard let left, let right else { return nil }
        return left.multiplied(by: right)
    }
}

/// Euclid's divisor; at least 1 when either number is above zero.
func greatestCommonDivisor(_ one: UInt128, _ two: UInt128) -> UInt128 {
    var (larger, smaller) = (one, two)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return larger
}
