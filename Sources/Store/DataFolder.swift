public import Catalogue
import Foundation
public import Values

/// A folder that holds one city: the database, and the keys beside it.
public struct DataFolder: Sendable {
    public let path: String

    public init(_ path: String) { self.path = path }

    public var database: String { path + "/city.sqlite" }
    var keyFile: KeyFile { KeyFile(path: path + "/keys/personal.key") }

    public var exists: Bool { FileManager.default.fileExists(atPath: database) }

    /// Makes an empty city.
    /// - Throws: `StoreError.alreadyExists`, or why the folder cannot be used.
    public func create(
        _ catalogue: Catalogue, clock: Clock = .system, demonstration: Bool = false
    ) throws -> Database {
        if exists { throw StoreError.alreadyExists(folder: path) }
        try keyFile.make()
        return try connect(catalogue, clock, demonstration: demonstration)
    }

    /// Opens the city that is there.
    /// - Throws: `StoreError` saying what is wrong and what to do.
    public func open(_ catalogue: Catalogue, clock: Clock = .system) throws -> Database {
        guard exists else { throw StoreError.noCity(folder: path) }
        // SQLite takes an empty file for a new database; here it is one that lost its content.
        let size = try? FileManager.default.attributesOfItem(atPath: database)[.size] as? NSNumber
        if size?.intValue == 0 {
            throw StoreError.damaged(file: database, detail: "文件是空的")
        }
        return try connect(catalogue, clock)
    }

    private func connect(
        _ catalogue: Catalogue, _ clock: Clock, demonstration: Bool = false
    ) throws -> Database {
        let key = try keyFile.read()
        let engine = try SQLiteEngine(file: database)
        try engine.read { try CityCheck.run(Reader(connection: $0), catalogue, place: path) }
        return try Database(
            engine: engine, catalogue: catalogue, clock: clock, personalKey: key,
            keyFile: keyFile.path, demonstration: demonstration)
    }
}

/// Held while a server serves a folder, so that a second one is told instead of quarrelling.
public final class ServeLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `StoreError.servedAlready`.
    public init(_ folder: DataFolder) throws {
        descriptor = Foundation.open(
            folder.path + "/serve.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError.folderUnusable(folder: folder.path, detail: "写不了 serve.lock")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            Foundation.close(descriptor)
            throw StoreError.servedAlready(folder: folder.path)
        }
    }

    deinit { Foundation.close(descriptor) }
}
