import Catalogue
import Journal
import Registers
import Store
import Testing
import Values

@testable import Accounts
@testable import Web

/// Somebody in a browser that is signed in.
struct SignedIn: Sendable {
    let city: WebCity
    let account: Int64
    let token: String
    var address = "192.0.2.7"

    var csrf: String { Accounts.formToken(token) }

    func get(_ target: String, method: String = "GET", headers: [String: String] = [:]) async
        -> Response
    {
        await city.site.respond(request(method, target, headers))
    }

    /// Posts a form as the pages of the session do.
    func post(
        _ target: String, _ fields: [(String, String)] = [], headers: [String: String] = [:],
        csrf: String? = nil
    ) async -> Response {
        let form = Parameters([("csrf", csrf ?? self.csrf)] + fields).text.dropFirst()
        return await post(target, body: Array(form.utf8), headers: headers)
    }

    func post(_ target: String, body: [UInt8], headers: [String: String] = [:]) async -> Response {
        let type = ["content-type": "application/x-www-form-urlencoded"].merging(headers) { $1 }
        var request = request("POST", target, type)
        request.body = body
        return await city.site.respond(request)
    }

    /// Asks for what a route does, as the pages of the session or its scripts do.
    func walk(_ route: Route, _ target: String) async -> Response {
        guard route.method != "GET" else { return await get(target) }
        guard route.api != nil else { return await post(target) }
        let own = ["x-form-token": csrf, "content-type": "application/json"]
        var request = request(route.method, target, own)
        request.body = Array("{}".utf8)
        return await city.site.respond(request)
    }

    private func request(_ method: String, _ target: String, _ headers: [String: String])
        -> Request
    {
        let own = ["cookie": "dongting=\(token)", "host": "city.test"].merging(headers) { $1 }
        var request = Request(method, target, headers: own)
        request.address = address
        return request
    }
}

extension WebCity {
    /// Makes an account of this role that is signed in.
    /// - Parameter organisation: the one that it acts for, as administrator or member.
    func signedIn(
        _ login: String, _ role: String, section: String? = nil, county: String? = nil,
        organisation: Int64? = nil, isWhole: Bool = true
    ) async throws -> SignedIn {
        let isOfUnit = role.hasPrefix("organisation-") || role.hasPrefix("bank-")
        var answers: [String: Answer] = [
            "login": .text(login), "name": .text("\(login)本人"),
            "role": .text(isOfUnit ? Account.applicant : role),
        ]
        answers["section"] = section.map { .text($0) }
        answers["county"] = county.map { .text($0) }
        let (given, token) = (answers, RandomBytes.token())
        let act = Act(actor: "试验", role: "system-administrator", event: "account.created")
        let id = try await registry.database.write(act) { writer in
            let account = try accounts.create(given, state: .active, writer)
            let origin = Origin(address: "192.0.2.7", agent: "")
            try writer.begin(
                token, account.id, origin, ends: writer.now.adding(.seconds(3_600)),
                isWhole: isWhole)
            guard isOfUnit, let organisation else { return account.id }
            let member = Draft(
                [
                    "account": .integer(account.id), "organisation": .integer(organisation),
                    "role": .text(role.hasSuffix("administrator") ? "administrator" : "member"),
                    "from": .text("2026-01-01"),
                ], state: "in-force")
            _ = try registry.create(member, in: Membership.register, writer)
            return account.id
        }
        return SignedIn(city: self, account: id, token: token)
    }

    /// One of each role that has accounts, by the name of the role.
    func oneOfEachRole(organisation: Int64, county: String) async throws -> [String: SignedIn] {
        var all: [String: SignedIn] = [:]
        let bank = try await makeOrganisation("试验银行", county: nil, kind: "bank")
        for role in registry.catalogue.roles.keys.sorted()
        where !["public", "importer"].contains(role) {
            all[role] = try await signedIn(
                role, role,
                section: role == "officer" || role == "section-head"
                    ? "technology-transfer" : nil,
                county: role == "clerk" ? county : nil,
                organisation: role.hasPrefix("bank-") ? bank : organisation)
        }
        return all
    }

    /// Anybody without a session.
    func nobody(
        _ method: String = "GET", _ target: String, headers: [String: String] = [:],
        body: String = ""
    ) async -> Response {
        let type = ["content-type": "application/x-www-form-urlencoded", "host": "city.test"]
        var request = Request(method, target, headers: type.merging(headers) { $1 })
        request.body = Array(body.utf8)
        request.address = "192.0.2.8"
        return await site.respond(request)
    }

    /// What tells that something was written: the journal, and the tables beside it.
    func written() async throws -> [Int64] {
        try await registry.database.read { reader in
            try [
                "SELECT number FROM journal_head", "SELECT count(*) FROM account",
                "SELECT count(*) FROM draft", "SELECT count(*) FROM membership",
                "SELECT count(*) FROM organisation", "SELECT count(*) FROM technology_need",
                "SELECT count(*) FROM invitation", "SELECT count(*) FROM api_token",
            ].map { try reader.integer($0) }
        }
    }
}
