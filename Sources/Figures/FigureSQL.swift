import Catalogue
import Registers
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
        case .sum(let path), .average(let path):
            return "sum(\(cell(path))), count(*), count(\(cell(path)))"
        case .max(let path): return "max(\(cell(path))), count(*), count(\(cell(path)))"
        case .value(let path):
            return ([cell(path)] + extra.map { cell([$0]) }).joined(", ")
        }
    }

    /// The cell that the measure takes of a record; nothing for counts.
    var measuredCell: SQL {
        switch query.aggregate {
        case .countRecords: "NULL"
        case .countRows: "w.position"
        case .countDistinct(let path), .sum(let path), .average(let path), .max(let path),
            .value(let path):
            cell(path)
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
        let temporal = query.conditions.filter(\.isTemporal).compactMap(writer.sql)
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

    private var writer: ConditionSQL {
        ConditionSQL(register, catalogue, year: question.year, asOf: question.asOf)
    }

    private var countedRows: Field? {
        guard case .countRows(let field) = query.aggregate else { return nil }
        return register.field(field)
    }

    private func source() -> SQL {
        var paths = query.conditions.map(\.path)
        switch query.aggregate {
        case .countDistinct(let path), .sum(let path), .average(let path), .max(let path),
            .value(let path):
            paths.append(path)
        default: break
        }
        return writer.source(rows: countedRows) + writer.joins(paths)
    }

    private func cell(_ path: [String]) -> SQL { writer.cell(path) }

    private func allConditions() -> [SQL] {
        var conditions = writer.all(query.conditions)
        if let rows = countedRows {
            conditions += writer.all(rows: query.rowConditions, of: rows)
        }
        if let county = question.county, let countyField {
            conditions.append("r.\(column: countyField) = \(county)")
        }
        return conditions
    }
}
