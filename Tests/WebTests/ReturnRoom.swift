import Accounts
import Awards
import Catalogue
import Documents
import Figures
import Files
import Foundation
import Funds
import Registers
import Reports
import Returns
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Web

/// A city with its files and demonstration accounts on Monday, 2 March 2026, at nine, and the people
/// who have to do with a return: the officer who makes it, two counties, another section.
final class ReturnRoom: SiteRoom {
    let registry: Registry
    let site: Site
    let accounts: Accounts
    let clock: SettableClock
    let store: FileStore
    /// Of the section that makes the return.
    let officer: Viewer
    let stranger: Viewer
    let leader: Viewer
    let clerk: Viewer
    let other: Viewer

    init() async throws {
        let catalogue = try WebCity.loaded.get()
        clock = SettableClock("2026-03-02T01:00:00Z")
        registry = Registry(
            try testDatabase(catalogue, clock: clock.clock, demonstration: true),
            consequences: CityConsequences.all)
        var policy = AccountPolicy()
        policy.passwordCost = .cheap
        accounts = Accounts(registry, policy: policy)
        store = FileStore(NSTemporaryDirectory() + "returns-" + UUID().uuidString)
        try store.prepare()
        let figures = Figures(registry)
        site = Site(
            registry: registry, figures: figures, reports: Reports(figures), accounts: accounts,
            assets: [], files: CityFiles(registry, store))
        func viewer(_ role: String, _ section: String? = nil, _ county: String? = nil) throws
            -> Viewer
        {
            Viewer(
                name: "\(county ?? section ?? role)的人", role: try #require(catalogue.roles[role]),
                section: section, county: county)
        }
        let counties = Returns(registry).counties.compactMap { receiver -> String? in
            if case .county(let code) = receiver { code } else { nil }
        }
        officer = try viewer("officer", "high-tech")
        stranger = try viewer("officer", "technology-transfer")
        leader = try viewer("leader")
        clerk = try viewer("clerk", nil, counties[0])
        other = try viewer("clerk", nil, counties[1])
    }

    deinit { try? FileManager.default.removeItem(atPath: store.path) }

    /// Signs a demonstration account in as a browser does.
    /// - Parameter unit: the organisation that the demonstration's people act for.
    /// - Returns: the cookie that a browser sends, and what its forms carry.
    func browser(_ login: String, unit: Int64) async throws -> (cookie: String, formToken: String) {
        try await accounts.makeDemonstrationAccounts(for: unit)
        let signedIn = try await accounts.signIn(
            login: login, password: Accounts.demonstrationPassword,
            from: Origin(address: "127.0.0.1", agent: "试验"))
        let token: String? = if case .signedIn(let token) = signedIn { token } else { nil }
        let own = try #require(token)
        let session = try await registry.database.read { [accounts] in
            try accounts.session($0, token: own)
        }
        return ("\(site.entrance.cookieName)=\(own)", try #require(session).formToken)
    }

    // The way of a return.

    /// What the form of a table of one's own sends: a number by field, money with its sum.
    static let plan: [(String, String)] = [
        ("name", "2026年一季度科技投入"), ("kind", "statistics"), ("due_on", "2026-03-16"),
        ("due_time", "17:00"), ("row_titles", "农业\n工业"), ("prefill", "none"),
        ("own.0.heading", "领域"), ("own.0.type", "text"), ("own.0.required", "是"),
        ("own.1.heading", "项目数"), ("own.1.type", "integer"), ("own.1.unit", "项"),
        ("own.1.required", "是"), ("own.1.least", "0"), ("own.1.total", "是"),
        ("own.1.carry", "shown"), ("own.2.heading", "财政"), ("own.2.type", "money"),
        ("own.2.unit", "万元"), ("own.2.total", "是"), ("own.2.carry", "shown"), ("act", "make"),
    ]

    /// Makes a return on its page.
    func make(_ more: [(String, String)] = []) async throws -> Int64 {
        let changed = Set(more.map(\.0))
        let fields = Self.plan.filter { !changed.contains($0.0) } + more
        let response = await post("/returns/new", fields, officer)
        #expect(response.status == 303, "\(response.text.suffix(2_000))")
        let place = try #require(response.header("Location"))
        return try #require(Int64(place.dropFirst("/returns/".count).prefix { $0 != "?" }))
    }

    /// Makes it and sends it to the two counties.
    func sendOut() async throws -> (id: Int64, first: Int64, second: Int64) {
        let id = try await make()
        let response = await post(
            "/returns/\(id)/send",
            [
                ("county", clerk.county ?? ""), ("county", other.county ?? ""), ("act", "confirm"),
                ("version", "1"),
            ], officer)
        #expect(response.status == 303, "\(response.text.suffix(2_000))")
        return (id, try await sheet(id, clerk), try await sheet(id, other))
    }

    func sheet(_ id: Int64, _ who: Viewer) async throws -> Int64 {
        try await registry.database.read {
            try $0.integer(
                "SELECT id FROM collection_sheet WHERE collection = \(id) AND county = \(who.county ?? "")"
            )
        }
    }

    func record(_ sheet: Int64) async throws -> Record {
        try await registry.database.read { [registry] in
            try registry.record($0, "collection-sheet", sheet)
        }
    }

    static func cells(_ projects: String = "12", _ money: String = "3.5") -> [(String, String)] {
        [
            ("rows.0.c1", "农业"), ("rows.0.c2", projects), ("rows.0.c3", money),
            ("rows.1.c1", "工业"), ("rows.1.c2", "3"), ("rows.1.c3", ""),
        ]
    }

    func fill(
        _ sheet: Int64, _ cells: [(String, String)], act: String, _ who: Viewer,
        version: Int64? = nil
    ) async throws -> Response {
        let known = try await record(sheet).version
        return await post(
            "/returns/sheets/\(sheet)",
            cells + [("version", String(version ?? known)), ("act", act)], who)
    }
}
