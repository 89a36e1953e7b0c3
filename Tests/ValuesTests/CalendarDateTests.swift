import TestSupport
import Testing
import Values

@Suite struct CalendarDateTests {
    @Test(arguments: [
        "2025-03-01", "2025/3/1", "2025/03/01", "2025.3.1", "2025年3月1日", "2025年03月01日",
        "20250301", "２０２５－０３－０１", " 2025-3-1 ",
    ])
    func everyUsualFormIsRead(text: String) throws {
        let date = try CalendarDate.parse(text)
        #expect(date.iso == "2025-03-01")
        #expect(date.chinese == "2025年3月1日")
    }

    @Test(arguments: [
        ("2025-02-29", 9), ("1900-02-29", 9), ("2025-13-01", 6), ("20250431", 7), ("2025-00-10", 6),
        ("2025/3-1", 7), ("2025年3月1", 8), ("2025年3-1日", 7), ("25-03-01", 1), ("2025-03", 7),
        ("2025-03-01 00:00:00", 11), ("2025-003-01", 6), ("三月一日", 1), ("0000-01-01", 1),
        ("2025年3月1日上午", 10), ("20250", 1),
    ])
    func aTextThatIsNoDayIsRefusedAtItsPlace(text: String, position: Int) {
        let problem = #expect(throws: ValueProblem.self) { try CalendarDate.parse(text) }
        #expect(problem?.position == position)
    }

    @Test func anEmptyTextIsNoDay() {
        let problem = #expect(throws: ValueProblem.self) { try CalendarDate.parse(" ") }
        #expect(problem?.suggestion == "这里要填日期")
    }

    @Test(arguments: ["2025-3-1", "2025-03-01x", "2025/03/01", "2025-02-30", "", "２０２５-03-01"])
    func onlyTheStoredFormIsFast(text: String) {
        #expect(CalendarDate(iso: text) == nil)
    }

    @Test func dayNumbersCountFrom1970() {
        #expect(CalendarDate(iso: "1970-01-01")?.dayNumber == 0)
        #expect(CalendarDate(iso: "2000-03-01")?.dayNumber == 11_017)
        #expect(CalendarDate(iso: "0001-01-01")?.dayNumber == -719_162)
        #expect(CalendarDate(dayNumber: .max).iso == "9999-12-31")
        #expect(CalendarDate(dayNumber: .min).iso == "0001-01-01")
    }

    @Test func daysAreAddedAcrossMonthsAndHeldWithinTheCalendar() throws {
        let date = try #require(CalendarDate(iso: "2024-02-28"))
        #expect(date.adding(days: 2).iso == "2024-03-01")
        #expect(date.adding(days: -59).iso == "2023-12-31")
        #expect(date.adding(days: .max).iso == "9999-12-31")
        #expect(CalendarDate(dayNumber: -9).adding(days: .min).iso == "0001-01-01")
        #expect(CalendarDate.yearEnd(2025).iso == "2025-12-31")
    }

    @Test func mondayIsTheFirstDayOfTheWeek() {
        #expect(CalendarDate(iso: "1970-01-01")?.weekday == 4)
        #expect(CalendarDate(iso: "2026-03-20")?.weekday == 5)
        #expect(CalendarDate(iso: "1969-12-28")?.weekday == 7)
        #expect(CalendarDate(iso: "0001-01-01")?.weekday == 1)
    }

    @Test func daysReadBackTheSameInEveryForm() throws {
        var random = SeededGenerator(seed: 15_835)
        for _ in 0..<3_000 {
            let number = Int.random(in: -719_162...2_932_896, using: &random)
            let date = CalendarDate(dayNumber: number)
            #expect(date.dayNumber == number)
            #expect(CalendarDate(iso: date.iso) == date)
            #expect(CalendarDate(year: date.year, month: date.month, day: date.day) == date)
            #expect(date < CalendarDate(dayNumber: number + 1) || number == 2_932_896)
            #expect(date.adding(days: 7).weekday == date.weekday || number > 2_932_889)
            if date.year >= 1_000 { #expect(try CalendarDate.parse(date.chinese) == date) }
        }
    }

    @Test(arguments: ["2025-03", "2025/3", "2025.3", "2025年3月", "202503"])
    func everyUsualFormOfAMonthIsRead(text: String) throws {
        let month = try YearMonth.parse(text)
        #expect(month.iso == "2025-03")
        #expect(month.chinese == "2025年3月")
        #expect(YearMonth(iso: month.iso) == month)
        #expect(month.firstDay.iso == "2025-03-01")
        #expect(month.lastDay.iso == "2025-03-31")
    }

    @Test(arguments: [("2025-13", 6), ("2025-03-01", 8), ("2025", 4), ("2025年3", 6), ("202500", 5)])
    func aTextThatIsNoMonthIsRefusedAtItsPlace(text: String, position: Int) {
        let problem = #expect(throws: ValueProblem.self) { try YearMonth.parse(text) }
        #expect(problem?.position == position)
        #expect(YearMonth(iso: text) == nil)
    }
}
