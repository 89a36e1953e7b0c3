import Catalogue
import Documents
import Figures
import Foundation
import Registers
import Store
import Testing
import Values

/// The samples are what they say: files that an empty city takes.
@Suite struct SampleImportTests {
    /// Kept by the platform itself: nobody imports them.
    private static let ownRecords: Set<String> = [
        "import-batch", "import-mapping", "report-version",
    ]

    private static let imported = Task {
        let city = try City(layers: [City.root + "/cities/yueyang"])
        for sample in city.registry.catalogue.samplesInOrder { try await take(sample, city) }
        return city
    }

    @discardableResult
    private static func take(_ sample: Sample, _ city: City) async throws -> ImportReport {
        try await city.registry.importTable(
            sample.table, into: sample.register, by: city.officer, source: sample.file)
    }

    @Test func everyRegisterThatPeopleImportHasASample() throws {
        let catalogue = try Catalogue.load([City.root + "/cities/yueyang"])
        // What belongs to a record that only acts of the platform make (a call's panel) is not
        // brought into an empty city.
        let names = Set(
            catalogue.registers.filter { register in
                !register.isManaged
                    && !register.fields.contains { field in
                        field.required
                            && field.type.target.flatMap(catalogue.register)?.isManaged == true
                    }
            }.map(\.name)
        ).subtracting(Self.ownRecords)
        #expect(names.subtracting(catalogue.samples.keys).isEmpty)
        #expect(
            catalogue.samples.values.allSatisfy {
                (3...6).contains($0.table.rows.count)
                    || $0.register == "organisation"
            })
    }

    @Test func anEmptyCityTakesEverySampleAndTheSecondTimeNothingChanges() async throws {
        let city = try await Self.imported.value
        for sample in city.registry.catalogue.samplesInOrder {
            let table = try city.registry.register(sample.register).table
            let count = try city.registry.database.readNow {
                try $0.integer("SELECT count(*) FROM \(table: table)")
            }
            #expect(count == sample.table.rows.count, "\(sample.register)")
            let again = try await Self.take(sample, city)
            #expect(again.unchanged == sample.table.rows.count, "\(sample.register)")
        }
    }

    @Test func theFiguresOfTheSamplesLeadBackToTheirRows() async throws {
        let city = try await Self.imported.value
        let results = try city.results(2025)
        #expect(results["commissioners_serving"]?.text == "3名")
        #expect(results["commissioner_services"]?.text == "3次")
        #expect(results["instruments_shared"]?.text == "2台（套）")
        #expect(results["instruments_shared_value"]?.text == "424万元")
        #expect(results["enclaves_filed"]?.text == "2处")
        #expect(results["enclave_returns"]?.text == "1个")
        #expect(results["mentors_appointed"]?.text == "2名")
        #expect(results["technology_brokers"]?.text == "1名")
        #expect(results["service_agencies"]?.text == "2家")
        #expect(results["scenarios_launched"]?.text == "2个")
        #expect(results["talent_leads"]?.text == "3名")
        #expect(results["provincial_parks"]?.text == "3个")
        #expect(results["institutes"]?.text == "3家")
        #expect(results["major_facilities"]?.text == "2个")
        let question = FigureQuestion(year: 2025, today: city.registry.database.clock.today)
        let (report, findings) = try city.registry.database.readNow {
            (try city.registry.verify($0), try city.figures.verify($0, question))
        }
        #expect(report.findings.isEmpty)
        #expect(findings.map(\.description).isEmpty)
    }

    /// The sheet of the template is read only by name, and then it is a table like any other.
    @Test(arguments: ["platform", "technology-commissioner", "enclave"])
    func theTemplateShowsTheSampleAndAnImportLeavesItOut(register: String) async throws {
        let city = try await Self.imported.value
        let registry = city.registry
        let path = NSTemporaryDirectory() + "template-" + UUID().uuidString + ".xlsx"
        defer { try? FileManager.default.removeItem(atPath: path) }
        // By the words that people use, which mean the same register.
        try registry.writeTemplate(of: registry.register(register).title, to: path)
        let known = try registry.database.readNow {
            try registry.headings(of: register, source: "", given: [:], $0)
        }
        let form = try ImportTable(workbook: path, isKnown: known)
        #expect(form.sheet == "填报")
        #expect(form.rows.isEmpty)

        let shown = try ImportTable(
            workbook: path, sheet: ExcelTemplate.exampleSheet, isKnown: known)
        let sample = try #require(registry.catalogue.samples[register])
        #expect(shown.rows.count == sample.table.rows.count)
        let report = try await registry.importTable(
            shown, into: register, by: city.officer, ImportRequest(file: path))
        #expect(report.unchanged == sample.table.rows.count)
        #expect(report.unused.isEmpty)
    }

    /// A person who empties or deletes the form must not find the made-up rows in the register.
    @Test func aWorkbookWithNothingButTheSampleIsRefused() async throws {
        let city = try await Self.imported.value
        let path = NSTemporaryDirectory() + "sample-" + UUID().uuidString + ".xlsx"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let writer = try ExcelTableWriter(
            path: path,
            ExcelTableHead(
                title: ExcelTemplate.exampleSheet, unit: nil, source: "", isDemonstration: false),
            columns: [ExcelColumn(title: "飞地名称"), ExcelColumn(title: "飞地类型")])
        try writer.append(["示例飞地", "研发飞地"])
        try writer.close(notes: [])
        let known = try city.registry.database.readNow {
            try city.registry.headings(of: "enclave", source: "", given: [:], $0)
        }
        #expect(throws: DocumentProblem.self) {
            try ImportTable(workbook: path, isKnown: known)
        }
    }
}
