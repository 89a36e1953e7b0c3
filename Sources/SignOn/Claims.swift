internal import Foundation

/// What an ID token or the provider's page about a person says.
struct Claims: Decodable, Sendable {
    let iss: String
    let sub: String
    let aud: Audience
    let azp: String?
    let exp: Double
    let iat: Double
    let nbf: Double?
    let nonce: String?
    let person: PersonClaims

    /// One audience as a text, or several as a list.
    struct Audience: Decodable, Sendable {
        let values: [String]

        init(_ values: [String]) { self.values = values }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let one = try? container.decode(String.self) {
                values = [one]
            } else {
                values = try container.decode([String].self)
            }
        }
    }

    private enum Key: CodingKey { case iss, sub, aud, azp, exp, iat, nbf, nonce }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        iss = try fields.decode(String.self, forKey: .iss)
        sub = try fields.decode(String.self, forKey: .sub)
        aud = try fields.decode(Audience.self, forKey: .aud)
        azp = try fields.decodeIfPresent(String.self, forKey: .azp)
        exp = try fields.decode(Double.self, forKey: .exp)
        iat = try fields.decode(Double.self, forKey: .iat)
        nbf = try fields.decodeIfPresent(Double.self, forKey: .nbf)
        nonce = try fields.decodeIfPresent(String.self, forKey: .nonce)
        person = try PersonClaims(from: decoder)
    }
}

/// What is said of the person (OpenID Connect Core 1.0, section 5.1), in the token or apart from
/// it.
struct PersonClaims: Decodable, Sendable {
    let sub: String
    let email: String?
    let isEmailVerified: Bool?
    let name: String?
    let preferredUsername: String?

    private enum Key: String, CodingKey {
        case sub, email, name
        case isEmailVerified = "email_verified"
        case preferredUsername = "preferred_username"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        sub = try fields.decode(String.self, forKey: .sub)
        email = try fields.decodeIfPresent(String.self, forKey: .email)
        name = try fields.decodeIfPresent(String.self, forKey: .name)
        preferredUsername = try fields.decodeIfPresent(String.self, forKey: .preferredUsername)
        // Some providers write it as a text.
        if let text = try? fields.decode(String.self, forKey: .isEmailVerified) {
            isEmailVerified = text == "true"
        } else {
            isEmailVerified = try fields.decodeIfPresent(Bool.self, forKey: .isEmailVerified)
        }
    }
}
