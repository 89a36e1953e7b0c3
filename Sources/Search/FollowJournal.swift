import Dispatch
import Foundation
public import Registers
import Store
import Values

/// The index of a city's records: follows the journal, answers searches.
public struct SearchIndex: Sendable {
    public let registry: Registry
    let plans: IndexPlans
    let readings: Readings
    /// Records indexed in one write; the records' own writers wait no longer than that, and where
    /// they do wait it is an eighth.
    let batch: Int

    public init(_ registry: Registry, batch: Int = 400) {
        self.registry = registry
        plans = IndexPlans(registry.catalogue)
        readings = Readings(registry.catalogue)
        self.batch = batch
    }

    var database: Database { registry.database }

    /// Whether writes of the city itself wait for their turn.
    var isCrowded: Bool { database.counts.queued > 0 }

    /// One step of following: what it found to do.
    public enum Step: Sendable, Equatable {
        /// Nothing was left to index.
        case done
        /// So many records were indexed; there may be more.
        case indexed(Int)
        /// Another process is at it.
        case taken
    }

    /// Indexes the next records that the journal names, and notes how far it came in the same
    /// write: a crash between two steps loses nothing and repeats nothing.
    ///
    /// What a record is found by is worked out on a snapshot, beside the city's own writes; only
    /// putting it into the index holds them up. A record that changed meanwhile has a later image,
    /// which comes with a later step.
    @discardableResult
    public func follow() throws -> Step {
        // Most of the time there is nothing to do, and then nothing is written.
        guard let batch = try database.readNow({ try nextBatch($0) }) else { return .done }
        // An index made anew begins with its first records.
        return try take(batch) ?? follow()
    }

    /// Puts a batch into the index; nil where the index had to be made anew first.
    func take(_ batch: IndexBatch) throws -> Step? {
        try database.derive { writer in
            // Whoever holds the row follows; another process has nothing to wait for.
            var own: SQL = "SELECT entry, position, making FROM search_progress WHERE id = 1"
            if writer.dialect == .postgresql { own += " FOR UPDATE SKIP LOCKED" }
            guard let row = try writer.reader.first(own) else { return .taken }
            let head = try writer.reader.integer("SELECT number FROM journal_head WHERE id = 1")
            if row[2].text != plans.making || Place(row).entry > head {
                try writer.makeAnew()
                try note(Place(entry: 0, position: 0), writer)
                return nil
            }
            // Another process has taken this step since the snapshot.
            guard Place(row) == batch.from else { return .taken }
            try put(batch, writer)
            try note(batch.reached, writer)
            return .indexed(batch.count)
        }
    }

    /// Follows, alone or beside another process, until nothing is left or it has taken `limit`.
    /// - Parameter progress: told how many records have been indexed.
    /// - Returns: whether nothing is left.
    @discardableResult
    public func catchUp(within limit: Duration? = nil, progress: (Int) -> Void = { _ in }) throws
        -> Bool
    {
        let end = limit.map { ContinuousClock.now + $0 }
        var count = 0
        while true {
            switch try follow() {
            case .done: return true
            case .taken:
                // Another process takes this very step: what is left is seen when it is done.
                Thread.sleep(forTimeInterval: 0.02)
            case .indexed(let more):
                count += more
                progress(count)
            }
            if let end, ContinuousClock.now >= end { return try database.readNow(isUpToDate) }
        }
    }

    /// Throws the index away and makes it again from the journal's beginning.
    public func rebuild(progress: (Int) -> Void = { _ in }) throws {
        try database.derive { try $0.makeAnew() }
        try catchUp(progress: progress)
    }

    /// The job that one of several servers does.
    public static let job = "search-index"

    /// Follows until the task is cancelled, looking for new entries every `pause`; of several
    /// servers the one that has the lease.
    /// - Parameter report: told of failures; following goes on after them.
    public func run(
        every pause: Duration = .milliseconds(500),
        report: @escaping @Sendable (any Error) -> Void = { _ in }
    ) async {
        while !Task.isCancelled {
            var wait = pause
            do {
                // Most of the time there is nothing to do, and then nobody takes a lease.
                if try await database.read(isUpToDate) == false {
                    _ = try await database.withLease(Self.job, for: .seconds(60)) { _ in
                        try await stretch(for: .seconds(30))
                    }
                }
            } catch {
                report(error)
                wait = .seconds(10)
            }
            try? await Task.sleep(for: wait)
        }
    }

    /// Follows until nothing is left, another is at it, or the time is up: well within a lease.
    private func stretch(for limit: Duration) async throws {
        let end = ContinuousClock.now + limit
        while !Task.isCancelled, ContinuousClock.now < end {
            let begin = ContinuousClock.now
            let step = try await withCheckedThrowingContinuation { continuation in
                // Reading and writing block: not on the cooperative threads.
                Self.queue.async { continuation.resume(with: Result { try follow() }) }
            }
            guard case .indexed = step else { return }
            // While people wait for their writes, most of the machine is theirs.
            let pause = isCrowded ? (ContinuousClock.now - begin) * 4 : .milliseconds(5)
            try? await Task.sleep(for: pause)
        }
    }

    private static let queue = DispatchQueue(label: "dongting.search", attributes: .concurrent)

    struct Place: Equatable {
        var entry: Int64
        /// The image of that entry up to which all is indexed.
        var position: Int64

        init(entry: Int64, position: Int64) {
            self.entry = entry
            self.position = position
        }

        init(_ row: [Scalar]) {
            self.init(entry: row[0].integer ?? 0, position: row[1].integer ?? 0)
        }
    }

    func isUpToDate(_ reader: Reader) throws -> Bool {
        let row = try reader.first(
            "SELECT entry, position, making FROM search_progress WHERE id = 1")
        guard let row, row[2].text == plans.making else { return false }
        let head = try reader.integer("SELECT number FROM journal_head WHERE id = 1")
        guard Place(row) == Place(entry: head, position: SearchProgress.whole) else { return false }
        return try reader.first("SELECT id FROM search_pending LIMIT 1") == nil
    }
}
