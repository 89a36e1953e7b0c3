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
    static let password = "洞庭湖上的一叶小舟啊"

    init(demonstration: Bool = false, refused: RefusedPasswords? = nil) throws {
        clock = SettableClock("2026-02-10T01:00:00.000Z")
        let database = try testDatabase(
            Self.catalogue.get(), clock: clock.clock, demonstration: demonstration)
        var policy = AccountPolicy()
        policy.passwordCost = .cheap
        policy.refused = refused
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

    func advance(_ seconds: Int64) {
        clock.now = Instant(milliseconds: clock.now.milliseconds + seconds * 1_000)
    }

    /// The token of whoever comes in with the password alone, or has yet to enrol.
    func token(_ result: SignInResult) throws -> String {
        switch result {
        case .signedIn(let token), .needsEnrolment(let token): token
        case .needsCode: throw SignInRefusal.wrongCode
        }
    }

    func begun(_ login: String) async throws -> (token: String, session: Session) {
        let result = try await signIn(login)
        return (try token(result), try #require(try await session(result)))
    }

    func session(token: String) async throws -> Session? {
        try await accounts.database.read { try accounts.session($0, token: token) }
    }

    /// Sets up an authenticator; its key, the recovery codes and the session's token.
    func enrol(_ session: Session, password: String? = Hall.password) async throws
        -> (key: [UInt8], codes: [String], token: String)
    {
        let enrolment = try accounts.beginEnrolment(session.account)
        let key = try Base32.bytes(enrolment.secret)
        let (token, codes) = try await accounts.enrol(
            session, sealed: enrolment.sealed, code: code(key), password: password, from: origin)
        return (key, codes, token)
    }

    /// What the authenticator shows, so many steps from now.
    func code(_ key: [UInt8], steps: Int64 = 0) -> String {
        OneTimeCode.code(key, step: OneTimeCode.step(at: clock.now.milliseconds) + steps)
    }

    func kinds() async throws -> [SecurityEvent.Kind] {
        try await accounts.database.read { try accounts.events($0, limit: 1_000).map(\.kind) }
    }

    func count(_ question: SQL) async throws -> Int64 {
        try await accounts.database.read { try $0.integer(question) }
    }

    func execute(_ statement: SQL) async throws {
        try await accounts.database.write(Accounts.act) { try $0.execute(statement) }
    }

    func organisation(_ name: String, code: String? = nil, kind: String? = nil) async throws
        -> Int64
    {
        var fields: [String: Scalar] = ["name": .text(name)]
        if let kind { fields["kind"] = .text(kind) }
        if let code { fields["uscc"] = .text(code) }
        let draft = Draft(fields)
        let act = Act(actor: "试验", role: "officer", event: "organisation.created")
        return try await accounts.database.write(act) {
            try accounts.registry.create(draft, in: "organisation", $0).id
        }
    }

    func viewer(_ session: Session) -> Viewer { session.viewer }
}

/// Runs both at once; how each ended.
func both<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async -> [Result<
    T, any Error
>] {
    await withTaskGroup(of: Result<T, any Error>.self) { group in
        for _ in 0..<2 {
            group.addTask {
                do { return .success(try await body()) } catch { return .failure(error) }
            }
        }
        return await group.reduce(into: []) { $0.append($1) }
    }
}

extension Result {
    var isGood: Bool { if case .success = self { true } else { false } }
}
