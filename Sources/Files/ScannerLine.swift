import Foundation

/// One connection to the scanner, with an end of its patience.
final class ScannerLine {
    private let address: ScannerAddress
    private let descriptor: Int32
    private let end: ContinuousClock.Instant
    /// Longer answers are none.
    private static let mostBytes = 4_096

    /// - Throws: `ScannerProblem.unreachable`, `.tooSlow`.
    init(_ address: ScannerAddress, until end: ContinuousClock.Instant) throws {
        self.address = address
        self.end = end
        let family = if case .socket = address { AF_UNIX } else { AF_INET }
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        descriptor = socket(family, kind | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Self.unreachable(address, errno) }
        do {
            try connect()
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    private func connect() throws {
        guard begin() != 0 else { return }
        guard errno == EINPROGRESS else { throw Self.unreachable(address, errno) }
        try wait(for: POLLOUT)
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
        guard code == 0 else { throw Self.unreachable(address, code) }
    }

    private func begin() -> Int32 {
        switch address {
        case .socket(let path):
            var place = sockaddr_un()
            place.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &place.sun_path) { $0.copyBytes(from: path.utf8) }
            return Self.connect(descriptor, &place)
        case .port(let port):
            var place = sockaddr_in()
            place.sin_family = sa_family_t(AF_INET)
            place.sin_port = port.bigEndian
            place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            return Self.connect(descriptor, &place)
        }
    }

    private static func connect<Place>(_ descriptor: Int32, _ place: inout Place) -> Int32 {
        withUnsafePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<Place>.size))
            }
        }
    }

    private static func unreachable(_ address: ScannerAddress, _ code: Int32) -> ScannerProblem {
        .unreachable(address, detail: String(cString: strerror(code)))
    }

    /// - Throws: `ScannerProblem.brokenOff` where the other side has hung up.
    func send(_ bytes: ArraySlice<UInt8>) throws {
        var rest = bytes
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if sent > 0 {
                rest = rest.dropFirst(sent)
            } else if errno == EAGAIN {
                try wait(for: POLLOUT)
            } else if errno != EINTR {
                throw ScannerProblem.brokenOff(address)
            }
        }
    }

    /// What it says until it hangs up or ends with a zero; empty where it says nothing.
    func answer() throws -> String {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 512)
        while bytes.count < Self.mostBytes, !bytes.contains(0) {
            let got = recv(descriptor, &piece, piece.count, 0)
            if got > 0 {
                bytes += piece[..<got]
            } else if got < 0, errno == EAGAIN {
                try wait(for: POLLIN)
            } else if got == 0 || errno != EINTR {
                break
            }
        }
        let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        return text.last == "\n" ? String(text.dropLast()) : text
    }

    private func wait(for event: Int32) throws {
        let left = end - .now
        guard left > .zero else { throw ScannerProblem.tooSlow(address) }
        var waiting = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        let milliseconds = left.components.seconds * 1_000 + 1
        // An interruption or a time-out too early leads back here.
        _ = poll(&waiting, 1, Int32(clamping: milliseconds))
        if .now >= end, waiting.revents == 0 { throw ScannerProblem.tooSlow(address) }
    }
}
