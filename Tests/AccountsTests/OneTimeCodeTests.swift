import Catalogue
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Accounts

@Suite struct OneTimeCodeTests {
    /// RFC 6238 appendix B, the last six of the eight digits.
    @Test(
        arguments: [
            (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"),
            (1_234_567_890, "005924"), (2_000_000_000, "279037"), (20_000_000_000, "353130"),
        ] as [(Int64, String)])
    func theExamplesOfTheStandardComeOut(_ seconds: Int64, _ code: String) {
        let secret = Array("12345678901234567890".utf8)
        let step = OneTimeCode.step(at: seconds * 1_000)
        #expect(OneTimeCode.code(secret, step: step) == code)
    }

    @Test func base32IsReadAsItIsWritten() throws {
        #expect(Base32.text(Array("foobar".utf8)) == "MZXW6YTBOI")
        #expect(try Base32.bytes("mzxw 6ytb oi") == Array("foobar".utf8))
        #expect(throws: SignInRefusal.wrongCode) { try Base32.bytes("1889") }
    }

    @Test func aCodeIsGoodInItsOwnStepAndTheOneBeforeAndAfter() {
        let secret = Array("12345678901234567890".utf8)
        let now: Int64 = 1_770_000_000_000
        let step = OneTimeCode.step(at: now)
        for distance in -3...3 as ClosedRange<Int64> {
            let code = OneTimeCode.code(secret, step: step + distance)
            let accepted = OneTimeCode.accepted(code, secret, now: now, after: 0)
            #expect((accepted != nil) == (abs(distance) <= 1), "\(distance)")
        }
        for bad in ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"] {
            #expect(OneTimeCode.accepted(bad, secret, now: now, after: 0) == nil)
        }
    }

    @Test func whoGuardsThePlatformSetsUpAnAuthenticatorBeforeAnythingElse() async throws {
        let hall = try Hall()
        try await hall.account("zhao", "officer", ["section": "high-tech"])
        let result = try await hall.signIn("zhao")
        guard case .needsEnrolment = result else {
            Issue.record("\(result)")
            return
        }
        #expect(try await hall.session(result)?.needsEnrolment == true)
    }

    @Test func settingItUpGivesTheSessionANewTokenAndEndsTheOthers() async throws {
        let hall = try Hall()
        try await hall.account("zhao", "officer", ["section": "high-tech"])
        let other = try await hall.begun("zhao")
        let own = try await hall.begun("zhao")
        let enrolled = try await hall.enrol(own.session, password: nil)
        #expect(enrolled.token != own.token && enrolled.codes.count == 10)
        #expect(try await hall.session(token: own.token) == nil)
        #expect(try await hall.session(token: other.token) == nil)
        let session = try #require(try await hall.session(token: enrolled.token))
        #expect(!session.needsEnrolment && session.ends == own.session.ends)
    }

    @Test func aWrongFirstCodeSetsUpNothing() async throws {
        let hall = try Hall()
        try await hall.account("zhao", "officer", ["section": "high-tech"])
        let own = try await hall.begun("zhao")
        let enrolment = try hall.accounts.beginEnrolment(own.session.account)
        let key = try Base32.bytes(enrolment.secret)
        await #expect(throws: SignInRefusal.wrongCode) {
            try await hall.accounts.enrol(
                own.session, sealed: enrolment.sealed, code: hall.code(key, steps: 5),
                password: nil, from: hall.origin)
        }
        let status = try await hall.accounts.database.read {
            try hall.accounts.codeStatus($0, of: own.session.account.id).isSet
        }
        #expect(!status)
    }

    @Test func theSecretOfAFormIsSealedToItsAccount() async throws {
        let hall = try Hall()
        try await hall.account("zhao", "officer", ["section": "high-tech"])
        try await hall.account("qian", "officer", ["section": "high-tech"])
        let zhao = try await hall.begun("zhao").session
        let qian = try await hall.begun("qian").session
        let sealed = try hall.accounts.beginEnrolment(zhao.account).sealed
        #expect(throws: (any Error).self) {
            try hall.accounts.enrolment(qian.account, sealed: sealed)
        }
        #expect(throws: (any Error).self) {
            try hall.accounts.enrolment(zhao.account, sealed: "胡乱写的")
        }
    }

    @Test func anotherAuthenticatorTakesThePasswordOnceMore() async throws {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        let own = try await hall.begun("zhao")
        await #expect(throws: SignInRefusal.wrong) {
            try await hall.enrol(own.session, password: nil)
        }
        await #expect(throws: SignInRefusal.wrong) {
            try await hall.enrol(own.session, password: "不对的密码不对的密码")
        }
        _ = try await hall.enrol(own.session)
    }

    @Test func aCodeIsGoodOnceAndNeitherBeforeNorAtTheSameMoment() async throws {
        let hall = try Hall()
        try await hall.account("zhao", "officer", ["section": "high-tech"])
        let enrolled = try await hall.enrol(try await hall.begun("zhao").session)
        #expect(try await hall.signIn("zhao") == .needsCode)
        // The code that proved the authenticator is used.
        await #expect(throws: SignInRefusal.wrongCode) {
            try await hall.signIn("zhao", code: hall.code(enrolled.key))
        }
        hall.advance(60)
        let code = hall.code(enrolled.key)
        let results = await both { try await hall.signIn("zhao", code: code) }
        #expect(results.count(where: \.isGood) == 1)
        await #expect(throws: SignInRefusal.wrongCode) {
            try await hall.signIn("zhao", code: hall.code(enrolled.key, steps: -1))
        }
    }

    @Test func wrongCodesCountAsFailures() async throws {
        let hall = try Hall()
        try await hall.account("zhao", "officer", ["section": "high-tech"])
        _ = try await hall.enrol(try await hall.begun("zhao").session)
        for _ in 0..<5 { _ = try? await hall.signIn("zhao", code: "000000") }
        await #expect {
            try await hall.signIn("zhao", code: "000000")
        } throws: {
            if case .waiting = $0 as? SignInRefusal { true } else { false }
        }
    }

    @Test func eachRecoveryCodeIsGoodOnce() async throws {
        let hall = try Hall()
        try await hall.account("zhao", "officer", ["section": "high-tech"])
        let enrolled = try await hall.enrol(try await hall.begun("zhao").session)
        let code = enrolled.codes[3]
        let results = await both { try await hall.signIn("zhao", code: code) }
        #expect(results.count(where: \.isGood) == 1)
        await #expect(throws: SignInRefusal.wrongCode) {
            try await hall.signIn("zhao", code: code)
        }
        let other = enrolled.codes[4].uppercased().replacing("-", with: " ")
        #expect(try await hall.session(hall.signIn("zhao", code: other)) != nil)
        let rows = try await hall.accounts.database.read {
            try $0.all("SELECT code_secret, recovery FROM account_secret")
        }
        let kept = rows.flatMap { $0.compactMap(\.text) }.joined()
        #expect(!kept.contains(enrolled.codes[5]) && !kept.contains(Base32.text(enrolled.key)))
        #expect(rows[0][1].text?.split(separator: " ").count == 8)
    }

    @Test func theSecurityAdministratorTakesALostAuthenticatorAwayButNotTheirOwn() async throws {
        let hall = try Hall()
        let account = try await hall.account("zhao", "officer", ["section": "high-tech"])
        let enrolled = try await hall.enrol(try await hall.begun("zhao").session)
        var guardian = try hall.viewer("security-administrator")
        guardian.account = account.id
        await #expect(throws: AccountRefusal.oneself) {
            try await hall.accounts.removeCode(account, by: guardian, from: hall.origin)
        }
        await #expect(throws: AccountRefusal.self) {
            try await hall.accounts.removeCode(
                account, by: try hall.viewer("system-administrator"), from: hall.origin)
        }
        try await hall.accounts.removeCode(
            account, by: try hall.viewer("security-administrator"), from: hall.origin)
        #expect(try await hall.session(token: enrolled.token) == nil)
        guard case .needsEnrolment = try await hall.signIn("zhao") else {
            Issue.record("an authenticator was expected to be asked for")
            return
        }
    }
}
