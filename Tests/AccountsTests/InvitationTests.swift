import Catalogue
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Accounts

@Suite struct InvitationTests {
    private let fresh = "换过的一句自己的话呀"

    private func made(_ hall: Hall, _ state: Account.State = .invited) async throws -> Account {
        try await hall.accounts.database.write(Accounts.act) {
            try hall.accounts.create(
                ["login": .text("zhao"), "name": .text("赵"), "role": .text(Account.applicant)],
                state: state, $0)
        }
    }

    private func invite(_ hall: Hall, _ account: Account) async throws -> String {
        try await hall.accounts.invite(
            account, by: try hall.viewer("system-administrator"), from: hall.origin)
    }

    private func accept(_ hall: Hall, _ token: String) async throws {
        try await hall.accounts.accept(token: token, password: fresh, from: hall.origin)
    }

    @Test func aLinkIsGoodOnceEvenForTwoAtTheSameMoment() async throws {
        let hall = try Hall()
        let token = try await invite(hall, try await made(hall))
        let results = await both { try await accept(hall, token) }
        #expect(results.count(where: \.isGood) == 1)
        await #expect(throws: InvitationRefusal.noLink) { try await accept(hall, token) }
        #expect(try await hall.session(hall.signIn("zhao", password: fresh)) != nil)
    }

    @Test func aLinkEndsAfterThreeDays() async throws {
        let hall = try Hall()
        let token = try await invite(hall, try await made(hall))
        hall.advance(72 * 3_600)
        await #expect(throws: InvitationRefusal.noLink) { try await accept(hall, token) }
    }

    @Test func aNewLinkEndsTheEarlierOnes() async throws {
        let hall = try Hall()
        let account = try await made(hall)
        let first = try await invite(hall, account)
        let second = try await invite(hall, account)
        await #expect(throws: InvitationRefusal.noLink) { try await accept(hall, first) }
        try await accept(hall, second)
    }

    @Test(arguments: [Account.State.proposed, .suspended, .closed])
    func aLinkBringsNobodyInWhoIsNotApproved(_ state: Account.State) async throws {
        let hall = try Hall()
        let token = try await invite(hall, try await made(hall, state))
        await #expect(throws: InvitationRefusal.notInForce) { try await accept(hall, token) }
    }

    @Test func ofALinkTheDatabaseKnowsTheDigestOnly() async throws {
        let hall = try Hall()
        let token = try await invite(hall, try await made(hall))
        let row = try await hall.accounts.database.read {
            try $0.first("SELECT digest FROM invitation")
        }
        #expect(row?[0].text != token && row?[0].text == digest(ofToken: token))
        await #expect(throws: InvitationRefusal.noLink) {
            try await accept(hall, digest(ofToken: token))
        }
    }

    @Test func aNewPasswordByALinkEndsAllSessionsAndTheWait() async throws {
        let hall = try Hall()
        let account = try await hall.account("zhao", Account.applicant)
        let own = try await hall.begun("zhao")
        for _ in 0..<5 { _ = try? await hall.signIn("zhao", password: "不对的密码不对的密码") }
        try await accept(hall, try await invite(hall, account))
        #expect(try await hall.session(token: own.token) == nil)
        #expect(try await hall.session(hall.signIn("zhao", password: fresh)) != nil)
    }

    @Test func aLinkLeavesTheAuthenticatorInForce() async throws {
        let hall = try Hall()
        let account = try await hall.account("zhao", "officer", ["section": "high-tech"])
        _ = try await hall.enrol(try await hall.begun("zhao").session)
        try await accept(hall, try await invite(hall, account))
        #expect(try await hall.signIn("zhao", password: fresh) == .needsCode)
    }

    @Test func aBadPasswordLeavesTheLinkGood() async throws {
        let hall = try Hall()
        let token = try await invite(hall, try await made(hall))
        await #expect(throws: PasswordProblem.common) {
            try await hall.accounts.accept(
                token: token, password: "password123", from: hall.origin)
        }
        try await accept(hall, token)
    }

    @Test func nobodyMakesALinkForOneself() async throws {
        let hall = try Hall()
        let account = try await made(hall)
        var oneself = try hall.viewer("system-administrator")
        oneself.account = account.id
        await #expect(throws: AccountRefusal.oneself) {
            try await hall.accounts.invite(account, by: oneself, from: hall.origin)
        }
    }

    @Test func theFirstStartMakesOneLinkForTheSystemAdministrator() async throws {
        let hall = try Hall()
        let first = try #require(try await hall.accounts.firstLink())
        let second = try #require(try await hall.accounts.firstLink())
        #expect(try await hall.count("SELECT count(*) FROM account") == 1)
        await #expect(throws: InvitationRefusal.noLink) { try await accept(hall, first) }
        try await accept(hall, second)
        #expect(try await hall.accounts.firstLink() == nil)
        let result = try await hall.signIn("sysadmin", password: fresh)
        let session = try #require(try await hall.session(result))
        #expect(session.viewer.role.name == "system-administrator" && session.needsEnrolment)
    }

    @Test func theFirstLinkEndsAfterADay() async throws {
        let hall = try Hall()
        let link = try #require(try await hall.accounts.firstLink())
        hall.advance(24 * 3_600)
        await #expect(throws: InvitationRefusal.noLink) { try await accept(hall, link) }
        #expect(try await hall.accounts.firstLink() != nil)
    }
}
