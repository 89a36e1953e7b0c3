import Catalogue

/// Covering indexes that the declared figures ask for: equalities first, then the one range, then
/// what is measured, so that a figure is answered from an index alone. Work lists find their
/// records by an index, and read the few that they show.
enum FigureIndexes {
    static func indexes(_ register: Register, _ catalogue: Catalogue) -> [IndexDefinition] {
        var wanted: [[String]] = []
        for figure in catalogue.figures {
            switch figure.measure {
            case .query(let query) where query.register == register.name:
                wanted.append(columns(query, register))
            case .share(let part, _) where part.register == register.name:
                wanted.append(columns(part, register))
            default: break
            }
        }
        let figures = merged(wanted.filter { $0.count > 1 })
        return figures + worklists(register, catalogue, beside: figures.map(\.columns))
    }

    /// The indexes of work lists that no other one begins like.
    private static func worklists(
        _ register: Register, _ catalogue: Catalogue, beside figures: [[String]]
    ) -> [IndexDefinition] {
        var known = figures + register.unique + [register.match]
        let wanted = catalogue.worklists.flatMap { worklist in
            let own = worklist.register == register.name ? [found(worklist)] : []
            return own + worklist.conditions.compactMap { related($0, register) }
        }
        let columns = Set(register.columns.map(\.name) + ["state", "state_since"])
        return wanted.compactMap { names in
            let isThere = known.contains { Array($0.prefix(names.count)) == names }
            guard !names.isEmpty, columns.isSuperset(of: names), !isThere else { return nil }
            known.append(names)
            return IndexDefinition(columns: names)
        }
    }

    /// The state and the day that the list goes by; nothing where it has neither.
    private static func found(_ worklist: Worklist) -> [String] {
        guard worklist.rows == nil, case .field(let start) = worklist.due?.base else { return [] }
        let isOfOneState = worklist.conditions.contains {
            if case .stateIn(let states) = $0.test { states.count == 1 } else { false }
        }
        return isOfOneState ? ["state", start] : [start]
    }

    /// What another record is looked for by.
    private static func related(_ condition: Condition, _ register: Register) -> [String]? {
        switch condition.test {
        case .withRecord(let related), .withoutRecord(let related):
            related.register == register.name ? related.same.map(\.theirs) : nil
        default: nil
        }
    }

    private static func columns(_ query: Query, _ register: Register) -> [String] {
        var equal: [String] = []
        var range: [String] = []
        var rest: [String] = []
        for condition in query.conditions {
            switch condition.test {
            case .stateIn(let states) where states.count == 1: equal.append("state")
            case .stateIn: rest.append("state")
            case .isIn(let values) where values.count == 1 && condition.path.count == 1:
                equal.append(condition.path[0])
            case .inYear where register.field(condition.path.first ?? "")?.type == .year:
                equal.append(condition.path[0])
            case .inYear, .until, .untilYear: range += condition.path.prefix(1)
            case .validOn(let from, let to, _), .overlapsYear(let from, let to): rest += [from, to]
            case .stateOn: rest += ["state", "state_since"]
            default: rest += condition.path.prefix(1)
            }
        }
        if !equal.contains("state"), !rest.contains("state") { rest.append("state") }
        switch query.aggregate {
        case .countRecords, .countRows: break
        case .countDistinct(let path), .sum(let path), .average(let path), .max(let path),
            .value(let path):
            rest += path.prefix(1)
        }
        // The breakdown by county reads the same index.
        if register.hasCounty { rest.append("county") }
        let known = Set(register.columns.map(\.name) + ["state", "state_since"])
        var seen: Set<String> = []
        return (equal.sorted() + range.prefix(1) + rest + range.dropFirst())
            .filter { known.contains($0) && seen.insert($0).inserted }
    }

    /// One index for questions that begin alike: the longest leads, others add what they lack.
    private static func merged(_ wanted: [[String]]) -> [IndexDefinition] {
        var kept: [(head: [String], columns: [String])] = []
        for columns in wanted.sorted(by: { $0.count > $1.count }) {
            let head = Array(columns.prefix(2))
            if let index = kept.firstIndex(where: { Array($0.head) == head }) {
                kept[index].columns += columns.filter { !kept[index].columns.contains($0) }
            } else {
                kept.append((head, columns))
            }
        }
        return kept.map { IndexDefinition(columns: $0.columns) }
    }
}
