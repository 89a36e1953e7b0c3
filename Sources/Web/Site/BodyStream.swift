import HummingbirdCore
import NIOCore
import Synchronization

/// The body of a request that is taken while it arrives; its route has asked for that. It can be
/// gone through once.
struct BodyStream: AsyncSequence, Sendable {
    private let source: RequestBody
    /// Bytes that the request says it has.
    let bytes: Int
    private let progress = Progress()

    /// How far it has been taken.
    fileprivate final class Progress: Sendable {
        let state = Mutex((isBegun: false, isWhole: false))
    }

    /// - Parameter bytes: as the header `Content-Length` says.
    init(_ source: RequestBody, bytes: Int) {
        self.source = source
        self.bytes = bytes
    }

    /// Whether all of it has arrived and been taken.
    var isWhole: Bool { bytes == 0 || progress.state.withLock { $0.isWhole } }

    func makeAsyncIterator() -> Iterator {
        let isFirst = progress.state.withLock { state in
            defer { state.isBegun = true }
            return !state.isBegun
        }
        return Iterator(
            pieces: isFirst ? source.makeAsyncIterator() : nil, rest: bytes, progress: progress)
    }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate var pieces: RequestBody.AsyncIterator?
        fileprivate var rest: Int
        fileprivate let progress: Progress

        /// The next piece, as large as it came off the socket.
        /// - Throws: `WebError.brokenOff` where the connection ends before the body does: the
        ///   server beneath takes the one for the other.
        mutating func next() async throws -> [UInt8]? {
            guard rest > 0, pieces != nil else { return nil }
            guard let buffer = try await pieces?.next() else { throw WebError.brokenOff }
            rest -= buffer.readableBytes
            if rest <= 0 { progress.state.withLock { $0.isWhole = true } }
            return Array(buffer.readableBytesView)
        }
    }
}

/// What is sent piece by piece, so that it never stands whole in memory.
public struct ByteStream: Sendable {
    public let bytes: Int64
    public let pieces: any AsyncSequence<[UInt8], any Error> & Sendable

    /// - Parameter bytes: of all pieces together.
    public init(bytes: Int64, _ pieces: any AsyncSequence<[UInt8], any Error> & Sendable) {
        self.bytes = bytes
        self.pieces = pieces
    }
}
