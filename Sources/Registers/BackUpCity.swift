import Catalogue
import Documents
import Foundation
import Journal
public import Store
import Values

/// What a backup holds, as its `manifest.json` says.
public struct BackupManifest: Codable, Sendable, Equatable {
    /// Of the archive, not of the tables: 1 without files, 2 with them, so that a program that
    /// knows nothing of files does not restore a city without its own.
    public var format = 1
    public let city: String
    public let region: String
    /// Digest of the catalogue that the city was under.
    public let catalogue: String
    /// The last journal entry and its digest: what the restored city must end with.
    public let entry: Int64
    public let digest: String
    /// When the backup was made, ISO 8601.
    public let made: String
    public let isDemonstration: Bool
    /// Contents of files in it, and their bytes; nil in a backup made before there were any.
    public var files: Int?
    public var fileBytes: Int64?

    static let newestFormat = 2
}

/// A backup that is not one, or does not fit.
public enum BackupError: Error, Sendable, Equatable, CustomStringConvertible {
    case exists(String)
    case unreadable(String, detail: String)
    case otherFormat(String)
    case differs(String, findings: [String])
    case noSuchEntry(Int64, last: Int64)
    /// There are files, and nothing was said of where they are or go.
    case noPlaceForFiles(Int)

    public var description: String {
        switch self {
        case .exists(let file): "\(file) 已存在，没有改动。换一个文件名，或先把它移走。"
        case .unreadable(let file, let detail): "\(file) 读不了：\(detail)。换一份备份。"
        case .otherFormat(let file): "\(file) 由更新版本的 dongting 写成，此版本读不了。请升级程序。"
        case .differs(let place, let findings):
            "\(place) 与原来的城市不符，没有启用：\n"
                + findings.prefix(20).map { "  · " + $0 }.joined(separator: "\n")
        case .noSuchEntry(let entry, let last): "日志里没有第 \(entry) 条；最后一条是第 \(last) 条。"
        case .noPlaceForFiles(let count):
            "城市有 \(count) 份文件，却没有说明文件夹在哪里。用 --files 指明。"
        }
    }
}

extension Registry {
    /// Writes the city, its files among it, into one portable archive, while it goes on being used,
    /// and proves the archive by restoring the records beside, verifying them, and digesting every
    /// file. The key is not in it.
    /// - Parameter files: where the city's files are; needed where its records name any.
    /// - Throws: `BackupError`, and no archive is left where it cannot be proved.
    @discardableResult
    public func backUp(
        to file: String, files: FileStore? = nil, verify: Bool = true,
        progress: (Int) -> Void = { _ in }
    ) throws -> BackupManifest {
        if FileManager.default.fileExists(atPath: file) { throw BackupError.exists(file) }
        let work = DataFolder(file + ".building")
        try? FileManager.default.removeItem(atPath: work.path)
        defer { try? FileManager.default.removeItem(atPath: work.path) }
        // Never the city's own file: closing it would end this process's locks on it (POSIX), and
        // another process would take the city for unused.
        let manifest = try packSnapshot(in: work, files, to: file, progress: progress)
        if verify {
            do {
                try prove(file, manifest)
            } catch {
                try? FileManager.default.removeItem(atPath: file)
                throw error
            }
        }
        return manifest
    }

    private func packSnapshot(
        in work: DataFolder, _ files: FileStore?, to file: String, progress: (Int) -> Void
    ) throws -> BackupManifest {
        try database.snapshot(to: work, progress: progress)
        let copy = try work.open(catalogue, key: database.personalKey)
        // What the snapshot names stays: only contents that no record names are ever taken away.
        var (manifest, contents) = try copy.readNow {
            (try describe($0), try Self.namedContents($0))
        }
        try copy.close()
        let kept = try Self.whole(contents, in: files)
        if !kept.isEmpty { manifest.format = BackupManifest.newestFormat }
        manifest.files = kept.count
        manifest.fileBytes = contents.reduce(0) { $0 + $1.bytes }
        return try pack(work.database, kept, manifest, to: file)
    }

    /// - Throws: `BackupError`: a backup without a file that a record names would be none.
    private static func whole(_ contents: [NamedContent], in files: FileStore?) throws
        -> [(name: String, path: String)]
    {
        if contents.isEmpty { return [] }
        guard let files else { throw BackupError.noPlaceForFiles(contents.count) }
        let missing = contents.filter { files.bytes(of: $0.digest) != $0.bytes }
        if !missing.isEmpty {
            throw BackupError.differs(
                files.path,
                findings: missing.map { $0.words + "的内容不在，或字节数不符" })
        }
        return contents.map { ("files/" + $0.digest.hex, files.path(of: $0.digest)) }
    }

    private func pack(
        _ path: String, _ kept: [(name: String, path: String)], _ manifest: BackupManifest,
        to file: String
    ) throws -> BackupManifest {
        let described = file + ".manifest"
        defer { try? FileManager.default.removeItem(atPath: described) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try encoder.encode(manifest).write(to: URL(fileURLWithPath: described))
        try ZipArchive.write(
            files: [("manifest.json", described), ("city.sqlite", path)] + kept, to: file)
        return manifest
    }

    private func describe(_ reader: Reader) throws -> BackupManifest {
        let head = try reader.first("SELECT number, digest FROM journal_head")
        return BackupManifest(
            city: catalogue.city.title, region: catalogue.city.region?.text ?? "000000",
            catalogue: catalogue.digest, entry: head?[0].integer ?? 0,
            digest: head?[1].text ?? "", made: database.clock.now().iso,
            isDemonstration: database.isDemonstration)
    }

    private func prove(_ file: String, _ manifest: BackupManifest) throws {
        let proof = DataFolder(file + ".proof")
        try? FileManager.default.removeItem(atPath: proof.path)
        defer { try? FileManager.default.removeItem(atPath: proof.path) }
        let city = try Backup(file).unpack(
            into: proof, catalogue, key: database.personalKey, clock: database.clock)
        defer { try? city.close() }
        try Registry(city).requireWhole(manifest, place: file)
        try Backup(file).proveFiles(of: Registry(city))
    }

    /// - Throws: `BackupError.differs` unless the city verifies and ends where the manifest says.
    func requireWhole(_ manifest: BackupManifest, place: String) throws {
        let report = try database.readNow { try verify($0) }
        var findings = report.findings.map(\.what)
        if report.head.hex != manifest.digest {
            findings.append("日志头是 \(report.head.hex)，应是 \(manifest.digest)")
        }
        if !findings.isEmpty { throw BackupError.differs(place, findings: findings) }
    }
}

/// A backup file.
public struct Backup: Sendable {
    public let file: String

    public init(_ file: String) { self.file = file }

    /// - Throws: `BackupError`, `DocumentProblem`.
    public func manifest() throws -> BackupManifest {
        let path = NSTemporaryDirectory() + "manifest-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        try ZipArchive.extract("manifest.json", of: file, to: path)
        let manifest: BackupManifest
        do {
            manifest = try JSONDecoder().decode(
                BackupManifest.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw BackupError.unreadable(file, detail: "manifest.json 不成形")
        }
        guard (1...BackupManifest.newestFormat).contains(manifest.format) else {
            throw BackupError.otherFormat(file)
        }
        return manifest
    }

    /// Puts the backup's database into a folder that is not there yet and opens it.
    func unpack(
        into folder: DataFolder, _ catalogue: Catalogue, key: PersonalKey, clock: Clock
    ) throws -> Database {
        try folder.makeFolder()
        try ZipArchive.extract("city.sqlite", of: file, to: folder.database)
        return try folder.open(catalogue, clock: clock, key: key)
    }
}
