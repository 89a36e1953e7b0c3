internal import Foundation

/// A password in a file of its own, so that it stands in no configuration, no command line and no
/// log.
public struct SecretFile: Sendable, Equatable {
    /// The file's path.
    public let path: String

    /// Names a file; it is read at each use, so that a new password needs no restart.
    public init(_ path: String) { self.path = path }

    /// The first line of the file.
    /// - Throws: `OutgoingError.secretFileUnusable` for a file that is missing, empty, longer than
    ///   a line of 1,000 bytes, or readable by everybody on the machine.
    public func read() throws(OutgoingError) -> String {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let attributes, let bytes = FileManager.default.contents(atPath: path) else {
            throw .secretFileUnusable(path, reason: "文件不存在或没有读的权限，请检查路径和权限")
        }
        let rights = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
        guard rights & 0o007 == 0 else {
            throw .secretFileUnusable(path, reason: "本机的任何用户都读得到，请执行 chmod 600")
        }
        guard bytes.count <= 1_000, let text = String(bytes: bytes, encoding: .utf8) else {
            throw .secretFileUnusable(path, reason: "内容过长或不是文本，文件里只写一行密码")
        }
        let secret = text.trimmingCharacters(in: .newlines)
        guard !secret.isEmpty, !secret.contains(where: { $0.isNewline || $0 == "\0" }) else {
            throw .secretFileUnusable(path, reason: "文件里应当正好有一行密码")
        }
        return secret
    }
}
