import Foundation
import Outgoing
import Testing
import Values

@testable import SignOn

@Suite struct SignOnAttemptTests {
    private let began = Instant(iso: "2026-11-27T01:30:00Z")!
    private let issuer = "https://id.example.cn"
    private var attempt: SignOnAttempt {
        SignOnAttempt(state: "s-1", nonce: "n-1", verifier: "v-1", began: began)
    }

    private func code(_ answer: SignOnAnswer, after milliseconds: Int64 = 1_000) throws -> String {
        try answer.code(
            for: attempt, issuer: issuer,
            now: Instant(milliseconds: began.milliseconds + milliseconds))
    }

    @Test func theCodeOfTheAttemptIsTaken() throws {
        #expect(try code(SignOnAnswer(code: "c", state: "s-1")) == "c")
        #expect(try code(SignOnAnswer(code: "c", state: "s-1", issuer: issuer)) == "c")
    }

    @Test(arguments: [nil, "", "s-2", "s-1 ", "S-1"])
    func anAnswerToAnotherAttemptIsRefused(state: String?) {
        #expect(throws: SignOnError.stateDiffers) {
            try code(SignOnAnswer(code: "c", state: state))
        }
        // Nor is an error believed that anybody may have made up.
        #expect(throws: SignOnError.stateDiffers) {
            try code(SignOnAnswer(code: nil, state: state, error: "access_denied"))
        }
    }

    @Test func anEmptyStateMatchesNothing() {
        let empty = SignOnAttempt(state: "", nonce: "", verifier: "", began: began)
        #expect(throws: SignOnError.stateDiffers) {
            try SignOnAnswer(code: "c", state: "").code(for: empty, issuer: issuer, now: began)
        }
    }

    @Test func anAnswerOfAnotherProviderIsRefused() {
        #expect(throws: SignOnError.otherIssuer) {
            try code(SignOnAnswer(code: "c", state: "s-1", issuer: "https://evil.example.cn"))
        }
    }

    @Test func anAnswerAfterTenMinutesIsRefused() throws {
        let answer = SignOnAnswer(code: "c", state: "s-1")
        #expect(try code(answer, after: 600_000) == "c")
        #expect(throws: SignOnError.tooLate) { try code(answer, after: 600_001) }
        #expect(throws: SignOnError.tooLate) { try code(answer, after: -1) }
    }

    @Test func theProvidersNoIsPassedOnWithoutMarkup() {
        #expect(throws: SignOnError.providerRefused("access_denied")) {
            try code(SignOnAnswer(code: nil, state: "s-1", error: "access_denied"))
        }
        #expect(throws: SignOnError.providerRefused("bscript")) {
            try code(SignOnAnswer(code: "c", state: "s-1", error: "<b>\"<script>")) == ""
        }
    }

    @Test(arguments: [nil, "", String(repeating: "c", count: 4_097)])
    func anAnswerWithoutACodeIsRefused(text: String?) {
        #expect(throws: SignOnError.badAnswer("code")) {
            try code(SignOnAnswer(code: text, state: "s-1"))
        }
    }

    @Test func theDigestIsThatOfTheStandard() {
        // RFC 7636, appendix B.
        #expect(
            SignOnAttempt.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
                == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }
}

@Suite struct SignOnProviderTests {
    private func provider(
        issuer: String = "https://id.example.cn", secret: SecretFile? = SecretFile("secret"),
        authentication: SignOnProvider.Authentication? = nil
    ) throws(SignOnError) -> SignOnProvider {
        try SignOnProvider(
            issuer: issuer, clientID: "dongting", secret: secret,
            callback: "https://kj.example.cn/sign-in/back", authentication: authentication)
    }

    private func document(
        _ changes: [String: Any] = [:], _ provider: SignOnProvider? = nil
    ) throws -> ProviderDocument {
        let good: [String: Any] = [
            "issuer": "https://id.example.cn",
            "authorization_endpoint": "https://id.example.cn/authorize?tenant=1",
            "token_endpoint": "https://id.example.cn/token",
            "jwks_uri": "https://id.example.cn/jwks",
            "response_types_supported": ["code", "id_token"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
        ]
        let fields = good.merging(changes) { $1 }.filter { !($0.value is NSNull) }
        return try ProviderDocument(
            JSONSerialization.data(withJSONObject: fields), of: provider ?? self.provider())
    }

    @Test func theWayThereHasAllThatTheProviderNeeds() throws {
        var generator = SystemRandomNumberGenerator()
        let attempt = try SignOnAttempt(
            provider(), document(), began: Instant(milliseconds: 0), using: &generator)
        #expect(
            attempt.redirect
                == "https://id.example.cn/authorize?tenant=1&response_type=code&client_id=dongting"
                + "&redirect_uri=https%3A%2F%2Fkj.example.cn%2Fsign-in%2Fback"
                + "&scope=openid%20profile%20email&state=\(attempt.state)&nonce=\(attempt.nonce)"
                + "&code_challenge=\(SignOnAttempt.challenge(attempt.verifier))"
                + "&code_challenge_method=S256")
        #expect(Set([attempt.state, attempt.nonce, attempt.verifier]).count == 3)
        #expect(attempt.verifier.count == 43)
    }

    @Test(arguments: [
        "issuer", "authorization_endpoint", "token_endpoint", "jwks_uri",
        "response_types_supported", "id_token_signing_alg_values_supported",
    ])
    func aDescriptionWithoutWhatItMustHaveIsRefused(name: String) {
        #expect(throws: SignOnError.badDocument(name)) { try document([name: NSNull()]) }
    }

    @Test func aDescriptionOfAnotherProviderIsRefused() {
        for issuer in ["https://id.example.cn/", "https://evil.example.cn"] {
            #expect(throws: SignOnError.badDocument("issuer")) { try document(["issuer": issuer]) }
        }
    }

    @Test func aProviderThatCannotDoWhatIsAskedIsRefused() {
        let lacks: [(String, [String])] = [
            ("response_types_supported", ["id_token"]),
            ("id_token_signing_alg_values_supported", ["HS256", "none"]),
            ("code_challenge_methods_supported", ["plain"]),
            ("token_endpoint_auth_methods_supported", ["private_key_jwt"]),
        ]
        for (name, values) in lacks {
            #expect(throws: SignOnError.badDocument(name)) { try document([name: values]) }
        }
    }

    @Test(arguments: ["authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"])
    func anAddressThatIsNotEncryptedIsRefused(name: String) {
        #expect(throws: SignOnError.unreachable(.notEncrypted(host: "id.example.cn"))) {
            try document([name: "http://id.example.cn/x"])
        }
        #expect(throws: SignOnError.unreachable(.badAddress("javascript:alert(1)"))) {
            try document([name: "javascript:alert(1)"])
        }
    }

    @Test func theWayToShowOneselfIsTheProvidersUnlessItIsWritten() throws {
        let name = "token_endpoint_auth_methods_supported"
        #expect(try document().authentication == .basic)
        #expect(try document([name: ["client_secret_post"]]).authentication == .post)
        let written = try provider(authentication: .post)
        #expect(try document([:], written).authentication == .post)
        #expect(try document([:], provider(secret: nil)).authentication == .none)
    }

    @Test func aConfigurationThatContradictsItselfIsRefused() {
        #expect(throws: SignOnError.badProvider("client_secret")) {
            try provider(secret: nil, authentication: .post)
        }
        #expect(throws: SignOnError.badProvider("client_secret")) {
            try provider(authentication: SignOnProvider.Authentication.none)
        }
        #expect(throws: SignOnError.unreachable(.notEncrypted(host: "id.example.cn"))) {
            try provider(issuer: "http://id.example.cn")
        }
    }

    @Test(arguments: ["https://id.example.cn/realm", "https://id.example.cn/realm/"])
    func theDescriptionStandsBehindTheIssuer(issuer: String) throws {
        #expect(
            try provider(issuer: issuer).documentAddress
                == "https://id.example.cn/realm/.well-known/openid-configuration")
    }
}
