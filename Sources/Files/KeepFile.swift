import Catalogue
public import Documents
import Foundation
import Journal
public import Registers
import Store
import Values

/// A file that somebody brings.
public struct NewFile: Sendable {
    public let name: UploadName
    public let about: FileSubject
    public let purpose: FilePurpose
    public let note: String?

    public init(
        _ name: UploadName, about: FileSubject, purpose: FilePurpose, note: String? = nil
    ) {
        self.name = name
        self.about = about
        self.purpose = purpose
        self.note = note
    }
}

extension CityFiles {
    /// Takes a file in and records it: bytes to the disk within the limit, kind, virus scan, name
    /// of the digest, record. It stands in the register only when its content is on the disk.
    ///
    /// The same content for the same subject and purpose is recorded once: whoever sends it again
    /// after a lost answer gets the record that is there.
    /// - Parameters:
    ///   - bytes: pieces as they come; one that throws counts as interrupted.
    ///   - mayRead: whether the viewer may see a record of a register.
    ///   - mayAdd: whether the viewer may add to it.
    /// - Returns: the record of the register `file`.
    /// - Throws: `FileRefusal`, `FileStoreError`, `StoreError`; `RecordRefusal.fields` for a note
    ///   that is too long.
    public func keep<Bytes: AsyncSequence>(
        _ bytes: Bytes, _ file: NewFile, by viewer: Viewer,
        mayRead: (_ register: String, _ record: Int64) async throws -> Bool,
        mayAdd: (_ register: String, _ record: Int64) async throws -> Bool
    ) async throws -> Record where Bytes.Element: Sequence<UInt8> {
        // Before the first byte is taken: who may not add need not send.
        try await requireSubject(file.about)
        guard try await mayRead(file.about.register, file.about.record) else {
            throw FileRefusal.notFound
        }
        guard try await mayAdd(file.about.register, file.about.record) else {
            throw FileRefusal.mayNotAdd
        }
        try Self.refuseMarks(around: file)
        let arrival = try store.begin(limit: limit)
        // Gone before anybody is told of a refusal; nothing of a content that is kept by then.
        defer { arrival.abandon() }
        try await receive(bytes, into: arrival)
        let (findings, content) = try await offThread {
            let kind = try self.kind(of: arrival, file.name)
            let scanned = try self.scan(arrival, file.name)
            let words = try Self.reviewSecrecy(arrival, kind, file)
            return (Findings(kind: kind, scanned: scanned, words: words), try arrival.keep())
        }
        return try await record(file, findings, content, by: viewer)
    }

    /// What was found of a file before it is kept.
    private struct Findings: Sendable {
        let kind: UploadKind
        let scanned: String
        let words: UploadWords.Extent
    }

    private func requireSubject(_ about: FileSubject) async throws {
        do {
            _ = try await registry.database.read { [registry] in
                try registry.record($0, about.register, about.record)
            }
        } catch RecordRefusal.noRegister, RecordRefusal.notFound {
            throw FileRefusal.notFound
        }
    }

    private func receive<Bytes: AsyncSequence>(
        _ bytes: Bytes, into arrival: FileArrival
    ) async throws where Bytes.Element: Sequence<UInt8> {
        var pieces = bytes.makeAsyncIterator()
        while let piece = try await next(&pieces) {
            do {
                try arrival.append(piece)
            } catch FileStoreError.tooLarge(let limit) {
                throw FileRefusal.tooLarge(limit: limit)
            }
        }
    }

    /// The next piece. Problems that say what they are keep their words.
    private func next<Pieces: AsyncIteratorProtocol>(
        _ pieces: inout Pieces
    ) async throws -> Pieces.Element? {
        do {
            return try await pieces.next()
        } catch let refusal as FileRefusal {
            throw refusal
        } catch {
            throw FileRefusal.interrupted
        }
    }

    private func kind(of arrival: FileArrival, _ name: UploadName) throws -> UploadKind {
        do {
            return try UploadKind.check(arrival.path, name: name)
        } catch let problem as DocumentProblem {
            throw FileRefusal.kind(problem)
        }
    }

    /// Whether it was scanned, as the list `file-scans` has it.
    private func scan(_ arrival: FileArrival, _ name: UploadName) throws -> String {
        guard let scanner else { return "not-scanned" }
        do {
            switch try scanner.scan(arrival.path) {
            case .clean: return "clean"
            case .found(let what): throw FileRefusal.infected(name: name.text, found: what)
            }
        } catch let problem as ScannerProblem {
            throw FileRefusal.scannerFailed(problem)
        }
    }

    private func record(
        _ file: NewFile, _ findings: Findings, _ content: KeptContent, by viewer: Viewer
    ) async throws -> Record {
        // The content cannot be taken away before this is over.
        defer { withExtendedLifetime(content) {} }
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "\(Self.register).kept")
        return try await registry.database.write(act) { [registry] writer in
            // It may have gone while the bytes came.
            _ = try registry.record(writer.reader, file.about.register, file.about.record)
            if let same = try registry.sameFile(file, content.digest, writer.reader) {
                return try registry.record(writer.reader, Self.register, same)
            }
            var fields: [String: Scalar] = [
                "name": .text(file.name.text), "digest": .text(content.digest.hex),
                "kind": .text(findings.kind.rawValue), "bytes": .integer(content.bytes),
                "scanned": .text(findings.scanned), "words_read": .text(findings.words.rawValue),
                "uploaded_by": .text(viewer.name),
                "about_register": .text(file.about.register),
                "about_record": .integer(file.about.record),
                "purpose": .text(file.purpose.rawValue),
            ]
            fields["step"] = file.about.step.map(Scalar.text)
            fields["note"] = file.note.flatMap { $0.isEmpty ? nil : .text($0) }
            return try registry.create(Draft(fields), in: Self.register, writer)
        }
    }
}

extension Registry {
    /// The file in force of the same content, subject and purpose.
    fileprivate func sameFile(_ file: NewFile, _ digest: Digest, _ reader: Reader) throws -> Int64?
    {
        try reader.first(
            """
            SELECT id FROM file WHERE digest = \(digest.hex)
            AND about_register = \(file.about.register) AND about_record = \(file.about.record)
            AND purpose = \(file.purpose.rawValue) AND coalesce(step, '') = \(file.about.step ?? "")
            AND state <> 'withdrawn' ORDER BY id LIMIT 1
            """)?[0].integer
    }
}

/// Runs what waits for the disk or for another program away from the cooperative threads.
func offThread<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
    }
}
