import Testing
import Values

@Suite struct WorkingCalendarTests {
    /// National Day 2025: off 1–8 October, worked on Sunday 28 September and Saturday 11 October.
    private func calendar() throws -> WorkingCalendar {
        let holidays = try (1...8).map { try date("2025-10-0\($0)") }
        let working = try [date("2025-09-28"), date("2025-10-11")]
        return WorkingCalendar(
            years: [2025: .init(holidays: Set(holidays), working: Set(working))])
    }

    private func date(_ iso: String) throws -> CalendarDate {
        try #require(CalendarDate(iso: iso))
    }

    @Test(arguments: [
        ("2025-09-27", false), ("2025-09-28", true), ("2025-10-01", false), ("2025-10-09", true),
        ("2025-10-11", true), ("2025-10-12", false),
    ])
    func exchangedWeekendDaysAreWorkedAndHolidaysAreNot(iso: String, isWorked: Bool) throws {
        #expect(try calendar().isWorkingDay(date(iso)) == isWorked)
    }

    @Test func fiveWorkingDaysSkipTheHoliday() throws {
        let calendar = try calendar()
        #expect(try calendar.adding(workingDays: 5, to: date("2025-09-29")).iso == "2025-10-13")
        #expect(try calendar.adding(workingDays: -5, to: date("2025-10-13")).iso == "2025-09-29")
        #expect(try calendar.adding(workingDays: 0, to: date("2025-10-01")).iso == "2025-10-01")
    }

    @Test func workingDaysAreCountedWithBothEnds() throws {
        let calendar = try calendar()
        let (from, to) = try (date("2025-09-28"), date("2025-10-11"))
        #expect(try calendar.workingDays(from: from, to: to) == 6)
        #expect(try calendar.workingDays(from: from, to: from) == 1)
        #expect(try calendar.workingDays(from: to, to: from) == 0)
    }

    @Test func aYearThatIsNotLoadedIsAnError() throws {
        let calendar = try calendar()
        let error = #expect(throws: WorkingCalendar.YearNotCovered.self) {
            try calendar.adding(workingDays: 5, to: date("2025-12-30"))
        }
        #expect(error?.year == 2_026)
        #expect(error?.description.contains("2026年") == true)
        #expect(throws: WorkingCalendar.YearNotCovered.self) {
            try calendar.isWorkingDay(date("2024-12-31"))
        }
    }

    @Test func theEndOfTheCalendarIsAnErrorAndNotAnEndlessSearch() throws {
        let years: [Int: WorkingCalendar.Year] = [9_999: .init(holidays: [], working: [])]
        #expect(throws: WorkingCalendar.YearNotCovered.self) {
            try WorkingCalendar(years: years).adding(workingDays: 9, to: .yearEnd(9_999))
        }
    }
}
