import Values

extension Rule {
    /// Whether the rate's own words name the very thing that was counted.
    private static func isNamedAlike(_ reading: Reading, _ level: Figure, _ rate: Figure) -> Bool {
        let noun = SubjectText.ofChange(reading.text(rate.passage), rate.lead)
        return SubjectText.isGeneric(noun) || level.label.hasSuffix(noun)
            || noun.hasSuffix(level.label)
    }

    /// A count's growth rate must follow from a whole number of things the year before.
    static let countGrowth = Rule(
        "count-growth", "个数增长的整数检验", .error,
        source: "算术；上期个数是整数：存在整数b使 本期÷b−1 四舍五入后等于写明的增长率",
        "家、项、人等整数个数只写了增长率的，检验是否存在整数的上期数。写明增加额的按“增长率”核对。",
        examples: [
            .passes("评价入库科技型中小企业4079家，同比增长81.37%。"),
            .finds("27.91%", in: "进行科技成果登记145项，同比增长27.91%。"),
            .passes("进行科技成果登记145项，同比增长27.19%。"),
        ]
    ) { reading, ledger in
        for index in reading.figures.indices where reading.figures[index].isExact {
            let level = reading.figures[index]
            guard level.isLevel, level.unit.isWhole, level.stated.exponent == 0, !level.isChinese,
                level.stated.unscaled >= 10
            else { continue }
            for group in ChangeGroup.groups(of: index, reading) {
                guard group.delta == nil, let rate = group.rate.map({ reading.figures[$0] }),
                    rate.isPercent, let change = rate.change, !change.isReal,
                    rate.approximation == .exact, !rate.isRangeStart, !rate.isRangeEnd,
                    reading.valueBefore(index) == nil, isNamedAlike(reading, level, rate)
                else { continue }
                guard let base = CountBase(level: level, rate: rate, isFall: change.isFall) else {
                    continue
                }
                let sign = change.isFall ? "下降" : "增长"
                if let whole = base.whole {
                    ledger.confirm(
                        rate,
                        "上期为\(whole)\(level.unit.name)时，\(level.valueText)÷\(whole)−1 = \(base.rate(whole, level, rate))"
                    )
                } else {
                    ledger.report(
                        rate,
                        computed:
                            "\(base.below)\(level.unit.name)：\(base.rate(base.below, level, rate))；\(base.below + 1)\(level.unit.name)：\(base.rate(base.below + 1, level, rate))",
                        "没有整数的上期数能得出\(sign)\(NumberWords.stated(rate))：上期\(base.below)\(level.unit.name)得\(base.rate(base.below, level, rate))，上期\(base.below + 1)\(level.unit.name)得\(base.rate(base.below + 1, level, rate))",
                        do: "核对本期个数、上期个数和增长率")
                }
            }
        }
    }
}

/// The whole numbers that a count may have been before.
private struct CountBase {
    /// The least whole number within the possible bases.
    let whole: Int64?
    /// The whole number just below the possible bases.
    let below: Int64

    init?(level: Figure, rate: Figure, isFall: Bool) {
        guard let stated = Interval(rounded: rate.quantity), let value = level.quantity.fraction
        else { return nil }
        let signed = isFall ? stated.negated : stated
        guard let factor = signed?.over(Interval(.hundred)),
            let growth = factor.plus(Interval(.one)), growth.isPositive,
            let bases = Interval(value).over(growth)
        else { return nil }
        // The least whole number at or above the lower end.
        let low = bases.low
        let floor = low.numerator / low.denominator
        let least = floor * low.denominator == low.numerator ? floor : floor + 1
        guard let first = Int64(exactly: least), first > 0, let candidate = Fraction(least) else {
            return nil
        }
        whole = candidate <= bases.high ? first : nil
        below = first - 1
    }

    func rate(_ base: Int64, _ level: Figure, _ rate: Figure) -> String {
        guard base > 0, let value = level.quantity.fraction, let before = Fraction(Int128(base)),
            let ratio = value.divided(by: before) - Fraction.one
        else { return "？" }
        return NumberWords.percent(ratio, decimals: -rate.stated.exponent)
    }
}
