import Catalogue
import Store
import Values

/// One condition of a list: a field against a value, or a word that a record's texts contain.
public struct RecordFilter: Sendable, Hashable {
    public enum Comparison: String, CaseIterable, Sendable {
        case equals = "="
        case differs = "!="
        case atLeast = ">="
        case atMost = "<="
        case contains = "~"
        case below = "<"
        case above = ">"
    }

    /// A field's name, `state`, or empty for any text.
    public let field: String
    public let comparison: Comparison
    public let value: String

    public init(field: String, comparison: Comparison, value: String) {
        self.field = field
        self.comparison = comparison
        self.value = value
    }

    /// Reads `field=value`, `field!=value`, `field>=value`, `field<=value`, `field>value`,
    /// `field<value`, `field~text` or a word; signs may be full-width, ≥ and ≤.
    public static func parse(_ typed: String) -> RecordFilter {
        let text = typed.replacing("＝", with: "=").replacing("≥", with: ">=")
            .replacing("≤", with: "<=").replacing("＞", with: ">").replacing("＜", with: "<")
        for comparison in [
            Comparison.differs, .atLeast, .atMost, .equals, .contains, .below, .above,
        ] {
            guard let range = text.firstRange(of: comparison.rawValue),
                range.lowerBound > text.startIndex
            else { continue }
            return RecordFilter(
                field: String(text[..<range.lowerBound]).trimmingBlanks, comparison: comparison,
                value: String(text[range.upperBound...]).trimmingBlanks)
        }
        return RecordFilter(field: "", comparison: .contains, value: text.trimmingBlanks)
    }
}

extension Registry {
    /// The SQL of the filters over the register's table, of what there is for the viewer;
    /// withdrawn records included.
    /// - Throws: `RecordRefusal.badFilter`, or `FieldProblem` for a value that cannot be read.
    func condition(
        _ filters: [RecordFilter], _ register: Register, _ reader: Reader, by viewer: Viewer
    ) throws -> SQL? {
        let register = register.seen(by: viewer)
        let scope = RecordScope(viewer, register).condition().map { [$0] } ?? []
        let pieces =
            scope
            + (try filters.filter { !$0.value.isEmpty }
                .map { try personal($0, register, viewer) ?? condition($0, register, reader) })
        return pieces.isEmpty ? nil : pieces.joined(" AND ")
    }

    /// A whole personal value looked up through its blind index, by who may see it: nothing of a
    /// sealed value but that it is equal can be asked.
    private func personal(_ filter: RecordFilter, _ register: Register, _ viewer: Viewer) throws
        -> SQL?
    {
        let plan = try plan(register.name)
        let field = plan.blindFields.first {
            $0.name == filter.field || $0.title == filter.field
        }
        guard let field, viewer.seesPersonal(in: register), filter.comparison == .equals else {
            return nil
        }
        let cell: Scalar
        do {
            cell = try field.type.scalar(from: filter.value, in: catalogue)
        } catch {
            throw FieldProblem(field, error)
        }
        let (column, blind) = plan.lookUp(field.name, cell)
        return """
            id IN (SELECT id FROM \(table: register.table + "_personal")
            WHERE \(column: column) = \(blind))
            """
    }

    private func condition(_ filter: RecordFilter, _ register: Register, _ reader: Reader) throws
        -> SQL
    {
        if filter.field.isEmpty { return try anyText(filter.value, register, reader) }
        if filter.field == Self.pinyin || filter.field == "拼音" {
            return initials(filter.value, register)
        }
        if filter.field == "state" || filter.field == "状态" {
            return try state(filter, register)
        }
        let field =
            register.field(filter.field) ?? register.fields.first { $0.title == filter.field }
        guard let field, field.type.columns == nil, !field.personal else {
            throw RecordRefusal.badFilter(
                filter.field,
                advice: Catalogue.advice(for: filter.field, among: register.columns.map(\.name)))
        }
        let column: SQL = "\(column: field.name)"
        if filter.comparison == .contains {
            return contains(column, filter.value)
        }
        if let target = field.type.target {
            let named = try all(named: filter.value, in: try self.register(target), reader)
            guard let named else { return filter.comparison == .differs ? "1 = 1" : "1 = 0" }
            return filter.comparison == .differs
                ? "(\(column) NOT IN (\(named)) OR \(column) IS NULL)" : "\(column) IN (\(named))"
        }
        if field.type == .date, filter.comparison == .equals, let span = Self.span(filter.value) {
            return "(\(column) >= \(span) AND \(column) < \(span + "\u{7f}"))"
        }
        let cell: Scalar
        do {
            cell = try field.type.scalar(from: filter.value, in: catalogue)
        } catch {
            throw FieldProblem(field, error)
        }
        return switch filter.comparison {
        case .equals: "\(column) = \(cell)"
        case .differs: "(\(column) <> \(cell) OR \(column) IS NULL)"
        case .atLeast: "\(column) >= \(cell)"
        case .atMost: "\(column) <= \(cell)"
        case .below: "\(column) < \(cell)"
        case .above: "\(column) > \(cell)"
        case .contains: contains(column, filter.value)
        }
    }

    /// A year or a month asked of a date means the whole of it: what its days begin with.
    private static func span(_ text: String) -> String? {
        if text.count == 4, text.allSatisfy({ $0.isASCII && $0.isNumber }) { return text }
        return try? YearMonth.parse(text).iso
    }

    private func state(_ filter: RecordFilter, _ register: Register) throws -> SQL {
        let cycle = catalogue.lifecycle(of: register)
        let state = cycle.states.first { $0.name == filter.value || $0.title == filter.value }
        guard let state else {
            throw RecordRefusal.noState(
                register: register.title, state: filter.value,
                advice: Catalogue.advice(for: filter.value, among: cycle.states.map(\.title)))
        }
        return filter.comparison == .differs ? "state <> \(state.name)" : "state = \(state.name)"
    }

    /// A word in any text of the record that is not personal, or in the name of a record it names.
    private func anyText(_ word: String, _ register: Register, _ reader: Reader) throws -> SQL {
        var pieces: [SQL] = []
        for field in register.columns {
            switch field.type {
            case .text: pieces.append(contains("\(column: field.name)", word))
            case .record(let target):
                let other = try self.register(target)
                guard let label = other.field(other.label), case .text = label.type, !label.personal
                else { continue }
                pieces.append(
                    """
                    \(column: field.name) IN (SELECT id FROM \(table: other.table)
                    WHERE \(contains("\(column: label.name)", word)))
                    """)
            default: continue
            }
        }
        if let id = Int64(word) { pieces.append("id = \(id)") }
        if (2...40).contains(word.utf8.count), word.utf8.allSatisfy({ (97...122).contains($0) }) {
            pieces.append(initials(word, register))
        }
        return pieces.isEmpty ? "1 = 0" : "(\(pieces.joined(" OR ")))"
    }

    func contains(_ column: SQL, _ text: String) -> SQL {
        database.dialect == .sqlite
            ? "instr(\(column), \(text)) > 0" : "strpos(\(column), \(text)) > 0"
    }
}
