import Store
import Values

extension Accounts {
    /// Changes one's own password; all other sessions of the account end.
    /// - Throws: `SignInRefusal`: the present one is wrong, or was tried too often;
    ///   `PasswordProblem`.
    public func changePassword(
        _ session: Session, present: String, new: String, from origin: Origin
    ) async throws {
        let account = session.account
        let secret = try await prove(account, present, from: origin)
        if present == new { throw PasswordProblem.sameAsBefore }
        try checkPassword(new, words: words(of: account))
        let hash = try await gate.hash(new)
        try await database.write(Self.act) { writer in
            guard try writer.reader.secret(account.id)?.password?.text == secret.password?.text
            else { throw SignInRefusal.wrong }
            try writer.setPassword(hash, of: account.id)
            try writer.endSessions(of: account.id, keeping: session.digest)
            try writer.note(.passwordSet, of: account.id, login: account.login, origin)
        }
    }

    /// The password once more from somebody who is signed in: a browser left open is not enough to
    /// change how an account proves itself. Guessing counts as it does at the sign-in page.
    /// - Throws: `SignInRefusal`.
    func prove(_ account: Account, _ password: String, from origin: Origin) async throws -> Secret {
        let (secret, until) = try await database.read {
            (
                try $0.secret(account.id),
                try $0.throttle(Self.place(account: account.login)).until
            )
        }
        if until > now { throw SignInRefusal.waiting(until: until) }
        guard let secret, try await gate.matches(password, secret.password) else {
            try await fail(.failed, account.id, account.login, origin)
            throw SignInRefusal.wrong
        }
        return secret
    }
}
