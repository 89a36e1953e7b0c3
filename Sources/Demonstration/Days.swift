import Values

/// Days as numbers, and their stored texts made once.
struct Days: Sendable {
    private let first: Int
    private let texts: [String]

    init(years: ClosedRange<Int>) {
        first = Self.number(years.lowerBound, 1, 1)
        let last = Self.number(years.upperBound, 12, 31)
        texts = (first...last).map { CalendarDate(dayNumber: $0).iso }
    }

    /// Days since 1970-01-01 of a day; the month's first where the month has no such day.
    static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        (CalendarDate(year: year, month: month, day: day)
            ?? CalendarDate(year: year, month: month, day: 1) ?? CalendarDate.yearEnd(year))
            .dayNumber
    }

    func text(_ day: Int) -> String {
        texts.indices.contains(day - first)
            ? texts[day - first] : CalendarDate(dayNumber: day).iso
    }

    func cell(_ day: Int) -> Scalar { .text(text(day)) }

    func month(_ day: Int) -> Scalar { .text(String(text(day).prefix(7))) }

    func year(of day: Int) -> Int { CalendarDate(dayNumber: day).year }

    /// A day from `from` to `to`, seldom on a weekend.
    static func some(_ from: Int, _ to: Int, _ random: inout SplitMix64) -> Int {
        let day = from + random.below(to - from + 1)
        // 1970-01-01 was a Thursday: Monday is 0, Saturday 5.
        let weekday = (day + 3) % 7
        guard weekday > 4, random.chance(85) else { return day }
        let monday = day + 7 - weekday
        if monday <= to { return monday }
        let friday = day - weekday + 4
        return friday >= from ? friday : day
    }

    /// A day of the year, seldom on a weekend.
    static func some(in year: Int, _ random: inout SplitMix64) -> Int {
        some(number(year, 1, 1), number(year, 12, 31), &random)
    }
}

extension Scalar {
    static func number(_ value: Int) -> Scalar { .integer(Int64(value)) }
    static func flag(_ value: Bool) -> Scalar { .integer(value ? 1 : 0) }
}

/// A number in decimal, filled up with zeros.
func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return text.utf8.count >= count
        ? text : String(repeating: "0", count: count - text.utf8.count) + text
}
