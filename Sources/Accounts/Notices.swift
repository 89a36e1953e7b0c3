public import Store
public import Values

/// Something that somebody is told once: in the notice centre, and by mail as a count and a link.
public struct Notice: Sendable, Hashable {
    public let id: Int64
    /// What it is about, in kebab-case: `membership-waiting`, `record-returned`.
    public let kind: String
    public let text: String
    /// A path of the platform.
    public let link: String
    public let made: Instant
    public let read: Instant?
}

extension Accounts {
    /// How many notices an account has not read.
    public func unread(_ reader: Reader, of account: Int64) throws -> Int {
        Int(
            try reader.integer(
                "SELECT count(*) FROM notice WHERE account = \(account) AND read IS NULL"))
    }

    /// An account's notices, the latest first.
    public func notices(_ reader: Reader, of account: Int64, limit: Int = 100) throws -> [Notice] {
        try reader.all(
            """
            SELECT id, kind, text, link, made, read FROM notice WHERE account = \(account)
            ORDER BY CASE WHEN read IS NULL THEN 0 ELSE 1 END, id DESC LIMIT \(limit)
            """
        ).map { row in
            Notice(
                id: row[0].integer ?? 0, kind: row[1].text ?? "", text: row[2].text ?? "",
                link: row[3].text ?? "", made: Instant(milliseconds: row[4].integer ?? 0),
                read: row[5].integer.map { Instant(milliseconds: $0) })
        }
    }

    /// Marks an account's notices as read: one, or all.
    public func markRead(_ notice: Int64?, of account: Int64) async throws {
        try await database.write(Self.act) { writer in
            let one: SQL = notice.map { " AND id = \($0)" } ?? ""
            try writer.execute(
                "UPDATE notice SET read = \(writer.now.milliseconds) WHERE account = \(account) AND read IS NULL"
                    + one)
        }
    }
}

extension Writer {
    /// Tells accounts something, in the write that it is about.
    public func tell(_ accounts: [Int64], _ kind: String, _ text: String, link: String) throws {
        for account in accounts {
            try execute(
                """
                INSERT INTO notice (id, account, kind, text, link, made)
                VALUES (\(newID()), \(account), \(kind), \(text), \(link), \(now.milliseconds))
                """)
        }
    }
}
