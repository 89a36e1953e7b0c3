public import Catalogue
public import Store
public import Values

/// Reads answers into cells: texts by their field's type, names of records into their ids.
public struct AnswerReading {
    let registry: Registry
    let reader: Reader
    /// Who answers; nil where the caller answers for itself.
    private let viewer: Viewer?
    /// The record that is changed: whom it names already, it may go on naming.
    private let before: Record?
    private var found: [String: Scalar] = [:]

    public init(
        _ registry: Registry, _ reader: Reader, by viewer: Viewer? = nil, of before: Record? = nil
    ) {
        self.registry = registry
        self.reader = reader
        self.viewer = viewer
        self.before = before
    }

    /// The cells that the answers stand for.
    /// - Throws: `RecordRefusal.fields` with every answer that cannot be read.
    public mutating func read(_ answers: [String: Answer], for register: Register) throws -> Draft {
        let (draft, problems) = try readable(answers, for: register)
        if !problems.isEmpty { throw RecordRefusal.fields(problems) }
        return draft
    }

    /// The cells of a change, held against the rules of the register as far as they can be read.
    /// - Parameter present: the record as it is.
    /// - Throws: `RecordRefusal.fields`.
    mutating func readChange(
        _ answers: [String: Answer], for register: Register, of present: Record,
        _ today: CalendarDate
    ) throws -> Draft {
        let (draft, unread) = try readable(answers, for: register)
        guard !unread.isEmpty else { return draft }
        var fields = present.fields.merging(draft.fields) { $1 }.filter { !$0.value.isNull }
        var rows = present.rows.merging(draft.rows) { $1 }
        register.clearUnasked(&fields, &rows, besides: draft)
        let rules = RecordRules(register: register, catalogue: registry.catalogue, today: today)
        throw RecordRefusal.fields(rules.check(fields, rows, besides: unread))
    }

    /// What can be read, and what is wrong with the rest.
    mutating func readable(_ answers: [String: Answer], for register: Register) throws -> (
        Draft, [FieldProblem]
    ) {
        var draft = Draft()
        var problems: [FieldProblem] = []
        for (name, answer) in answers.sorted(by: { $0.key < $1.key }) {
            guard let field = field(name, register) else {
                problems.append(unknown(name, register))
                continue
            }
            do {
                switch (answer, field.type.columns) {
                case (.text(let text), nil): draft.fields[field.name] = try cell(text, field)
                case (.rows(let rows), .some(let columns)):
                    draft.rows[field.name] = try self.rows(
                        rows, columns, of: field, &problems)
                case (.text(let text), .some(let columns)):
                    draft.rows[field.name] = try self.rows(
                        Self.rows(text, field), columns, of: field, &problems)
                case (.rows, nil):
                    problems.append(
                        FieldProblem(
                            field: name, title: field.title, value: "", rule: "不是明细字段",
                            advice: "填一个值"))
                }
            } catch let problem as FieldProblem {
                problems.append(problem)
            }
        }
        return (draft, problems)
    }

    /// The cell that one text stands for.
    /// - Throws: `FieldProblem`.
    public mutating func cell(_ text: String, _ field: Field) throws -> Scalar {
        if let target = field.type.target { return try reference(text, field, target) }
        do {
            return try field.type.scalar(from: text, in: registry.catalogue)
        } catch {
            throw FieldProblem(field, error)
        }
    }

    /// A field by its name or its title.
    func field(_ name: String, _ register: Register) -> Field? {
        register.field(name) ?? register.fields.first { $0.title == name }
    }

    private func unknown(_ name: String, _ register: Register) -> FieldProblem {
        FieldProblem(
            field: name, title: register.title, value: "", rule: "没有这个字段",
            advice: Catalogue.advice(for: name, among: register.fields.map(\.name)))
    }

    /// The cells of rows; what cannot be read is noted, each cell by itself.
    private mutating func rows(
        _ rows: [[String: String]], _ columns: [Field], of field: Field,
        _ problems: inout [FieldProblem]
    ) throws -> [[String: Scalar]] {
        var read: [[String: Scalar]] = []
        for (index, texts) in rows.enumerated() {
            var cells: [String: Scalar] = [:]
            for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
                do {
                    let column = try Self.column(name, columns, of: field)
                    let cell = try cell(text, column)
                    if !cell.isNull { cells[column.name] = cell }
                } catch let problem as FieldProblem {
                    problems.append(problem.placed(field, row: index))
                }
            }
            read.append(cells)
        }
        return read
    }

    private static func column(_ name: String, _ columns: [Field], of field: Field)
        throws -> Field
    {
        if let column = columns.first(where: { $0.name == name || $0.title == name }) {
            return column
        }
        throw FieldProblem(
            field: name, title: name, value: "", rule: "明细没有这一列",
            advice: Catalogue.advice(for: name, among: columns.map(\.name)))
    }

    private static func rows(_ text: String, _ field: Field) throws -> [[String: String]] {
        if text.isEmpty { return [] }
        guard let rows = RowsText.parse(text) else {
            throw FieldProblem(
                field: field.name, title: field.title, value: String(text.prefix(40)),
                rule: "明细要写成 JSON", advice: "例如 [{\"日期\": \"2025-03-01\"}]")
        }
        return rows
    }

    /// A record named by `#id`, by its match value or by its label.
    private mutating func reference(_ text: String, _ field: Field, _ target: String) throws
        -> Scalar
    {
        let name = text.filter { !$0.isNewline }.trimmingBlanks
        if name.isEmpty { return .null }
        let key = target + "\u{1}" + name
        if let known = found[key] { return known }
        let register = try registry.register(target)
        let ids = try named(name, register)
        guard ids.count == 1, let id = ids.first else {
            throw FieldProblem(
                field: field.name, title: field.title, value: name,
                rule: ids.isEmpty
                    ? "\(register.title)登记册里没有它" : "\(register.title)登记册里有 \(ids.count) 个同名的",
                advice: ids.isEmpty
                    ? "先登记\(register.title)，或核对写法"
                    : "改写成编号，例如 #\(ids.first ?? 0)")
        }
        found[key] = .integer(id)
        return .integer(id)
    }
}

extension AnswerReading {
    /// What a name stands for, for whoever answers. A name that is known may be given; a number
    /// could be any, and would tell what the record is called that it names.
    private func named(_ name: String, _ register: Register) throws -> [Int64] {
        let ids = try registry.find(named: name, in: register, reader)
        guard let viewer, viewer.isLimited, !ids.isEmpty else { return ids }
        let seen = try ids.filter { id in
            try isNamedAlready(id) || registry.mayName(reader, register, id, by: viewer)
        }
        return seen.isEmpty && !name.hasPrefix("#") ? ids : seen
    }

    private func isNamedAlready(_ id: Int64) -> Bool {
        guard let before else { return false }
        let cells = before.fields.values + before.rows.values.joined().flatMap(\.values)
        return cells.contains(.integer(id))
    }
}

extension Registry {
    /// Whether the viewer may name a record by its number, and be told what it is called. Names of
    /// organisations are no secret: whoever names a partner must find it.
    public func mayName(_ reader: Reader, _ register: Register, _ id: Int64, by viewer: Viewer)
        throws -> Bool
    {
        if register.name == "organisation" { return true }
        guard let scope = RecordScope(viewer, register).condition() else { return true }
        return try reader.first(
            "SELECT 1 FROM \(table: register.table) WHERE id = \(id) AND \(scope)") != nil
    }

    /// Ids of the records that a name stands for: `#id`, a match value, or the label; three at
    /// most. Those in force go before withdrawn ones of the same name, which are meant only where
    /// there is no other.
    func find(named name: String, in register: Register, _ reader: Reader) throws -> [Int64] {
        for records in try places(of: name, in: register) {
            let found = try reader.all(
                """
                SELECT r.id, r.state\(records)
                ORDER BY CASE WHEN r.state = \(Lifecycle.withdrawn) THEN 1 ELSE 0 END, r.id LIMIT 3
                """)
            if found.isEmpty { continue }
            let inForce = found.filter { $0[1].text != Lifecycle.withdrawn }
            return (inForce.isEmpty ? found : inForce).compactMap { $0[0].integer }
        }
        return []
    }

    /// The question for the ids of all records that a name stands for, withdrawn ones among them;
    /// nil where there is none.
    func all(named name: String, in register: Register, _ reader: Reader) throws -> SQL? {
        for records in try places(of: name, in: register)
        where try reader.first("SELECT 1\(records) LIMIT 1") != nil {
            return "SELECT r.id\(records)"
        }
        return nil
    }

    /// Where the records of a name are looked for, in this order.
    private func places(of name: String, in register: Register) throws -> [SQL] {
        if name.hasPrefix("#"), let id = Int64(name.dropFirst()) {
            return [" FROM \(table: register.table) r WHERE r.id = \(id)"]
        }
        let match = register.match.count == 1 ? register.field(register.match[0]) : nil
        return try [match, register.field(register.label)].compactMap { field in
            guard let field, field.type.columns == nil, field.type.target == nil,
                let cell = try? field.type.scalar(from: name, in: catalogue)
            else { return nil }
            let (column, value) = try plan(register.name).lookUp(field.name, cell)
            let personal: SQL =
                field.personal ? " JOIN \(table: register.table + "_personal") p USING (id)" : ""
            return " FROM \(table: register.table) r\(personal) WHERE \(column: column) = \(value)"
        }
    }
}

extension String {
    var trimmingBlanks: String {
        // The common case without looking at what kind of characters they are.
        if let first = utf8.first, let last = utf8.last, Self.isPlain(first), Self.isPlain(last) {
            return self
        }
        var view = Substring(self)
        while let first = view.first, first.isWhitespace { view.removeFirst() }
        while let last = view.last, last.isWhitespace { view.removeLast() }
        return String(view)
    }

    /// A visible ASCII character.
    private static func isPlain(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) }
}
