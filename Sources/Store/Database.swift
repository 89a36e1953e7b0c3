public import Catalogue
import Dispatch
import Foundation
public import Journal
import Synchronization
public import Values

/// The database of one city: snapshots to read, one way to write, a journal of every write.
public final class Database: Sendable {
    public let catalogue: Catalogue
    /// The number of the catalogue version that new records remember.
    public let catalogueVersion: Int64
    public let clock: Clock
    public let personalKey: PersonalKey
    /// A synthetic city: every page and document says 演示.
    public let isDemonstration: Bool
    let engine: any Engine
    private let queue: WriteQueue
    private let meters = Meters()
    private let readers = DispatchQueue(label: "dongting.read", attributes: .concurrent)

    init(
        engine: any Engine, catalogue: Catalogue, clock: Clock, personalKey: PersonalKey,
        keyFile: String, demonstration: Bool = false
    ) throws {
        self.engine = engine
        self.catalogue = catalogue
        self.clock = clock
        self.personalKey = personalKey
        // One write, so that of two processes started together the second finds all of it done.
        (catalogueVersion, isDemonstration) = try engine.write { connection in
            let version = try Migration(
                catalogue: catalogue, connection: connection, now: clock.now()
            ).apply()
            let reader = Reader(connection: connection)
            func note(_ key: String, _ value: String) throws {
                let sql: SQL = "INSERT INTO city (key, value) VALUES (\(key), \(value))"
                try connection.execute(Statement(sql, connection.dialect))
            }
            if demonstration { try note("demonstration", "1") }
            // A wrong key would make every personal value look damaged: said once, here.
            let check = personalKey.digest(of: "key-check")
            switch try reader.city("key_check") {
            case nil: try note("key_check", check)
            case check: break
            default: throw StoreError.keyWrong(file: keyFile)
            }
            return (version, try reader.city("demonstration") != nil)
        }
        queue = WriteQueue(engine, clock: clock, meters: meters)
    }

    public var dialect: Dialect { engine.dialect }

    /// A path on the disk that fills as the city grows; nil where that is a server's affair.
    public var diskPath: String? { (engine as? SQLiteEngine)?.folder }

    /// A database in memory: for tests, and for looking at the past.
    public static func inMemory(
        _ catalogue: Catalogue, clock: Clock = .system,
        personalKey: PersonalKey = PersonalKey(bytes: PersonalKey.random()),
        demonstration: Bool = false
    ) throws -> Database {
        try Database(
            engine: SQLiteEngine(file: nil), catalogue: catalogue, clock: clock,
            personalKey: personalKey, keyFile: "内存", demonstration: demonstration)
    }

    /// Runs `body` on one snapshot, off the cooperative threads.
    /// - Parameter limit: how long waiting and asking may take together; nil for no limit.
    /// - Throws: `StoreError.tooLong`, `StoreError.overloaded`.
    public func read<T: Sendable>(
        within limit: Duration? = nil, _ body: @escaping @Sendable (Reader) throws -> T
    ) async throws -> T {
        let end = limit.map { ContinuousClock.now + $0 }
        return try await withCheckedThrowingContinuation { continuation in
            readers.async {
                continuation.resume(with: Result { try self.readNow(until: end, body) })
            }
        }
    }

    /// Runs `body` on one snapshot, on this thread.
    public func readNow<T>(_ body: (Reader) throws -> T) throws -> T {
        try readNow(until: nil, body)
    }

    private func readNow<T>(until end: ContinuousClock.Instant?, _ body: (Reader) throws -> T)
        throws -> T
    {
        meters.count { $0.waiting += 1 }
        var isWaiting = true
        defer {
            meters.count { counts in
                if isWaiting { counts.waiting -= 1 } else { counts.reading -= 1 }
            }
        }
        do {
            return try engine.read(until: end) { connection in
                isWaiting = false
                meters.count { counts in
                    counts.waiting -= 1
                    counts.reading += 1
                    counts.reads += 1
                }
                return try body(Reader(connection: connection))
            }
        } catch StoreError.tooLong {
            meters.count { $0.readsTooLong += 1 }
            throw StoreError.tooLong
        }
    }

    /// What this database has done since it was opened.
    public var counts: StoreCounts {
        var counts = meters.counts
        counts.queued = queue.length
        return counts
    }

    /// Runs `body` as one write: all of it is on the disk and in the journal when this returns, or
    /// none of it is.
    /// - Parameter act: who does it, in which role, what and why.
    /// - Throws: what `body` throws. A `KeptRefusal` is told of in a write of its own first.
    public func write<T: Sendable>(
        _ act: Act, _ body: @escaping @Sendable (Writer) throws -> T
    ) async throws -> T {
        do {
            return try await perform(act, body)
        } catch let refusal as any KeptRefusal {
            if let attempt = refusal.attempt {
                let refused = Act(
                    actor: act.actor, role: act.role, event: attempt.event, reason: act.reason)
                try await perform(refused) { try attempt.keep($0) }
            }
            throw refusal
        }
    }

    private func perform<T: Sendable>(
        _ act: Act, _ body: @escaping @Sendable (Writer) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let box = ResultBox<T>()
            queue.submit(
                WriteJob(
                    act: act,
                    body: { writer in box.value = .success(try body(writer)) },
                    finish: { outcome in
                        switch (outcome, box.value) {
                        case (.success, .some(let value)): continuation.resume(with: value)
                        case (.success, nil):
                            continuation.resume(throwing: StoreError.failed(detail: "写入没有结果"))
                        case (.failure(let error), _): continuation.resume(throwing: error)
                        }
                    }))
        }
    }

    /// Does the writes that wait, refuses later ones, and leaves the database at rest.
    public func close() throws {
        queue.close()
        try engine.close()
    }

    /// Takes away the city that was being made on a server, after a failure.
    public func erase() throws {
        try engine.write { connection in
            guard connection.dialect == .postgresql else { return }
            let schema = try Reader(connection: connection).first("SELECT current_schema()")
            guard let name = schema?[0].text else { return }
            try connection.execute(
                Statement(text: "DROP SCHEMA \(quoted(name)) CASCADE", values: []))
        }
        try engine.close()
    }

    /// Takes the journal back to the end of an entry; its records follow in a write of their own.
    public func rewindJournal(to entry: Int64) throws {
        try engine.write { connection in
            var head = try JournalTables.lockHead(connection)
            for sql: SQL in [
                "DELETE FROM journal_image WHERE entry > \(entry)",
                "DELETE FROM journal_entry WHERE number > \(entry)",
            ] {
                try connection.execute(Statement(sql, connection.dialect))
            }
            let last = try Reader(connection: connection).first(
                "SELECT digest, at FROM journal_entry WHERE number = \(entry)")
            head.number = entry
            head.digest = last?[0].text.map { Digest(hex: $0) } ?? .beginning
            head.at = Instant(milliseconds: last?[1].integer ?? 0)
            try JournalTables.writeHead(head, connection)
        }
    }
}

/// Where a write's body leaves its result for `finish`, which runs after the flush.
private final class ResultBox<T: Sendable>: Sendable {
    private let box = Mutex<Result<T, any Error>?>(nil)

    var value: Result<T, any Error>? {
        get { box.withLock { $0 } }
        set { box.withLock { $0 = newValue } }
    }
}
