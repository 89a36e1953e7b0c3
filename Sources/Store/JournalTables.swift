import Journal
import Values

/// The kernel's own tables: the journal, its head, and what the database says of itself.
enum JournalTables {
    static let definitions: [TableDefinition] = [
        TableDefinition(
            name: "city",
            columns: [
                .init("key", .text, required: true), .init("value", .text, required: true),
            ], primaryKey: ["key"]),
        TableDefinition(
            name: "declared_column",
            columns: [
                .init("place", .text, required: true), .init("name", .text, required: true),
                .init("definition", .text, required: true),
            ], primaryKey: ["place", "name"]),
        TableDefinition(
            name: "catalogue_version",
            columns: [
                .init("number", .integer, required: true), .init("digest", .text, required: true),
                .init("since", .integer, required: true),
            ], primaryKey: ["number"]),
        TableDefinition(
            name: "journal_head",
            columns: [
                .init("id", .integer, required: true), .init("number", .integer, required: true),
                .init("digest", .text, required: true), .init("at", .integer, required: true),
                .init("next_id", .integer, required: true),
            ], primaryKey: ["id"]),
        TableDefinition(
            name: "journal_entry",
            columns: [
                .init("number", .integer, required: true), .init("at", .integer, required: true),
                .init("actor", .text, required: true), .init("role", .text, required: true),
                .init("event", .text, required: true), .init("reason", .text),
                .init("previous", .text, required: true), .init("images", .text, required: true),
                .init("digest", .text, required: true),
            ], primaryKey: ["number"]),
        TableDefinition(
            name: "journal_image",
            columns: [
                .init("entry", .integer, required: true),
                .init("position", .integer, required: true),
                .init("register", .text, required: true),
                .init("record", .integer, required: true),
                .init("version", .integer, required: true),
                .init("content", .text, required: true), .init("digest", .text, required: true),
            ], primaryKey: ["entry", "position"],
            indexes: [IndexDefinition(columns: ["register", "record", "version"], unique: true)]),
        // Which records each import named, so that the next one can tell what has vanished.
        TableDefinition(
            name: "batch_member",
            columns: [
                .init("batch", .integer, required: true),
                .init("record", .integer, required: true),
            ], primaryKey: ["batch", "record"]),
        // Which process does a job that only one of several should do.
        TableDefinition(
            name: "job_lease",
            columns: [
                .init("job", .text, required: true), .init("holder", .text, required: true),
                .init("term", .integer, required: true), .init("until", .integer, required: true),
            ], primaryKey: ["job"]),
        // Backups that were made and proved, so that a long silence is noticed.
        TableDefinition(
            name: "backup_made",
            columns: [
                .init("at", .integer, required: true), .init("entry", .integer, required: true),
                .init("digest", .text, required: true), .init("file", .text, required: true),
                .init("bytes", .integer, required: true),
                .init("proved", .integer, required: true),
            ], primaryKey: ["at"]),
    ]

    /// Tables of the processes that serve the city, not of the city: never copied to another place.
    static let ofProcesses: Set<String> = ["job_lease"]

    static func insertImage(_ dialect: Dialect) -> String {
        let places = (1...7).map(dialect.place).joined(separator: ", ")
        return """
            INSERT INTO journal_image \
            (entry, position, register, record, version, content, digest) VALUES (\(places))
            """
    }

    static func insertEntry(_ dialect: Dialect) -> String {
        let places = (1...9).map(dialect.place).joined(separator: ", ")
        return """
            INSERT INTO journal_entry \
            (number, at, actor, role, event, reason, previous, images, digest) VALUES (\(places))
            """
    }

    /// Reads the head and keeps it for this write: no other process writes until this one is done.
    static func lockHead(_ connection: any Connection) throws -> JournalHead {
        var sql: SQL = "SELECT number, digest, at, next_id FROM journal_head WHERE id = 1"
        // On SQLite the whole file is held already.
        if connection.dialect == .postgresql { sql += " FOR UPDATE" }
        guard let row = try Reader(connection: connection).first(sql),
            let number = row[0].integer, let digest = row[1].text, let at = row[2].integer,
            let next = row[3].integer
        else { throw StoreError.failed(detail: "日志头 journal_head 缺失") }
        return JournalHead(
            number: number, digest: Digest(hex: digest), at: Instant(milliseconds: at),
            nextID: next)
    }

    static func writeHead(_ head: JournalHead, _ connection: any Connection) throws {
        let sql: SQL = """
            UPDATE journal_head SET number = \(head.number), digest = \(head.digest.hex),
            at = \(head.at.milliseconds), next_id = \(head.nextID) WHERE id = 1
            """
        try connection.execute(Statement(sql, connection.dialect))
    }
}
