import CPostgreSQL
import Synchronization
import Values

/// One connection to a PostgreSQL server. libpq blocks: never on the cooperative threads.
final class PostgreSQLConnection: Connection, Sendable {
    /// What libpq keeps of a connection is for one thread at a time.
    private struct State {
        let handle: OpaquePointer
        /// Names of statements prepared on this connection, by their text.
        var prepared: [String: String] = [:]
        var cursors = 0
    }

    private let state: Mutex<State>
    private let shown: String
    /// Statements kept prepared; beyond them all are given up, which happens to odd tools only.
    private static let preparedLimit = 2_000

    /// - Parameter schema: where unqualified names are looked up.
    /// - Throws: `StoreError.serverUnreachable`, with what libpq says.
    init(_ address: ServerAddress, schema: String) throws {
        shown = address.shown
        guard let handle = PQconnectdb(address.connection) else {
            throw StoreError.serverUnreachable(address.shown, detail: "内存不足")
        }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        let isConnected = PQstatus(handle) == CONNECTION_OK
        let message = String(cString: PQerrorMessage(handle))
        state = Mutex(State(handle: handle))
        guard isConnected else {
            throw StoreError.serverUnreachable(
                address.shown, detail: PostgreSQLFailure.oneLine(message))
        }
        // Commits are on the server's disk before they are acknowledged, whatever its configuration
        // says; a cursor reads to its end, as any other question; and compiling a question costs
        // more than these questions take.
        try run(
            """
            SET client_encoding = 'UTF8'; SET search_path = \(quoted(schema));
            SET synchronous_commit = on; SET lock_timeout = '10s';
            SET cursor_tuple_fraction = 1.0; SET jit = off
            """)
    }

    deinit { state.withLock { PQfinish($0.handle) } }

    var dialect: Dialect { .postgresql }

    var isAlive: Bool { state.withLock { PQstatus($0.handle) == CONNECTION_OK } }

    /// Runs a command of our own that takes no values.
    func run(_ text: String) throws { _ = try answer(to: text) }

    func execute(_ statement: Statement) throws { _ = try perform(statement) }

    func all(_ statement: Statement, _ body: ([Scalar]) throws -> Bool) throws {
        _ = try perform(statement).hand(to: body)
    }

    /// Through a cursor, so that a long answer is never whole in memory and `body` may ask further
    /// questions meanwhile.
    func each(_ statement: Statement, _ body: ([Scalar]) throws -> Bool) throws {
        let cursor = try state.withLock { state in
            state.cursors += 1
            let cursor = "c\(state.cursors)"
            let text = "DECLARE \(cursor) NO SCROLL CURSOR FOR " + statement.text
            _ = try Self.withValues(statement.values) { count, values in
                try checked(
                    PQexecParams(state.handle, text, count, nil, values, nil, nil, 0), state.handle)
            }
            return cursor
        }
        while true {
            let rows = try answer(to: "FETCH FORWARD \(Self.step) FROM \(cursor)")
            let isWanted = try rows.hand(to: body)
            if !isWanted || rows.count < Self.step { break }
        }
        try run("CLOSE \(cursor)")
    }

    /// Rows fetched at a time.
    private static let step: Int32 = 1_000

    private func answer(to text: String) throws -> PostgreSQLAnswer {
        try state.withLock { try checked(PQexec($0.handle, text), $0.handle) }
    }

    private func perform(_ statement: Statement) throws -> PostgreSQLAnswer {
        try state.withLock { state in
            let name = try prepare(statement.text, &state)
            return try Self.withValues(statement.values) { count, values in
                try checked(
                    PQexecPrepared(state.handle, name, count, values, nil, nil, 0), state.handle)
            }
        }
    }

    private func prepare(_ text: String, _ state: inout State) throws -> String {
        if let name = state.prepared[text] { return name }
        if state.prepared.count >= Self.preparedLimit {
            _ = try checked(PQexec(state.handle, "DEALLOCATE ALL"), state.handle)
            state.prepared = [:]
        }
        let name = "s\(state.prepared.count)"
        _ = try checked(PQprepare(state.handle, name, text, 0, nil), state.handle)
        state.prepared[text] = name
        return name
    }

    private func checked(_ result: OpaquePointer?, _ handle: OpaquePointer) throws
        -> PostgreSQLAnswer
    {
        let answer = PostgreSQLAnswer(result)
        guard answer.isGood else {
            throw PostgreSQLFailure(result, handle).explained(shown)
        }
        return answer
    }

    /// Values as text, their types left to the server, which knows the columns they meet.
    private static func withValues<T>(
        _ values: [Scalar], _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?) throws -> T
    ) throws -> T {
        var bytes: [CChar] = []
        var offsets: [Int?] = []
        for value in values {
            switch value {
            case .null: offsets.append(nil)
            case .integer(let value):
                offsets.append(bytes.count)
                bytes += String(value).utf8.map { CChar(bitPattern: $0) } + [0]
            case .text(let value):
                guard !value.utf8.contains(0) else {
                    throw StoreError.failed(detail: "文字里有空字符（NUL），数据库不能保存；删去后重试")
                }
                offsets.append(bytes.count)
                bytes += value.utf8.map { CChar(bitPattern: $0) } + [0]
            }
        }
        return try bytes.withUnsafeBufferPointer { buffer in
            let pointers = offsets.map { offset in
                offset.flatMap { buffer.baseAddress?.advanced(by: $0) }
            }
            return try pointers.withUnsafeBufferPointer {
                try body(Int32(values.count), $0.baseAddress)
            }
        }
    }
}
