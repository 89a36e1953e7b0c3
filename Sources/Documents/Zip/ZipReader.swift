internal import CZip
import Glibc

/// A zip archive on the disk whose files are read a piece at a time.
final class ZipReader {
    private let archive: OpaquePointer

    /// - Throws: `DocumentProblem` where the file is no zip.
    init(path: String) throws(DocumentProblem) {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
            var error = zip_error_t()
            zip_error_init_with_code(&error, code)
            defer { zip_error_fini(&error) }
            throw Self.notWhole(ZipArchive.reason(&error))
        }
        self.archive = archive
    }

    /// A zip archive in memory; libzip keeps a copy of the bytes for as long as the reader lives.
    /// - Throws: `DocumentProblem` where the bytes are no zip or hold more parts than any document.
    init(bytes: [UInt8]) throws(DocumentProblem) {
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let copy = malloc(max(1, bytes.count)) else {
            throw DocumentProblem(what: "内存不足", remedy: "请稍后重试")
        }
        bytes.withUnsafeBytes { source in
            if let base = source.baseAddress { memcpy(copy, base, source.count) }
        }
        guard let source = zip_source_buffer_create(copy, UInt64(bytes.count), 1, &error) else {
            free(copy)
            throw Self.notWhole(ZipArchive.reason(&error))
        }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            throw Self.notWhole(ZipArchive.reason(&error))
        }
        self.archive = archive
        let count = zip_get_num_entries(archive, 0)
        guard count <= ZipArchive.mostEntries else {
            throw DocumentProblem(
                what: "压缩包里有 \(count) 个文件，最多允许 \(ZipArchive.mostEntries) 个",
                remedy: "请用 Word、Excel 或 WPS 打开后重新保存，再上传")
        }
    }

    private static func notWhole(_ reason: String) -> DocumentProblem {
        DocumentProblem(
            what: "文件不是完整的压缩包（\(reason)）", remedy: "请重新下载或重新保存后再上传")
    }

    deinit { zip_discard(archive) }

    /// Names of all files and folders, as they stand in the archive.
    var names: [String] {
        (0..<UInt64(max(0, zip_get_num_entries(archive, 0)))).compactMap { index in
            zip_get_name(archive, index, zip_flags_t(ZIP_FL_ENC_GUESS)).map { String(cString: $0) }
        }
    }

    /// The unpacked size of a file, or nil where there is none of that name.
    func size(of name: String) -> Int? {
        var stat = zip_stat_t()
        guard zip_stat(archive, name, zip_flags_t(ZIP_FL_NOCASE), &stat) == 0 else { return nil }
        return Int(stat.size)
    }

    /// Whether a file is encrypted; false where there is none of that name.
    func isEncrypted(_ name: String) -> Bool {
        var stat = zip_stat_t()
        guard zip_stat(archive, name, zip_flags_t(ZIP_FL_NOCASE), &stat) == 0 else { return false }
        return stat.encryption_method != 0
    }

    /// Hands over a file piece by piece until `body` returns false.
    /// - Parameter limit: the most bytes that it may unpack to, against zip bombs.
    /// - Throws: `DocumentProblem` where it is missing, damaged, encrypted or too large; what
    ///   `body` throws.
    func each(
        of name: String, limit: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Bool
    ) throws {
        guard let file = zip_fopen(archive, name, zip_flags_t(ZIP_FL_NOCASE)) else {
            throw DocumentProblem(
                what: "里面没有 \(name)，或它加了密码", remedy: "请用 Excel 或 WPS 打开后重新保存（不加密码），再上传")
        }
        defer { zip_fclose(file) }
        var total = 0
        try Self.each(of: file, named: name) { piece in
            total += piece.count
            guard total <= limit else {
                throw DocumentProblem(
                    what: "解开后超过 \(limit >> 20) MB", place: .part(name), remedy: "请拆成几个文件后再上传")
            }
            return try body(piece)
        }
    }

    /// Hands over the whole file of that number piece by piece.
    /// - Throws: `DocumentProblem` where it is damaged; what `body` throws.
    func each(
        at index: Int, named name: String, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
    ) throws {
        guard let file = zip_fopen_index(archive, UInt64(index), 0) else {
            throw Self.damaged(name)
        }
        defer { zip_fclose(file) }
        try Self.each(of: file, named: name) {
            try body($0)
            return true
        }
    }

    private static func each(
        of file: OpaquePointer, named name: String,
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Bool
    ) throws {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let got = zip_fread(file, &buffer, UInt64(buffer.count))
            if got == 0 { return }
            guard got > 0 else { throw damaged(name) }
            let goesOn = try buffer.withUnsafeBufferPointer {
                try body(UnsafeBufferPointer(rebasing: $0[..<Int(got)]))
            }
            if !goesOn { return }
        }
    }

    private static func damaged(_ name: String) -> DocumentProblem {
        DocumentProblem(
            what: "文件已损坏（长度或校验和不符）", place: .part(name), remedy: "请重新下载或重新保存后再上传")
    }
}
