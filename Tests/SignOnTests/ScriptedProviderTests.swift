import Foundation
import Outgoing
import TestSupport
import Testing
import Values

@testable import SignOn

/// Against a provider that says whatever the test lets it say.
@Suite struct ScriptedProviderTests {
    private let folder: ScratchFolder
    private let server: ChildServer
    private let client: SignOnClient
    private let attempt: SignOnAttempt
    private static let now = Instant(iso: "2026-11-27T01:30:00Z")!
    private let answer: SignOnAnswer
    private var issuer: String { "http://127.0.0.1:\(server.port)" }

    init() async throws {
        folder = try ScratchFolder()
        server = try ChildServer(
            ".venv-oidc", "Tests/SignOnTests/provider/scripted.py", [folder.path])
        let root = "http://127.0.0.1:\(server.port)"
        try Self.write(
            [
                "issuer": root, "authorization_endpoint": root + "/authorize",
                "token_endpoint": root + "/token", "jwks_uri": root + "/jwks",
                "userinfo_endpoint": root + "/userinfo", "response_types_supported": ["code"],
                "id_token_signing_alg_values_supported": ["RS256"],
            ], "openid-configuration", folder)
        try Self.write(["keys": [SigningKey.first.jwk()]], "jwks", folder)
        let secret = SecretFile(try folder.write("secret", to: "secret"))
        client = SignOnClient(
            try SignOnProvider(
                issuer: root, clientID: "dongting", secret: secret,
                callback: "https://kj.example.cn/back"), clock: .fixed(Self.now))
        attempt = try await client.begin()
        answer = SignOnAnswer(code: "code", state: attempt.state)
    }

    private static func write(_ value: [String: Any], _ name: String, _ folder: ScratchFolder)
        throws
    {
        let data = try JSONSerialization.data(withJSONObject: value)
        _ = try folder.write(String(decoding: data, as: UTF8.self), to: name)
    }

    /// Lets the provider give a token with these claims, signed with this key.
    private func give(
        _ key: SigningKey = .first, _ claims: [String: Any] = [:], _ changes: [String: Any] = [:]
    ) throws {
        let seconds = Int(Self.now.milliseconds / 1_000)
        let all: [String: Any] = [
            "iss": issuer, "sub": "42", "aud": "dongting", "nonce": attempt.nonce,
            "exp": seconds + 300, "iat": seconds,
        ]
        let token = try key.token(all.merging(claims) { $1 })
        let fields: [String: Any] = [
            "id_token": token, "access_token": "a", "token_type": "Bearer",
        ]
        try Self.write(
            fields.merging(changes) { $1 }.filter { !($0.value is NSNull) }, "token", folder)
    }

    private func asked(_ name: String) throws -> Int {
        try String(contentsOfFile: folder.file("asked"), encoding: .utf8)
            .split(separator: "\n").count { $0 == name }
    }

    private func expect(_ problem: SignOnError) async {
        await #expect(throws: problem) { try await client.finish(answer, attempt) }
    }

    private let allOfThePerson: [String: Any] = ["email": "li.si@example.org", "name": "李四"]

    @Test func descriptionAndKeysAreRememberedAndThePageIsNotNeeded() async throws {
        try give(.first, allOfThePerson)
        for _ in 0..<3 { #expect(try await client.finish(answer, attempt).subject == "42") }
        #expect(try asked("openid-configuration") == 1)
        #expect(try asked("jwks") == 1)
        #expect(try asked("userinfo") == 0)
    }

    @Test func anUnknownKeyIsLookedUpOnceAndThenRefused() async throws {
        try give(.first, allOfThePerson)
        _ = try await client.finish(answer, attempt)
        try give(.second, allOfThePerson)
        await expect(.tokenRefused(.unknownKey("second")))
        #expect(try asked("jwks") == 2)
    }

    @Test func keysJustReadAreNotReadAgain() async throws {
        try give(.second, allOfThePerson)
        await expect(.tokenRefused(.unknownKey("second")))
        #expect(try asked("jwks") == 1)
    }

    @Test func aKeyThatWasTakenBackIsGoneOnceTheKeysAreReadAgain() async throws {
        try give(.first, allOfThePerson)
        _ = try await client.finish(answer, attempt)
        try Self.write(["keys": [SigningKey.second.jwk()]], "jwks", folder)
        try give(.second, allOfThePerson)
        _ = try await client.finish(answer, attempt)
        try give(.first, allOfThePerson)
        await expect(.tokenRefused(.unknownKey("first")))
    }

    @Test func thePageFillsInWhatTheTokenLeavesOut() async throws {
        try Self.write(
            [
                "sub": "42", "name": "别人", "email": "li.si@example.org",
                "email_verified": "true", "preferred_username": "li\u{0}.si",
            ], "userinfo", folder)
        try give(.first, ["name": "李四"])
        let identity = try await client.finish(answer, attempt)
        #expect(identity.name == "李四")
        #expect(identity.email == "li.si@example.org")
        #expect(identity.isEmailVerified)
        #expect(identity.preferredUsername == "li.si")
    }

    @Test func anAddressOfThePageIsNotVerifiedByTheToken() async throws {
        try give(.first, ["email_verified": true])
        try Self.write(["sub": "42", "email": "new@example.org"], "userinfo", folder)
        let identity = try await client.finish(answer, attempt)
        #expect(identity.email == "new@example.org")
        #expect(!identity.isEmailVerified)
    }

    @Test(arguments: ["", "nobody", "boss@example.org\u{0}", "a@b, boss@example.org", "李四@b.cn"])
    func whatIsNoAddressIsLeftOut(email: String) async throws {
        try give(.first, ["email": email, "email_verified": true, "name": "李四"])
        let identity = try await client.finish(answer, attempt)
        #expect(identity.email == nil)
        #expect(!identity.isEmailVerified)
    }

    @Test func aPageAboutSomebodyElseIsRefused() async throws {
        try give()
        try Self.write(["sub": "1", "email": "boss@example.org"], "userinfo", folder)
        await expect(.badAnswer("userinfo.sub"))
    }

    @Test func aPageThatIsNoneIsRefused() async throws {
        try give()
        await expect(.badAnswer("userinfo"))
        try Self.write(["name": "李四"], "userinfo", folder)
        await expect(.badAnswer("userinfo"))
    }

    @Test func anAnswerWithoutATokenIsRefused() async throws {
        await expect(.exchangeRefused(status: 500, code: ""))
        try give(.first, [:], ["id_token": NSNull()])
        await expect(.badAnswer("id_token"))
        try give(.first, [:], ["token_type": "mac"])
        await expect(.badAnswer("token_type"))
        _ = try folder.write("<html>", to: "token")
        await expect(.badAnswer("JSON"))
    }

    @Test func anAnswerToAnotherAttemptAsksNothingOfTheProvider() async throws {
        try give()
        await #expect(throws: SignOnError.stateDiffers) {
            try await client.finish(SignOnAnswer(code: "code", state: "other"), attempt)
        }
        #expect(try asked("token") == 0)
    }
}
