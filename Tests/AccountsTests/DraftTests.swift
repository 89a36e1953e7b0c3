import Catalogue
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Accounts

@Suite struct DraftTests {
    private func draft(_ key: String, saves: Int64 = 0, _ text: String = "只有我知道的草稿")
        -> FormDraft
    {
        FormDraft(
            key: key, register: "technology-need", record: nil, version: nil, saves: saves,
            fields: [.init("title", text), .init("title", "第二个"), .init("空", "")])
    }

    private func read(_ hall: Hall, _ key: String, of account: Int64) async throws -> FormDraft? {
        try await hall.accounts.database.read { try hall.accounts.draft($0, key, of: account) }
    }

    @Test func aDraftIsKeptAsItWasTypedAndSealed() async throws {
        let hall = try Hall()
        let key = FormDraft.newKey()
        #expect(try await hall.accounts.save(draft(key), of: 7) == 1)
        #expect(try await read(hall, key, of: 7)?.fields == draft(key).fields)
        let rows = try await hall.accounts.database.read { try $0.all("SELECT * FROM draft") }
        let kept = rows.flatMap { $0.compactMap(\.text) }.joined(separator: " ")
        #expect(!kept.contains("只有我知道") && !kept.contains("第二个"))
    }

    @Test func anotherAccountReadsAndDropsNothingByItsKey() async throws {
        let hall = try Hall()
        let key = FormDraft.newKey()
        _ = try await hall.accounts.save(draft(key), of: 7)
        #expect(try await read(hall, key, of: 8) == nil)
        try await hall.accounts.dropDraft(key, of: 8)
        #expect(try await hall.accounts.save(draft(key, "别人的"), of: 8) == 1)
        #expect(try await read(hall, key, of: 7)?["title"] == "只有我知道的草稿")
        let own = try await hall.accounts.database.read { try hall.accounts.drafts($0, of: 8) }
        #expect(own.map { $0["title"] } == ["别人的"])
    }

    @Test func aDraftMovedToAnotherAccountInTheTableDoesNotOpen() async throws {
        let hall = try Hall()
        let key = FormDraft.newKey()
        _ = try await hall.accounts.save(draft(key), of: 7)
        try await hall.execute("UPDATE draft SET account = 8 WHERE account = 7")
        await #expect(throws: (any Error).self) { try await read(hall, key, of: 8) }
    }

    @Test func theSecondWindowDoesNotOverwriteTheFirst() async throws {
        let hall = try Hall()
        let key = FormDraft.newKey()
        _ = try await hall.accounts.save(draft(key), of: 7)
        #expect(try await hall.accounts.save(draft(key, saves: 1, "第一个窗口"), of: 7) == 2)
        await #expect {
            try await hall.accounts.save(draft(key, saves: 1, "第二个窗口"), of: 7)
        } throws: {
            guard case .stale(let other) = $0 as? DraftRefusal else { return false }
            return other["title"] == "第一个窗口" && other.saves == 2
        }
    }

    @Test(arguments: ["", "short", "有中文的编号啊啊啊", "../../../etc/x", "a b c d e f g h"])
    func aKeyIsOfPlainLetters(_ key: String) async throws {
        let hall = try Hall()
        await #expect {
            try await hall.accounts.save(draft(key), of: 7)
        } throws: {
            if case .badKey = $0 as? DraftRefusal { true } else { false }
        }
    }

    @Test func aDraftHasALimitAndSoHasTheirNumber() async throws {
        let hall = try Hall()
        await #expect {
            try await hall.accounts.save(
                draft(FormDraft.newKey(), String(repeating: "长", count: 400_000)), of: 7)
        } throws: {
            if case .tooLarge = $0 as? DraftRefusal { true } else { false }
        }
        for _ in 0..<Accounts.mostDrafts {
            _ = try await hall.accounts.save(draft(FormDraft.newKey()), of: 7)
        }
        await #expect {
            try await hall.accounts.save(draft(FormDraft.newKey()), of: 7)
        } throws: {
            if case .tooMany = $0 as? DraftRefusal { true } else { false }
        }
        _ = try await hall.accounts.save(draft(FormDraft.newKey()), of: 8)
    }
}
