import Crypto

/// A SHA-256 digest of bytes that come in pieces, so that none of them need stand in memory.
public struct RunningDigest: Sendable {
    private var hash = SHA256()
    /// Bytes so far.
    public private(set) var count: Int64 = 0

    public init() {}

    public mutating func add(_ bytes: UnsafeRawBufferPointer) {
        hash.update(bufferPointer: bytes)
        count += Int64(bytes.count)
    }

    /// The digest of all bytes so far; more may follow.
    public var digest: Digest { Digest(hex: Digest.hex(hash.finalize())) }
}
