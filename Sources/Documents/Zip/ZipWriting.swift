internal import CZip
import Glibc

extension ZipArchive {
    /// The bytes of an archive with `entries` in the given order.
    ///
    /// Equal input gives equal bytes: every entry carries `modified`, and nothing else varies.
    ///
    /// - Parameters:
    ///   - entries: names with `/` between folders, and their contents.
    ///   - modified: seconds since 1970, stored as Beijing time because a zip knows no time zone;
    ///     times outside 1980–2107, which a zip cannot hold, become the nearest it can.
    /// - Throws: `DocumentProblem` when there are no entries or two of the same name.
    public static func write(
        _ entries: [(name: String, bytes: [UInt8])], modified: Int64
    ) throws(DocumentProblem) -> [UInt8] {
        guard !entries.isEmpty else {
            throw DocumentProblem(what: "压缩包里没有文件", remedy: "请至少选择一个文件")
        }
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let sink = zip_source_buffer_create(nil, 0, 0, &error) else {
            throw failed(reason(&error))
        }
        guard let archive = zip_open_from_source(sink, ZIP_TRUNCATE, &error) else {
            zip_source_free(sink)
            throw failed(reason(&error))
        }
        // Closing the archive gives up its reference; the bytes are read through this one.
        zip_source_keep(sink)
        defer { zip_source_free(sink) }
        do throws(DocumentProblem) {
            let stamp = DOSTime(seconds: modified)
            for entry in entries {
                try add(entry.name, entry.bytes, to: archive, stamp: stamp)
            }
        } catch {
            zip_discard(archive)
            throw error
        }
        guard zip_close(archive) == 0 else {
            let problem = failed(reason(of: archive))
            zip_discard(archive)
            throw problem
        }
        return try contents(of: sink)
    }

    private static func add(
        _ name: String, _ bytes: [UInt8], to archive: OpaquePointer, stamp: DOSTime
    ) throws(DocumentProblem) {
        // libzip reads the bytes only when the archive is closed, so it gets a copy to own; one of
        // no bytes it would not free.
        let copy = bytes.isEmpty ? nil : malloc(bytes.count)
        guard bytes.isEmpty || copy != nil else { throw failed("内存不足") }
        bytes.withUnsafeBytes { source in
            if let copy, let base = source.baseAddress { memcpy(copy, base, source.count) }
        }
        guard let source = zip_source_buffer(archive, copy, UInt64(bytes.count), 1) else {
            free(copy)
            throw failed(reason(of: archive))
        }
        let index = zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8)
        guard index >= 0 else {
            zip_source_free(source)
            throw DocumentProblem(
                what: "文件不能放进压缩包（\(reason(of: archive))）", place: .part(name),
                remedy: "请检查文件名是否重复")
        }
        guard zip_file_set_dostime(archive, UInt64(index), stamp.time, stamp.date, 0) == 0 else {
            throw failed(reason(of: archive))
        }
    }

    private static func contents(of sink: OpaquePointer) throws(DocumentProblem) -> [UInt8] {
        var stat = zip_stat_t()
        guard zip_source_stat(sink, &stat) == 0, zip_source_open(sink) == 0 else {
            throw failed("写好的内容读不回来")
        }
        defer { zip_source_close(sink) }
        let size = Int(stat.size)
        var read: Int64 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            read = zip_source_read(sink, buffer.baseAddress, UInt64(size))
            count = max(0, Int(read))
        }
        guard bytes.count == size else { throw failed("写好的内容读不回来") }
        return bytes
    }

    private static func failed(_ reason: String) -> DocumentProblem {
        DocumentProblem(what: "压缩包没有写成（\(reason)）", remedy: "请重试；仍不成功时请联系管理员")
    }
}

/// The two 16-bit fields in which a zip stores a time, to two seconds.
struct DOSTime: Equatable {
    let date: UInt16
    let time: UInt16

    init(seconds: Int64) {
        let beijing: Int64 = 8 * 3_600
        // 1980-01-01T00:00:00 and 2107-12-31T23:59:58, both Beijing time.
        let held = min(max(seconds, 315_532_800 - beijing), 4_354_819_198 - beijing)
        let civil = CivilTime(seconds: held, offset: beijing)
        date = UInt16((civil.year - 1980) << 9 | civil.month << 5 | civil.day)
        time = UInt16(civil.hour << 11 | civil.minute << 5 | civil.second / 2)
    }
}
