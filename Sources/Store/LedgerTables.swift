/// What stands in each account of the ledger: derived from its transfers, which are records, so
/// that a payment asks one row and not all that ever passed.
enum LedgerTables {
    static let definitions: [TableDefinition] = [
        TableDefinition(
            name: "ledger_balance",
            columns: [
                .init("account", .integer, required: true),
                .init("debits", .integer, required: true),
                .init("credits", .integer, required: true),
                .init("pending_debits", .integer, required: true),
                .init("pending_credits", .integer, required: true),
            ], primaryKey: ["account"],
            checks: ["pending_debits >= 0", "pending_credits >= 0"])
    ]
}

extension Writer {
    /// Derives again what stands in each account of the ledger, from the transfers that are there:
    /// after the journal was taken back, or after somebody found the balances wrong.
    public func rebuildLedgerBalances() throws {
        try execute("DELETE FROM ledger_balance")
        try execute(
            """
            INSERT INTO ledger_balance
            (account, debits, credits, pending_debits, pending_credits)
            SELECT account, sum(debits), sum(credits), sum(pending_debits), sum(pending_credits)
            FROM (
                SELECT t.debit AS account,
                CASE WHEN t.phase IN ('posted', 'settled') THEN t.amount ELSE 0 END AS debits,
                0 AS credits,
                CASE WHEN t.phase = 'pending' AND e.id IS NULL THEN t.amount ELSE 0 END
                AS pending_debits, 0 AS pending_credits
                FROM ledger_transfer t LEFT JOIN ledger_transfer e ON e.settles = t.id
                UNION ALL
                SELECT t.credit, 0,
                CASE WHEN t.phase IN ('posted', 'settled') THEN t.amount ELSE 0 END, 0,
                CASE WHEN t.phase = 'pending' AND e.id IS NULL THEN t.amount ELSE 0 END
                FROM ledger_transfer t LEFT JOIN ledger_transfer e ON e.settles = t.id
            ) moved GROUP BY account
            """)
    }
}
