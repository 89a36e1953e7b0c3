public import Catalogue
import Foundation
import Journal
public import Values

/// A folder that holds one city: the database, and the keys beside it.
public struct DataFolder: Sendable {
    public let path: String

    public init(_ path: String) { self.path = path }

    public var database: String { path + "/city.sqlite" }
    var keyFile: String { path + "/keys/personal.key" }

    public var exists: Bool { FileManager.default.fileExists(atPath: database) }

    /// Makes an empty city.
    /// - Throws: `StoreError.alreadyExists`, or why the folder cannot be used.
    public func create(
        _ catalogue: Catalogue, clock: Clock = .system, demonstration: Bool = false
    ) throws -> Database {
        if exists { throw StoreError.alreadyExists(folder: path) }
        do {
            try FileManager.default.createDirectory(
                atPath: path + "/keys", withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw StoreError.folderUnusable(folder: path, detail: "\(error.localizedDescription)")
        }
        if !FileManager.default.fileExists(atPath: keyFile) {
            let key = Digest(of: PersonalKey.random()).hex
            guard
                FileManager.default.createFile(
                    atPath: keyFile, contents: Data(key.utf8),
                    attributes: [.posixPermissions: 0o600])
            else { throw StoreError.folderUnusable(folder: path, detail: "写不了 \(keyFile)") }
        }
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
        guard let data = FileManager.default.contents(atPath: keyFile) else {
            throw StoreError.keyMissing(file: keyFile)
        }
        let engine = try SQLiteEngine(file: database)
        try checkCity(engine, catalogue)
        return try Database(
            engine: engine, catalogue: catalogue, clock: clock,
            personalKey: PersonalKey(bytes: Array(data)), demonstration: demonstration)
    }

    private func checkCity(_ engine: SQLiteEngine, _ catalogue: Catalogue) throws {
        let known: (region: String?, title: String?, format: String?) = try engine.read {
            let reader = Reader(connection: $0)
            let tables = "SELECT count(*) FROM sqlite_master WHERE name = 'city'" as SQL
            guard try reader.integer(tables) > 0 else { return (nil, nil, nil) }
            func value(_ key: String) throws -> String? {
                try reader.first("SELECT value FROM city WHERE key = \(key)")?[0].text
            }
            return (try value("region"), try value("title"), try value("format"))
        }
        if let format = known.format, format != "1" { throw StoreError.newerFormat(folder: path) }
        let region = catalogue.city.region?.text ?? "000000"
        if let holds = known.region, holds != region {
            throw StoreError.otherCity(
                folder: path, holds: "\(known.title ?? "")（\(holds)）",
                catalogue: "\(catalogue.city.title)（\(region)）")
        }
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
