public import Catalogue
import Documents
public import Store
public import Values

/// A file's table read into the cells of a register's fields, for acts that do something else with
/// its rows than to import them.
public struct ReadTable: Sendable {
    public struct Row: Sendable {
        /// The line of a CSV, the row of a sheet.
        public let line: Int
        /// By the names of fields; a cell that is empty in the file is `.null`.
        public let cells: [String: Scalar]
    }

    /// Names of the fields that the table has columns for.
    public let fields: Set<String>
    /// Rows whose cells can all be read.
    public let rows: [Row]
    /// Every cell that cannot be read, with its place.
    public let findings: [ImportFinding]
    /// Headings that mean nothing to the register.
    public let unused: [String]
}

extension Registry {
    /// Reads a table by the headings of a register, as an import of it would.
    /// - Parameters:
    ///   - besides: further fields that the table may have columns for, such as columns of rows.
    ///   - only: names of the fields that are asked for; the cells of others are not read.
    /// - Throws: `RecordRefusal.noRegister`.
    public func read(
        _ table: ImportTable, of register: String, only: Set<String>, besides: [Field] = [],
        source: String = "", _ reader: Reader
    ) throws -> ReadTable {
        let declared = try self.register(register)
        let headings = try importHeadings(declared, source: source, [:], reader)
        var taken: Set<String> = []
        var unused: [String] = []
        let columns = zip(table.columns, headings.columns(table.columns)).map {
            (column, known) -> Field? in
            var field: Field?
            if case .field(let own) = known { field = own }
            field = field ?? besides.first { Self.names($0, column) }
            guard let field, taken.insert(field.name).inserted else {
                if known == nil { unused.append(column.heading.written) }
                return nil
            }
            return field
        }
        var reading = AnswerReading(self, reader)
        var findings: [ImportFinding] = []
        var rows: [ReadTable.Row] = []
        for row in table.rows {
            var cells: [String: Scalar] = [:]
            let before = findings.count
            for (index, field) in columns.enumerated() {
                guard let field, only.contains(field.name) else { continue }
                do {
                    let text = try ImportCell.adapt(
                        row.cells[index], field, unit: table.columns[index].unit)
                    cells[field.name] = try reading.cell(text, field)
                } catch let problem as FieldProblem {
                    findings.append(
                        ImportFinding(
                            line: row.line, column: table.columns[index].heading.written,
                            letters: table.columns[index].letters,
                            message: "“\(problem.value)” \(problem.rule)。\(problem.advice)"))
                }
            }
            if findings.count == before { rows.append(.init(line: row.line, cells: cells)) }
        }
        return ReadTable(
            fields: taken.intersection(only), rows: rows, findings: findings, unused: unused)
    }

    /// Whether a column is headed by the field's title or one of its other spellings.
    private static func names(_ field: Field, _ column: ImportTable.Column) -> Bool {
        let words = Set(([field.title] + field.also).map { Heading($0).plain })
        return words.contains(column.heading.plain) || words.contains(column.whole.plain)
    }
}
