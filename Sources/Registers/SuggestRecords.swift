public import Catalogue
public import Store
import Values

extension Registry {
    /// Records in force that a text may mean, the closest first: whose label or code is it, begins
    /// with it, has it, or has these initials.
    /// - Parameter limit: at most so many.
    public func suggest(
        _ text: String, in register: Register, _ reader: Reader, by viewer: Viewer, limit: Int
    ) throws -> [Int64] {
        let exact = try find(named: text, in: register, reader)
        var found = exact
        // Names of organisations are no secret, and whoever names a partner must find it.
        let scope =
            register.name == "organisation" ? nil : RecordScope(viewer, register).condition()
        func add(_ condition: SQL) throws {
            guard found.count < limit else { return }
            let also: SQL = scope.map { " AND \($0)" } ?? ""
            let rows = try reader.all(
                """
                SELECT id FROM \(table: register.table)
                WHERE state <> \(Lifecycle.withdrawn) AND (\(condition))\(also)
                ORDER BY id DESC LIMIT \(limit * 2)
                """)
            for id in rows.compactMap({ $0[0].integer }) where !found.contains(id) {
                found.append(id)
            }
        }
        if let scope, !exact.isEmpty {
            let list = exact.map { "\($0)" as SQL }.joined(", ")
            let seen = try reader.all(
                "SELECT id FROM \(table: register.table) WHERE id IN (\(list)) AND \(scope)")
            found = seen.compactMap { $0[0].integer }
        }
        let fields = ([register.label] + register.match).compactMap(register.field).filter {
            !$0.personal && $0.type.isText
        }
        for field in fields { try add(begins("\(column: field.name)", text)) }
        if (1...20).contains(text.utf8.count), text.utf8.allSatisfy({ $0 < 128 }) {
            try add(initials(text, register))
        }
        if text.count >= 2 {
            for field in fields { try add(contains("\(column: field.name)", text)) }
        }
        return Array(found.prefix(limit))
    }

    /// A prefix as a range, which an index serves.
    private func begins(_ column: SQL, _ text: String) -> SQL {
        "(\(column) >= \(text) AND \(column) < \(text + "\u{10FFFF}"))"
    }

    /// What tells records of one name apart: their codes, or where they belong.
    public func details(
        _ reader: Reader, _ register: Register, ids: [Int64], by viewer: Viewer
    ) throws -> [Int64: String] {
        guard !ids.isEmpty else { return [:] }
        let names = register.match + ["county", "organisation"]
        let fields = names.compactMap(register.field).filter {
            $0.name != register.label && !$0.personal && $0.type.columns == nil
        }
        let columns = fields.map { "\(column: $0.name)" as SQL }
        let list = ids.map { "\($0)" as SQL }.joined(", ")
        let rows = try reader.all(
            """
            SELECT \((["id", "state"] + columns).joined(", ")) FROM \(table: register.table)
            WHERE id IN (\(list))
            """)
        return try lines(reader, rows, fields, by: viewer).reduce(into: [:]) { result, line in
            result[line.id] = line.cells.filter { !$0.isEmpty }.prefix(2).joined(separator: "，")
        }
    }
}

extension FieldType {
    fileprivate var isText: Bool {
        if case .text = self { true } else { false }
    }
}
