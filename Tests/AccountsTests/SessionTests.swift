import Catalogue
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Accounts

@Suite struct SessionTests {
    @Test func theDatabaseKnowsTheTokenByItsDigestOnly() async throws {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        let own = try await hall.begun("zhao")
        let rows = try await hall.accounts.database.read { try $0.all("SELECT * FROM session") }
        let kept = rows.flatMap { $0.compactMap(\.text) }.joined(separator: " ")
        #expect(rows.count == 1 && !kept.contains(own.token))
        #expect(own.token.utf8.count == 43)
        #expect(!kept.contains(own.session.formToken))
    }

    @Test func everySigningInHasATokenOfItsOwn() async throws {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        var tokens: Set<String> = []
        for _ in 0..<5 { tokens.insert(try await hall.begun("zhao").token) }
        #expect(tokens.count == 5)
        let forms = try await hall.begun("zhao").session.formToken
        #expect(try await hall.begun("zhao").session.formToken != forms)
    }

    @Test(arguments: ["", "x", "' OR 1 = 1 --", "\u{0}"])
    func aTokenThatWasNeverGivenIsNobodys(_ token: String) async throws {
        let hall = try Hall()
        #expect(try await hall.session(token: token) == nil)
    }

    @Test func aSessionEndsAfterHalfAnHourWithoutARequest() async throws {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        let own = try await hall.begun("zhao")
        hall.advance(29 * 60)
        try await hall.accounts.touch(try #require(try await hall.session(token: own.token)))
        hall.advance(29 * 60)
        #expect(try await hall.session(token: own.token) != nil)
        hall.advance(2 * 60)
        #expect(try await hall.session(token: own.token) == nil)
    }

    @Test func aSessionEndsAfterTwelveHoursWhateverHappens() async throws {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        let own = try await hall.begun("zhao")
        for _ in 0..<(12 * 4 - 1) {
            hall.advance(15 * 60)
            try await hall.accounts.touch(try #require(try await hall.session(token: own.token)))
        }
        hall.advance(15 * 60)
        #expect(try await hall.session(token: own.token) == nil)
    }

    @Test func oneEndsOneSessionOrAllOthers() async throws {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        let one = try await hall.begun("zhao")
        let two = try await hall.begun("zhao")
        let own = try await hall.begun("zhao")
        let account = own.session.account
        try await hall.accounts.endSession(
            of: account, one.session.digest, keeping: own.session.digest, from: hall.origin)
        #expect(try await hall.session(token: one.token) == nil)
        #expect(try await hall.session(token: two.token) != nil)
        try await hall.accounts.endSession(
            of: account, nil, keeping: own.session.digest, from: hall.origin)
        #expect(try await hall.session(token: two.token) == nil)
        #expect(try await hall.session(token: own.token) != nil)
    }

    @Test func nobodyEndsTheSessionOfAnother() async throws {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        let qian = try await hall.account("qian", Account.applicant)
        let zhao = try await hall.begun("zhao")
        try await hall.accounts.endSession(of: qian, zhao.session.digest, from: hall.origin)
        #expect(try await hall.session(token: zhao.token) != nil)
        let lines = try await hall.accounts.database.read {
            try hall.accounts.sessions($0, of: qian.id)
        }
        #expect(lines.isEmpty)
    }

    @Test func whoIsSuspendedIsSignedOutAtOnceAndStaysOutAfterwards() async throws {
        let hall = try Hall()
        let account = try await hall.account("zhao", Account.applicant)
        let own = try await hall.begun("zhao")
        let guardian = try hall.viewer("security-administrator")
        _ = try await hall.accounts.move(
            account.id, "suspend", version: nil, by: guardian, reason: "离岗")
        #expect(try await hall.session(token: own.token) == nil)
        await #expect(throws: SignInRefusal.notInForce) { try await hall.signIn("zhao") }
        _ = try await hall.accounts.move(
            account.id, "resume", version: nil, by: guardian, reason: "返岗")
        #expect(try await hall.session(token: own.token) == nil)
    }

    @Test func whatWasProvedBeforeASuspensionOrANewPasswordBeginsNoSession() async throws {
        let hall = try Hall()
        let account = try await hall.account("zhao", Account.applicant)
        let proved = try #require(
            try await hall.accounts.database.read { try $0.secret(account.id) })
        let token = try await hall.accounts.invite(
            account, by: try hall.viewer("system-administrator"), from: hall.origin)
        try await hall.accounts.accept(
            token: token, password: "换过的一句自己的话呀", from: hall.origin)
        await #expect(throws: SignInRefusal.wrong) {
            try await hall.accounts.begin(
                account, proved, hall.origin, proved.password, isWhole: true)
        }
        _ = try await hall.signIn("zhao", password: "换过的一句自己的话呀")
        let fresh = try #require(
            try await hall.accounts.database.read { try $0.secret(account.id) })
        _ = try await hall.accounts.move(
            account.id, "suspend", version: nil, by: try hall.viewer("security-administrator"),
            reason: "离岗")
        await #expect(throws: SignInRefusal.notInForce) {
            try await hall.accounts.begin(account, fresh, hall.origin, nil, isWhole: true)
        }
    }

    @Test func oneActsForOneOrganisationAtATimeAndOnlyForOnesOwn() async throws {
        let hall = try Hall()
        let account = try await hall.account("zhao", Account.applicant)
        let one = try await hall.organisation("甲研究院")
        let two = try await hall.organisation("乙公司")
        let other = try await hall.organisation("丙大学")
        for (organisation, role) in [(one, "administrator"), (two, "member")] {
            let draft = Draft(
                [
                    "account": .integer(account.id), "organisation": .integer(organisation),
                    "role": .text(role), "from": .text("2026-01-01"),
                ], state: "in-force")
            _ = try await hall.accounts.database.write(Accounts.act) {
                try hall.accounts.registry.create(draft, in: Membership.register, $0)
            }
        }
        let own = try await hall.begun("zhao")
        #expect(own.session.viewer.organisation == one)
        #expect(own.session.viewer.role.name == "organisation-administrator")
        #expect(try await !hall.accounts.act(for: other, own.session))
        #expect(try await hall.accounts.act(for: two, own.session))
        let now = try #require(try await hall.session(token: own.token)).viewer
        #expect(now.organisation == two && now.role.name == "organisation-member")
    }

    @Test func accountsOfADemonstrationSignInNowhereElse() async throws {
        let hall = try Hall()
        let organisation = try await hall.organisation("示例公司")
        try await hall.accounts.makeDemonstrationAccounts(for: organisation)
        await #expect(throws: SignInRefusal.onlyInDemonstration) {
            try await hall.signIn("demo-leader", password: Accounts.demonstrationPassword)
        }
        let offered = try await hall.accounts.database.read {
            try hall.accounts.demonstrationAccounts($0)
        }
        #expect(offered.isEmpty)
    }

    @Test func aDemonstrationHasOneAccountOfEachRole() async throws {
        let hall = try Hall(demonstration: true)
        let organisation = try await hall.organisation("示例公司")
        let bank = try await hall.organisation("示例银行", kind: "bank")
        let other = try await hall.organisation("示例大学")
        let department = try await hall.organisation("示例管理委员会")
        try await hall.accounts.makeDemonstrationAccounts(
            for: organisation, other: other, bank: bank, department: department)
        var roles: Set<String> = []
        for entry in Accounts.demonstrationLogins {
            let result = try await hall.signIn(
                entry.login, password: Accounts.demonstrationPassword)
            let session = try #require(try await hall.session(result), "\(entry.login)")
            #expect(!session.needsEnrolment)
            roles.insert(session.viewer.role.name)
        }
        let all = Set(try Hall.catalogue.get().roles.keys)
        #expect(all.subtracting(roles) == ["public", "importer"])
    }
}
