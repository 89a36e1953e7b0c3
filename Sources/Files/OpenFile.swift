public import Documents
public import Journal
public import Registers
public import Store
import Values

/// A file as it is given to somebody who may see it.
public struct OpenedFile: Sendable {
    public let name: String
    public let kind: UploadKind
    public let bytes: Int64
    public let digest: Digest
    public let content: FileContent
}

/// The bytes of a file, read as they are asked for; the last of them come only when all are right.
public struct FileContent: AsyncSequence, Sendable {
    let reading: FileReading

    public struct Iterator: AsyncIteratorProtocol {
        let reading: FileReading

        /// - Throws: `FileStoreError.damaged` in place of the last piece.
        public func next() async throws -> [UInt8]? {
            try await offThread { [reading] in try reading.next() }
        }
    }

    public func makeAsyncIterator() -> Iterator { Iterator(reading: reading) }
}

extension CityFiles {
    /// Opens a file for a viewer who may see the record that it is about. Bytes can be read once.
    /// - Parameters:
    ///   - id: of the record in the register `file`.
    ///   - mayRead: whether the viewer may see a record of a register.
    /// - Throws: `FileRefusal.notFound` alike for what is not there and what may not be seen;
    ///   `FileStoreError` where the content is missing or damaged.
    public func open(
        _ id: Int64, mayRead: (_ register: String, _ record: Int64) async throws -> Bool
    ) async throws -> OpenedFile {
        let record: Record
        do {
            record = try await registry.database.read { [registry] in
                try registry.record($0, Self.register, id)
            }
        } catch RecordRefusal.notFound {
            throw FileRefusal.notFound
        }
        guard let about = record["about_register"].text, let of = record["about_record"].integer,
            let digest = record["digest"].text, FileStore.isDigest(digest),
            let kind = record["kind"].text.flatMap(UploadKind.init(rawValue:)),
            try await mayRead(about, of)
        else { throw FileRefusal.notFound }
        let reading = try await offThread { [store] in
            try store.read(Digest(hex: digest), bytes: record["bytes"].integer)
        }
        return OpenedFile(
            name: record["name"].text ?? "", kind: kind, bytes: reading.bytes,
            digest: reading.digest, content: FileContent(reading: reading))
    }

    /// Files in force that are about a record, in the order they came.
    public func about(_ subject: FileSubject, _ reader: Reader) throws -> [Record] {
        let ids = try reader.all(
            """
            SELECT id FROM file WHERE about_register = \(subject.register)
            AND about_record = \(subject.record) AND state <> 'withdrawn' ORDER BY id
            """
        ).compactMap { $0[0].integer }
        let records = try ids.map { try registry.record(reader, Self.register, $0) }
        guard let step = subject.step else { return records }
        return records.filter { $0["step"].text == step }
    }
}
