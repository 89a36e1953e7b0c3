import Catalogue
import Foundation
import Funds
import GRDB
import Journal
import Registers
import Store
import Values

/// Transfers entered into the books, each on the disk and in the journal, beside a bare loop that
/// writes the same rows; and what stands in a hundred thousand accounts.
struct LedgerBenchmarks {
    let catalogue: Catalogue

    /// Payees of one paper.
    private static let group = 200
    private static let papers = 500
    private static let writers = 64
    private static let single = 200
    private static let day = CalendarDate(year: 2025, month: 3, day: 5) ?? .yearEnd(2025)

    func run() async throws {
        let folder = NSTemporaryDirectory() + "dongting-bench-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let database = try DataFolder(folder).create(catalogue)
        let ledger = Ledger(Registry(database))
        let grouped = try await papers(ledger)
        let standings = try standings(ledger)
        let alone = try await writers(ledger)
        let floor = try bareLoop(folder)
        try database.close()
        Line(
            what: "资金流水（一份指标文 \(Self.group) 笔一次写入）", value: grouped, unit: "笔/秒",
            beside: "裸循环写同样的行", floor: floor, goal: "≥ 10000"
        ).print()
        Line(
            what: "资金流水（\(Self.writers) 个写入者各自一笔）", value: alone, unit: "笔/秒", goal: "—"
        ).print()
        Line(
            what: "\(standings.count) 个账户的余额，逐户", value: standings.each * 1_000, unit: "毫秒",
            beside: "裸 SQL", floor: standings.bare * 1_000, goal: "≤ 50 毫秒"
        ).print()
        Line(
            what: "\(standings.count) 个账户的试算平衡", value: standings.trial * 1_000, unit: "毫秒",
            goal: "≤ 50 毫秒"
        ).print()
    }

    private func request(_ key: String, to unit: String) -> TransferRequest {
        TransferRequest(
            key, "allocation", from: .source(title: "市级预算"),
            to: .unit(unit, "承担单位", earmark: 1, year: 2025), Money(fen: 1_000_000), on: Self.day,
            docNo: "示财教指〔2025〕1号")
    }

    /// A hundred thousand payees, each with an account of its own, then the same again: the second
    /// round is measured, whose accounts are there.
    private func papers(_ ledger: Ledger) async throws -> Double {
        try await ledger.registry.database.write(Self.act) { writer in
            _ = try ledger.registry.create(
                Draft([
                    "code": .text("KJ"), "name": .text("专项"), "level": .text("own"),
                ]), in: "special-fund", writer)
        }
        var seconds = 0.0
        for round in 0..<2 {
            let start = wallTime()
            for paper in 0..<Self.papers {
                let requests = (0..<Self.group).map { place in
                    request("\(round)/\(paper)/\(place)", to: "p#\(paper * Self.group + place)")
                }
                _ = try await ledger.registry.database.write(Self.act) {
                    try ledger.post(requests, $0)
                }
            }
            seconds = wallTime() - start
        }
        return Double(Self.papers * Self.group) / seconds
    }

    private func writers(_ ledger: Ledger) async throws -> Double {
        let start = wallTime()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<Self.writers {
                group.addTask {
                    for n in 0..<Self.single {
                        let one = request("w/\(writer)/\(n)", to: "p#\(writer)")
                        _ = try await ledger.registry.database.write(Self.act) {
                            try ledger.post([one], $0)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        return Double(Self.writers * Self.single) / (wallTime() - start)
    }

    private func standings(_ ledger: Ledger) throws -> (
        count: Int, each: Double, trial: Double, bare: Double
    ) {
        try ledger.registry.database.readNow { reader in
            var count = 0
            func time(_ body: () throws -> Void) rethrows -> Double {
                var best = Double.infinity
                for _ in 0..<5 {
                    let start = wallTime()
                    try body()
                    best = min(best, wallTime() - start)
                }
                return best
            }
            let each = try time {
                count = try ledger.balances(reader).count
            }
            let trial = try time { _ = try ledger.trialBalance(reader) }
            let bare = try time {
                try reader.each(
                    """
                    SELECT account, debits, credits, pending_debits, pending_credits
                    FROM ledger_balance
                    """
                ) { _ in }
            }
            return (count, each, trial, bare)
        }
    }

    /// Reads back what the papers wrote, and writes it again to a second file of the same tables.
    private func bareLoop(_ folder: String) throws -> Double {
        let source = try DatabaseQueue(path: folder + "/city.sqlite")
        let (transfers, images, definitions) = try source.read { db in
            (
                try Row.fetchAll(
                    db, sql: "SELECT * FROM ledger_transfer WHERE key LIKE '1/%' ORDER BY id"),
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT * FROM journal_image WHERE register = 'ledger-transfer'
                        AND record IN (SELECT id FROM ledger_transfer WHERE key LIKE '1/%')
                        ORDER BY entry, position
                        """),
                try String.fetchAll(
                    db,
                    sql: """
                        SELECT sql FROM sqlite_master WHERE sql IS NOT NULL
                        AND tbl_name IN ('ledger_transfer', 'journal_image')
                        """)
            )
        }
        let bare = try DatabasePool(path: folder + "/bare.sqlite")
        return try bare.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF")
            for definition in definitions { try db.execute(sql: definition) }
            let inserts = try [("ledger_transfer", transfers), ("journal_image", images)].map {
                let places = Array(repeating: "?", count: $1[0].count).joined(separator: ", ")
                return try db.makeStatement(sql: "INSERT INTO \($0) VALUES (\(places))")
            }
            let start = wallTime()
            for batch in stride(from: 0, to: transfers.count, by: Self.group) {
                try db.inTransaction {
                    for n in batch..<min(batch + Self.group, transfers.count) {
                        for (statement, rows) in zip(inserts, [transfers, images]) {
                            try statement.execute(
                                arguments: StatementArguments(rows[n].databaseValues))
                        }
                    }
                    return .commit
                }
            }
            return Double(transfers.count) / (wallTime() - start)
        }
    }

    private static let act = Act(
        actor: "测速", role: "finance", event: "ledger.posted", reason: "测速")
}
