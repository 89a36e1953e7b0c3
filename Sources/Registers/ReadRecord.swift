import Catalogue
public import Journal
public import Store
import Values

extension Registry {
    /// One record with its personal cells, rows and past states.
    /// - Throws: `RecordRefusal.notFound`.
    public func record(_ reader: Reader, _ register: String, _ id: Int64) throws -> Record {
        let plan = try plan(register)
        guard let record = try records(reader, plan, from: id, through: id).first else {
            throw RecordRefusal.notFound(register: plan.register.title, id: id)
        }
        return record
    }

    /// All records of a register in id order, a chunk of at most `chunk` at a time.
    /// - Parameter broken: told of personal values that do not open, whose fields are then empty;
    ///   without it they are an error.
    public func eachRecord(
        _ reader: Reader, _ register: String, chunk: Int64 = 2_000,
        broken: ((PersonalSealError) -> Void)? = nil,
        do body: ([Record]) throws -> Void
    ) throws {
        let plan = try plan(register)
        let table = plan.register.table
        var next = try reader.integer("SELECT min(id) FROM \(table: table)")
        let last = try reader.integer("SELECT max(id) FROM \(table: table)")
        while next <= last, next > 0 {
            let records = try records(
                reader, plan, from: next, through: last, limit: chunk, broken: broken)
            guard let end = records.last?.id else { break }
            try body(records)
            next = end + 1
        }
    }

    /// The records with these ids, in id order; ids that are not there are left out.
    public func records(_ reader: Reader, _ register: String, ids: [Int64]) throws -> [Record] {
        let plan = try plan(register)
        return try ids.sorted().flatMap { try records(reader, plan, from: $0, through: $0) }
    }

    func records(
        _ reader: Reader, _ plan: RegisterPlan, from first: Int64, through last: Int64,
        limit: Int64? = nil, broken: ((PersonalSealError) -> Void)? = nil
    ) throws -> [Record] {
        var sql = plan.select + " WHERE id BETWEEN \(first) AND \(last) ORDER BY id"
        if let limit { sql += " LIMIT \(limit)" }
        var records = try reader.all(sql).map(plan.record)
        guard let from = records.first?.id, let through = records.last?.id else { return [] }
        try addParts(reader, plan, from, through, to: &records, broken)
        return records
    }

    private func addParts(
        _ reader: Reader, _ plan: RegisterPlan, _ from: Int64, _ through: Int64,
        to records: inout [Record], _ broken: ((PersonalSealError) -> Void)?
    ) throws {
        var index: [Int64: Int] = [:]
        for (position, record) in records.enumerated() { index[record.id] = position }
        func note(_ error: PersonalSealError) throws {
            guard let broken else { throw error }
            broken(error)
        }
        let between: SQL = " WHERE record BETWEEN \(from) AND \(through) ORDER BY record, position"
        if !plan.personal.isEmpty {
            try reader.each(plan.selectPersonal + " WHERE id BETWEEN \(from) AND \(through)") {
                row in
                guard let id = row[0].integer, let position = index[id] else { return }
                let fields = try plan.personalFields(row, of: id, broken: note)
                records[position].fields.merge(fields) { $1 }
            }
        }
        try reader.each(plan.selectPastStates + between) { row in
            guard let position = row[0].integer.flatMap({ index[$0] }) else { return }
            records[position].pastStates.append(
                PastState(
                    state: row[1].text ?? "", since: row[2].text ?? "", until: row[3].text ?? ""))
        }
        for (field, columns, select) in plan.selectRows {
            try reader.each(select + between) { row in
                guard let id = row[0].integer, let position = index[id] else { return }
                var cells: [String: Scalar] = [:]
                for (column, cell) in zip(columns, row.dropFirst()) where !cell.isNull {
                    do {
                        cells[column.name] = try plan.openedRowCell(
                            cell, column, in: field, of: id)
                    } catch let error as PersonalSealError {
                        try note(error)
                    }
                }
                records[position].rows[field, default: []].append(cells)
            }
        }
    }
}
