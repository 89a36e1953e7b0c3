import Testing
import Values

@testable import Review

@Suite struct PanelScoringTests {
    private func sheets(_ totals: [String]) throws -> [PanelScoring.Sheet] {
        try totals.map { text in
            let number = try FixedDecimal.parse(text).rescaled(to: 2)
            return PanelScoring.Sheet(total: Int64(number.unscaled))
        }
    }

    private func assess(_ totals: [String], outlier: Int = 15) throws -> Assessment {
        PanelScoring.assess(
            try sheets(totals), of: 1, trimmedFrom: 5, outlier: outlier)
    }

    @Test func fiveSheetsLoseOneHighestAndOneLowest() throws {
        let result = try assess(["60", "80", "81", "82", "99.5"])
        #expect(result.isTrimmed)
        #expect(result.score?.description == "81.00")
    }

    @Test func ofEqualHighestOnlyOneIsLeftOut() throws {
        #expect(try assess(["90", "90", "90", "70", "70"]).score?.description == "83.33")
    }

    @Test func fourSheetsAreAveragedAsTheyAre() throws {
        let result = try assess(["60", "80", "81", "82"])
        #expect(!result.isTrimmed)
        #expect(result.score?.description == "75.75")
    }

    @Test func aMeanIsRoundedHalfUpOnceAtTheEnd() throws {
        // 250.01 ÷ 2 = 125.005 would not fit two decimals: 125.01.
        #expect(try assess(["80", "80.01"]).score?.description == "80.01")
        #expect(try assess(["80", "80", "80.01"]).score?.description == "80.00")
    }

    @Test func noSheetsAreNoScore() throws {
        #expect(try assess([]).score == nil)
    }

    @Test func aSheetFarFromTheScoreIsToldWithoutAName() throws {
        let result = try assess(["80", "80", "64.99", "80", "80"])
        #expect(result.alerts.count == 1)
        #expect(result.alerts[0].contains("64.99"))
        // Exactly fifteen is not more than fifteen.
        #expect(try assess(["80", "80", "65", "80", "80"]).alerts.isEmpty)
    }

    @Test func commentsComeInAnOrderThatDoesNotTellWhose() throws {
        let sheets = ["乙", "甲", "丙"].map {
            PanelScoring.Sheet(total: 8_000, comment: $0)
        }
        let one = PanelScoring.assess(sheets, of: 1, trimmedFrom: 5, outlier: 15)
        let other = PanelScoring.assess(sheets.reversed(), of: 1, trimmedFrom: 5, outlier: 15)
        #expect(one.comments == other.comments)
    }

    /// Against sums in whole fractions, whatever the sheets.
    @Test(arguments: 1...200) func exactForAnySheets(_ seed: UInt64) throws {
        var state = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        func next(_ bound: UInt64) -> Int64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int64((state >> 33) % bound)
        }
        let totals = (0..<Int(next(9) + 1)).map { _ in next(10_001) }
        let result = PanelScoring.assess(
            totals.map { PanelScoring.Sheet(total: $0) }, of: 1, trimmedFrom: 5, outlier: 15)
        var counted = totals.sorted()
        if counted.count >= 5 { counted = Array(counted.dropFirst().dropLast()) }
        let sum = counted.reduce(0, +)
        let count = Int64(counted.count)
        let score = Int64(try #require(result.score).unscaled)
        // |score − sum/count| ≤ ½: 2·|score·count − sum| ≤ count.
        #expect(2 * abs(score * count - sum) <= count)
    }
}
