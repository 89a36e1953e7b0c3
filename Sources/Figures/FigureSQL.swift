import Catalogue
import Store
import Values

/// Writes a query of the figure language as SQL. The measure and the lineage share everything but
/// what is selected.
struct FigureSQL {
    let query: Query
    let register: Register
    let catalogue: Catalogue
    let question: FigureQuestion
    /// The field that a county is asked of, where one is asked.
    let countyField: String?

    /// What a value measure reads besides the value itself.
    func measure(_ extra: [String]) -> SQL {
        switch query.aggregate {
        case .countRecords, .countRows: return "count(*)"
        case .countDistinct(let path): return "count(DISTINCT \(cell(path)))"
        case .sum(let path): return "sum(\(cell(path))), count(*), count(\(cell(path)))"
        case .value(let path):
            return ([cell(path)] + extra.map { cell([$0]) }).joined(", ")
        }
    }

    /// The cell that the measure takes of a record; nothing for counts.
    var measuredCell: SQL {
        switch query.aggregate {
        case .countRecords: "NULL"
        case .countRows: "w.position"
        case .countDistinct(let path), .sum(let path), .value(let path): cell(path)
        }
    }

    var fromAndWhere: SQL {
        let conditions = allConditions()
        let from = source()
        return conditions.isEmpty ? from : from + " WHERE " + conditions.joined(" AND ")
    }

    /// Only what speaks of time, with the fields that the other conditions ask of stated at all:
    /// whether the register can answer for that year, so that none found means none there is.
    var anythingInTime: SQL {
        let temporal = query.conditions.filter(\.isTemporal).compactMap(sql)
        let stated = query.conditions.compactMap { condition -> SQL? in
            switch condition.test {
            case .isIn, .under, .within, .outside, .atLeast, .atMost:
                return "\(cell(condition.path)) IS NOT NULL"
            default: return nil
            }
        }
        let conditions = temporal + stated
        let base: SQL = "SELECT 1\(source())"
        return
            (conditions.isEmpty ? base : base + " WHERE " + conditions.joined(" AND ")) + " LIMIT 1"
    }

    private func source() -> SQL {
        var from: SQL = " FROM \(table: register.table) r"
        if case .countRows(let field) = query.aggregate, let field = register.field(field) {
            from =
                " FROM \(table: RegisterTables.rowsTable(field, of: register)) w JOIN \(table: register.table) r ON r.id = w.record"
        }
        for name in joinedFields() {
            guard let target = register.field(name)?.type.target.flatMap(catalogue.register) else {
                continue
            }
            from +=
                " LEFT JOIN \(table: target.table) \(table: "j_" + name) ON \(table: "j_" + name).id = r.\(column: name)"
        }
        return from
    }

    private func joinedFields() -> [String] {
        var paths = query.conditions.map(\.path)
        switch query.aggregate {
        case .countDistinct(let path), .sum(let path), .value(let path): paths.append(path)
        default: break
        }
        return Set(paths.filter { $0.count == 2 }.map { $0[0] }).sorted()
    }

    private func cell(_ path: [String]) -> SQL {
        path.count == 2
            ? "\(table: "j_" + path[0]).\(column: path[1])" : "r.\(column: path.first ?? "id")"
    }

    private func allConditions() -> [SQL] {
        var conditions = query.conditions.compactMap(sql)
        let statesGiven = query.conditions.contains {
            switch $0.test {
            case .stateIn, .stateOn: true
            default: false
            }
        }
        if !statesGiven { conditions.append("r.state <> \(Lifecycle.withdrawn)") }
        if case .countRows(let name) = query.aggregate {
            let columns = register.field(name)?.type.columns ?? []
            for condition in query.rowConditions {
                guard let field = columns.first(where: { $0.name == condition.path.first }) else {
                    continue
                }
                conditions += [test(condition.test, "w.\(column: field.name)", field)].compactMap {
                    $0
                }
            }
        }
        if let county = question.county, let countyField {
            conditions.append("r.\(column: countyField) = \(county)")
        }
        return conditions
    }

    private func sql(_ condition: Condition) -> SQL? {
        switch condition.test {
        case .stateIn(let states): return "r.state IN (\(list(states)))"
        case .stateOn(let states, let day): return state(states, on: date(day))
        case .validOn(let from, let to, let day):
            let day = date(day)
            return
                "(r.\(column: from) <= \(day) AND (r.\(column: to) >= \(day) OR r.\(column: to) IS NULL))"
        case .overlapsYear(let from, let to):
            return
                "(r.\(column: from) <= \(question.yearEnd.iso) AND (r.\(column: to) >= \("\(question.year)-01-01") OR r.\(column: to) IS NULL))"
        default:
            guard let field = field(condition.path) else { return nil }
            return test(condition.test, cell(condition.path), field)
        }
    }

    private func field(_ path: [String]) -> Field? {
        guard let first = path.first, let field = register.field(first) else { return nil }
        guard path.count == 2 else { return field }
        return field.type.target.flatMap(catalogue.register)?.field(path[1])
    }

    private func date(_ day: Condition.Day) -> String {
        day == .asOf ? question.asOf.iso : question.yearEnd.iso
    }

    private func list(_ texts: [String]) -> SQL { texts.map { "\($0)" as SQL }.joined(", ") }

    /// The state on a day: the present one if it began by then, or a past one that held. Before
    /// anything is known of a record, its first known state is taken to have held.
    private func state(_ states: [String], on day: String) -> SQL {
        let past: SQL = "\(table: register.table + "_past_state")"
        return """
            ((r.state IN (\(list(states))) AND (r.state_since <= \(day) OR NOT EXISTS
            (SELECT 1 FROM \(past) p WHERE p.record = r.id)))
            OR EXISTS (SELECT 1 FROM \(past) p WHERE p.record = r.id AND p.state IN (\(list(states)))
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
        case .inYear: return inYear(cell, field)
        case .untilYear: return untilYear(cell, field)
        case .until: return "\(cell) <= \(question.asOf.iso)"
        case .atLeast(let text): return "\(cell) >= \(scalar(text, field))"
        case .atMost(let text): return "\(cell) <= \(scalar(text, field))"
        case .stateIn, .stateOn, .validOn, .overlapsYear: return nil
        }
    }

    private func inYear(_ cell: SQL, _ field: Field) -> SQL {
        let year = question.year
        switch field.type {
        case .year: return "\(cell) = \(year)"
        case .month: return "\(cell) BETWEEN \("\(year)-01") AND \("\(year)-12")"
        default: return "\(cell) BETWEEN \("\(year)-01-01") AND \("\(year)-12-31")"
        }
    }

    private func untilYear(_ cell: SQL, _ field: Field) -> SQL {
        let year = question.year
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
