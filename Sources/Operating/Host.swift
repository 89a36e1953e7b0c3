import Foundation

/// What the machine says of this process and of a disk; nil where it does not say (`/proc` is
/// Linux's).
public enum Host {
    /// Bytes of memory that the process holds.
    public static var residentBytes: Int64? {
        guard let pages = read("/proc/self/statm")?.split(separator: " ").dropFirst().first,
            let count = Int64(pages)
        else { return nil }
        return count * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Files and sockets that the process has open.
    public static var openFiles: Int? {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count
    }

    /// How many it may open.
    public static var openFilesLimit: Int? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return nil
        }
        return Int(clamping: limit.rlim_cur)
    }

    /// Bytes of memory that a process could still have.
    public static var availableBytes: Int64? {
        read("/proc/meminfo")?.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
            .flatMap { line in line.split(separator: " ").dropFirst().first.flatMap { Int64($0) } }
            .map { $0 * 1_024 }
    }

    /// Bytes that this user can still write to the disk of a path.
    public static func freeBytes(at path: String) -> Int64? {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { return nil }
        return Int64(facts.f_bavail) * Int64(facts.f_frsize)
    }

    private static func read(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// Bytes as people read them: `1.5 GB`.
public func sizeText(_ bytes: Int64) -> String {
    var value = Double(bytes)
    for unit in ["B", "KB", "MB", "GB"] {
        if value < 1_024 {
            return unit == "B" ? "\(bytes) B" : "\((value * 10).rounded() / 10) \(unit)"
        }
        value /= 1_024
    }
    return "\((value * 10).rounded() / 10) TB"
}
