import Values

/// Finds how the totals of a table are made up, and where they do not hold.
///
/// What a total row sums is seldom written. Several ways that tables are built in are tried; the
/// one under which most columns add up is the table's, and the columns that then do not are wrong.
struct TableSums {
    /// A total that does not hold.
    struct Break {
        let row: Int
        let column: Int
        /// The cells that were added, as (row, column).
        let parts: [(row: Int, column: Int)]
        let comparison: SumComparison
        let isAcross: Bool
    }

    /// A total that holds.
    struct Hold {
        let row: Int
        let column: Int
        let count: Int
        let isAcross: Bool
    }

    private let table: TableReading
    private let addable: [Int]
    private(set) var breaks: [Break] = []
    private(set) var holds: [Hold] = []
    /// Totals whose make-up nothing tells.
    private(set) var unknown: [Int] = []

    init(_ table: TableReading) {
        self.table = table
        addable = table.columns.filter { table.meanings[$0]?.isPerHead != true }
        let candidates = TotalCandidates(table)
        for at in table.rows.indices where table.rows[at].isTotal { down(at, candidates.sets(at)) }
        nested()
        grouped()
        across()
    }

    // MARK: Columns

    private mutating func down(_ at: Int, _ sets: [[Int]]) {
        guard !sets.isEmpty else { return }
        let columns = addable.filter { table.rows[at].values[$0] != nil && isSummed($0, at) }
        guard !columns.isEmpty else { return }
        var best: (passed: Int, results: [(Int, SumComparison)], set: [Int])?
        for set in sets.prefix(24) {
            let results = columns.compactMap { column in
                compare(at, set, column).map { (column, $0) }
            }
            let passed = results.count { $0.1.outcome != .off }
            if passed > (best?.passed ?? -1) { best = (passed, results, set) }
            if passed == columns.count { break }
        }
        guard let best, !best.results.isEmpty else { return }
        let failed = best.results.filter { $0.1.outcome == .off }
        for (column, _) in best.results where !failed.contains(where: { $0.0 == column }) {
            holds.append(Hold(row: at, column: column, count: best.set.count, isAcross: false))
        }
        guard !failed.isEmpty else { return }
        // Many columns that hold tell how the table is built; a few only with a slip in the one
        // that does not.
        let isSure = best.passed >= 2 && best.passed * 3 >= columns.count * 2
        let isKnown = best.passed > 0 && best.passed * 2 >= columns.count
        for (column, comparison) in failed {
            let parts = best.set.map { (row: $0, column: column) }
            let isSlip = isSlip(at, best.set, comparison, column)
            if isSure || isKnown && isSlip
                || isSimple(at, best.set, comparison, column, isSlip: isSlip)
            {
                breaks.append(
                    Break(
                        row: at, column: column, parts: parts, comparison: comparison,
                        isAcross: false))
            } else {
                unknown.append(at)
                return
            }
        }
    }

    /// A rate column sums only where its total says 100 %.
    private func isSummed(_ column: Int, _ row: Int) -> Bool {
        guard table.isRate(column: column) else { return true }
        guard table.meanings[column]?.isShare == true,
            let value = table.rows[row].values[column]?.quantity.fraction
        else { return false }
        return value == Fraction.hundred
    }

    private func compare(_ total: Int, _ parts: [Int], _ column: Int) -> SumComparison? {
        guard let whole = table.rows[total].values[column] else { return nil }
        // A dash is nothing; words are not.
        let values = parts.compactMap { table.rows[$0].values[column] }
        guard values.count >= min(2, parts.count), values.count * 2 >= parts.count
        else { return nil }
        return SumComparison(
            total: whole.quantity, parts: values.map(\.quantity),
            isExact: table.isExact(column: column))
    }

    private func isSlip(_ at: Int, _ set: [Int], _ comparison: SumComparison, _ column: Int) -> Bool
    {
        guard set.count <= Self.mostParts, let total = table.rows[at].values[column]?.quantity
        else {
            return false
        }
        let values = set.compactMap { table.rows[$0].values[column]?.quantity }
        return comparison.isOneSlip(total: total, parts: values)
    }

    /// No list of parts that people add up is longer.
    private static let mostParts = 300

    /// One total over a few plain rows, or one slip that explains all: it can only be their sum.
    private func isSimple(
        _ at: Int, _ set: [Int], _ comparison: SumComparison, _ column: Int, isSlip: Bool
    ) -> Bool {
        let rows = table.rows
        guard let total = rows[at].values[column]?.quantity else { return false }
        if isSlip, total.unscaled.magnitude >= 1_000 { return true }
        guard rows.count <= 12, set.count <= 8, rows.count(where: \.isTotal) == 1 else {
            return false
        }
        let data = rows.indices.filter { !rows[$0].isTotal && rows[$0].values[column] != nil }
        return Set(data) == Set(set.filter { rows[$0].values[column] != nil })
            && !data.contains { rows[$0].isWithin || rows[$0].code != nil || rows[$0].mark != nil }
            && rows.allSatisfy { !$0.label.isEmpty } && !rows[at].label.contains("全")
    }

    // MARK: Codes that nest

    /// No budget has more lines than this.
    private static let mostCoded = 5_000

    private mutating func nested() {
        let coded = table.rows.indices.filter { table.rows[$0].code != nil }
        guard coded.count > 2, coded.count <= Self.mostCoded else { return }
        var children: [String: [Int]] = [:]
        for at in coded {
            guard let code = table.rows[at].code, code.count > 3 else { continue }
            children[String(code.dropLast(2)), default: []].append(at)
        }
        var results: [(Int, Int, [Int], SumComparison)] = []
        for at in coded {
            guard let code = table.rows[at].code, let below = children[code] else { continue }
            for column in addable where !table.isRate(column: column) {
                guard let whole = table.rows[at].values[column] else { continue }
                let values = below.compactMap { table.rows[$0].values[column]?.quantity }
                guard !values.isEmpty,
                    let comparison = SumComparison(
                        total: whole.quantity, parts: values, isExact: false)
                else { continue }
                results.append((at, column, below, comparison))
            }
        }
        let passed = results.count { $0.3.outcome != .off }
        for (at, column, below, comparison) in results {
            if comparison.outcome != .off {
                holds.append(Hold(row: at, column: column, count: below.count, isAcross: false))
            } else if passed * 2 >= results.count,
                let total = table.rows[at].values[column]?.quantity,
                comparison.isOneSlip(
                    total: total,
                    parts: below.compactMap { table.rows[$0].values[column]?.quantity })
            {
                breaks.append(
                    Break(
                        row: at, column: column, parts: below.map { (row: $0, column: column) },
                        comparison: comparison, isAcross: false))
            }
        }
    }

    // MARK: Rows that follow their whole

    /// 常住人口, 其中：男性, 女性: the rows behind a row that in some column add up to it are its parts
    /// in every column.
    private mutating func grouped() {
        let rows = table.rows
        guard rows.count > 2, rows.count <= 2_000 else { return }
        for parent in rows.indices where !rows[parent].isTotal && rows[parent].code == nil {
            var start = parent + 1
            while start + 1 < rows.count, let (end, column) = group(parent, start) {
                let parts = Array(start..<end)
                holds.append(Hold(row: parent, column: column, count: parts.count, isAcross: false))
                for other in table.columns where other != column && isSummed(other, parent) {
                    guard let whole = rows[parent].values[other]?.quantity else { continue }
                    let values = parts.compactMap { rows[$0].values[other]?.quantity }
                    guard values.count == parts.count,
                        let sum = SumComparison(total: whole, parts: values, isExact: false),
                        sum.outcome == .off,
                        whole.unscaled.magnitude >= 100, sum.isOneSlip(total: whole, parts: values)
                    else { continue }
                    breaks.append(
                        Break(
                            row: parent, column: other,
                            parts: parts.map { (row: $0, column: other) },
                            comparison: sum, isAcross: false))
                }
                start = end
            }
        }
    }

    /// The rows from `start` that in some column add up to the parent's.
    private func group(_ parent: Int, _ start: Int) -> (end: Int, column: Int)? {
        let rows = table.rows
        for column in rows[parent].values.keys.sorted() where isSummed(column, parent) {
            guard let whole = rows[parent].values[column]?.quantity,
                whole.unscaled.magnitude >= 1_000
            else { continue }
            var parts: [Quantity] = []
            for row in start..<min(rows.count, start + 12) {
                guard let value = rows[row].values[column]?.quantity, !rows[row].isTotal else {
                    break
                }
                parts.append(value)
                if parts.count > 1,
                    let sum = SumComparison(total: whole, parts: parts, isExact: false),
                    sum.outcome == .exact
                {
                    return (row + 1, column)
                }
            }
        }
        return nil
    }

    // MARK: Rows

    private mutating func across() {
        let columns = addable.filter { !table.isRate(column: $0) }
        for total in columns {
            let names = table.headers[total] ?? []
            guard table.meanings[total]?.isTotal == true else { continue }
            var best: (passed: Int, tested: [(Int, SumComparison)], set: [Int])?
            for set in rowSets(total, columns, names) {
                var tested: [(Int, SumComparison)] = []
                for at in table.rows.indices.prefix(4_000) {
                    guard let whole = table.rows[at].values[total] else { continue }
                    let values = set.compactMap { table.rows[at].values[$0]?.quantity }
                    guard values.count > 1,
                        let comparison = SumComparison(
                            total: whole.quantity, parts: values,
                            isExact: table.isExact(column: total))
                    else { continue }
                    tested.append((at, comparison))
                }
                let passed = tested.count { $0.1.outcome != .off }
                if passed > (best?.passed ?? 0) { best = (passed, tested, set) }
            }
            guard let best, best.passed >= 2 || best.tested.count == 1,
                best.passed * 3 >= best.tested.count * 2
            else { continue }
            for (at, comparison) in best.tested {
                if comparison.outcome == .off {
                    breaks.append(
                        Break(
                            row: at, column: total, parts: best.set.map { (row: at, column: $0) },
                            comparison: comparison, isAcross: true))
                } else {
                    holds.append(
                        Hold(row: at, column: total, count: best.set.count, isAcross: true))
                }
            }
        }
    }

    /// The columns that a total column may sum: under the same heading, or up to the next total.
    private func rowSets(_ total: Int, _ columns: [Int], _ names: [String]) -> [[Int]] {
        func isTotal(_ column: Int) -> Bool { table.meanings[column]?.isTotal == true }
        let after = columns.filter { $0 > total }
        let before = columns.filter { $0 < total }
        var sets: [[Int]] = []
        if names.count > 1 {
            let group = names.dropLast().joined()
            let mates = columns.filter {
                $0 != total && (table.headers[$0] ?? []).dropLast().joined() == group
            }
            sets.append(mates)
            sets.append(
                columns.filter {
                    $0 != total && (table.headers[$0] ?? []).first == names.first && !isTotal($0)
                })
        }
        sets.append(Array(after.prefix { !isTotal($0) }))
        sets.append(Array(before.reversed().prefix { !isTotal($0) }))
        sets.append(after)
        sets.append(before)
        sets.append(after.filter { isTotal($0) })
        for length in 2...max(2, min(8, after.count)) { sets.append(Array(after.prefix(length))) }
        var seen: Set<[Int]> = []
        return sets.filter { $0.count > 1 && seen.insert($0.sorted()).inserted }
    }
}
