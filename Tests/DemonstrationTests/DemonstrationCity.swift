import Awards
import Catalogue
import Demonstration
import Figures
import Foundation
import Funds
import Journal
import Registers
import Store
import TestDatabase
import Values

/// The demonstration in memory, made once for the tests that only read it.
enum DemonstrationCity {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let examples = root.appending(path: "examples/yueyang-2025").path
    static let shared = Task { try await make() }

    static func make(year: Int = 2025, scale: Int = 1) async throws -> Registry {
        let registry = try empty(year: year)
        try await Demonstration.write(
            into: registry, year: year, scale: scale, examples: examples)
        return registry
    }

    static func empty(year: Int = 2025) throws -> Registry {
        let catalogue = try Catalogue.load([root.appending(path: "cities/yueyang").path])
        let clock = Clock.fixed(Instant(iso: "\(year + 1)-01-20T01:00:00Z") ?? Clock.system.now())
        let database = try testDatabase(
            catalogue, clock: clock, personalKey: PersonalKey(bytes: Array(repeating: 7, count: 32))
        )
        return Registry(database, consequences: CityConsequences.all)
    }
}

extension Registry {
    func figures(year: Int = 2025, names: [String]? = nil) async throws -> [FigureResult] {
        let figures = Figures(self)
        let question = FigureQuestion(
            year: year, asOf: CalendarDate.yearEnd(year), today: CalendarDate.yearEnd(year + 1))
        return try await database.read { try figures.evaluate($0, question, names: names) }
    }

    func figure(_ name: String, year: Int = 2025) async throws -> FigureResult? {
        try await figures(year: year, names: [name]).first
    }

    func head() async throws -> String? {
        try await database.read {
            try $0.first("SELECT digest FROM journal_head")?[0].text
        }
    }

    func count(_ register: String) async throws -> Int64 {
        let table = try self.register(register).table
        return try await database.read { try $0.integer("SELECT count(*) FROM \(table: table)") }
    }
}
