public import Catalogue
import Foundation
public import Journal
public import Values

/// A folder that holds one city: the database, and the keys beside it.
public struct DataFolder: Sendable {
    public let path: String
    /// The folder of the contents of files.
    public let files: String

    /// - Parameter files: where the files are kept; beside the database where nil.
    public init(_ path: String, files: String? = nil) {
        self.path = path
        self.files = files ?? path + "/files"
    }

    public var database: String { path + "/city.sqlite" }
    var keyFile: KeyFile { KeyFile(path: path + "/keys/personal.key") }

    public var exists: Bool { FileManager.default.fileExists(atPath: database) }

    /// Makes an empty city.
    /// - Parameter key: the city's key where it has one already; not kept in the folder then.
    /// - Throws: `StoreError.alreadyExists`, or why the folder cannot be used.
    public func create(
        _ catalogue: Catalogue, clock: Clock = .system, demonstration: Bool = false,
        key: PersonalKey? = nil
    ) throws -> Database {
        if exists { throw StoreError.alreadyExists(folder: path) }
        try makeFolder()
        if key == nil { try keyFile.make() }
        return try connect(catalogue, clock, key, demonstration: demonstration)
    }

    /// Opens the city that is there.
    /// - Parameter key: where it is not the one in the folder.
    /// - Throws: `StoreError` saying what is wrong and what to do.
    public func open(_ catalogue: Catalogue, clock: Clock = .system, key: PersonalKey? = nil) throws
        -> Database
    {
        guard exists else { throw StoreError.noCity(folder: path) }
        // SQLite takes an empty file for a new database; here it is one that lost its content.
        let size = try? FileManager.default.attributesOfItem(atPath: database)[.size] as? NSNumber
        if size?.intValue == 0 {
            throw StoreError.damaged(file: database, detail: "文件是空的")
        }
        return try connect(catalogue, clock, key)
    }

    /// Whether a file's disk is mounted read-only; the rights of a user do not matter to that.
    static func isOnReadOnlyDisk(_ file: String) -> Bool {
        access(file, W_OK) != 0 && errno == EROFS
    }

    /// Makes the folder, readable to its owner alone.
    public func makeFolder() throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw StoreError.folderUnusable(folder: path, detail: error.localizedDescription)
        }
    }

    /// Moves the database of a closed work folder on the same disk into this one, in one step.
    public func takeDatabase(of work: DataFolder) throws {
        try makeFolder()
        do {
            try FileManager.default.moveItem(atPath: work.database, toPath: database)
        } catch {
            throw StoreError.folderUnusable(folder: path, detail: error.localizedDescription)
        }
    }

    private func connect(
        _ catalogue: Catalogue, _ clock: Clock, _ key: PersonalKey?, demonstration: Bool = false
    ) throws -> Database {
        let key = try key ?? keyFile.read()
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
            if errno == EROFS { throw StoreError.readOnly(file: folder.path) }
            throw StoreError.folderUnusable(folder: folder.path, detail: "写不了 serve.lock")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            Foundation.close(descriptor)
            throw StoreError.servedAlready(folder: folder.path)
        }
        // For whoever asks who it is (`dongting doctor`).
        let number = Array("\(getpid())\n".utf8)
        ftruncate(descriptor, 0)
        _ = Foundation.write(descriptor, number, number.count)
    }

    deinit { Foundation.close(descriptor) }
}
