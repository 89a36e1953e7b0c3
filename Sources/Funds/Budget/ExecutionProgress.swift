public import Catalogue
public import Values

/// How far spending is, against how far the year is (序时进度).
public struct ExecutionProgress: Sendable, Hashable {
    /// The month up to whose end is counted.
    public let month: YearMonth
    public let total: Money
    public let paid: Money

    /// Spending of a budget by the end of a month.
    public init(month: YearMonth, total: Money, paid: Money) {
        self.month = month
        self.total = total
        self.paid = paid
    }

    /// Paid of the budget, in percent with two decimals; nil where there is no budget.
    public var rate: FixedDecimal? { Self.percent(paid, of: total) }

    /// The part of the year that is over: months of twelve, in percent with two decimals.
    public var time: FixedDecimal { Self.time(month) }

    /// Percentage points that spending is behind the year; nil where it is not, or there is no
    /// budget.
    public var lag: FixedDecimal? {
        guard let behind, behind.numerator > 0 else { return nil }
        return behind.rounded(2)
    }

    /// Behind by more than this many points.
    func isLate(_ points: FixedDecimal) -> Bool {
        guard let behind else { return false }
        return behind > points.fraction
    }

    private var behind: Fraction? {
        guard total.fen > 0 else { return nil }
        let time = Fraction(Int128(month.month) * 100, 12)
        return time - Fraction(Int128(paid.fen) * 100, Int128(total.fen))
    }

    static func time(_ month: YearMonth) -> FixedDecimal {
        (Fraction(Int128(month.month) * 100, 12) ?? Fraction(whole: 0)).rounded(2)
    }

    /// One amount of another, in percent with two decimals.
    public static func percent(_ part: Money, of whole: Money) -> FixedDecimal? {
        guard whole.fen != 0 else { return nil }
        return Fraction(Int128(part.fen) * 100, Int128(whole.fen))?.rounded(2)
    }

    /// How many points behind count as late on a day (`execution_lag_points`); nil where no rule
    /// is in force.
    public static func lagPoints(_ catalogue: Catalogue, on day: CalendarDate) -> FixedDecimal? {
        guard let value = catalogue.rules["execution_lag_points"]?.value(on: day) else {
            return nil
        }
        return try? FixedDecimal.parse(value.value)
    }
}
