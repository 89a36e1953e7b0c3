import Foundation
import Registers
import Store

/// A backup of the city, without the proof by restoring, beside a bare copy of its file that is
/// flushed to the disk; both per second of the database's bytes.
struct BackupBenchmarks {
    let registry: Registry
    let path: String

    func run() throws {
        let database = path + "/city.sqlite"
        let bytes = try FileManager.default.attributesOfItem(atPath: database)[.size] as? Int ?? 0
        let megabytes = Double(bytes) / 1_048_576
        let copy = path + "/bench-copy"
        let backup = path + "/bench-backup.zip"
        defer { for file in [copy, backup] { try? FileManager.default.removeItem(atPath: file) } }
        var start = wallTime()
        try bareCopy(database, to: copy)
        let floor = megabytes / (wallTime() - start)
        start = wallTime()
        try registry.backUp(to: backup, verify: false)
        Line(
            what: "备份（\(Int(megabytes)) MB）", value: megabytes / (wallTime() - start), unit: "MB/秒",
            beside: "照抄文件并落盘", floor: floor, goal: "≥ 0.5 倍"
        ).print()
        try FileManager.default.removeItem(atPath: backup)
        start = wallTime()
        try registry.backUp(to: backup)
        Line(
            what: "备份并以恢复证明", value: megabytes / (wallTime() - start), unit: "MB/秒", goal: "—"
        ).print()
    }

    private func bareCopy(_ from: String, to: String) throws {
        let input = open(from, O_RDONLY)
        let output = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        defer {
            close(input)
            close(output)
        }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(input, &buffer, buffer.count)
            if count <= 0 { break }
            guard write(output, buffer, count) == count else {
                throw CocoaError(.fileWriteUnknown)
            }
        }
        fsync(output)
    }
}
