import Applications
import Catalogue
import Registers
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Awards

/// A call is rehearsed from its opening to its projects, and nothing of it stays.
@Suite struct RehearsalTests {
    @Test(arguments: [
        "natural-science-fund", "challenge", "rd-subsidy", "race", "major-project", "key-rd",
        "innovation-platform", "achievement-transfer", "talent-team", "culture-tourism",
        "soft-science",
    ])
    func theWholeWayIsPlayedAndTakenBack(_ name: String) async throws {
        let catalogue = try ProjectCatalogue.yueyang
        let clock = SettableClock("2026-03-02T01:00:00Z")
        let registry = Registry(
            try testDatabase(catalogue, clock: clock.clock), consequences: CityConsequences.all)
        let programme = try #require(catalogue.programme(name))
        let officer = Viewer(
            name: "经办甲", role: try #require(catalogue.roles["officer"]),
            section: programme.section)
        let applications = Applications(registry)
        let call = try await applications.createCall(
            programme: name, year: 2026,
            [
                "opens_at": .text("2026-03-09 09:00:00"), "closes_at": .text("2026-04-09 17:00:00"),
                "recommend_by": .text("2026-04-16 17:00:00"), "total": .text("5000000"),
                "basis_doc": .text("岳科发〔2026〕1号"),
            ], by: officer)
        _ = try await applications.moveCall(call.id, .rehearse, by: officer)
        let report = try await applications.rehearseCall(
            call.id, stages: CityRehearsal.stages, by: officer)
        #expect(report.isPassed, "\(report.failures.joined(separator: "\n"))")
        let titles = report.stages.map(\.title)
        #expect(titles.contains("会议议决") && titles.contains("公示") && titles.contains("立项下达"))
        #expect(titles.contains("揭榜对接") == (name == "challenge"))
        let lines = report.stages.flatMap(\.lines).map(\.text)
        #expect(lines.contains { $0.contains("资金台账没有动") })
        for table in [
            "application", "review_panel", "score_sheet", "award_meeting", "public_notice",
            "objection", "award_batch", "project", "project_funding", "ledger_transfer",
        ] {
            let count = try await registry.database.read {
                try $0.integer("SELECT count(*) FROM \(table: table)")
            }
            #expect(count == 0, "\(table)")
        }
    }
}
