import Crypto

/// A SHA-256 digest, written as 64 lower-case hex digits.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
    public let hex: String

    public init(hex: String) { self.hex = hex }

    /// The digest of a text's UTF-8 bytes.
    public init(of text: String) {
        var text = text
        self = text.withUTF8 { Digest(of: UnsafeRawBufferPointer($0)) }
    }

    public init(of bytes: [UInt8]) {
        hex = Self.hex(SHA256.hash(data: bytes))
    }

    init(of buffer: UnsafeRawBufferPointer) {
        var hash = SHA256()
        hash.update(bufferPointer: buffer)
        hex = Self.hex(hash.finalize())
    }

    /// What the first entry of a journal names as the one before it.
    public static let beginning = Digest(hex: String(repeating: "0", count: 64))

    public var description: String { hex }

    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits: StaticString = "0123456789abcdef"
        return String(unsafeUninitializedCapacity: 64) { buffer in
            var index = 0
            for byte in bytes where index < 64 {
                buffer[index] = digits.utf8Start[Int(byte >> 4)]
                buffer[index + 1] = digits.utf8Start[Int(byte & 15)]
                index += 2
            }
            return index
        }
    }
}

/// The secret with which personal values are digested, so that an image tells whether a value was
/// changed without telling the value. It is kept outside the database.
public struct PersonalKey: Sendable {
    private let key: SymmetricKey
    /// What a key file holds.
    public let bytes: [UInt8]

    public init(bytes: [UInt8]) {
        key = SymmetricKey(data: bytes)
        self.bytes = bytes
    }

    public static func random() -> [UInt8] {
        SymmetricKey(size: .bits256).withUnsafeBytes(Array.init)
    }

    /// A key for one purpose that tells nothing of this one or of its sisters.
    func derived(_ purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, info: Array(purpose.utf8), outputByteCount: 32)
    }

    /// The keyed digest of a personal value, in hex.
    public func digest(of value: String) -> String {
        Digest.hex(HMAC<SHA256>.authenticationCode(for: Array(value.utf8), using: key))
    }
}
