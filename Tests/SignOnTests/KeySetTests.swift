import CryptoExtras
import Foundation
import Testing

@testable import SignOn

@Suite struct KeySetTests {
    @Test func keysOfOtherKindsAndUsesAreLeftOut() throws {
        let good = SigningKey.first
        let set = try KeySet([
            good.jwk(["kty": "EC"]), good.jwk(["use": "enc"]), good.jwk(["alg": "RS512"]),
            good.jwk(["n": nil]), good.jwk(["e": "!"]), good.jwk(["e": "AQABAQAB"]),
            good.jwk(["n": "AQAB"]), ["kty": "oct", "k": "AQAB"], [:],
        ])
        #expect(set.keys.isEmpty)
    }

    @Test func aKeyThatSaysLittleOfItselfIsTaken() throws {
        let set = try KeySet([SigningKey.first.jwk(["use": nil, "alg": nil, "kid": nil])])
        #expect(set.keys.count == 1)
        #expect(set.keys(named: nil).count == 1)
        #expect(set.keys(named: "first").isEmpty)
    }

    @Test func aShortKeyIsLeftOut() throws {
        let short = try _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: 1_024))
        let numbers = try short.publicKey.getKeyPrimitives()
        let set = try KeySet([
            SigningKey.first.jwk(["n": Base64URL.write(numbers.modulus)])
        ])
        #expect(set.keys.isEmpty)
    }

    @Test(arguments: ["", "[]", "{}", "{\"keys\":{}}", "<html>"])
    func whatIsNoSetIsRefused(text: String) {
        #expect(throws: SignOnError.badDocument("jwks_uri")) { try KeySet(Data(text.utf8)) }
    }
}

@Suite struct Base64URLTests {
    @Test func whatIsWrittenIsRead() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 89 + 251) }
            let text = Base64URL.write(bytes)
            #expect(!text.contains { "+/=".contains($0) })
            #expect(Base64URL.read(text) == Data(bytes))
        }
    }

    @Test(arguments: ["A", "AA==", "A+A", "A/A", "AB", "A A", "AAAA\n", "中文"])
    func anotherFormIsRefused(text: String) {
        #expect(Base64URL.read(text) == nil)
    }
}
