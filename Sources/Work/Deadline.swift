import Catalogue
import Values

/// Counts the days by which things are due, forwards for a record and backwards for a question.
///
/// Terms are those in force today. Working days of a year whose holidays are not published yet are
/// its weekdays: a list that says nothing until the notice comes would be worse than one that is a
/// few days early.
struct Deadline {
    let due: Worklist.Due
    let today: CalendarDate
    let catalogue: Catalogue

    /// The day by which a thing is due whose term begins on `start`; nil where the rule of the
    /// term does not hold yet.
    func day(from start: CalendarDate?) -> CalendarDate? {
        switch due.base {
        case .yearly(let month, let day):
            return CalendarDate(year: today.year, month: month, day: day)
        case .field:
            guard let start else { return nil }
            guard let term = due.term else { return start }
            return term.length.value(on: today, in: catalogue).map {
                adding($0, term.unit, to: start)
            }
        }
    }

    /// The first day from which a term must begin for its end to be `day` or later.
    func start(endingFrom day: CalendarDate) -> CalendarDate? {
        guard let term = due.term else { return day }
        guard let length = term.length.value(on: today, in: catalogue) else { return nil }
        switch term.unit {
        case .days: return day.adding(days: -length)
        case .workingDays: return working.adding(-length, to: day)
        case .months, .years:
            // Where the month is too short for the day, the first that reaches it is in the next.
            var start = adding(-length, term.unit, to: day)
            while adding(length, term.unit, to: start) < day { start = start.adding(days: 1) }
            return start
        }
    }

    private func adding(_ length: Int, _ unit: Worklist.Due.Unit, to day: CalendarDate)
        -> CalendarDate
    {
        switch unit {
        case .days: return day.adding(days: length)
        case .workingDays: return working.adding(length, to: day)
        case .months: return months(length, after: day)
        case .years: return months(length * 12, after: day)
        }
    }

    /// The same day of a later month, or that month's last.
    private func months(_ count: Int, after day: CalendarDate) -> CalendarDate {
        let month = day.year * 12 + day.month - 1 + count
        let year = month >= 0 ? month / 12 : 0
        for last in [day.day, 30, 29, 28] where last <= day.day {
            if let date = CalendarDate(year: year, month: month % 12 + 1, day: last) {
                return date
            }
        }
        return count < 0 ? CalendarDate(dayNumber: .min) : CalendarDate(dayNumber: .max)
    }

    private var working: WorkingDays { WorkingDays(catalogue.calendar) }
}
