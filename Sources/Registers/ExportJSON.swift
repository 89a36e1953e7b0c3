import Catalogue
public import Foundation
public import Store
import Values

extension Registry {
    /// The records that a list shows as JSON, with the dictionary of their fields: what each is
    /// called, its type and unit, and the titles of its codes.
    public func exportJSON(
        _ reader: Reader, _ register: String, _ filters: [RecordFilter], by viewer: Viewer
    ) throws -> Data {
        let declared = try self.register(register, by: viewer)
        try permit(viewer, .export, on: declared)
        let fields = declared.fields.filter { !$0.personal || viewer.seesPersonal(in: declared) }
        let condition = try condition(filters, declared, reader, by: viewer)
        let filter: SQL = condition.map { " WHERE \($0)" } ?? ""
        let wanted = Set(
            try reader.all("SELECT id FROM \(table: declared.table)\(filter)")
                .compactMap { $0[0].integer })
        var records: [[String: JSONCell]] = []
        try eachRecord(reader, declared.name) { chunk in
            for record in chunk where wanted.contains(record.id) {
                var cells: [String: JSONCell] = [
                    "id": .integer(record.id), "state": .text(record.state),
                    "state_since": .text(record.stateSince),
                ]
                for field in fields {
                    cells[field.name] = cell(record, field, viewer.seesPersonal(in: declared))
                }
                records.append(cells)
            }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(
            Export(
                register: declared.name, title: declared.title,
                asOf: database.clock.today.iso, demonstration: database.isDemonstration,
                fields: fields.map { describe($0, in: declared) }, records: records))
    }

    private struct Export: Encodable {
        let register: String
        let title: String
        let asOf: String
        let demonstration: Bool
        let fields: [FieldDescription]
        let records: [[String: JSONCell]]

        enum CodingKeys: String, CodingKey {
            case register, title, demonstration, fields, records
            case asOf = "as_of"
        }
    }

    private func cell(_ record: Record, _ field: Field, _ showsPersonal: Bool) -> JSONCell {
        guard let columns = field.type.columns else {
            return JSONCell(record[field.name], field, catalogue)
        }
        let shown = columns.filter { !$0.personal || showsPersonal }
        return .rows(
            (record.rows[field.name] ?? []).map { row in
                Dictionary(
                    uniqueKeysWithValues: shown.map {
                        ($0.name, JSONCell(row[$0.name] ?? .null, $0, catalogue))
                    })
            })
    }
}

/// A cell as JSON: numbers that a Double keeps are numbers, amounts are texts in yuan.
private enum JSONCell: Encodable {
    case null
    case integer(Int64)
    case flag(Bool)
    case text(String)
    case rows([[String: JSONCell]])

    init(_ cell: Scalar, _ field: Field, _ catalogue: Catalogue) {
        switch (cell, field.type) {
        case (.null, _): self = .null
        case (.integer(let value), .integer), (.integer(let value), .year),
            (.integer(let value), .record):
            self = .integer(value)
        case (.integer(let value), .boolean): self = .flag(value != 0)
        default: self = .text(field.type.canonicalText(cell, in: catalogue))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .integer(let value): try container.encode(value)
        case .flag(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .rows(let rows): try container.encode(rows)
        }
    }
}
