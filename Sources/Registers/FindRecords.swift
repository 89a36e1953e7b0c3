public import Catalogue
public import Store
public import Values

/// What a list of records asks for.
public struct RecordQuery: Sendable, Hashable {
    public var filters: [RecordFilter]
    /// A field, with a minus before it for descending; the register's own order where nil.
    public var sort: String?
    public var limit: Int
    public var offset: Int

    public init(filters: [RecordFilter] = [], sort: String? = nil, limit: Int = 50, offset: Int = 0)
    {
        self.filters = filters
        self.sort = sort
        self.limit = limit
        self.offset = offset
    }
}

/// One page of a list: the shown columns of each record as text, and how many there are.
public struct RecordPage: Sendable {
    public struct Line: Sendable {
        public let id: Int64
        public let state: String
        /// The texts of the columns, in their order.
        public let cells: [String]
    }

    public let register: Register
    public let columns: [Field]
    public let lines: [Line]
    /// Exact up to `countLimit`; one more means “more than that”.
    public let count: Int
    public static let countLimit = 1_000

    public var countText: String { count > Self.countLimit ? "1,000+" : "\(count)" }
}

extension Registry {
    /// One page of a register's records, as the viewer may see them.
    public func find(_ reader: Reader, _ register: String, _ query: RecordQuery, by viewer: Viewer)
        throws -> RecordPage
    {
        let declared = try self.register(register, by: viewer)
        try permit(viewer, .read, on: declared)
        let columns = shownColumns(declared)
        let filter = try filter(query, declared, reader, by: viewer)
        let limits: SQL = "LIMIT \(query.limit) OFFSET \(query.offset)"
        let rows: [[Scalar]]
        // The index knows no viewers: who sees a part only is answered from the records.
        let isWhole = RecordScope(viewer, declared) == .all
        if isWhole, let ids = try spokenPage(query, declared, limits, reader) {
            rows = try reader.all(selection(query, declared, " WHERE id IN (\(ids))"))
        } else {
            rows = try reader.all("\(try selection(query, declared, filter)) \(limits)")
        }
        return RecordPage(
            register: declared, columns: columns,
            lines: try lines(reader, rows, columns, by: viewer),
            count: try count(reader, declared, query, by: viewer))
    }

    /// How many records a list has for the viewer: exact up to `RecordPage.countLimit`, one more
    /// means “more than that”.
    public func count(
        _ reader: Reader, _ register: Register, _ query: RecordQuery, by viewer: Viewer
    ) throws -> Int {
        let filter = try filter(query, register, reader, by: viewer)
        return Int(
            try reader.integer(
                """
                SELECT count(*) FROM (SELECT 1 FROM \(table: register.table)\(filter)
                LIMIT \(RecordPage.countLimit + 1)) AS found
                """))
    }

    /// Hands over all records of a list, in its order, some at a time; only these are in memory.
    func eachPage(
        _ reader: Reader, _ register: Register, _ query: RecordQuery, by viewer: Viewer,
        _ body: ([RecordPage.Line]) throws -> Void
    ) throws {
        let register = register.seen(by: viewer)
        let columns = shownColumns(register)
        let filter = try filter(query, register, reader, by: viewer)
        var rows: [[Scalar]] = []
        func hand() throws {
            try body(try lines(reader, rows, columns, by: viewer))
            rows.removeAll(keepingCapacity: true)
        }
        try reader.each(try selection(query, register, filter)) { row in
            rows.append(row)
            if rows.count == 1_000 { try hand() }
        }
        if !rows.isEmpty { try hand() }
    }

    func shownColumns(_ register: Register) -> [Field] {
        register.list.compactMap(register.field)
            .filter { $0.type.columns == nil && !$0.personal }
    }

    private func filter(
        _ query: RecordQuery, _ register: Register, _ reader: Reader, by viewer: Viewer
    ) throws -> SQL {
        try condition(query.filters, register, reader, by: viewer).map { " WHERE \($0)" } ?? ""
    }

    private func selection(_ query: RecordQuery, _ register: Register, _ filter: SQL) throws -> SQL
    {
        let names = shownColumns(register).map { "\(column: $0.name)" as SQL }
        let list = (["id", "state"] + names).joined(", ")
        return """
            SELECT \(list) FROM \(table: register.table)\(filter)
            ORDER BY \(try order(query.sort, register))
            """
    }

    /// The field that a list is sorted by, and the direction.
    func sorting(_ sort: String?, _ register: Register) -> (field: String, descending: Bool) {
        guard let sort else { return register.sort }
        return sort.hasPrefix("-") ? (String(sort.dropFirst()), true) : (sort, false)
    }

    private func order(_ sort: String?, _ register: Register) throws -> SQL {
        let (name, descending) = sorting(sort, register)
        if name == "id" { return descending ? "id DESC" : "id" }
        if isSpoken(name, in: register) { return spokenOrder(register, descending: descending) }
        guard let field = register.field(name), field.type.columns == nil, !field.personal else {
            throw RecordRefusal.badFilter(
                name, advice: Catalogue.advice(for: name, among: register.columns.map(\.name)))
        }
        // Empty cells first or last is the engines' own habit; both are told the same.
        return descending
            ? "\(column: name) DESC NULLS LAST, id DESC" : "\(column: name) NULLS FIRST, id"
    }

    /// The texts of rows that begin with id, state and these columns; names of other records are
    /// looked up at once, as the viewer may see them.
    public func lines(
        _ reader: Reader, _ rows: [[Scalar]], _ columns: [Field], by viewer: Viewer
    ) throws -> [RecordPage.Line] {
        let types = columns.map(\.type)
        var labels: [[Int64: String]?] = Array(repeating: nil, count: types.count)
        for (index, type) in types.enumerated() {
            guard let target = type.target else { continue }
            let ids = rows.compactMap { $0[index + 2].integer }
            labels[index] = try self.labels(reader, target, ids: ids, by: viewer)
        }
        return rows.map { row in
            var cells: [String] = []
            cells.reserveCapacity(types.count)
            for index in types.indices {
                let cell = row[index + 2]
                if let names = labels[index] {
                    cells.append(cell.integer.flatMap { names[$0] } ?? "")
                } else {
                    cells.append(types[index].text(cell, in: catalogue))
                }
            }
            return RecordPage.Line(id: row[0].integer ?? 0, state: row[1].text ?? "", cells: cells)
        }
    }

    /// A record's field in words, as the viewer may see it.
    public func text(_ reader: Reader, _ record: Record, _ field: Field, by viewer: Viewer) throws
        -> String
    {
        if field.isBureaus, !viewer.seesBureaus { return "" }
        let cell = record[field.name]
        if field.personal, !viewer.seesPersonal(in: try self.register(record.register)) {
            return Masking.text(field.type.text(cell, in: catalogue), field)
        }
        if let target = field.type.target, let id = cell.integer {
            return try labels(reader, target, ids: [id], by: viewer)[id] ?? "#\(id)"
        }
        return field.type.text(cell, in: catalogue)
    }
}
