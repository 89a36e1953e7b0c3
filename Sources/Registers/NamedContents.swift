public import Journal
public import Store
import Values

/// A content that records of the register `file` name.
public struct NamedContent: Sendable, Hashable {
    public let digest: Digest
    public let bytes: Int64
    /// One of the records, and what it is called there.
    public let record: Int64
    public let name: String
}

/// What a look through the contents found.
public struct FileReport: Sendable {
    public let contents: Int
    public let bytes: Int64
    public private(set) var findings: [VerifyFinding] = []

    /// Goes through contents: whether each is there, whole and unchanged.
    /// - Parameter reads: whether their bytes are read too, which takes the time of the disk;
    ///   otherwise only whether they are there and as many.
    public init(_ contents: [NamedContent], in store: FileStore, reads: Bool = true) throws {
        self.contents = contents.count
        bytes = contents.reduce(0) { $0 + $1.bytes }
        for content in contents {
            do {
                try content.examine(store, reads)
            } catch let error as FileStoreError {
                findings.append(VerifyFinding("\(content.words)：\(error)"))
            }
        }
    }
}

extension NamedContent {
    /// The record, as it is named where something is wrong.
    var words: String { "文件编号 \(record)（\(name)）" }

    fileprivate func examine(_ store: FileStore, _ reads: Bool) throws {
        let kept = store.bytes(of: digest)
        guard kept != nil else { throw FileStoreError.missing(digest) }
        guard kept == bytes else {
            throw FileStoreError.damaged(digest, place: store.path(of: digest))
        }
        if reads { try store.examine(digest) }
    }
}

extension Registry {
    /// The register that tells what the kept contents are and prove.
    public static let fileRegister = "file"

    /// Contents that records name, each once, withdrawn records included: what was withdrawn is
    /// still part of the past. None where the city keeps no files.
    public static func namedContents(_ reader: Reader) throws -> [NamedContent] {
        guard try reader.hasTable(fileRegister) else { return [] }
        return try reader.all(
            """
            SELECT f.digest, f.bytes, f.id, f.name FROM file f JOIN
            (SELECT digest, min(id) AS first FROM file GROUP BY digest) one ON one.first = f.id
            ORDER BY f.digest
            """
        ).map { row in
            NamedContent(
                digest: Digest(hex: row[0].text ?? ""), bytes: row[1].integer ?? 0,
                record: row[2].integer ?? 0, name: row[3].text ?? "")
        }
    }

    /// Whether a record names this content.
    public static func isNamed(_ digest: Digest, _ reader: Reader) throws -> Bool {
        guard try reader.hasTable(fileRegister) else { return false }
        return try reader.first("SELECT 1 FROM file WHERE digest = \(digest.hex) LIMIT 1") != nil
    }
}
