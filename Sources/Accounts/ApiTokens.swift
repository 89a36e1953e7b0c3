import Catalogue
import Journal
import Registers
public import Store
public import Values

/// The key of a program that acts for an account: with what the account may do, or less.
public struct ApiToken: Sendable, Hashable {
    public let id: Int64
    public let account: Int64
    /// The organisation it acts for; nil where the account acts for none.
    public let organisation: Int64?
    public let name: String
    /// Whether it may change anything, or read alone.
    public let writes: Bool
    public let made: Instant
    public let ends: Instant
    public let ended: Instant?
    /// When it was last used, to the minute.
    public let used: Instant?

    public static let longestDays = 365
    public static let longestName = 60
    /// Tokens in force that an account may have.
    public static let most = 20

    public func isInForce(at now: Instant) -> Bool { ended == nil && now < ends }

    /// By these first letters, scanners for lost secrets know one.
    static let mark = "dongting_"
}

/// Why a token was not made or ended.
public enum ApiTokenRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    case name(most: Int)
    case days(most: Int)
    case tooMany(limit: Int)
    case noOrganisation
    case unknown

    public var description: String {
        switch self {
        case .name(let most): "令牌要有名称，说明给哪个程序用，最多 \(most) 个字。"
        case .days(let most): "有效期应是 1 至 \(most) 天。到期前另建一个换上。"
        case .tooMany(let limit): "在用的令牌已有 \(limit) 个。先停用不再用的。"
        case .noOrganisation: "还没有单位确认您，确认后才能建立令牌。"
        case .unknown: "没有这个令牌，或它不归您管。"
        }
    }
}

extension Accounts {
    /// Makes a token of one's own. Whoever acts for an organisation makes it for that one; its
    /// administrators see all of these and end them.
    /// - Returns: the token itself, which is kept nowhere and told once.
    /// - Throws: `ApiTokenRefusal`.
    public func makeToken(
        _ session: Session, name: String, writes: Bool, days: Int, from origin: Origin
    ) async throws -> String {
        let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !name.isEmpty, name.count <= ApiToken.longestName, !name.utf8.contains(0) else {
            throw ApiTokenRefusal.name(most: ApiToken.longestName)
        }
        guard (1...ApiToken.longestDays).contains(days) else {
            throw ApiTokenRefusal.days(most: ApiToken.longestDays)
        }
        let account = session.account
        let organisation = session.viewer.organisation
        if account.role == Account.applicant, organisation == nil {
            throw ApiTokenRefusal.noOrganisation
        }
        let token = ApiToken.mark + RandomBytes.token()
        try await database.write(Self.act) { writer in
            let now = writer.now
            let inForce = try writer.reader.integer(
                """
                SELECT count(*) FROM api_token WHERE account = \(account.id) AND ended IS NULL
                AND ends > \(now.milliseconds)
                """)
            guard inForce < ApiToken.most else {
                throw ApiTokenRefusal.tooMany(limit: ApiToken.most)
            }
            let ends = now.adding(.seconds(days * 86_400))
            try writer.execute(
                """
                INSERT INTO api_token (digest, id, account, organisation, name, writes, made, ends)
                VALUES (\(digest(ofToken: token)), \(writer.newID()), \(account.id),
                \(organisation.map(Scalar.integer) ?? .null), \(name), \(writes ? 1 : 0),
                \(now.milliseconds), \(ends.milliseconds))
                """)
            try writer.note(
                .tokenMade, of: account.id, login: account.login, origin,
                detail: "\(name)，\(writes ? "读写" : "只读")，至 \(ends.businessDate.iso)")
        }
        return token
    }

    /// Ends a token of one's own, or as an administrator one of the organisation.
    /// - Throws: `ApiTokenRefusal.unknown`.
    public func endToken(_ session: Session, _ id: Int64, from origin: Origin) async throws {
        try await database.write(Self.act) { writer in
            let seen = try tokens(writer.reader, of: session)
            guard let token = seen.first(where: { $0.id == id }), token.ended == nil else {
                throw ApiTokenRefusal.unknown
            }
            try writer.execute(
                """
                UPDATE api_token SET ended = \(writer.now.milliseconds)
                WHERE id = \(id) AND ended IS NULL
                """)
            let owner = try account(writer.reader, id: token.account)
            try writer.note(
                .tokenEnded, of: token.account, login: owner?.login ?? "", origin,
                detail: "\(token.name)，由\(session.account.name)")
        }
    }

    /// The tokens that somebody sees, the latest first: one's own, and those of the organisation
    /// for its administrator.
    public func tokens(_ reader: Reader, of session: Session) throws -> [ApiToken] {
        var filter: SQL = "account = \(session.account.id)"
        if session.viewer.role.isAdministratorOfUnit,
            let organisation = session.viewer.organisation
        {
            filter = "(\(filter) OR organisation = \(organisation))"
        }
        return try reader.all(Self.tokenColumns + " WHERE \(filter) ORDER BY made DESC, id DESC")
            .compactMap { ApiToken($0) }
    }

    /// Who a token stands for, as it stands now: nil where it has run out or was ended, where the
    /// account may not sign in any more, or no longer acts for the organisation.
    public func bearer(_ reader: Reader, token text: String) throws -> (Session, ApiToken)? {
        let digest = digest(ofToken: text)
        let row = try reader.first(Self.tokenColumns + " WHERE digest = \(digest)")
        guard let token = row.flatMap({ ApiToken($0) }), token.isInForce(at: now),
            let account = try account(reader, id: token.account), try isWhole(reader, account),
            let viewer = try viewer(reader, account, organisation: token.organisation),
            viewer.organisation == token.organisation
        else { return nil }
        let session = Session(
            digest: digest, account: account, viewer: viewer, made: token.made,
            seen: token.used ?? token.made, ends: token.ends, needsEnrolment: false, formToken: "")
        return (session, token)
    }

    /// Whether the account could come in by itself: in force, in its place, with what proves it.
    private func isWhole(_ reader: Reader, _ account: Account) throws -> Bool {
        guard account.state == .active else { return false }
        if account.isDemonstration { return database.isDemonstration }
        return try !account.needsCode || reader.secret(account.id)?.code != nil
    }

    /// Remembers that a token was used, at most once a minute.
    public func touch(_ token: ApiToken) async throws {
        guard (token.used ?? token.made).adding(.seconds(60)) < now || token.used == nil else {
            return
        }
        try await database.write(Self.act) { writer in
            try writer.execute(
                "UPDATE api_token SET used = \(writer.now.milliseconds) WHERE id = \(token.id)")
        }
    }

    private static let tokenColumns: SQL =
        "SELECT id, account, organisation, name, writes, made, ends, ended, used FROM api_token"
}

extension ApiToken {
    init?(_ row: [Scalar]) {
        guard let id = row[0].integer, let account = row[1].integer, let name = row[3].text,
            let made = row[5].integer, let ends = row[6].integer
        else { return nil }
        self.id = id
        self.account = account
        organisation = row[2].integer
        self.name = name
        writes = row[4].integer == 1
        self.made = Instant(milliseconds: made)
        self.ends = Instant(milliseconds: ends)
        ended = row[7].integer.map { Instant(milliseconds: $0) }
        used = row[8].integer.map { Instant(milliseconds: $0) }
    }
}

extension Writer {
    /// After a password was lost, whoever found it may have made tokens.
    func endTokens(of account: Int64) throws {
        try execute(
            """
            UPDATE api_token SET ended = \(now.milliseconds)
            WHERE account = \(account) AND ended IS NULL
            """)
    }
}
