import Catalogue
import Testing
import Values

@Suite struct CalendarTests {
    @Test(arguments: [
        // A Sunday worked in exchange for the Spring Festival, and the last day of the holiday.
        ("2025-01-26", true), ("2025-01-27", true), ("2025-01-28", false), ("2025-02-04", false),
        ("2025-02-05", true), ("2025-02-08", true), ("2025-02-09", false),
        // National Day and the Mid-Autumn Festival were one holiday of eight days.
        ("2025-09-28", true), ("2025-10-01", false), ("2025-10-08", false), ("2025-10-09", true),
        ("2025-10-11", true), ("2025-10-12", false),
        ("2024-02-09", true), ("2024-02-10", false), ("2024-09-29", true), ("2024-10-12", true),
        ("2026-01-02", false), ("2026-01-04", true), ("2026-02-14", true), ("2026-02-23", false),
        ("2026-10-10", true),
    ])
    func aKnownDayIsWorkedOrOff(day: String, worked: Bool) throws {
        let calendar = try Project.catalogue.get().calendar
        #expect(try calendar.isWorkingDay(try CalendarDate.parse(day)) == worked)
    }

    @Test func theYear2025Has248WorkingDays() throws {
        let calendar = try Project.catalogue.get().calendar
        let (from, to) = (try CalendarDate.parse("2025-01-01"), CalendarDate.yearEnd(2025))
        #expect(try calendar.workingDays(from: from, to: to) == 248)
    }

    @Test func aTermOfWorkingDaysSkipsTheSpringFestival() throws {
        let calendar = try Project.catalogue.get().calendar
        let filed = try CalendarDate.parse("2025-01-24")
        #expect(try calendar.adding(workingDays: 5, to: filed).iso == "2025-02-07")
    }

    @Test func aYearThatIsNotDeclaredIsAnErrorAndNotGuessed() throws {
        let calendar = try Project.catalogue.get().calendar
        #expect(throws: WorkingCalendar.YearNotCovered.self) {
            try calendar.isWorkingDay(try CalendarDate.parse("2031-01-01"))
        }
    }

    @Test(arguments: [
        ("2025-02-30", "不是日期"), ("2025-01-10..2025-01-01", "不是日期"),
        ("2025-01-01..2025-12-31", "不是日期"),
    ])
    func aDayThatDoesNotExistIsNamed(text: String, message: String) throws {
        let folder = try CatalogueFolder()
        try folder.write("calendar.yaml", "2025: {source: 甲, holidays: {元旦: [\(text)]}}\n")
        #expect(folder.problems().first?.message.contains(message) == true)
    }
}
