import Documents
import Journal
import Store

/// The files in a backup, each under its digest.
extension Backup {
    private static let folder = "files/"

    /// Digests every file in the archive and sees that none is missing that a record names.
    /// - Throws: `BackupError.differs`.
    func proveFiles(of registry: Registry) throws {
        var whole: Set<Digest> = []
        try eachFile { named, content in
            var running = RunningDigest()
            try content.each { running.add(UnsafeRawBufferPointer($0)) }
            if running.digest == named { whole.insert(named) }
        }
        let named = try registry.database.readNow { try Registry.namedContents($0) }
        let missing = named.filter { !whole.contains($0.digest) }
        if !missing.isEmpty {
            throw BackupError.differs(
                file, findings: missing.map { $0.words + "的内容缺失或已损坏" })
        }
    }

    /// Puts the files that the records name into a store, each checked against its digest on the
    /// way.
    /// - Returns: those that were not there before.
    /// - Throws: `BackupError.differs` and others; what was put there is gone again then.
    func takeFiles(of registry: Registry, to store: FileStore) throws -> [Digest] {
        let named = try registry.database.readNow { try Registry.namedContents($0) }
        let wanted = Set(named.map(\.digest))
        return try store.undoing { added in
            try eachFile { digest, content in
                guard wanted.contains(digest), store.bytes(of: digest) == nil else { return }
                let arrival = try store.begin(limit: .max)
                try content.each { try arrival.append($0) }
                let kept = try arrival.keep()
                if kept.digest == digest { added.append(digest) }
            }
            try registry.requireFiles(in: store)
        }
    }

    private func eachFile(_ body: (Digest, ZipContent) throws -> Void) throws {
        try ZipArchive.each(of: file, under: Self.folder) { name, content in
            let hex = String(name.dropFirst(Self.folder.count))
            guard FileStore.isDigest(hex) else { return }
            try body(Digest(hex: hex), content)
        }
    }
}

extension Registry {
    /// Copies the contents that the records name from one store to another.
    /// - Returns: those that were not there before.
    /// - Throws: `BackupError.noPlaceForFiles` where there are some and no source.
    func copyFiles(from source: FileStore?, to target: FileStore) throws -> [Digest] {
        let named = try database.readNow { try Registry.namedContents($0) }
        if named.isEmpty { return [] }
        guard let source else { throw BackupError.noPlaceForFiles(named.count) }
        return try target.undoing { added in
            for content in named where target.bytes(of: content.digest) == nil {
                let reading = try source.read(content.digest, bytes: content.bytes)
                let arrival = try target.begin(limit: .max)
                while let piece = try reading.next() { try arrival.append(piece) }
                added.append(try arrival.keep().digest)
            }
            try requireFiles(in: target)
        }
    }

    /// - Throws: `BackupError.differs` unless every content that a record names is there, whole.
    fileprivate func requireFiles(in store: FileStore) throws {
        let named = try database.readNow { try Registry.namedContents($0) }
        let findings = try FileReport(named, in: store).findings
        if !findings.isEmpty {
            throw BackupError.differs(store.path, findings: findings.map(\.what))
        }
    }
}

extension FileStore {
    /// Takes away again what `body` has added if it fails.
    fileprivate func undoing(_ body: (_ added: inout [Digest]) throws -> Void) throws -> [Digest] {
        var added: [Digest] = []
        do {
            try body(&added)
        } catch {
            try takeBack(added)
            throw error
        }
        return added
    }

    /// Takes contents away that were put here for a city that did not come to be.
    func takeBack(_ added: [Digest]) throws {
        for digest in added { _ = try remove(digest, unless: { false }) }
    }
}
