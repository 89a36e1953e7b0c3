import Foundation
import Funds
import Store
import TestDatabase
import TestSupport
import Testing
import Values

/// The ledger driven at random beside the model, one act at a time and by several at once.
///
/// `DONGTING_LEDGER_OPERATIONS` makes it longer, `DONGTING_MODEL_SEED` another; `make test-ledger`
/// is the long form.
@Suite struct LedgerModelTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let operations =
        environment["DONGTING_LEDGER_OPERATIONS"].flatMap { Int($0) } ?? 6_000
    private static let seed = environment["DONGTING_MODEL_SEED"].flatMap { UInt64($0) } ?? 2025

    @Test func theLedgerDoesWhatTheModelForetells() async throws {
        let city = try await Treasury()
        var drive = LedgerDrive(city, seed: Self.seed)
        var done = 0
        var refused = 0
        while done < Self.operations {
            // Most acts are small, some are a whole paper with its hundred payees.
            let size = drive.chance(4) ? drive.number(20...200) : drive.number(1...4)
            let acts = drive.group(size)
            done += acts.count
            let before = drive.mark(acts)
            let allowed = acts.allSatisfy { drive.model.allow($0.move) }
            if !allowed { drive.goBack(to: before) }
            let requests = acts.map(\.request)
            let refusal = try await city.refusal {
                drive.ids += try await city.database.write(city.act()) { [ledger = city.ledger] in
                    try ledger.post(requests, $0)
                }
            }
            try #require(
                (refusal == nil) == allowed,
                "seed \(Self.seed), act \(done): the model says \(allowed), the ledger \(String(describing: refusal))"
            )
            if !allowed { refused += 1 }
            if drive.chance(1) { try drive.compare() }
        }
        try drive.compare()
        // A run in which nothing is refused, or everything, shows nothing.
        #expect(refused > 0)
        #expect(drive.model.moves.count > Self.operations / 2)
        #expect(try city.verify() == [])
    }

    @Test func whatSeveralWriteAtOnceIsWhatTheModelAllowsInTheOrderOfTheBooks() async throws {
        let city = try await Treasury()
        let drive = LedgerDrive(city, seed: Self.seed)
        let each = Self.operations / 8
        let seed = Self.seed
        let refused = try await withThrowingTaskGroup(of: Int.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    var own = LedgerDrive(city, seed: seed &+ UInt64(writer) &* 7919)
                    var refused = 0
                    own.prefix = "w\(writer)"
                    var done = 0
                    while done < each {
                        let acts = own.group(own.number(1...3), foreseen: false)
                        done += acts.count
                        let requests = acts.map(\.request)
                        let refusal = try await city.refusal {
                            let ids = try await city.database.write(city.act()) {
                                [ledger = city.ledger] in try ledger.post(requests, $0)
                            }
                            own.ids += ids
                            own.model.moves += acts.map(\.move)
                        }
                        if refusal != nil { refused += 1 }
                    }
                    return refused
                }
            }
            return try await group.reduce(0, +)
        }
        var replay = drive.model
        var index: [Int64: Int] = [:]
        try city.database.readNow { reader in
            let rows = try reader.all(
                """
                SELECT t.id, t.phase, c.code, d.code, t.amount, t.settles, t.reverses
                FROM ledger_transfer t JOIN ledger_account c ON c.id = t.credit
                JOIN ledger_account d ON d.id = t.debit ORDER BY t.id
                """)
            for row in rows {
                let end = (row[5].integer ?? row[6].integer).flatMap { index[$0] }
                let kind = row[6].isNull ? row[1].text ?? "" : "reversal"
                index[row[0].integer ?? 0] = replay.moves.count
                let allowed = replay.allow(
                    .init(
                        kind: kind, from: row[2].text ?? "", to: row[3].text ?? "",
                        fen: row[4].integer ?? 0, ends: end))
                try #require(allowed, "transfer \(row[0])")
            }
            for (code, sums) in replay.sums {
                let balance = try city.ledger.balance(reader, code)
                #expect(
                    [
                        balance.debits, balance.credits, balance.pendingDebits,
                        balance.pendingCredits,
                    ] == sums, "\(code)")
            }
        }
        #expect(refused > 0)
        let kept = try city.database.readNow {
            try $0.integer("SELECT count(*) FROM ledger_refusal")
        }
        #expect(kept == Int64(refused))
        #expect(try city.verify() == [])
    }
}

/// Makes random acts for a ledger: mostly such as can be, some that break a rule.
struct LedgerDrive {
    struct Act {
        let move: LedgerModel.Move
        let request: TransferRequest
    }

    let city: Treasury
    var model: LedgerModel
    /// The ids of the transfers, in the order of the model's moves.
    var ids: [Int64] = []
    var prefix = "m"
    private var random: SeededGenerator
    private var count = 0
    private let accounts: [LedgerAccount]

    init(_ city: Treasury, seed: UInt64) {
        self.city = city
        random = SeededGenerator(seed: seed)
        var accounts = [city.budget, LedgerAccount.source(.money, "outside", title: "账外")]
        for earmark in [city.science, city.transfer] {
            accounts.append(city.fund(earmark))
            accounts += ["430602", "430621", "430681"].map { city.county(earmark, $0) }
            accounts += (1...3).map {
                LedgerAccount.unit(
                    "p#\(earmark)-\($0)", "单位\($0)", earmark: earmark, year: 2025)
            }
        }
        self.accounts = accounts
        model = LedgerModel(
            purse: Dictionary(uniqueKeysWithValues: accounts.map { ($0.code, $0.earmark) }))
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    mutating func chance(_ percent: Int) -> Bool { number(0...99) < percent }

    /// Acts of one write. What a pending transfer or a reversal refers to has been written before.
    /// - Parameter foreseen: mostly such as the model allows; without it they are what they are.
    mutating func group(_ size: Int, foreseen: Bool = true) -> [Act] {
        guard foreseen, chance(80) else { return (0..<size).compactMap { _ in act() } }
        let acts = (0..<size).compactMap { _ in act() }
        let before = mark(acts)
        let good = acts.filter { model.allow($0.move) }
        goBack(to: before)
        return good
    }

    /// What acts may change in the model, so that it can be taken back without a copy of all.
    struct Mark {
        let count: Int
        let sums: [String: [Int64]]
        let held: [(Int, LedgerModel.Held?)]
        let taken: [(Int, Int64?)]
    }

    func mark(_ acts: [Act]) -> Mark {
        let ends = acts.compactMap(\.move.ends)
        return Mark(
            count: model.moves.count, sums: model.sums, held: ends.map { ($0, model.held[$0]) },
            taken: ends.map { ($0, model.taken[$0]) })
    }

    mutating func goBack(to mark: Mark) {
        model.sums = mark.sums
        for move in mark.count..<model.moves.count { model.held[move] = nil }
        model.moves.removeLast(model.moves.count - mark.count)
        for (end, held) in mark.held { model.held[end] = held }
        for (end, taken) in mark.taken { model.taken[end] = taken }
    }

    private mutating func act() -> Act? {
        count += 1
        let kind = chance(30) && !ids.isEmpty ? number(0...2) : 3
        if kind < 3, let ended = (0..<ids.count).randomElement(using: &random) {
            return end(ended, ["settled", "voided", "reversal"][kind])
        }
        let credit = pick(favouring: 0)
        let debit = pick(favouring: 2)
        let fen = Int64(chance(2) ? number(-5...0) : number(1...(chance(60) ? 500 : 50_000)))
        return make(chance(25) ? "pending" : "posted", credit, debit, fen, nil)
    }

    private mutating func pick(favouring index: Int) -> LedgerAccount {
        chance(30) ? accounts[index] : accounts[number(0...(accounts.count - 1))]
    }

    private mutating func end(_ index: Int, _ kind: String) -> Act? {
        let move = model.moves[index]
        let byCode = Dictionary(uniqueKeysWithValues: accounts.map { ($0.code, $0) })
        guard let from = byCode[move.from], let to = byCode[move.to] else { return nil }
        let fen =
            chance(60) ? move.fen : Int64(number(1...Int(max(1, move.fen + move.fen / 8))))
        return kind == "reversal"
            ? make(kind, to, from, fen, index) : make(kind, from, to, fen, index)
    }

    private func make(
        _ kind: String, _ credit: LedgerAccount, _ debit: LedgerAccount, _ fen: Int64, _ ends: Int?
    ) -> Act {
        let phase: TransferRequest.Phase =
            switch kind {
            case "pending": .pending
            case "settled": .settling(ends.map { ids[$0] } ?? 0)
            case "voided": .voiding(ends.map { ids[$0] } ?? 0)
            default: .posted
            }
        var request = TransferRequest(
            "\(prefix)/\(count)", kind == "reversal" ? "reversal" : "allocation", from: credit,
            to: debit, Money(fen: fen), on: Treasury.day(7), phase: phase)
        if kind == "reversal" { request.reverses = ends.map { ids[$0] } }
        return Act(
            move: .init(kind: kind, from: credit.code, to: debit.code, fen: fen, ends: ends),
            request: request)
    }

    /// Holds what stands in the accounts to the model.
    func compare() throws {
        try city.database.readNow { reader in
            for (code, sums) in model.sums {
                let balance = try city.ledger.balance(reader, code)
                try #require(
                    [
                        balance.debits, balance.credits, balance.pendingDebits,
                        balance.pendingCredits,
                    ] == sums, "\(code)")
            }
            for book in try city.ledger.trialBalance(reader) {
                try #require(book.difference == .zero)
            }
        }
    }
}
