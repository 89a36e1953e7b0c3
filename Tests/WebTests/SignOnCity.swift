import Accounts
import Catalogue
import Crypto
import CryptoExtras
import Figures
import Foundation
import Journal
import Outgoing
import Registers
import Reports
import Store
import TestSupport
import Testing
import Values

@testable import SignOn
@testable import Web

/// A city into which people come through a provider that says what the test lets it say.
struct SignOnCity {
    let city: WebCity
    let site: Site
    let issuer: String
    private let folder: ScratchFolder
    private let server: ChildServer
    private static let key = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    init(isSecondStep: Bool = true) async throws {
        city = try await WebCity(filled: false, demonstration: false)
        folder = try ScratchFolder()
        server = try ChildServer(
            ".venv-oidc", "Tests/SignOnTests/provider/scripted.py", [folder.path])
        issuer = "http://127.0.0.1:\(server.port)"
        let clock = Clock.fixed(WebCity.today)
        let provider = try SignOnProvider(
            issuer: issuer, clientID: "dongting",
            secret: SecretFile(try folder.write("secret", to: "secret")),
            callback: "http://127.0.0.1/sign-on/callback")
        let figures = Figures(city.registry)
        site = Site(
            registry: city.registry, figures: figures, reports: Reports(figures),
            accounts: city.accounts, assets: [],
            signOn: SignOnDoor(
                client: SignOnClient(provider, clock: clock), title: "湖南省统一认证",
                isSecondStep: isSecondStep))
        try write(
            [
                "issuer": issuer, "authorization_endpoint": issuer + "/authorize",
                "token_endpoint": issuer + "/token", "jwks_uri": issuer + "/jwks",
                "userinfo_endpoint": issuer + "/userinfo", "response_types_supported": ["code"],
                "id_token_signing_alg_values_supported": ["RS256"],
            ], "openid-configuration")
        let numbers = try Self.key.get().publicKey.getKeyPrimitives()
        let jwk = [
            "kty": "RSA", "use": "sig", "alg": "RS256", "kid": "one",
            "n": Base64URL.write(numbers.modulus), "e": Base64URL.write(numbers.publicExponent),
        ]
        try write(["keys": [jwk]], "jwks")
    }

    private func write(_ value: [String: Any], _ name: String) throws {
        let data = try JSONSerialization.data(withJSONObject: value)
        _ = try folder.write(String(decoding: data, as: UTF8.self), to: name)
    }

    /// Lets the provider vouch for somebody.
    func vouch(for subject: String, nonce: String) throws {
        let seconds = Int(WebCity.today.milliseconds / 1_000)
        func part(_ fields: [String: Any]) throws -> String {
            Base64URL.write(try JSONSerialization.data(withJSONObject: fields))
        }
        let signed =
            try part(["alg": "RS256", "kid": "one"]) + "."
            + part([
                "iss": issuer, "sub": subject, "aud": "dongting", "nonce": nonce,
                "exp": seconds + 300, "iat": seconds, "email": "li@example.org", "name": "李四",
            ])
        let signature = try Self.key.get().signature(
            for: SHA256.hash(data: Data(signed.utf8)), padding: .insecurePKCS1v1_5)
        try write(
            [
                "id_token": signed + "." + Base64URL.write(signature.rawRepresentation),
                "access_token": "a", "token_type": "Bearer",
            ], "token")
    }

    /// A browser's cookies by name.
    typealias Cookies = [String: String]

    func send(_ request: Request, _ cookies: inout Cookies) async -> Response {
        var request = request
        request.headers["cookie"] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        let response = await site.respond(request)
        for header in response.headers where header.name == "Set-Cookie" {
            let pair = header.value.prefix { $0 != ";" }.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1])
        }
        return response
    }

    /// Goes to the provider and comes back as the person it vouches for.
    func goThrough(
        _ start: String, as subject: String, _ cookies: inout Cookies
    ) async throws -> Response {
        let begun = await send(Request("GET", start), &cookies)
        let way = try #require(URLComponents(string: begun.header("Location") ?? ""))
        func asked(_ name: String) throws -> String {
            try #require(way.queryItems?.first { $0.name == name }?.value)
        }
        try vouch(for: subject, nonce: asked("nonce"))
        let back = "/sign-on/callback?code=abc&state=\(try asked("state"))"
        return await send(Request("GET", back), &cookies)
    }

    @discardableResult
    func account(_ login: String, _ role: String, subject: String?) async throws -> Int64 {
        let registry = city.registry
        let issuer = issuer
        let act = Act(actor: "试验", role: "system-administrator", event: "account.created")
        return try await registry.database.write(act) { writer in
            var draft = Draft(
                [
                    "login": .text(login), "name": .text("\(login)本人"), "role": .text(role),
                    "section": .text("office"),
                ], state: "active")
            if let subject {
                draft.fields["sign_on_issuer"] = .text(issuer)
                draft.fields["sign_on_subject"] = .text(subject)
            }
            return try registry.create(draft, in: "account", writer).id
        }
    }
}
