import Catalogue
import Foundation
import Funds
import Journal
import Registers
import Store
import TestDatabase
import TestSupport
import Values

/// A city with two special funds on Monday, 10 March 2025, and a ledger without a transfer.
struct Treasury {
    let ledger: Ledger
    let clock: SettableClock
    let finance: Viewer
    /// 市自然科学基金.
    let science: Int64
    /// 成果转化专项.
    let transfer: Int64

    var registry: Registry { ledger.registry }
    var database: Database { registry.database }

    init(_ now: String = "2025-03-10T01:00:00Z") async throws {
        let catalogue = try Self.catalogue.get()
        clock = SettableClock(now)
        let registry = Registry(
            try testDatabase(
                catalogue, clock: clock.clock,
                personalKey: PersonalKey(bytes: Array(repeating: 7, count: 32))),
            consequences: FundsConsequences.all)
        ledger = Ledger(registry)
        guard let role = catalogue.roles["finance"] else { throw CocoaError(.keyValueValidation) }
        finance = Viewer(name: "王五", role: role)
        func fund(_ code: String, _ name: String) async throws -> Int64 {
            try await registry.createRecord(
                "special-fund",
                ["code": .text(code), "name": .text(name), "level": .text("own")],
                by: Viewer(name: "王五", role: role)
            ).id
        }
        science = try await fund("KJ-ZRJJ", "市自然科学基金")
        transfer = try await fund("KJ-CGZH", "成果转化专项")
    }

    /// The catalogue that the project comes with: the money's rules are the real ones.
    static let catalogue = Result {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try Catalogue.load([root.appending(path: "cities/yueyang").path])
    }

    func act(_ event: String = "ledger.posted") -> Act {
        Act(actor: finance.name, role: finance.role.name, event: event, reason: "试验")
    }

    @discardableResult
    func post(_ requests: TransferRequest...) async throws -> [Int64] {
        let ledger = ledger
        return try await database.write(act()) { try ledger.post(requests, $0) }
    }

    var budget: LedgerAccount { .source(title: "市级预算") }
    func fund(_ earmark: Int64) -> LedgerAccount { .fund(earmark, "专项", year: 2025) }
    func county(_ earmark: Int64, _ code: String = "430621") -> LedgerAccount {
        .county(code, "岳阳县", earmark: earmark, year: 2025)
    }

    /// Money from the budget into a special fund.
    @discardableResult
    func appropriate(_ yuan: Int64, _ earmark: Int64, key: String = "a") async throws -> Int64 {
        try await post(
            TransferRequest(
                "\(key)/\(earmark)", "appropriation", from: budget, to: fund(earmark),
                Money(fen: yuan * 100), on: Self.day(3)))[0]
    }

    /// A day of March 2025.
    static func day(_ day: Int) -> CalendarDate {
        CalendarDate(year: 2025, month: 3, day: day) ?? .yearEnd(2025)
    }

    func standing(_ account: LedgerAccount) throws -> LedgerBalance {
        try database.readNow { try ledger.balance($0, account.code) }
    }

    func verify() throws -> [String] {
        try database.readNow { reader in
            try ledger.verify(reader).findings
                + (try registry.verify(reader)).findings.map(\.description)
        }
    }

    /// The rule that stands against a write; nil where it went through.
    func refusal(_ body: () async throws -> Void) async throws -> LedgerRefusal? {
        do {
            try await body()
            return nil
        } catch let refused as RefusedTransfer {
            return refused.refusal
        }
    }

    /// Changes the database behind the journal's back.
    func tamper(_ sql: SQL) async throws {
        try await database.write(Act(actor: "无名", role: "none", event: "none")) {
            try $0.execute(sql)
        }
    }
}
