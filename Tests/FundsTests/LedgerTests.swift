import Funds
import Registers
import Store
import Testing
import Values

struct LedgerTests {
    @Test func moneyLeavesTheGiverAndReachesTheTaker() async throws {
        let city = try await Treasury()
        try await city.appropriate(1_000, city.science)
        try await city.post(
            TransferRequest(
                "b", "allocation", from: city.fund(city.science), to: city.county(city.science),
                Money(fen: 40_000), on: Treasury.day(5)))
        #expect(try city.standing(city.fund(city.science)).standing == Money(fen: 60_000))
        #expect(try city.standing(city.county(city.science)).standing == Money(fen: 40_000))
        #expect(try city.standing(city.budget).standing == Money(fen: -100_000))
        #expect(try city.verify() == [])
    }

    @Test func whatIsOnItsWayCannotBeSpentTwice() async throws {
        let city = try await Treasury()
        try await city.appropriate(100, city.science)
        let fund = city.fund(city.science)
        let county = city.county(city.science)
        let pending = try await city.post(
            TransferRequest(
                "p", "allocation", from: fund, to: county, Money(fen: 7_000), on: Treasury.day(4),
                phase: .pending))[0]
        #expect(try city.standing(fund).standing == Money(fen: 10_000))
        #expect(try city.standing(fund).available == Money(fen: 3_000))
        #expect(try city.standing(county).available == .zero)
        let refused = try await city.refusal {
            try await city.post(
                TransferRequest(
                    "q", "allocation", from: fund, to: county, Money(fen: 3_001),
                    on: Treasury.day(4)))
        }
        #expect(
            refused
                == .notEnough(
                    account: fund.code, title: "专项 2025年", available: Money(fen: 3_000),
                    asked: Money(fen: 3_001)))
        // Less comes than was sent: the rest is free again.
        try await city.post(
            TransferRequest(
                "s", "arrival", from: fund, to: county, Money(fen: 6_000), on: Treasury.day(6),
                phase: .settling(pending)))
        #expect(try city.standing(fund).available == Money(fen: 4_000))
        #expect(try city.standing(county).standing == Money(fen: 6_000))
        #expect(try city.verify() == [])
    }

    @Test func aPendingTransferEndsOnce() async throws {
        let city = try await Treasury()
        try await city.appropriate(100, city.science)
        let (fund, county) = (city.fund(city.science), city.county(city.science))
        let pending = try await city.post(
            TransferRequest(
                "p", "allocation", from: fund, to: county, Money(fen: 5_000), on: Treasury.day(4),
                phase: .pending))[0]
        func end(_ key: String, _ phase: TransferRequest.Phase, _ fen: Int64) async throws {
            try await city.post(
                TransferRequest(
                    key, "arrival", from: fund, to: county, Money(fen: fen), on: Treasury.day(6),
                    phase: phase))
        }
        #expect(
            try await city.refusal { try await end("s0", .settling(pending), 5_001) }
                == .morethanPending(pending, pending: Money(fen: 5_000), asked: Money(fen: 5_001)))
        try await end("s1", .voiding(pending), 5_000)
        #expect(
            try await city.refusal { try await end("s2", .settling(pending), 5_000) }
                == .alreadyDone(pending, how: "已经撤销"))
        #expect(try city.standing(fund).available == Money(fen: 10_000))
        #expect(
            try await city.refusal { try await end("s3", .settling(999_999), 5_000) }
                == .noSuchTransfer(999_999))
    }

    @Test func aPostedTransferIsNotVoided() async throws {
        let city = try await Treasury()
        let posted = try await city.appropriate(100, city.science)
        let refused = try await city.refusal {
            try await city.post(
                TransferRequest(
                    "v", "cut", from: city.budget, to: city.fund(city.science), Money(fen: 1),
                    on: Treasury.day(6), phase: .voiding(posted)))
        }
        #expect(refused == .alreadyDone(posted, how: "已经记账"))
    }

    @Test func earmarkedMoneyStaysApart() async throws {
        let city = try await Treasury()
        try await city.appropriate(100, city.science)
        let refused = try await city.refusal {
            try await city.post(
                TransferRequest(
                    "x", "allocation", from: city.fund(city.science),
                    to: city.county(city.transfer), Money(fen: 1), on: Treasury.day(5)))
        }
        #expect(refused == .crossesEarmark(debit: "岳阳县国库 2025年", credit: "专项 2025年"))
        #expect(try city.standing(city.county(city.transfer)) == LedgerBalance())
    }

    @Test func theSameMovementIsBookedOnce() async throws {
        let city = try await Treasury()
        let first = try await city.appropriate(100, city.science)
        #expect(try await city.appropriate(100, city.science) == first)
        #expect(try city.standing(city.fund(city.science)).standing == Money(fen: 10_000))
        let refused = try await city.refusal {
            _ = try await city.appropriate(101, city.science)
        }
        #expect(refused == .keyTaken("a/\(city.science)"))
    }

    @Test func allTransfersOfOneActAreBookedOrNone() async throws {
        let city = try await Treasury()
        try await city.appropriate(100, city.science)
        let (fund, county) = (city.fund(city.science), city.county(city.science))
        let refused = try await city.refusal {
            try await city.post(
                TransferRequest(
                    "1", "allocation", from: fund, to: county, Money(fen: 6_000),
                    on: Treasury.day(5)),
                TransferRequest(
                    "2", "allocation", from: fund, to: county, Money(fen: 6_000),
                    on: Treasury.day(5)))
        }
        #expect(refused?.rule == "no-overdraft")
        #expect(try city.standing(fund).standing == Money(fen: 10_000))
        #expect(try city.standing(county) == LedgerBalance())
    }

    @Test func aRefusalIsKeptInTheJournal() async throws {
        let city = try await Treasury()
        _ = try await city.refusal {
            try await city.post(
                TransferRequest(
                    "none", "allocation", from: city.fund(city.science),
                    to: city.county(city.science), Money(fen: 1), on: Treasury.day(5)))
        }
        let kept = try city.database.readNow {
            try $0.all("SELECT rule, amount, by FROM ledger_refusal")
        }
        #expect(kept == [[.text("no-overdraft"), .integer(1), .text("王五")]])
        let entry = try city.database.readNow {
            try $0.first("SELECT event FROM journal_entry ORDER BY number DESC LIMIT 1")
        }
        #expect(entry?[0] == .text("ledger.refused"))
        #expect(try city.verify() == [])
    }

    @Test func aReversalGoesTheOtherWayAndNotBeyond() async throws {
        let city = try await Treasury()
        let paid = try await city.appropriate(100, city.science)
        let ledger = city.ledger
        @Sendable func back(_ key: String, _ fen: Int64, _ writer: Writer) throws {
            try ledger.reverse(
                paid, key: key, amount: Money(fen: fen), on: Treasury.day(8), reason: "多列", writer)
        }
        try await city.database.write(city.act()) { try back("r1", 4_000, $0) }
        #expect(try city.standing(city.fund(city.science)).standing == Money(fen: 6_000))
        let refused = try await city.refusal {
            try await city.database.write(city.act()) { try back("r2", 6_001, $0) }
        }
        #expect(
            refused
                == .morethanReversible(paid, left: Money(fen: 6_000), asked: Money(fen: 6_001)))
        try await city.database.write(city.act()) { try back("r3", 6_000, $0) }
        #expect(try city.standing(city.fund(city.science)).standing == .zero)
        #expect(try city.verify() == [])
    }

    @Test func whatIsWrongWithARequestIsTold() async throws {
        let city = try await Treasury()
        let fund = city.fund(city.science)
        func rule(_ request: TransferRequest) async throws -> String? {
            try await city.refusal { try await city.post(request) }?.rule
        }
        func request(
            _ fen: Int64, to debit: LedgerAccount? = nil, on day: CalendarDate = Treasury.day(5)
        ) -> TransferRequest {
            TransferRequest(
                "w", "appropriation", from: city.budget, to: debit ?? fund, Money(fen: fen),
                on: day)
        }
        #expect(try await rule(request(0)) == "amount-positive")
        #expect(try await rule(request(-5)) == "amount-positive")
        #expect(try await rule(request(5, to: city.budget)) == "two-accounts")
        #expect(try await rule(request(5, on: Treasury.day(11))) == "not-in-the-future")
        let plan = LedgerAccount.plan("p#1", "项目", earmark: city.science, year: 2025)
        #expect(try await rule(request(5, to: plan)) == "one-book")
        #expect(try await rule(request(Int64.max)) == nil)
        #expect(
            try await rule(
                TransferRequest(
                    "w2", "appropriation", from: city.budget, to: fund, Money(fen: 1),
                    on: Treasury.day(5))) == "within-64-bits")
    }

    @Test func theTrialBalanceIsZeroInEveryBook() async throws {
        let city = try await Treasury()
        try await city.appropriate(1_000, city.science)
        try await city.appropriate(500, city.transfer)
        try await city.post(
            TransferRequest(
                "p", "allocation", from: city.fund(city.science), to: city.county(city.science),
                Money(fen: 9_000), on: Treasury.day(4), phase: .pending))
        let books = try city.database.readNow { try city.ledger.trialBalance($0) }
        #expect(books.map(\.book) == [.money])
        #expect(books[0].debits == Money(fen: 150_000))
        #expect(books[0].pendingCredits == Money(fen: 9_000))
        #expect(books.allSatisfy { $0.difference == .zero })
    }

    @Test func aStatementTellsWhatStoodAfterEachTransfer() async throws {
        let city = try await Treasury()
        try await city.appropriate(100, city.science)
        try await city.post(
            TransferRequest(
                "b", "allocation", from: city.fund(city.science), to: city.county(city.science),
                Money(fen: 2_500), on: Treasury.day(5), docNo: "岳财教指〔2025〕1号"))
        let lines = try city.database.readNow { reader in
            let account = try city.ledger.account(reader, city.fund(city.science).code)
            return try city.ledger.statement(reader, account: account?.id ?? 0)
        }
        #expect(lines.map(\.standing) == [Money(fen: 10_000), Money(fen: 7_500)])
        #expect(lines.map(\.credit) == [nil, Money(fen: 2_500)])
        #expect(lines[1].docNo == "岳财教指〔2025〕1号")
    }

    @Test func whoeverChangesTheBooksByHandIsFound() async throws {
        let city = try await Treasury()
        let id = try await city.appropriate(100, city.science)
        try await city.tamper("UPDATE ledger_transfer SET amount = amount + 1 WHERE id = \(id)")
        let found = try city.verify()
        #expect(found.contains { $0.contains("余额与流水不符") })
        #expect(found.contains { $0.contains("资金流水") && $0.contains("\(id)") })
        try await city.tamper("UPDATE ledger_transfer SET amount = amount - 1 WHERE id = \(id)")
        try await city.tamper("UPDATE ledger_balance SET credits = credits + 1 WHERE debits = 0")
        #expect(try city.verify().count == 1)
    }

    @Test func balancesAreDerivedAgainFromTransfers() async throws {
        let city = try await Treasury()
        try await city.appropriate(100, city.science)
        for (key, fen) in [("p", Int64(2_000)), ("q", 3_000)] {
            try await city.post(
                TransferRequest(
                    key, "allocation", from: city.fund(city.science), to: city.county(city.science),
                    Money(fen: fen), on: Treasury.day(4), phase: .pending))
        }
        let pending = try city.database.readNow {
            try $0.integer("SELECT id FROM ledger_transfer WHERE key = 'q'")
        }
        try await city.post(
            TransferRequest(
                "s", "arrival", from: city.fund(city.science), to: city.county(city.science),
                Money(fen: 1_000), on: Treasury.day(6), phase: .settling(pending)))
        #expect(try city.verify() == [])
        try await city.tamper("DELETE FROM ledger_balance")
        #expect(try city.verify().isEmpty == false)
        try await city.database.write(city.act()) { try $0.rebuildLedgerBalances() }
        #expect(try city.verify() == [])
    }

    @Test func twoPaymentsThatEachFitDoNotBothGoThrough() async throws {
        let city = try await Treasury()
        try await city.appropriate(100, city.science)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<12 {
                group.addTask {
                    do {
                        try await city.post(
                            TransferRequest(
                                "n\(number)", "allocation", from: city.fund(city.science),
                                to: city.county(city.science), Money(fen: 6_000),
                                on: Treasury.day(5)))
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(outcomes.count { $0 } == 1)
        #expect(try city.standing(city.fund(city.science)).standing == Money(fen: 4_000))
        let refusals = try city.database.readNow {
            try $0.integer("SELECT count(*) FROM ledger_refusal")
        }
        #expect(refusals == 11)
        #expect(try city.verify() == [])
    }
}
