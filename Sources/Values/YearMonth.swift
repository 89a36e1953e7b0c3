/// A month of a year, for figures that are collected monthly.
public struct YearMonth: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The year, 1…9999.
    public let year: Int
    /// The month, 1…12.
    public let month: Int

    /// Makes a month; nil when the year is outside 1…9999 or the month outside 1…12.
    public init?(year: Int, month: Int) {
        guard CalendarDate.years.contains(year), (1...12).contains(month) else { return nil }
        self.year = year
        self.month = month
    }

    /// Reads exactly `2025-03`, the stored form; nil for anything else.
    public init?(iso: String) {
        guard iso.utf8.count == 7, let day = CalendarDate(iso: iso + "-01") else { return nil }
        self.init(day)
    }

    /// The month that holds `date`.
    public init(_ date: CalendarDate) {
        year = date.year
        month = date.month
    }

    /// Reads a month as people write it: ISO, 2025/3, 2025.3, 2025年3月 or 202503.
    ///
    /// Throws `ValueProblem` for another form and for a month outside 1…12.
    public static func parse(_ text: String) throws(ValueProblem) -> YearMonth {
        let written = try DateText(
            text, count: 2, rule: "年月写作“2025-03”“2025/3”“2025.3”“2025年3月”或“202503”")
        guard CalendarDate.years.contains(written.numbers[0]) else {
            throw written.problem(part: 0, "年份为1至9999")
        }
        guard let month = YearMonth(year: written.numbers[0], month: written.numbers[1]) else {
            throw written.problem(part: 1, "月份为1至12")
        }
        return month
    }

    /// The stored form: `2025-03`.
    public var iso: String { "\(padded(year, 4))-\(padded(month))" }

    /// The stored form: `2025-03`.
    public var description: String { iso }

    /// The form of official documents: `2025年3月`.
    public var chinese: String { "\(year)年\(month)月" }

    /// The first day of the month.
    public var firstDay: CalendarDate { lastDay.adding(days: 1 - length) }

    /// The last day of the month.
    public var lastDay: CalendarDate {
        CalendarDate(year: year, month: month, day: length) ?? .yearEnd(year)
    }

    /// Ordered in time.
    public static func < (left: YearMonth, right: YearMonth) -> Bool {
        (left.year, left.month) < (right.year, right.month)
    }

    private var length: Int { CalendarDate.daysInMonth(month, of: year) }
}
