import Catalogue
import Documents
import Foundation
import Journal
public import Registers
public import Store
import Values

/// The list of what an archive holds, each file with its digest: `manifest.json` in the archive.
public struct ArchiveManifest: Codable, Sendable, Hashable {
    public struct File: Codable, Sendable, Hashable {
        public let name: String
        public let bytes: Int64
        public let sha256: String
    }

    public static let name = "manifest.json"
    /// What people read; it is made again from the rest, and is no part of the content's digest.
    public static let index = "index.html"

    public let format: String
    public let city: String
    public let projectNo: String
    public let projectName: String
    public let archiveNo: String?
    public let retention: String?
    /// The journal's last entry that is held.
    public let journalEntry: Int64
    public let records: Int
    public let attachments: Int
    /// Over the lines `digest  name` of all files but the index.
    public let contentDigest: String
    public let files: [File]

    static func contentDigest(_ files: [File]) -> String {
        Digest(
            of: files.filter { $0.name != index }.sorted { $0.name < $1.name }
                .map { "\($0.sha256)  \($0.name)\n" }.joined()
        ).hex
    }
}

/// An archive that could not be made whole; there is none then.
public struct IncompleteArchive: Error, Sendable, CustomStringConvertible {
    public let problems: [String]

    public var description: String {
        (["案卷不完整，没有生成："] + problems.prefix(50)
            + ["由系统管理员用 dongting verify 查明，从备份里恢复以后再生成。"]).joined(separator: "\n")
    }
}

extension Awards {
    /// What a file holds and its digests, without the contents of attachments.
    public func manifest(_ file: ProjectFile, _ reader: Reader) throws -> ArchiveManifest {
        try ArchiveMaking(self, file, reader).manifest
    }

    /// Writes the archive of a project: records, steps, files, index, and the list of digests.
    ///
    /// Nothing of an attachment is held in memory; the archive appears under its name only when it
    /// is whole.
    /// - Throws: `IncompleteArchive` where a file is missing or not what its record says;
    ///   `DocumentProblem` where the disk refuses.
    public func writeArchive(_ prepared: PreparedArchive, _ store: FileStore, to path: String)
        throws
    {
        var problems: [String] = []
        for attachment in prepared.attachments {
            do {
                try store.examine(attachment.digest, bytes: attachment.bytes)
            } catch {
                problems.append("文件“\(attachment.name)”（编号 \(attachment.id)）：\(error)")
            }
        }
        if !problems.isEmpty { throw IncompleteArchive(problems: problems) }
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "archive-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        var files: [(name: String, path: String)] = []
        for (index, text) in prepared.texts.enumerated() {
            let place = folder.appending(path: String(index))
            try Data(text.content.utf8).write(to: place)
            files.append((text.name, place.path))
        }
        for attachment in prepared.attachments {
            files.append((Self.name(of: attachment), store.path(of: attachment.digest)))
        }
        try ZipArchive.write(files: files, to: path)
    }

    static func name(of attachment: ProjectFile.Attachment) -> String {
        let safe = attachment.name.map { "/\\:*?\"<>|".contains($0) || $0.isNewline ? "_" : $0 }
        return "files/\(attachment.id)-\(String(safe))"
    }
}

/// All that is written into an archive, ready but for the contents of its attachments.
public struct PreparedArchive: Sendable {
    public let manifest: ArchiveManifest
    let texts: [(name: String, content: String)]
    let attachments: [ProjectFile.Attachment]
}

extension Awards {
    /// Prepares the archive of a project. A project that has been archived gives the file that was
    /// archived, to the byte of its records.
    /// - Throws: `IncompleteArchive` where what is there now is not what was archived.
    public func prepareArchive(_ reader: Reader, of project: Record) throws -> PreparedArchive {
        let entry = project["archive_entry"].integer
        let file = try projectFile(reader, of: project, upTo: entry)
        let making = try ArchiveMaking(self, file, reader)
        if let digest = project["archive_digest"].text, digest != making.manifest.contentDigest {
            throw IncompleteArchive(
                problems: ["现在的内容与归档时的摘要不同：归档时 \(digest)，现在 \(making.manifest.contentDigest)"])
        }
        return making.prepared
    }
}

/// Makes the texts of an archive and its list.
struct ArchiveMaking {
    let manifest: ArchiveManifest
    let prepared: PreparedArchive

    init(_ awards: Awards, _ file: ProjectFile, _ reader: Reader) throws {
        var texts: [(name: String, content: String)] = []
        for item in file.items {
            texts.append(("records/\(item.register)/\(item.id).json", Self.json(item)))
        }
        let index = ArchiveIndex(
            awards: awards, file: file,
            labels: try Self.labels(file, awards, reader)
        ).html
        texts.append((ArchiveManifest.index, index))
        let files =
            texts.map { name, content in
                ArchiveManifest.File(
                    name: name, bytes: Int64(content.utf8.count), sha256: Digest(of: content).hex)
            }
            + file.attachments.map {
                ArchiveManifest.File(
                    name: Awards.name(of: $0), bytes: $0.bytes, sha256: $0.digest.hex)
            }
        let project = file.project
        manifest = ArchiveManifest(
            format: "dongting-project-archive-1", city: awards.catalogue.city.title,
            projectNo: project["project_no"].text ?? "", projectName: project["name"].text ?? "",
            archiveNo: project["archive_no"].text, retention: project["retention"].text,
            journalEntry: file.entry, records: file.items.count,
            attachments: file.attachments.count,
            contentDigest: ArchiveManifest.contentDigest(files), files: files)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let list = String(decoding: try encoder.encode(manifest), as: UTF8.self)
        prepared = PreparedArchive(
            manifest: manifest, texts: texts + [(ArchiveManifest.name, list)],
            attachments: file.attachments)
    }

    /// The image as the journal has it, whose digest the journal's entry covers, and the entries.
    private static func json(_ item: ProjectFile.Item) -> String {
        var steps: [String] = []
        for step in item.steps {
            var text = "{"
            Canonical.append("actor", .text(step.entry.act.actor), to: &text)
            Canonical.append("at", .text(step.entry.at.businessTime), to: &text)
            Canonical.append("entry", .integer(step.entry.number), to: &text)
            Canonical.append("entry_digest", .text(step.entry.digest.hex), to: &text)
            Canonical.append("event", .text(step.entry.act.event), to: &text)
            Canonical.append("image_digest", .text(step.image.hex), to: &text)
            Canonical.append(
                "reason", step.entry.act.reason.map(Scalar.text) ?? .null, to: &text)
            Canonical.append("role", .text(step.entry.act.role), to: &text)
            Canonical.append("version", .integer(step.version), to: &text)
            steps.append(text + "}")
        }
        return """
            {"register":"\(item.register)","record":\(item.id),"image":\(item.image),
            "steps":[\(steps.joined(separator: ",\n"))]}

            """
    }

    /// What the records that are named are called.
    private static func labels(_ file: ProjectFile, _ awards: Awards, _ reader: Reader) throws
        -> [String: [Int64: String]]
    {
        var labels: [String: [Int64: String]] = [:]
        for (register, items) in Dictionary(grouping: file.items, by: \.register) {
            labels[register] = try awards.registry.labels(
                reader, register, ids: items.map(\.id))
        }
        return labels
    }
}
