internal import Foundation
internal import Outgoing

/// What a provider says of itself (OpenID Connect Discovery 1.0), as far as the platform needs it.
struct ProviderDocument: Sendable, Equatable {
    let authorization: WebAddress
    let token: WebAddress
    let keys: WebAddress
    let userinfo: WebAddress?
    let authentication: SignOnProvider.Authentication

    private struct Fields: Decodable {
        let issuer: String?
        let authorization: String?
        let token: String?
        let keys: String?
        let userinfo: String?
        let responses: [String]?
        let signatures: [String]?
        let challenges: [String]?
        let authentications: [String]?

        enum CodingKeys: String, CodingKey {
            case issuer
            case authorization = "authorization_endpoint"
            case token = "token_endpoint"
            case keys = "jwks_uri"
            case userinfo = "userinfo_endpoint"
            case responses = "response_types_supported"
            case signatures = "id_token_signing_alg_values_supported"
            case challenges = "code_challenge_methods_supported"
            case authentications = "token_endpoint_auth_methods_supported"
        }
    }

    /// Reads the document that was found at the provider's address.
    /// - Throws: `SignOnError.badDocument` with the field that is missing, of another provider, or
    ///   that lacks what the platform insists on: code flow, RS256, S256.
    init(_ json: Data, of provider: SignOnProvider) throws(SignOnError) {
        guard let fields = try? JSONDecoder().decode(Fields.self, from: json) else {
            throw .badDocument("JSON")
        }
        // To the letter: a description of another issuer would make its tokens pass.
        guard fields.issuer == provider.issuer else { throw .badDocument("issuer") }
        func address(
            _ text: String?, _ name: Fields.CodingKeys
        ) throws(SignOnError) -> WebAddress {
            guard let text else { throw .badDocument(name.rawValue) }
            return try SignOnProvider.check(text, provider.settings)
        }
        authorization = try address(fields.authorization, .authorization)
        token = try address(fields.token, .token)
        keys = try address(fields.keys, .keys)
        userinfo = fields.userinfo == nil ? nil : try address(fields.userinfo, .userinfo)
        func demand(_ holds: Bool, _ name: Fields.CodingKeys) throws(SignOnError) {
            if !holds { throw .badDocument(name.rawValue) }
        }
        try demand(fields.responses?.contains("code") == true, .responses)
        try demand(fields.signatures?.contains("RS256") == true, .signatures)
        // Many providers know S256 and do not say so; one that says and leaves it out does not.
        try demand(fields.challenges?.contains("S256") ?? true, .challenges)
        authentication = try Self.choose(
            fields.authentications ?? ["client_secret_basic"], provider)
    }

    private static func choose(
        _ offered: [String], _ provider: SignOnProvider
    ) throws(SignOnError) -> SignOnProvider.Authentication {
        if let chosen = provider.authentication { return chosen }
        guard provider.secret != nil else { return .none }
        for one in [SignOnProvider.Authentication.basic, .post] where offered.contains(one.rawValue)
        {
            return one
        }
        throw .badDocument(Fields.CodingKeys.authentications.rawValue)
    }
}
