import CheckingMeasure
import Documents
import ReportGenerator
import Testing

/// The measure of made-up reports in its short form: the whole is part of `make bench`.
@Suite struct GeneratedReportTests {
    @Test func unbrokenReportsRaiseHardlyAnyError() {
        let measure = CheckingMeasure.unbroken(70)
        #expect(measure.figures > 5_000)
        #expect(measure.falseErrors * 100 < measure.figures, "\(measure.notes)")
    }

    @Test(arguments: BreakClass.allCases)
    func nineOfTenBreaksAreNamedAtTheirPlace(_ kind: BreakClass) {
        let measure = CheckingMeasure.broken(kind, 20)
        #expect(measure.reports == 20)
        #expect(measure.named * 10 >= measure.reports * 8, "\(measure.notes)")
    }

    @Test func aReportIsTheSameForTheSameSeed() {
        let one = ReportGenerator.report(.finalAccounts, seed: 7)
        #expect(
            one.document.blocks == ReportGenerator.report(.finalAccounts, seed: 7).document.blocks)
    }
}
