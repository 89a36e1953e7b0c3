import Catalogue
import Journal
import Registers
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Applications

/// A city with a closed call of 市自然科学基金 and units, people and applications as tests need them.
struct GateOffice {
    let registry: Registry
    let clock: SettableClock
    let applications: Applications
    let officer: Viewer
    let second: Viewer
    let head: Viewer
    let county: Viewer
    let unit: Viewer
    let call: Int64
    /// 示例大学 in 岳阳楼区, which recommends its own.
    let university: Int64
    /// 示例新材料有限公司 in 岳阳县.
    let company: Int64

    static let act = Act(actor: "试验", role: "officer", event: "made", reason: "试验")

    init(
        _ now: String = "2026-04-02T01:00:00Z", programme: String = "natural-science-fund",
        quotas: [[String: Scalar]] = [], catalogue: Catalogue? = nil, frozen: String? = nil
    ) async throws {
        let catalogue = try catalogue ?? ProjectCatalogue.yueyang
        clock = SettableClock(now)
        let registry = Registry(
            try testDatabase(catalogue, clock: clock.clock),
            consequences: ApplicationsConsequences.all)
        self.registry = registry
        applications = Applications(registry)
        func viewer(
            _ name: String, _ role: String, section: String? = nil, county: String? = nil
        ) throws -> Viewer {
            Viewer(
                name: name, role: try #require(catalogue.roles[role]), section: section,
                county: county)
        }
        officer = try viewer("规划甲", "officer", section: "planning-policy")
        second = try viewer("规划乙", "officer", section: "planning-policy")
        head = try viewer("规划科长", "section-head", section: "planning-policy")
        county = try viewer("县办己", "clerk", county: "430621")
        let terms = try #require(catalogue.programme(programme)).name
        (university, company, call) = try await registry.database.write(Self.act) { writer in
            let university = try registry.create(
                Draft([
                    "name": .text("示例大学"), "kind": .text("university"),
                    "county": .text("430602"), "recommends": .integer(1),
                ]), in: "organisation", writer
            ).id
            let company = try registry.create(
                Draft([
                    "name": .text("示例新材料有限公司"), "uscc": .text("91430600MA4TE5T137"),
                    "kind": .text("enterprise"), "county": .text("430621"),
                ]), in: "organisation", writer
            ).id
            let call = try registry.create(
                Draft(
                    [
                        "call_no": .text("ZRJJ-2026-1"), "programme": .text(terms),
                        "title": .text("2026年度申报通知"), "year": .integer(2026),
                        "section_in_charge": .text("planning-policy"),
                        "opens_at": .text("2026-03-02 09:00:00"),
                        "closes_at": .text("2026-04-01 17:00:00"),
                        "recommend_by": .text("2026-04-09 17:00:00"),
                        "total": .integer(100_000_000), "terms": frozen.map(Scalar.text) ?? .null,
                    ], rows: ["quotas": quotas], state: "live"), in: "call", writer
            ).id
            return (university, company, call)
        }
        unit = Viewer(
            name: "单位辛", role: try #require(catalogue.roles["organisation-administrator"]),
            organisation: university)
    }

    func person(
        _ name: String, _ fields: [String: Scalar] = [:], of organisation: Int64? = nil
    ) async throws -> Int64 {
        try await registry.database.write(Self.act) { [registry, university] writer in
            var all: [String: Scalar] = [
                "name": .text(name), "organisation": .integer(organisation ?? university),
                "title": .text("associate"), "sex": .text("1"), "birth": .text("1988-06"),
            ]
            all.merge(fields) { $1 }
            return try registry.create(Draft(all), in: "person", writer).id
        }
    }

    /// An application that has been handed in.
    func application(
        _ number: String, _ title: String, leader: Int64, name: String = "张三",
        of organisation: Int64? = nil, _ fields: [String: Scalar] = [:],
        members: [[String: Scalar]] = [], state: String = "submitted", call: Int64? = nil
    ) async throws -> Int64 {
        try await registry.database.write(Self.act) { [self] writer in
            var all: [String: Scalar] = [
                "application_no": .text(number), "call": .integer(call ?? self.call),
                "kind": .text("general"), "title": .text(title),
                "title_key": .text(TitleKey.of(title)),
                "organisation": .integer(organisation ?? university),
                "county": .text(organisation == company ? "430621" : "430602"),
                "leader": .integer(leader), "leader_name": .text(name),
                "requested": .integer(10_000_000), "submitted_at": .text("2026-03-20 10:00:00"),
            ]
            if organisation == nil || organisation == university {
                all["recommender"] = .integer(university)
            }
            all.merge(fields) { $1 }
            return try registry.create(
                Draft(all, rows: ["members": members], state: state), in: "application", writer
            ).id
        }
    }

    func make(_ register: String, _ fields: [String: Scalar], state: String? = nil) async throws
        -> Int64
    {
        try await registry.database.write(Self.act) { [registry] writer in
            try registry.create(Draft(fields, state: state), in: register, writer).id
        }
    }

    /// The stamped letter of a recommender, as it comes when it is uploaded; its record, and what
    /// is kept of the recommendation.
    @discardableResult
    func stamp(kind: String = "pdf", by viewer: Viewer) async throws -> (Int64, Record) {
        let (registry, applications) = (registry, applications)
        let id = try await registry.database.read { [call, clock] in
            let desk = try applications.recommendationDesk(
                $0, call: call, on: clock.now.businessDate, by: viewer)
            return try #require(desk.record).id
        }
        let file = try await make(
            "file",
            [
                "name": .text("推荐函.\(kind)"), "kind": .text(kind), "bytes": .integer(1),
                "digest": .text(String(repeating: "0", count: 64)), "scanned": .text("clean"),
                "uploaded_by": .text(viewer.name), "about_register": .text("recommendation"),
                "about_record": .integer(id), "purpose": .text("stamped-scan"),
            ])
        try await applications.noteStamped(id, by: viewer)
        return (file, try record("recommendation", id))
    }

    @discardableResult
    func run(_ ids: [Int64]) async throws -> GateRun {
        try await registry.database.write(Self.act) { [applications] writer in
            try applications.runGate(ids, writer)
        }
    }

    func findings(_ application: Int64) throws -> [Record] {
        try registry.database.readNow { try applications.findings($0, of: application) }
    }

    func rules(_ application: Int64) throws -> [String] {
        try findings(application).filter { $0.state != "resolved" }.compactMap { $0["rule"].text }
    }

    func record(_ register: String, _ id: Int64) throws -> Record {
        try registry.database.readNow { try registry.record($0, register, id) }
    }
}
