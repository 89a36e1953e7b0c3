import Glibc

/// A file on the disk, looked at here and there without being read whole.
final class DiskBytes {
    private let descriptor: Int32
    let count: Int64

    /// - Throws: `DocumentProblem` where it cannot be read.
    init(_ path: String) throws(DocumentProblem) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        var facts = stat()
        guard descriptor >= 0, fstat(descriptor, &facts) == 0 else {
            let reason = String(cString: strerror(errno))
            if descriptor >= 0 { close(descriptor) }
            throw DocumentProblem(what: "文件读不了（\(reason)）", remedy: "请稍后重新上传")
        }
        count = Int64(facts.st_size)
    }

    deinit { close(descriptor) }

    /// The bytes there; fewer at the end of the file, none beyond it.
    func bytes(at offset: Int64, count: Int) -> [UInt8] {
        guard offset >= 0, offset < self.count else { return [] }
        let descriptor = descriptor
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = max(0, pread(descriptor, buffer.baseAddress, count, Int(offset)))
        }
    }

    /// Hands over the whole file piece by piece.
    /// - Throws: `DocumentProblem` where the disk does not give it all.
    func each(_ body: (UnsafeRawBufferPointer) -> Void) throws {
        var at: Int64 = 0
        while at < count {
            let piece = bytes(at: at, count: 1 << 18)
            guard !piece.isEmpty else {
                throw DocumentProblem(what: "文件读不全", remedy: "请稍后重新上传")
            }
            piece.withUnsafeBytes(body)
            at += Int64(piece.count)
        }
    }
}
