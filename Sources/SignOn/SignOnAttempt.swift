internal import Crypto
internal import Foundation
internal import Outgoing
public import Values

/// The way there: where the person's browser is sent, and what the platform keeps meanwhile.
///
/// All but `redirect` stays with the browser's session on the server and is used once.
public struct SignOnAttempt: Sendable, Equatable {
    /// The provider's page with all that it needs to know.
    public let redirect: String
    /// Ties the way back to this session (RFC 6749, section 10.12).
    public let state: String
    /// Ties the ID token to this attempt.
    public let nonce: String
    /// Ties the code to this attempt (RFC 7636): the provider learns its digest on the way there.
    public let verifier: String
    public let began: Instant

    /// Milliseconds within which the person has to be back.
    public static let term: Int64 = 600_000

    /// Puts an attempt together again from what a session kept; `redirect` is then of no more use.
    public init(state: String, nonce: String, verifier: String, began: Instant) {
        redirect = ""
        self.state = state
        self.nonce = nonce
        self.verifier = verifier
        self.began = began
    }

    init(
        _ provider: SignOnProvider, _ document: ProviderDocument, began: Instant,
        using generator: inout some RandomNumberGenerator
    ) {
        state = Self.secret(&generator)
        nonce = Self.secret(&generator)
        verifier = Self.secret(&generator)
        self.began = began
        let query = FormText.write([
            ("response_type", "code"), ("client_id", provider.clientID),
            ("redirect_uri", provider.callback),
            ("scope", provider.scopes.joined(separator: " ")), ("state", state), ("nonce", nonce),
            ("code_challenge", Self.challenge(verifier)), ("code_challenge_method", "S256"),
        ])
        let page = document.authorization.text
        redirect = page + (page.contains("?") ? "&" : "?") + query
    }

    /// The digest of a verifier that the provider learns on the way there (RFC 7636, section 4.2).
    static func challenge(_ verifier: String) -> String {
        Base64URL.write(SHA256.hash(data: Data(verifier.utf8)))
    }

    /// 256 bits in 43 characters.
    private static func secret(_ generator: inout some RandomNumberGenerator) -> String {
        Base64URL.write((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }
}

/// The way back: what the provider put into the address that the browser came with.
public struct SignOnAnswer: Sendable, Equatable {
    public let code: String?
    public let state: String?
    public let error: String?
    /// The provider's name for itself, where it adds it (RFC 9207).
    public let issuer: String?

    /// Takes the values of the query parameters `code`, `state`, `error` and `iss`.
    public init(code: String?, state: String?, error: String? = nil, issuer: String? = nil) {
        self.code = code
        self.state = state
        self.error = error
        self.issuer = issuer
    }

    /// The code, where the answer belongs to the attempt.
    ///
    /// Errors too are believed only where the state is right: anybody can send a browser here.
    func code(
        for attempt: SignOnAttempt, issuer expected: String, now: Instant
    ) throws(SignOnError) -> String {
        guard let state, Self.same(state, attempt.state) else { throw .stateDiffers }
        guard issuer ?? expected == expected else { throw .otherIssuer }
        let age = now.milliseconds - attempt.began.milliseconds
        guard (0...SignOnAttempt.term).contains(age) else { throw .tooLate }
        if let error { throw .providerRefused(Self.word(error)) }
        guard let code, (1...4_096).contains(code.utf8.count) else { throw .badAnswer("code") }
        return code
    }

    /// Compares in a time that does not tell how much is equal.
    private static func same(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count, !right.isEmpty else { return false }
        return zip(left.utf8, right.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// An error code (RFC 6749, section 4.1.2.1) is shown to people: what it cannot be is left out.
    static func word(_ text: String) -> String {
        String(text.filter { $0.isASCII && ($0.isLetter || $0 == "_") }.prefix(60))
    }
}
