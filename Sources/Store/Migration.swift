import Catalogue
import Values

/// Brings the tables to what the catalogue declares: new tables, nullable columns, codes and
/// indexes by itself; anything else is refused with the migration to write.
struct Migration {
    /// The format of tables that this program writes and reads: 2 seals personal fields.
    static let format = "2"

    let catalogue: Catalogue
    let connection: any Connection
    let now: Instant

    private var reader: Reader { Reader(connection: connection) }
    private var dialect: Dialect { connection.dialect }

    /// The number of the catalogue's version.
    func apply() throws -> Int64 {
        if dialect == .postgresql {
            // Two processes started together: the second finds the work of the first.
            try execute("SELECT pg_advisory_xact_lock(hashtext(current_schema()))")
        }
        try SearchTables.ensure(connection)
        let version = try currentVersion()
        if version == nil { try createKernel() } else { try addKernelTables() }
        if let version, version.digest == catalogue.digest { return version.number }
        try syncCodes()
        try syncTables()
        let number = (version?.number ?? 0) + 1
        try execute(
            """
            INSERT INTO catalogue_version (number, digest, since)
            VALUES (\(number), \(catalogue.digest), \(now.milliseconds))
            """)
        return number
    }

    private func execute(_ sql: SQL) throws { try connection.execute(Statement(sql, dialect)) }

    private func execute(_ lines: [String]) throws {
        for line in lines { try connection.execute(Statement(text: line, values: [])) }
    }

    private func currentVersion() throws -> (number: Int64, digest: String)? {
        guard try reader.hasTable("catalogue_version") else { return nil }
        let row = try reader.first(
            "SELECT number, digest FROM catalogue_version ORDER BY number DESC LIMIT 1")
        guard let row, let number = row[0].integer, let digest = row[1].text else { return nil }
        return (number, digest)
    }

    private func createKernel() throws {
        for table in KernelTables.definitions { try execute(table.render(dialect)) }
        try execute(
            """
            INSERT INTO journal_head (id, number, digest, at, next_id)
            VALUES (1, 0, \(String(repeating: "0", count: 64)), 0, 1)
            """)
        try execute("INSERT INTO city (key, value) VALUES ('format', \(Self.format))")
        let city = catalogue.city
        try execute(
            "INSERT INTO city (key, value) VALUES ('region', \(city.region?.text ?? "000000"))")
        try execute("INSERT INTO city (key, value) VALUES ('title', \(city.title))")
    }

    /// Gives a city that an earlier program made the kernel tables that came later.
    private func addKernelTables() throws {
        for table in KernelTables.definitions where try !reader.hasTable(table.name) {
            try execute(table.render(dialect))
        }
    }

    private func syncCodes() throws {
        let known = Set(try tables())
        for list in catalogue.lists.values.sorted(by: { $0.name < $1.name }) {
            let definition = RegisterTables.codes(list)
            if !known.contains(list.table) {
                try execute(definition.render(dialect))
                try declare(definition)
            } else {
                try execute("UPDATE \(table: list.table) SET retired = 1")
            }
            for (index, code) in list.codes.enumerated() {
                try execute(
                    """
                    INSERT INTO \(table: list.table) (code, title, parent, sort, retired)
                    VALUES (\(code.code), \(code.title),
                    \(code.parent.map(Scalar.text) ?? .null), \(index), 0)
                    ON CONFLICT (code) DO UPDATE SET title = excluded.title,
                    parent = excluded.parent, sort = excluded.sort, retired = 0
                    """)
            }
        }
    }

    private func tables() throws -> [String] {
        try reader.all("SELECT DISTINCT place FROM declared_column").compactMap { $0[0].text }
    }

    private func syncTables() throws {
        var refusals: [String] = []
        var declared: [String: [String: String]] = [:]
        for row in try reader.all("SELECT place, name, definition FROM declared_column") {
            declared[row[0].text ?? "", default: [:]][row[1].text ?? ""] = row[2].text
        }
        var additions: [(TableDefinition, [ColumnDefinition])] = []
        for register in catalogue.registers {
            for table in RegisterTables.definitions(register, catalogue) {
                guard let old = declared[table.name] else {
                    additions.append((table, []))
                    continue
                }
                let (new, refused) = compare(table, with: old)
                refusals += refused
                if !new.isEmpty { additions.append((table, new)) }
            }
        }
        guard refusals.isEmpty else { throw StoreError.migrationNeeded(refusals) }
        for (table, columns) in additions { try add(table, columns) }
        if dialect == .postgresql {
            for (table, columns) in additions {
                try execute(table.keys(columns.isEmpty ? table.columns : columns))
            }
        }
        try syncIndexes()
    }

    private func compare(_ table: TableDefinition, with old: [String: String])
        -> (new: [ColumnDefinition], refused: [String])
    {
        var new: [ColumnDefinition] = []
        var refused: [String] = []
        for column in table.columns {
            let rendered = column.render(dialect)
            switch old[column.name] {
            case nil where column.required:
                refused.append("\(table.name).\(column.name)：新增的必填列。先加成可空，补齐数据，再改成必填")
            case nil: new.append(column)
            case .some(let before) where before != rendered:
                refused.append("\(table.name).\(column.name)：由 \(before) 改为 \(rendered)")
            default: break
            }
        }
        let names = Set(table.columns.map(\.name))
        for gone in old.keys.sorted() where !names.contains(gone) {
            refused.append("\(table.name).\(gone)：目录里已删去。保留声明，或写迁移移走其中的数据")
        }
        return (new, refused)
    }

    /// Adds a whole table, or the columns it lacks.
    private func add(_ table: TableDefinition, _ columns: [ColumnDefinition]) throws {
        if columns.isEmpty {
            var bare = table
            bare.indexes = []
            try execute(bare.render(dialect))
        }
        for column in columns {
            let line = column.render(dialect, references: dialect == .sqlite)
            try execute(["ALTER TABLE \(quoted(table.name)) ADD COLUMN \(line)"])
        }
        var declared = table
        if !columns.isEmpty { declared.columns = columns }
        try declare(declared)
    }

    private func declare(_ table: TableDefinition) throws {
        for column in table.columns {
            try execute(
                """
                INSERT INTO declared_column (place, name, definition)
                VALUES (\(table.name), \(column.name), \(column.render(dialect)))
                """)
        }
    }

    /// Makes the indexes that the figures and lists ask for, and drops those nobody asks for now.
    private func syncIndexes() throws {
        let names: SQL =
            dialect == .sqlite
            ? "SELECT name FROM sqlite_master WHERE type = 'index' AND (name LIKE 'ix\\_%' ESCAPE '\\' OR name LIKE 'ux\\_%' ESCAPE '\\')"
            : "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND (indexname LIKE 'ix\\_%' OR indexname LIKE 'ux\\_%')"
        var present = Set(try reader.all(names).compactMap { $0[0].text })
        for table in KernelTables.definitions + SearchTables.definitions {
            for index in table.indexes { present.remove(index.name(table: table.name)) }
        }
        var wanted: Set<String> = []
        for register in catalogue.registers {
            for table in RegisterTables.definitions(register, catalogue) {
                for index in table.indexes {
                    let name = index.name(table: table.name)
                    wanted.insert(name)
                    if !present.contains(name) { try execute([index.render(table: table.name)]) }
                }
            }
        }
        for name in present.subtracting(wanted).sorted() {
            try execute(["DROP INDEX \(quoted(name))"])
        }
    }
}
