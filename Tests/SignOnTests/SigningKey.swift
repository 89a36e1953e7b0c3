import Crypto
import CryptoExtras
import Foundation

@testable import SignOn

/// A provider's key, to sign the tokens of tests with: good ones and bad ones.
struct SigningKey: Sendable {
    let name: String
    let key: _RSA.Signing.PrivateKey

    static let first = SigningKey(name: "first")
    static let second = SigningKey(name: "second")

    init(name: String) {
        self.name = name
        // 2,048 bits always succeed.
        key = try! _RSA.Signing.PrivateKey(keySize: .bits2048)
    }

    /// The public half as an entry of a key set.
    func jwk(_ changes: [String: String?] = [:]) throws -> [String: String] {
        let numbers = try key.publicKey.getKeyPrimitives()
        var fields: [String: String?] = [
            "kty": "RSA", "use": "sig", "alg": "RS256", "kid": name,
            "n": Base64URL.write(numbers.modulus), "e": Base64URL.write(numbers.publicExponent),
        ]
        fields.merge(changes) { $1 }
        return fields.compactMapValues { $0 }
    }

    /// A token in three parts.
    func token(header: [String: Any] = [:], _ claims: [String: Any]) throws -> String {
        let header = ["alg": "RS256", "kid": name, "typ": "JWT"].merging(header) { $1 }
            .filter { !($0.value is NSNull) }
        let signed = try Self.part(header) + "." + Self.part(claims)
        let signature = try key.signature(
            for: SHA256.hash(data: Data(signed.utf8)), padding: .insecurePKCS1v1_5)
        return signed + "." + Base64URL.write(signature.rawRepresentation)
    }

    /// A part of a token.
    static func part(_ fields: [String: Any]) throws -> String {
        Base64URL.write(try JSONSerialization.data(withJSONObject: fields))
    }
}

extension KeySet {
    /// A set of entries.
    init(_ entries: [[String: String]]) throws {
        try self.init(JSONSerialization.data(withJSONObject: ["keys": entries]))
    }
}
