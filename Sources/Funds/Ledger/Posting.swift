import Registers
import Store
import Values

/// Transfers being entered in one write: accounts and balances are read once and written once,
/// however many transfers touch them.
struct Posting {
    private let ledger: Ledger
    private let writer: Writer
    private var accounts: [String: (id: Int64, account: LedgerAccount, isClosed: Bool)] = [:]
    private var balances: [Int64: LedgerBalance] = [:]
    private var touched: Set<Int64> = []
    /// Transfers by their keys, where they are booked.
    private var booked: [String: Int64] = [:]
    private let today: CalendarDate

    /// Reads what is known of all the accounts and keys that the requests name, at once.
    init(_ ledger: Ledger, _ requests: [TransferRequest], _ writer: Writer) throws {
        self.ledger = ledger
        self.writer = writer
        today = writer.now.businessDate
        for keys in Self.chunks(Set(requests.map(\.key))) {
            try writer.reader.each(
                "SELECT key, id FROM ledger_transfer WHERE key IN (\(keys))"
            ) { booked[$0[0].text ?? ""] = $0[1].integer }
        }
        for codes in Self.chunks(Set(requests.flatMap { [$0.debit.code, $0.credit.code] })) {
            try writer.reader.each(
                """
                SELECT a.id, a.state, b.debits, b.credits, b.pending_debits, b.pending_credits,
                \(LedgerAccount.columns) FROM ledger_account a
                LEFT JOIN ledger_balance b ON b.account = a.id WHERE a.code IN (\(codes))
                """
            ) { row in
                let account = LedgerAccount(row[6...15])
                let id = row[0].integer ?? 0
                accounts[account.code] = (id, account, row[1].text != "open")
                balances[id] = LedgerBalance(row[2...5])
            }
        }
    }

    /// Words as bound values, so many that a statement takes them.
    private static func chunks(_ words: Set<String>) -> [SQL] {
        let all = words.sorted()
        return stride(from: 0, to: all.count, by: 400).map { start in
            all[start..<min(start + 400, all.count)].map { "\($0)" as SQL }.joined(", ")
        }
    }

    private var registry: Registry { ledger.registry }

    /// Enters one transfer.
    /// - Returns: its id; that of the former one where it is asked for a second time.
    mutating func enter(_ request: TransferRequest) throws -> Int64 {
        if request.amount.fen <= 0 { throw LedgerRefusal.amountNotPositive(request.amount) }
        if request.debit.code == request.credit.code {
            throw LedgerRefusal.sameAccount(request.debit.code)
        }
        if let former = try former(request) { return former }
        if request.debit.book != request.credit.book {
            throw LedgerRefusal.otherBooks(debit: request.debit.title, credit: request.credit.title)
        }
        if request.on > today { throw LedgerRefusal.inTheFuture(request.on) }
        let debit = try open(request.debit)
        let credit = try open(request.credit)
        try keepApart(debit.account, credit.account)
        try move(request, debit, credit)
        return try write(request, debit.id, credit.id)
    }

    /// Writes what now stands in the accounts.
    func finish() throws {
        for account in touched.sorted() {
            guard let balance = balances[account] else { continue }
            try writer.execute(
                """
                INSERT INTO ledger_balance
                (account, debits, credits, pending_debits, pending_credits)
                VALUES (\(account), \(balance.debits), \(balance.credits),
                \(balance.pendingDebits), \(balance.pendingCredits))
                ON CONFLICT (account) DO UPDATE SET debits = excluded.debits,
                credits = excluded.credits, pending_debits = excluded.pending_debits,
                pending_credits = excluded.pending_credits
                """)
        }
    }

    /// The same movement, booked before.
    private func former(_ request: TransferRequest) throws -> Int64? {
        guard let id = booked[request.key] else { return nil }
        let record = try registry.record(writer.reader, Ledger.transfers, id)
        let debit = try writer.reader.first(
            "SELECT code FROM ledger_account WHERE id = \(record["debit"])")
        let credit = try writer.reader.first(
            "SELECT code FROM ledger_account WHERE id = \(record["credit"])")
        let isSame =
            record["amount"].integer == request.amount.fen
            && record["phase"].text == request.phase.code
            && record["event"].text == request.event
            && debit?[0].text == request.debit.code && credit?[0].text == request.credit.code
        if !isSame { throw LedgerRefusal.keyTaken(request.key) }
        return id
    }

    private mutating func open(_ account: LedgerAccount) throws -> (
        id: Int64, account: LedgerAccount
    ) {
        if let known = accounts[account.code] {
            if known.isClosed { throw LedgerRefusal.accountClosed(account.code) }
            return (known.id, known.account)
        }
        let made = try registry.create(account.draft, in: Ledger.accounts, writer)
        accounts[account.code] = (made.id, account, false)
        balances[made.id] = LedgerBalance()
        return (made.id, account)
    }

    /// Earmarked money moves within its earmark, or from and to the outside.
    private func keepApart(_ debit: LedgerAccount, _ credit: LedgerAccount) throws {
        if debit.earmark == credit.earmark { return }
        let isOutside = [debit, credit].contains { $0.earmark == nil && !$0.isBounded }
        if isOutside { return }
        throw LedgerRefusal.crossesEarmark(debit: debit.title, credit: credit.title)
    }

    private mutating func move(
        _ request: TransferRequest, _ debit: (id: Int64, account: LedgerAccount),
        _ credit: (id: Int64, account: LedgerAccount)
    ) throws {
        var giver = balances[credit.id] ?? LedgerBalance()
        var taker = balances[debit.id] ?? LedgerBalance()
        let fen = request.amount.fen
        if let reversed = request.reverses { try permitReversal(reversed, request) }
        switch request.phase {
        case .posted:
            try require(fen, of: giver, in: credit.account)
            giver.credits = try sum(giver.credits, fen, credit.account)
            taker.debits = try sum(taker.debits, fen, debit.account)
        case .pending:
            try require(fen, of: giver, in: credit.account)
            giver.pendingCredits = try sum(giver.pendingCredits, fen, credit.account)
            taker.pendingDebits = try sum(taker.pendingDebits, fen, debit.account)
        case .settling(let id), .voiding(let id):
            let held = try pending(id, debit.id, credit.id)
            if fen > held {
                throw LedgerRefusal.morethanPending(
                    id, pending: Money(fen: held), asked: request.amount)
            }
            giver.pendingCredits -= held
            taker.pendingDebits -= held
            guard case .settling = request.phase else { break }
            giver.credits = try sum(giver.credits, fen, credit.account)
            taker.debits = try sum(taker.debits, fen, debit.account)
        }
        balances[credit.id] = giver
        balances[debit.id] = taker
        touched.formUnion([credit.id, debit.id])
    }

    private func require(_ fen: Int64, of giver: LedgerBalance, in account: LedgerAccount) throws {
        guard account.isBounded, giver.available.fen < fen else { return }
        throw LedgerRefusal.notEnough(
            account: account.code, title: account.title, available: giver.available,
            asked: Money(fen: fen))
    }

    private func sum(_ left: Int64, _ right: Int64, _ account: LedgerAccount) throws -> Int64 {
        let (sum, isOver) = left.addingReportingOverflow(right)
        if isOver { throw LedgerRefusal.tooLarge(account.code) }
        return sum
    }

    /// What is still on its way of a pending transfer between these accounts.
    private func pending(_ id: Int64, _ debit: Int64, _ credit: Int64) throws -> Int64 {
        let row = try writer.reader.first(
            "SELECT phase, amount, debit, credit FROM ledger_transfer WHERE id = \(id)")
        guard let row, row[2].integer == debit, row[3].integer == credit else {
            throw LedgerRefusal.noSuchTransfer(id)
        }
        if row[0].text != "pending" { throw LedgerRefusal.alreadyDone(id, how: "已经记账") }
        let end = try writer.reader.first(
            "SELECT phase FROM ledger_transfer WHERE settles = \(id)")
        if let phase = end?[0].text {
            throw LedgerRefusal.alreadyDone(id, how: phase == "voided" ? "已经撤销" : "已经确认")
        }
        return row[1].integer ?? 0
    }

    private func permitReversal(_ id: Int64, _ request: TransferRequest) throws {
        let row = try writer.reader.first(
            "SELECT phase, amount FROM ledger_transfer WHERE id = \(id)")
        guard let row, let amount = row[1].integer else { throw LedgerRefusal.noSuchTransfer(id) }
        if row[0].text == "pending" || row[0].text == "voided" {
            throw LedgerRefusal.alreadyDone(id, how: "没有入账，不用冲销")
        }
        let reversed = try writer.reader.integer(
            "SELECT coalesce(sum(amount), 0) FROM ledger_transfer WHERE reverses = \(id)")
        if reversed + request.amount.fen > amount {
            throw LedgerRefusal.morethanReversible(
                id, left: Money(fen: amount - reversed), asked: request.amount)
        }
    }

    private mutating func write(_ request: TransferRequest, _ debit: Int64, _ credit: Int64) throws
        -> Int64
    {
        var fields: [String: Scalar] = [
            "key": .text(request.key), "ledger": .text(request.debit.book.rawValue),
            "event": .text(request.event), "phase": .text(request.phase.code),
            "debit": .integer(debit), "credit": .integer(credit),
            "amount": .integer(request.amount.fen), "booked_on": .text(request.on.iso),
        ]
        if let settled = request.phase.settled { fields["settles"] = .integer(settled) }
        if let reversed = request.reverses { fields["reverses"] = .integer(reversed) }
        if let about = request.about {
            fields["about_register"] = .text(about.register)
            fields["about_record"] = .integer(about.record)
        }
        if let docNo = request.docNo { fields["doc_no"] = .text(docNo) }
        if let note = request.note { fields["note"] = .text(note) }
        let id = try registry.create(
            Draft(fields), in: Ledger.transfers, isKnownToBeNew: true, writer
        ).id
        booked[request.key] = id
        return id
    }
}
