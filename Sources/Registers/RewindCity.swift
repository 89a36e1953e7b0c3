import Catalogue
import Journal
import Store
import Values

extension Registry {
    /// Takes the city back to the end of a journal entry: later entries are gone, and every record
    /// is what its last image by then says. What cannot be known from the journal, the personal
    /// values of then, stays as it is now; records whose personal values have changed since get a
    /// new version that says so.
    ///
    /// Ids given since are not given again.
    /// - Throws: `BackupError.noSuchEntry`.
    func rewind(to entry: Int64) async throws {
        let act = Act(
            actor: "dongting", role: "system", event: "city.rewound",
            reason: "恢复到日志第 \(entry) 条")
        let last = try database.readNow {
            try $0.integer("SELECT number FROM journal_head WHERE id = 1")
        }
        guard (0...last).contains(entry) else {
            throw BackupError.noSuchEntry(entry, last: last)
        }
        if entry == last { return }
        let touched = try database.readNow { reader in
            try catalogue.registers.map { register in
                let ids = try reader.all(
                    """
                    SELECT DISTINCT record FROM journal_image
                    WHERE register = \(register.name) AND entry > \(entry) ORDER BY record
                    """
                ).compactMap { $0[0].integer }
                return (
                    register.name, try ids.map { try state(of: $0, register, by: entry, reader) }
                )
            }
        }
        try database.rewindJournal(to: entry)
        try await database.write(act) { writer in
            try writer.deferKeys()
            for (name, states) in touched {
                let plan = try plan(name)
                for state in states {
                    try writer.remove(state.id, plan)
                    guard let record = state.record, let image = state.image else { continue }
                    let asThen = plan.image(record, database.personalKey)
                    if asThen.content == image.content {
                        try writer.restore(record, plan)
                    } else {
                        var changed = record
                        changed.version += 1
                        try writer.insert(changed, plan, database.personalKey)
                    }
                }
            }
            // What is derived of records that may be gone now.
            if catalogue.register("ledger-transfer") != nil { try writer.rebuildLedgerBalances() }
        }
    }

    /// A record as its last image by an entry tells of it, with the personal values of now.
    private func state(of id: Int64, _ register: Register, by entry: Int64, _ reader: Reader) throws
        -> (id: Int64, record: Record?, image: Image?)
    {
        let row = try reader.first(
            """
            SELECT version, content FROM journal_image WHERE register = \(register.name)
            AND record = \(id) AND entry <= \(entry) ORDER BY version DESC LIMIT 1
            """)
        guard let row, let version = row[0].integer, let content = row[1].text else {
            return (id, nil, nil)
        }
        let plan = try plan(register.name)
        var record = plan.record(image: try Canonical.parse(content))
        let now = try records(reader, plan, from: id, through: id).first
        for field in plan.personal { record.fields[field.name] = now?.fields[field.name] }
        for field in plan.rowFields {
            let hidden = (field.type.columns ?? []).filter(\.personal).map(\.name)
            for (index, row) in (now?.rows[field.name] ?? []).enumerated()
            where index < record.rows[field.name, default: []].count {
                for name in hidden { record.rows[field.name]?[index][name] = row[name] }
            }
        }
        let image = Image(register: register.name, record: id, version: version, content: content)
        return (id, record, image)
    }
}

extension Writer {
    /// Takes a record's rows out of every table of its register.
    fileprivate func remove(_ id: Int64, _ plan: RegisterPlan) throws {
        let table = plan.register.table
        for field in plan.rowFields {
            let rows = RegisterTables.rowsTable(field, of: plan.register)
            try execute("DELETE FROM \(table: rows) WHERE record = \(id)")
        }
        if !plan.personal.isEmpty {
            try execute("DELETE FROM \(table: table + "_personal") WHERE id = \(id)")
        }
        try execute("DELETE FROM \(table: table + "_past_state") WHERE record = \(id)")
        try execute("DELETE FROM \(table: table) WHERE id = \(id)")
    }
}
