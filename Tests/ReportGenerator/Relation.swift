/// A computation that a report states and that can be checked from its words alone.
struct Relation: Sendable {
    enum Kind: Sendable {
        /// The first figure is the sum of the others.
        case sum
        /// The figures add up to 100.
        case hundred
        /// rate, part, whole: rate % = part ÷ whole.
        case ratio
        /// rate, level, prior year.
        case growthFromPrior(sign: Double)
        /// rate, level, amount of change.
        case growthFromChange(sign: Double)
        /// level, prior year, amount of change.
        case difference(sign: Double)
        /// part, whole.
        case atMost
        case same
        /// average, total, number.
        case average
        /// The figure is the number of items.
        case listCount(ItemList)
    }

    let kind: Kind
    let figures: [Figure]

    var description: String { "\(kind): " + figures.map(\.text).joined(separator: " ") }

    func holds() -> Bool { excess() <= 1 + 1e-9 }

    /// This computation with one figure stated otherwise.
    func replacing(_ figure: Figure) -> Relation {
        Relation(kind: kind, figures: figures.map { $0.id == figure.id ? figure : $0 })
    }

    /// The distance of the stated from the computed value, in what the stated precision allows;
    /// at most 1 when the computation holds.
    func excess() -> Double {
        let first = figures[0]
        switch kind {
        case .sum:
            let parts = figures.dropFirst()
            return Relation.excess(
                first.value - parts.reduce(0) { $0 + $1.value },
                figures.reduce(0) { $0 + $1.half })
        case .hundred:
            return Relation.excess(
                figures.reduce(-100) { $0 + $1.value }, figures.reduce(0) { $0 + $1.half })
        case .ratio:
            let (part, whole) = (figures[1], figures[2])
            return Relation.excess(
                rate: first, low: 100 * (part.value - part.half) / (whole.value + whole.half),
                high: 100 * (part.value + part.half) / (whole.value - whole.half))
        case .growthFromPrior(let sign):
            let (level, prior) = (figures[1], figures[2])
            let ends = [
                (level.value - level.half) / (prior.value + prior.half),
                (level.value + level.half) / (prior.value - prior.half),
            ].map { sign * ($0 - 1) * 100 }
            return Relation.excess(
                rate: first, low: min(ends[0], ends[1]), high: max(ends[0], ends[1]))
        case .growthFromChange(let sign):
            return changeExcess(sign)
        case .difference(let sign):
            return Relation.excess(
                first.value - figures[1].value - sign * figures[2].value,
                figures.reduce(0) { $0 + $1.half })
        case .atMost:
            let whole = figures[1]
            return first.value <= whole.value + whole.half + first.half ? 0 : .infinity
        case .same:
            return Relation.excess(
                first.value - figures[1].value, max(first.half, figures[1].half))
        case .average:
            let (total, number) = (figures[1], figures[2])
            let low = (total.value - total.half) / (number.value + number.half)
            let high = (total.value + total.half) / max(number.value - number.half, 1e-9)
            return Relation.excess(rate: first, low: low, high: high)
        case .listCount(let list):
            return first.units == list.items.count ? 0 : .infinity
        }
    }

    private func changeExcess(_ sign: Double) -> Double {
        let (level, change) = (figures[1], figures[2])
        var low = Double.infinity
        var high = -Double.infinity
        for levelEnd in [level.value - level.half, level.value + level.half] {
            for changeEnd in [change.value - change.half, change.value + change.half] {
                let rate = 100 * changeEnd / (levelEnd - sign * changeEnd)
                low = min(low, rate)
                high = max(high, rate)
            }
        }
        return Relation.excess(rate: figures[0], low: low, high: high)
    }

    private static func excess(_ difference: Double, _ tolerance: Double) -> Double {
        if abs(difference) <= 1e-7 { return 0 }
        return tolerance > 0 ? abs(difference) / tolerance : .infinity
    }

    private static func excess(rate: Figure, low: Double, high: Double) -> Double {
        // A count-like average or a rate between two counts still is rounded to its own digits.
        let half = 0.5 * Double(rate.scale) / Double(Figure.powers[rate.decimals])
        return excess(rate.value - (low + high) / 2, (high - low) / 2 + half)
    }
}
