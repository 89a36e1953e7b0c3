import Foundation

/// The scanner ClamAV, asked through the socket of its server `clamd`, which must be on this
/// machine: files travel to it as they are.
public struct VirusScanner: Sendable {
    public enum Finding: Sendable, Hashable {
        case clean
        /// The scanner's name for it.
        case found(String)
    }

    let address: ScannerAddress
    /// How long one file may take, connecting and answering included.
    let patience: Duration

    public init(_ address: ScannerAddress, patience: Duration = .seconds(120)) {
        self.address = address
        self.patience = patience
    }

    /// Sends a file piece by piece (`INSTREAM`, clamd(8)) and waits for the answer. Blocks, so not
    /// for cooperative threads.
    /// - Throws: `ScannerProblem` unless the answer is one of the two that mean something.
    public func scan(_ path: String) throws -> Finding {
        let line = try ScannerLine(address, until: .now + patience)
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw ScannerProblem.unreadable(detail: String(cString: strerror(errno)))
        }
        defer { close(file) }
        var piece = [UInt8](repeating: 0, count: 1 << 17)
        do {
            try line.send(Array("zINSTREAM\0".utf8)[...])
            while true {
                let count = read(file, &piece, piece.count)
                guard count >= 0 else {
                    throw ScannerProblem.unreadable(detail: String(cString: strerror(errno)))
                }
                let size = UInt32(count).bigEndian
                try line.send(withUnsafeBytes(of: size) { Array($0) }[...])
                if count == 0 { break }
                try line.send(piece[..<count])
            }
        } catch ScannerProblem.brokenOff {
            // It may have said why before it hung up: the file is larger than it takes.
            return try finding(in: line.answer())
        }
        return try finding(in: line.answer())
    }

    /// Whether the scanner answers at all.
    /// - Throws: `ScannerProblem`.
    public func greet() throws {
        let line = try ScannerLine(address, until: .now + min(patience, .seconds(5)))
        try line.send(Array("zPING\0".utf8)[...])
        let answer = try line.answer()
        guard answer == "PONG" else { throw ScannerProblem.strange(answer) }
    }

    private func finding(in answer: String) throws -> Finding {
        if answer == "stream: OK" { return .clean }
        if answer.hasPrefix("stream: "), answer.hasSuffix(" FOUND") {
            return .found(String(answer.dropFirst("stream: ".count).dropLast(" FOUND".count)))
        }
        if answer.contains("size limit exceeded") { throw ScannerProblem.takesLess }
        if answer.isEmpty { throw ScannerProblem.brokenOff(address) }
        throw ScannerProblem.strange(answer)
    }
}

/// Where `clamd` listens.
public enum ScannerAddress: Sendable, Hashable, CustomStringConvertible {
    case socket(path: String)
    /// On this machine.
    case port(UInt16)

    /// - Parameter text: the path of a socket, or `127.0.0.1:3310`.
    /// - Throws: `ScannerProblem.badAddress`, also for another machine.
    public init(_ text: String) throws {
        if text.hasPrefix("/") {
            // What a socket's address holds, its closing zero included.
            guard text.utf8.count < 108 else { throw ScannerProblem.badAddress(text) }
            self = .socket(path: text)
            return
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "127.0.0.1" || parts[0] == "localhost",
            let port = UInt16(parts[1]), port > 0
        else { throw ScannerProblem.badAddress(text) }
        self = .port(port)
    }

    public var description: String {
        switch self {
        case .socket(let path): path
        case .port(let port): "127.0.0.1:\(port)"
        }
    }
}

/// Why a file could not be scanned. It is refused then: unscanned is never taken for clean.
public enum ScannerProblem: Error, Sendable, Hashable, CustomStringConvertible {
    case badAddress(String)
    case unreachable(ScannerAddress, detail: String)
    case tooSlow(ScannerAddress)
    case brokenOff(ScannerAddress)
    /// Its own limit for a stream is lower than ours for a file.
    case takesLess
    case strange(String)
    case unreadable(detail: String)

    public var description: String {
        let end = "文件没有保存。稍后再传；一直不行就告诉系统管理员。"
        return switch self {
        case .badAddress(let text):
            "查毒程序的地址“\(text)”不对。写成 clamd 的套接字路径（以 / 开头），或本机的 127.0.0.1:端口。"
        case .unreachable(let address, let detail):
            "查毒程序连不上（\(address)：\(detail)），\(end)管理员：检查 clamd 是否在运行、套接字的权限。"
        case .tooSlow: "查毒程序太久没有答复，\(end)"
        case .brokenOff: "查毒程序中途断开，\(end)"
        case .takesLess:
            "文件超过查毒程序自己的上限，\(end)管理员：把 clamd.conf 里的 StreamMaxLength 调到不小于本平台的上限。"
        case .strange(let answer): "查毒程序的答复看不懂（\(answer.prefix(80))），\(end)"
        case .unreadable(let detail): "查毒时文件读不了（\(detail)），\(end)"
        }
    }
}
