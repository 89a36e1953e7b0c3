import Catalogue
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Accounts

@Suite struct ThrottleTests {
    private func fail(_ hall: Hall, _ login: String, from address: String? = nil, _ times: Int = 1)
        async -> SignInRefusal?
    {
        var last: SignInRefusal?
        let origin = address.map { Origin(address: $0, agent: "") } ?? hall.origin
        for _ in 0..<times {
            do {
                _ = try await hall.accounts.signIn(
                    login: login, password: "不对的密码不对的密码", from: origin)
                last = nil
            } catch { last = error as? SignInRefusal }
        }
        return last
    }

    private func isWaiting(_ refusal: SignInRefusal?) -> Bool {
        if case .waiting = refusal { true } else { false }
    }

    @Test func afterFiveFailuresTheAccountWaitsEvenForTheRightPassword() async throws {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        #expect(await fail(hall, "zhao", 5) == .wrong)
        await #expect {
            try await hall.signIn("zhao")
        } throws: {
            ($0 as? SignInRefusal) == .waiting(until: hall.clock.now.adding(.seconds(900)))
        }
        hall.advance(901)
        #expect(try await hall.session(hall.signIn("zhao")) != nil)
    }

    @Test func eachFurtherRoundDoublesTheWaitUpToADay() {
        let policy = AccountPolicy()
        var throttle = Throttle.none
        var now = Instant(milliseconds: 1_000_000_000_000)
        var waits: [Int64] = []
        for _ in 0..<10 {
            for _ in 0..<5 { throttle = throttle.failed(at: now, allowed: 5, policy) }
            waits.append((throttle.until.milliseconds - now.milliseconds) / 60_000)
            now = throttle.until
        }
        #expect(waits == [15, 30, 60, 120, 240, 480, 960, 1_440, 1_440, 1_440])
    }

    @Test func aDayWithoutFailuresBeginsAnew() {
        let policy = AccountPolicy()
        var throttle = Throttle.none
        let now = Instant(milliseconds: 1_000_000_000_000)
        for _ in 0..<4 { throttle = throttle.failed(at: now, allowed: 5, policy) }
        throttle = throttle.failed(at: now.adding(.seconds(86_401)), allowed: 5, policy)
        #expect(throttle.count == 1 && !throttle.isWaiting(at: now))
    }

    @Test func signingInForgetsTheFailuresOfTheAccount() async throws {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        for _ in 0..<3 {
            #expect(await fail(hall, "zhao", 4) == .wrong)
            #expect(try await hall.session(hall.signIn("zhao")) != nil)
        }
    }

    @Test func loginsThatAreNotThereWaitLikeThoseThatAre() async throws {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        let known = [await fail(hall, "zhao", 5), await fail(hall, "zhao")]
        let invented = [await fail(hall, "nobody", 5), await fail(hall, "nobody")]
        #expect(known == invented && isWaiting(known[1]))
    }

    @Test func aLoginThatIsNotThereCostsAsManyHashesAsOneThatIs() async throws {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        func hashes(_ login: String) async -> Int {
            let before = hall.accounts.gate.done.made
            _ = await fail(hall, login)
            return hall.accounts.gate.done.made - before
        }
        #expect(await hashes("zhao") == 1)
        #expect(await hashes("nobody") == 1)
        // Made, but never begun: no password yet.
        let act = Accounts.act
        _ = try await hall.accounts.database.write(act) {
            try hall.accounts.create(
                ["login": .text("qian"), "name": .text("钱"), "role": .text(Account.applicant)],
                state: .invited, $0)
        }
        #expect(await hashes("qian") == 1)
    }

    @Test func aVeryLongPasswordIsWrongAndCostsOneHash() async throws {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        let before = hall.accounts.gate.done.made
        await #expect(throws: SignInRefusal.wrong) {
            try await hall.signIn("zhao", password: String(repeating: "长", count: 400_000))
        }
        #expect(hall.accounts.gate.done.made == before + 1)
    }

    @Test func anAddressThatTriesManyLoginsWaitsAsAWhole() async throws {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        for number in 0..<30 { _ = await fail(hall, "guess\(number)") }
        await #expect {
            try await hall.signIn("zhao")
        } throws: { isWaiting($0 as? SignInRefusal) }
        let elsewhere = Origin(address: "198.51.100.9", agent: "")
        let result = try await hall.accounts.signIn(
            login: "zhao", password: Hall.password, from: elsewhere)
        #expect(try await hall.session(result) != nil)
    }

    @Test func anAddressOfAnIPv6NetworkStandsForTheNetwork() {
        let one = Accounts.place(address: "2001:db8:1:2:aaaa:bbbb:cccc:dddd")
        #expect(one == Accounts.place(address: "2001:db8:1:2::1"))
        #expect(one != Accounts.place(address: "2001:db8:1:3::1"))
        #expect(
            Accounts.place(address: "::ffff:192.0.2.1")
                != Accounts.place(address: "::ffff:192.0.2.2"))
        #expect(Accounts.place(address: "192.0.2.1") == "address/192.0.2.1")
    }

    @Test func aRightGuessAmongManyAtOnceDoesNotComeInOnceTheAccountWaits() async throws {
        let hall = try Hall()
        let account = try await hall.account("zhao", Account.applicant)
        let secret = try #require(
            try await hall.accounts.database.read { try $0.secret(account.id) })
        _ = await fail(hall, "zhao", 5)
        // Its password was tried before the others failed; the write has the last word.
        await #expect {
            try await hall.accounts.begin(account, secret, hall.origin, nil, isWhole: true)
        } throws: { isWaiting($0 as? SignInRefusal) }
        #expect(try await hall.count("SELECT count(*) FROM session") == 0)
    }

    @Test func aSecondAdministratorEndsTheWait() async throws {
        let hall = try Hall()
        let account = try await hall.account("zhao", Account.applicant)
        _ = await fail(hall, "zhao", 5)
        await #expect(throws: AccountRefusal.self) {
            try await hall.accounts.unlock(
                account, by: try hall.viewer("system-administrator"), from: hall.origin)
        }
        try await hall.accounts.unlock(
            account, by: try hall.viewer("security-administrator"), from: hall.origin)
        #expect(try await hall.session(hall.signIn("zhao")) != nil)
        #expect(try await hall.kinds().contains(.unlocked))
    }

    @Test func anAdministratorSignsOneAccountOutAndTheTerminalEverybody() async throws {
        let hall = try Hall()
        let zhao = try await hall.account("zhao", Account.applicant)
        try await hall.account("qian", Account.applicant)
        let one = try await hall.signIn("zhao")
        let other = try await hall.signIn("qian")
        let terminal = try hall.viewer("system-administrator")
        await #expect(throws: AccountRefusal.self) {
            try await hall.accounts.signOut(zhao, by: terminal, from: hall.origin)
        }
        try await hall.accounts.signOut(
            zhao, by: try hall.viewer("security-administrator"), from: hall.origin)
        #expect(try await hall.session(one) == nil)
        #expect(try await hall.session(other) != nil)
        #expect(try await hall.accounts.signOutFromTerminal("zhao", by: terminal) == 0)
        await #expect(throws: AccountRefusal.unknown) {
            _ = try await hall.accounts.signOutFromTerminal("nobody", by: terminal)
        }
        let again = try await hall.signIn("zhao")
        #expect(try await hall.accounts.signOutFromTerminal(nil, by: terminal) == 2)
        #expect(try await hall.session(other) == nil)
        #expect(try await hall.session(again) == nil)
        #expect(try await hall.kinds().filter { $0 == .sessionEnded }.count == 3)
    }

    @Test func whatHasRunOutIsTakenAway() async throws {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        _ = await fail(hall, "zhao", 5)
        hall.advance(901)
        _ = try await hall.signIn("zhao")
        _ = await fail(hall, "other")
        hall.advance(13 * 3_600)
        try await hall.accounts.cleanUp()
        #expect(try await hall.count("SELECT count(*) FROM session") == 0)
        hall.advance(24 * 3_600)
        try await hall.accounts.cleanUp()
        #expect(try await hall.count("SELECT count(*) FROM sign_in_failure") == 0)
    }
}
