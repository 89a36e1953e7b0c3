internal import Crypto
internal import CryptoExtras
internal import Foundation
internal import Values

/// What an ID token must agree with to be believed.
struct IDTokenCheck: Sendable {
    let issuer: String
    let clientID: String
    let nonce: String
    let now: Instant

    /// Seconds that two clocks may be apart.
    static let skew: Double = 60
    /// Seconds after which a token is no longer of this sign-in, whatever its own term: the token
    /// comes straight from the provider.
    static let age: Double = 600
    /// Bytes of a token; those of real providers have one or two thousand.
    static let lengthLimit = 16_384

    private struct Header: Decodable {
        let alg: String
        let kid: String?
        let crit: [String]?
    }

    /// Checks a token (OpenID Connect Core 1.0, section 3.1.3.7) and returns what it claims.
    ///
    /// The only way of signing is RS256 with a key from the provider's own set: a token cannot
    /// choose none, nor HS256 under the public key, nor bring a key along.
    func verify(_ token: String, keys: KeySet) throws(TokenProblem) -> Claims {
        guard token.utf8.count <= Self.lengthLimit else { throw .malformed }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let head = Base64URL.read(parts[0]),
            let header = try? JSONDecoder().decode(Header.self, from: head)
        else { throw .malformed }
        guard header.alg == "RS256" else { throw .algorithm(header.alg) }
        guard header.crit == nil, let payload = Base64URL.read(parts[1]),
            let signature = Base64URL.read(parts[2])
        else { throw .malformed }
        let candidates = keys.keys(named: header.kid)
        guard !candidates.isEmpty else { throw .unknownKey(header.kid) }
        let digest = SHA256.hash(data: Data("\(parts[0]).\(parts[1])".utf8))
        let isSigned = candidates.contains {
            $0.key.isValidSignature(
                .init(rawRepresentation: signature), for: digest, padding: .insecurePKCS1v1_5)
        }
        guard isSigned else { throw .signature }
        guard let claims = try? JSONDecoder().decode(Claims.self, from: payload) else {
            throw .malformed
        }
        try check(claims)
        return claims
    }

    /// Checks what a token with a good signature says.
    func check(_ claims: Claims) throws(TokenProblem) {
        guard claims.iss == issuer else { throw .issuer(claims.iss) }
        // Further audiences are nobody the platform knows, so nobody it trusts.
        guard claims.aud.values == [clientID] else { throw .audience }
        guard claims.azp ?? clientID == clientID else { throw .authorizedParty }
        let seconds = Double(now.milliseconds) / 1_000
        guard seconds < claims.exp + Self.skew else { throw .expired }
        guard claims.iat <= seconds + Self.skew, claims.iat >= seconds - Self.age else {
            throw .issuedAt
        }
        guard claims.nbf ?? 0 <= seconds + Self.skew else { throw .notYetValid }
        guard claims.nonce == nonce else { throw .nonce }
        guard (1...255).contains(claims.sub.utf8.count) else { throw .subject }
    }
}
