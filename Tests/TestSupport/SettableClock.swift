import Synchronization
public import Values

/// A clock that a test sets.
public final class SettableClock: Sendable {
    private let milliseconds: Mutex<Int64>

    public init(_ iso: String) { milliseconds = Mutex(Instant(iso: iso)?.milliseconds ?? 0) }

    public func set(_ iso: String) {
        milliseconds.withLock { $0 = Instant(iso: iso)?.milliseconds ?? 0 }
    }

    public var now: Instant {
        get { Instant(milliseconds: milliseconds.withLock { $0 }) }
        set { milliseconds.withLock { $0 = newValue.milliseconds } }
    }

    public var clock: Clock { Clock { self.now } }
}
