/// One cell of a public breakdown: how many applied, how many were funded, and the units behind.
public struct OpenCell: Sendable, Hashable {
    /// The code of its list; nil for what has none and for what was merged.
    public let code: String?
    public let title: String
    public let received: Int
    public let funded: Int
    /// How many titles stand in it: more than one where small ones were merged.
    public let merged: Int
}

/// Merges what is too small to be public.
///
/// A number about a handful of units tells of each of them. So a cell with fewer units than the
/// least is joined with the other small ones; and where these together are still too few, with the
/// smallest of the others, so that no difference to the total gives them away.
struct SuppressCells {
    /// A cell before that, with the ids of the units that applied.
    struct Raw {
        var codes: [String]
        var title: String
        var received: Int
        var funded: Int
        var units: Set<Int64>
    }

    /// How many units a public cell has at least.
    let least: Int

    /// - Returns: the cells that may be public, largest first, what was merged last; none where
    ///   nothing but the total would be left.
    func callAsFunction(_ cells: [Raw]) -> [OpenCell] {
        let ordered = cells.sorted {
            ($0.units.count, $0.received, $0.title) > ($1.units.count, $1.received, $1.title)
        }
        var kept = ordered.filter { $0.units.count >= least }
        var small = ordered.filter { $0.units.count < least }
        if small.isEmpty { return kept.map { cell($0) } }
        while joined(small).units.count < least, let next = kept.popLast() { small.append(next) }
        guard !kept.isEmpty, joined(small).units.count >= least else { return [] }
        return kept.map { cell($0) } + [cell(joined(small), merged: small.count)]
    }

    private func joined(_ cells: [Raw]) -> Raw {
        Raw(
            codes: cells.flatMap(\.codes), title: "其他（\(cells.count) 项合并）",
            received: cells.reduce(0) { $0 + $1.received },
            funded: cells.reduce(0) { $0 + $1.funded },
            units: cells.reduce(into: []) { $0.formUnion($1.units) })
    }

    private func cell(_ raw: Raw, merged: Int = 1) -> OpenCell {
        OpenCell(
            code: raw.codes.count == 1 ? raw.codes.first : nil, title: raw.title,
            received: raw.received, funded: raw.funded, merged: merged)
    }
}

/// The middle of a row of days that are given with how often each occurs.
struct MedianDays {
    private var counts: [Int: Int] = [:]
    private(set) var count = 0

    mutating func add(_ days: Int, times: Int = 1) {
        counts[days, default: 0] += times
        count += times
    }

    /// The lower of the two in the middle of an even number; nil of none.
    var median: Int? {
        var before = 0
        for (days, times) in counts.sorted(by: { $0.key < $1.key }) {
            before += times
            if before * 2 >= count { return days }
        }
        return nil
    }
}
