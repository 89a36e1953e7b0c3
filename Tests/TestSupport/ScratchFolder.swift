internal import Foundation

/// A folder for one test, removed with it.
public final class ScratchFolder: Sendable {
    public let path: String

    public init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appending(path: "dongting-" + UUID().uuidString).path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file within.
    public func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file that only its owner reads.
    public func write(_ text: String, to name: String, rights: Int = 0o600) throws -> String {
        _ = FileManager.default.createFile(
            atPath: file(name), contents: Data(text.utf8),
            attributes: [.posixPermissions: rights])
        return file(name)
    }
}
