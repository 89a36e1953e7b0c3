import Awards
import Catalogue
import Files
import Foundation
import Registers
import Store
import Values

extension Desk {
    /// The complete file of a project, written to the disk and sent from there.
    func sendProjectFile(_ request: Request) async throws -> Response {
        let id = try projectID(request)
        let store = try storedFiles(request).store
        let awards = awards
        let prepared = try await read { reader in
            try awards.permitFile(viewer)
            return try awards.prepareArchive(reader, of: try awards.project(reader, id, by: viewer))
        }
        let path = FileManager.default.temporaryDirectory.appending(
            path: "file-\(UUID().uuidString).zip"
        ).path
        try await Task.detached { try awards.writeArchive(prepared, store, to: path) }.value
        let pieces = try SentFile(path)
        let number = prepared.manifest.projectNo
        return .download(
            .stream(ByteStream(bytes: pieces.bytes, pieces)), type: "application/zip",
            name: "\(number) 案卷.zip", plainName: "project-\(id).zip")
    }
}

/// A file of this moment: it has no name any more once it is open, and is gone when it was sent.
struct SentFile: AsyncSequence, Sendable {
    let bytes: Int64
    private let handle: FileHandle

    init(_ path: String) throws {
        handle = try FileHandle(forReadingFrom: URL(filePath: path))
        bytes = Int64(try handle.seekToEnd())
        try handle.seek(toOffset: 0)
        try FileManager.default.removeItem(atPath: path)
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let handle: FileHandle

        func next() async throws -> [UInt8]? {
            guard let data = try handle.read(upToCount: 1 << 18), !data.isEmpty else { return nil }
            return [UInt8](data)
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(handle: handle) }
}
