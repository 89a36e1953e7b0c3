public import Values

/// Working days for terms that go on where the holidays of a year are not published yet: its
/// weekdays then, which is a few days early at worst.
public struct WorkingDays: Sendable {
    private let calendar: WorkingCalendar

    /// - Parameter calendar: the years whose holidays are known.
    public init(_ calendar: WorkingCalendar) { self.calendar = calendar }

    /// Whether a day is worked.
    public func isWorked(_ day: CalendarDate) -> Bool {
        (try? calendar.isWorkingDay(day)) ?? (day.weekday <= 5)
    }

    /// So many working days after a day, which itself is not counted; below zero it goes back.
    public func adding(_ count: Int, to day: CalendarDate) -> CalendarDate {
        var day = day
        var left = count.magnitude
        while left > 0 {
            let next = day.adding(days: count.signum())
            // The last day of the calendar has no successor.
            if next == day { break }
            day = next
            if isWorked(day) { left -= 1 }
        }
        return day
    }
}
