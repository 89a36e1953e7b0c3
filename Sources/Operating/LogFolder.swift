import Dispatch
import Foundation
import Synchronization
public import Values

/// A folder of run logs, a file a day, compressed after a day and kept as long as the rule says.
public final class LogFolder: Sendable {
    private struct Open {
        var day: CalendarDate?
        var descriptor: Int32 = -1
    }

    /// The dated rule of the catalogue that says how many months logs are kept at least.
    public static let rule = "network_log_months"

    public let path: String
    /// Months that a file is kept, on a day; nil keeps it for good.
    private let months: @Sendable (CalendarDate) -> Int?
    private let open = Mutex(Open())
    private let cleaning = DispatchQueue(label: "dongting.logs")

    /// - Throws: `LogFolderProblem`.
    public init(_ path: String, keepingMonths months: @escaping @Sendable (CalendarDate) -> Int?)
        throws(LogFolderProblem)
    {
        self.path = path
        self.months = months
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw LogFolderProblem(path: path, detail: error.localizedDescription)
        }
        guard access(path, W_OK) == 0 else { throw LogFolderProblem(path: path, detail: "不能写") }
    }

    deinit { open.withLock { if $0.descriptor >= 0 { close($0.descriptor) } } }

    /// Writes a line to the day's file; a new day begins a new file and tidies the old ones.
    func append(_ line: String, on day: CalendarDate) -> Bool {
        open.withLock { open in
            // A clock set back a little goes on in the file that is open.
            if open.descriptor < 0 || open.day.map({ $0 < day }) ?? true {
                if open.descriptor >= 0 { close(open.descriptor) }
                open.descriptor = Foundation.open(
                    "\(path)/\(Self.name(day))", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
                open.day = day
                cleaning.async { self.tidy(on: day) }
            }
            return open.descriptor >= 0 && writeWhole(line, to: open.descriptor)
        }
    }

    /// Waits until the tidying that was begun is done; for tests and a graceful stop.
    public func settle() { cleaning.sync {} }

    private func tidy(on day: CalendarDate) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for name in Self.removable(names, on: day, months: months(day)) {
            unlink("\(path)/\(name)")
        }
        // Yesterday's may still be written to by another process.
        for name in names.sorted() where name.hasSuffix(".log") {
            guard let written = Self.day(of: name), written < day.adding(days: -1) else { continue }
            compress("\(path)/\(name)")
        }
    }

    private func compress(_ file: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-f", file]
        process.standardError = FileHandle.nullDevice
        // Where there is no gzip the file stays as it is.
        if (try? process.run()) != nil { process.waitUntilExit() }
    }

    static func name(_ day: CalendarDate) -> String { "dongting-\(day.iso).log" }

    /// The day of a log file of ours; nil for any other file.
    static func day(of name: String) -> CalendarDate? {
        var name = name[...]
        guard name.hasPrefix("dongting-") else { return nil }
        name = name.dropFirst("dongting-".count)
        if name.hasSuffix(".gz") { name = name.dropLast(3) }
        guard name.hasSuffix(".log") else { return nil }
        return CalendarDate(iso: String(name.dropLast(4)))
    }

    /// The files that need not be kept any longer.
    ///
    /// A file is never removed before its time, and none on a day before which nothing was written
    /// for a week: a clock that leapt ahead looks just like that.
    static func removable(_ names: [String], on day: CalendarDate, months: Int?) -> [String] {
        let days = names.compactMap(Self.day)
        guard let months, months > 0,
            days.contains(where: { $0 < day && $0 >= day.adding(days: -7) })
        else { return [] }
        return names.filter { name in
            Self.day(of: name).map { later($0, months) < day } ?? false
        }.sorted()
    }

    /// The same day some months later, or the last of its month.
    private static func later(_ day: CalendarDate, _ months: Int) -> CalendarDate {
        let count = day.year * 12 + day.month - 1 + months
        guard let month = YearMonth(year: count / 12, month: count % 12 + 1) else { return day }
        return CalendarDate(year: month.year, month: month.month, day: day.day) ?? month.lastDay
    }
}

/// The folder of run logs cannot be used.
public struct LogFolderProblem: Error, Sendable, CustomStringConvertible {
    let path: String
    let detail: String

    public var description: String {
        "用不了运行日志的文件夹 \(path)：\(detail)。检查路径和权限，或用 --log-folder 换一个。"
    }
}
