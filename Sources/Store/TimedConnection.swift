import GRDBSQLite
import Values

/// A connection whose questions end at a moment: one page that asks too much does not keep a reader
/// from the others.
///
/// Each engine stops a single long question itself; this stops many short ones.
final class TimedConnection: Connection {
    private let inner: any Connection
    private let end: ContinuousClock.Instant

    init(_ inner: any Connection, until end: ContinuousClock.Instant) {
        self.inner = inner
        self.end = end
    }

    var dialect: Dialect { inner.dialect }

    func execute(_ statement: Statement) throws {
        try check()
        try inner.execute(statement)
    }

    func all(_ statement: Statement, _ body: ([Scalar]) throws -> Bool) throws {
        try check()
        try inner.all(statement, body)
    }

    func each(_ statement: Statement, _ body: ([Scalar]) throws -> Bool) throws {
        try check()
        try inner.each(statement) { row in
            try check()
            return try body(row)
        }
    }

    private func check() throws {
        if ContinuousClock.now >= end { throw StoreError.tooLong }
    }
}

/// Interrupts the questions of one SQLite connection once a moment has passed.
final class SQLiteWatch {
    private let end: ContinuousClock.Instant
    /// Steps of SQLite's machine between two looks at the clock: about a tenth of a millisecond.
    private static let steps: Int32 = 10_000

    init(until end: ContinuousClock.Instant) { self.end = end }

    func run<T>(_ connection: OpaquePointer?, _ body: () throws -> T) rethrows -> T {
        sqlite3_progress_handler(
            connection, Self.steps,
            { context in
                guard let context else { return 0 }
                let watch = Unmanaged<SQLiteWatch>.fromOpaque(context).takeUnretainedValue()
                return ContinuousClock.now >= watch.end ? 1 : 0
            }, Unmanaged.passUnretained(self).toOpaque())
        // The handler holds this object only as long as this call does.
        defer { sqlite3_progress_handler(connection, 0, nil, nil) }
        return try withExtendedLifetime(self, body)
    }
}
