import Journal
public import Store
public import Values

/// What happens to accounts and sessions: chained line by line, apart from the journal of records.
public struct SecurityEvent: Sendable, Hashable {
    /// In the past tense, as the journal writes its events.
    public enum Kind: String, CaseIterable, Sendable {
        case signedIn = "signed-in"
        case signedOut = "signed-out"
        case failed = "sign-in-failed"
        case delayed = "sign-in-delayed"
        case codeFailed = "code-failed"
        case recoveryUsed = "recovery-code-used"
        case passwordSet = "password-set"
        case codeEnrolled = "code-enrolled"
        case codeRemoved = "code-removed"
        case invited = "invited"
        case sessionEnded = "session-ended"
        case tokenMade = "token-made"
        case tokenEnded = "token-ended"
        case unlocked = "unlocked"
        case markedFile = "marked-file-refused"

        public var title: String {
            switch self {
            case .signedIn: "登录"
            case .signedOut: "退出"
            case .failed: "登录失败"
            case .delayed: "登录被暂缓"
            case .codeFailed: "验证码不对"
            case .recoveryUsed: "使用恢复码"
            case .passwordSet: "设置密码"
            case .codeEnrolled: "绑定验证器"
            case .codeRemoved: "解除验证器"
            case .invited: "发出启用链接"
            case .sessionEnded: "结束会话"
            case .tokenMade: "建立接口令牌"
            case .tokenEnded: "停用接口令牌"
            case .unlocked: "解除暂缓"
            case .markedFile: "拒收带密级标志的文件"
            }
        }
    }

    public let number: Int64
    public let at: Instant
    public let account: Int64?
    public let login: String
    public let address: String
    public let kind: Kind
    public let detail: String
    public let previous: String
    public let digest: String
}

/// Where a request comes from, as far as security events tell.
public struct Origin: Sendable, Hashable {
    public let address: String
    public let agent: String

    public init(address: String, agent: String) {
        self.address = String(address.prefix(60))
        self.agent = String(agent.prefix(200))
    }

    /// The terminal of the server itself.
    public static let terminal = Origin(address: "本机命令行", agent: "")
}

extension Accounts {
    /// Notes that a file with the mark of a state secret was refused: who sent it and for which
    /// record, and nothing of the file.
    public func noteMarkedFile(
        of account: Int64?, login: String, _ origin: Origin, detail: String
    ) async throws {
        try await note(.markedFile, account, login, origin, detail: detail)
    }
}

extension Writer {
    /// Adds a line to the chain of security events.
    func note(
        _ kind: SecurityEvent.Kind, of account: Int64?, login: String, _ origin: Origin,
        detail: String = ""
    ) throws {
        let last = try reader.first(
            "SELECT number, digest FROM security_event ORDER BY number DESC LIMIT 1")
        let number = (last?[0].integer ?? 0) + 1
        let previous = last?[1].text ?? Digest.beginning.hex
        let login = String(login.prefix(60))
        let digest = SecurityEvent.digest(
            number, now, account, login, origin.address, kind.rawValue, detail, previous)
        try execute(
            """
            INSERT INTO security_event
            (number, at, account, login, address, event, detail, previous, digest)
            VALUES (\(number), \(now.milliseconds), \(account.map(Scalar.integer) ?? .null),
            \(login), \(origin.address), \(kind.rawValue), \(detail), \(previous), \(digest))
            """)
    }
}

extension SecurityEvent {
    fileprivate static func digest(
        _ number: Int64, _ at: Instant, _ account: Int64?, _ login: String, _ address: String,
        _ event: String, _ detail: String, _ previous: String
    ) -> String {
        var text = "{"
        Canonical.append("account", account.map(Scalar.integer) ?? .null, to: &text)
        Canonical.append("address", .text(address), to: &text)
        Canonical.append("at", .integer(at.milliseconds), to: &text)
        Canonical.append("detail", .text(detail), to: &text)
        Canonical.append("event", .text(event), to: &text)
        Canonical.append("login", .text(login), to: &text)
        Canonical.append("number", .integer(number), to: &text)
        Canonical.append("previous", .text(previous), to: &text)
        return Digest(of: text + "}").hex
    }

    /// Whether the line is as it was written and follows the one before.
    func isIntact(after previous: String) -> Bool {
        previous == self.previous
            && digest
                == Self.digest(
                    number, at, account, login, address, kind.rawValue, detail, previous)
    }

    init?(_ row: [Scalar]) {
        guard let number = row[0].integer, let at = row[1].integer, let login = row[3].text,
            let address = row[4].text, let kind = row[5].text.flatMap(Kind.init(rawValue:)),
            let detail = row[6].text, let previous = row[7].text, let digest = row[8].text
        else { return nil }
        self.number = number
        self.at = Instant(milliseconds: at)
        account = row[2].integer
        self.login = login
        self.address = address
        self.kind = kind
        self.detail = detail
        self.previous = previous
        self.digest = digest
    }
}

extension Accounts {
    private static let columns: SQL =
        "SELECT number, at, account, login, address, event, detail, previous, digest FROM security_event"

    /// Security events, the newest first.
    /// - Parameters:
    ///   - account: of one account only.
    ///   - before: only events with lower numbers.
    public func events(
        _ reader: Reader, of account: Int64? = nil, before: Int64 = .max, limit: Int,
        offset: Int = 0
    ) throws -> [SecurityEvent] {
        let own: SQL = account.map { " AND account = \($0)" } ?? ""
        let filter: SQL = " WHERE number < \(before)\(own)"
        return try reader.all(
            Self.columns + filter + " ORDER BY number DESC LIMIT \(limit) OFFSET \(offset)"
        ).compactMap { SecurityEvent($0) }
    }

    /// How many lines the chain has, and in words where it is not as it was written; nil where all
    /// of it is.
    public func verifyEvents(_ reader: Reader) throws -> (count: Int64, finding: String?) {
        let count = try reader.integer("SELECT count(*) FROM security_event")
        return (
            count,
            try firstBrokenEvent(reader).map { "安全事件第 \($0) 条起与写入时不符，有人直接改过数据库" }
        )
    }

    /// The number of the first line that is not as it was written; nil where all are.
    public func firstBrokenEvent(_ reader: Reader) throws -> Int64? {
        var previous = Digest.beginning.hex
        var expected: Int64 = 1
        var broken: Int64?
        try reader.each(Self.columns + " ORDER BY number") { row in
            guard broken == nil else { return }
            guard let event = SecurityEvent(row), event.number == expected,
                event.isIntact(after: previous)
            else {
                broken = row[0].integer ?? expected
                return
            }
            previous = event.digest
            expected += 1
        }
        return broken
    }
}
