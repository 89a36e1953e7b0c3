public import Catalogue
public import Values

/// Where a city's data are: in a folder (SQLite), or on a PostgreSQL server.
public enum DataPlace: Sendable {
    case folder(DataFolder)
    case server(ServerPlace)

    /// - Parameters:
    ///   - text: a folder, or `postgres://…`.
    ///   - keys: the folder of the keys, for a server; a folder keeps its own.
    /// - Throws: `StoreError.badAddress`.
    public init(_ text: String, keys: String = "./keys") throws {
        if ServerAddress.isAddress(text) {
            self = .server(ServerPlace(try ServerAddress(text), keys: keys))
        } else {
            self = .folder(DataFolder(text))
        }
    }

    /// The folder's path, or the server's address without its password.
    public var shown: String {
        switch self {
        case .folder(let folder): folder.path
        case .server(let place): place.address.shown
        }
    }

    /// Makes an empty city.
    /// - Throws: `StoreError.alreadyExists`, or why the place cannot be used.
    public func create(
        _ catalogue: Catalogue, clock: Clock = .system, demonstration: Bool = false
    ) throws -> Database {
        switch self {
        case .folder(let folder):
            try folder.create(catalogue, clock: clock, demonstration: demonstration)
        case .server(let place):
            try place.create(catalogue, clock: clock, demonstration: demonstration)
        }
    }

    /// Opens the city that is there.
    /// - Throws: `StoreError` saying what is wrong and what to do.
    public func open(_ catalogue: Catalogue, clock: Clock = .system) throws -> Database {
        switch self {
        case .folder(let folder): try folder.open(catalogue, clock: clock)
        case .server(let place): try place.open(catalogue, clock: clock)
        }
    }
}
