import Catalogue
public import Store
import Values

/// Where one record is named by others.
public struct References: Sendable, Hashable {
    public let register: String
    public let title: String
    /// The records that name it, in fields or in rows.
    public let records: [Int64]
}

extension Registry {
    /// The records of all registers that name a record, by register.
    ///
    /// Personal fields name no records: what is sealed cannot be looked up.
    public func references(_ reader: Reader, to target: String, _ id: Int64) throws -> [References]
    {
        try catalogue.registers.compactMap { register in
            var parts: [SQL] = []
            for field in register.columns where field.type.target == target {
                parts.append(
                    "SELECT id FROM \(table: register.table) WHERE \(column: field.name) = \(id)")
            }
            for field in register.rowFields {
                let rows = RegisterTables.rowsTable(field, of: register)
                for column in field.type.columns ?? []
                where column.type.target == target && !column.personal {
                    parts.append(
                        "SELECT record FROM \(table: rows) WHERE \(column: column.name) = \(id)")
                }
            }
            guard !parts.isEmpty else { return nil }
            let ids = Set(
                try reader.all(parts.joined(" UNION ")).compactMap { $0[0].integer }
            ).sorted()
            guard !ids.isEmpty else { return nil }
            return References(register: register.name, title: register.title, records: ids)
        }
    }

    /// A record as it will be once it names another in the place of one; nothing names itself.
    private func repointed(
        _ record: Record, _ register: Register, to target: String, from old: Int64, new: Int64
    ) -> Record {
        var changed = record
        let isItself = register.name == target && record.id == new
        for field in register.columns
        where field.type.target == target && record[field.name] == .integer(old) {
            changed.fields[field.name] = isItself ? nil : .integer(new)
        }
        for field in register.rowFields {
            for column in field.type.columns ?? [] where column.type.target == target {
                for index in (changed.rows[field.name] ?? []).indices
                where changed.rows[field.name]?[index][column.name] == .integer(old) {
                    changed.rows[field.name]?[index][column.name] = .integer(new)
                }
            }
        }
        return changed
    }

    /// Makes a record name another in the place of one, whatever its state: it says the same of
    /// the same thing, which has another entry now.
    /// - Throws: `RecordRefusal.duplicate` where the register has that record of the other already.
    public func repoint(
        _ register: String, _ id: Int64, to target: String, from old: Int64, new: Int64,
        _ writer: Writer
    ) throws {
        let plan = try plan(register)
        let before = try record(writer.reader, register, id)
        var after = repointed(before, plan.register, to: target, from: old, new: new)
        guard after != before else { return }
        if after.state != Lifecycle.withdrawn {
            try refuseDuplicate(of: after, plan, writer.reader)
        }
        after.version += 1
        after.changedAt = writer.now
        try writer.update(after, plan, database.personalKey)
    }

    /// The record that stands in the way of repointing one; nil where none does.
    public func obstacle(
        _ reader: Reader, _ register: String, _ id: Int64, to target: String, from old: Int64,
        new: Int64
    ) throws -> Int64? {
        let plan = try plan(register)
        let before = try record(reader, register, id)
        guard before.state != Lifecycle.withdrawn else { return nil }
        let after = repointed(before, plan.register, to: target, from: old, new: new)
        do {
            try refuseDuplicate(of: after, plan, reader)
            return nil
        } catch let RecordRefusal.duplicate(_, _, _, existing) {
            return existing
        }
    }
}
