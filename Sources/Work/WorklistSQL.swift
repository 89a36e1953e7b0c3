import Catalogue
import Registers
import Store
import Values

/// Writes a work list as SQL: plain comparisons with days worked out beforehand, so that both
/// engines answer alike and an index serves.
struct WorklistSQL {
    let worklist: Worklist
    let register: Register
    let catalogue: Catalogue
    let question: WorkQuestion
    let scope: RecordScope

    private var today: CalendarDate { question.today }

    private var writer: ConditionSQL {
        ConditionSQL(register, catalogue, year: today.year, asOf: today)
    }

    var rows: Field? { worklist.rows.flatMap(register.field) }

    var deadline: Deadline? {
        worklist.due.map { Deadline(due: $0, today: today, catalogue: catalogue) }
    }

    /// The column of the row, or the field of the record, of that name.
    func field(_ name: String) -> Field? {
        rows?.type.columns?.first { $0.name == name } ?? writer.field([name])
    }

    /// Where a field's cells stand.
    func cell(_ name: String) -> SQL {
        let isColumn = rows?.type.columns?.contains { $0.name == name } ?? false
        return isColumn ? "w.\(column: name)" : writer.cell([name])
    }

    /// The day that a record's term begins on; nothing where all are due on the same day.
    var start: SQL? {
        if case .field(let name) = worklist.due?.base { cell(name) } else { nil }
    }

    var fromAndWhere: SQL {
        var conditions = writer.all(worklist.conditions)
        if let rows { conditions += writer.all(rows: worklist.rowConditions, of: rows) }
        conditions += worklist.dueConditions.map { due($0.test) }
        if let county = question.county { conditions.append("r.county = \(county)") }
        if let scope = scope.condition("r") { conditions.append(scope) }
        return writer.source(rows: rows) + writer.joins(worklist.conditions.map(\.path))
            + " WHERE " + conditions.joined(" AND ")
    }

    /// Earliest first, what has no day last.
    var order: SQL {
        var parts: [SQL] = []
        if let start { parts.append("\(start) NULLS LAST") }
        if let sort = worklist.sort {
            let cell = cell(sort.field)
            parts.append(sort.descending ? "\(cell) DESC NULLS LAST" : "\(cell) NULLS FIRST")
        }
        parts.append("r.id")
        if rows != nil { parts.append("w.position") }
        return parts.joined(", ")
    }

    /// Whether a thing is due before a day.
    func isDue(before day: CalendarDate) -> SQL {
        guard let deadline else { return "1 = 0" }
        if let start {
            return deadline.start(endingFrom: day).map { "\(start) < \($0.iso)" } ?? "1 = 0"
        }
        return deadline.day(from: nil).map { $0 < day } == true ? "1 = 1" : "1 = 0"
    }

    private func due(_ test: Condition.Test) -> SQL {
        /// So many days from today; nil where the rule does not hold yet.
        func day(_ length: Condition.Length, _ sign: Int) -> CalendarDate? {
            length.value(on: today, in: catalogue).map { today.adding(days: sign * $0) }
        }
        let present: SQL = start.map { "\($0) IS NOT NULL" } ?? "1 = 1"
        switch test {
        case .withinDays(let length):
            guard let last = day(length, 1) else { return "1 = 0" }
            let next = last.adding(days: 1)
            return "(\(present) AND NOT \(isDue(before: today)) AND \(isDue(before: next)))"
        case .untilDays(let length):
            return day(length, 1).map { isDue(before: $0.adding(days: 1)) } ?? "1 = 0"
        case .olderThanDays(let length):
            return day(length, -1).map { isDue(before: $0) } ?? "1 = 0"
        default: return isDue(before: today)
        }
    }
}
