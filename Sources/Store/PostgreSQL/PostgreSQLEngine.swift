import Foundation
import Synchronization
import Values

/// PostgreSQL through libpq: a schema a city, one connection for writing, several for reading.
///
/// Several processes may serve one city. Each takes the lock on the journal's head before it
/// decides anything (`docs/decisions/0011-one-writer-a-city.md`), so that writes of all processes
/// follow one another as they do on SQLite.
final class PostgreSQLEngine: Engine {
    private let address: ServerAddress
    private let schema: String
    private let idle = Mutex<[PostgreSQLConnection]>([])
    private let writer = Mutex<PostgreSQLConnection?>(nil)
    /// Reads at once; more wait for one to end.
    private let readers = DispatchSemaphore(value: 8)
    /// How long a server may be away (a restart) before a write is given up.
    static let patience = Duration.seconds(20)

    /// - Throws: `StoreError.serverUnreachable`.
    init(_ address: ServerAddress, schema: String) throws {
        self.address = address
        self.schema = schema
        let first = try PostgreSQLConnection(address, schema: schema)
        idle.withLock { $0.append(first) }
    }

    var dialect: Dialect { .postgresql }

    private func connect() throws -> PostgreSQLConnection {
        try PostgreSQLConnection(address, schema: schema)
    }

    func read<T>(until end: ContinuousClock.Instant?, _ body: (any Connection) throws -> T) throws
        -> T
    {
        let left = end.map { $0 - ContinuousClock.now }
        let wait = left.map { DispatchTime.now() + max($0.seconds, 0) } ?? .distantFuture
        guard readers.wait(timeout: wait) == .success else { throw StoreError.overloaded }
        defer { readers.signal() }
        var command = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        if let left {
            // For each question; that all of them together end is the timed connection's affair.
            command += "; SET LOCAL statement_timeout = \(max(Int(left.seconds * 1_000), 1))"
        }
        let connection = try begin(command, on: idle.withLock { $0.popLast() })
        defer { if connection.isAlive { idle.withLock { $0.append(connection) } } }
        let result: T
        do {
            result = try body(end.map { TimedConnection(connection, until: $0) } ?? connection)
        } catch {
            try? connection.run("ROLLBACK")
            throw error
        }
        try connection.run("COMMIT")
        return result
    }

    func write<T>(_ body: (any Connection) throws -> T) throws -> T {
        try writer.withLock { slot in
            let connection = try begin("BEGIN ISOLATION LEVEL READ COMMITTED", on: slot)
            slot = connection
            let transaction: String
            let result: T
            do {
                transaction = try Self.number(of: connection)
                result = try body(connection)
            } catch {
                // A connection that is gone has rolled back already.
                try? connection.run("ROLLBACK")
                if !connection.isAlive { slot = nil }
                throw error
            }
            do {
                try connection.run("COMMIT")
            } catch let error as StoreError {
                guard case .connectionLost = error else { throw error }
                slot = nil
                // The server went while it was committing: it alone knows whether it did.
                guard try outcome(of: transaction) else { throw error }
            }
            return result
        }
    }

    private static func number(of connection: PostgreSQLConnection) throws -> String {
        var number = ""
        try connection.all(Statement(text: "SELECT pg_current_xact_id()::text", values: [])) {
            number = $0[0].text ?? ""
            return false
        }
        return number
    }

    /// Whether a transaction whose connection was lost has been committed, asked until the server
    /// answers.
    private func outcome(of transaction: String) throws -> Bool {
        let end = ContinuousClock.now + Self.patience
        while true {
            do {
                var status: Scalar = .null
                let question = Statement(
                    text: "SELECT pg_xact_status($1::text::xid8)", values: [.text(transaction)])
                try connect().all(question) {
                    status = $0[0]
                    return false
                }
                // Still under way: the server has not noticed yet that its client is gone.
                if status.text != "in progress" { return status.text == "committed" }
            } catch  where ContinuousClock.now >= end {
                throw error
            } catch {
                // Away still: asked again below.
            }
            if ContinuousClock.now >= end {
                throw StoreError.connectionLost(address.shown, detail: "不知道最后一批是否已写入")
            }
            Thread.sleep(forTimeInterval: 0.1)
        }
    }

    /// Begins on the given connection, or on a new one where it is gone; nothing of the caller's
    /// has run yet, so nothing can be done twice.
    private func begin(_ command: String, on known: PostgreSQLConnection?) throws
        -> PostgreSQLConnection
    {
        if let known {
            do {
                try known.run(command)
                return known
            } catch StoreError.connectionLost {
                // The server was restarted, or a proxy closed an idle connection.
            }
        }
        let end = ContinuousClock.now + Self.patience
        while true {
            do {
                let fresh = try connect()
                try fresh.run(command)
                return fresh
            } catch {
                guard known != nil, ContinuousClock.now < end else { throw error }
                Thread.sleep(forTimeInterval: 0.1)
            }
        }
    }

    func close() {
        writer.withLock { $0 = nil }
        idle.withLock { $0 = [] }
    }
}
