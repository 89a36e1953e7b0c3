import Catalogue
import Journal
import Store
import Values

/// The statements and orders of one register, worked out once and used for every record.
struct RegisterPlan: Sendable {
    let register: Register
    let columns: [Field]
    let personal: [Field]
    /// Personal fields with a blind index.
    let blindFields: [Field]
    let seal: PersonalSeal
    let rowFields: [Field]
    let insert: String
    let update: String
    let insertPersonal: String
    let insertPastState: String
    /// For each rows field, its columns and the statement that adds a row.
    let insertRows: [(field: String, columns: [Field], text: String)]
    /// For each unique group: its fields and the question for another record that has them.
    let duplicates: [(fields: [String], text: String)]
    /// Questions for records, for their personal cells, past states and rows; a condition follows.
    let select: SQL
    let selectPersonal: SQL
    let selectPastStates: SQL
    let selectRows: [(field: String, columns: [Field], text: SQL)]
    /// What empty fields start with.
    let standards: [(field: String, standard: Standard)]

    enum Standard: Sendable {
        case today, thisYear
        case cell(Scalar)

        /// What an empty field of a record made on that day holds.
        func cell(on today: CalendarDate) -> Scalar {
            switch self {
            case .today: .text(today.iso)
            case .thisYear: .integer(Int64(today.year))
            case .cell(let cell): cell
            }
        }
    }

    /// Keys of an image in byte order, each with where its value comes from.
    private let imageKeys: [ImageKey]

    private enum ImageKey: Sendable {
        case id, version, state, stateSince, madeAt, changedAt, catalogue, pastStates
        case field(String)
        case personal(String)
        case rows(String, personal: Set<String>)
    }

    init(_ register: Register, _ catalogue: Catalogue, _ dialect: Dialect, _ key: PersonalKey) {
        self.register = register
        seal = PersonalSeal(key)
        blindFields = register.blindColumns
        columns = register.columns
        personal = register.personalColumns
        rowFields = register.rowFields
        let names = RegisterTables.kernelColumns + columns.map(\.name)
        let table = "\"\(register.table)\""
        let list = names.map { "\"\($0)\"" }
        let places = (1...names.count).map(dialect.place)
        insert = """
            INSERT INTO \(table) (\(list.joined(separator: ", "))) \
            VALUES (\(places.joined(separator: ", ")))
            """
        let sets = zip(list, places).dropFirst().map { "\($0) = \($1)" }.joined(separator: ", ")
        update = "UPDATE \(table) SET \(sets) WHERE \"id\" = \(dialect.place(1))"
        func inserting(into table: String, _ names: [String]) -> String {
            let places = (1...names.count).map(dialect.place).joined(separator: ", ")
            let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
            return "INSERT INTO \"\(table)\" (\(list)) VALUES (\(places))"
        }
        insertPersonal = inserting(
            into: register.table + "_personal",
            ["id"] + personal.map(\.name)
                + blindFields.map { RegisterTables.blindColumn($0.name) })
        insertPastState = inserting(
            into: register.table + "_past_state",
            ["record", "position", "state", "since", "until"])
        insertRows = rowFields.map { field in
            let columns = field.type.columns ?? []
            let rows = RegisterTables.rowsTable(field, of: register)
            return (
                field.name, columns,
                inserting(into: rows, ["record", "position"] + columns.map(\.name))
            )
        }
        func selecting(_ names: [String], from table: String) -> SQL {
            let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
            return SQL(stringLiteral: "SELECT \(list) FROM \"\(table)\"")
        }
        select = selecting(names, from: register.table)
        selectPersonal = selecting(
            ["id"] + personal.map(\.name)
                + blindFields.map { RegisterTables.blindColumn($0.name) },
            from: register.table + "_personal")
        selectPastStates = selecting(
            ["record", "state", "since", "until"], from: register.table + "_past_state")
        selectRows = rowFields.map { field in
            let columns = field.type.columns ?? []
            let rows = RegisterTables.rowsTable(field, of: register)
            return (field.name, columns, selecting(["record"] + columns.map(\.name), from: rows))
        }
        duplicates = register.unique.map { unique in
            let personal = Set(register.personalColumns.map(\.name))
            let equal = unique.enumerated()
                .map { n, name in
                    personal.contains(name)
                        ? "p.\"\(RegisterTables.blindColumn(name))\" = \(dialect.place(n + 1))"
                        : "r.\"\(name)\" = \(dialect.place(n + 1))"
                }.joined(separator: " AND ")
            let join =
                personal.isDisjoint(with: unique)
                ? "" : " JOIN \"\(register.table)_personal\" p USING (\"id\")"
            let other = dialect.place(unique.count + 1)
            return (
                unique,
                """
                SELECT r.id FROM \(table) r\(join) WHERE \(equal) AND r.id <> \(other) \
                AND \(RegisterTables.withdrawnMark) = 0 LIMIT 1
                """
            )
        }
        standards = register.fields.compactMap { field in
            switch field.standard {
            case nil: nil
            case "today": (field.name, .today)
            case "this-year": (field.name, .thisYear)
            case .some(let text):
                (try? field.type.scalar(from: text, in: catalogue)).map { (field.name, .cell($0)) }
            }
        }
        let kernel: [(String, ImageKey)] = [
            ("id", .id), ("version", .version), ("state", .state), ("state_since", .stateSince),
            ("made_at", .madeAt), ("changed_at", .changedAt), ("catalogue", .catalogue),
            ("past_state", .pastStates),
        ]
        let own: [(String, ImageKey)] =
            columns.map { ($0.name, .field($0.name)) }
            + personal.map { ($0.name, .personal($0.name)) }
            + rowFields.map { field in
                let hidden = (field.type.columns ?? []).filter(\.personal).map(\.name)
                return (field.name, .rows(field.name, personal: Set(hidden)))
            }
        imageKeys = (kernel + own)
            .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }.map(\.1)
    }

    /// The values of a record in the order of `insert` and `select`.
    func cells(_ record: Record) -> [Scalar] {
        var cells: [Scalar] = [
            .integer(record.id), .integer(record.version), .text(record.state),
            .text(record.stateSince), .integer(record.madeAt.milliseconds),
            .integer(record.changedAt.milliseconds), .integer(record.catalogue),
        ]
        cells.reserveCapacity(cells.count + columns.count)
        for field in columns { cells.append(record[field.name]) }
        return cells
    }

    /// The record that a row of `select` tells of; personal cells and rows are added by the reader.
    func record(_ row: [Scalar]) -> Record {
        var fields: [String: Scalar] = [:]
        fields.reserveCapacity(columns.count)
        for (index, field) in columns.enumerated() {
            let cell = row[index + 7]
            if !cell.isNull { fields[field.name] = cell }
        }
        return Record(
            register: register.name, id: row[0].integer ?? 0, version: row[1].integer ?? 0,
            state: row[2].text ?? "", stateSince: row[3].text ?? "",
            madeAt: Instant(milliseconds: row[4].integer ?? 0),
            changedAt: Instant(milliseconds: row[5].integer ?? 0),
            catalogue: row[6].integer ?? 0, fields: fields, rows: [:], pastStates: [])
    }

    /// The record's image; personal values appear as keyed digests only.
    func image(_ record: Record, _ key: PersonalKey) -> Image {
        var text = "{"
        text.reserveCapacity(64 + columns.count * 24)
        for imageKey in imageKeys {
            switch imageKey {
            case .id: Canonical.append("id", .integer(record.id), to: &text)
            case .version: Canonical.append("version", .integer(record.version), to: &text)
            case .state: Canonical.append("state", .text(record.state), to: &text)
            case .stateSince:
                Canonical.append("state_since", .text(record.stateSince), to: &text)
            case .madeAt:
                Canonical.append("made_at", .integer(record.madeAt.milliseconds), to: &text)
            case .changedAt:
                Canonical.append("changed_at", .integer(record.changedAt.milliseconds), to: &text)
            case .catalogue: Canonical.append("catalogue", .integer(record.catalogue), to: &text)
            case .pastStates: Canonical.append("past_state", rows: pastRows(record), to: &text)
            case .field(let name): Canonical.append(name, record[name], to: &text)
            case .personal(let name):
                Canonical.append(name, Self.hidden(record[name], key), to: &text)
            case .rows(let name, let personal):
                let rows = (record.rows[name] ?? []).map { row in
                    row.reduce(into: [String: Scalar]()) { result, cell in
                        result[cell.key] =
                            personal.contains(cell.key) ? Self.hidden(cell.value, key) : cell.value
                    }
                }
                Canonical.append(name, rows: rows, to: &text)
            }
        }
        text.append("}")
        return Image(
            register: register.name, record: record.id, version: record.version, content: text)
    }

    private func pastRows(_ record: Record) -> [[String: Scalar]] {
        record.pastStates.map {
            ["state": .text($0.state), "since": .text($0.since), "until": .text($0.until)]
        }
    }

    private static func hidden(_ cell: Scalar, _ key: PersonalKey) -> Scalar {
        cell.isNull ? .null : .text("keyed:" + key.digest(of: cell.description))
    }
}
