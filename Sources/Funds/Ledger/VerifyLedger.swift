import Catalogue
import Registers
public import Store
import Values

/// What the books were found to be.
public struct LedgerReport: Sendable {
    public internal(set) var accounts = 0
    public internal(set) var transfers = 0
    /// What does not hold, each in a sentence.
    public internal(set) var findings: [String] = []
}

extension Ledger {
    /// Goes through every transfer in the order in which it was booked and holds the books to
    /// their rules: nothing overdrawn at any time, nothing across earmarks or books, each pending
    /// transfer ended at most once, and what stands in each account what its transfers make of it.
    public func verify(_ reader: Reader) throws -> LedgerReport {
        // A city may declare no money at all.
        guard registry.catalogue.register(Self.transfers) != nil else { return LedgerReport() }
        var audit = LedgerAudit()
        try reader.each(
            """
            SELECT id, code, title, ledger, kind, bounded, earmark FROM ledger_account
            """
        ) { audit.take(account: $0) }
        try reader.each(
            """
            SELECT id, phase, debit, credit, amount, settles, reverses FROM ledger_transfer
            ORDER BY id
            """
        ) { audit.take(transfer: $0) }
        try reader.each(
            "SELECT account, debits, credits, pending_debits, pending_credits FROM ledger_balance"
        ) { audit.take(balance: $0) }
        return audit.report()
    }
}

/// The books gone through once more, by rules written a second time: it shares nothing with what
/// enters transfers.
private struct LedgerAudit {
    private struct Account {
        let title: String
        let book: String
        let isBounded: Bool
        let isOutside: Bool
        let earmark: Int64?
    }

    private struct Pending {
        let debit: Int64
        let credit: Int64
        let amount: Int64
        var isEnded = false
    }

    private var accounts: [Int64: Account] = [:]
    private var pending: [Int64: Pending] = [:]
    private var amounts: [Int64: Int64] = [:]
    private var reversed: [Int64: Int64] = [:]
    private var derived: [Int64: LedgerBalance] = [:]
    private var stored: [Int64: LedgerBalance] = [:]
    private var transfers = 0
    private var findings: [String] = []

    mutating func take(account row: [Scalar]) {
        let isBounded = row[5].integer == 1
        accounts[row[0].integer ?? 0] = Account(
            title: "\(row[2])（\(row[1])）", book: row[3].text ?? "", isBounded: isBounded,
            isOutside: row[6].isNull && !isBounded, earmark: row[6].integer)
    }

    mutating func take(balance row: [Scalar]) {
        stored[row[0].integer ?? 0] = LedgerBalance(row[1...4])
    }

    mutating func take(transfer row: [Scalar]) {
        transfers += 1
        let id = row[0].integer ?? 0
        let amount = row[4].integer ?? 0
        guard let debitID = row[2].integer, let creditID = row[3].integer,
            let debit = accounts[debitID], let credit = accounts[creditID]
        else { return findings.append("流水 \(id) 的账户不存在") }
        if amount <= 0 { findings.append("流水 \(id) 的金额不大于零") }
        if debitID == creditID { findings.append("流水 \(id) 的收方和付方是同一个账户") }
        if debit.book != credit.book { findings.append("流水 \(id) 跨了两本账簿") }
        if debit.earmark != credit.earmark, !debit.isOutside, !credit.isOutside {
            findings.append("流水 \(id) 串用了专项：\(credit.title) → \(debit.title)")
        }
        var giver = derived[creditID] ?? LedgerBalance()
        var taker = derived[debitID] ?? LedgerBalance()
        switch row[1].text {
        case "posted":
            giver.credits += amount
            taker.debits += amount
        case "pending":
            giver.pendingCredits += amount
            taker.pendingDebits += amount
            pending[id] = Pending(debit: debitID, credit: creditID, amount: amount)
        default:
            let ended = row[5].integer ?? 0
            guard let held = pending[ended], held.debit == debitID, held.credit == creditID,
                !held.isEnded, amount <= held.amount
            else { return findings.append("流水 \(id) 了结的在途 \(ended) 不存在、已了结或金额不符") }
            pending[ended]?.isEnded = true
            giver.pendingCredits -= held.amount
            taker.pendingDebits -= held.amount
            if row[1].text == "settled" {
                giver.credits += amount
                taker.debits += amount
            }
        }
        amounts[id] = amount
        if let original = row[6].integer {
            reversed[original, default: 0] += amount
            if reversed[original, default: 0] > amounts[original] ?? 0 {
                findings.append("流水 \(original) 冲销的比记的多")
            }
        }
        derived[creditID] = giver
        derived[debitID] = taker
        if credit.isBounded, giver.available.fen < 0 {
            findings.append("\(credit.title) 在流水 \(id) 之后透支 \(Money(fen: -giver.available.fen))")
        }
    }

    func report() -> LedgerReport {
        var report = LedgerReport()
        report.accounts = accounts.count
        report.transfers = transfers
        report.findings = findings
        for id in Set(derived.keys).union(stored.keys).sorted() {
            let title = accounts[id]?.title ?? "编号 \(id)"
            let now = stored[id] ?? LedgerBalance()
            let due = derived[id] ?? LedgerBalance()
            if now != due {
                report.findings.append(
                    "\(title) 的余额与流水不符：账上 \(now.standing)（在途付出 \(Money(fen: now.pendingCredits))），"
                        + "按流水应为 \(due.standing)（在途付出 \(Money(fen: due.pendingCredits))）")
            }
        }
        return report
    }
}
