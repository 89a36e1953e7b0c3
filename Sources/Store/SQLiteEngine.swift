import Foundation
import GRDB
import GRDBSQLite
import Values

/// SQLite through GRDB: one writer, many readers, every commit flushed to the disk.
final class SQLiteEngine: Engine {
    let database: any DatabaseWriter
    let file: String

    /// Opens a database file, or a database in memory where `file` is nil.
    init(file: String?, readers: Int = 6) throws {
        self.file = file ?? "内存"
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = readers
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA foreign_keys = ON")
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
            // A long list is sorted within the cache, where it fits, instead of on the disk. In
            // KiB, and as used only.
            try db.execute(sql: "PRAGMA cache_size = -16384")
        }
        do {
            if let file {
                let pool = try DatabasePool(path: file, configuration: configuration)
                // The pool sets NORMAL after preparation; a commit must be on the disk.
                try pool.writeWithoutTransaction { db in
                    try db.execute(sql: "PRAGMA synchronous = FULL")
                    // The writer touches a page of every index of a table for each record; with
                    // SQLite's own 2 MB they are read again and again. In KiB, and as used only.
                    try db.execute(sql: "PRAGMA cache_size = -65536")
                }
                database = pool
            } else {
                database = try DatabaseQueue(configuration: configuration)
            }
        } catch {
            throw Self.explain(error, file ?? "内存")
        }
    }

    /// Opens a database file to look at it only.
    init(examining file: String) throws {
        self.file = file
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        do {
            database = try DatabaseQueue(path: file, configuration: configuration)
        } catch {
            throw Self.explain(error, file)
        }
    }

    var dialect: Dialect { .sqlite }

    /// The folder of the file; nil in memory.
    var folder: String? {
        file.hasPrefix("内存") ? nil : URL(fileURLWithPath: file).deletingLastPathComponent().path
    }

    func read<T>(until end: ContinuousClock.Instant?, _ body: (any Connection) throws -> T) throws
        -> T
    {
        do {
            return try database.read { db in
                let connection = SQLiteConnection(db, file)
                guard let end else { return try body(connection) }
                return try SQLiteWatch(until: end).run(db.sqliteConnection) {
                    try body(TimedConnection(connection, until: end))
                }
            }
        } catch {
            throw Self.explain(error, file)
        }
    }

    func write<T>(_ body: (any Connection) throws -> T) throws -> T {
        do {
            return try database.writeWithoutTransaction { db in
                try db.execute(sql: "BEGIN IMMEDIATE")
                do {
                    let result = try body(SQLiteConnection(db, file))
                    try db.execute(sql: "COMMIT")
                    return result
                } catch {
                    // Some failures (a full disk) have rolled back already.
                    if db.isInsideTransaction { try db.execute(sql: "ROLLBACK") }
                    throw error
                }
            }
        } catch {
            throw Self.explain(error, file)
        }
    }

    /// Copies the database as it stands, page by page, into a file that is not there yet.
    func copy(to path: String) throws {
        do {
            let target = try DatabaseQueue(path: path)
            try database.backup(to: target)
            // One file, without a log beside it, and without what is made again from the rest.
            try target.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                try SearchTables.drop(SQLiteConnection(db, path))
            }
            try target.close()
        } catch {
            throw Self.explain(error, path)
        }
    }

    func close() throws {
        if let pool = database as? DatabasePool {
            // Upkeep, for which nobody waits and which nothing depends on: what was written is on
            // the disk, and another program at work here leaves this to its own end.
            pool.writeWithoutTransaction { db in
                _ = try? db.execute(sql: "PRAGMA busy_timeout = 0")
                _ = try? db.execute(sql: "PRAGMA optimize")
                // A folder at rest is one file.
                _ = try? db.checkpoint(.truncate)
            }
        }
        try database.close()
    }

    static func explain(_ error: any Error, _ file: String) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        let detail = error.message ?? error.resultCode.description
        switch error.resultCode {
        case .SQLITE_NOTADB: return StoreError.notADatabase(file: file)
        case .SQLITE_CORRUPT: return StoreError.damaged(file: file, detail: detail)
        case .SQLITE_FULL: return StoreError.diskFull(file: file)
        case .SQLITE_READONLY, .SQLITE_PERM: return StoreError.readOnly(file: file)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return StoreError.locked(file: file)
        // A disk that is mounted read-only shows itself as either.
        case .SQLITE_CANTOPEN,
            .SQLITE_IOERR where DataFolder.isOnReadOnlyDisk(file):
            return StoreError.readOnly(file: file)
        case .SQLITE_CANTOPEN: return StoreError.folderUnusable(folder: file, detail: detail)
        case .SQLITE_IOERR: return StoreError.diskFault(file: file, detail: detail)
        case .SQLITE_INTERRUPT: return StoreError.tooLong
        case .SQLITE_CONSTRAINT: return StoreError.constraint(table: nil, detail: detail)
        default: return StoreError.failed(detail: detail)
        }
    }
}

/// One SQLite connection for the length of a block.
final class SQLiteConnection: Connection {
    private let db: GRDB.Database
    private let file: String

    init(_ db: GRDB.Database, _ file: String) {
        self.db = db
        self.file = file
    }

    var dialect: Dialect { .sqlite }

    func execute(_ statement: Statement) throws {
        do {
            let prepared = try db.cachedStatement(sql: statement.text)
            try prepared.execute(arguments: arguments(statement))
        } catch {
            throw SQLiteEngine.explain(error, file)
        }
    }

    func all(_ statement: Statement, _ body: ([Scalar]) throws -> Bool) throws {
        try each(statement, body)
    }

    func each(_ statement: Statement, _ body: ([Scalar]) throws -> Bool) throws {
        do {
            let prepared = try db.cachedStatement(sql: statement.text)
            let cursor = try Row.fetchCursor(prepared, arguments: arguments(statement))
            let count = Int32(prepared.columnCount)
            while try cursor.next() != nil {
                let row = (0..<count).map { Self.cell(prepared.sqliteStatement, $0) }
                if try !body(row) { break }
            }
        } catch {
            throw SQLiteEngine.explain(error, file)
        }
    }

    private func arguments(_ statement: Statement) -> StatementArguments {
        StatementArguments(
            statement.values.map { value -> DatabaseValue in
                switch value {
                case .null: .null
                case .integer(let value): value.databaseValue
                case .text(let value): value.databaseValue
                }
            })
    }

    private static func cell(_ statement: OpaquePointer, _ index: Int32) -> Scalar {
        switch sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, index))
        case SQLITE_NULL: return .null
        default:
            guard let bytes = sqlite3_column_text(statement, index) else { return .null }
            let count = Int(sqlite3_column_bytes(statement, index))
            return .text(
                String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self))
        }
    }
}
