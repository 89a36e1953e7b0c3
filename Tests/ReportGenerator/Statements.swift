/// How a sum stands in the report, which decides the classes that can break it.
enum SumKind {
    case amounts
    /// The parts are totals themselves.
    case grand
    case counts
    case table
}

/// What a report says about its figures.
extension ReportDraft {
    mutating func state(_ kind: Relation.Kind, _ figures: [Figure]) -> Relation {
        let relation = Relation(kind: kind, figures: figures)
        relations.append(relation)
        return relation
    }

    mutating func offer(
        _ breakClass: BreakClass, _ target: Offer.Target, _ relation: Relation? = nil
    ) {
        offers.append(Offer(breakClass: breakClass, target: target, relation: relation))
    }

    /// All parts of `total` are `parts`.
    mutating func sum(_ total: Figure, _ parts: [Figure], _ kind: SumKind = .amounts) {
        let relation = state(.sum, [total] + parts)
        switch kind {
        case .amounts:
            offer(.totalDigit, .digit(total), relation)
            for part in parts { offer(.addendDigit, .digit(part), relation) }
        case .grand:
            offer(.grandTotalDigit, .digit(total), relation)
        case .counts:
            for figure in [total] + parts { offer(.countSum, .digit(figure), relation) }
        case .table:
            offer(.tableTotal, .digit(total), relation)
            for part in parts { offer(.tableCell, .digit(part), relation) }
        }
    }

    /// `part` is one of several parts of `whole`, not all of which are named.
    mutating func within(_ part: Figure, _ whole: Figure, breakable: Bool = true) {
        let relation = state(.atMost, [part, whole])
        if breakable { offer(.partAboveWhole, .above(part), relation) }
    }

    mutating func same(_ first: Figure, _ second: Figure) {
        let relation = state(.same, [first, second])
        offer(.repeatedFigure, .digit(first), relation)
        offer(.repeatedFigure, .digit(second), relation)
    }

    /// `part` as a percentage of `whole`, the true values given.
    mutating func share(
        _ part: (Figure, Int), of whole: (Figure, Int), _ breakClass: BreakClass = .share
    ) -> Figure {
        let rate = percent(part.1, of: whole.1)
        let relation = state(.ratio, [rate, part.0, whole.0])
        offer(breakClass, .rate(rate), relation)
        return rate
    }

    /// A list and the number of its items, both to be written once.
    mutating func list(
        _ items: [String], _ unit: String, joiner: String = "、", last: String? = nil,
        removable: Bool = true
    ) -> (count: Figure, list: ItemList) {
        let list = ItemList(
            id: newID(), items: items, joiner: joiner, lastJoiner: last ?? joiner)
        let count = count(items.count, unit, chinese: habits.chineseCounts)
        let relation = state(.listCount(list), [count])
        offer(.listCount, .count(count), relation)
        if removable { offer(.listItemRemoved, .item(list), relation) }
        return (count, list)
    }

    // MARK: Figures

    mutating func figure(
        _ units: Int, decimals: Int, unit: String, scale: Int = 1, isCount: Bool = false,
        form: NumberForm? = nil
    ) -> Figure {
        let wide = habits.fullWidthNowAndThen && chance(0.03)
        let written =
            form
            ?? NumberForm(
                separators: habits.separators, spaced: habits.spaced && !wide, fullWidth: wide)
        return Figure(
            id: newID(), units: units, decimals: decimals, unit: unit, scale: scale,
            isCount: isCount, form: written)
    }

    /// An amount of 元 in 万元, 亿元 or 元.
    mutating func money(
        _ yuan: Int, _ unit: MoneyUnit = .wan, decimals: Int = 2, keepsZeros: Bool = false
    ) -> Figure {
        var decimals = min(decimals, unit == .wan ? wanDecimals : unit.decimals)
        var units = Rounding.halfUp(yuan * Figure.powers[decimals], unit.scale)
        if habits.dropsZeros, !keepsZeros, units % Figure.powers[decimals] == 0 {
            units /= Figure.powers[decimals]
            decimals = 0
        } else if habits.dropsZeros, !keepsZeros, decimals == 2, units % 10 == 0 {
            units /= 10
            decimals = 1
        }
        let figure = figure(units, decimals: decimals, unit: unit.rawValue, scale: unit.scale)
        // 0 without 万元 is no error.
        if units != 0 { offer(.unitRemoved, .unit(figure)) }
        return figure
    }

    /// An amount in a table whose unit the caption states.
    mutating func cell(_ yuan: Int, _ unit: MoneyUnit = .wan) -> Figure {
        let decimals = wanDecimals
        return figure(
            Rounding.halfUp(yuan * Figure.powers[decimals], unit.scale), decimals: decimals,
            unit: "", scale: unit.scale, form: NumberForm(separators: habits.tableSeparators))
    }

    /// A number of things.
    mutating func count(_ number: Int, _ unit: String, chinese: Bool = false) -> Figure {
        let form: NumberForm? =
            chinese && number < 20 ? NumberForm(chinese: true) : nil
        return figure(number, decimals: 0, unit: unit, isCount: true, form: form)
    }

    mutating func percent(_ part: Int, of whole: Int, decimals: Int? = nil) -> Figure {
        let decimals = decimals ?? habits.rateDecimals
        let units = Rounding.halfUp(part * 100 * Figure.powers[decimals], whole)
        return rate(units, decimals: decimals)
    }

    /// A percentage given in 10^−decimals.
    mutating func rate(_ units: Int, decimals: Int? = nil) -> Figure {
        var form = NumberForm(spaced: habits.spaced)
        form.fullWidth = habits.fullWidthNowAndThen && chance(0.02)
        let figure = figure(
            units, decimals: decimals ?? habits.rateDecimals, unit: "%", form: form)
        offer(.unitRemoved, .unit(figure))
        return figure
    }

    /// Another value of the same kind as this figure.
    mutating func like(_ other: Figure, _ value: Int) -> Figure {
        if let unit = MoneyUnit(rawValue: other.unit) { return money(value, unit) }
        return figure(
            Rounding.halfUp(value * Figure.powers[other.decimals], other.scale),
            decimals: other.decimals, unit: other.unit, scale: other.scale,
            isCount: other.isCount)
    }

    // MARK: Changes against the year before

    enum ChangeWords: CaseIterable {
        /// 比上年增加D，增长R
        case amountAndRate
        /// 上年为P，同比增长R
        case priorAndRate
        /// 比上年的P增加D，增长R
        case all
        /// 同比增长R, which nothing in the text can check
        case rateOnly
        case amountOnly
    }

    /// The change of `level` from `before` to `now`, both in its smallest unit.
    mutating func change(
        _ level: Figure, _ now: Int, before: Int, _ words: ChangeWords? = nil
    ) -> Prose {
        let grows = now > before
        let sign: Double = grows ? 1 : -1
        if now == before { return Prose(pick(["与上年持平", "与上年一致", "同比持平"])) }
        // Of an amount of two digits almost any rate follows.
        let tiny = !level.isCount && level.units.magnitude < 20
        let words =
            tiny
            ? .rateOnly
            : words ?? pick([.amountAndRate, .amountAndRate, .priorAndRate, .all, .rateOnly])
        let rate = percent(abs(now - before), of: before)
        let up = grows ? habits.rises : habits.falls
        let more = grows ? "增加" : "减少"
        if rate.units == 0 || like(level, abs(now - before)).units == 0 {
            return Prose(pick(["与上年基本持平", "变化不大"]))
        }
        switch words {
        case .amountAndRate:
            let change = like(level, abs(now - before))
            offer(
                .growthRate, .rate(rate),
                state(.growthFromChange(sign: sign), [rate, level, change])
            )
            return "\(habits.against)\(more)\(change)，\(up)\(rate)"
        case .priorAndRate:
            let prior = like(level, before)
            offer(
                .growthRate, .rate(rate), state(.growthFromPrior(sign: sign), [rate, level, prior]))
            return "\(pick(["上年为", "上年同期为", "\(setting.year - 1)年为"]))\(prior)，同比\(up)\(rate)"
        case .all:
            let prior = like(level, before)
            let change = like(level, abs(now - before))
            offer(
                .growthRate, .rate(rate), state(.growthFromPrior(sign: sign), [rate, level, prior]))
            _ = state(.difference(sign: sign), [level, prior, change])
            return "比上年的\(prior)\(more)\(change)，\(up)\(rate)"
        case .rateOnly: return "\(pick(["同比", "比上年", "较上年"]))\(up)\(rate)"
        case .amountOnly: return "\(habits.against)\(more)\(like(level, abs(now - before)))"
        }
    }

    /// A value of the year before, a few per cent below or above.
    mutating func before(_ now: Int, _ percents: ClosedRange<Int> = -12...30) -> Int {
        var change = 0
        while abs(change) < 50 {
            change = int(percents.lowerBound * 100...percents.upperBound * 100)
        }
        let value = now * 10_000 / (10_000 + change)
        // The number of 元 a person has is no amount of a budget.
        return now > max(100_000, grain * 100) ? value / grain * grain : value
    }

    /// The same for things that are counted.
    mutating func countBefore(_ now: Int, _ percents: ClosedRange<Int> = -12...30) -> Int {
        let value = now * 100 / (100 + int(percents))
        return value == now || value < 1 ? now + 1 : value
    }
}

enum MoneyUnit: String {
    case yuan = "元"
    case wan = "万元"
    case yi = "亿元"

    var scale: Int {
        switch self {
        case .yuan: 1
        case .wan: 10_000
        case .yi: 100_000_000
        }
    }

    var decimals: Int { self == .yuan ? 0 : 2 }
}
