import Foundation
import GRDB
import Values

extension Database {
    /// Runs `body` while the city's own file holds the whole city and nothing is written into it,
    /// so that it may be copied as it is; writes go on meanwhile, into the log beside it.
    ///
    /// - Parameter body: gets the file's path, and a reader of what the file holds.
    /// - Returns: nil where the city is on a server or in memory, or others write all the time.
    public func whileStill<T>(_ body: (String, Reader) throws -> T) throws -> T? {
        try (engine as? SQLiteEngine)?.whileStill { try body($0, Reader(connection: $1)) }
    }
}

extension SQLiteEngine {
    /// Empties the log into the file, then begins to read: a reader that began with an empty log
    /// reads the file alone, and no checkpoint touches the file before it has ended
    /// (WAL_READ_LOCK(0) in SQLite's `wal.c`).
    fileprivate func whileStill<T>(_ body: (String, any Connection) throws -> T) throws -> T? {
        guard let pool = database as? DatabasePool else { return nil }
        var configuration = Configuration()
        configuration.readonly = true
        // The transaction stays open from one block to the next.
        configuration.allowsUnsafeTransactions = true
        do {
            let reader = try DatabaseQueue(path: file, configuration: configuration)
            defer { try? reader.close() }
            for _ in 0..<20 {
                try pool.writeWithoutTransaction { _ = try? $0.checkpoint(.truncate) }
                let isStill = try reader.inDatabase { db in
                    try db.execute(sql: "BEGIN")
                    _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema")
                    if try isLogEmpty() { return true }
                    // Someone, perhaps another process, wrote in between.
                    try db.execute(sql: "ROLLBACK")
                    return false
                }
                guard isStill else { continue }
                return try reader.inDatabase { db in
                    defer { try? db.execute(sql: "ROLLBACK") }
                    return try body(file, SQLiteConnection(db, file))
                }
            }
            return nil
        } catch {
            throw Self.explain(error, file)
        }
    }

    private func isLogEmpty() throws -> Bool {
        let log = file + "-wal"
        guard FileManager.default.fileExists(atPath: log) else { return true }
        let size = try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int
        return size == 0
    }
}
