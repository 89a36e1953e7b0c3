import Catalogue
import Foundation
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Accounts

@Suite struct PasswordTests {
    private func problem(_ password: String, _ words: [String] = []) -> PasswordProblem? {
        do {
            try PasswordRules.check(password, words: words)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: ["洞庭湖上的一叶小舟", "correct horse battery staple", "Tt9#kLq2!x", "早上六点 在桥头等你"])
    func aLongSentenceIsGoodWithoutSignsOrDigits(_ password: String) {
        #expect(problem(password + "呀") == nil)
    }

    @Test func lengthIsCountedInCharactersAndBounded() {
        #expect(problem("洞庭湖上一叶舟") == .tooShort(least: 10))
        #expect(problem(String(repeating: "长江之水天上来", count: 20)) == .tooLong(most: 128))
    }

    @Test func oneCharacterUnderAThousandAccentsIsTooLong() {
        let tower = "e" + String(repeating: "\u{301}", count: 2_000)
        #expect(problem("洞庭湖上的一叶小舟" + tower) == .tooLong(most: 128))
    }

    @Test(arguments: [
        "password123", "P@ssw0rd123", "1234567890", "qwertyuiop", "admin888888", "woaini1314520",
        "zhongguo2025!!", "ｐａｓｓｗｏｒｄ１２３", "Ｐ＠ｓｓｗ０ｒｄ123",
    ])
    func commonPasswordsAreRefusedHoweverTheyAreDressed(_ password: String) {
        #expect(problem(password) == .common)
    }

    @Test(arguments: ["aaaaaaaaaaaa", "abababababab", "abcdefghijklm"])
    func monotonousPasswordsAreRefused(_ password: String) {
        #expect(problem(password) != nil)
    }

    @Test func aPasswordMayNotBeTheLoginTheNameOrTheCityWithALittleMore() {
        #expect(problem("zhaoliu2026!", ["zhaoliu"]) == .namesItself("zhaoliu"))
        #expect(problem("岳阳市科技局12345", ["岳阳市科技局"]) == .namesItself("岳阳市科技局"))
        #expect(problem("zhaoliu 每天清早喝一碗豆浆", ["zhaoliu"]) == nil)
    }

    @Test func aHashIsSaltedAndKnowsItsPasswordOnly() throws {
        let one = try PasswordHash("洞庭湖上的一叶小舟", .cheap)
        let two = try PasswordHash("洞庭湖上的一叶小舟", .cheap)
        #expect(one.text != two.text && one.text.hasPrefix("scrypt$4$1$1$"))
        #expect(try one.matches("洞庭湖上的一叶小舟"))
        #expect(try !one.matches("洞庭湖上的两叶小舟"))
        #expect(try !one.matches(""))
    }

    @Test(arguments: ["", "scrypt$", "scrypt$99$8$1$AAAA$AAAA", "plain", "md5$4$1$1$AAAA$AAAA"])
    func whatIsNoHashIsMadeOfNoPassword(_ text: String) throws {
        #expect(try !PasswordHash(text: text).matches(""))
        #expect(try !PasswordHash(text: text).matches(text))
    }

    @Test func whatLooksTheSameIsTheSamePassword() throws {
        let hash = try PasswordHash("caf\u{e9} ＡＢＣ 的密码", .cheap)
        #expect(try hash.matches("cafe\u{301} ABC 的密码"))
    }

    @Test func theStandardCostIsWhatTheGuideRecommends() {
        #expect(
            AccountPolicy().passwordCost
                == ScryptCost(exponent: 15, blockSize: 8, parallelism: 3))
    }

    @Test func twoPasswordsAtMostAreTriedAtOnce() async throws {
        let gate = PasswordGate(cost: ScryptCost(exponent: 10, blockSize: 8, parallelism: 1))
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<12 { group.addTask { _ = try? await gate.hash("洞庭湖上的一叶小舟") } }
        }
        #expect(gate.done.made == 12)
        #expect((1...2).contains(gate.done.most))
    }

    @Test func aCrowdIsAskedToComeAgain() async throws {
        let gate = PasswordGate(cost: .cheap)
        gate.queue.isSuspended = true
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<PasswordGate.longestQueue {
                group.addTask { _ = try? await gate.hash("洞庭湖上的一叶小舟") }
            }
            while gate.queue.operationCount < PasswordGate.longestQueue {
                try? await Task.sleep(for: .milliseconds(5))
            }
            await #expect(throws: SignInRefusal.crowded) {
                try await gate.hash("洞庭湖上的一叶小舟")
            }
            gate.queue.isSuspended = false
        }
        #expect(gate.done.made == PasswordGate.longestQueue)
        _ = try await gate.hash("洞庭湖上的一叶小舟")
    }

    @Test func aPasswordIsHashedAnewWhereTheCostHasChanged() async throws {
        let hall = try Hall()
        let account = try await hall.account("zhao", Account.applicant)
        var policy = hall.accounts.policy
        policy.passwordCost = ScryptCost(exponent: 5, blockSize: 1, parallelism: 1)
        let dearer = Accounts(hall.accounts.registry, policy: policy)
        _ = try await dearer.signIn(login: "zhao", password: Hall.password, from: hall.origin)
        let text = try await hall.accounts.database.read {
            try $0.secret(account.id)?.password?.text
        }
        #expect(text?.hasPrefix("scrypt$5$1$1$") == true)
        #expect(try await hall.session(hall.signIn("zhao")) != nil)
    }

    @Test func ofAPasswordNothingIsKeptButItsHash() async throws {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        let rows = try await hall.accounts.database.read {
            try $0.all("SELECT password, code_secret, recovery FROM account_secret")
        }
        #expect(rows.count == 1 && rows[0][0].text?.contains("洞庭") == false)
    }

    @Test func changingThePasswordAsksForThePresentOneAndEndsAllOtherSessions() async throws {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        let other = try await hall.begun("zhao")
        let own = try await hall.begun("zhao")
        await #expect(throws: SignInRefusal.wrong) {
            try await hall.accounts.changePassword(
                own.session, present: "不对的密码不对的密码", new: "新的一句自己的话啊", from: hall.origin)
        }
        await #expect(throws: PasswordProblem.sameAsBefore) {
            try await hall.accounts.changePassword(
                own.session, present: Hall.password, new: Hall.password, from: hall.origin)
        }
        try await hall.accounts.changePassword(
            own.session, present: Hall.password, new: "新的一句自己的话啊呀", from: hall.origin)
        #expect(try await hall.session(token: other.token) == nil)
        #expect(try await hall.session(token: own.token) != nil)
        await #expect(throws: SignInRefusal.wrong) { try await hall.signIn("zhao") }
    }

    @Test func guessingThePresentPasswordInAnOpenBrowserIsThrottledToo() async throws {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        let own = try await hall.begun("zhao")
        for _ in 0..<5 {
            await #expect(throws: SignInRefusal.wrong) {
                try await hall.accounts.changePassword(
                    own.session, present: "猜一个密码看看对不对", new: "新的一句自己的话啊呀", from: hall.origin)
            }
        }
        await #expect {
            try await hall.accounts.changePassword(
                own.session, present: Hall.password, new: "新的一句自己的话啊呀", from: hall.origin)
        } throws: {
            if case .waiting = $0 as? SignInRefusal { true } else { false }
        }
    }
}
