import Catalogue
import Journal
public import Store
import Values

/// What belongs into the same write as an act, which hands over what it made.
public typealias Beside<Made> = @Sendable (Writer, Made) throws -> Void

/// What belongs into the same write as a record's own act.
public typealias WriteBeside = Beside<Record>

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
        let id = Scalar.integer(record.id)
        if plan.personal.contains(where: { !record[$0.name].isNull }) {
            let cells = try plan.personalCells(record)
            try execute(Statement(text: plan.insertPersonal, values: cells))
        }
        for (position, past) in record.pastStates.enumerated() {
            try execute(
                Statement(
                    text: plan.insertPastState,
                    values: [
                        id, .integer(Int64(position)), .text(past.state), .text(past.since),
                        .text(past.until),
                    ]))
        }
        for (field, columns, text) in plan.insertRows {
            for (position, row) in (record.rows[field] ?? []).enumerated() {
                let cells = try columns.map {
                    try plan.rowCell(row[$0.name] ?? .null, $0, in: field, of: record.id)
                }
                let place = [id, .integer(Int64(position))]
                try execute(Statement(text: text, values: place + cells))
            }
        }
    }
}
