import Testing

@testable import Checking

/// The report of the year before makes growth and differences testable.
@Suite struct PreviousReportTests {
    private let before = "2024年度报告\n技术合同成交额487.18亿元。\n科技支出15.85亿元。"

    @Test func growthIsTestedAgainstTheYearBefore() throws {
        let report = try checked("2025年度报告\n技术合同成交额600.99亿元，同比增长23.36%。", previous: before)
        #expect(report.errors == [])
        #expect(report.confirmations.contains { $0.rule == "growth" })
    }

    @Test func aWrongRateIsFound() throws {
        let report = try checked("2025年度报告\n技术合同成交额600.99亿元，同比增长32.36%。", previous: before)
        #expect(report.found("growth", .error).count == 1)
    }

    @Test func aRateWithinRoundingOfTheBaseIsNoError() throws {
        // 22.72 ÷ 15.85 gives 43.34 %, yet 43.31 % follows from a base that rounds to 15.85.
        let report = try checked("2025年度报告\n科技支出22.72亿元，同比增长43.31%。", previous: before)
        #expect(report.errors == [])
    }

    @Test func aDifferenceIsTestedToo() throws {
        let report = try checked("2025年度报告\n技术合同成交额600.99亿元，同比增加123.81亿元。", previous: before)
        #expect(report.found("growth", .error).count == 1)
    }

    @Test func withoutItNothingIsSaidToBeRight() throws {
        let report = try checked("2025年度报告\n技术合同成交额600.99亿元，同比增长32.36%。")
        #expect(report.found("growth", .cannotBeTested).count == 1)
        #expect(report.confirmations.isEmpty)
    }
}
