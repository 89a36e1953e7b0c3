import Catalogue
import Demonstration
import Figures
import Foundation
import Journal
import Registers
import Store
import Synchronization
import Testing
import Values

struct DemonstrationTests {
    @Test func twoRunsGiveTheSameJournal() async throws {
        let first = try await DemonstrationCity.shared.value.head()
        let second = try await DemonstrationCity.make().head()
        #expect(first != nil)
        #expect(first == second)
    }

    @Test func everyRegisterHasRecords() async throws {
        let registry = try await DemonstrationCity.shared.value
        // Reports are frozen, files uploaded, approvals asked for and desks left by people.
        let later = ["report-version", "file", "paper", "approval", "absence", "handover"]
        for register in registry.catalogue.registers where !later.contains(register.name) {
            #expect(try await registry.count(register.name) > 0, "\(register.name)")
        }
    }

    /// In another year they are moved with it.
    @Test(arguments: [2024, 2025]) func registersWithoutAMakerShowTheirSamples(year: Int)
        async throws
    {
        let registry =
            year == 2025
            ? try await DemonstrationCity.shared.value
            : try await DemonstrationCity.make(year: year)
        #expect(try await registry.figure("commissioners_serving", year: year)?.text == "3名")
        #expect(try await registry.figure("instruments_serving", year: year)?.text == "2台（套）")
        #expect(try await registry.figure("enclaves_filed", year: year)?.text == "2处")
    }

    @Test func changingOneRecordMovesTheFigure() async throws {
        let registry = try await DemonstrationCity.make()
        let before = try #require(try await registry.figure("contract_turnover")?.exact)
        let figures = Figures(registry)
        let question = FigureQuestion(year: 2025, today: CalendarDate.yearEnd(2026))
        let sets = try await registry.database.read {
            try figures.lineage($0, "contract_turnover", question, limit: 1)
        }
        let line = try #require(sets.first?.lines.first)
        let total = try #require(line.measured.integer)
        let act = Act(actor: "测试", role: "officer", event: "contract.corrected", reason: "测试")
        try await registry.database.write(act) { writer in
            _ = try registry.change(
                "technology-contract", line.record,
                to: Draft(["total": .integer(total + 100_000_000)]), version: nil, writer)
        }
        let after = try #require(try await registry.figure("contract_turnover")?.exact)
        // A million yuan is a ten-thousandth of a hundred million.
        #expect(after.subtracting(before) == Fraction(1, 100))
    }

    @Test func recordsAgreeWithTheirJournalAndFiguresWithTheirLineage() async throws {
        let registry = try await DemonstrationCity.shared.value
        let figures = Figures(registry)
        let question = FigureQuestion(year: 2025, today: CalendarDate.yearEnd(2026))
        let (report, findings) = try await registry.database.read { reader in
            (try registry.verify(reader), try figures.verify(reader, question))
        }
        #expect(report.findings.isEmpty)
        #expect(report.records > 30_000)
        #expect(findings.isEmpty)
    }

    @Test func anotherYearHasTheSameFigures() async throws {
        let registry = try await DemonstrationCity.make(year: 2024)
        #expect(try await registry.figure("F026", year: 2024)?.valueText == "4079")
        #expect(try await registry.figure("F037", year: 2024)?.valueText == "600.99")
        #expect(try await registry.figure("F022", year: 2024)?.valueText == "112.57")
    }

    @Test func greaterScaleAddsRoundsAndKeepsWhatIsStatedOnce() async throws {
        let base = try await DemonstrationCity.shared.value
        let counts = Mutex<[Int]>([])
        let registry = try DemonstrationCity.empty()
        try await Demonstration.write(
            into: registry, scale: 2, examples: DemonstrationCity.examples,
            progress: { written in counts.withLock { $0.append(written) } })
        for name in ["technology-contract", "loan", "organisation"] {
            #expect(try await registry.count(name) == base.count(name) * 2)
        }
        for name in ["section", "passage", "statistic", "budget-line", "annotation"] {
            #expect(try await registry.count(name) == base.count(name))
        }
        let written = counts.withLock { $0 }
        #expect(written == written.sorted())
    }

    @Test func onlyAnEmptyCityIsFilled() async throws {
        let registry = try await DemonstrationCity.shared.value
        await #expect(throws: DemonstrationError.self) {
            try await Demonstration.write(into: registry, examples: DemonstrationCity.examples)
        }
    }

    @Test func missingExamplesAreNamed() async throws {
        let registry = try DemonstrationCity.empty()
        await #expect(throws: DemonstrationError.self) {
            try await Demonstration.write(into: registry, examples: "/nowhere")
        }
    }
}
