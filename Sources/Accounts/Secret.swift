import Journal
import Store
import Values

/// How an account proves itself, as the database keeps it.
struct Secret: Sendable {
    let password: PasswordHash?
    let passwordSince: Instant?
    /// The authenticator's secret, sealed.
    let code: String?
    /// The last step whose code was used.
    let step: Int64
    /// Digests of the recovery codes that are left, separated by blanks.
    let recovery: String

    static func place(_ account: Int64) -> String { "account/\(account)/code" }

    /// The digests that are left once this code is used; nil where it is none of them.
    func recovery(without code: String) -> String? {
        let digests = recovery.split(separator: " ").map(String.init)
        let used = Self.digest(ofRecovery: code)
        guard digests.contains(used) else { return nil }
        return digests.filter { $0 != used }.joined(separator: " ")
    }

    static func digest(ofRecovery code: String) -> String {
        digestOf(code.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    private static func digestOf(_ text: String) -> String {
        Digest(of: "dongting recovery 1\n" + text).hex
    }
}

extension Reader {
    func secret(_ account: Int64) throws -> Secret? {
        let row = try first(
            """
            SELECT password, password_since, code_secret, code_step, recovery
            FROM account_secret WHERE account = \(account)
            """)
        return row.map { row in
            Secret(
                password: row[0].text.map { PasswordHash(text: $0) },
                passwordSince: row[1].integer.map { Instant(milliseconds: $0) },
                code: row[2].text, step: row[3].integer ?? 0, recovery: row[4].text ?? "")
        }
    }
}
