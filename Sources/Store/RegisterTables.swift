public import Catalogue

/// The tables of a declared register: its own, its rows', its personal fields' and its past
/// states'.
public enum RegisterTables {
    /// Columns that the kernel adds to every register, in their order in every row.
    public static let kernelColumns = [
        "id", "version", "state", "state_since", "made_at", "changed_at", "catalogue",
    ]

    /// A record's id where it is withdrawn, else 0: the last column of every unique index. A
    /// question for the record in force that says `withdrawnMark = 0` reads that index alone.
    public static let withdrawnMark =
        "(CASE WHEN \"state\" = '\(Lifecycle.withdrawn)' THEN \"id\" ELSE 0 END)"

    static func definitions(_ register: Register, _ catalogue: Catalogue) -> [TableDefinition] {
        var tables = [main(register, catalogue)]
        if !register.personalColumns.isEmpty { tables.append(personal(register)) }
        tables.append(pastStates(register))
        for field in register.rowFields {
            tables.append(rows(field, of: register))
        }
        return tables
    }

    private static func main(_ register: Register, _ catalogue: Catalogue) -> TableDefinition {
        var columns: [ColumnDefinition] = [
            .init("id", .integer, required: true), .init("version", .integer, required: true),
            .init("state", .text, required: true), .init("state_since", .text, required: true),
            .init("made_at", .integer, required: true),
            .init("changed_at", .integer, required: true),
            .init("catalogue", .integer, required: true),
        ]
        columns += register.columns.map(column)
        return TableDefinition(
            name: register.table, columns: columns, primaryKey: ["id"],
            // No check on `state`: a life cycle gains states, and SQLite cannot change a table's
            // checks in place.
            checks: checks(register.columns),
            indexes: indexes(register, catalogue))
    }

    private static func column(_ field: Field) -> ColumnDefinition {
        var references: (String, String)?
        if let list = field.type.codeList {
            references = ("code_" + list.replacing("-", with: "_"), "code")
        } else if let target = field.type.target {
            references = (target.replacing("-", with: "_"), "id")
        }
        return ColumnDefinition(
            field.name, field.type.isInteger ? .integer : .text, required: field.required,
            references: references, check: check(field))
    }

    private static func check(_ field: Field) -> String? {
        let name = quoted(field.name)
        return switch field.type {
        case .boolean: "\(name) IN (0, 1)"
        case .date: "length(\(name)) = 10"
        case .month: "length(\(name)) = 7"
        case .year: "\(name) BETWEEN 1000 AND 9999"
        case .money where field.limits.minimum == nil: "\(name) >= 0"
        default: nil
        }
    }

    /// Comparisons with other fields; an empty cell on either side passes.
    private static func checks(_ fields: [Field]) -> [String] {
        let names = Set(fields.map(\.name))
        func comparison(_ field: Field, _ operation: String, _ other: String?) -> String? {
            guard let other, names.contains(other) else { return nil }
            return "\(quoted(field.name)) \(operation) \(quoted(other))"
        }
        return fields.flatMap { field in
            [
                comparison(field, "<=", field.limits.atMost),
                comparison(field, "<=", field.limits.notAfter),
                comparison(field, ">=", field.limits.notBefore),
            ].compactMap { $0 }
        }
    }

    /// Values are sealed and therefore text; beside those that are looked up stands what is looked
    /// for instead.
    private static func personal(_ register: Register) -> TableDefinition {
        let blind = register.blindColumns.map { blindColumn($0.name) }
        return TableDefinition(
            name: register.table + "_personal",
            columns: [
                ColumnDefinition(
                    "id", .integer, required: true, references: (register.table, "id"))
            ]
                + register.personalColumns.map { ColumnDefinition($0.name, .text) }
                + blind.map { ColumnDefinition($0, .text) },
            primaryKey: ["id"], indexes: blind.map { IndexDefinition(columns: [$0]) })
    }

    /// The column that a personal field is looked up by.
    public static func blindColumn(_ field: String) -> String { field + "_blind" }

    private static func pastStates(_ register: Register) -> TableDefinition {
        TableDefinition(
            name: register.table + "_past_state",
            columns: [
                .init("record", .integer, required: true, references: (register.table, "id")),
                .init("position", .integer, required: true),
                .init("state", .text, required: true), .init("since", .text, required: true),
                .init("until", .text, required: true),
            ], primaryKey: ["record", "position"])
    }

    /// The table of a rows field. Personal columns of rows stay here, and are left out of images.
    private static func rows(_ field: Field, of register: Register) -> TableDefinition {
        TableDefinition(
            name: rowsTable(field, of: register),
            columns: [
                .init("record", .integer, required: true, references: (register.table, "id")),
                .init("position", .integer, required: true),
            ]
                + (field.type.columns ?? []).map {
                    // A sealed value is text, whatever it was.
                    $0.personal ? ColumnDefinition($0.name, .text) : column($0)
                }, primaryKey: ["record", "position"],
            // Who is named in how many teams is asked of each application that comes in.
            indexes: (field.type.columns ?? []).filter { $0.type.target == "person" }
                .map { IndexDefinition(columns: [$0.name]) })
    }

    public static func rowsTable(_ field: Field, of register: Register) -> String {
        register.table + "__" + field.name
    }

    private static func indexes(_ register: Register, _ catalogue: Catalogue) -> [IndexDefinition] {
        let personal = Set(register.personalColumns.map(\.name))
        var indexes = register.unique.filter { personal.isDisjoint(with: $0) }
            .map {
                // What was withdrawn by mistake can be entered again: withdrawn records differ by
                // their ids. One index serves the constraint and the look-up of imports.
                IndexDefinition(columns: $0, unique: true, expression: withdrawnMark)
            }
        let match = register.match
        if !match.isEmpty, personal.isDisjoint(with: match), !register.unique.contains(match) {
            indexes.append(IndexDefinition(columns: match))
        }
        indexes += register.indexes.map { IndexDefinition(columns: $0) }
        indexes += FigureIndexes.indexes(register, catalogue)
        // The list page's own order, so that the first page is read and not sorted.
        let sort = register.sort.field
        if sort != "id", register.columns.contains(where: { $0.name == sort }) {
            indexes.append(IndexDefinition(columns: [sort, "id"]))
        }
        var seen: Set<[String]> = []
        return indexes.filter { seen.insert($0.columns).inserted }
    }

    /// The table of a code list.
    static func codes(_ list: CodeList) -> TableDefinition {
        TableDefinition(
            name: list.table,
            columns: [
                .init("code", .text, required: true), .init("title", .text, required: true),
                .init("parent", .text), .init("sort", .integer, required: true),
                .init("retired", .integer, required: true),
            ], primaryKey: ["code"])
    }
}
