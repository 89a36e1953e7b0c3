internal import CZip

extension ZipArchive {
    /// No document of ours or of an office suite comes near this many parts.
    static let mostEntries: Int64 = 10_000

    /// The files of an archive by name; folders are left out.
    ///
    /// Names are keys, never paths to write to: they may contain `..`.
    ///
    /// - Parameters:
    ///   - bytes: the whole archive.
    ///   - limit: the most bytes all files together may have once unpacked.
    /// - Throws: `DocumentProblem` when the bytes are no zip, are damaged or encrypted, hold a
    ///   name twice, or unpack to more than `limit` bytes (a "zip bomb").
    public static func read(
        _ bytes: [UInt8], limit: Int
    ) throws(DocumentProblem) -> [String: [UInt8]] {
        try bytes.withUnsafeBufferPointer { (buffer) throws(DocumentProblem) in
            var error = zip_error_t()
            zip_error_init(&error)
            defer { zip_error_fini(&error) }
            let size = UInt64(buffer.count)
            guard let source = zip_source_buffer_create(buffer.baseAddress, size, 0, &error) else {
                throw notAnArchive(reason(&error))
            }
            guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
                zip_source_free(source)
                throw notAnArchive(reason(&error))
            }
            defer { zip_discard(archive) }
            return try files(of: archive, limit: limit)
        }
    }

    private static func files(
        of archive: OpaquePointer, limit: Int
    ) throws(DocumentProblem) -> [String: [UInt8]] {
        let count = zip_get_num_entries(archive, 0)
        // libzip takes no bytes at all for an archive without entries.
        guard count > 0 else { throw notAnArchive("没有文件") }
        guard count <= mostEntries else {
            throw DocumentProblem(
                what: "压缩包里有 \(count) 个文件，最多允许 \(mostEntries) 个", remedy: "请分成几个压缩包")
        }
        var files: [String: [UInt8]] = [:]
        var room = limit
        for index in 0..<UInt64(count) {
            var stat = zip_stat_t()
            guard zip_stat_index(archive, index, 0, &stat) == 0, let rawName = stat.name else {
                throw notAnArchive(reason(of: archive))
            }
            let name = String(cString: rawName)
            if name.hasSuffix("/") { continue }
            guard stat.encryption_method == 0 else {
                throw DocumentProblem(
                    what: "文件加了密码", place: .part(name), remedy: "请去掉密码后重新上传")
            }
            guard stat.size <= UInt64(max(0, room)) else { throw tooLarge(name, limit) }
            let content = try content(of: archive, index, named: name, size: Int(stat.size))
            room -= content.count
            guard files.updateValue(content, forKey: name) == nil else {
                throw DocumentProblem(
                    what: "压缩包里有两个同名文件", place: .part(name), remedy: "请重新打包")
            }
        }
        return files
    }

    /// The unpacked bytes; never more than `size`, whatever the compressed stream claims.
    private static func content(
        of archive: OpaquePointer, _ index: UInt64, named name: String, size: Int
    ) throws(DocumentProblem) -> [UInt8] {
        guard let file = zip_fopen_index(archive, index, 0) else {
            throw damaged(name, reason(of: archive))
        }
        defer { zip_fclose(file) }
        var complete = false
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                guard let base = buffer.baseAddress else { break }
                let got = zip_fread(file, base + count, UInt64(size - count))
                if got <= 0 { break }
                count += Int(got)
            }
            // The checksum is compared when the end is reached, so the end must be asked for.
            var extra: UInt8 = 0
            complete = count == size && zip_fread(file, &extra, 1) == 0
        }
        guard complete else { throw damaged(name, "长度或校验和不符") }
        return bytes
    }

    private static func notAnArchive(_ reason: String) -> DocumentProblem {
        DocumentProblem(what: "文件不是完整的压缩包（\(reason)）", remedy: "请重新下载或重新保存后再上传")
    }

    private static func damaged(_ name: String, _ reason: String) -> DocumentProblem {
        DocumentProblem(
            what: "压缩包里的文件已损坏（\(reason)）", place: .part(name),
            remedy: "请重新下载或重新保存后再上传")
    }

    private static func tooLarge(_ name: String, _ limit: Int) -> DocumentProblem {
        DocumentProblem(
            what: "压缩包解开后超过 \(limit) 字节", place: .part(name), remedy: "请减小文件后再上传")
    }
}
