import Catalogue
import Journal
import Store
import Values

/// The one place where a record's rows, images and past states are written.
extension Writer {
    func insert(_ record: Record, _ plan: RegisterPlan, _ key: PersonalKey) throws {
        try execute(Statement(text: plan.insert, values: plan.cells(record)))
        try insertParts(record, plan)
        try journal(plan.image(record, key))
    }

    /// Puts a record back as an image tells of it, without journaling it again.
    func restore(_ record: Record, _ plan: RegisterPlan) throws {
        try execute(Statement(text: plan.insert, values: plan.cells(record)))
        try insertParts(record, plan)
    }

    func update(_ record: Record, _ plan: RegisterPlan, _ key: PersonalKey) throws {
        try execute(Statement(text: plan.update, values: plan.cells(record)))
        let table = plan.register.table
        if !plan.personal.isEmpty {
            try execute("DELETE FROM \(table: table + "_personal") WHERE id = \(record.id)")
        }
        try execute("DELETE FROM \(table: table + "_past_state") WHERE record = \(record.id)")
        for field in plan.rowFields {
            let rows = RegisterTables.rowsTable(field, of: plan.register)
            try execute("DELETE FROM \(table: rows) WHERE record = \(record.id)")
        }
        try insertParts(record, plan)
        try journal(plan.image(record, key))
    }

    private func insertParts(_ record: Record, _ plan: RegisterPlan) throws {
        let table = plan.register.table
        let personal = plan.personal.filter { !record[$0.name].isNull }
        if !personal.isEmpty {
            let names = personal.map { "\(column: $0.name)" as SQL }.joined(", ")
            let cells = personal.map { "\(record[$0.name])" as SQL }.joined(", ")
            try execute(
                "INSERT INTO \(table: table + "_personal") (id, \(names)) VALUES (\(record.id), \(cells))")
        }
        for (position, past) in record.pastStates.enumerated() {
            try execute(
                """
                INSERT INTO \(table: table + "_past_state") (record, position, state, since, until)
                VALUES (\(record.id), \(position), \(past.state), \(past.since), \(past.until))
                """)
        }
        for field in plan.rowFields {
            let columns = field.type.columns ?? []
            for (position, row) in (record.rows[field.name] ?? []).enumerated() {
                let names = columns.map { "\(column: $0.name)" as SQL }.joined(", ")
                let cells = columns.map { "\(row[$0.name] ?? .null)" as SQL }.joined(", ")
                try execute(
                    """
                    INSERT INTO \(table: RegisterTables.rowsTable(field, of: plan.register))
                    (record, position, \(names)) VALUES (\(record.id), \(position), \(cells))
                    """)
            }
        }
    }
}
