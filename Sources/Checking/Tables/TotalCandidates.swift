/// The sets of rows that the total rows of a table may sum.
struct TotalCandidates {
    private let rows: [TableReading.Row]
    /// Rows that hold numbers and sum nothing.
    private let data: [Int]
    private let totals: [Int]
    private let subtotals: [Int]
    /// Rows that some subtotal stands under.
    private let covered: Set<Int>

    /// Beyond so many totals only the rows between neighbouring totals are tried: a table of that
    /// size is a list of small ones.
    private static let mostTotals = 100

    init(_ table: TableReading) {
        let rows = table.rows
        self.rows = rows
        data = rows.indices.filter {
            !rows[$0].isTotal && !rows[$0].isWithin && !rows[$0].values.isEmpty
        }
        totals = rows.indices.filter { rows[$0].isTotal }
        subtotals = totals.filter { rows[$0].isSubtotal }
        var covered: Set<Int> = []
        var from = 0
        for total in totals {
            if rows[total].isSubtotal { covered.formUnion(from..<total) }
            from = total + 1
        }
        self.covered = covered
    }

    /// The sets for one total row, the likeliest first.
    func sets(_ at: Int) -> [[Int]] {
        let position = totals.firstIndex(of: at) ?? 0
        let lastTotal = position > 0 ? totals[position - 1] : -1
        let nextTotal = position + 1 < totals.count ? totals[position + 1] : rows.count
        let near = [between(lastTotal, at), between(at, nextTotal)]
        let minimum = rows[at].isSubtotal ? 1 : 2
        var sets = near
        if totals.count <= Self.mostTotals {
            let before = data.filter { $0 < at }
            let after = data.filter { $0 > at }
            sets += [before, after]
            if !rows[at].isSubtotal { sets = overSubtotals(at, before, after, sets) }
            for part in near + [before, after] { sets += levels(part) }
        }
        var seen: Set<[Int]> = []
        return sets.filter { $0.count >= minimum && seen.insert($0).inserted }
    }

    /// The data rows between two rows.
    private func between(_ low: Int, _ high: Int) -> [Int] {
        (low + 1..<max(low + 1, high)).filter {
            !rows[$0].isTotal && !rows[$0].isWithin && !rows[$0].values.isEmpty
        }
    }

    /// 总计 of 小计, and of rows that no 小计 covers.
    private func overSubtotals(_ at: Int, _ before: [Int], _ after: [Int], _ sets: [[Int]])
        -> [[Int]]
    {
        guard !subtotals.isEmpty else { return sets }
        let above = subtotals.filter { $0 < at }
        let below = subtotals.filter { $0 > at }
        return [above, below] + sets + [
            above + before.filter { !covered.contains($0) },
            below + after.filter { !covered.contains($0) },
        ]
    }

    /// The rows of the highest level among some: by code, or by the mark before their names.
    private func levels(_ part: [Int]) -> [[Int]] {
        var sets: [[Int]] = []
        if let least = part.compactMap({ rows[$0].code?.count }).min() {
            sets.append(part.filter { rows[$0].code?.count == least })
        }
        if let first = part.first.flatMap({ rows[$0].mark }) {
            sets.append(part.filter { rows[$0].mark == first })
        }
        let marked = part.filter { rows[$0].mark == .chinese }
        if !marked.isEmpty { sets.append(marked) }
        sets.append(part.filter { rows[$0].mark == nil })
        return sets
    }
}
