import Values

/// A number as stated: `unscaled` × 10^`exponent`, true to half of its last place unless it counts
/// whole things.
struct Quantity: Sendable, Hashable {
    var unscaled: Int64
    /// Of ten; below zero where decimals are stated, above where a unit such as 万 multiplies.
    var exponent: Int

    var isZero: Bool { unscaled == 0 }

    /// The value as an exact fraction; nil where it leaves 128 bits.
    var fraction: Fraction? {
        exponent >= 0
            ? Quantity.power(exponent).flatMap { Fraction(Int128(unscaled) * $0) }
            : Quantity.power(-exponent).flatMap { Fraction(Int128(unscaled), $0) }
    }

    /// 10^`n`, as far as 64 bits times it stay within 128.
    static func power(_ n: Int) -> Int128? {
        guard (0...18).contains(n) else { return nil }
        var power: Int128 = 1
        for _ in 0..<n { power *= 10 }
        return power
    }

    static func half(_ exponent: Int) -> Fraction? {
        exponent >= 0
            ? power(exponent).flatMap { Fraction($0, 2) }
            : power(-exponent).flatMap { Fraction(1, 2 * $0) }
    }
}

/// All values that a stated number may stand for: closed, in exact fractions.
struct Interval: Sendable, Equatable {
    let low: Fraction
    let high: Fraction

    init?(_ low: Fraction?, _ high: Fraction?) {
        guard let low, let high else { return nil }
        if low <= high {
            (self.low, self.high) = (low, high)
        } else {
            (self.low, self.high) = (high, low)
        }
    }

    init(_ value: Fraction) { (low, high) = (value, value) }

    /// The values that round to the number: half of its last place to either side.
    init?(rounded quantity: Quantity) {
        guard let value = quantity.fraction, let half = Quantity.half(quantity.exponent) else {
            return nil
        }
        self.init(value - half, value + half)
    }

    init?(exact quantity: Quantity) {
        guard let value = quantity.fraction else { return nil }
        self.init(value)
    }

    func meets(_ other: Interval) -> Bool { low <= other.high && other.low <= high }

    func contains(_ value: Fraction) -> Bool { low <= value && value <= high }

    var isPositive: Bool { low.numerator > 0 }

    /// The same values with the other sign.
    var negated: Interval? { Interval(Fraction.zero - high, Fraction.zero - low) }

    func plus(_ other: Interval) -> Interval? {
        Interval(low + other.low, high + other.high)
    }

    func minus(_ other: Interval) -> Interval? {
        Interval(low - other.high, high - other.low)
    }

    /// The quotient; nil where the divisor may be zero.
    func over(_ other: Interval) -> Interval? {
        guard other.low.numerator > 0 || other.high.numerator < 0 else { return nil }
        let ends = [
            low.divided(by: other.low), low.divided(by: other.high),
            high.divided(by: other.low), high.divided(by: other.high),
        ].compactMap { $0 }
        guard ends.count == 4, let least = ends.min(), let most = ends.max() else { return nil }
        return Interval(least, most)
    }

    func times(_ factor: Fraction) -> Interval? {
        Interval(low.multiplied(by: factor), high.multiplied(by: factor))
    }
}

extension Fraction {
    static let zero = Fraction(whole: 0)
    static let one = Fraction(whole: 1)
    static let hundred = Fraction(whole: 100)
}
