import Catalogue
import Documents
import Figures
import Foundation
import Registers
import Store
import TestDatabase
import Testing
import Values

/// A city of the project's own catalogue, or of a layer over it.
struct City {
    let figures: Figures
    let officer: Viewer

    var registry: Registry { figures.registry }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    init(layers: [String]) throws {
        let catalogue = try Catalogue.load(layers)
        let now = Instant(iso: "2026-03-01T04:00:00Z") ?? Instant(milliseconds: 0)
        figures = Figures(Registry(try testDatabase(catalogue, clock: .fixed(now))))
        guard let role = catalogue.roles["officer"] else { throw CocoaError(.keyValueValidation) }
        officer = Viewer(name: "张三", role: role)
    }

    @discardableResult
    func take(_ register: String, _ bytes: [UInt8]) async throws -> ImportReport {
        try await registry.importTable(
            try CSVTable.parse(bytes), into: register, by: officer, source: register + ".csv")
    }

    func results(_ year: Int) throws -> [String: FigureResult] {
        let question = FigureQuestion(year: year, today: registry.database.clock.today)
        let results = try registry.database.readNow { try figures.evaluate($0, question) }
        return Dictionary(uniqueKeysWithValues: results.map { ($0.definition.name, $0) })
    }
}

/// The files of `examples/yueyang-2025` against the report that the bureau published.
@Suite struct YearInTheLifeTests {
    private static let files = [
        "section", "budget-line", "statistic", "zone-milestone", "annotation",
    ]

    /// Imported once; no test here changes it.
    private static let imported = Task {
        let city = try City(layers: [City.root + "/cities/yueyang"])
        for name in files { try await city.take(name, try contents(name)) }
        return city
    }

    private func city() async throws -> City { try await Self.imported.value }

    private static func contents(_ name: String) throws -> [UInt8] {
        let path = "\(City.root)/examples/yueyang-2025/\(name).csv"
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Reference, and the number as the published report prints it.
    private static let published: [(String, String, String)] = [
        ("F001", "11个", ""), ("F002", "1个", ""), ("F003", "1200.53万元", ""),
        ("F004", "960.47万元", ""), ("F005", "89.77万元", ""), ("F006", "47.48万元", ""),
        ("F007", "50.68万元", ""), ("F008", "5.06万元", ""), ("F009", "0.34万元", ""),
        ("F010", "46.73万元", ""), ("F011", "585.68万元", ""), ("F012", "105万元", ""),
        ("F013", "6.45万元", ""), ("F014", "15万元", ""), ("F015", "459.23万元", ""),
        ("F016", "无", ""), ("F017", "无", ""), ("F018", "无", ""),
        ("F022", "112.57亿元", "同比增加6.3亿元"), ("F023", "6.3亿元", ""), ("F024", "2.20%", ""),
        ("F025", "22.72亿元", "同比增长43.31%"), ("F029", "798.75亿元", "同比增长2.5%"),
        ("F030", "14.83%", ""), ("F043", "第2名", ""),
    ]

    @Test func theImportedYearGivesThePublishedNumbers() async throws {
        let city = try await city()
        let results = try city.results(2025)
        for (reference, text, comparison) in Self.published {
            let figure = try city.figures.definition(reference)
            let result = try #require(results[figure.name])
            #expect(result.text == text, "\(reference) \(figure.title)")
            #expect(result.comparisonText == comparison, "\(reference) \(figure.title)")
        }
        #expect(results["rd_expenditure"]?.dataYear == 2024)
    }

    @Test func importingTheYearAgainChangesNothing() async throws {
        let city = try await city()
        for name in Self.files {
            let report = try await city.take(name, try Self.contents(name))
            #expect(report.created == 0 && report.changed == 0, "\(name)")
        }
    }

    @Test func whatTheReportDoesNotSayStaysEmpty() async throws {
        let city = try await city()
        let classes = try city.registry.database.readNow {
            try $0.integer(
                "SELECT count(*) FROM budget_line WHERE economic_class IS NOT NULL OR opening IS NOT NULL"
            )
        }
        #expect(classes == 0)
    }

    @Test func theImportedYearVerifies() async throws {
        let city = try await city()
        let question = FigureQuestion(year: 2025, today: city.registry.database.clock.today)
        let (report, findings) = try city.registry.database.readNow {
            (try city.registry.verify($0), try city.figures.verify($0, question))
        }
        #expect(report.findings.isEmpty)
        #expect(findings.map(\.description).isEmpty)
    }
}
