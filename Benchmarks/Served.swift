import Foundation

/// `dongting serve` in a process of its own.
final class Served {
    let port: Int
    private let process = Process()

    init(_ data: String, port: Int = .random(in: 20_000...40_000)) throws {
        self.port = port
        let here = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        process.executableURL = here.appendingPathComponent("dongting")
        process.arguments = ["serve", "--data", data, "--port", String(port)]
        process.standardError = FileHandle.nullDevice
        // A file takes as much as the run log says; a pipe that nobody reads would stop the server.
        let log = data + "/served.log"
        try Data().write(to: URL(fileURLWithPath: log))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        try process.run()
        while !((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").contains("已就绪") {
            guard process.isRunning else { throw CocoaError(.executableLoad) }
            // Another process says when it is ready by writing a line; nothing is measured yet.
            Thread.sleep(forTimeInterval: 0.05)
        }
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// SIGKILL: nothing of the process has a say in how it ends.
    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// The most memory that it has had, as the kernel tells.
    var peakMegabytes: Double {
        let file = "/proc/\(process.processIdentifier)/status"
        let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
        return (kilobytes.flatMap { Double($0) } ?? 0) / 1_024
    }
}

/// Counts the lines of a file that another process writes, each byte read once.
final class LineCounter {
    private let file: FileHandle?
    private var known = 0

    init(_ path: String) { file = FileHandle(forReadingAtPath: path) }

    /// Lines that are whole by now.
    var count: Int {
        while let part = try? file?.read(upToCount: 1 << 20), !part.isEmpty {
            known += part.count { $0 == UInt8(ascii: "\n") }
        }
        return known
    }
}

/// Debian's load generator `wrk`, with a script that prints `OUTCOME` and its numbers at its end.
struct Wrk {
    let path: String

    static var found: Wrk? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .map { "\($0)/wrk" }.first(where: FileManager.default.isExecutableFile)
            .map { Wrk(path: $0) }
    }

    /// Runs it to its end.
    /// - Returns: the numbers of the line `OUTCOME`.
    func run(
        _ script: String, at port: Int, connections: Int, seconds: Int, _ arguments: [String]
    ) throws -> [Double] {
        try start(script, at: port, connections: connections, seconds: seconds, arguments)()
    }

    /// Starts it.
    /// - Parameter ending: a file; where it appears, the run is over before its time.
    /// - Returns: what waits for its end and gives the numbers of the line `OUTCOME`.
    func start(
        _ script: String, at port: Int, connections: Int, seconds: Int, _ arguments: [String],
        until ending: String? = nil
    ) throws -> () throws -> [Double] {
        let process = Process()
        // A child of this process begins with the signals blocked that its thread had blocked.
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            [
                "--default-signal=INT", path, "-t1", "-c\(connections)", "-d\(seconds)s",
                "--timeout", "10s", "-s", script,
                "http://127.0.0.1:\(port)", "--",
            ] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        return {
            while let ending, process.isRunning, !FileManager.default.fileExists(atPath: ending) {
                Thread.sleep(forTimeInterval: 0.1)
            }
            if ending != nil { process.interrupt() }
            let text = String(
                decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            let line = text.split(separator: "\n").first { $0.hasPrefix("OUTCOME ") } ?? ""
            let numbers = line.split(separator: " ").dropFirst().compactMap { Double($0) }
            guard !numbers.isEmpty else {
                FileHandle.standardError.write(Data("wrk: \(text.prefix(2_000))\n".utf8))
                throw CocoaError(.executableLoad)
            }
            return numbers
        }
    }
}
