import Catalogue
import Journal
public import Registers
public import Store
import Values

/// Why a one-time link or what it was used for is refused.
public enum InvitationRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    case noLink
    case notInForce

    public var description: String {
        switch self {
        case .noLink: "这个启用链接不对、已用过或已过期。请联系发链接的管理员重发一个。"
        case .notInForce: "这个账号还没有审定，或已停用，现在不能启用。请联系管理员。"
        }
    }
}

extension Accounts {
    /// Makes a one-time link's token for an account: to begin with it, or again after its password
    /// is lost. Earlier links of the account hold no more.
    /// - Throws: `AccountRefusal.oneself`: whoever knows the present password changes it with that.
    public func invite(_ account: Account, by viewer: Viewer, from origin: Origin) async throws
        -> String
    {
        if viewer.account == account.id { throw AccountRefusal.oneself }
        let token = RandomBytes.token()
        let ends = now.adding(policy.invitation)
        try await database.write(Self.act) { writer in
            try writer.invite(token, account, ends: ends)
            try writer.note(
                .invited, of: account.id, login: account.login, origin, detail: "由\(viewer.name)")
        }
        return token
    }

    /// The account that a link is for.
    /// - Throws: `InvitationRefusal`.
    public func invited(_ reader: Reader, token: String) throws -> Account {
        let row = try reader.first(
            """
            SELECT account, ends, used FROM invitation WHERE digest = \(digest(ofToken: token))
            """)
        guard let row, let id = row[0].integer, let ends = row[1].integer, row[2].isNull,
            ends > now.milliseconds, let account = try account(reader, id: id)
        else { throw InvitationRefusal.noLink }
        guard account.state == .invited || account.state == .active else {
            throw InvitationRefusal.notInForce
        }
        return account
    }

    /// Begins with an account: its password is set, and it is in force from now on.
    /// - Throws: `InvitationRefusal`, `PasswordProblem`, `SignInRefusal.crowded`.
    public func accept(token: String, password: String, from origin: Origin) async throws {
        let account = try await database.read { try self.invited($0, token: token) }
        try checkPassword(password, words: words(of: account))
        let hash = try await gate.hash(password)
        let viewer = try self.viewer(of: account)
        let act = Act(
            actor: account.name, role: viewer.role.name, event: "account.moved:accept",
            reason: "本人启用")
        try await database.write(act) { writer in
            let account = try invited(writer.reader, token: token)
            try writer.execute(
                """
                UPDATE invitation SET used = \(writer.now.milliseconds)
                WHERE digest = \(digest(ofToken: token))
                """)
            if account.state == .invited {
                _ = try registry.move(
                    Account.register, account.id, "accept", version: nil, writer)
            }
            try writer.setPassword(hash, of: account.id)
            try writer.endSessions(of: account.id)
            try writer.endTokens(of: account.id)
            try writer.forgetFailures(at: Self.place(account: account.login))
            try writer.note(.passwordSet, of: account.id, login: account.login, origin)
        }
    }

    /// The account as an actor where it is not signed in.
    func viewer(of account: Account) throws -> Viewer {
        let name = account.role == Account.applicant ? "organisation-member" : account.role
        guard let role = registry.catalogue.roles[name] else { throw InvitationRefusal.notInForce }
        return Viewer(name: account.name, role: role, account: account.id)
    }

    /// What a password of this account may not be made of.
    func words(of account: Account) -> [String] {
        [account.login, account.name, registry.catalogue.city.title]
    }
}

extension Writer {
    func invite(_ token: String, _ account: Account, ends: Instant) throws {
        try execute("DELETE FROM invitation WHERE account = \(account.id) AND used IS NULL")
        try execute(
            """
            INSERT INTO invitation (digest, account, ends)
            VALUES (\(digest(ofToken: token)), \(account.id), \(ends.milliseconds))
            """)
    }

    func setPassword(_ hash: PasswordHash, of account: Int64) throws {
        try execute(
            """
            INSERT INTO account_secret (account, password, password_since, code_step)
            VALUES (\(account), \(hash.text), \(now.milliseconds), 0)
            ON CONFLICT (account) DO UPDATE SET password = excluded.password,
            password_since = excluded.password_since
            """)
    }
}
