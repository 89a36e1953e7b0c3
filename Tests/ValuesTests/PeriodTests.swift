import Testing
import Values

@Suite struct PeriodTests {
    @Test func aYearRunsFromItsFirstToItsLastDay() {
        #expect(Period.year(2024).description == "2024-01-01/2024-12-31")
        #expect(Period.year(2025).description == "2025-01-01/2025-12-31")
    }

    @Test func bothEndsAreContained() {
        let year = Period.year(2025)
        #expect(year.contains(year.from))
        #expect(year.contains(year.to))
        #expect(!year.contains(year.to.adding(days: 1)))
    }

    @Test func spansThatShareOneDayOverlap() throws {
        let year = Period.year(2025)
        let touching = try #require(Period(from: year.to, to: year.to.adding(days: 9)))
        let next = Period.year(2026)
        #expect(year.overlaps(touching))
        #expect(touching.overlaps(year))
        #expect(!year.overlaps(next))
    }

    @Test func aSpanThatEndsBeforeItStartsIsRefused() {
        let year = Period.year(2025)
        #expect(Period(from: year.to, to: year.from) == nil)
        #expect(Period(from: year.to, to: year.to) != nil)
    }
}
