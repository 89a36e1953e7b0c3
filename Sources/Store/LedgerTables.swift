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
