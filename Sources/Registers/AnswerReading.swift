public import Catalogue
public import Store
public import Values

/// Reads answers into cells: texts by their field's type, names of records into their ids.
public struct AnswerReading {
    let registry: Registry
    let reader: Reader
    private var found: [String: Scalar] = [:]

    public init(_ registry: Registry, _ reader: Reader) {
        self.registry = registry
        self.reader = reader
    }

    /// The cells that the answers stand for.
    /// - Throws: `RecordRefusal.fields` with every answer that cannot be read.
    public mutating func read(_ answers: [String: Answer], for register: Register) throws -> Draft {
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
                case (.rows(let given), .some(let columns)):
                    draft.rows[field.name] = try rows(given, columns, of: field)
                case (.text(let text), .some(let columns)):
                    draft.rows[field.name] = try rows(Self.rows(text, field), columns, of: field)
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
        if !problems.isEmpty { throw RecordRefusal.fields(problems) }
        return draft
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

    private mutating func rows(
        _ given: [[String: String]], _ columns: [Field], of field: Field
    ) throws -> [[String: Scalar]] {
        var rows: [[String: Scalar]] = []
        for (index, texts) in given.enumerated() {
            do {
                rows.append(try row(texts, columns, of: field))
            } catch let problem as FieldProblem {
                throw problem.placed(field, row: index)
            }
        }
        return rows
    }

    private mutating func row(_ texts: [String: String], _ columns: [Field], of field: Field) throws
        -> [String: Scalar]
    {
        var cells: [String: Scalar] = [:]
        for (name, text) in texts {
            guard let column = columns.first(where: { $0.name == name || $0.title == name }) else {
                throw FieldProblem(
                    field: name, title: name, value: "", rule: "明细没有这一列",
                    advice: Catalogue.advice(for: name, among: columns.map(\.name)))
            }
            let cell = try cell(text, column)
            if !cell.isNull { cells[column.name] = cell }
        }
        return cells
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
        let ids = try registry.find(named: name, in: register, reader)
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

extension Registry {
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
