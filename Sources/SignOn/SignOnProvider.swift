public import Outgoing

/// An OpenID Connect provider through which people sign in, such as the city's or the province's
/// own.
public struct SignOnProvider: Sendable, Equatable {
    /// How the platform shows the provider who it is (OpenID Connect Core 1.0, section 9).
    public enum Authentication: String, Sendable, CaseIterable {
        case basic = "client_secret_basic"
        case post = "client_secret_post"
        /// A client without a secret, held by PKCE alone.
        case none
    }

    /// The provider's name for itself, to the letter as its tokens have it.
    public let issuer: String
    /// What the provider calls the platform.
    public let clientID: String
    /// Nil for a client without a secret.
    public let secret: SecretFile?
    /// Nil where the provider's own document decides.
    public let authentication: Authentication?
    /// The platform's own address that the provider sends people back to.
    public let callback: String
    /// What is asked about a person beside `openid`.
    public let scopes: [String]
    /// Time-outs, own certificate authorities, hosts that need no encryption.
    public let settings: OutgoingSettings

    /// Checks a configuration.
    /// - Throws: `SignOnError.badProvider`; `.unreachable` for an address that is none or that is
    ///   not encrypted.
    public init(
        issuer: String, clientID: String, secret: SecretFile?, callback: String,
        authentication: Authentication? = nil, scopes: [String] = ["profile", "email"],
        settings: OutgoingSettings = OutgoingSettings()
    ) throws(SignOnError) {
        try Self.check(issuer, settings)
        do throws(OutgoingError) {
            _ = try WebAddress(callback)
        } catch {
            throw .unreachable(error)
        }
        guard !clientID.isEmpty else { throw .badProvider("client_id") }
        guard (secret == nil) == (authentication ?? (secret == nil ? .none : .basic) == .none)
        else { throw .badProvider("client_secret") }
        guard scopes.allSatisfy({ !$0.isEmpty && !$0.contains(where: \.isWhitespace) }) else {
            throw .badProvider("scope")
        }
        self.issuer = issuer
        self.clientID = clientID
        self.secret = secret
        self.authentication = authentication
        self.callback = callback
        self.scopes = ["openid"] + scopes.filter { $0 != "openid" }
        self.settings = settings
    }

    /// Where the provider describes itself (OpenID Connect Discovery 1.0, section 4).
    var documentAddress: String {
        (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer)
            + "/.well-known/openid-configuration"
    }

    /// Checks an address that the platform or a browser is sent to.
    @discardableResult
    static func check(_ address: String, _ settings: OutgoingSettings) throws(SignOnError)
        -> WebAddress
    {
        do throws(OutgoingError) {
            let split = try WebAddress(address)
            guard split.isAllowed(settings) else { throw .notEncrypted(host: split.host) }
            return split
        } catch {
            throw .unreachable(error)
        }
    }
}
