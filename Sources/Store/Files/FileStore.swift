import Foundation
public import Journal

/// A folder that keeps the content of files under the digest of their bytes: the same content is
/// kept once, and what is read is what was written. What a file is called, and what it proves, is
/// told by records.
///
/// Several processes, also of several machines on a shared disk, may use one folder at a time.
/// ```
/// files/ab/cd/abcd…    content, read-only
/// files/arriving/      what is still being written; each held by its writer's lock
/// files/lock           shared by whoever makes content known, alone for whoever takes some away
/// ```
public struct FileStore: Sendable, Hashable {
    public let path: String

    public init(_ path: String) { self.path = path }

    var arriving: String { path + "/arriving" }
    var lockFile: String { path + "/lock" }

    /// Makes the folder where it is not there, and clears away what killed processes left.
    /// - Throws: `FileStoreError.unusable`.
    public func prepare() throws {
        try makeFolder(arriving)
        for name in try Self.names(in: arriving) {
            FileArrival.removeIfLeft("\(arriving)/\(name)")
        }
    }

    /// Where the content of a digest is, whether it is there or not.
    public func path(of digest: Digest) -> String {
        let hex = digest.hex
        return "\(path)/\(hex.prefix(2))/\(hex.dropFirst(2).prefix(2))/\(hex)"
    }

    /// Bytes of a content; nil where it is not kept.
    public func bytes(of digest: Digest) -> Int64? {
        var facts = stat()
        guard stat(path(of: digest), &facts) == 0 else { return nil }
        return Int64(facts.st_size)
    }

    /// Names every content that is kept, with the moment since when, in seconds since 1970.
    public func each(_ body: (_ digest: Digest, _ since: Int64) throws -> Void) throws {
        for first in try Self.names(in: path) where first.utf8.count == 2 {
            for second in try Self.names(in: "\(path)/\(first)") {
                for name in try Self.names(in: "\(path)/\(first)/\(second)") {
                    var facts = stat()
                    guard Self.isDigest(name), name.hasPrefix(first + second),
                        stat("\(path)/\(first)/\(second)/\(name)", &facts) == 0
                    else { continue }
                    try body(Digest(hex: name), Int64(facts.st_mtim.tv_sec))
                }
            }
        }
    }

    /// Whether a text is a digest as contents are named.
    public static func isDigest(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    /// Makes a folder and those above it, for the owner alone, and flushes their entries.
    func makeFolder(_ folder: String) throws {
        if mkdir(folder, 0o700) == 0 {
            try flushFolder(above(folder))
            return
        }
        switch errno {
        case EEXIST: return
        case ENOENT where folder.contains("/"):
            try makeFolder(above(folder))
            try makeFolder(folder)
        default: throw FileStoreError(folder, errno)
        }
    }

    /// Makes what was named, renamed or removed in a folder outlast a loss of power.
    func flushFolder(_ folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileStoreError(folder, errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileStoreError(folder, errno) }
    }

    func above(_ place: String) -> String {
        let parts = place.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let folder = parts.joined(separator: "/")
        return folder.isEmpty ? (place.hasPrefix("/") ? "/" : ".") : folder
    }

    /// Names in a folder; none where it is not there.
    private static func names(in folder: String) throws -> [String] {
        guard let listing = opendir(folder) else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw FileStoreError(folder, errno)
        }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}

/// Why a folder of files could not be used, in words that say what to do.
public enum FileStoreError: Error, Sendable, Hashable, CustomStringConvertible {
    case unusable(place: String, detail: String)
    case diskFull(place: String)
    /// More bytes came than a file may have.
    case tooLarge(limit: Int64)
    case missing(Digest)
    /// The bytes are not those that the digest names.
    case damaged(Digest, place: String)

    init(_ place: String, _ code: Int32) {
        self =
            code == ENOSPC || code == EDQUOT
            ? .diskFull(place: place)
            : .unusable(place: place, detail: String(cString: strerror(code)))
    }

    public var description: String {
        switch self {
        case .unusable(let place, let detail):
            "用不了文件夹 \(place)：\(detail)。检查路径、权限和磁盘，再重试。"
        case .diskFull(let place): "磁盘已满，\(place) 写不进去；文件没有保存。腾出空间后重试。"
        case .tooLarge(let limit): "文件超过 \(limit >> 20) MB，没有保存。把文件拆小或压缩后再上传。"
        case .missing(let digest):
            "文件内容 \(digest.hex.prefix(16))… 不在文件夹里。从备份恢复，或请上传人重新上传。"
        case .damaged(let digest, let place):
            "文件内容 \(digest.hex.prefix(16))… 与摘要不符，已损坏（\(place)）。不要使用；从备份恢复。"
        }
    }
}
