import Crypto
import Foundation

/// Personal values at rest: sealed with AES-256-GCM under keys derived from the city's personal
/// key, so that the database alone tells nobody's number.
public struct PersonalSeal: Sendable {
    private let sealing: SymmetricKey
    private let blinding: SymmetricKey

    public init(_ key: PersonalKey) {
        sealing = key.derived("dongting personal values 1")
        blinding = key.derived("dongting blind index 1")
    }

    /// The value sealed, with a fresh nonce, as text. It opens only as `place` again: copied into
    /// another record or field it does not.
    public func sealed(_ value: String, as place: String) throws -> String {
        let box = try AES.GCM.seal(
            Data(value.utf8), using: sealing, authenticating: Data(place.utf8))
        guard let combined = box.combined else { throw PersonalSealError.broken(place: place) }
        return Self.prefix + combined.base64EncodedString()
    }

    /// - Throws: `PersonalSealError.broken` where the text was changed, moved, or sealed with
    ///   another key.
    public func opened(_ text: String, as place: String) throws -> String {
        guard text.hasPrefix(Self.prefix),
            let combined = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))),
            let box = try? AES.GCM.SealedBox(combined: combined),
            let data = try? AES.GCM.open(box, using: sealing, authenticating: Data(place.utf8))
        else { throw PersonalSealError.broken(place: place) }
        return String(decoding: data, as: UTF8.self)
    }

    /// What equal values of a field have in common: looked up instead of the value. Half a SHA-256
    /// is enough to tell values apart and says nothing of them without the key.
    public func blind(_ value: String, field: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data((field + "\u{0}" + value).utf8), using: blinding)
        return String(Digest.hex(code).prefix(32))
    }

    /// Tells how a value was sealed, should that ever change.
    private static let prefix = "1:"
}

/// A sealed value that does not open.
public enum PersonalSealError: Error, Sendable, Equatable, CustomStringConvertible {
    case broken(place: String)

    public var description: String {
        switch self {
        case .broken(let place):
            "个人信息 \(place) 解不开：密文被直接改过，或密钥不是建库时的那一把。用 dongting verify 查明，再从备份恢复。"
        }
    }
}
