import ArgumentParser
import Foundation
import Funds
import Journal
import Registers
import Store
import Values

/// Enters transfers without pause, in groups and alone, at once and by way of what is on its way,
/// and says aloud what was acknowledged.
struct BooksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "books")

    @OptionGroup var place: PlaceOptions
    @Option var writers = 8
    @Option(help: "Seconds to write for.") var seconds = 60.0
    @Option(help: "Goes before every key, so that no two runs write the same.") var run: String

    func run() async throws {
        let ledger = Ledger(try place.open())
        let fund = try await Self.fund(ledger.registry)
        let end = ContinuousClock.now + .seconds(seconds)
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    await BookWriter(ledger: ledger, fund: fund, name: "\(run)-\(writer)")
                        .write(until: end)
                }
            }
        }
        try ledger.registry.database.close()
        say("done")
    }

    /// The one special fund that the money is kept for; made by whoever comes first.
    private static func fund(_ registry: Registry) async throws -> Int64 {
        let act = Act(actor: "写入者", role: "finance", event: "special-fund.created")
        return try await registry.database.write(act) { writer in
            let there = try writer.reader.first("SELECT id FROM special_fund WHERE code = 'KJ'")
            if let id = there?[0].integer { return id }
            return try registry.create(
                Draft(["code": .text("KJ"), "name": .text("专项"), "level": .text("own")]),
                in: "special-fund", writer
            ).id
        }
    }
}

/// One who writes into the books.
struct BookWriter: Sendable {
    let ledger: Ledger
    let fund: Int64
    let name: String

    func write(until end: ContinuousClock.Instant) async {
        let budget = LedgerAccount.source(title: "市级预算")
        let pool = LedgerAccount.fund(fund, "专项", year: 2025)
        let unit = LedgerAccount.unit("unit#\(name)", "单位", earmark: fund, year: 2025)
        var count = 0
        while ContinuousClock.now < end {
            count += 1
            do {
                _ = try await book(
                    (0..<5).map { request("a\(count)/\($0)", budget, pool, Int64(count + $0)) })
                let sent = try await book([
                    request("p\(count)", pool, unit, Int64(count), .pending)
                ])
                _ = try await book([
                    request("s\(count)", pool, unit, Int64(count), .settling(sent[0]))
                ])
            } catch {
                // Not acknowledged: said to nobody. The server may be away for a while.
                say("refused \(name) \(error)")
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    private func request(
        _ key: String, _ from: LedgerAccount, _ to: LedgerAccount, _ fen: Int64,
        _ phase: TransferRequest.Phase = .posted
    ) -> TransferRequest {
        TransferRequest(
            "\(name)/\(key)", "allocation", from: from, to: to, Money(fen: fen),
            on: .yearEnd(2024), phase: phase)
    }

    private func book(_ requests: [TransferRequest]) async throws -> [Int64] {
        let act = Act(actor: name, role: "finance", event: "ledger.posted")
        let ids = try await ledger.registry.database.write(act) { [ledger] in
            try ledger.post(requests, $0)
        }
        for (id, request) in zip(ids, requests) {
            say("booked \(id) \(request.key) \(request.amount.fen)")
        }
        return ids
    }
}

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Reads from standard input what was acknowledged.")

    @OptionGroup var place: PlaceOptions

    func run() async throws {
        let registry = try place.open()
        let ledger = Ledger(registry)
        var problems: [String] = []
        var booked: [String: Int64] = [:]
        try registry.database.readNow { reader in
            problems += try registry.verify(reader).findings.map(\.what)
            problems += try ledger.verify(reader).findings
            for book in try ledger.trialBalance(reader) where book.difference != .zero {
                problems.append("\(book.book.rawValue) differs by \(book.difference)")
            }
            try reader.each("SELECT key, amount FROM ledger_transfer") { row in
                booked[row[0].text ?? ""] = row[1].integer
            }
        }
        var acknowledged = 0
        while let line = readLine() {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 4, words[0] == "booked" else { continue }
            acknowledged += 1
            if booked[words[2]] != Int64(words[3]) {
                problems.append("acknowledged and lost: \(line)")
            }
        }
        try registry.database.close()
        // Five go in together: all of them or none.
        let groups = Dictionary(grouping: booked.keys.filter { $0.contains("/a") }) {
            $0.prefix(upTo: $0.lastIndex(of: "/") ?? $0.endIndex)
        }
        problems += groups.filter { $0.value.count != 5 }.map { "half written: \($0.key)" }
        say("\(acknowledged) acknowledged, \(booked.count) records, \(problems.count) problems")
        for problem in problems.prefix(20) { say(problem) }
        if !problems.isEmpty { throw ExitCode(1) }
    }
}
