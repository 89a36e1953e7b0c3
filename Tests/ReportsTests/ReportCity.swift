import Catalogue
import Documents
import Figures
import Foundation
import Journal
import Registers
import Reports
import Store
import TestDatabase
import Testing
import Values

/// A city in memory with the real catalogue, holding the published part of Yueyang's 2025.
struct ReportCity {
    let registry: Registry
    let reports: Reports
    /// 2026-02-10 at Shanghai.
    static let today = Instant(milliseconds: 1_770_685_200_000)
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let loaded = Result { try Catalogue.load([root.appending(path: "cities/yueyang").path]) }

    /// Made once, for tests that only read: a city takes half a second in a debug build.
    static let published = Task { try await ReportCity() }

    static let tables = [
        "section": "section", "budget-line": "budget-line", "statistic": "statistic",
        "zone-milestone": "zone-milestone", "passages": "passage", "annotation": "annotation",
    ]

    /// - Parameter files: the tables of examples/yueyang-2025 to import, by file name.
    init(
        importing files: [String] = Array(tables.keys), demonstration: Bool = false
    ) async throws {
        let database = try testDatabase(
            Self.loaded.get(), clock: .fixed(Self.today),
            personalKey: PersonalKey(bytes: [UInt8](repeating: 7, count: 32)),
            demonstration: demonstration)
        registry = Registry(database)
        reports = Reports(Figures(registry))
        for file in files.sorted() {
            let path = Self.root.appending(path: "examples/yueyang-2025/\(file).csv")
            let table = try CSVTable.parse([UInt8](Data(contentsOf: path)))
            let register = try #require(Self.tables[file])
            _ = try await registry.importTable(
                table, into: register, by: viewer("officer"), source: file)
        }
    }

    func viewer(_ role: String) throws -> Viewer {
        Viewer(name: "测试员", role: try #require(registry.catalogue.roles[role]))
    }

    func question(_ year: Int = 2025, county: String? = nil) -> FigureQuestion {
        FigureQuestion(year: year, county: county, today: Self.today.businessDate)
    }

    func compose(county: String? = nil) async throws -> ComposedReport {
        let question = question(county: county)
        return try await registry.database.read { try reports.compose($0, question) }
    }

    func freeze(by role: String = "leader", year: Int = 2025) async throws -> ReportVersion {
        try await reports.freeze(
            report: Reports.selfEvaluation, question(year), by: viewer(role))
    }

    func version(_ number: Int) async throws -> (ReportVersion, ComposedReport) {
        try await registry.database.read {
            try reports.version($0, number: number, report: Reports.selfEvaluation, year: 2025)
        }
    }

    /// A new passage after all others of its part.
    @discardableResult
    func say(
        _ text: String, section: String = "others", part: String = "", order: Int = 900,
        signed: String? = "2026-01-20"
    ) async throws -> Record {
        var answers: [String: Answer] = [
            "report": .text(Reports.selfEvaluation), "year": .text("2025"),
            "section": .text(section), "part": .text(part), "order": .text("\(order)"),
            "text": .text(text), "signed_by": .text("分管领导"),
        ]
        if let signed { answers["signed_on"] = .text(signed) }
        return try await registry.createRecord("passage", answers, by: viewer("officer"))
    }

    /// Changes the database behind the platform's back.
    func tamper(_ sql: SQL) async throws {
        let act = Act(actor: "测试员", role: "officer", event: "tampered")
        try await registry.database.write(act) { try $0.execute(sql) }
    }
}

extension ComposedReport {
    /// The text of the last paragraph of a chapter.
    func last(of section: String) -> Paragraph? {
        sections.first { $0.id == section }?.parts.last?.paragraphs.last
    }

    func warnings(about words: String) -> [String] { warnings.filter { $0.contains(words) } }

    func figure(_ name: String) -> ReportFigure? { figures.first { $0.name == name } }
}
