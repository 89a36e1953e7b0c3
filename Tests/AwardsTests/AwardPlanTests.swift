import Testing
import Values

@testable import Applications
@testable import Awards

@Suite struct AwardPlanTests {
    private func day(_ iso: String) throws -> CalendarDate { try #require(CalendarDate(iso: iso)) }

    private let three = [
        CallTerms.Payment(title: "首款", condition: "signing", share: 30),
        CallTerms.Payment(title: "里程碑款", condition: "progress", share: 40),
        CallTerms.Payment(title: "验收款", condition: "acceptance", share: 30),
    ]

    @Test func eachPartFallsIntoItsYearAndTheSumIsExact() throws {
        let parts = AwardPlan.parts(
            Money(fen: 1_000_001), three, signing: try day("2026-05-20"),
            starts: try day("2026-05-20"), ends: try day("2028-05-19"))
        #expect(parts.map(\.year) == [2026, 2027, 2028])
        #expect(parts.map(\.amount.fen) == [300_000, 400_000, 300_001])
        #expect(AwardPlan.years(parts).map(\.year) == [2026, 2027, 2028])
    }

    @Test func withoutPaymentsAllIsDueAtOnce() throws {
        let parts = AwardPlan.parts(
            Money(fen: 5), [], signing: try day("2026-05-20"), starts: try day("2026-01-01"),
            ends: try day("2026-12-31"))
        #expect(parts == [.init(condition: "signing", year: 2026, amount: Money(fen: 5))])
    }

    @Test func whatIsOneYearIsOneLine() throws {
        let parts = AwardPlan.parts(
            Money(fen: 100), three, signing: try day("2026-05-20"), starts: try day("2026-05-20"),
            ends: try day("2026-12-01"))
        #expect(AwardPlan.years(parts).map(\.amount.fen) == [100])
    }

    @Test(arguments: 1...100) func anyAmountIsSplitToTheFen(_ seed: Int64) throws {
        let amount = seed &* 7_919 % 100_003 + 1
        let parts = AwardPlan.parts(
            Money(fen: amount), three, signing: try day("2026-05-20"),
            starts: try day("2026-05-20"), ends: try day("2029-05-19"))
        #expect(parts.reduce(0) { $0 + $1.amount.fen } == amount)
        #expect(parts.allSatisfy { $0.amount.fen > 0 })
    }

    @Test func monthsEndWhereMonthsEnd() throws {
        #expect(AwardPlan.day(try day("2026-01-31"), plus: 1) == (try day("2026-02-28")))
        #expect(AwardPlan.day(try day("2026-03-15"), plus: 24) == (try day("2028-03-15")))
    }
}
