import Catalogue
import Registers
import Store
import Values

/// One field of a record as search sees it.
struct FieldText: Sendable {
    let title: String
    let text: String
    let isLabel: Bool
    let isOpen: Bool
    let isNumber: Bool
}

/// The texts of one record, its label first.
struct RecordTexts: Sendable {
    let id: Int64
    let register: String
    let state: String
    /// Whether a confidentiality review has released it (主动公开).
    let isReleased: Bool
    var fields: [FieldText]

    var label: FieldText? { fields.first.flatMap { $0.isLabel ? $0 : nil } }

    /// Whether the public may find it and see this much of it.
    var openFields: [FieldText] {
        isReleased && state != Lifecycle.withdrawn ? fields.filter(\.isOpen) : []
    }
}

extension IndexPlan {
    /// The texts of the records with these ids, in id order; ids that are not there are left out.
    func texts(_ registry: Registry, _ reader: Reader, ids: [Int64]) throws -> [RecordTexts] {
        guard !ids.isEmpty else { return [] }
        let wanted = ids.sorted()
        let list = (["id", "state"] + names).map { "\(column: $0)" as SQL }.joined(", ")
        var rows: [[Scalar]] = []
        for chunk in Self.chunks(wanted) {
            rows += try reader.all(
                """
                SELECT \(list) FROM \(table: register.table)
                WHERE id IN (\(chunk.map { "\($0)" as SQL }.joined(", ")))
                """)
        }
        rows.sort { ($0[0].integer ?? 0) < ($1[0].integer ?? 0) }
        let all = [label].compactMap { $0 } + columns
        var labels: [[Int64: String]?] = []
        for (index, column) in all.enumerated() {
            labels.append(
                try column.field.type.target.map { target in
                    try registry.labels(
                        reader, target, ids: rows.compactMap { $0[index + 2].integer })
                })
        }
        var texts = rows.map { row -> RecordTexts in
            var fields: [FieldText] = []
            for (index, column) in all.enumerated() {
                let text = Self.text(
                    row[index + 2], column.field, labels[index], registry.catalogue)
                let isLabel = index == 0 && label != nil
                guard isLabel || !text.isEmpty else { continue }
                fields.append(
                    FieldText(
                        title: column.field.title, text: text, isLabel: isLabel,
                        isOpen: column.isOpen, isNumber: column.isNumber))
            }
            let isReleased = hasOpenness && row.last?.text == "proactive"
            return RecordTexts(
                id: row[0].integer ?? 0, register: register.name, state: row[1].text ?? "",
                isReleased: isReleased, fields: fields)
        }
        for (field, columns) in self.rows {
            try add(field, columns, to: &texts, registry, reader)
        }
        return texts
    }

    /// Texts inside of rows; they are never open.
    private func add(
        _ field: Field, _ columns: [Field], to texts: inout [RecordTexts], _ registry: Registry,
        _ reader: Reader
    ) throws {
        var index: [Int64: Int] = [:]
        for (position, text) in texts.enumerated() { index[text.id] = position }
        let list = columns.map { "\(column: $0.name)" as SQL }.joined(", ")
        for chunk in Self.chunks(texts.map(\.id)) {
            let rows = try reader.all(
                """
                SELECT record, \(list)
                FROM \(table: RegisterTables.rowsTable(field, of: register))
                WHERE record IN (\(chunk.map { "\($0)" as SQL }.joined(", ")))
                ORDER BY record, position
                """)
            guard !rows.isEmpty else { continue }
            for (place, column) in columns.enumerated() {
                let labels = try column.type.target.map {
                    try registry.labels(reader, $0, ids: rows.compactMap { $0[place + 1].integer })
                }
                for row in rows {
                    let text = Self.text(row[place + 1], column, labels, registry.catalogue)
                    guard !text.isEmpty, let id = row[0].integer, let at = index[id] else {
                        continue
                    }
                    texts[at].fields.append(
                        FieldText(
                            title: "\(field.title)·\(column.title)", text: text, isLabel: false,
                            isOpen: false, isNumber: false))
                }
            }
        }
    }

    private static func text(
        _ cell: Scalar, _ field: Field, _ labels: [Int64: String]?, _ catalogue: Catalogue
    ) -> String {
        if cell.isNull { return "" }
        if let labels { return cell.integer.flatMap { labels[$0] } ?? "" }
        return field.type.text(cell, in: catalogue)
    }

    /// Chunks of one length, the last filled up with its last id: one statement, prepared once.
    static func chunks(_ ids: [Int64]) -> [[Int64]] {
        let size = ids.count <= 20 ? 20 : 250
        return stride(from: 0, to: ids.count, by: size).map { start in
            var chunk = Array(ids[start..<min(start + size, ids.count)])
            while chunk.count < size { chunk.append(chunk[chunk.count - 1]) }
            return chunk
        }
    }
}
