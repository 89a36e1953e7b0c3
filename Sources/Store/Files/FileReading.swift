import Foundation
public import Journal
import Synchronization

/// A content being read, a piece at a time. The last piece is handed over only when all bytes are
/// those of the digest, so that a damaged file never arrives whole.
public final class FileReading: Sendable {
    private struct State {
        var descriptor: Int32
        var digest = RunningDigest()
        /// Read and digested, not handed over yet.
        var waiting: [UInt8] = []
    }

    public let digest: Digest
    public let bytes: Int64
    private let place: String
    private let state: Mutex<State>
    /// Bytes of a piece.
    public static let piece = 1 << 18

    fileprivate init(_ digest: Digest, place: String, descriptor: Int32, bytes: Int64) {
        self.digest = digest
        self.place = place
        self.bytes = bytes
        state = Mutex(State(descriptor: descriptor))
    }

    deinit { state.withLock { _ = close($0.descriptor) } }

    /// The next piece; nil at the end.
    /// - Throws: `FileStoreError.damaged`.
    public func next() throws -> [UInt8]? {
        try state.withLock { state in
            if state.waiting.isEmpty { state.waiting = try take(&state) }
            let piece = state.waiting
            if !piece.isEmpty { state.waiting = try take(&state) }
            if state.waiting.isEmpty { try check(state) }
            return piece.isEmpty ? nil : piece
        }
    }

    private func take(_ state: inout State) throws -> [UInt8] {
        let descriptor = state.descriptor
        var failure: Int32?
        let piece = [UInt8](unsafeUninitializedCapacity: Self.piece) { buffer, count in
            var got = read(descriptor, buffer.baseAddress, buffer.count)
            while got < 0, errno == EINTR {
                got = read(descriptor, buffer.baseAddress, buffer.count)
            }
            if got < 0 { failure = errno }
            count = max(0, got)
        }
        if let failure { throw FileStoreError(place, failure) }
        piece.withUnsafeBytes { state.digest.add($0) }
        return piece
    }

    private func check(_ state: State) throws {
        guard state.digest.digest == digest else {
            throw FileStoreError.damaged(digest, place: place)
        }
    }
}

extension FileStore {
    /// Begins to read a content.
    /// - Throws: `FileStoreError.missing`; `FileStoreError.damaged` where its bytes are fewer or
    ///   more than `bytes`.
    public func read(_ digest: Digest, bytes: Int64? = nil) throws -> FileReading {
        let place = path(of: digest)
        let descriptor = open(place, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? FileStoreError.missing(digest) : FileStoreError(place, errno)
        }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, bytes == nil || bytes == Int64(facts.st_size) else {
            close(descriptor)
            throw FileStoreError.damaged(digest, place: place)
        }
        return FileReading(
            digest, place: place, descriptor: descriptor, bytes: Int64(facts.st_size))
    }

    /// Reads a content to its end and says what is wrong with it, if anything.
    public func examine(_ digest: Digest, bytes: Int64? = nil) throws {
        let reading = try read(digest, bytes: bytes)
        while try reading.next() != nil {}
    }
}
