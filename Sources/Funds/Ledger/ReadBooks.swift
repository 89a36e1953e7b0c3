import Registers
public import Store
public import Values

/// An account with what stands in it.
public struct AccountStanding: Sendable {
    public let id: Int64
    public let account: LedgerAccount
    public let balance: LedgerBalance
}

/// The sums of one book: debits and credits, which must be the same.
public struct TrialBalance: Sendable, Hashable {
    public let book: LedgerAccount.Book
    public let accounts: Int
    public let debits: Money
    public let credits: Money
    public let pendingDebits: Money
    public let pendingCredits: Money

    /// What debits and credits differ by: zero, at all times.
    public var difference: Money {
        Money(fen: debits.fen - credits.fen + pendingDebits.fen - pendingCredits.fen)
    }
}

/// One line of an account's statement.
public struct StatementLine: Sendable {
    public let transfer: Int64
    public let on: String
    public let event: String
    public let phase: String
    /// The account on the other side.
    public let other: String
    public let debit: Money?
    public let credit: Money?
    /// What stood in the account after it.
    public let standing: Money
    public let docNo: String?
    public let note: String?
    public let about: TransferRequest.About?
}

extension Ledger {
    /// The sums of each book, in the order of the books.
    public func trialBalance(_ reader: Reader) throws -> [TrialBalance] {
        let rows = try reader.all(
            """
            SELECT a.ledger, count(*), sum(b.debits), sum(b.credits), sum(b.pending_debits),
            sum(b.pending_credits) FROM ledger_balance b JOIN ledger_account a ON a.id = b.account
            GROUP BY a.ledger
            """)
        let sums = rows.compactMap { row -> TrialBalance? in
            guard let book = row[0].text.flatMap(LedgerAccount.Book.init) else { return nil }
            func money(_ column: Int) -> Money { Money(fen: row[column].integer ?? 0) }
            return TrialBalance(
                book: book, accounts: Int(row[1].integer ?? 0), debits: money(2),
                credits: money(3), pendingDebits: money(4), pendingCredits: money(5))
        }
        return LedgerAccount.Book.allCases.compactMap { book in
            sums.first { $0.book == book }
        }
    }

    /// Hands over every account with what stands in it, in the order of their codes.
    /// - Parameters:
    ///   - book: of one book; nil for all.
    ///   - earmark: of one special fund; nil for all.
    public func eachStanding(
        _ reader: Reader, book: LedgerAccount.Book? = nil, earmark: Int64? = nil,
        _ body: (AccountStanding) throws -> Void
    ) throws {
        var conditions: [SQL] = []
        if let book { conditions.append("a.ledger = \(book.rawValue)") }
        if let earmark { conditions.append("a.earmark = \(earmark)") }
        let filter: SQL = conditions.isEmpty ? "" : " WHERE \(conditions.joined(" AND "))"
        try reader.each(
            """
            SELECT a.id, b.debits, b.credits, b.pending_debits, b.pending_credits,
            \(LedgerAccount.columns)
            FROM ledger_balance b JOIN ledger_account a ON a.id = b.account\(filter)
            ORDER BY a.code
            """
        ) { row in
            try body(
                AccountStanding(
                    id: row[0].integer ?? 0, account: LedgerAccount(row[5...14]),
                    balance: LedgerBalance(row[1...4])))
        }
    }

    /// What stands in every account, by its id.
    public func balances(_ reader: Reader) throws -> [Int64: LedgerBalance] {
        var all: [Int64: LedgerBalance] = [:]
        all.reserveCapacity(1_024)
        try reader.each(
            "SELECT account, debits, credits, pending_debits, pending_credits FROM ledger_balance"
        ) { all[$0[0].integer ?? 0] = LedgerBalance($0[1...4]) }
        return all
    }

    /// What passed through an account, in the order in which it was booked, with what stood in it
    /// after each.
    /// - Throws: `RecordRefusal.notFound`.
    public func statement(_ reader: Reader, account: Int64) throws -> [StatementLine] {
        _ = try registry.record(reader, Self.accounts, account)
        var standing: Int64 = 0
        var lines: [StatementLine] = []
        try reader.each(
            """
            SELECT t.id, t.booked_on, t.event, t.phase, t.debit, t.amount, o.title, t.doc_no,
            t.note, t.about_register, t.about_record
            FROM ledger_transfer t JOIN ledger_account o
            ON o.id = CASE WHEN t.debit = \(account) THEN t.credit ELSE t.debit END
            WHERE t.debit = \(account) OR t.credit = \(account) ORDER BY t.id
            """
        ) { row in
            let isDebit = row[4].integer == account
            let amount = row[5].integer ?? 0
            let phase = row[3].text ?? ""
            if phase == "posted" || phase == "settled" { standing += isDebit ? amount : -amount }
            let about = row[9].text.map { TransferRequest.About($0, row[10].integer ?? 0) }
            lines.append(
                StatementLine(
                    transfer: row[0].integer ?? 0, on: row[1].text ?? "", event: row[2].text ?? "",
                    phase: phase, other: row[6].text ?? "",
                    debit: isDebit ? Money(fen: amount) : nil,
                    credit: isDebit ? nil : Money(fen: amount), standing: Money(fen: standing),
                    docNo: row[7].text, note: row[8].text, about: about))
        }
        return lines
    }
}
