import Catalogue
import Foundation
import Journal
import Registers
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Accounts

/// An empty city with the real catalogue, cheap passwords and a clock that is set by hand.
struct Hall {
    let accounts: Accounts
    let clock: SettableClock
    let origin = Origin(address: "192.0.2.7", agent: "试验浏览器")

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let catalogue = Result {
        try Catalogue.load([root.appending(path: "cities/yueyang").path])
    }
    static let password = "洞庭湖上的一叶小舟"

    init(demonstration: Bool = false) throws {
        clock = SettableClock("2026-02-10T01:00:00.000Z")
        let database = try testDatabase(
            Self.catalogue.get(), clock: clock.clock, demonstration: demonstration)
        var policy = AccountPolicy()
        policy.passwordCost = .cheap
        accounts = Accounts(Registry(database), policy: policy)
    }

    func viewer(_ role: String) throws -> Viewer {
        Viewer(name: "管理员", role: try #require(try Self.catalogue.get().roles[role]))
    }

    /// An account in force, its password set.
    @discardableResult
    func account(_ login: String, _ role: String, _ more: [String: String] = [:]) async throws
        -> Account
    {
        var answers: [String: Answer] = [
            "login": .text(login), "name": .text("\(login)本人"), "role": .text(role),
        ]
        for (name, value) in more { answers[name] = .text(value) }
        let given = answers
        let act = Act(actor: "试验", role: "system-administrator", event: "account.created")
        let account = try await accounts.database.write(act) {
            try accounts.create(given, state: .invited, $0)
        }
        let token = try await accounts.invite(
            account, by: try viewer("security-administrator"), from: origin)
        try await accounts.accept(token: token, password: Self.password, from: origin)
        return try await read(account.id)
    }

    func read(_ id: Int64) async throws -> Account {
        try #require(try await accounts.database.read { try accounts.account($0, id: id) })
    }

    func signIn(_ login: String, password: String = Hall.password, code: String? = nil)
        async throws -> SignInResult
    {
        try await accounts.signIn(login: login, password: password, code: code, from: origin)
    }

    func session(_ result: SignInResult) async throws -> Session? {
        switch result {
        case .signedIn(let token), .needsEnrolment(let token):
            try await accounts.database.read { try accounts.session($0, token: token) }
        case .needsCode: nil
        }
    }
}
