/// A database engine: reads see one snapshot each, writes are durable when they return.
protocol Engine: Sendable {
    var dialect: Dialect { get }
    /// Runs `body` on one snapshot; its questions end at the given moment, where there is one.
    func read<T>(until end: ContinuousClock.Instant?, _ body: (any Connection) throws -> T) throws
        -> T
    /// Runs `body` in one transaction, holding the engine's write lock.
    func write<T>(_ body: (any Connection) throws -> T) throws -> T
    func close() throws
}

extension Engine {
    func read<T>(_ body: (any Connection) throws -> T) throws -> T {
        try read(until: nil, body)
    }
}
