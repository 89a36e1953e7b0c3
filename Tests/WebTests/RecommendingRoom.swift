import Accounts
import Applications
import Awards
import Catalogue
import Figures
import Files
import Foundation
import Journal
import Registers
import Reports
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Web

/// A closed call with three applications of one unit that a county recommends, on the last day for
/// it; two officers and the head of the section, the county's clerk, the unit.
final class RecommendingRoom: SiteRoom {
    let registry: Registry
    let site: Site
    let store: FileStore
    let clock = SettableClock("2026-04-02T01:00:00Z")
    let officer: Viewer
    let second: Viewer
    let head: Viewer
    let clerk: Viewer
    let unit: Viewer
    let call: Int64
    let ids: [Int64]

    init() async throws {
        let catalogue = try WebCity.loaded.get()
        let registry = Registry(
            try testDatabase(catalogue, clock: clock.clock), consequences: CityConsequences.all)
        self.registry = registry
        store = FileStore(NSTemporaryDirectory() + "letters-" + UUID().uuidString)
        try store.prepare()
        let figures = Figures(registry)
        site = Site(
            registry: registry, figures: figures, reports: Reports(figures),
            accounts: Accounts(registry), assets: [], files: CityFiles(registry, store))
        func viewer(
            _ name: String, _ role: String, _ section: String? = nil, _ county: String? = nil,
            _ organisation: Int64? = nil
        ) throws -> Viewer {
            Viewer(
                name: name, role: try #require(catalogue.roles[role]), section: section,
                county: county, organisation: organisation)
        }
        officer = try viewer("规划甲", "officer", "planning-policy")
        second = try viewer("规划乙", "officer", "planning-policy")
        head = try viewer("规划科长", "section-head", "planning-policy")
        clerk = try viewer("县办", "clerk", nil, "430621")
        let act = Act(actor: "试验", role: "officer", event: "made", reason: "试验")
        let made = try await registry.database.write(act) { writer in
            let unit = try registry.create(
                Draft([
                    "name": .text("示例<b>公司"), "kind": .text("enterprise"),
                    "uscc": .text("91430600MA4TE5T137"), "county": .text("430621"),
                ]), in: "organisation", writer
            ).id
            let call = try registry.create(
                Draft(
                    [
                        "call_no": .text("ZRJJ-2026-1"),
                        "programme": .text("natural-science-fund"),
                        "title": .text("2026年度申报通知"), "year": .integer(2026),
                        "section_in_charge": .text("planning-policy"),
                        "opens_at": .text("2026-03-02 09:00:00"),
                        "closes_at": .text("2026-04-01 17:00:00"),
                        "recommend_by": .text("2026-04-02 17:00:00"),
                    ],
                    rows: [
                        "quotas": [["county": .text("430621"), "quota": .integer(2)]]
                    ], state: "closed"), in: "call", writer
            ).id
            let ids = try (1...3).map { index in
                let leader = try registry.create(
                    Draft([
                        "name": .text("负责人\(index)"), "organisation": .integer(unit),
                        "title": .text("senior"), "sex": .text("1"),
                        "birth": .text("1985-01"),
                    ]), in: "person", writer
                ).id
                return try registry.create(
                    Draft(
                        [
                            "application_no": .text("A\(index)"), "call": .integer(call),
                            "kind": .text("general"), "title": .text("课题\(index)甲乙丙丁"),
                            "title_key": .text("课题\(index)甲乙丙丁"),
                            "organisation": .integer(unit), "county": .text("430621"),
                            "leader": .integer(leader), "leader_name": .text("负责人\(index)"),
                            "requested": .integer(5_000_000),
                            "submitted_at": .text("2026-03-20 10:00:00"),
                        ], state: "submitted"), in: "application", writer
                ).id
            }
            return (unit, call, ids)
        }
        (call, ids) = (made.1, made.2)
        unit = try viewer("单位辛", "organisation-administrator", nil, nil, made.0)
    }

    deinit { try? FileManager.default.removeItem(atPath: store.path) }

    /// The stamped letter of the list as it is, uploaded by the county.
    func stamp() async throws {
        let id = try registry.database.readNow { try $0.integer("SELECT id FROM recommendation") }
        let scan = FormMaker(
            .init("csrf", nil, "x"), .init("purpose", nil, "stamped-scan"),
            .init("file", "推荐函盖章.pdf", Array("%PDF-1.4\n%%EOF\n".utf8)))
        let sent = await send("/registers/recommendation/\(id)/files", scan, clerk)
        #expect(sent.header("Location")?.contains("done=attached") == true, "\(sent.text)")
    }
}
