/// A database engine: reads see one snapshot each, writes are durable when they return.
protocol Engine: Sendable {
    var dialect: Dialect { get }
    func read<T>(_ body: (any Connection) throws -> T) throws -> T
    /// Runs `body` in one transaction, holding the engine's write lock.
    func write<T>(_ body: (any Connection) throws -> T) throws -> T
    func close() throws
}
