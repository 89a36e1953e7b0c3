import Awards
import Catalogue
import Figures
import Funds
import Operating
import Registers
import Reports
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Accounts
@testable import Web

/// A demonstration city with two organisations, one account a role, and programs with tokens.
struct ApiOffice {
    let registry: Registry
    let accounts: Accounts
    let site: Site
    let clock: SettableClock
    /// The organisation of `demo-unit`, and another.
    let own: Int64
    let other: Int64

    /// One for all tests whose requests are refused, so that it stays as it was made.
    static let refusing = Task {
        let office = try await ApiOffice()
        return (
            office: office, officer: try await office.token("demo-transfer"),
            unit: try await office.token("demo-unit")
        )
    }

    static let origin = Origin(address: "192.0.2.9", agent: "试验程序")
    static let needs = "/api/registers/technology-need"

    init() async throws {
        clock = SettableClock("2026-02-10T01:00:00.000Z")
        let database = try testDatabase(
            WebCity.loaded.get(), clock: clock.clock, demonstration: true)
        registry = Registry(database, consequences: CityConsequences.all)
        let figures = Figures(registry)
        var policy = AccountPolicy()
        policy.passwordCost = .cheap
        accounts = Accounts(registry, policy: policy)
        site = Site(
            registry: registry, figures: figures, reports: Reports(figures), accounts: accounts,
            assets: [])
        let officer = try WebCity.viewer("officer")
        own = try await registry.createRecord(
            "organisation", ["name": .text("甲公司"), "uscc": .text("91110000000000001H")],
            by: officer
        ).id
        other = try await registry.createRecord(
            "organisation", ["name": .text("乙公司")], by: officer
        ).id
        try await accounts.makeDemonstrationAccounts(for: own)
    }

    /// The cookie of a browser that has signed in, and its session.
    func signIn(_ login: String) async throws -> (cookie: String, session: Session) {
        let result = try await accounts.signIn(
            login: login, password: Accounts.demonstrationPassword, from: Self.origin)
        guard case .signedIn(let token) = result else { throw SignInRefusal.wrong }
        let session = try await accounts.database.read { try accounts.session($0, token: token) }
        return ("\(site.entrance.cookieName)=\(token)", try #require(session))
    }

    func token(_ login: String, writes: Bool = true, days: Int = 30) async throws -> String {
        let session = try await signIn(login).session
        return try await accounts.makeToken(
            session, name: "试验", writes: writes, days: days, from: Self.origin)
    }

    /// - Parameter body: JSON; nil sends none.
    func send(
        _ method: String, _ target: String, _ token: String?, _ body: String? = nil,
        _ headers: [String: String] = [:]
    ) async -> Response {
        var all = headers
        if let token { all["authorization"] = "Bearer " + token }
        if let body {
            if all["content-type"] == nil { all["content-type"] = "application/json" }
            return await respond(method, target, all, Array(body.utf8))
        }
        return await respond(method, target, all, [])
    }

    private func respond(
        _ method: String, _ target: String, _ headers: [String: String], _ body: [UInt8]
    ) async -> Response {
        var request = Request(method, target, headers: headers)
        request.body = body
        return await site.respond(request)
    }

    /// A need of `demo-unit`, handed in by a program.
    func need(_ token: String, _ title: String = "低温焊接", _ more: String = "") async throws -> Need {
        let response = await send("POST", Self.needs, token, Self.body(title, more))
        try #require(response.status == 201, "\(response.text)")
        return try Need(response)
    }

    static func body(_ title: String, _ more: String = "") -> String {
        """
        {"fields": {"title": "\(title)", "source": "market", "collected_on": "2026-02-01"\(more)}}
        """
    }

    struct Need {
        let id: Int64
        let path: String
        let tag: String

        init(_ response: Response) throws {
            id = try #require(try response.json()["id"]?.integer)
            path = "\(ApiOffice.needs)/\(id)"
            tag = try #require(response.header("ETag"))
        }
    }

    func count(_ table: String) async throws -> Int64 {
        try await accounts.database.read {
            try $0.integer("SELECT count(*) FROM \(table: table)")
        }
    }
}

extension Response {
    func json() throws -> JSON { try JSON.read(Array(text.utf8)) }

    /// Where the problems are that it tells of.
    func pointers() throws -> [String] {
        (try json()["problems"]?.array ?? []).compactMap { $0["pointer"]?.string }
    }
}
