/// A day of the proleptic Gregorian calendar, years 1…9999, without time or zone.
public struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The year, 1…9999.
    public let year: Int
    /// The month, 1…12.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int

    static let years = 1...9999

    /// Makes a day; nil when the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard Self.years.contains(year), (1...12).contains(month), day >= 1,
            day <= Self.daysInMonth(month, of: year)
        else { return nil }
        self.init(known: (year, month, day))
    }

    /// Reads exactly `2025-03-01`, the stored form; nil for anything else.
    public init?(iso: String) {
        var numbers = (0, 0, 0)
        var index = 0
        for byte in iso.utf8 {
            switch index {
            case 4, 7: guard byte == 45 else { return nil }
            default:
                guard (48...57).contains(byte) else { return nil }
                let digit = Int(byte) - 48
                switch index {
                case 0..<4: numbers.0 = numbers.0 * 10 + digit
                case 5..<7: numbers.1 = numbers.1 * 10 + digit
                case 8..<10: numbers.2 = numbers.2 * 10 + digit
                default: return nil
                }
            }
            index += 1
        }
        guard index == 10 else { return nil }
        self.init(year: numbers.0, month: numbers.1, day: numbers.2)
    }

    /// The day `dayNumber` days after 1970-01-01; held within the years 1…9999.
    public init(dayNumber: Int) {
        // Days from 0000-03-01, so that a leap day ends its year (Hinnant, civil_from_days).
        let shifted = min(max(dayNumber, Self.first), Self.last) + 719_468
        let (era, dayOfEra) = shifted.quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * dayOfYear + 2) / 153
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        self.init(known: (year, month, dayOfYear - (153 * fromMarch + 2) / 5 + 1))
    }

    private init(known: (year: Int, month: Int, day: Int)) {
        (year, month, day) = known
    }

    /// Reads a day as people write it: ISO, 2025/3/1, 2025.3.1, 2025年3月1日 or 20250301.
    ///
    /// Throws `ValueProblem` for another form and for a day that does not exist.
    public static func parse(_ text: String) throws(ValueProblem) -> CalendarDate {
        if let fast = CalendarDate(iso: text) { return fast }
        let written = try DateText(
            text, count: 3,
            rule: "日期写作“2025-03-01”“2025/3/1”“2025.3.1”“2025年3月1日”或“20250301”")
        let (year, month, day) = (written.numbers[0], written.numbers[1], written.numbers[2])
        guard years.contains(year) else { throw written.problem(part: 0, "年份为1至9999") }
        guard (1...12).contains(month) else { throw written.problem(part: 1, "月份为1至12") }
        let days = daysInMonth(month, of: year)
        guard (1...days).contains(day) else {
            throw written.problem(part: 2, "\(year)年\(month)月只有1至\(days)日")
        }
        return CalendarDate(known: (year, month, day))
    }

    /// The last day of `year`, which is held within 1…9999.
    public static func yearEnd(_ year: Int) -> CalendarDate {
        CalendarDate(known: (min(max(year, years.lowerBound), years.upperBound), 12, 31))
    }

    /// The stored form: `2025-03-01`.
    public var iso: String { "\(padded(year, 4))-\(padded(month))-\(padded(day))" }

    /// The stored form: `2025-03-01`.
    public var description: String { iso }

    /// The form of official documents, without leading zeros: `2025年3月1日` (GB/T 9704).
    public var chinese: String { "\(year)年\(month)月\(day)日" }

    /// Days since 1970-01-01, below zero before it.
    public var dayNumber: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = shiftedYear.quotientAndRemainder(dividingBy: 400)
        let fromMarch = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * fromMarch + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    /// The day of the week, 1 Monday … 7 Sunday.
    public var weekday: Int {
        let remainder = (dayNumber + 3) % 7
        return (remainder < 0 ? remainder + 7 : remainder) + 1
    }

    /// The day `days` later, or earlier when below zero; held within the years 1…9999.
    public func adding(days: Int) -> CalendarDate {
        let (sum, over) = dayNumber.addingReportingOverflow(days)
        return CalendarDate(dayNumber: over ? (days < 0 ? Self.first : Self.last) : sum)
    }

    /// Ordered in time.
    public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    static func daysInMonth(_ month: Int, of year: Int) -> Int {
        switch month {
        case 2:
            let isLeap =
                year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
            return isLeap ? 29 : 28
        case 4, 6, 9, 11: return 30
        default: return 31
        }
    }

    private static let first = CalendarDate(known: (1, 1, 1)).dayNumber
    private static let last = CalendarDate(known: (9999, 12, 31)).dayNumber
}
