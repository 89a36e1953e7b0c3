import Catalogue
public import Registers
public import Store
public import Values

/// The city's money in double entry: accounts, and transfers between them that never change.
///
/// Accounts and transfers are records like others, journaled and verified with them. What stands in
/// each account is kept beside them in the table `ledger_balance`, so that a payment need not add
/// up ten years; it is derived, and `verify` derives it again.
public struct Ledger: Sendable {
    /// The registers of the city.
    public let registry: Registry

    /// The ledger of a city.
    public init(_ registry: Registry) { self.registry = registry }

    static let accounts = "ledger-account"
    static let transfers = "ledger-transfer"
    static let refusals = "ledger-refusal"

    /// The account with this code; nil where no transfer has named it yet.
    public func account(_ reader: Reader, _ code: String) throws -> (
        id: Int64, account: LedgerAccount
    )? {
        let row = try reader.first("SELECT id FROM ledger_account WHERE code = \(code)")
        guard let id = row?[0].integer else { return nil }
        return (id, LedgerAccount(try registry.record(reader, Self.accounts, id)))
    }

    /// The account with this id.
    /// - Throws: `RecordRefusal.notFound`.
    public func account(_ reader: Reader, id: Int64) throws -> LedgerAccount {
        LedgerAccount(try registry.record(reader, Self.accounts, id))
    }

    /// What stands in the account with this code; nothing where it was never used.
    public func balance(_ reader: Reader, _ code: String) throws -> LedgerBalance {
        let row = try reader.first(
            """
            SELECT b.debits, b.credits, b.pending_debits, b.pending_credits
            FROM ledger_balance b JOIN ledger_account a ON a.id = b.account
            WHERE a.code = \(code)
            """)
        return row.map { LedgerBalance($0[...]) } ?? LedgerBalance()
    }
}

/// What came into an account and what left it, in fen; the balance is never stored.
public struct LedgerBalance: Sendable, Hashable {
    /// Received (借).
    public var debits: Int64 = 0
    /// Given (贷).
    public var credits: Int64 = 0
    /// On its way here.
    public var pendingDebits: Int64 = 0
    /// On its way from here: it cannot be used any more.
    public var pendingCredits: Int64 = 0

    /// An account that nothing has passed through.
    public init() {}

    init(_ cells: ArraySlice<Scalar>) {
        let first = cells.startIndex
        debits = cells[first].integer ?? 0
        credits = cells[first + 1].integer ?? 0
        pendingDebits = cells[first + 2].integer ?? 0
        pendingCredits = cells[first + 3].integer ?? 0
    }

    /// What stands in it.
    public var standing: Money { Money(fen: debits - credits) }
    /// What can still leave it.
    public var available: Money { Money(fen: debits - credits - pendingCredits) }
    /// What is on its way here.
    public var arriving: Money { Money(fen: pendingDebits) }
}
