import Catalogue
import Journal
import Store
import Values

/// How personal cells go into the database and come out of it: sealed, each to its own place.
extension RegisterPlan {
    /// Where a personal value stands; it opens nowhere else.
    private func place(_ field: String, _ id: Int64) -> String { "\(register.name)/\(id)/\(field)" }

    func sealed(_ cell: Scalar, _ field: String, of id: Int64) throws -> Scalar {
        cell.isNull ? .null : .text(try seal.sealed(cell.description, as: place(field, id)))
    }

    /// - Throws: `PersonalSealError.broken`.
    func opened(_ cell: Scalar, _ field: String, _ type: FieldType, of id: Int64) throws -> Scalar {
        guard !cell.isNull else { return .null }
        let text = try seal.opened(cell.description, as: place(field, id))
        guard type.isInteger else { return .text(text) }
        guard let value = Int64(text) else {
            throw PersonalSealError.broken(place: place(field, id))
        }
        return .integer(value)
    }

    /// What stands in the blind index for a value.
    func blind(_ cell: Scalar, _ field: String) -> Scalar {
        cell.isNull
            ? .null : .text(seal.blind(cell.description, field: "\(register.name).\(field)"))
    }

    /// The cells of the register's personal table in the order of `insertPersonal`.
    func personalCells(_ record: Record) throws -> [Scalar] {
        [.integer(record.id)]
            + (try personal.map { try sealed(record[$0.name], $0.name, of: record.id) })
            + blindFields.map { blind(record[$0.name], $0.name) }
    }

    /// The personal fields of one row of `selectPersonal`.
    /// - Parameter broken: told of values that do not open, or do not belong to their blind index.
    func personalFields(
        _ row: [Scalar], of id: Int64, broken: (PersonalSealError) throws -> Void
    ) rethrows -> [String: Scalar] {
        var fields: [String: Scalar] = [:]
        for (index, field) in personal.enumerated() {
            do {
                let cell = try opened(row[index + 1], field.name, field.type, of: id)
                if !cell.isNull { fields[field.name] = cell }
            } catch {
                try broken(.broken(place: place(field.name, id)))
            }
        }
        for (index, field) in blindFields.enumerated()
        where row[index + 1 + personal.count] != blind(fields[field.name] ?? .null, field.name) {
            try broken(.broken(place: place(RegisterTables.blindColumn(field.name), id)))
        }
        return fields
    }

    /// A cell of a rows field, sealed where its column is personal.
    func rowCell(_ cell: Scalar, _ column: Field, in field: String, of id: Int64) throws -> Scalar {
        column.personal ? try sealed(cell, "\(field).\(column.name)", of: id) : cell
    }

    func openedRowCell(_ cell: Scalar, _ column: Field, in field: String, of id: Int64) throws
        -> Scalar
    {
        column.personal
            ? try opened(cell, "\(field).\(column.name)", column.type, of: id) : cell
    }

    /// The name of the column that equal values of a field share, and what stands in it.
    func lookUp(_ field: String, _ cell: Scalar) -> (column: String, cell: Scalar) {
        blindFields.contains { $0.name == field }
            ? (RegisterTables.blindColumn(field), blind(cell, field)) : (field, cell)
    }
}
