import Catalogue

/// Covering indexes that the declared figures ask for: equalities first, then the one range, then
/// what is measured, so that a figure is answered from an index alone.
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
        return merged(wanted.filter { $0.count > 1 })
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
        case .countDistinct(let path), .sum(let path), .value(let path): rest += path.prefix(1)
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
