import Catalogue
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Accounts

@Suite struct AdministratorTests {
    private func answers(_ login: String, _ role: String, name: String? = nil, person: Int64? = nil)
        -> [String: Answer]
    {
        var answers: [String: Answer] = [
            "login": .text(login), "name": .text(name ?? "\(login)本人"), "role": .text(role),
        ]
        if let person { answers["person"] = .text("#\(person)") }
        return answers
    }

    private func threeOf(_ hall: Hall) async throws -> [Account] {
        [
            try await hall.account("sys", "system-administrator", ["name": "孙系统"]),
            try await hall.account("sec", "security-administrator", ["name": "李安全"]),
            try await hall.account("aud", "audit-administrator", ["name": "周审计"]),
        ]
    }

    @Test(arguments: ["孙系统", " 孙 系统 ", "孙　系统"])
    func noOneIsTwoOfTheThreeHoweverTheNameIsWritten(_ name: String) async throws {
        let hall = try Hall()
        _ = try await threeOf(hall)
        for role in ["security-administrator", "audit-administrator"] {
            await #expect {
                try await hall.accounts.propose(
                    answers("second", role, name: name),
                    by: try hall.viewer("system-administrator"))
            } throws: {
                if case .excluded = $0 as? AccountRefusal { true } else { false }
            }
        }
    }

    @Test func noOneIsTwoOfTheThreeUnderTwoNames() async throws {
        let hall = try Hall()
        let act = Act(actor: "试验", role: "officer", event: "person.created")
        let person = try await hall.accounts.database.write(act) {
            try hall.accounts.registry.create(
                Draft(["name": .text("孙某")]), in: "person", $0
            ).id
        }
        try await hall.account("sys", "system-administrator", ["person": "#\(person)"])
        await #expect(throws: AccountRefusal.self) {
            try await hall.accounts.propose(
                answers("aud", "audit-administrator", name: "另一个名字", person: person),
                by: try hall.viewer("system-administrator"))
        }
    }

    @Test func anAccountTakesTwoPersons() async throws {
        let hall = try Hall()
        _ = try await threeOf(hall)
        let system = try hall.viewer("system-administrator")
        let security = try hall.viewer("security-administrator")
        let account = try await hall.accounts.propose(
            answers("zhao", "leader"), by: system)
        #expect(account.state == .proposed)
        await #expect(throws: RecordRefusal.self) {
            try await hall.accounts.move(
                account.id, "approve", version: nil, by: system, reason: nil)
        }
        await #expect(throws: AccountRefusal.self) {
            try await hall.accounts.propose(answers("qian", "leader"), by: security)
        }
        let approved = try await hall.accounts.move(
            account.id, "approve", version: nil, by: security, reason: nil)
        #expect(approved.state == .invited)
        let steps = try await hall.accounts.database.read {
            try hall.accounts.registry.history($0, Account.register, account.id)
        }
        #expect(steps.map(\.entry.act.role) == ["system-administrator", "security-administrator"])
    }

    @Test(arguments: ["officer", "leader", "supervisor", "audit-administrator", "clerk"])
    func nobodyElseMakesOrMovesAccounts(_ role: String) async throws {
        let hall = try Hall()
        let account = try await hall.account("zhao", Account.applicant)
        let viewer = try hall.viewer(role)
        await #expect(throws: AccountRefusal.self) {
            try await hall.accounts.propose(answers("qian", "leader"), by: viewer)
        }
        for move in ["approve", "suspend", "close", "accept", "resume"] {
            await #expect(throws: AccountRefusal.self) {
                try await hall.accounts.move(
                    account.id, move, version: nil, by: viewer, reason: "试")
            }
        }
    }

    @Test func nobodyMovesTheirOwnAccountNorAcceptsForAnother() async throws {
        let hall = try Hall()
        let three = try await threeOf(hall)
        var system = try hall.viewer("system-administrator")
        system.account = three[0].id
        await #expect(throws: AccountRefusal.oneself) {
            try await hall.accounts.move(
                three[0].id, "suspend", version: nil, by: system, reason: "试")
        }
        await #expect(throws: AccountRefusal.self) {
            try await hall.accounts.move(
                three[1].id, "accept", version: nil, by: system, reason: nil)
        }
    }

    @Test(arguments: ["sys", "sec", "aud"])
    func theLastAdministratorOfAKindStays(_ login: String) async throws {
        let hall = try Hall()
        let three = try await threeOf(hall)
        let account = try #require(three.first { $0.login == login })
        let guardian = try hall.viewer("security-administrator")
        await #expect(throws: AccountRefusal.self) {
            try await hall.accounts.move(
                account.id, "suspend", version: nil, by: guardian, reason: "离岗")
        }
        try await hall.account("second", account.role, ["name": "第二位"])
        let moved = try await hall.accounts.move(
            account.id, "suspend", version: nil, by: guardian, reason: "离岗")
        #expect(moved.state == .suspended)
    }

    @Test func beforeThereIsAnyoneToApproveTheThreeAreInvitedAtOnceAndNobodyElse() async throws {
        let hall = try Hall()
        try await hall.account("sys", "system-administrator", ["name": "孙系统"])
        let system = try hall.viewer("system-administrator")
        let guardian = try await hall.accounts.propose(
            answers("sec", "security-administrator"), by: system)
        #expect(guardian.state == .invited)
        let leader = try await hall.accounts.propose(answers("zhao", "leader"), by: system)
        #expect(leader.state == .proposed)
    }

    @Test func aRoleOfASectionOrACountyNamesIt() async throws {
        let hall = try Hall()
        let system = try hall.viewer("system-administrator")
        for role in ["officer", "section-head"] {
            await #expect {
                try await hall.accounts.propose(answers("zhao", role), by: system)
            } throws: {
                if case .needsSection = $0 as? AccountRefusal { true } else { false }
            }
        }
        await #expect {
            try await hall.accounts.propose(answers("zhao", "clerk"), by: system)
        } throws: {
            if case .needsCounty = $0 as? AccountRefusal { true } else { false }
        }
    }

    @Test(arguments: ["", "ab", "1abc", "张三", "a b c", "abc\u{0}", "a/../b", "ａｂｃｄ"])
    func aLoginIsOfPlainLetters(_ login: String) async throws {
        let hall = try Hall()
        await #expect(throws: (any Error).self) {
            try await hall.accounts.propose(
                answers(login, "leader"), by: try hall.viewer("system-administrator"))
        }
        #expect(try await hall.count("SELECT count(*) FROM account") == 0)
    }

    @Test func aLoginIsOneWhateverItsCase() async throws {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        await #expect(throws: (any Error).self) {
            try await hall.accounts.propose(
                answers("ZHAO", "leader"), by: try hall.viewer("system-administrator"))
        }
        #expect(try await hall.session(hall.signIn(" Zhao ")) != nil)
    }

    @Test func accountsAreWrittenByTheirOwnActsAlone() async throws {
        let hall = try Hall()
        let account = try await hall.account("zhao", Account.applicant)
        let registry = hall.accounts.registry
        for role in try Hall.catalogue.get().roles.keys.sorted() {
            let viewer = try hall.viewer(role)
            await #expect(throws: RecordRefusal.self, "\(role)") {
                try await registry.changeRecord(
                    "account", account.id, ["role": .text("leader")], version: nil, by: viewer)
            }
            await #expect(throws: RecordRefusal.self, "\(role)") {
                try await registry.createRecord(
                    "account", answers("qian", "leader"), by: viewer)
            }
        }
    }
}
