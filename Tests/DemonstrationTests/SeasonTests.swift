import Applications
import Awards
import Catalogue
import Registers
import Store
import Testing
import Values

/// The season of programmes in the demonstration.
@Suite struct SeasonTests {
    private func states(_ table: String, _ city: Registry) async throws -> [String: Int64] {
        try await city.database.read { reader in
            Dictionary(
                try reader.all(
                    "SELECT state, count(*) FROM \(table: table) GROUP BY state"
                ).map { ($0[0].text ?? "", $0[1].integer ?? 0) }, uniquingKeysWith: { $1 })
        }
    }

    @Test func thereIsACallOfEveryKind() async throws {
        let city = try await DemonstrationCity.shared.value
        let calls = try await states("call", city)
        #expect(calls["decided"] == 2 && (calls["live"] ?? 0) >= 1)
        #expect((calls["rehearsal"] ?? 0) >= 1)
        let openness = Openness(city)
        let now = city.database.clock.now()
        let shown = try await city.database.read { try openness.calls($0, now: now) }
        #expect(shown.contains { $0.standing == .open })
        let published = ["decided", "live", "closed"].reduce(0) { $0 + (calls[$1] ?? 0) }
        #expect(shown.count == Int(published))
    }

    @Test func thereIsAProjectOfEveryFate() async throws {
        let city = try await DemonstrationCity.shared.value
        let projects = try await states("project", city)
        for state in ["running", "accepting", "accepted", "concluded", "terminated", "archived"] {
            #expect((projects[state] ?? 0) >= 1, "\(state)")
        }
        let late = try await city.database.read { reader in
            try reader.integer(
                """
                SELECT count(*) FROM project WHERE state = 'running'
                AND acceptance_due_on < \(city.database.clock.today.iso)
                """)
        }
        #expect(late >= 1)
    }

    @Test func theArchivedProjectsFileIsThatOfItsDigest() async throws {
        let city = try await DemonstrationCity.shared.value
        let awards = Awards(city)
        try await city.database.read { reader in
            let id = try reader.integer("SELECT id FROM project WHERE state = 'archived'")
            let project = try city.record(reader, Awards.projects, id)
            #expect(!project["settled_on"].isNull && !project["archive_no"].isNull)
            let file = try awards.projectFile(
                reader, of: project, upTo: project["archive_entry"].integer)
            #expect(file.items.count > 3)
            let manifest = try awards.manifest(file, reader)
            #expect(project["archive_digest"].text == manifest.contentDigest)
        }
    }

    @Test func theDecidedCallHasNumbersThatNameNobody() async throws {
        let city = try await DemonstrationCity.shared.value
        let openness = Openness(city)
        let clock = city.database.clock
        let numbers = try await city.database.read { reader -> CallNumbers? in
            let id = try reader.integer(
                "SELECT id FROM call WHERE call_no = 'ZRJJ-2024-1'")
            let call = try openness.call(reader, id, now: clock.now())
            return try openness.numbers(reader, of: call, on: clock.today)
        }
        let found = try #require(numbers)
        #expect(found.received == 25 && found.funded == 9 && found.reviewed == 22)
        #expect(!found.breakdowns.isEmpty)
        #expect(found.breakdowns.flatMap(\.cells).allSatisfy { $0.received >= found.least })
        #expect(found.stages.contains { $0.name == "whole" && $0.median != nil })
        #expect(found.funds.arrived != nil)
    }

    @Test func needsLeadToTopicsAndToAProject() async throws {
        let city = try await DemonstrationCity.shared.value
        let counts = try await city.database.read { reader in
            (
                try reader.integer(
                    "SELECT count(*) FROM technology_need WHERE guide_task IS NOT NULL"),
                try reader.integer(
                    "SELECT count(*) FROM project WHERE topic IS NOT NULL AND need IS NOT NULL")
            )
        }
        #expect(counts.0 == 5 && counts.1 == 1)
    }
}
