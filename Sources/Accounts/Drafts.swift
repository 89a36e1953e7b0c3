import Foundation
import Journal
public import Store
public import Values

/// What somebody has typed into a form and not handed in: kept as it was typed, complete or not,
/// sealed with the city's key.
public struct FormDraft: Sendable, Hashable {
    /// Names the draft among its owner's; made with the form.
    public let key: String
    public let register: String
    /// The record that is being changed, and its version when the form was opened; nil for a new
    /// one.
    public let record: Int64?
    public let version: Int64?
    /// How often it was saved: two windows on one draft are told apart by it.
    public var saves: Int64
    /// Names of the form's fields with what stands in them, in their order.
    public var fields: [Pair]
    public var saved: Instant

    public struct Pair: Sendable, Hashable, Codable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public init(
        key: String, register: String, record: Int64?, version: Int64?, saves: Int64 = 0,
        fields: [Pair], saved: Instant = Instant(milliseconds: 0)
    ) {
        self.key = key
        self.register = register
        self.record = record
        self.version = version
        self.saves = saves
        self.fields = fields
        self.saved = saved
    }

    public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// A key for a new draft.
    public static func newKey() -> String { String(RandomBytes.token().prefix(22)) }
}

/// Why a draft was not saved; what was typed is still in the window.
public enum DraftRefusal: Error, Sendable, CustomStringConvertible {
    /// Another window saved it meanwhile.
    case stale(FormDraft)
    case tooLarge(limit: Int)
    case badKey
    case tooMany(limit: Int)

    public var description: String {
        switch self {
        case .stale(let other):
            "另一个窗口在 \(other.saved.businessTime) 存过这份草稿。您填的没有丢，请对照后选用。"
        case .tooLarge(let limit): "草稿超过 \(limit / 1_024) KB，存不下。减少明细行，分几条办理。"
        case .badKey: "草稿的编号不对。重新打开表单再填。"
        case .tooMany(let limit): "草稿已有 \(limit) 份。先提交或删去一些。"
        }
    }
}

extension Accounts {
    public static let draftBytes = 1_024 * 1_024
    public static let mostDrafts = 200

    /// Saves what was typed.
    /// - Parameter draft: its `saves` is the count that the window knew.
    /// - Returns: the new count.
    /// - Throws: `DraftRefusal`; `stale` carries what the other window saved.
    public func save(_ draft: FormDraft, of account: Int64) async throws -> Int64 {
        guard (8...64).contains(draft.key.utf8.count),
            draft.key.utf8.allSatisfy({ Self.isKeyByte($0) })
        else { throw DraftRefusal.badKey }
        let content = String(decoding: try JSONEncoder().encode(draft.fields), as: UTF8.self)
        guard content.utf8.count <= Self.draftBytes else {
            throw DraftRefusal.tooLarge(limit: Self.draftBytes)
        }
        let sealed = try seal.sealed(content, as: Self.place(account, draft.key))
        return try await database.write(Self.act) { writer in
            if let other = try self.draft(writer.reader, draft.key, of: account) {
                guard other.saves == draft.saves else { throw DraftRefusal.stale(other) }
            } else {
                let count = try writer.reader.integer(
                    "SELECT count(*) FROM draft WHERE account = \(account)")
                guard count < Self.mostDrafts else {
                    throw DraftRefusal.tooMany(limit: Self.mostDrafts)
                }
            }
            let saves = draft.saves + 1
            try writer.execute(
                """
                INSERT INTO draft
                (account, key, register, record, version, saves, content, made, saved)
                VALUES (\(account), \(draft.key), \(draft.register),
                \(draft.record.map(Scalar.integer) ?? .null),
                \(draft.version.map(Scalar.integer) ?? .null), \(saves), \(sealed),
                \(writer.now.milliseconds), \(writer.now.milliseconds))
                ON CONFLICT (account, key) DO UPDATE SET version = excluded.version,
                saves = excluded.saves, content = excluded.content, saved = excluded.saved
                """)
            return saves
        }
    }

    /// A draft of an account's own; nil where there is none.
    public func draft(_ reader: Reader, _ key: String, of account: Int64) throws -> FormDraft? {
        let row = try reader.first(
            """
            SELECT key, register, record, version, saves, content, saved FROM draft
            WHERE account = \(account) AND key = \(key)
            """)
        return try row.map { try draft($0, account) }
    }

    /// All drafts of an account, the latest first.
    public func drafts(_ reader: Reader, of account: Int64) throws -> [FormDraft] {
        try reader.all(
            """
            SELECT key, register, record, version, saves, content, saved FROM draft
            WHERE account = \(account) ORDER BY saved DESC, key
            """
        ).map { try draft($0, account) }
    }

    public func dropDraft(_ key: String, of account: Int64) async throws {
        try await database.write(Self.act) {
            try $0.execute("DELETE FROM draft WHERE account = \(account) AND key = \(key)")
        }
    }

    private func draft(_ row: [Scalar], _ account: Int64) throws -> FormDraft {
        let key = row[0].text ?? ""
        let content = try seal.opened(row[5].text ?? "", as: Self.place(account, key))
        return FormDraft(
            key: key, register: row[1].text ?? "", record: row[2].integer,
            version: row[3].integer, saves: row[4].integer ?? 0,
            fields: try JSONDecoder().decode([FormDraft.Pair].self, from: Data(content.utf8)),
            saved: Instant(milliseconds: row[6].integer ?? 0))
    }

    static func place(_ account: Int64, _ key: String) -> String {
        "draft/\(account)/\(key)"
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 45, 48...57, 65...90, 95, 97...122: true
        default: false
        }
    }
}
