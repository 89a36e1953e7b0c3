import Journal
public import Registers
import Store
import Values

/// What whoever has the data at hand may do: at the beginning, or where nobody can sign in. It is
/// journaled as theirs, and stands among the security events.
extension Accounts {
    /// Makes an account without a second administrator, and the token of its link.
    public func createFromTerminal(_ answers: [String: Answer], by viewer: Viewer) async throws
        -> String
    {
        let act = Act(
            actor: viewer.name, role: "system-administrator", event: "account.created",
            reason: "服务器终端")
        let account = try await database.write(act) { try create(answers, state: .invited, $0) }
        return try await invite(account, by: viewer, from: .terminal)
    }

    /// Signs one account out wherever it is signed in, or everybody.
    /// - Parameter login: nil for everybody.
    /// - Returns: how many accounts were signed in.
    /// - Throws: `AccountRefusal.unknown`.
    public func signOutFromTerminal(_ login: String?, by viewer: Viewer) async throws -> Int {
        try await database.write(Self.act) { writer in
            if let login, try account(writer.reader, login: login) == nil {
                throw AccountRefusal.unknown
            }
            let signedIn = try writer.reader.all(
                """
                SELECT id, login FROM account WHERE id IN (SELECT account FROM session)
                ORDER BY id
                """)
            let ended = signedIn.filter { login == nil || $0[1].text == login }
            for row in ended {
                guard let id = row[0].integer else { continue }
                try writer.endSessions(of: id)
                try writer.note(
                    .sessionEnded, of: id, login: row[1].text ?? "", .terminal,
                    detail: "全部，由\(viewer.name)")
            }
            return ended.count
        }
    }

    /// The token of a new link for an account.
    /// - Throws: `AccountRefusal.unknown`, `InvitationRefusal.notInForce`.
    public func inviteFromTerminal(_ login: String, by viewer: Viewer) async throws -> String {
        guard let account = try await database.read({ try self.account($0, login: login) }) else {
            throw AccountRefusal.unknown
        }
        guard account.state == .invited || account.state == .active else {
            throw InvitationRefusal.notInForce
        }
        return try await invite(account, by: viewer, from: .terminal)
    }
}
