internal import CZip
import Foundation

extension ZipArchive {
    /// Writes an archive of files on the disk to a path, without holding any of them in memory.
    ///
    /// The files are stored, not compressed: an archive of a gigabyte is written at the disk's
    /// speed. It appears under its name only when it is whole and flushed.
    ///
    /// - Parameter files: names in the archive, each with the path of its content.
    /// - Throws: `DocumentProblem` where a file cannot be read or the archive not be written.
    public static func write(
        files: [(name: String, path: String)], to path: String
    ) throws(DocumentProblem) {
        let partial = path + ".partial"
        var code: Int32 = 0
        guard let archive = zip_open(partial, ZIP_CREATE | ZIP_TRUNCATE, &code) else {
            var error = zip_error_t()
            zip_error_init_with_code(&error, code)
            defer { zip_error_fini(&error) }
            throw notWritten(path, reason(&error))
        }
        do throws(DocumentProblem) {
            for file in files { try add(file.name, file.path, to: archive) }
        } catch {
            zip_discard(archive)
            throw error
        }
        guard zip_close(archive) == 0 else {
            let problem = notWritten(path, reason(of: archive))
            zip_discard(archive)
            unlink(partial)
            throw problem
        }
        // What is archived is not for every user of the machine.
        chmod(partial, 0o600)
        try flush(partial, path)
        guard rename(partial, path) == 0 else {
            throw notWritten(path, String(cString: strerror(errno)))
        }
    }

    private static func add(_ name: String, _ path: String, to archive: OpaquePointer)
        throws(DocumentProblem)
    {
        guard let source = zip_source_file(archive, path, 0, -1) else {
            throw notWritten(name, reason(of: archive))
        }
        let index = zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8)
        guard index >= 0 else {
            zip_source_free(source)
            throw notWritten(name, reason(of: archive))
        }
        guard zip_set_file_compression(archive, UInt64(index), ZIP_CM_STORE, 0) == 0 else {
            throw notWritten(name, reason(of: archive))
        }
    }

    private static func flush(_ partial: String, _ path: String) throws(DocumentProblem) {
        let descriptor = open(partial, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw notWritten(path, String(cString: strerror(errno))) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw notWritten(path, String(cString: strerror(errno)))
        }
    }

    /// Writes one file of an archive on the disk to a path, a piece at a time.
    /// - Throws: `DocumentProblem` where the archive is none, lacks the file, or is damaged.
    public static func extract(_ name: String, of archivePath: String, to path: String)
        throws(DocumentProblem)
    {
        var code: Int32 = 0
        guard let archive = zip_open(archivePath, ZIP_RDONLY, &code) else {
            var error = zip_error_t()
            zip_error_init_with_code(&error, code)
            defer { zip_error_fini(&error) }
            throw DocumentProblem(
                what: "\(archivePath) 不是完整的备份文件（\(reason(&error))）",
                remedy: "换一份备份，或检查文件是否拷贝完整")
        }
        defer { zip_discard(archive) }
        guard let file = zip_fopen(archive, name, 0) else {
            throw DocumentProblem(
                what: "\(archivePath) 里没有 \(name)", remedy: "它不是 dongting backup 写的文件；换一份")
        }
        defer { zip_fclose(file) }
        guard let output = fopen(path, "wbx") else {
            throw notWritten(path, String(cString: strerror(errno)))
        }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let got = zip_fread(file, &buffer, UInt64(buffer.count))
            if got == 0 { break }
            guard got > 0 else {
                fclose(output)
                throw DocumentProblem(
                    what: "\(archivePath) 里的 \(name) 已损坏", remedy: "换一份备份")
            }
            guard fwrite(buffer, 1, Int(got), output) == Int(got) else {
                let reason = String(cString: strerror(errno))
                fclose(output)
                throw notWritten(path, reason)
            }
        }
        let isFlushed = fflush(output) == 0 && fsync(fileno(output)) == 0
        guard fclose(output) == 0, isFlushed else {
            throw notWritten(path, String(cString: strerror(errno)))
        }
    }

    /// Goes through the files of an archive on the disk whose names begin with `prefix`.
    /// - Throws: `DocumentProblem` where the archive is none; what `body` throws.
    public static func each(
        of archivePath: String, under prefix: String,
        _ body: (_ name: String, _ content: ZipContent) throws -> Void
    ) throws {
        let archive = try ZipReader(path: archivePath)
        for (index, name) in archive.names.enumerated() where name.hasPrefix(prefix) {
            try body(name, ZipContent(archive: archive, index: index, name: name))
        }
    }

    private static func notWritten(_ path: String, _ reason: String) -> DocumentProblem {
        DocumentProblem(
            what: "写不成 \(path)（\(reason)）", remedy: "检查文件夹是否存在、有权限、磁盘是否已满")
    }
}
