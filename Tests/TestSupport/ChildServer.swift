public import Foundation

/// A server in a process of its own for one test, that ends with it: its input is a pipe of ours,
/// and the script ends itself when the pipe closes, even where the test was killed.
public final class ChildServer: Sendable {
    /// The port of the loopback address that it listens at.
    public let port: Int
    private let process: Process
    private let input: Pipe

    /// The project's own folder.
    public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Starts a script and waits until it prints its port on a line.
    ///
    /// The environment is one that `scripts/install test` makes; without it the test fails.
    public init(_ environment: String, _ script: String, _ arguments: [String] = []) throws {
        let python = Self.root.appending(path: environment + "/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python.path) else {
            throw ChildServerProblem(words: "no \(environment): run `scripts/install test`")
        }
        process = Process()
        process.executableURL = python
        process.arguments = [Self.root.appending(path: script).path] + arguments
        input = Pipe()
        process.standardInput = input
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty {
            if byte == Data([10]) { break }
            line.append(byte)
        }
        guard let port = Int(String(decoding: line, as: UTF8.self)) else {
            process.terminate()
            throw ChildServerProblem(words: "\(script) did not start")
        }
        self.port = port
    }

    deinit { end() }

    /// Ends the process and waits for its end.
    public func end() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}

/// Why a server of a test did not start.
public struct ChildServerProblem: Error, CustomStringConvertible {
    let words: String
    public var description: String { words }
}
