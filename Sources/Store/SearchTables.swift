import Values

/// The tables of the search index. They are derived from the records: no part of a backup or of
/// what is verified, thrown away and made again at any time.
///
/// SQLite keeps the tokens in an FTS5 table, PostgreSQL in two columns of `tsvector`; what the
/// tokens are is decided by the target `Search`, the same for both.
enum SearchTables {
    static let document = TableDefinition(
        name: "search_document",
        columns: [
            .init("id", .integer, required: true), .init("register", .text, required: true),
            .init("state", .text, required: true), .init("label", .text, required: true),
            .init("sound", .text, required: true), .init("initials", .text, required: true),
        ], primaryKey: ["id"],
        indexes: [IndexDefinition(columns: ["register", "sound", "id"])])

    /// How far the index has followed the journal; one row.
    static let progress = TableDefinition(
        name: "search_progress",
        columns: [
            .init("id", .integer, required: true), .init("entry", .integer, required: true),
            .init("position", .integer, required: true), .init("making", .text, required: true),
        ], primaryKey: ["id"])

    /// Records to be indexed again because one they name is called otherwise now.
    static let pending = TableDefinition(
        name: "search_pending",
        columns: [
            .init("id", .integer, required: true), .init("register", .text, required: true),
        ], primaryKey: ["id"])

    static let definitions = [document, progress, pending]
    static let names = definitions.map(\.name) + ["search_token"]

    /// `ascii` takes every letter beyond ASCII for part of a token: tokens come separated by spaces
    /// and stay as they are, whatever version of Unicode the library knows. The marks are those of
    /// `Search.Token`.
    private static func tokens(_ dialect: Dialect) -> [String] {
        switch dialect {
        case .sqlite:
            [
                """
                CREATE VIRTUAL TABLE search_token USING fts5(place, label, body, open, \
                tokenize = "ascii tokenchars '-^=~_'")
                """
            ]
        case .postgresql:
            [
                """
                ALTER TABLE search_document ADD COLUMN words tsvector NOT NULL, \
                ADD COLUMN open tsvector
                """,
                "CREATE INDEX gx_search_words ON search_document USING gin (words)",
                "CREATE INDEX gx_search_open ON search_document USING gin (open)",
            ]
        }
    }

    /// Makes the tables where they are not there.
    static func ensure(_ connection: any Connection) throws {
        guard try !Reader(connection: connection).hasTable(progress.name) else { return }
        try make(connection)
    }

    static func make(_ connection: any Connection) throws {
        let dialect = connection.dialect
        for line in definitions.flatMap({ $0.render(dialect) }) + tokens(dialect) {
            try connection.execute(Statement(text: line, values: []))
        }
        try connection.execute(
            Statement(
                text:
                    "INSERT INTO search_progress (id, entry, position, making) VALUES (1, 0, 0, '')",
                values: []))
    }

    static func drop(_ connection: any Connection) throws {
        for name in names {
            try connection.execute(Statement(text: "DROP TABLE IF EXISTS \(name)", values: []))
        }
    }
}

/// What the index notes of the journal.
public enum SearchProgress {
    /// The position of an entry all of whose images are indexed.
    public static let whole: Int64 = 1 << 40
}

/// Writes derived tables, and only those: beside the journal, because what they hold can be made
/// again from the records.
public struct DerivedWriter {
    let connection: any Connection

    public var reader: Reader { Reader(connection: connection) }
    public var dialect: Dialect { connection.dialect }

    /// - Throws: `StoreError.failed` for a statement that would write any other table.
    public func execute(_ sql: SQL) throws { try execute(Statement(sql, dialect)) }

    /// Executes a statement made once and filled many times.
    public func execute(_ statement: Statement) throws {
        guard Self.isAllowed(statement.text) else {
            throw StoreError.failed(detail: "派生表之外的写入：\(statement.text.prefix(60))")
        }
        try connection.execute(statement)
    }

    /// Empties the index.
    public func makeAnew() throws {
        try SearchTables.drop(connection)
        try SearchTables.make(connection)
    }

    static func isAllowed(_ text: String) -> Bool {
        let words = text.split(maxSplits: 3, whereSeparator: \.isWhitespace).map(String.init)
        let target: String? =
            switch words.first?.uppercased() {
            case "INSERT" where words.count > 2 && words[1].uppercased() == "INTO": words[2]
            case "DELETE" where words.count > 2 && words[1].uppercased() == "FROM": words[2]
            case "UPDATE" where words.count > 1: words[1]
            default: nil
            }
        return target.map { SearchTables.names.contains($0) } ?? false
    }
}

extension Database {
    /// Runs `body` as one write of derived tables, on this thread: all of it or none of it.
    public func derive<T>(_ body: (DerivedWriter) throws -> T) throws -> T {
        try engine.write { try body(DerivedWriter(connection: $0)) }
    }
}
