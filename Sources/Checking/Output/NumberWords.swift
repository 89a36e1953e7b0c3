import Values

/// Numbers as findings show them.
enum NumberWords {
    /// `1200.53万元`: the number with its unit, as stated.
    static func stated(_ figure: Figure) -> String {
        figure.valueText + (figure.unit.dimension == .rank ? "" : figure.unit.name)
    }

    /// A value in the unit of a figure, with its decimals (or one more place).
    static func value(_ value: Fraction?, like figure: Figure, extra: Int = 0) -> String {
        guard let value, let scaled = scaled(value, down: figure.unit.exponent) else { return "？" }
        let decimals = max(0, -figure.stated.exponent) + extra
        return scaled.rounded(decimals).description + figure.unit.name
    }

    /// A value of an exponent brought down by a power of ten.
    private static func scaled(_ value: Fraction, down exponent: Int) -> Fraction? {
        guard exponent > 0 else { return value }
        return Quantity.power(exponent).flatMap { Fraction($0) }.flatMap { value.divided(by: $0) }
    }

    /// `81.37%` of a ratio.
    static func percent(_ ratio: Fraction?, decimals: Int) -> String {
        guard let ratio, let value = ratio.multiplied(by: .hundred)
        else {
            return "？"
        }
        return value.rounded(max(0, decimals)).description + "%"
    }

    /// Whether a stated percentage is the computed one with its further decimals cut off instead of
    /// rounded.
    static func isCut(_ part: Figure, _ whole: Figure, _ rate: Figure) -> Bool {
        let ratio = part.quantity.fraction.flatMap { above in
            whole.quantity.fraction.flatMap { above.divided(by: $0) }
        }
        guard let value = ratio * Fraction.hundred, let stated = rate.quantity.fraction,
            let half = Quantity.half(rate.quantity.exponent), let step = half.adding(half),
            let gap = value.subtracting(stated)
        else { return false }
        return gap.numerator > 0 && gap < step
    }

    /// `43.27%～43.42%`.
    static func percents(_ interval: Interval, decimals: Int) -> String {
        let low = percent(interval.low, decimals: decimals)
        let high = percent(interval.high, decimals: decimals)
        return low == high ? low : low + "～" + high
    }

    /// `960.47+89.77+47.48`, the middle left out where there are many.
    static func terms(_ figures: [Figure]) -> String {
        let words = figures.map(\.valueText)
        guard words.count > 12 else { return words.joined(separator: "+") }
        return words.prefix(6).joined(separator: "+") + "+…+"
            + words.suffix(3).joined(separator: "+")
    }
}
