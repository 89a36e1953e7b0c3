import Journal
public import Registers
import Store

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
