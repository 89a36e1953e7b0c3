import Catalogue
import Testing
import Values

@testable import Returns

struct ReturnOutlierTests {
    /// Values with last period's, named by their places.
    private func reasons(_ values: [(Int64, Int64?)], on day: String = "2025-03-10") throws
        -> [String]
    {
        let rules = ReturnOutliers(
            try Bureau.catalogue.get(), on: try #require(CalendarDate(iso: day)))
        let all = values.enumerated().map {
            ReturnOutliers.Value(
                receiver: "\($0.offset)", present: $0.element.0, last: $0.element.1)
        }
        return rules.find(all, "数") { "\($0)" }.map { "\($0.receiver)：\($0.reason)" }
    }

    @Test func theMedianOfAnEvenNumberLiesBetween() {
        let numbers = [4, 1, 3, 2].map { Fraction(whole: $0) }
        #expect(ReturnOutliers.median(numbers) == Fraction(5, 2))
        #expect(ReturnOutliers.median([]) == nil)
    }

    @Test func aChangeOfExactlyTheLimitIsNotMarked() throws {
        #expect(try reasons([(130, 100)]) == [])
        #expect(try reasons([(131, 100)]) == ["0：比上期增加 31%（100 → 131），超过 30%，请说明"])
        #expect(try reasons([(69, 100)]) == ["0：比上期减少 31%（100 → 69），超过 30%，请说明"])
    }

    @Test func fromZeroThereIsNoPercent() throws {
        #expect(try reasons([(1, 0), (0, 0)]) == ["0：上期为 0，本期 1，请说明"])
    }

    @Test func aChangeBelowZeroIsMeasuredByItsSize() throws {
        #expect(try reasons([(-50, -100)]) == ["0：比上期增加 50%（-100 → -50），超过 30%，请说明"])
    }

    @Test func theGreatestNumbersDoNotOverflow() throws {
        let found = try reasons([(.max, .min), (.min, .max)])
        #expect(found.count == 2)
    }

    @Test func whereMostSayTheSameNobodyStandsApart() throws {
        #expect(try reasons([(5, nil), (5, nil), (5, nil), (5, nil), (90, nil)]) == [])
    }

    @Test func aValueBelowAllOthersIsMarkedToo() throws {
        let found = try reasons([(50, nil), (52, nil), (48, nil), (51, nil), (1, nil)])
        #expect(found == ["4：1 明显低于各地（与中位数之差超过绝对离差中位数的 5 倍），请核对"])
    }

    @Test func beforeTheRuleThereAreNoMarks() throws {
        #expect(try reasons([(900, 1)], on: "2023-12-31") == [])
    }
}
