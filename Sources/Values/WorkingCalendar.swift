/// Which days are worked: weekdays, less the holidays, plus the weekend days worked in exchange.
///
/// The State Council sets holidays and 调休 for one year at a time, so a year that was not loaded
/// is an error and never guessed.
public struct WorkingCalendar: Hashable, Sendable {
    /// The arrangement of one year.
    public struct Year: Hashable, Sendable {
        /// Weekdays and weekend days that are off by the year's notice.
        public let holidays: Set<CalendarDate>
        /// Weekend days that are worked in exchange (调休).
        public let working: Set<CalendarDate>

        /// Makes a year's arrangement.
        public init(holidays: Set<CalendarDate>, working: Set<CalendarDate>) {
            self.holidays = holidays
            self.working = working
        }
    }

    /// A question about a year whose holidays are not known.
    public struct YearNotCovered: Error, Hashable, CustomStringConvertible {
        /// The year in question.
        public let year: Int

        /// One Chinese sentence that a user can act on.
        public var description: String { "尚未载入\(year)年的节假日安排，请先补充该年的工作日历。" }
    }

    private let years: [Int: Year]

    /// Makes a calendar that covers the given years only.
    public init(years: [Int: Year]) {
        self.years = years
    }

    /// Whether `date` is worked; throws `YearNotCovered` when its year is not loaded.
    public func isWorkingDay(_ date: CalendarDate) throws(YearNotCovered) -> Bool {
        guard let year = years[date.year] else { throw YearNotCovered(year: date.year) }
        if year.working.contains(date) { return true }
        return date.weekday <= 5 && !year.holidays.contains(date)
    }

    /// The `workingDays`-th working day after `date`, which itself is not counted.
    ///
    /// Below zero it goes back; zero gives `date`. Throws `YearNotCovered` on leaving the years.
    public func adding(
        workingDays: Int, to date: CalendarDate
    ) throws(YearNotCovered) -> CalendarDate {
        var left = workingDays.magnitude
        var day = date
        while left > 0 {
            let next = day.adding(days: workingDays.signum())
            // The last day of the calendar has no successor: stop instead of turning for ever.
            guard next != day else { throw YearNotCovered(year: day.year) }
            day = next
            if try isWorkingDay(day) { left -= 1 }
        }
        return day
    }

    /// How many days from `from` to `to`, both ends counted, are worked; 0 when `to` is earlier.
    ///
    /// Throws `YearNotCovered` when a day's year is not loaded.
    public func workingDays(
        from: CalendarDate, to: CalendarDate
    ) throws(YearNotCovered) -> Int {
        guard from <= to else { return 0 }
        var count = 0
        for number in from.dayNumber...to.dayNumber
        where try isWorkingDay(CalendarDate(dayNumber: number)) {
            count += 1
        }
        return count
    }
}
