import Catalogue
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Accounts

@Suite struct MembershipTests {
    static let code = "91430600MA4TE5T137"

    private func claim(_ login: String, name: String? = nil, organisation: String = "洞庭示例公司")
        -> OrganisationClaim
    {
        OrganisationClaim(
            code: Self.code, organisation: organisation, county: nil, login: login,
            name: name ?? "\(login)本人", email: "", phone: "", password: Hall.password,
            ground: "法定代表人")
    }

    private func register(_ hall: Hall, _ login: String) async throws -> Account {
        try await hall.accounts.register(claim(login), from: hall.origin)
    }

    private func members(_ hall: Hall) async throws -> [Member] {
        let officer = try hall.viewer("officer")
        return try await hall.accounts.database.read {
            try hall.accounts.members($0, by: officer)
        }
    }

    private func member(_ hall: Hall, _ login: String) async throws -> Member {
        try #require(try await members(hall).first { $0.login == login })
    }

    private func move(
        _ hall: Hall, _ login: String, _ move: String, by viewer: Viewer, reason: String? = nil
    ) async throws {
        try await hall.accounts.move(
            member: try await member(hall, login).id, move, by: viewer, reason: reason)
    }

    /// An organisation with its administrator and one member.
    private func founded(_ hall: Hall) async throws -> (administrator: Viewer, member: Viewer) {
        _ = try await register(hall, "first")
        try await move(hall, "first", "confirm", by: try hall.viewer("officer"))
        let administrator = try await hall.begun("first").session.viewer
        _ = try await register(hall, "second")
        try await move(hall, "second", "confirm", by: administrator)
        return (administrator, try await hall.begun("second").session.viewer)
    }

    @Test func whoClaimsAnOrganisationSeesNothingOfItBeforeAnotherHasConfirmed() async throws {
        let hall = try Hall()
        _ = try await register(hall, "first")
        let viewer = try await hall.begun("first").session.viewer
        #expect(viewer.organisation == nil && viewer.role.name == "organisation-member")
        let scope = RecordScope(viewer, try hall.accounts.registry.register("organisation"))
        #expect(scope == .none)
        #expect(try await member(hall, "first").state == "claimed")
        #expect(try await member(hall, "first").role == "administrator")
    }

    @Test func aCodeIsOneOrganisationAndTheNextToComeAreItsMembers() async throws {
        let hall = try Hall()
        _ = try await register(hall, "first")
        _ = try await register(hall, "second")
        #expect(try await hall.count("SELECT count(*) FROM organisation") == 1)
        #expect(try await member(hall, "second").role == "member")
        await #expect {
            try await hall.accounts.register(
                claim("third", organisation: "另一个公司"), from: hall.origin)
        } throws: {
            if case .nameDiffers = $0 as? MembershipRefusal { true } else { false }
        }
    }

    @Test func nothingIsWrittenOfARegistrationThatIsRefused() async throws {
        let hall = try Hall()
        var bad = claim("first")
        bad.code = "91430600MA4TE5T130"
        await #expect(throws: MembershipRefusal.self) {
            try await hall.accounts.register(bad, from: hall.origin)
        }
        bad = claim("x")
        await #expect(throws: AccountRefusal.self) {
            try await hall.accounts.register(bad, from: hall.origin)
        }
        #expect(try await hall.count("SELECT count(*) FROM account") == 0)
        #expect(try await hall.count("SELECT count(*) FROM organisation") == 0)
    }

    @Test func twoWhoRegisterOneLoginAtOnceAreOneAccount() async throws {
        let hall = try Hall()
        let results = await both { try await register(hall, "first") }
        #expect(results.count(where: \.isGood) == 1)
        #expect(try await hall.count("SELECT count(*) FROM account") == 1)
    }

    @Test func manyRegistrationsFromOneAddressHaveToWait() async throws {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        for _ in 0..<20 {
            await #expect(throws: MembershipRefusal.loginTaken("zhao")) {
                try await register(hall, "zhao")
            }
        }
        await #expect {
            try await register(hall, "first")
        } throws: {
            if case .waiting = $0 as? SignInRefusal { true } else { false }
        }
        // Signing in from there goes on.
        #expect(try await hall.session(hall.signIn("zhao")) != nil)
        hall.advance(16 * 60)
        _ = try await register(hall, "first")
    }

    @Test func theFirstAdministratorIsConfirmedByAnOfficerAndTheOthersByTheAdministrator()
        async throws
    {
        let hall = try Hall()
        let (administrator, member) = try await founded(hall)
        #expect(administrator.role.name == "organisation-administrator")
        #expect(member.role.name == "organisation-member")
        #expect(administrator.organisation == member.organisation)
    }

    @Test func nobodyConfirmsOrEndsOneself() async throws {
        let hall = try Hall()
        let (administrator, _) = try await founded(hall)
        await #expect(throws: MembershipRefusal.mayNot) {
            try await move(hall, "first", "end", by: administrator)
        }
    }

    @Test(arguments: ["leader", "supervisor", "clerk", "system-administrator"])
    func otherRolesDecideAboutNoMember(_ role: String) async throws {
        let hall = try Hall()
        _ = try await register(hall, "first")
        await #expect(throws: MembershipRefusal.self) {
            try await move(hall, "first", "confirm", by: try hall.viewer(role))
        }
    }

    @Test func anAdministratorDecidesAboutTheirOwnOrganisationOnly() async throws {
        let hall = try Hall()
        let (administrator, plain) = try await founded(hall)
        let other = try await hall.organisation("丙大学")
        var elsewhere = administrator
        elsewhere.organisation = other
        elsewhere.account = 999
        let stranger = elsewhere
        for viewer in [stranger, plain] {
            await #expect(throws: MembershipRefusal.self) {
                try await move(hall, "second", "end", by: viewer)
            }
        }
        let seen = try await hall.accounts.database.read {
            try hall.accounts.members($0, by: stranger)
        }
        #expect(seen.isEmpty)
    }

    @Test func whoLeavesIsKeptWithTheDayAndActsNoLonger() async throws {
        let hall = try Hall()
        let (administrator, _) = try await founded(hall)
        let session = try await hall.begun("second")
        try await move(hall, "second", "end", by: administrator)
        let left = try await member(hall, "second")
        #expect(left.state == "ended" && left.until == "2026-02-10")
        #expect(left.from == "2026-02-10")
        #expect(try await hall.session(token: session.token)?.viewer.organisation == nil)
    }

    @Test func theLastAdministratorOfAnOrganisationStays() async throws {
        let hall = try Hall()
        _ = try await founded(hall)
        await #expect {
            try await move(hall, "first", "end", by: try hall.viewer("officer"))
        } throws: {
            if case .lastAdministrator = $0 as? MembershipRefusal { true } else { false }
        }
    }

    @Test func aRefusalTakesAReason() async throws {
        let hall = try Hall()
        _ = try await register(hall, "first")
        let officer = try hall.viewer("officer")
        await #expect(throws: RecordRefusal.self) {
            try await move(hall, "first", "refuse", by: officer)
        }
        try await move(hall, "first", "refuse", by: officer, reason: "授权书没有盖章")
        #expect(try await member(hall, "first").state == "refused")
    }

    @Test func whoChangesEmployersKeepsTheAccountAndAsksOnce() async throws {
        let hall = try Hall()
        _ = try await founded(hall)
        try await hall.account("zhao", Account.applicant)
        let session = try await hall.begun("zhao").session
        try await hall.accounts.join(session, code: Self.code, ground: "调入")
        #expect(try await member(hall, "zhao").state == "claimed")
        await #expect {
            try await hall.accounts.join(session, code: Self.code, ground: "再来一次")
        } throws: {
            if case .alreadyMember = $0 as? MembershipRefusal { true } else { false }
        }
        await #expect(throws: MembershipRefusal.self) {
            try await hall.accounts.join(session, code: "123", ground: "")
        }
    }

    @Test func aMembershipIsWrittenByItsOwnActsAloneAndNotTakenBackByAStep() async throws {
        let hall = try Hall()
        let (administrator, _) = try await founded(hall)
        let registry = hall.accounts.registry
        let register = try registry.register(Membership.register)
        let id = try await member(hall, "second").id
        let taken = try await hall.accounts.database.read {
            try registry.undoable($0, register, id, by: administrator)
        }
        #expect(taken == nil)
        await #expect(throws: RecordRefusal.self) {
            try await registry.undo(register, id, by: administrator)
        }
        await #expect(throws: RecordRefusal.self) {
            try await registry.changeRecord(
                register.name, id, ["role": .text("administrator")], version: nil,
                by: administrator)
        }
        await #expect(throws: RecordRefusal.self) {
            try await registry.moveRecord(register.name, id, "end", by: administrator)
        }
    }
}
