public import Catalogue
import Foundation
public import Journal
public import Values

/// Where a city's data are: in a folder (SQLite), or on a PostgreSQL server.
public enum DataPlace: Sendable {
    case folder(DataFolder)
    case server(ServerPlace)

    /// - Parameters:
    ///   - text: a folder, or `postgres://…`.
    ///   - keys: the folder of the keys, for a server; a folder keeps its own.
    ///   - files: the folder of the files; where nil, `files` in the data folder, or `./files` for
    ///     a server.
    /// - Throws: `StoreError.badAddress`.
    public init(_ text: String, keys: String = "./keys", files: String? = nil) throws {
        if ServerAddress.isAddress(text) {
            self = .server(
                ServerPlace(try ServerAddress(text), keys: keys, files: files ?? "./files"))
        } else {
            self = .folder(DataFolder(text, files: files))
        }
    }

    /// The folder's path, or the server's address without its password.
    public var shown: String {
        switch self {
        case .folder(let folder): folder.path
        case .server(let place): place.address.shown
        }
    }

    /// Where the city's files are kept.
    public func fileStore(_ catalogue: Catalogue) -> FileStore {
        switch self {
        case .folder(let folder): FileStore(folder.files)
        case .server(let place): FileStore(place.files + "/" + place.schema(catalogue))
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

    /// - Throws: `StoreError.alreadyExists` where a city is there.
    public func refuseExisting(_ catalogue: Catalogue) throws {
        switch self {
        case .folder(let folder):
            if folder.exists { throw StoreError.alreadyExists(folder: folder.path) }
        case .server(let place): try place.refuseExisting(catalogue)
        }
    }

    /// The city's key: the one in `file`, which is kept here from now on, or the one that is here.
    /// - Throws: `StoreError.keyMissing`, `StoreError.keyWrong`.
    public func takeKey(from file: String?, _ catalogue: Catalogue) throws -> PersonalKey {
        if let file { try keep(try KeyFile(path: file).read(), catalogue) }
        return try keyFile(catalogue).read()
    }

    /// Puts a city's key where this place keeps it.
    public func keep(_ key: PersonalKey, _ catalogue: Catalogue) throws {
        try keyFile(catalogue).keep(key)
    }

    /// A path on the disk beside which work folders may stand.
    public func besides(_ catalogue: Catalogue) -> String {
        switch self {
        case .folder(let folder): folder.path
        case .server(let place):
            NSTemporaryDirectory() + place.schema(catalogue) + "-" + UUID().uuidString
        }
    }

    private func keyFile(_ catalogue: Catalogue) -> KeyFile {
        switch self {
        case .folder(let folder): folder.keyFile
        case .server(let place): place.keyFile(place.schema(catalogue))
        }
    }
}
