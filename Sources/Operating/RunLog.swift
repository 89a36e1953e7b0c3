import Foundation
import Synchronization
public import Values

/// The run log: what the program did and met, for those who operate it. Not the journal.
public final class RunLog: Sendable {
    /// Where lines go.
    public enum Output: Sendable {
        case nowhere
        case standardError
        case folder(LogFolder)
        /// For tests.
        case memory(Kept)
    }

    /// Lines kept in memory.
    public final class Kept: Sendable {
        private let state = Mutex<[String]>([])

        public init() {}

        public var lines: [String] { state.withLock { $0 } }

        func add(_ line: String) { state.withLock { $0.append(line) } }
    }

    private let output: Output
    private let format: LogFormat
    private let clock: Clock
    private let lost = Mutex(0)

    public init(_ output: Output, format: LogFormat = .text, clock: Clock = .system) {
        self.output = output
        self.format = format
        self.clock = clock
    }

    /// Lines that could not be written: a full disk must not stop the service.
    public var lostLines: Int { lost.withLock { $0 } }

    public func write(
        _ level: LogLevel, _ event: String, _ fields: [(String, LogLine.Value)] = []
    ) {
        let now = clock.now()
        let line = LogLine(now, level, event, fields).render(format)
        let isWritten: Bool
        switch output {
        case .nowhere: return
        case .standardError: isWritten = writeWhole(line, to: 2)
        case .folder(let folder): isWritten = folder.append(line, on: now.businessDate)
        case .memory(let kept):
            kept.add(line)
            isWritten = true
        }
        if !isWritten { lost.withLock { $0 += 1 } }
    }
}

/// Writes a line in one call, so that lines of several processes do not mix.
func writeWhole(_ line: String, to descriptor: Int32) -> Bool {
    var line = line
    return line.withUTF8 { Foundation.write(descriptor, $0.baseAddress, $0.count) == $0.count }
}
