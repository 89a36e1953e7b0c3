import Catalogue
import Foundation
import GRDB
import Journal
import Registers
import Store
import Values

/// Durable commits of 64 writers, beside a bare loop that writes the same rows, images and entries.
struct WriteBenchmarks {
    let catalogue: Catalogue
    func run() async throws {
        let folder = NSTemporaryDirectory() + "dongting-bench-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let database = try DataFolder(folder).create(catalogue)
        let ours = try await MeetingWrites(registry: Registry(database)).perSecond()
        let floor = try bareLoop(folder)
        try database.close()
        Line(
            what: "提交（\(MeetingWrites.writers) 个写入者）", value: ours, unit: "次/秒", beside: "裸循环",
            floor: floor,
            goal: "≥ 0.4 倍"
        ).print()
    }

    /// Reads back what the writers wrote, and writes it again to a second file of the same tables.
    private func bareLoop(_ folder: String) throws -> Double {
        let source = try DatabaseQueue(path: folder + "/city.sqlite")
        let tables = ["meeting", "journal_image", "journal_entry"]
        let rows = try source.read { db in
            try tables.map { try Row.fetchAll(db, sql: "SELECT * FROM \($0) ORDER BY rowid") }
        }
        let definitions = try source.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT sql FROM sqlite_master WHERE sql IS NOT NULL
                    AND tbl_name IN ('meeting', 'journal_image', 'journal_entry')
                    """)
        }
        let bare = try DatabasePool(path: folder + "/bare.sqlite")
        return try bare.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF")
            for definition in definitions { try db.execute(sql: definition) }
            let inserts = try zip(tables, rows).map { table, rows in
                let places = Array(repeating: "?", count: rows[0].count).joined(separator: ", ")
                return try db.makeStatement(sql: "INSERT INTO \(table) VALUES (\(places))")
            }
            let count = rows[0].count
            let start = wallTime()
            for batch in stride(from: 0, to: count, by: 50) {
                try db.inTransaction {
                    for n in batch..<min(batch + 50, count) {
                        for (statement, rows) in zip(inserts, rows) {
                            try statement.execute(
                                arguments: StatementArguments(rows[n].databaseValues))
                        }
                    }
                    return .commit
                }
            }
            return Double(count) / (wallTime() - start)
        }
    }
}
