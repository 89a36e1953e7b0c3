public import Catalogue
public import Store
public import Values

/// Writes conditions of the catalogue as SQL over a register's table, for figures and work lists
/// alike.
public struct ConditionSQL: Sendable {
    public let register: Register
    public let catalogue: Catalogue
    /// What `in-year` and its like speak of.
    public let year: Int
    /// The day that `until`, `overdue` and the lengths are counted from.
    public let asOf: CalendarDate
    /// What the register's table is called in the statement.
    private let alias: String

    public init(_ register: Register, _ catalogue: Catalogue, year: Int, asOf: CalendarDate) {
        self.init(register, catalogue, year: year, asOf: asOf, alias: "r")
    }

    private init(
        _ register: Register, _ catalogue: Catalogue, year: Int, asOf: CalendarDate, alias: String
    ) {
        self.register = register
        self.catalogue = catalogue
        self.year = year
        self.asOf = asOf
        self.alias = alias
    }

    private var yearEnd: CalendarDate { CalendarDate.yearEnd(year) }

    /// ` FROM table r`, or the rows of a rows field as `w` with the records they belong to.
    public func source(rows: Field? = nil) -> SQL {
        guard let rows else { return " FROM \(table: register.table) \(table: alias)" }
        let table = RegisterTables.rowsTable(rows, of: register)
        return
            " FROM \(table: table) w JOIN \(table: register.table) \(table: alias) ON \(table: alias).id = w.record"
    }

    /// The joins that paths through a reference need, each once.
    public func joins(_ paths: [[String]]) -> SQL {
        var joins: SQL = ""
        for name in Set(paths.filter { $0.count == 2 }.map { $0[0] }).sorted() {
            guard let target = register.field(name)?.type.target.flatMap(catalogue.register) else {
                continue
            }
            joins +=
                " LEFT JOIN \(table: target.table) \(table: joined(name)) ON \(table: joined(name)).id = \(table: alias).\(column: name)"
        }
        return joins
    }

    private func joined(_ field: String) -> String { "j_\(alias)_\(field)" }

    /// The cell at the end of a path; the record's id where the path is empty.
    public func cell(_ path: [String]) -> SQL {
        path.count == 2
            ? "\(table: joined(path[0])).\(column: path[1])"
            : "\(table: alias).\(column: path.first ?? "id")"
    }

    /// The field at the end of a path.
    public func field(_ path: [String]) -> Field? {
        if path == [Condition.stateSince] { return .stateSince }
        guard let first = path.first, let field = register.field(first) else { return nil }
        guard path.count == 2 else { return field }
        return field.type.target.flatMap(catalogue.register)?.field(path[1])
    }

    /// All conditions on a record; withdrawn ones are left out unless a state is asked for.
    public func all(_ conditions: [Condition]) -> [SQL] {
        let written = conditions.compactMap(sql)
        return conditions.contains(where: \.isOfState)
            ? written : written + ["\(table: alias).state <> \(Lifecycle.withdrawn)"]
    }

    /// All conditions on the rows that stand as `w`.
    public func all(rows conditions: [Condition], of field: Field, as name: String = "w") -> [SQL] {
        let columns = field.type.columns ?? []
        return conditions.compactMap { condition in
            guard let column = columns.first(where: { $0.name == condition.path.first }) else {
                return nil
            }
            return test(condition.test, "\(table: name).\(column: column.name)", column)
        }
    }

    /// One condition on a record.
    public func sql(_ condition: Condition) -> SQL? {
        switch condition.test {
        case .stateIn(let states): return "\(table: alias).state IN (\(list(states)))"
        case .stateOn(let states, let day): return state(states, on: date(day))
        case .validOn(let from, let to, let day):
            let day = date(day)
            return
                "(\(cell([from])) <= \(day) AND (\(cell([to])) >= \(day) OR \(cell([to])) IS NULL))"
        case .overlapsYear(let from, let to):
            return
                "(\(cell([from])) <= \(yearEnd.iso) AND (\(cell([to])) >= \("\(year)-01-01") OR \(cell([to])) IS NULL))"
        case .withRecord(let related): return exists(related)
        case .withoutRecord(let related): return exists(related).map { "NOT \($0)" }
        default:
            guard let field = field(condition.path) else { return nil }
            if field.type.columns != nil { return rows(condition.test, field) }
            return test(condition.test, cell(condition.path), field)
        }
    }

    /// Whether the record has rows, or rows that meet conditions.
    private func rows(_ test: Condition.Test, _ field: Field) -> SQL? {
        let inner: [Condition]
        let wanted: Bool
        switch test {
        case .present: (inner, wanted) = ([], true)
        case .absent: (inner, wanted) = ([], false)
        case .withRows(let conditions): (inner, wanted) = (conditions, true)
        case .withoutRows(let conditions): (inner, wanted) = (conditions, false)
        default: return nil
        }
        let table = RegisterTables.rowsTable(field, of: register)
        let same: SQL = "x.record = \(table: alias).id"
        let conditions = ([same] + all(rows: inner, of: field, as: "x")).joined(" AND ")
        let exists: SQL = "EXISTS (SELECT 1 FROM \(table: table) x WHERE \(conditions))"
        return wanted ? exists : "NOT \(exists)"
    }

    /// Whether a record of another register goes with this one; never the record itself.
    private func exists(_ related: Condition.Related) -> SQL? {
        guard let other = catalogue.register(related.register) else { return nil }
        let inner = ConditionSQL(other, catalogue, year: year, asOf: asOf, alias: "o")
        var conditions = related.same.map { pair in
            "\(inner.cell([pair.theirs])) = \(cell([pair.ours]))" as SQL
        }
        if other.name == register.name { conditions.append("o.id <> \(table: alias).id") }
        conditions += inner.all(related.conditions)
        let from = inner.source() + inner.joins(related.conditions.map(\.path))
        return "EXISTS (SELECT 1\(from) WHERE \(conditions.joined(" AND ")))"
    }

    private func date(_ day: Condition.Day) -> String { day == .asOf ? asOf.iso : yearEnd.iso }

    private func list(_ texts: [String]) -> SQL { texts.map { "\($0)" as SQL }.joined(", ") }

    /// The state on a day: the present one if it began by then, or a past one that held. Before
    /// anything is known of a record, its first known state is taken to have held.
    private func state(_ states: [String], on day: String) -> SQL {
        let past: SQL = "\(table: register.table + "_past_state")"
        let r: SQL = "\(table: alias)"
        return """
            ((\(r).state IN (\(list(states))) AND (\(r).state_since <= \(day) OR NOT EXISTS
            (SELECT 1 FROM \(past) p WHERE p.record = \(r).id)))
            OR EXISTS (SELECT 1 FROM \(past) p WHERE p.record = \(r).id AND p.state IN (\(list(states)))
            AND p.until > \(day) AND (p.since <= \(day) OR p.position = 0)))
            """
    }

    private func test(_ test: Condition.Test, _ cell: SQL, _ field: Field) -> SQL? {
        switch test {
        case .isIn(let texts):
            let values = texts.map { "\(scalar($0, field))" as SQL }
            return values.count == 1
                ? "\(cell) = \(values[0])" : "\(cell) IN (\(values.joined(", ")))"
        case .isNotIn(let texts):
            let values = texts.map { "\(scalar($0, field))" as SQL }.joined(", ")
            return "(\(cell) NOT IN (\(values)) OR \(cell) IS NULL)"
        case .under(let prefix): return "(\(cell) >= \(prefix) AND \(cell) < \(prefix + "\u{7f}"))"
        case .within(let area):
            guard let range = range(area) else { return "1 = 1" }
            return "\(cell) BETWEEN \(range.from) AND \(range.to)"
        case .outside(let area):
            guard let range = range(area) else { return "1 = 0" }
            return "(\(cell) < \(range.from) OR \(cell) > \(range.to))"
        case .present: return "\(cell) IS NOT NULL"
        case .absent: return "\(cell) IS NULL"
        case .inYear: return within(year, cell, field)
        case .inPreviousYear: return within(year - 1, cell, field)
        case .beforeYear: return untilYear(year - 1, cell, field)
        case .untilYear: return untilYear(year, cell, field)
        // Not before it: years, months and days alike.
        case .fromYear: return "NOT (\(untilYear(year - 1, cell, field)))"
        case .until: return "\(cell) <= \(asOf.iso)"
        case .overdue: return "\(cell) < \(asOf.iso)"
        case .withinDays(let days):
            return day(days).map { "\(cell) BETWEEN \(asOf.iso) AND \($0)" } ?? "1 = 0"
        case .untilDays(let days): return day(days).map { "\(cell) <= \($0)" } ?? "1 = 0"
        case .olderThanDays(let days): return day(days, -1).map { "\(cell) < \($0)" } ?? "1 = 0"
        case .sinceDays(let days): return day(days, -1).map { "\(cell) >= \($0)" } ?? "1 = 0"
        case .atLeast(let text): return "\(cell) >= \(scalar(text, field))"
        case .atMost(let text): return "\(cell) <= \(scalar(text, field))"
        case .stateIn, .stateOn, .validOn, .overlapsYear, .withRows, .withoutRows, .withRecord,
            .withoutRecord:
            return nil
        }
    }

    /// So many days after (or before) the day; nil where the rule does not hold yet.
    private func day(_ length: Condition.Length, _ sign: Int = 1) -> String? {
        length.value(on: asOf, in: catalogue).map { asOf.adding(days: sign * $0).iso }
    }

    private func within(_ year: Int, _ cell: SQL, _ field: Field) -> SQL {
        switch field.type {
        case .year: return "\(cell) = \(year)"
        case .month: return "\(cell) BETWEEN \("\(year)-01") AND \("\(year)-12")"
        default: return "\(cell) BETWEEN \("\(year)-01-01") AND \("\(year)-12-31")"
        }
    }

    private func untilYear(_ year: Int, _ cell: SQL, _ field: Field) -> SQL {
        switch field.type {
        case .year: return "\(cell) <= \(year)"
        case .month: return "\(cell) <= \("\(year)-12")"
        default: return "\(cell) <= \("\(year)-12-31")"
        }
    }

    /// The catalogue's check has read every literal once already.
    private func scalar(_ text: String, _ field: Field) -> Scalar {
        (try? field.type.scalar(from: text, in: catalogue)) ?? .null
    }

    private func range(_ area: Condition.Area) -> (from: String, to: String)? {
        switch area {
        case .city: return catalogue.city.region?.prefixRange
        case .province:
            guard let province = catalogue.city.region?.province else { return nil }
            return (province + "0000", province + "9999")
        case .code(let code): return (try? RegionCode.parse(code))?.prefixRange ?? (code, code)
        }
    }
}
