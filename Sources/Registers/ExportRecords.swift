import Catalogue
import Documents
public import Store
import Values

extension Registry {
    /// The records that a list shows, all fields, as CSV with a header of titles; importing the
    /// file again changes nothing.
    ///
    /// Personal fields are left out unless the viewer sees them; rows stand in one cell as JSON.
    public func export(
        _ reader: Reader, _ register: String, _ filters: [RecordFilter], by viewer: Viewer
    ) throws -> String {
        let declared = try self.register(register, by: viewer)
        try permit(viewer, .export, on: declared)
        let fields = declared.fields.filter { !$0.personal || viewer.seesPersonal(in: declared) }
        let condition = try condition(filters, declared, reader, by: viewer)
        let filter: SQL = condition.map { " WHERE \($0)" } ?? ""
        let ids = try reader.all("SELECT id FROM \(table: declared.table)\(filter) ORDER BY id")
            .compactMap { $0[0].integer }
        let wanted = Set(ids)
        var rows: [[String]] = []
        rows.reserveCapacity(ids.count)
        try eachRecord(reader, declared.name) { chunk in
            for record in chunk where wanted.contains(record.id) {
                rows.append(
                    [record.state, record.stateSince]
                        + (try fields.map {
                            try exportText(
                                record, $0, showsPersonal: viewer.seesPersonal(in: declared))
                        }))
            }
        }
        return CSVWriter.text(
            header: ["状态", "状态起始日"] + fields.map(\.title), rows: rows, byteOrderMark: true)
    }

    private func exportText(_ record: Record, _ field: Field, showsPersonal: Bool) throws
        -> String
    {
        guard let all = field.type.columns else { return exportText(record[field.name], field) }
        let columns = all.filter { !$0.personal || showsPersonal }
        let rows = (record.rows[field.name] ?? []).map { row in
            columns.reduce(into: [String: String]()) { result, column in
                let text = exportText(row[column.name] ?? .null, column)
                if !text.isEmpty { result[column.name] = text }
            }
        }
        return rows.isEmpty ? "" : RowsText.text(rows)
    }

    /// Texts that read back as the same cell: codes as codes, records as `#id`.
    private func exportText(_ cell: Scalar, _ field: Field) -> String {
        if cell.isNull { return "" }
        if field.type.target != nil { return "#\(cell)" }
        return field.type.canonicalText(cell, in: catalogue)
    }
}
