import Catalogue
import Journal
import Registers
public import Store
import Values

/// An authenticator about to be set up: its secret as it is typed, and as a picture holds it.
public struct CodeEnrolment: Sendable, Hashable {
    /// In groups of four letters.
    public let secret: String
    public let address: String
    /// The secret sealed to its account: carried by the form until the first code proves it.
    public let sealed: String
}

extension Accounts {
    /// A fresh secret for an authenticator; nothing is kept until a code of it is given.
    public func beginEnrolment(_ account: Account) throws -> CodeEnrolment {
        try enrolment(account, Base32.text(RandomBytes.make(20)))
    }

    /// The same secret once more, from the sealed text of the form.
    /// - Throws: `SignInRefusal.noEnrolment`.
    public func enrolment(_ account: Account, sealed: String) throws -> CodeEnrolment {
        try enrolment(account, try opened(sealed, of: account))
    }

    private func opened(_ sealed: String, of account: Account) throws -> String {
        do {
            return try seal.opened(sealed, as: Secret.place(account.id) + "/new")
        } catch {
            throw SignInRefusal.noEnrolment
        }
    }

    private func enrolment(_ account: Account, _ text: String) throws -> CodeEnrolment {
        let groups = stride(from: 0, to: text.count, by: 4).map {
            String(text.dropFirst($0).prefix(4))
        }
        return CodeEnrolment(
            secret: groups.joined(separator: " "),
            address: OneTimeCode.address(
                secret: try Base32.bytes(text), login: account.login,
                issuer: "洞庭 · \(registry.catalogue.city.title)"),
            sealed: try seal.sealed(text, as: Secret.place(account.id) + "/new"))
    }

    /// Sets up the authenticator whose code is given; the session goes on under a new token and may
    /// do everything from now on. All other sessions of the account end.
    /// - Parameter password: the present one; not asked of whoever has just given it to come here.
    /// - Returns: the session's new token, and the recovery codes, shown this once.
    /// - Throws: `SignInRefusal`.
    public func enrol(
        _ session: Session, sealed: String, code: String, password: String?, from origin: Origin
    ) async throws -> (token: String, codes: [String]) {
        let account = session.account
        if !session.needsEnrolment {
            _ = try await prove(account, password ?? "", from: origin)
        }
        let token = RandomBytes.token()
        let text = try opened(sealed, of: account)
        let key = try Base32.bytes(text)
        let kept = try seal.sealed(text, as: Secret.place(account.id))
        let codes = (0..<10).map { _ in Self.recoveryCode() }
        let digests = codes.map(Secret.digest(ofRecovery:)).joined(separator: " ")
        try await database.write(Self.act) { writer in
            let now = writer.now.milliseconds
            guard let step = OneTimeCode.accepted(code, key, now: now, after: 0) else {
                throw SignInRefusal.wrongCode
            }
            try writer.execute(
                """
                UPDATE account_secret SET code_secret = \(kept), code_step = \(step),
                recovery = \(digests) WHERE account = \(account.id)
                """)
            try writer.endSessions(of: account.id)
            try writer.begin(token, account.id, origin, ends: session.ends, isWhole: true)
            try writer.note(.codeEnrolled, of: account.id, login: account.login, origin)
        }
        return (token, codes)
    }

    /// Whether an authenticator is set up, and how many recovery codes are left.
    public func codeStatus(_ reader: Reader, of account: Int64) throws -> (isSet: Bool, left: Int) {
        let secret = try reader.secret(account)
        return (secret?.code != nil, secret?.recovery.split(separator: " ").count ?? 0)
    }

    /// Twenty-four letters without those that look alike, in four groups: more than 112 bits, so
    /// that a plain digest keeps it (ASVS 5.0, 6.5.2).
    private static func recoveryCode() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        let text = RandomBytes.make(24).map { String(letters[Int($0) % letters.count]) }
        return stride(from: 0, to: 24, by: 6).map { text[$0..<$0 + 6].joined() }
            .joined(separator: "-")
    }
}
