import Synchronization

/// How often values fell below each of some bounds, and what they add up to.
public struct Histogram: Sendable {
    /// Upper bounds in rising order; a last bucket has none.
    public let bounds: [Double]
    /// How many values fell into each bucket, one more than there are bounds.
    public private(set) var counts: [Int]
    public private(set) var sum = 0.0

    public var count: Int { counts.reduce(0, +) }

    public init(_ bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    public mutating func add(_ value: Double) {
        counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
        sum += value
    }
}

/// What a database has done since it was opened, for whoever watches it.
public struct StoreCounts: Sendable {
    /// Seconds that a shared transaction took, from its begin until it was on the disk.
    public var commits = Histogram([
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5,
    ])
    /// Writes that shared one transaction.
    public var batches = Histogram([1, 2, 5, 10, 20, 50])
    /// Writes that were committed, and those that a rule or the engine refused.
    public var committed = 0
    public var refused = 0
    /// Writes that were turned away because too many waited.
    public var turnedAway = 0
    /// Writes waiting for their turn now.
    public var queued = 0
    public var reads = 0
    /// Reads that hold a reader now, and those that wait for one.
    public var reading = 0
    public var waiting = 0
    /// Reads that were ended because they took too long.
    public var readsTooLong = 0
}

/// Counts what a database does; costs a lock that nobody holds for long.
final class Meters: Sendable {
    private let state = Mutex(StoreCounts())

    var counts: StoreCounts { state.withLock { $0 } }

    func count(_ change: (inout StoreCounts) -> Void) { state.withLock { change(&$0) } }
}

extension Duration {
    /// The same as a fraction of seconds.
    public var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
