import Catalogue
import Documents
import Journal
import Store
import Values

/// One import under way inside its write.
struct ImportRun {
    let registry: Registry
    let register: Register
    let columns: [ImportColumn]
    let table: ImportTable
    let request: ImportRequest
    let viewer: Viewer
    let writer: Writer
    var reading: AnswerReading
    var findings: [ImportFinding] = []
    var report = ImportReport()
    /// The records that the file names.
    var members: [Int64] = []
    /// The years that its rows are of, where the register is kept by years.
    var years: Set<Scalar> = []
    /// Changes told of one by one; what is beyond is in the journal.
    private static let shownChanges = 200
    private var seen: [String: Int] = [:]
    private var withdrawn: [String: Int64]?
    private var matchTexts: [[Bool]: String] = [:]

    init(
        registry: Registry, register: Register, columns: [ImportColumn], table: ImportTable,
        request: ImportRequest, viewer: Viewer, writer: Writer
    ) {
        self.registry = registry
        self.register = register
        self.columns = columns
        self.table = table
        self.request = request
        self.viewer = viewer
        self.writer = writer
        reading = AnswerReading(registry, writer.reader, by: viewer)
    }

    mutating func take(_ row: ImportTable.Row) throws {
        guard let draft = try draft(row) else { return try nameOnly(row) }
        let writer = writer
        do {
            // A rule of a coded module refuses once the row is written: it must not stay, nor
            // count against the rows below.
            if registry.isFollowed(register.name) {
                try writer.attempt { try write(draft, row) }
            } else {
                try write(draft, row)
            }
        } catch let refusal as RecordRefusal {
            note(refusal, row)
        }
    }

    private mutating func write(_ draft: Draft, _ row: ImportTable.Row) throws {
        if let existing = try existing(draft, row) {
            members.append(existing)
            try update(existing, draft)
        } else {
            let made = try registry.create(stamped(draft), in: register.name, writer)
            try registry.admit(made, of: viewer, in: register)
            members.append(made.id)
            report.created += 1
        }
    }

    /// A row with a fault names its record all the same: it has not vanished from the file.
    private mutating func nameOnly(_ row: ImportTable.Row) throws {
        guard request.keepsGood, let draft = try? key(of: row),
            let cells = try matchCells(draft), let existing = try lookUp(cells)
        else { return }
        members.append(existing)
    }

    /// What a person would have typed into the cell.
    private func text(_ row: ImportTable.Row, _ index: Int, _ field: Field) throws -> String {
        let text = row.cells[index]
        return table.isStrict
            ? text : try ImportCell.adapt(text, field, unit: table.columns[index].unit)
    }

    private mutating func key(of row: ImportTable.Row) throws -> Draft {
        var draft = Draft()
        for (index, column) in columns.enumerated() {
            guard case .field(let field) = column, register.match.contains(field.name) else {
                continue
            }
            draft.fields[field.name] = try reading.cell(text(row, index, field), field)
        }
        return draft
    }

    /// With the day and the source that the file as a whole has.
    private func stamped(_ draft: Draft) -> Draft {
        var draft = draft
        if let day = request.asOf, register.field("as_of")?.type == .date,
            draft.fields["as_of"] == nil
        {
            draft.fields["as_of"] = .text(day.iso)
        }
        return draft
    }

    private mutating func note(_ refusal: RecordRefusal, _ row: ImportTable.Row) {
        guard case .fields(let problems) = refusal else {
            findings.append(
                .init(line: row.line, column: nil, letters: nil, message: refusal.description))
            return
        }
        for problem in problems { note(problem, row) }
    }

    private mutating func note(_ problem: FieldProblem, _ row: ImportTable.Row) {
        let place = columns.firstIndex {
            if case .field(let field) = $0 {
                field.name == problem.field.prefix { $0 != "." }
            } else {
                false
            }
        }
        findings.append(
            .init(
                line: row.line, column: problem.title,
                letters: place.flatMap { table.columns[$0].letters },
                message: (problem.value.isEmpty ? "" : "“\(problem.value)” ")
                    + "\(problem.rule)。\(problem.advice)"))
    }

    private mutating func draft(_ row: ImportTable.Row) throws -> Draft? {
        var draft = Draft()
        var good = true
        for (index, column) in columns.enumerated() {
            let text = row.cells[index]
            do {
                switch column {
                case .field(let field):
                    let text = try self.text(row, index, field)
                    if field.type.columns == nil {
                        draft.fields[field.name] = try reading.cell(text, field)
                    } else {
                        let one = try reading.read([field.name: .text(text)], for: register)
                        draft.rows.merge(one.rows) { $1 }
                    }
                case .state: draft.state = try state(text)
                case .stateSince:
                    draft.stateSince = text.isEmpty ? nil : try CalendarDate.parse(text).iso
                case .ignored: break
                }
            } catch let problem as FieldProblem {
                note(problem, row)
                good = false
            } catch let refusal as RecordRefusal {
                note(refusal, row)
                good = false
            } catch let problem as ValueProblem {
                findings.append(
                    .init(
                        line: row.line, column: "状态起始日", letters: table.columns[index].letters,
                        message: "\(problem)"))
                good = false
            }
        }
        return good ? draft : nil
    }

    private func state(_ text: String) throws -> String? {
        if text.isEmpty { return nil }
        let cycle = registry.catalogue.lifecycle(of: register)
        if let state = cycle.states.first(where: { $0.name == text || $0.title == text }) {
            return state.name
        }
        throw RecordRefusal.noState(
            register: register.title, state: text,
            advice: Catalogue.advice(for: text, among: cycle.states.map(\.title)))
    }

    /// The record that the row is about: the one whose match fields are the same.
    private mutating func existing(_ draft: Draft, _ row: ImportTable.Row) throws -> Int64? {
        guard let cells = try matchCells(draft) else { return nil }
        let match = register.match
        let key = cells.map(\.description).joined(separator: "\u{1}")
        if let line = seen[key] {
            // Some of what the two rows share; a budget line is known by a dozen fields.
            let shared = zip(match.compactMap(register.field), cells).filter { !$1.isNull }
                .prefix(4)
            throw RecordRefusal.fields([
                FieldProblem(
                    field: match[0], title: shared.map(\.0.title).joined(separator: "、"),
                    value: shared.map {
                        $0.0.personal ? "…" : $0.0.type.text($0.1, in: registry.catalogue)
                    }.joined(separator: "、"),
                    rule: "与第 \(line) 行是同一条", advice: "若重复，删去一行；若不是同一条，填上能区分它们的列")
            ])
        }
        seen[key] = row.line
        return try lookUp(cells)
    }

    /// What the row is known by; nil where it has nothing of it.
    private mutating func matchCells(_ draft: Draft) throws -> [Scalar]? {
        let match = register.match
        let given = match.map { draft.fields[$0] ?? .null }
        if given.allSatisfy(\.isNull) { return nil }
        // An empty cell took the default when the record was made, and means it now.
        let standards = try registry.plan(register.name).standards
        let cells = zip(match, given).map { name, cell -> Scalar in
            guard cell.isNull, let known = standards.first(where: { $0.field == name }) else {
                return cell
            }
            return known.standard.cell(on: writer.now.businessDate)
        }
        for (name, cell) in zip(match, cells) where register.field(name)?.type == .year {
            years.insert(cell)
        }
        return cells
    }

    private mutating func lookUp(_ cells: [Scalar]) throws -> Int64? {
        let match = register.match
        let plan = try registry.plan(register.name)
        let values = zip(match, cells).map { plan.lookUp($0, $1).cell }
        let row = try writer.reader.first(matching(values, plan))
        let sought = values.map(\.description)
        return try row?[0].integer ?? withdrawnRecords()[sought.joined(separator: "\u{1}")]
    }

    /// The question for the record with these match values; its text is made once for each set of
    /// empty ones.
    private mutating func matching(_ values: [Scalar], _ plan: RegisterPlan) -> Statement {
        let given = values.filter { !$0.isNull }
        let empty = values.map(\.isNull)
        if let text = matchTexts[empty] { return Statement(text: text, values: given) }
        let conditions = zip(register.match, values).map { name, value -> SQL in
            let name = plan.lookUp(name, .null).column
            return value.isNull ? "\(column: name) IS NULL" : "\(column: name) = \(value)"
        }
        let statement = Statement(
            """
            SELECT r.id FROM \(matchTables) WHERE \(conditions.joined(" AND "))
            AND \(Self.mark) = 0 ORDER BY r.id LIMIT 1
            """, writer.dialect)
        matchTexts[empty] = statement.text
        return statement
    }

    private static let mark = SQL(stringLiteral: RegisterTables.withdrawnMark)

    private var matchTables: SQL {
        let personal = register.match.contains { register.field($0)?.personal ?? false }
        let join: SQL =
            personal ? " JOIN \(table: register.table + "_personal") p USING (id)" : ""
        return "\(table: register.table) r\(join)"
    }

    /// Withdrawn records by their match values: they keep a rerun of the file from bringing back
    /// what a person has taken out; of several the last. They are few, and read once.
    private mutating func withdrawnRecords() throws -> [String: Int64] {
        if let withdrawn { return withdrawn }
        let plan = try registry.plan(register.name)
        let names = register.match.map { "\(column: plan.lookUp($0, .null).column)" as SQL }
            .joined(", ")
        var found: [String: Int64] = [:]
        try writer.reader.each(
            """
            SELECT r.id, \(names) FROM \(matchTables) WHERE r.state = \(Lifecycle.withdrawn)
            ORDER BY r.id
            """
        ) { row in
            let key = row.dropFirst().map(\.description).joined(separator: "\u{1}")
            found[key] = row[0].integer
        }
        withdrawn = found
        return found
    }

    private mutating func update(_ id: Int64, _ taken: Draft) throws {
        var draft = taken
        // An empty cell took the default when the record was made: a rerun must not empty it.
        for field in register.fields
        where field.standard != nil && draft.fields[field.name] == .null {
            draft.fields[field.name] = nil
        }
        let before = try registry.record(writer.reader, register.name, id)
        try registry.admit(before, of: viewer, in: register)
        try registry.permitChange(viewer, of: before, in: register)
        if let state = draft.state, state != before.state {
            throw RecordRefusal.badFilter(
                "状态", advice: "导入不改状态（现为 \(before.state)，文件里是 \(state)）；用 dongting record move 办理")
        }
        let isSame =
            draft.fields.allSatisfy { before[$0] == $1 }
            && draft.rows.allSatisfy { before.rows[$0] ?? [] == $1 }
        let after = try registry.change(
            register.name, id, to: isSame ? draft : stamped(draft), version: nil, writer)
        try registry.admit(after, of: viewer, in: register)
        if after.version == before.version {
            report.unchanged += 1
        } else {
            report.changed += 1
            if report.changes.count < Self.shownChanges { try tell(before, after) }
        }
    }

    private mutating func tell(_ before: Record, _ after: Record) throws {
        let label = try registry.labels(writer.reader, register.name, ids: [after.id])[after.id]
        let fields = try register.fields.compactMap { field -> String? in
            if field.type.columns != nil {
                return before.rows[field.name] == after.rows[field.name]
                    ? nil : "\(field.title)（明细）有变"
            }
            guard before[field.name] != after[field.name] else { return nil }
            if field.personal { return "\(field.title)有变" }
            let was = try registry.text(writer.reader, before, field, by: viewer)
            let now = try registry.text(writer.reader, after, field, by: viewer)
            return "\(field.title)：\(was.isEmpty ? "空" : was) → \(now.isEmpty ? "空" : now)"
        }
        report.changes.append(
            .init(id: after.id, label: label ?? "#\(after.id)", fields: fields))
    }
}
