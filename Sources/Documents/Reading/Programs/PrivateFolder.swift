internal import Foundation

/// A folder that only this process's user may look into, gone with the object.
final class PrivateFolder {
    let path: String

    /// - Throws: `DocumentProblem` where no folder can be made.
    init() throws(DocumentProblem) {
        var template = Array((NSTemporaryDirectory() + "/dongting-XXXXXX").utf8CString)
        // mkdtemp makes it with the rights 0700, whatever the process's mask.
        guard let made = mkdtemp(&template) else {
            throw DocumentProblem(
                what: "建不了临时文件夹（\(String(cString: strerror(errno)))）", remedy: "请联系管理员检查磁盘和权限")
        }
        path = String(cString: made)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ bytes: [UInt8], to name: String) throws(DocumentProblem) {
        guard let file = fopen(path + "/" + name, "wbx") else { throw Self.full() }
        let isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count
        guard fclose(file) == 0, isWritten else { throw Self.full() }
    }

    /// A file open for reading that holds these bytes and has no name: it is gone when closed.
    static func unnamed(_ bytes: [UInt8]) throws(DocumentProblem) -> Int32 {
        let folder = try PrivateFolder()
        try folder.write(bytes, to: "input")
        let descriptor = open(folder.path + "/input", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw full() }
        return descriptor
    }

    private static func full() -> DocumentProblem {
        DocumentProblem(
            what: "写不了临时文件（\(String(cString: strerror(errno)))）", remedy: "请联系管理员检查磁盘和权限")
    }
}
