/// A table as the platform wants it; each engine renders it in its own words.
struct TableDefinition: Sendable {
    let name: String
    var columns: [ColumnDefinition]
    var primaryKey: [String]
    var checks: [String] = []
    var indexes: [IndexDefinition] = []

    func render(_ dialect: Dialect) -> [String] {
        var lines = columns.map {
            $0.render(
                dialect, alone: primaryKey == [$0.name], references: dialect == .sqlite)
        }
        if primaryKey.count > 1 {
            lines.append("PRIMARY KEY (\(primaryKey.map(quoted).joined(separator: ", ")))")
        }
        lines += checks.map { "CHECK (\($0))" }
        let body = lines.joined(separator: ",\n    ")
        return ["CREATE TABLE \(quoted(name)) (\n    \(body)\n)\(dialect.tableOptions)"]
            + indexes.map { $0.render(table: name) }
    }
}

extension TableDefinition {
    /// Foreign keys added once every table is there: PostgreSQL, unlike SQLite, wants the table
    /// that a key names to exist. They can wait for the end of a write, for the sake of restoring.
    func keys(_ columns: [ColumnDefinition]) -> [String] {
        columns.compactMap { column in
            column.references.map {
                """
                ALTER TABLE \(quoted(name)) ADD FOREIGN KEY (\(quoted(column.name))) \
                REFERENCES \(quoted($0.table)) (\(quoted($0.column))) DEFERRABLE
                """
            }
        }
    }
}

struct ColumnDefinition: Sendable {
    let name: String
    let kind: ColumnKind
    var required = false
    /// Table and column that the value must stand in.
    var references: (table: String, column: String)?
    var check: String?

    init(
        _ name: String, _ kind: ColumnKind, required: Bool = false,
        references: (table: String, column: String)? = nil, check: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.required = required
        self.references = references
        self.check = check
    }

    /// - Parameter references: whether the foreign key stands in the column's line.
    func render(_ dialect: Dialect, alone: Bool = false, references isInline: Bool = true)
        -> String
    {
        var text = "\(quoted(name)) \(dialect.type(kind))"
        if alone { text += " PRIMARY KEY" }
        if required { text += " NOT NULL" }
        if let references, isInline {
            text += " REFERENCES \(quoted(references.table)) (\(quoted(references.column)))"
        }
        if let check { text += " CHECK (\(check))" }
        return text
    }
}

struct IndexDefinition: Sendable, Hashable {
    let columns: [String]
    var unique = false
    /// An expression that stands behind the columns.
    var expression: String?

    func name(table: String) -> String {
        let long = (unique ? "ux_" : "ix_") + table + "__" + columns.joined(separator: "_")
        // PostgreSQL cuts names at 63 bytes; a cut name keeps a digest of the whole.
        guard long.utf8.count > 60 else { return long }
        var hash: UInt32 = 2_166_136_261
        for byte in long.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return long.prefix(50) + "_" + String(hash, radix: 36)
    }

    func render(table: String) -> String {
        let list = (columns.map(quoted) + [expression].compactMap { $0 }).joined(separator: ", ")
        return """
            CREATE \(unique ? "UNIQUE " : "")INDEX \(quoted(name(table: table))) \
            ON \(quoted(table)) (\(list))
            """
    }
}

/// A name in double quotes. Names come from the checked catalogue: snake_case only.
func quoted(_ name: String) -> String { "\"\(name)\"" }
