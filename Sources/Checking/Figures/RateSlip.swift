import Values

/// A stated percentage beside one that was computed from amounts it may be of.
///
/// Where the words do not say for certain which amounts a percentage is of, one wrong digit in an
/// otherwise equal number is proof enough that it is of these.
enum RateSlip {
    /// Whether `stated` differs from the computed percentage by one slip of the keyboard; three
    /// digits at least, or chance would find slips.
    static func explains(_ stated: Figure, _ ratio: Fraction?) -> Bool {
        guard let value = ratio * Fraction.hundred, stated.stated.unscaled >= 100 else {
            return false
        }
        let computed = value.rounded(max(0, -stated.stated.exponent))
        guard computed.unscaled >= 100 else { return false }
        return DigitSlip.explains(stated.stated.unscaled, becoming: computed.unscaled)
    }

    static func ratio(_ above: Figure, _ below: Figure) -> Fraction? {
        above.quantity.fraction.flatMap { part in
            below.quantity.fraction.flatMap { part.divided(by: $0) }
        }
    }

    /// Whether the ratio of two amounts may be the stated percentage.
    static func meets(_ stated: Figure, _ above: Figure, _ below: Figure) -> Bool {
        guard let part = above.interval, let whole = below.interval,
            let percent = part.over(whole)?.times(.hundred),
            let told = Interval(rounded: stated.quantity)
        else { return false }
        return percent.meets(told)
    }
}
