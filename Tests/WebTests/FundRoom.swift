import Accounts
import Approvals
import Awards
import Catalogue
import Figures
import Files
import Foundation
import Funds
import Journal
import Registers
import Reports
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Web

/// A city with 100 万元 for 市自然科学基金 on Monday, 2 March 2026, and whoever has to do with an
/// allocation paper: who drafts, who agrees, two counties, a unit.
final class FundRoom: SiteRoom {
    let registry: Registry
    let site: Site
    let clock: SettableClock
    let store: FileStore
    let drafter: Viewer
    let approvers: [Viewer]
    let finance: Viewer
    let county: Viewer
    let other: Viewer
    let unit: Viewer
    let organisation: Int64
    let earmark: Int64

    var allocations: Allocations { Allocations(registry) }

    init() async throws {
        let catalogue = try WebCity.loaded.get()
        clock = SettableClock("2026-03-02T01:00:00Z")
        let registry = Registry(
            try testDatabase(catalogue, clock: clock.clock), consequences: CityConsequences.all)
        self.registry = registry
        store = FileStore(NSTemporaryDirectory() + "funds-" + UUID().uuidString)
        try store.prepare()
        let figures = Figures(registry)
        site = Site(
            registry: registry, figures: figures, reports: Reports(figures),
            accounts: Accounts(registry), assets: [], files: CityFiles(registry, store))
        let act = Act(actor: "试验", role: "finance", event: "made", reason: "试验")
        func person(
            _ name: String, _ role: String, _ section: String? = nil, _ county: String? = nil
        )
            async throws -> Viewer
        {
            let login = "p\(UInt32.random(in: 1...UInt32.max))"
            let record = try await registry.database.write(act) { writer in
                var fields: [String: Scalar] = [
                    "login": .text(login), "name": .text(name), "role": .text(role),
                ]
                fields["section"] = section.map(Scalar.text)
                fields["county"] = county.map(Scalar.text)
                return try registry.create(Draft(fields, state: "active"), in: "account", writer)
            }
            return Viewer(
                name: name, role: try #require(catalogue.roles[role]), account: record.id,
                section: section, county: county)
        }
        drafter = try await person("经办甲", "officer", "office")
        let finance = try await person("财务戊", "finance")
        self.finance = finance
        approvers = [
            try await person("科长乙", "section-head", "office"),
            try await person("领导丙", "leader"), finance, try await person("局长丁", "leader"),
        ]
        county = try await person("县办己", "clerk", nil, "430621")
        other = try await person("县办庚", "clerk", nil, "430623")
        organisation = try await registry.createRecord(
            "organisation",
            [
                "name": .text("示例新材料有限公司"), "uscc": .text("91430600MA4TE5T137"),
                "county": .text("岳阳县"),
            ], by: drafter
        ).id
        unit = Viewer(
            name: "单位辛", role: try #require(catalogue.roles["organisation-member"]),
            organisation: organisation)
        let fund = try await registry.createRecord(
            "special-fund",
            ["code": .text("KJ-ZRJJ"), "name": .text("市自然科学基金"), "level": .text("own")],
            by: finance
        ).id
        earmark = fund
        let day = try #require(CalendarDate(iso: "2026-01-05"))
        _ = try await registry.database.write(act) { writer in
            try Ledger(registry).post(
                [
                    TransferRequest(
                        "a", "appropriation", from: .source(title: "市级预算"),
                        to: .fund(fund, "市自然科学基金", year: 2026), Money(fen: 100_000_000), on: day)
                ], writer)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: store.path) }

    static let table = """
        2026年市自然科学基金安排表,,,
        单位：万元,,,
        序号,单位名称,县市区,项目名称,金额
        1,示例新材料有限公司,岳阳县,示例项目甲,12.5
        2,示例大学,华容县,示例项目乙,10
        3,示例研究所,岳阳县,示例项目丙,7.5
        合计,,,,30
        """

    static let answers: [(String, String)] = [
        ("title", "关于下达2026年市自然科学基金的通知"), ("year", "2026"), ("total", "30"),
        ("total.unit", "万元"), ("responsible_section", "office"), ("owner", "经办甲"),
    ]

    /// Makes a paper on its page.
    func make() async throws -> Int64 {
        let response = await post(
            "/funds/papers/new", Self.answers + [("earmark", "#\(earmark)")], drafter)
        #expect(response.status == 303, "\(response.text.suffix(1_500))")
        let place = try #require(response.header("Location"))
        return try #require(Int64(place.dropFirst("/funds/papers/".count).prefix { $0 != "?" }))
    }

    /// Makes, splits and issues a paper; the ids of its three payees.
    func issued() async throws -> (paper: Int64, lines: [Int64]) {
        let id = try await make()
        let splitting = Allocations.Splitting(
            try SplitTable(text: Array(Self.table.utf8)), .amounts)
        let split = try await allocations.splitPaper(id, splitting, by: drafter)
        _ = try await allocations.changePaper(
            id,
            ["doc_no": "岳财教指〔2026〕12号", "cosigned_on": "2026-02-27", "cosigner": "市财政局"],
            version: split.version, by: drafter)
        let approvals = Approvals(Accounts(registry))
        var request = try await approvals.ask(
            "issue", of: id, in: try registry.register(Allocations.papers), version: nil,
            note: nil, by: drafter)
        for viewer in approvers {
            request = try await approvals.decide(
                request.id, .approve, opinion: nil, version: request.version, by: viewer)
        }
        let lines = try await registry.database.read { [allocations, registry] reader in
            try allocations.lines(
                reader, of: try registry.record(reader, Allocations.papers, id)
            ).map(\.id)
        }
        return (id, lines)
    }
}
