/// A figure that a report states, with what can be told of it from the words around.
public struct Figure: Sendable {
    /// The kinds that the published form knows.
    public enum Kind: String, Sendable { case count, amount, rate, rank, ordinal }

    /// What part a figure plays in its sentence.
    enum Role: Sendable, Equatable {
        /// How much there is.
        case level
        /// A percentage, points or an amount by which something changed.
        case change(Change)
        /// A percentage of something: 占, 比重.
        case share
        /// A percentage of a plan or budget: 完成年初预算的 98 %, 执行率.
        case completion
        /// So much for each: 人均, 户均, 平均.
        case average
        /// Any other percentage, rank or ordinal.
        case other
    }

    /// A change: up or down, and against what.
    struct Change: Sendable, Equatable {
        enum Basis: String, Sendable {
            case yearBefore = "year-before"
            case periodBefore = "period-before"
            case budget
            case unsaid
        }
        var isFall: Bool
        var basis: Basis
        /// 按可比价, 实际增长: does not follow from levels.
        var isReal: Bool
    }

    /// Whether the number is exact.
    public enum Approximation: String, Sendable { case exact, over, about, atLeast, below }

    let passage: Int
    /// The number with its unit.
    let range: Range<Int>
    /// The number alone.
    let number: Range<Int>
    /// As stated, before the unit's 万 or 亿.
    let stated: Quantity
    var unit: MeasureUnit
    /// 万 or 亿 stands without 元; the unit is what its neighbours have.
    var isUnitCut: Bool
    var isNegative: Bool
    var approximation: Approximation
    var isForecast = false
    var isChinese = false
    /// Where a range begins: 10 of 10%–20%.
    var isRangeStart = false
    var isRangeEnd = false
    var role: Role = .level
    /// The words that say what it measures.
    var label: Label = ""
    /// Whether it is of a plan or of what became of it, as its label says.
    var budgetRole: BudgetRole = .plain
    /// The words between the boundary before and the number.
    var lead: Range<Int>
    /// The sentence, counted through the document.
    var sentence: Int
    /// How deep in brackets.
    var depth: Int
    /// The year that it speaks of, where the words say one or the report is of one.
    var year: Int?
    /// Whether its own sentence names that year.
    var isYearStated = false
    /// 上年, 去年: the year before's value.
    var isOfYearBefore = false
    /// What a percentage right behind is a percentage of: 预算37,746万元 of 为预算37,746万元的97.12%.
    var isBase = false
    /// Of a percentage: the amount right before it that it is of.
    var base: Int?
    /// 截至…: as written.
    var asOf: String?
    /// Indices of the figures that say how this one changed, in their order.
    var changes: [Int] = []
    /// One of several in a row: 分别增长3%、4%.
    var isDistributed = false
    /// The level that a change, share or completion is of.
    var subject: Int?
    /// What it is a stated part of, and its own stated parts.
    var whole: Int?
    var parts: [Int] = []

    /// The value in whole units: 1.2万元 is 12,000.
    var quantity: Quantity {
        Quantity(
            unscaled: isNegative ? -stated.unscaled : stated.unscaled,
            exponent: stated.exponent + unit.exponent)
    }

    /// What the true value may be.
    var interval: Interval? {
        isExact ? Interval(exact: quantity) : Interval(rounded: quantity)
    }

    /// Counts of whole things stand for themselves; so does a zero amount.
    var isExact: Bool { unit.isWhole && approximation == .exact }

    var kind: Kind {
        switch unit.dimension {
        case .count: .count
        case .money, .measure, .none: .amount
        case .percent, .permille, .points, .times: .rate
        case .rank: .rank
        case .ordinal: .ordinal
        }
    }

    var change: Change? { if case .change(let change) = role { change } else { nil } }
    var isPercent: Bool { unit.dimension == .percent }
    /// An amount or an average, which can grow.
    var isAmount: Bool { isLevel || role == .average && unit.isAdditive }
    /// An amount that can be a total, a part or a base.
    var isLevel: Bool { role == .level && unit.isAdditive && !isRangeStart && !isRangeEnd }

    /// The value as stated: `1200.53`, `-3`.
    public var valueText: String {
        let digits = String(stated.unscaled)
        let scale = max(0, -stated.exponent)
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        let whole = padded.dropLast(scale)
        let text = scale == 0 ? String(whole) : whole + "." + padded.suffix(scale)
        return (isNegative ? "-" : "") + text
    }
}
