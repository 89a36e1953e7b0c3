import Catalogue
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Accounts

@Suite struct SecurityEventTests {
    private func hall() async throws -> Hall {
        let hall = try Hall()
        try await hall.account("zhao", Account.applicant)
        for _ in 0..<3 { _ = try? await hall.signIn("zhao", password: "不对的密码不对的密码") }
        _ = try await hall.signIn("zhao")
        return hall
    }

    private func broken(_ hall: Hall) async throws -> Int64? {
        try await hall.accounts.database.read { try hall.accounts.firstBrokenEvent($0) }
    }

    @Test func whatHappensToAnAccountIsInTheChainInItsOrder() async throws {
        let hall = try await hall()
        #expect(
            try await hall.kinds()
                == [.signedIn, .failed, .failed, .failed, .passwordSet, .invited])
        #expect(try await broken(hall) == nil)
        let all = try await hall.accounts.database.read {
            try hall.accounts.events($0, limit: 100)
        }
        #expect(all.allSatisfy { $0.address == hall.origin.address })
        #expect(all.first?.login == "zhao")
    }

    @Test(
        arguments: [
            "UPDATE security_event SET address = '203.0.113.1' WHERE number = 3",
            "UPDATE security_event SET at = at + 1 WHERE number = 3",
            "UPDATE security_event SET login = 'qian' WHERE number = 3",
            "UPDATE security_event SET event = 'signed-in' WHERE number = 3",
            "UPDATE security_event SET event = 'invented' WHERE number = 3",
            "UPDATE security_event SET detail = 'x' WHERE number = 3",
            "UPDATE security_event SET account = NULL WHERE number = 3",
            "DELETE FROM security_event WHERE number = 3",
        ] as [SQL])
    func aLineThatWasChangedOrTakenAwayIsFound(_ statement: SQL) async throws {
        let hall = try await hall()
        try await hall.execute(statement)
        let found = try #require(try await broken(hall))
        #expect((3...4).contains(found))
        let told = try await hall.accounts.database.read { try hall.accounts.verifyEvents($0) }
        #expect(told.finding?.contains("第 \(found) 条") == true)
    }

    @Test func neitherPasswordsNorCodesNorTokensStandInTheChain() async throws {
        let hall = try await hall()
        let own = try await hall.begun("zhao")
        let enrolled = try await hall.enrol(own.session)
        hall.advance(60)
        _ = try await hall.signIn("zhao", code: enrolled.codes[0])
        let rows = try await hall.accounts.database.read {
            try $0.all("SELECT * FROM security_event")
        }
        let text = rows.flatMap { $0.compactMap(\.text) }.joined(separator: " ")
        for secret in [Hall.password, "不对的密码", own.token, enrolled.codes[0], enrolled.token] {
            #expect(!text.contains(secret))
        }
    }

    @Test func whatIsTypedForALoginIsCutAndKeptAsText() async throws {
        let hall = try Hall()
        let typed = String(repeating: "x", count: 5_000) + "\r\n<script>"
        _ = try? await hall.signIn(typed, password: "不对的密码不对的密码")
        let event = try #require(
            try await hall.accounts.database.read { try hall.accounts.events($0, limit: 1) }.first)
        #expect(event.login.count == 60 && event.kind == .failed)
    }
}
