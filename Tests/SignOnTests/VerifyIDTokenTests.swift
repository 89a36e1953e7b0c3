import Crypto
import CryptoExtras
import Foundation
import Testing
import Values

@testable import SignOn

@Suite struct VerifyIDTokenTests {
    private let now = Instant(iso: "2026-11-27T01:30:00Z")!
    private var seconds: Int { Int(now.milliseconds / 1_000) }
    private var check: IDTokenCheck {
        IDTokenCheck(
            issuer: "https://id.example.cn", clientID: "dongting", nonce: "n-1", now: now)
    }

    private func claims(_ changes: [String: Any] = [:]) -> [String: Any] {
        let good: [String: Any] = [
            "iss": "https://id.example.cn", "sub": "42", "aud": "dongting", "nonce": "n-1",
            "exp": seconds + 300, "iat": seconds, "email": "li.si@example.org",
            "email_verified": true, "name": "李四", "preferred_username": "li.si",
        ]
        return good.merging(changes) { $1 }.filter { !($0.value is NSNull) }
    }

    private func verify(_ token: String, keys: [[String: String]]? = nil) throws -> Claims {
        let set = try keys ?? [SigningKey.first.jwk(), SigningKey.second.jwk()]
        return try check.verify(token, keys: KeySet(set))
    }

    private func expect(_ problem: TokenProblem, _ changes: [String: Any]) throws {
        let token = try SigningKey.first.token(claims(changes))
        #expect(throws: problem) { try verify(token) }
    }

    @Test func aGoodTokenSaysWhoItIs() throws {
        let claims = try verify(SigningKey.first.token(claims()))
        #expect(claims.sub == "42")
        #expect(claims.person.email == "li.si@example.org")
        #expect(claims.person.isEmailVerified == true)
        #expect(claims.person.name == "李四")
        #expect(claims.person.preferredUsername == "li.si")
    }

    @Test func theKeyOfTheTokensNameIsTaken() throws {
        #expect(try verify(SigningKey.second.token(claims())).sub == "42")
    }

    @Test func aTokenWithoutAKeysNameIsTakenWhereThereIsOneKey() throws {
        let token = try SigningKey.first.token(header: ["kid": NSNull()], claims())
        #expect(try verify(token, keys: [SigningKey.first.jwk()]).sub == "42")
        #expect(throws: TokenProblem.unknownKey(nil)) { try verify(token) }
    }

    @Test func aTokenWithoutASignatureIsRefused() throws {
        let none = try SigningKey.part(["alg": "none"]) + "." + SigningKey.part(claims())
        for signature in [".", "." + Base64URL.write([1, 2, 3])] {
            #expect(throws: TokenProblem.algorithm("none")) { try verify(none + signature) }
        }
        let token = try SigningKey.first.token(claims())
        let bare = token.prefix(through: token.lastIndex(of: ".")!)
        #expect(throws: TokenProblem.signature) { try verify(String(bare)) }
    }

    @Test(arguments: ["HS256", "RS512", "PS256", "ES256", "rs256", ""])
    func anotherWayOfSigningIsRefused(name: String) throws {
        let token = try SigningKey.first.token(header: ["alg": name], claims())
        #expect(throws: TokenProblem.algorithm(name)) { try verify(token) }
    }

    @Test func aTokenSignedWithThePublicKeyAsASecretIsRefused() throws {
        let pem = SigningKey.first.key.publicKey.pemRepresentation
        let signed =
            try SigningKey.part(["alg": "HS256", "kid": "first"]) + "."
            + SigningKey.part(claims())
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(signed.utf8), using: SymmetricKey(data: Data(pem.utf8)))
        #expect(throws: TokenProblem.algorithm("HS256")) {
            try verify(signed + "." + Base64URL.write(code))
        }
    }

    @Test func aTokenThatBringsItsOwnKeyIsRefused() throws {
        let stranger = SigningKey(name: "stranger")
        let token = try stranger.token(header: ["jwk": stranger.jwk()], claims())
        #expect(throws: TokenProblem.unknownKey("stranger")) { try verify(token) }
        let posing = try stranger.token(header: ["kid": "first", "jwk": stranger.jwk()], claims())
        #expect(throws: TokenProblem.signature) { try verify(posing) }
    }

    @Test func aTokenThatWasChangedIsRefused() throws {
        let parts = try SigningKey.first.token(claims()).split(separator: ".")
        let other = try SigningKey.part(claims(["sub": "1"]))
        #expect(throws: TokenProblem.signature) {
            try verify("\(parts[0]).\(other).\(parts[2])")
        }
    }

    @Test func aTokenThatDemandsWhatIsNotUnderstoodIsRefused() throws {
        let token = try SigningKey.first.token(header: ["crit": ["exp"]], claims())
        #expect(throws: TokenProblem.malformed) { try verify(token) }
    }

    @Test(arguments: ["", ".", "..", "a.b", "a.b.c.d", "e30.e30.e30", "?.?.?"])
    func whatIsNoTokenIsRefused(text: String) {
        #expect(throws: TokenProblem.malformed) { try verify(text) }
    }

    @Test func aTokenOfAnyLengthIsNotRead() throws {
        let token = try SigningKey.first.token(claims(["x": String(repeating: "x", count: 20_000)]))
        #expect(throws: TokenProblem.malformed) { try verify(token) }
    }

    @Test func aTokenOfAnotherProviderIsRefused() throws {
        for issuer in ["https://id.example.cn/", "https://evil.example.cn", ""] {
            try expect(.issuer(issuer), ["iss": issuer])
        }
    }

    @Test func aTokenForAnotherPlatformIsRefused() throws {
        try expect(.audience, ["aud": "other"])
        try expect(.audience, ["aud": ["other"]])
        try expect(.audience, ["aud": [String]()])
        // Also one for both: the other is nobody this platform trusts.
        try expect(.audience, ["aud": ["dongting", "other"], "azp": "dongting"])
        try expect(.authorizedParty, ["azp": "other"])
        let listed = try SigningKey.first.token(claims(["aud": ["dongting"], "azp": "dongting"]))
        #expect(try verify(listed).sub == "42")
    }

    @Test func aTokenOutOfItsTimeIsRefused() throws {
        try expect(.expired, ["exp": seconds - 60])
        try expect(.issuedAt, ["iat": seconds + 61])
        try expect(.issuedAt, ["iat": seconds - 601])
        try expect(.notYetValid, ["nbf": seconds + 61])
    }

    @Test func aMinuteBetweenTwoClocksIsForgiven() throws {
        let changes: [[String: Any]] = [
            ["exp": seconds - 59], ["iat": seconds + 60], ["iat": seconds - 600],
            ["nbf": seconds + 60], ["iat": Double(seconds) + 0.5],
        ]
        for change in changes {
            #expect(try verify(SigningKey.first.token(claims(change))).sub == "42")
        }
    }

    @Test func aTokenOfAnotherAttemptIsRefused() throws {
        try expect(.nonce, ["nonce": "n-2"])
        try expect(.nonce, ["nonce": NSNull()])
    }

    @Test func aTokenOfNobodyIsRefused() throws {
        try expect(.subject, ["sub": ""])
        try expect(.subject, ["sub": String(repeating: "4", count: 256)])
    }

    @Test(arguments: ["iss", "sub", "aud", "exp", "iat"])
    func aTokenWithoutAClaimThatItMustHaveIsRefused(name: String) throws {
        try expect(.malformed, [name: NSNull()])
        try expect(.malformed, [name: ["a": 1]])
    }
}
