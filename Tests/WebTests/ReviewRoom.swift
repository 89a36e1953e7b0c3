import Applications
import Awards
import Catalogue
import Journal
import Registers
import Review
import Store
import TestSupport
import Testing
import Values

@testable import Web

/// A closed call with two applications that passed all checks, in the room of the funds.
struct ReviewRoom {
    static let act = Act(actor: "试验", role: "officer", event: "made", reason: "试验")
    let room: FundRoom
    let id: Int64
    let applications: [Int64]
    let officer: Viewer
    let second: Viewer
    let head: Viewer

    init() async throws {
        let room = try await FundRoom()
        self.room = room
        let registry = room.registry
        let catalogue = registry.catalogue
        func viewer(_ name: String, _ role: String, _ account: Int64) throws -> Viewer {
            Viewer(
                name: name, role: try #require(catalogue.roles[role]), account: account,
                section: "planning-policy")
        }
        officer = try viewer("规划甲", "officer", 9_001)
        second = try viewer("规划乙", "officer", 9_002)
        head = try viewer("规划科长", "section-head", 9_003)
        let day = try #require(CalendarDate(iso: "2026-01-05"))
        let terms = CallTerms(
            try #require(catalogue.programme("natural-science-fund")), catalogue, on: day)
        (id, applications) = try await registry.database.write(Self.act) { writer in
            let call = try registry.create(
                Draft(
                    [
                        "call_no": .text("ZRJJ-2026-7"),
                        "programme": .text("natural-science-fund"),
                        "title": .text("2026年度页面试验通知"), "year": .integer(2026),
                        "total": .integer(50_000_000), "fund": .integer(room.earmark),
                        "terms": .text(try terms.text),
                        "section_in_charge": .text("planning-policy"),
                    ], state: "closed"), in: "call", writer
            ).id
            let applications = try (1...2).map { number in
                try registry.create(
                    Draft(
                        [
                            "application_no": .text("ZRJJ-2026-7-000\(number)"),
                            "call": .integer(call), "kind": .text("general"),
                            "title": .text("页面试验项目\(number)"),
                            "organisation": .integer(room.organisation),
                            "organisation_name": .text("示例新材料有限公司"),
                            "county": .text("430621"), "leader_name": .text("负责人\(number)"),
                            "requested": .integer(10_000_000),
                        ], state: "cleared"), in: "application", writer
                ).id
            }
            return (call, applications)
        }
    }

    func panel() async throws -> Int64 {
        let registry = room.registry
        let call = id
        return try await registry.database.write(Self.act) { writer in
            let panel = try registry.create(
                Draft(
                    [
                        "call": .integer(call), "title": .text("材料组"),
                        "mode": .text("meeting"), "held_on": .text("2026-03-02"),
                    ],
                    rows: [
                        "members": (1...5).map {
                            [
                                "name": .text("保密专家\($0)"), "unit": .text("外地大学\($0)"),
                                "role": .text("technical"), "attended": .integer(1),
                            ]
                        }
                    ]), in: Review.panels, writer)
            return try registry.move(Review.panels, panel.id, "open", version: nil, writer).id
        }
    }

    func form(_ expert: Int, innovation: [String]) -> [(String, String)] {
        var fields: [(String, String)] = [("expert", "保密专家\(expert)")]
        for (id, points) in zip(applications, innovation) {
            fields.append(("p.\(id).innovation", points))
            fields.append(("p.\(id).content", "20"))
            fields.append(("p.\(id).foundation", "15"))
            fields.append(("p.\(id).targets", "8"))
            fields.append(("c.\(id)", "有新意"))
        }
        return fields
    }

    func reviewed() async throws {
        let panel = try await panel()
        for expert in 1...5 {
            let response = await room.post(
                "/reviews/panels/\(panel)/sheets", form(expert, innovation: ["38", "30"]),
                officer)
            #expect(response.status == 303, "\(response.text.suffix(800))")
            _ = await room.post(
                "/reviews/panels/\(panel)/check", [("expert", "保密专家\(expert)")], second)
        }
        #expect(await room.post("/reviews/\(id)/complete", [], officer).status == 303)
    }
}

extension Viewer {
    /// Somebody of the public.
    static func stranger(in registry: Registry) -> Viewer {
        Viewer(name: "", role: registry.catalogue.roles["public"] ?? .nothing)
    }
}
