/// A span of days, both ends counted.
public struct Period: Hashable, Sendable, CustomStringConvertible {
    /// The first day.
    public let from: CalendarDate
    /// The last day, not before `from`.
    public let to: CalendarDate

    /// Makes the span; nil when `to` lies before `from`.
    public init?(from: CalendarDate, to: CalendarDate) {
        guard from <= to else { return nil }
        self.init(ordered: from, to)
    }

    private init(ordered from: CalendarDate, _ to: CalendarDate) {
        self.from = from
        self.to = to
    }

    /// The whole of `year`, which is held within 1…9999.
    public static func year(_ year: Int) -> Period {
        let end = CalendarDate.yearEnd(year)
        let length = CalendarDate.daysInMonth(2, of: end.year) == 29 ? 366 : 365
        return Period(ordered: end.adding(days: 1 - length), end)
    }

    /// Whether `date` lies in the span.
    public func contains(_ date: CalendarDate) -> Bool { from <= date && date <= to }

    /// Whether the spans share at least one day.
    public func overlaps(_ other: Period) -> Bool { from <= other.to && other.from <= to }

    /// The span as `2025-01-01/2025-12-31` (ISO 8601 interval).
    public var description: String { "\(from)/\(to)" }
}
