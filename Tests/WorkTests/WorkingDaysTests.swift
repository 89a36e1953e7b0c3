import Testing
import Values
import Work

struct WorkingDaysTests {
    private func day(_ iso: String) throws -> CalendarDate {
        try #require(CalendarDate(iso: iso))
    }

    @Test func holidaysAndWeekendsAreLeftOut() throws {
        let holiday = try day("2025-04-04")
        let working = WorkingDays(
            WorkingCalendar(years: [2025: .init(holidays: [holiday], working: [])]))
        #expect(working.adding(1, to: try day("2025-04-03")) == (try day("2025-04-07")))
        #expect(working.adding(-1, to: try day("2025-04-07")) == (try day("2025-04-03")))
        #expect(!working.isWorked(holiday))
    }

    @Test func aYearWithoutANoticeHasItsWeekdays() throws {
        let working = WorkingDays(WorkingCalendar(years: [:]))
        #expect(working.isWorked(try day("2031-05-01")))
        #expect(working.adding(2, to: try day("2031-05-02")) == (try day("2031-05-06")))
    }

    @Test func theLastDayOfTheCalendarEndsTheCount() {
        let last = CalendarDate(dayNumber: .max)
        #expect(WorkingDays(WorkingCalendar(years: [:])).adding(3, to: last) == last)
    }
}
