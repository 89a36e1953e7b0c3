internal import Foundation
internal import Outgoing

/// What the provider gives for a code: the ID token, and a key to the page about the person.
struct TokenAnswer: Sendable {
    let idToken: String
    let accessToken: String?

    private struct Fields: Decodable {
        let idToken: String?
        let accessToken: String?
        let type: String?
        let error: String?

        private enum CodingKeys: String, CodingKey {
            case idToken = "id_token"
            case accessToken = "access_token"
            case type = "token_type"
            case error
        }
    }

    /// Reads the answer of the token endpoint (OpenID Connect Core 1.0, section 3.1.3.3).
    init(_ response: WebResponse) throws(SignOnError) {
        let fields = try? JSONDecoder().decode(Fields.self, from: response.body)
        guard response.status == 200 else {
            throw .exchangeRefused(
                status: response.status, code: SignOnAnswer.word(fields?.error ?? ""))
        }
        guard let fields else { throw .badAnswer("JSON") }
        guard fields.type?.lowercased() == "bearer" else { throw .badAnswer("token_type") }
        guard let idToken = fields.idToken else { throw .badAnswer("id_token") }
        self.idToken = idToken
        accessToken = fields.accessToken
    }
}

extension SignOnProvider {
    /// The request that gives a code for a token (RFC 6749, section 4.1.3; RFC 7636, section 4.5).
    func exchange(
        _ code: String, verifier: String, _ document: ProviderDocument
    ) throws(OutgoingError) -> WebRequest {
        var fields = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", callback),
            ("code_verifier", verifier),
        ]
        var headers = [("Accept", "application/json")]
        let password = try secret?.read() ?? ""
        switch document.authentication {
        case .basic:
            // Both parts are escaped as in a form before they are joined (RFC 6749, section 2.3.1).
            let pair = "\(FormText.escape(clientID)):\(FormText.escape(password))"
            headers.append(("Authorization", "Basic " + Data(pair.utf8).base64EncodedString()))
        case .post: fields += [("client_id", clientID), ("client_secret", password)]
        case .none: fields.append(("client_id", clientID))
        }
        return try WebRequest(form: fields, to: document.token.text, headers: headers)
    }
}
