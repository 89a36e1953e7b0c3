import Foundation

/// Where the program asks for the time, so that a test can hold it still.
public struct Clock: Sendable {
    /// Returns the present point in time.
    public var now: @Sendable () -> Instant

    /// Makes a clock from a function that tells the time.
    public init(now: @escaping @Sendable () -> Instant) {
        self.now = now
    }

    /// The present day at Asia/Shanghai.
    public var today: CalendarDate { now().businessDate }

    /// The machine's clock.
    public static let system = Clock {
        let seconds = Date().timeIntervalSince1970
        return Instant(milliseconds: Int64((seconds * 1_000).rounded(.down)))
    }

    /// A clock that always shows `instant`.
    public static func fixed(_ instant: Instant) -> Clock {
        Clock { instant }
    }
}
