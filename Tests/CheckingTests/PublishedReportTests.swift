import Documents
import Foundation
import Testing
import Values

@testable import Checking

/// The report that a bureau really published. Its text stands beside the project and is not part of
/// it: where it is missing these tests are skipped, and say so.
@Suite(.enabled(if: Project.seed != nil, "没有 ../shared/seed/self-evaluation-2025.txt，这一组跳过"))
struct PublishedReportTests {
    private static let report: CheckedReport? = Project.seed.flatMap { bytes in
        (try? ReadDocument.read(bytes, name: "2025.txt")).map {
            CheckReport.check($0, name: "2025.txt")
        }
    }

    private func report() throws -> CheckedReport { try #require(Self.report) }

    private struct Published {
        let id: String
        let value: String
        let unit: String
        let growth: String
    }

    /// The 70 figures, as the demonstration knows them.
    private func published() throws -> [Published] {
        let path = Project.root + "/Tests/DemonstrationTests/published-figures.csv"
        let data = try #require(FileManager.default.contents(atPath: path))
        let table = try CSVTable.parse(Array(data))
        func column(_ names: String...) -> Int? {
            table.header.firstIndex { names.contains($0) }
        }
        let id = try #require(column("id", "reference"))
        let value = try #require(column("value"))
        let unit = try #require(column("unit"))
        let growth = try #require(column("growth", "growth_pct"))
        return table.rows.map {
            Published(
                id: $0.cells[id], value: $0.cells[value], unit: $0.cells[unit],
                growth: $0.cells[growth])
        }
    }

    @Test func allSeventyFiguresAreReadWithValueUnitAndGrowth() throws {
        let reading = try report().reading
        var unused = Set(reading.figures.indices)
        for figure in try published() {
            let wanted = Double(figure.value)
            let match = unused.sorted().first { index in
                let read = reading.figures[index]
                let growth = reading.yearlyChange(of: index).rate?.description
                return Double(read.decimal.description) == wanted && read.unit.name == figure.unit
                    && growth.flatMap { Double($0) } == Double(figure.growth)
            }
            #expect(match != nil, "\(figure.id) \(figure.value)\(figure.unit)")
            if let match { unused.remove(match) }
        }
    }

    @Test func theErrorsAreThoseOfThePublishedTextAndNoOthers() throws {
        let errors = try report().errors
        let expected = [
            "heading-sequence 1 ", "heading-sequence 2 ", "editing-leftovers 24 ",
            "heading-sequence 25 ", "unit-missing 26 ", "heading-sequence 33 ", "unit-missing 38 ",
            "heading-sequence 60 ", "editing-leftovers 64 ", "heading-sequence 65 ",
            "heading-sequence 67 ", "heading-sequence 69 ",
        ]
        #expect(errors.count == expected.count, "\(errors)")
        for (error, start) in zip(errors, expected) { #expect(error.hasPrefix(start)) }
    }

    @Test(arguments: [
        ("undated-as-of", 2), ("forecast", 2), ("brackets", 2), ("approximate-after-exact", 1),
        ("look-alike-characters", 1), ("wording", 3), ("claim-without-figure", 1),
        ("missing-sections", 5),
    ])
    func theWarningsAreThese(rule: String, count: Int) throws {
        #expect(try report().found(rule, .warning).count == count)
    }

    @Test func sumsGrowthAndListsThatHoldAreConfirmed() throws {
        let held = try report().confirmations.map { "\($0.rule) \($0.quote)" }
        let expected = [
            "sum-of-parts 2025年度我部门基本支出1200.53万元", "sum-of-parts 2025年度我部门项目支出585.68万元",
            "count-growth 中小企业4079家，同比增长81.37%", "count-growth 技成果登记145项，同比增长27.19%",
            "list-count 局机关内设科室 11 个",
        ]
        for line in expected { #expect(held.contains(line), "\(line)") }
        #expect(held.contains { $0.hasPrefix("growth") && $0.contains("4.84%") })
    }

    @Test func growthOfMoneyWithoutTheYearBeforeCannotBeTested() throws {
        let quotes = try report().found("growth", .cannotBeTested).map(\.quote)
        for rate in ["43.31%", "23.36%", "93.6%", "132.79%"] {
            #expect(quotes.contains { $0.contains(rate) }, "\(rate)")
        }
        #expect(quotes.count == 4)
    }
}
