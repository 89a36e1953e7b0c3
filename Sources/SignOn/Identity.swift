internal import Outgoing

/// Who signed in, as the provider vouches for it.
///
/// Accounts are found by issuer and subject together, which never change hands; an address of mail
/// may, and a name certainly does.
public struct Identity: Sendable, Equatable {
    /// The provider.
    public let issuer: String
    /// The provider's lasting sign for the person, at most 255 bytes.
    public let subject: String
    public let email: String?
    /// Whether the provider has seen that the person reads mail at the address.
    public let isEmailVerified: Bool
    public let name: String?
    /// The name the person signs in with at the provider; neither unique nor lasting.
    public let preferredUsername: String?

    init(
        issuer: String, subject: String, email: String?, isEmailVerified: Bool, name: String?,
        preferredUsername: String?
    ) {
        self.issuer = issuer
        self.subject = subject
        self.email = email
        self.isEmailVerified = isEmailVerified
        self.name = name
        self.preferredUsername = preferredUsername
    }

    /// Puts together what the token says and, where it says nothing, what the page about the person
    /// says.
    init(issuer: String, token: PersonClaims, page: PersonClaims?) {
        self.issuer = issuer
        subject = token.sub
        // An address and the word that it is verified belong together.
        let ofEmail = token.email == nil ? page : token
        // To the letter or not at all: an address that was put right may be another person's.
        email = ofEmail?.email.flatMap { try? MailAddress($0) }?.address
        isEmailVerified = email != nil && ofEmail?.isEmailVerified == true
        name = Self.line(token.name) ?? Self.line(page?.name)
        preferredUsername =
            Self.line(token.preferredUsername) ?? Self.line(page?.preferredUsername)
    }

    /// A text as one line of at most 200 characters without controls; nil where nothing is left.
    private static func line(_ text: String?) -> String? {
        guard let text else { return nil }
        let kept = text.unicodeScalars.filter { $0.properties.generalCategory != .control }
        let line = String(String(String.UnicodeScalarView(kept)).prefix(200))
        return line.contains { !$0.isWhitespace } ? line : nil
    }
}
