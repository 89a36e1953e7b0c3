import Store
import Values

extension Accounts {
    /// Changes one's own password; all other sessions of the account end.
    /// - Throws: `SignInRefusal.wrong` where the present one is wrong, `PasswordProblem`.
    public func changePassword(
        _ session: Session, present: String, new: String, from origin: Origin
    ) async throws {
        let account = session.account
        let secret = try await database.read { try $0.secret(account.id) }
        guard try await gate.matches(present, secret?.password) else {
            try await note(.failed, account.id, account.login, origin, detail: "改密码时")
            throw SignInRefusal.wrong
        }
        if present == new { throw PasswordProblem.sameAsBefore }
        try PasswordRules.check(new, words: words(of: account))
        let hash = try await gate.hash(new)
        try await database.write(Self.act) { writer in
            try writer.setPassword(hash, of: account.id)
            try writer.endSessions(of: account.id, keeping: session.digest)
            try writer.note(.passwordSet, of: account.id, login: account.login, origin)
        }
    }
}
