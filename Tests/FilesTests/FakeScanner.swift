import Foundation

@testable import Files

/// Something that listens where a scanner should be, and does as it is told.
final class FakeScanner: Sendable {
    enum Manner: Sendable {
        /// Reads the whole stream, then says this.
        case answer(String)
        /// Says this after the first piece, and hangs up.
        case interrupt(String)
        case hangUp
        case silent
    }

    let address: ScannerAddress
    private let listener: Int32

    init(_ manner: Manner) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let port = withUnsafeMutablePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic -> Bool in
                bind(listener, generic, size) == 0 && listen(listener, 8) == 0
                    && getsockname(listener, generic, &size) == 0
            }
        }
        guard port else { throw CocoaError(.featureUnsupported) }
        address = .port(UInt16(bigEndian: place.sin_port))
        Thread.detachNewThread {
            while true {
                let line = accept(listener, nil, nil)
                if line < 0 { return }
                Self.serve(line, manner)
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private static func serve(_ line: Int32, _ manner: Manner) {
        defer { close(line) }
        switch manner {
        case .hangUp: return
        case .silent:
            // Until the other side gives up.
            while read(line) != nil {}
        case .interrupt(let words):
            _ = read(line)
            say(words, line)
        case .answer(let words):
            var bytes: [UInt8] = []
            while !bytes.suffix(4).elementsEqual([0, 0, 0, 0]) {
                guard let piece = read(line) else { return }
                bytes = Array((bytes + piece).suffix(4))
            }
            say(words, line)
        }
    }

    private static func read(_ line: Int32) -> [UInt8]? {
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(line, &piece, piece.count, 0)
        return count > 0 ? Array(piece[..<count]) : nil
    }

    private static func say(_ words: String, _ line: Int32) {
        _ = send(line, words, words.utf8.count, Int32(MSG_NOSIGNAL))
    }
}
