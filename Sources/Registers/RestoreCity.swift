public import Catalogue
import Documents
import Foundation
import Journal
public import Store
public import Values

extension Backup {
    /// Restores the city into a place that holds none, its files into the place's folder of files,
    /// and verifies all of it before it counts.
    ///
    /// - Parameters:
    ///   - keyFile: the city's key, kept apart from backups; nil where it is at the place already.
    ///   - entry: the last journal entry to keep; what came after is undone. Personal fields stay
    ///     as the backup has them: the journal holds none.
    /// - Throws: `BackupError`, `StoreError`; the place then holds the key at most.
    @discardableResult
    public func restore(
        to place: DataPlace, _ catalogue: Catalogue, keyFile: String? = nil,
        through entry: Int64? = nil, clock: Clock = .system, progress: (Int) -> Void = { _ in }
    ) async throws -> BackupManifest {
        let manifest = try manifest()
        try place.refuseExisting(catalogue)
        let key = try place.takeKey(from: keyFile, catalogue)
        let work = DataFolder(place.besides(catalogue) + ".building")
        try? FileManager.default.removeItem(atPath: work.path)
        defer { try? FileManager.default.removeItem(atPath: work.path) }
        let city = try unpack(into: work, catalogue, key: key, clock: clock)
        let registry = Registry(city)
        try registry.requireWhole(manifest, place: file)
        if let entry {
            try await registry.rewind(to: entry)
            let report = try city.readNow { try registry.verify($0) }
            guard report.findings.isEmpty else {
                throw BackupError.differs(file, findings: report.findings.map(\.what))
            }
        }
        // Files first: where there is a city, its files are.
        let store = place.fileStore(catalogue)
        let added = try takeFiles(of: registry, to: store)
        try place.take(
            city, at: work, catalogue, clock: clock, undo: { try store.takeBack(added) },
            progress: progress)
        return manifest
    }
}

extension Registry {
    /// Copies the city to another place, which may be of the other engine, with its journal and its
    /// files, and verifies it there. The city stays where it was.
    /// - Parameter files: where the city's files are; needed where its records name any.
    /// - Throws: `StoreError.alreadyExists` and others; the place is then as it was.
    public func move(
        to place: DataPlace, files: FileStore? = nil, progress: (Int) -> Void = { _ in }
    ) throws {
        try place.refuseExisting(catalogue)
        try place.keep(database.personalKey, catalogue)
        let work = DataFolder(place.besides(catalogue) + ".building")
        try? FileManager.default.removeItem(atPath: work.path)
        defer { try? FileManager.default.removeItem(atPath: work.path) }
        try database.snapshot(to: work)
        let copy = try work.open(catalogue, clock: database.clock, key: database.personalKey)
        let store = place.fileStore(catalogue)
        let added = try Registry(copy).copyFiles(from: files, to: store)
        try place.take(
            copy, at: work, catalogue, clock: database.clock, undo: { try store.takeBack(added) },
            progress: progress)
    }
}

extension DataPlace {
    /// Makes the city in a work folder this place's own: by moving the folder, or by copying its
    /// rows to the server and verifying them there.
    /// - Parameter undo: takes away what was put beside it, where that fails.
    fileprivate func take(
        _ city: Database, at work: DataFolder, _ catalogue: Catalogue, clock: Clock,
        undo: () throws -> Void, progress: (Int) -> Void
    ) throws {
        do {
            try take(city, at: work, catalogue, clock: clock, progress: progress)
        } catch {
            try undo()
            throw error
        }
    }

    private func take(
        _ city: Database, at work: DataFolder, _ catalogue: Catalogue, clock: Clock,
        progress: (Int) -> Void
    ) throws {
        let head = try city.readNow { try Registry(city).verify($0) }
        guard head.findings.isEmpty else {
            throw BackupError.differs(work.path, findings: head.findings.map(\.what))
        }
        switch self {
        case .folder(let folder):
            try city.close()
            try folder.takeDatabase(of: work)
        case .server:
            let target = try create(catalogue, clock: clock)
            do {
                try city.copy(into: target, progress: progress)
                let report = try target.readNow { try Registry(target).verify($0) }
                guard report.findings.isEmpty, report.head == head.head else {
                    throw BackupError.differs(shown, findings: report.findings.map(\.what))
                }
            } catch {
                try target.erase()
                throw error
            }
            try target.close()
            try city.close()
        }
    }
}
