import Catalogue
public import Documents
import Journal
import Store
import Values

/// What an import did: rows by what became of them.
public struct ImportReport: Sendable, Hashable {
    public var created = 0
    public var changed = 0
    public var unchanged = 0
}

/// Why nothing of a file was imported: every bad cell with its line and column.
public struct ImportRefusal: Error, Sendable, CustomStringConvertible {
    public struct Finding: Sendable, Hashable {
        /// The line of the file, the header being line 1.
        public let line: Int
        /// The column's heading, or nothing where the row as a whole is refused.
        public let column: String?
        public let message: String
    }

    public let findings: [Finding]

    public var description: String {
        let shown = findings.prefix(200).map { finding in
            "第 \(finding.line) 行" + (finding.column.map { "“\($0)”列" } ?? "")
                + "：\(finding.message)"
        }
        let more = findings.count > 200 ? ["……另有 \(findings.count - 200) 处"] : []
        return (shown + more + ["共 \(findings.count) 处错误，一行也没有导入。改正后再导入一次。"])
            .joined(separator: "\n")
    }
}

extension Registry {
    /// Imports a table into a register, all or nothing, as one write. Rows that are there already
    /// (by the register's `match`) are changed, equal ones left alone: a rerun changes nothing.
    public func importTable(
        _ table: CSVTable, into register: String, by viewer: Viewer, source: String
    ) async throws -> ImportReport {
        let declared = try self.register(register)
        try permit(viewer, .import, on: declared)
        let columns = try columns(table.header, declared)
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "\(declared.name).imported",
            reason: "导入 \(source)")
        return try await database.write(act) { writer in
            var run = ImportRun(
                registry: self, register: declared, columns: columns, writer: writer)
            for row in table.rows { try run.take(row) }
            if !run.findings.isEmpty { throw ImportRefusal(findings: run.findings) }
            return run.report
        }
    }

    /// What each column of the file is: a field by name or title, the state, or its day.
    private func columns(_ header: [String], _ register: Register) throws -> [ImportColumn] {
        var findings: [ImportRefusal.Finding] = []
        let columns = header.map { heading -> ImportColumn in
            // A register's own 编号 goes before the kernel's.
            if let field = register.field(heading)
                ?? register.fields.first(where: { $0.title == heading })
            {
                return .field(field)
            }
            switch heading {
            case "state", "状态": return .state
            case "state_since", "状态起始日": return .stateSince
            case "id", "编号", "version", "版本": return .ignored
            default:
                let isName = heading.utf8.allSatisfy { $0 < 128 }
                let known = register.fields.map { isName ? $0.name : $0.title }
                findings.append(
                    .init(
                        line: 1, column: heading,
                        message: "\(register.title)没有这个字段。"
                            + Catalogue.advice(for: heading, among: known)))
                return .ignored
            }
        }
        if !findings.isEmpty { throw ImportRefusal(findings: findings) }
        return columns
    }
}

enum ImportColumn: Sendable {
    case field(Field)
    case state
    case stateSince
    case ignored
}

/// One import under way inside its write.
private struct ImportRun {
    let registry: Registry
    let register: Register
    let columns: [ImportColumn]
    let writer: Writer
    var reading: AnswerReading
    var findings: [ImportRefusal.Finding] = []
    var report = ImportReport()
    private var seen: [String: Int] = [:]
    private var withdrawn: [String: Int64]?

    init(registry: Registry, register: Register, columns: [ImportColumn], writer: Writer) {
        self.registry = registry
        self.register = register
        self.columns = columns
        self.writer = writer
        reading = AnswerReading(registry, writer.reader)
    }

    mutating func take(_ row: CSVRow) throws {
        guard let draft = try draft(row) else { return }
        do {
            if let existing = try existing(draft, row) {
                try update(existing, draft)
            } else {
                _ = try registry.create(draft, in: register.name, writer)
                report.created += 1
            }
        } catch let refusal as RecordRefusal {
            note(refusal, row)
        }
    }

    private mutating func note(_ refusal: RecordRefusal, _ row: CSVRow) {
        guard case .fields(let problems) = refusal else {
            findings.append(.init(line: row.line, column: nil, message: refusal.description))
            return
        }
        for problem in problems {
            findings.append(
                .init(
                    line: row.line, column: problem.title,
                    message: (problem.value.isEmpty ? "" : "“\(problem.value)” ")
                        + "\(problem.rule)。\(problem.advice)"))
        }
    }

    private mutating func draft(_ row: CSVRow) throws -> Draft? {
        var draft = Draft()
        var good = true
        for (column, text) in zip(columns, row.cells) {
            do {
                switch column {
                case .field(let field):
                    let one = try reading.read([field.name: .text(text)], for: register)
                    draft.fields.merge(one.fields) { $1 }
                    draft.rows.merge(one.rows) { $1 }
                case .state: draft.state = try state(text)
                case .stateSince:
                    draft.stateSince = text.isEmpty ? nil : try CalendarDate.parse(text).iso
                case .ignored: break
                }
            } catch let refusal as RecordRefusal {
                note(refusal, row)
                good = false
            } catch let problem as ValueProblem {
                findings.append(.init(line: row.line, column: "状态起始日", message: "\(problem)"))
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
    private mutating func existing(_ draft: Draft, _ row: CSVRow) throws -> Int64? {
        let match = register.match
        if match.isEmpty { return nil }
        let cells = match.map { draft.fields[$0] ?? .null }
        if cells.allSatisfy(\.isNull) { return nil }
        let key = cells.map(\.description).joined(separator: "\u{1}")
        if let line = seen[key] {
            throw RecordRefusal.fields([
                FieldProblem(
                    field: match[0],
                    title: match.compactMap { register.field($0)?.title }
                        .joined(separator: "、"),
                    value: cells.map(\.description)
                        .joined(separator: "、"), rule: "与第 \(line) 行重复", advice: "删去一行")
            ])
        }
        seen[key] = row.line
        var conditions: [SQL] = []
        let plan = try registry.plan(register.name)
        for (name, value) in zip(match, cells) {
            let (name, cell) = plan.lookUp(name, value)
            let equal: SQL = "\(column: name) = \(cell)"
            conditions.append(cell.isNull ? "\(column: name) IS NULL" : equal)
        }
        let row = try writer.reader.first(
            """
            SELECT r.id FROM \(matchTables) WHERE \(conditions.joined(" AND "))
            AND \(Self.mark) = 0 ORDER BY r.id LIMIT 1
            """)
        let sought = zip(match, cells).map { plan.lookUp($0, $1).cell.description }
        return try row?[0].integer ?? withdrawnRecords()[sought.joined(separator: "\u{1}")]
    }

    private static let mark = SQL(stringLiteral: RegisterTables.withdrawnMark)

    private var matchTables: SQL {
        let personal = register.match.contains { register.field($0)?.personal ?? false }
        let join: SQL =
            personal ? " JOIN \(table: register.table + "_personal") p USING (id)" : ""
        return "\(table: register.table) r\(join)"
    }

    /// Withdrawn records by their match values: they keep a rerun of the file from bringing back
    /// what a person has taken out. They are few, and read once.
    private mutating func withdrawnRecords() throws -> [String: Int64] {
        if let withdrawn { return withdrawn }
        let plan = try registry.plan(register.name)
        let names = register.match.map { "\(column: plan.lookUp($0, .null).column)" as SQL }
            .joined(", ")
        var found: [String: Int64] = [:]
        try writer.reader.each(
            "SELECT r.id, \(names) FROM \(matchTables) WHERE r.state = \(Lifecycle.withdrawn)"
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
        if let state = draft.state, state != before.state {
            throw RecordRefusal.badFilter(
                "状态", advice: "导入不改状态（现为 \(before.state)，文件里是 \(state)）；用 dongting record move 办理")
        }
        let after = try registry.change(register.name, id, to: draft, version: nil, writer)
        if after.version == before.version {
            report.unchanged += 1
        } else {
            report.changed += 1
        }
    }
}
