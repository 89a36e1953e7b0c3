import Journal
public import Registers
public import Store
public import Values

/// A browser that is signed in.
public struct Session: Sendable, Hashable {
    /// Names the session in lists; says nothing of its token.
    public let digest: String
    public let account: Account
    public let viewer: Viewer
    public let made: Instant
    public let seen: Instant
    public let ends: Instant
    /// Whether the account must set up an authenticator before anything else.
    public let needsEnrolment: Bool
    /// What a form must carry to be taken for one of this session's.
    public let formToken: String
}

/// A session as the list of one's sessions shows it.
public struct SessionLine: Sendable, Hashable {
    public let digest: String
    public let made: Instant
    public let seen: Instant
    public let address: String
    public let agent: String
}

extension Accounts {
    /// The session of a token; nil where there is none any more.
    public func session(_ reader: Reader, token: String) throws -> Session? {
        let digest = digest(ofToken: token)
        let row = try reader.first(
            """
            SELECT account, organisation, made, seen, ends, whole FROM session WHERE digest = \(digest)
            """)
        guard let row, let id = row[0].integer, let made = row[2].integer,
            let seen = row[3].integer, let ends = row[4].integer
        else { return nil }
        let now = now
        let idle = Instant(milliseconds: seen).adding(policy.idle)
        let end = Instant(milliseconds: ends)
        guard now < idle, now < end, let account = try account(reader, id: id),
            account.state == .active,
            let viewer = try viewer(reader, account, organisation: row[1].integer)
        else { return nil }
        return Session(
            digest: digest, account: account, viewer: viewer,
            made: Instant(milliseconds: made), seen: Instant(milliseconds: seen), ends: end,
            needsEnrolment: row[5].integer == 0, formToken: Self.formToken(token))
    }

    /// Derived from the session's own token, so that nothing more is kept.
    static func formToken(_ token: String) -> String {
        String(Digest(of: "dongting form 1\n" + token).hex.prefix(32))
    }

    /// Remembers that a session is alive, at most once a minute.
    public func touch(_ session: Session) async throws {
        guard session.seen.adding(.seconds(60)) < now else { return }
        try await database.write(Self.act) { writer in
            try writer.execute(
                """
                UPDATE session SET seen = \(writer.now.milliseconds)
                WHERE digest = \(session.digest)
                """)
        }
    }

    /// One's sessions, the latest first.
    public func sessions(_ reader: Reader, of account: Int64) throws -> [SessionLine] {
        try reader.all(
            """
            SELECT digest, made, seen, address, agent FROM session
            WHERE account = \(account) ORDER BY seen DESC
            """
        ).map { row in
            SessionLine(
                digest: row[0].text ?? "", made: Instant(milliseconds: row[1].integer ?? 0),
                seen: Instant(milliseconds: row[2].integer ?? 0), address: row[3].text ?? "",
                agent: row[4].text ?? "")
        }
    }

    /// Ends one session of an account, or all but one.
    /// - Parameter digest: of the session to end; nil ends all but `keeping`.
    public func endSession(
        of account: Account, _ digest: String?, keeping: String? = nil, from origin: Origin,
        as kind: SecurityEvent.Kind = .sessionEnded
    ) async throws {
        try await database.write(Self.act) { writer in
            if let digest {
                try writer.execute(
                    "DELETE FROM session WHERE account = \(account.id) AND digest = \(digest)")
            } else {
                try writer.endSessions(of: account.id, keeping: keeping)
            }
            try writer.note(kind, of: account.id, login: account.login, origin)
        }
    }

    /// Goes on for another organisation that one is a member of.
    public func act(for organisation: Int64, _ session: Session) async throws -> Bool {
        try await database.write(Self.act) { writer in
            let own = try memberships(writer.reader, of: session.account.id)
            guard own.contains(where: { $0.organisation == organisation }) else { return false }
            try writer.execute(
                "UPDATE session SET organisation = \(organisation) WHERE digest = \(session.digest)"
            )
            return true
        }
    }

    /// Takes away what has run out: sessions, failures, links, answers kept for a day.
    public func cleanUp() async throws {
        let idle = policy.idle.milliseconds
        let day = Duration.seconds(86_400).milliseconds
        try await database.write(Self.act) { writer in
            let now = writer.now.milliseconds
            try writer.execute(
                "DELETE FROM session WHERE ends < \(now) OR seen + \(idle) < \(now)")
            try writer.execute("DELETE FROM sign_in_failure WHERE last + \(day) < \(now)")
            try writer.execute("DELETE FROM invitation WHERE ends + \(day) < \(now)")
            try writer.execute("DELETE FROM request_answer WHERE at + \(day) < \(now)")
        }
    }
}

extension Writer {
    func begin(
        _ token: String, _ account: Int64, _ origin: Origin, ends: Instant, isWhole: Bool
    ) throws {
        try execute(
            """
            INSERT INTO session (digest, account, organisation, made, seen, ends, whole, address, agent)
            VALUES (\(digest(ofToken: token)), \(account), \(Scalar.null), \(now.milliseconds),
            \(now.milliseconds), \(ends.milliseconds), \(isWhole ? 1 : 0), \(origin.address), \(origin.agent))
            """)
    }

    func endSessions(of account: Int64, keeping: String? = nil) throws {
        try execute(
            "DELETE FROM session WHERE account = \(account) AND digest <> \(keeping ?? "")")
    }
}

extension Session {
    /// How long it lasts where nothing more is asked from now on.
    public func secondsLeft(_ policy: AccountPolicy, at now: Instant) -> Int {
        let end = min(now.adding(policy.idle).milliseconds, ends.milliseconds)
        return Int(max(0, end - now.milliseconds) / 1_000)
    }
}
