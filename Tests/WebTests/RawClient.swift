import Foundation

/// A connection to a server on this machine, byte by byte as a test wants it.
final class RawClient {
    private let descriptor: Int32
    /// Lines of a head that say who asks.
    let headers: String

    /// - Parameter patience: seconds that sending or receiving waits at most.
    init(port: Int, patience: Int = 20, headers: String = "") throws {
        self.headers = headers
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = UInt16(port).bigEndian
        place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw CocoaError(.fileReadUnknown) }
        setPatience(milliseconds: patience * 1_000)
    }

    deinit { close(descriptor) }

    func setPatience(milliseconds: Int) {
        var time = timeval(
            tv_sec: milliseconds / 1_000, tv_usec: (milliseconds % 1_000) * 1_000)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, size)
    }

    /// Sends all of it, unless the other side takes none for as long as the patience lasts.
    /// - Returns: how many bytes it has taken.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Int {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { break }
            sent += count
        }
        return sent
    }

    /// The next bytes, at most so many; none at the end or when the patience is over.
    func receive(_ count: Int = 1 << 16) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = max(0, recv(descriptor, buffer.baseAddress, count, 0))
        }
    }

    /// The head of an answer and what came of the body with it.
    func head() -> (text: String, rest: [UInt8]) {
        var bytes: [UInt8] = []
        while true {
            let more = receive(4_096)
            bytes += more
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n") {
                let head = String(text[..<end.upperBound])
                return (head, Array(bytes.dropFirst(head.utf8.count)))
            }
            if more.isEmpty { return (text, []) }
        }
    }

    /// Whether the other side hangs up within the patience.
    var isClosed: Bool {
        while true {
            var byte: UInt8 = 0
            let count = recv(descriptor, &byte, 1, 0)
            if count == 0 { return true }
            if count < 0 { return errno == ECONNRESET }
        }
    }
}
