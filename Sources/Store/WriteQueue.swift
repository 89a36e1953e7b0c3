import Dispatch
import Journal
import Synchronization
import Values

/// One write waiting for its turn.
final class WriteJob: Sendable {
    let act: Act
    let body: @Sendable (Writer) throws -> Void
    let finish: @Sendable (Result<Void, any Error>) -> Void

    init(
        act: Act, body: @escaping @Sendable (Writer) throws -> Void,
        finish: @escaping @Sendable (Result<Void, any Error>) -> Void
    ) {
        self.act = act
        self.body = body
        self.finish = finish
    }
}

/// Group commit: writes that wait while one is flushed to the disk share the next flush.
///
/// Each runs in a savepoint of its own, so one that refuses takes nothing of the others with it. A
/// batch that fails as a whole (a full disk, a deadlock) is tried again one by one, so that each
/// learns its own fate.
final class WriteQueue: Sendable {
    /// Measured: beyond 50 the flush no longer dominates, and latency only grows.
    static let batch = 50

    /// Writes that may wait: at the slowest disk that serves a city, a few seconds of work.
    static let waitingLimit = 1_000

    private struct State {
        var waiting: [WriteJob] = []
        var isDraining = false
        var isClosed = false
    }

    private let engine: any Engine
    private let clock: Clock
    private let state = Mutex(State())
    private let meters: Meters
    private let queue = DispatchQueue(label: "dongting.write")

    init(_ engine: any Engine, clock: Clock, meters: Meters) {
        self.engine = engine
        self.clock = clock
        self.meters = meters
    }

    func submit(_ job: WriteJob) {
        let outcome: Result<Bool, StoreError> = state.withLock { state in
            if state.isClosed { return .failure(.closing) }
            if state.waiting.count >= Self.waitingLimit { return .failure(.overloaded) }
            state.waiting.append(job)
            defer { state.isDraining = true }
            return .success(!state.isDraining)
        }
        switch outcome {
        case .success(let isFirst): if isFirst { queue.async { self.drain() } }
        case .failure(let error):
            meters.count { $0.turnedAway += 1 }
            job.finish(.failure(error))
        }
    }

    /// Writes waiting for their turn.
    var length: Int { state.withLock { $0.waiting.count } }

    /// Does what waits, and refuses what comes later.
    func close() {
        state.withLock { $0.isClosed = true }
        queue.sync {}
    }

    private func drain() {
        while true {
            let jobs = state.withLock { state in
                let jobs = Array(state.waiting.prefix(Self.batch))
                state.waiting.removeFirst(jobs.count)
                if jobs.isEmpty { state.isDraining = false }
                return jobs
            }
            if jobs.isEmpty { return }
            let results = perform(jobs)
            let good = results.count { if case .success = $0 { true } else { false } }
            meters.count { counts in
                counts.committed += good
                counts.refused += jobs.count - good
            }
            for (job, result) in zip(jobs, results) { job.finish(result) }
        }
    }

    private func perform(_ jobs: [WriteJob]) -> [Result<Void, any Error>] {
        let begin = ContinuousClock.now
        do {
            let results = try engine.write { try self.run(jobs, on: $0) }
            let seconds = (ContinuousClock.now - begin).seconds
            meters.count { counts in
                counts.commits.add(seconds)
                counts.batches.add(Double(jobs.count))
            }
            return results
        } catch {
            if jobs.count == 1 { return [.failure(error)] }
            return jobs.flatMap { perform([$0]) }
        }
    }

    private func run(_ jobs: [WriteJob], on connection: any Connection) throws
        -> [Result<Void, any Error>]
    {
        let first = try JournalTables.lockHead(connection)
        var head = first
        var results: [Result<Void, any Error>] = []
        for job in jobs {
            // A clock set back must not let a later entry look earlier.
            let writer = Writer(
                connection, act: job.act, now: max(clock.now(), head.at), head: head)
            try connection.execute(Statement("SAVEPOINT job", connection.dialect))
            do {
                try job.body(writer)
                try writer.finish()
                head = writer.head
                results.append(.success(()))
            } catch {
                do {
                    try connection.execute(
                        Statement("ROLLBACK TO SAVEPOINT job", connection.dialect))
                } catch _ {
                    // The engine has rolled everything back itself (a full disk): the batch ends,
                    // and the reason is what the job met, not the savepoint that is gone.
                    throw error
                }
                results.append(.failure(error))
            }
            try connection.execute(Statement("RELEASE SAVEPOINT job", connection.dialect))
        }
        if head.nextID != first.nextID || head.number != first.number {
            try JournalTables.writeHead(head, connection)
        }
        return results
    }
}
