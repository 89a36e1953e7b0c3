internal import CryptoExtras
internal import Foundation

/// The keys that a provider signs with: those of RSA among its JSON Web Key Set (RFC 7517).
struct KeySet: Sendable {
    struct Key: Sendable {
        let name: String?
        let key: _RSA.Signing.PublicKey
    }

    let keys: [Key]

    /// A key's length in bits: RFC 7518 asks for 2,048; beyond 8,192 a check costs more than it is
    /// worth.
    private static let bits = 2_048...8_192

    private struct Fields: Decodable {
        struct Key: Decodable {
            let kty: String?
            let kid: String?
            let use: String?
            let alg: String?
            let n: String?
            let e: String?
        }

        let keys: [Key]
    }

    /// Reads a set; keys of other kinds and other uses, and keys that are too short, are left out.
    /// - Throws: `SignOnError.badDocument` for what is no set.
    init(_ json: Data) throws(SignOnError) {
        guard let fields = try? JSONDecoder().decode(Fields.self, from: json) else {
            throw .badDocument("jwks_uri")
        }
        keys = fields.keys.compactMap { field in
            guard field.kty == "RSA", field.use ?? "sig" == "sig", field.alg ?? "RS256" == "RS256",
                let modulus = field.n.flatMap({ Base64URL.read($0) }),
                let exponent = field.e.flatMap({ Base64URL.read($0) }), exponent.count <= 4,
                let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent),
                Self.bits.contains(key.keySizeInBits)
            else { return nil }
            return Key(name: field.kid, key: key)
        }
    }

    /// The keys a token may be signed with: those of its name, or the only one.
    func keys(named name: String?) -> [Key] {
        guard let name else { return keys.count == 1 ? keys : [] }
        return keys.filter { $0.name == name }
    }
}
