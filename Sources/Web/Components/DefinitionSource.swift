import Catalogue

/// A figure's declaration, or a work list's, in the words of the catalogue, line by line.
enum DefinitionSource {
    static func text(_ figure: FigureDefinition) -> String {
        var lines = ["\(figure.name):", "  title: \(figure.title)"]
        if let reference = figure.reference { lines.append("  reference: \(reference)") }
        if let section = figure.section { lines.append("  section: \(section)") }
        switch figure.measure {
        case .query(let query): lines += self.lines(query)
        case .share(let part, let whole):
            let shared = whole.conditions.map(condition)
            let own = part.conditions.map(condition).filter { !shared.contains($0) }
            lines += ["  from: \(whole.register)"] + mapping("where", shared)
            lines.append(
                "  ratio: {\(aggregate(whole.aggregate)), having: {\(own.joined(separator: ", "))}}"
            )
        case .difference(let of, let minus, let year):
            let other = of == minus ? "{year: \(year)}" : minus
            lines.append("  difference: {of: \(of), minus: \(other)}")
        case .ratio(let of, let to): lines.append("  ratio: {of: \(of), to: \(to)}")
        }
        lines += ["  unit: \"\(figure.unit)\"", "  decimals: \(figure.decimals)"]
        if figure.keepsZeros { lines.append("  zeros: keep") }
        if figure.yearOffset != 0 { lines.append("  year: \(figure.yearOffset)") }
        if let field = figure.nilField { lines.append("  nil: \(field)") }
        if let comparison = figure.comparison {
            lines += ["  compare: \(comparison.rawValue)", "  show: \(figure.shown.rawValue)"]
            lines.append("  growth-decimals: \(figure.growthDecimals)")
        }
        if let field = figure.growthStated { lines.append("  growth-stated: \(field)") }
        if let field = figure.changeStated { lines.append("  change-stated: \(field)") }
        if let field = figure.asOfField { lines.append("  as-of: \(field)") }
        if let field = figure.breakdown { lines.append("  by: \(field)") }
        return lines.joined(separator: "\n")
    }

    static func text(_ worklist: Worklist) -> String {
        var lines = [
            "\(worklist.name):", "  title: \(worklist.title)", "  from: \(worklist.register)",
        ]
        if let rows = worklist.rows { lines.append("  each: \(rows)") }
        lines += mapping("where", (worklist.conditions + worklist.dueConditions).map(condition))
        lines += mapping("rows", worklist.rowConditions.map(condition))
        if let due = worklist.due { lines.append("  due: \(words(due))") }
        if let section = worklist.section { lines.append("  section: \(section)") }
        lines.append("  todo: \(worklist.todo)")
        lines.append("  show: [\(worklist.shown.joined(separator: ", "))]")
        return lines.joined(separator: "\n")
    }

    private static func words(_ due: Worklist.Due) -> String {
        switch due.base {
        case .yearly(let month, let day):
            let digits = [month, day].map { $0 < 10 ? "0\($0)" : "\($0)" }
            return "{each-year: \(digits.joined(separator: "-"))}"
        case .field(let name):
            let field = name == Condition.stateSince ? "state-since" : name
            guard let term = due.term else { return field }
            switch term.length {
            case .number(let number): return "{of: \(field), \(term.unit.rawValue): \(number)}"
            case .rule(let rule): return "{of: \(field), \(term.unit.rawValue): \(rule)}"
            }
        }
    }

    private static func lines(_ query: Query) -> [String] {
        ["  from: \(query.register)"] + mapping("where", query.conditions.map(condition))
            + mapping("rows", query.rowConditions.map(condition))
            + ["  \(aggregate(query.aggregate))"]
    }

    private static func mapping(_ key: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["  \(key):"] + lines.map { "    " + $0 }
    }

    private static func aggregate(_ aggregate: Query.Aggregate) -> String {
        switch aggregate {
        case .countRecords: "count: records"
        case .countRows(let field): "count-of-rows: \(field)"
        case .countDistinct(let path): "count-distinct: \(path.joined(separator: "."))"
        case .sum(let path): "sum: \(path.joined(separator: "."))"
        case .average(let path): "average: \(path.joined(separator: "."))"
        case .max(let path): "max: \(path.joined(separator: "."))"
        case .value(let path): "value: \(path.joined(separator: "."))"
        }
    }

    /// One condition as it is declared.
    static func condition(_ condition: Condition) -> String {
        func list(_ values: [String]) -> String {
            values.count == 1 ? values[0] : "[\(values.joined(separator: ", "))]"
        }
        func area(_ area: Condition.Area) -> String {
            switch area {
            case .city: "city"
            case .province: "province"
            case .code(let code): "\"\(code)\""
            }
        }
        func length(_ length: Condition.Length) -> String {
            switch length {
            case .number(let number): "\(number)"
            case .rule(let name): name
            }
        }
        func rows(_ conditions: [Condition]) -> String {
            "{" + conditions.map(self.condition).joined(separator: ", ") + "}"
        }
        func related(_ related: Condition.Related) -> String {
            let same = related.same.map { "\($0.theirs): \($0.ours)" }.joined(separator: ", ")
            let conditions = rows(related.conditions)
            return "{of: \(related.register), same: {\(same)}, where: \(conditions)}"
        }
        let key =
            condition.path == [Condition.stateSince]
            ? "state-since" : condition.path.joined(separator: ".")
        switch condition.test {
        case .isIn(let values): return "\(key): \(list(values))"
        case .isNotIn(let values): return "\(key): {not: \(list(values))}"
        case .under(let code): return "\(key): {under: \"\(code)\"}"
        case .within(.city): return "\(key): within-city"
        case .within(.province): return "\(key): within-province"
        case .within(let other): return "\(key): {within: \(area(other))}"
        case .outside(let other): return "\(key): {outside: \(area(other))}"
        case .present: return "\(key): present"
        case .absent: return "\(key): absent"
        case .inYear: return "\(key): in-year"
        case .inPreviousYear: return "\(key): in-previous-year"
        case .beforeYear: return "\(key): before-year"
        case .untilYear: return "\(key): until-year"
        case .fromYear: return "\(key): from-year"
        case .until: return "\(key): until"
        case .atLeast(let value): return "\(key): {at-least: \(value)}"
        case .atMost(let value): return "\(key): {at-most: \(value)}"
        case .overdue: return "\(key): overdue"
        case .withinDays(let days): return "\(key): {within-days: \(length(days))}"
        case .untilDays(let days): return "\(key): {until-days: \(length(days))}"
        case .olderThanDays(let days): return "\(key): {older-than-days: \(length(days))}"
        case .sinceDays(let days): return "\(key): {since-days: \(length(days))}"
        case .withRows(let conditions): return "\(key): {with: \(rows(conditions))}"
        case .withoutRows(let conditions): return "\(key): {without: \(rows(conditions))}"
        case .withRecord(let other): return "with-record: \(related(other))"
        case .withoutRecord(let other): return "without-record: \(related(other))"
        case .validOn(let from, let to, let day):
            return "valid-on: {from: \(from), to: \(to), on: \(day.rawValue)}"
        case .overlapsYear(let from, let to): return "overlaps-year: {from: \(from), to: \(to)}"
        case .stateIn(let states): return "state: \(list(states))"
        case .stateOn(let states, let day):
            return "state-on: {is: \(list(states)), on: \(day.rawValue)}"
        }
    }
}
