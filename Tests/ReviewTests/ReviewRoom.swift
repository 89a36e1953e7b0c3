import Applications
import Catalogue
import Journal
import Registers
import Store
import TestDatabase
import Testing
import Values

@testable import Review

/// A closed call of 市自然科学基金 with four applications that passed all checks, two officers and a
/// head of section.
struct ReviewRoom {
    let registry: Registry
    let review: Review
    let officer: Viewer
    let other: Viewer
    let head: Viewer
    let call: Int64
    /// 面上 ×3, 青年 ×1.
    let applications: [Int64]
    let units: [Int64]

    var database: Database { registry.database }

    static let experts = ["专家甲", "专家乙", "专家丙", "专家丁", "专家戊"]

    init(programme: String = "natural-science-fund") async throws {
        let catalogue = try ProjectCatalogue.yueyang
        let registry = Registry(
            try testDatabase(
                catalogue, clock: .fixed(try #require(Instant(iso: "2026-04-07T01:00:00Z")))),
            consequences: ReviewConsequences.all)
        self.registry = registry
        review = Review(registry)
        func viewer(_ name: String, _ role: String, _ account: Int64) throws -> Viewer {
            Viewer(
                name: name, role: try #require(catalogue.roles[role]), account: account,
                section: "planning-policy")
        }
        officer = try viewer("经办甲", "officer", 1)
        other = try viewer("经办乙", "officer", 2)
        head = try viewer("科长丙", "section-head", 3)
        let day = try #require(CalendarDate(iso: "2026-03-02"))
        let terms = CallTerms(try #require(catalogue.programme(programme)), catalogue, on: day)
        let made = try await registry.database.write(
            Act(actor: "试验", role: "officer", event: "made", reason: "试验")
        ) { writer -> (Int64, [Int64], [Int64]) in
            var units: [Int64] = []
            for name in ["示例大学", "示例研究所"] {
                units.append(
                    try registry.create(
                        Draft([
                            "name": .text(name), "county": .text("430621"),
                            "kind": .text("university"),
                        ]), in: "organisation", writer
                    ).id)
            }
            let call = try registry.create(
                Draft(
                    [
                        "call_no": .text("ZRJJ-2026-1"), "programme": .text(programme),
                        "title": .text("2026年度试验通知"), "year": .integer(2026),
                        "total": .integer(100_000_000), "terms": .text(try terms.text),
                    ], state: "closed"), in: "call", writer
            ).id
            let kinds =
                programme == "challenge"
                ? ["challenge", "challenge", "challenge", "challenge"]
                : ["general", "general", "general", "young"]
            let applications = try kinds.enumerated().map { index, kind in
                try registry.create(
                    Draft(
                        [
                            "application_no": .text("ZRJJ-2026-1-000\(index + 1)"),
                            "call": .integer(call), "kind": .text(kind),
                            "title": .text("试验项目\(index + 1)"),
                            "organisation": .integer(units[index % 2]),
                            "organisation_name": .text(index % 2 == 0 ? "示例大学" : "示例研究所"),
                            "leader_name": .text("负责人\(index + 1)"),
                            "requested": .integer(10_000_000),
                        ], state: terms.has(.jointCheck) ? "cleared" : "formal-passed"),
                    in: "application", writer
                ).id
            }
            return (call, applications, units)
        }
        (call, applications, units) = made
    }

    func panel(
        _ members: [(String, String)] = ReviewRoom.experts.map { ($0, "外地大学\($0)") },
        recusals: [(String, Int64)] = [], only applications: [Int64] = []
    ) async throws -> Record {
        try await database.write(
            Act(actor: "经办甲", role: "officer", event: "review-panel.created", reason: nil)
        ) { writer in
            try registry.create(
                Draft(
                    [
                        "call": .integer(call), "title": .text("材料组"), "mode": .text("meeting"),
                        "held_on": .text("2026-04-07"),
                    ],
                    rows: [
                        "members": members.map {
                            [
                                "name": .text($0.0), "unit": .text($0.1),
                                "role": .text("technical"), "attended": .integer(1),
                            ]
                        },
                        "applications": applications.map { ["application": .integer($0)] },
                        "recusals": recusals.map {
                            [
                                "name": .text($0.0), "application": .integer($0.1),
                                "reason": .text("同单位"),
                            ]
                        },
                    ]), in: Review.panels, writer)
        }
    }

    func open(_ panel: Record) async throws {
        _ = try await registry.moveRecord(Review.panels, panel.id, "open", by: officer)
    }

    /// Points that add up to a total, as far as possible in the first criteria.
    func entry(_ application: Int64, _ total: Int, _ comment: String = "") -> SheetEntry {
        var left = total
        var points: [String: String] = [:]
        for (name, weight) in [
            ("innovation", 40), ("content", 30), ("foundation", 20), ("targets", 10),
        ] {
            let own = min(left, weight)
            points[name] = String(own)
            left -= own
        }
        return SheetEntry(application, points: points, comment: comment, place: "#\(application)")
    }

    /// Enters and checks sheets of all experts: a total for each application.
    func score(_ panel: Record, _ totals: [[Int]]) async throws {
        for (expert, own) in zip(Self.experts, totals) {
            try await review.enterSheets(
                panel.id, [expert: zip(applications, own).map { entry($0, $1) }], by: officer)
            try await review.checkSheets(panel.id, of: expert, by: other)
        }
    }

    func record(_ register: String, _ id: Int64) throws -> Record {
        try database.readNow { try registry.record($0, register, id) }
    }
}
