import Foundation
public import Journal
public import Values

/// A backup that the city knows of, so that a long silence is noticed.
public struct BackupMade: Sendable, Hashable {
    public let at: Instant
    /// The journal's last entry in it, and that entry's digest in hex.
    public let entry: Int64
    public let digest: String
    public let file: String
    public let bytes: Int64
    /// Whether it was restored and verified when it was made.
    public let isProved: Bool

    public init(
        at: Instant, entry: Int64, digest: String, file: String, bytes: Int64, isProved: Bool
    ) {
        self.at = at
        self.entry = entry
        self.digest = digest
        self.file = file
        self.bytes = bytes
        self.isProved = isProved
    }
}

extension Database {
    /// Notes a backup; the latest hundred are kept. Not journaled: it changes nothing of the city.
    public func note(_ backup: BackupMade, by act: Act) async throws {
        try await write(act) { writer in
            try writer.execute(
                """
                INSERT INTO backup_made (at, entry, digest, file, bytes, proved)
                VALUES (\(backup.at.milliseconds), \(backup.entry), \(backup.digest),
                \(backup.file), \(backup.bytes), \(backup.isProved ? 1 : 0))
                ON CONFLICT (at) DO UPDATE SET entry = excluded.entry, digest = excluded.digest,
                file = excluded.file, bytes = excluded.bytes, proved = excluded.proved
                """)
            try writer.execute(
                """
                DELETE FROM backup_made WHERE at NOT IN
                (SELECT at FROM backup_made ORDER BY at DESC LIMIT 100)
                """)
        }
    }
}

extension Reader {
    /// The last backup noted; nil where none is, or where the city is older than the notes.
    public func lastBackup() throws -> BackupMade? {
        guard try hasTable("backup_made") else { return nil }
        let row = try first(
            """
            SELECT at, entry, digest, file, bytes, proved FROM backup_made
            ORDER BY at DESC LIMIT 1
            """)
        guard let row, let at = row[0].integer, let entry = row[1].integer,
            let digest = row[2].text, let file = row[3].text, let bytes = row[4].integer
        else { return nil }
        return BackupMade(
            at: Instant(milliseconds: at), entry: entry, digest: digest, file: file, bytes: bytes,
            isProved: row[5] == .integer(1))
    }

    /// Bytes that the city takes: the database file, or the tables and indexes of its schema.
    public func bytes() throws -> Int64 {
        switch dialect {
        case .sqlite:
            try integer("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        case .postgresql:
            try integer(
                """
                SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class
                WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
                """)
        }
    }

    /// The digest of the catalogue that the tables were last brought to.
    public func catalogueDigest() throws -> String? {
        try first("SELECT digest FROM catalogue_version ORDER BY number DESC LIMIT 1")?[0].text
    }
}
