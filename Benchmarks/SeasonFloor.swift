import Foundation
import GRDB

/// The same rows as the applications of a season, written again by a bare loop: the floor that the
/// server's pace stands beside.
struct SeasonFloor {
    private let folder: String
    private static let applications = 20_000
    /// As many as share a transaction on the server.
    private static let group = 50

    init(_ folder: String) { self.folder = folder }

    /// Applications a second.
    func perSecond() throws -> Double {
        let source = try DatabaseQueue(path: folder + "/city.sqlite")
        let (tables, definitions, content) = try source.read {
            db -> ([String], [String], [String: [Row]]) in
            let tables = try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM sqlite_master WHERE type = 'table'
                    AND (name = 'application' OR name GLOB 'application__*'
                    OR name = 'application_past_state' OR name IN ('journal_image', 'journal_entry'))
                    """)
            let definitions = try tables.flatMap { table in
                try String.fetchAll(
                    db,
                    sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name = ?",
                    arguments: [table])
            }
            let ids = try Int64.fetchAll(
                db, sql: "SELECT id FROM application ORDER BY id LIMIT \(Self.applications)")
            guard let first = ids.first, let last = ids.last else {
                return (tables, definitions, [:])
            }
            var content: [String: [Row]] = [:]
            for table in tables {
                let condition =
                    switch table {
                    case "application": "id BETWEEN \(first) AND \(last)"
                    case "journal_image":
                        "register = 'application' AND record BETWEEN \(first) AND \(last)"
                    case "journal_entry":
                        """
                        number IN (SELECT entry FROM journal_image WHERE register = 'application'
                        AND record BETWEEN \(first) AND \(last))
                        """
                    default: "record BETWEEN \(first) AND \(last)"
                    }
                content[table] = try Row.fetchAll(
                    db, sql: "SELECT * FROM \(table) WHERE \(condition)")
            }
            return (tables, definitions, content)
        }
        return try write(tables.filter { content[$0]?.isEmpty == false }, definitions, content)
    }

    private func write(_ tables: [String], _ definitions: [String], _ content: [String: [Row]])
        throws -> Double
    {
        let bare = try DatabasePool(path: folder + "/bare.sqlite")
        return try bare.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF")
            for definition in definitions { try db.execute(sql: definition) }
            let count = content["application"]?.count ?? 0
            let start = wallTime()
            for batch in stride(from: 0, to: count, by: Self.group) {
                try db.inTransaction {
                    for table in tables {
                        let rows = content[table] ?? []
                        // Each table's share of the batch: rows of rows have more than one a record.
                        let from = batch * rows.count / count
                        let to = min(batch + Self.group, count) * rows.count / count
                        guard let columns = rows.first?.count, from < to else { continue }
                        let places = Array(repeating: "?", count: columns).joined(separator: ", ")
                        let statement = try db.cachedStatement(
                            sql: "INSERT INTO \(table) VALUES (\(places))")
                        for row in rows[from..<to] {
                            try statement.execute(
                                arguments: StatementArguments(row.databaseValues))
                        }
                    }
                    return .commit
                }
            }
            return Double(count) / (wallTime() - start)
        }
    }
}
