import Values

extension Rule {
    /// Growth rates and differences of amounts whose earlier value is known.
    static let growth = Rule(
        "growth", "增长率", .error,
        source: "增长率 = 本期 ÷ 上期 − 1；以区间计算：各数容许最后一位的一半，区间不相交才算错误",
        """
        写明了本期数和增加额的，上期数 = 本期数 − 增加额；文中写明上年数的、--previous 报告里有同名数的，直接用。\
        都没有的，金额类列为无法核对（由增长率倒推的上期数不能证明增长率）；整数个数另按“个数增长的整数检验”。\
        按可比价计算的增长不与现价数比较。
        """,
        examples: [
            .passes("全市高新技术企业总数达1040家，净增48家，增速为4.84%。"),
            .finds("4.48%", in: "全市高新技术企业总数达1040家，净增48家，增速为4.48%。"),
            .passes("财政拨款支出1234.56万元，与上年相比，增加12.30万元，增长1.01%。"),
            .finds("增长10.1%", in: "财政拨款支出1234.56万元，与上年相比，增加12.30万元，增长10.1%。"),
            .finds("下降17.91%", in: "公务接待费支出5.50万元，比上年减少1.20万元，下降17.91%，上年为7.80万元。"),
            .passes("公务接待费支出5.50万元，比上年减少1.20万元，下降17.91%。"),
            .cannotBeTested("23.36%", in: "技术合同成交额600.99亿元，同比增长23.36%。"),
            .passes("地区生产总值4841.78亿元，按可比价计算，比上年增长4.9%。"),
        ]
    ) { reading, ledger in
        for index in reading.figures.indices where !reading.figures[index].changes.isEmpty {
            for group in ChangeGroup.groups(of: index, reading) {
                GrowthJudge(reading, index, group).judge(&ledger)
            }
        }
    }
}

/// Judges one rate of growth, and the difference beside it.
private struct GrowthJudge {
    private let reading: Reading
    private let index: Int
    private let level: Figure
    private let delta: Figure?
    private let rate: Figure?

    init(_ reading: Reading, _ index: Int, _ group: ChangeGroup) {
        self.reading = reading
        self.index = index
        level = reading.figures[index]
        delta = group.delta.map { reading.figures[$0] }
        rate = group.rate.map { reading.figures[$0] }
    }

    private var change: Figure.Change? { (rate ?? delta)?.change }

    func judge(_ ledger: inout Ledger) {
        guard let change, level.isAmount, level.approximation == .exact else { return }
        let before =
            change.basis == .budget || change.basis == .periodBefore
            ? nil : reading.valueBefore(index)
        if let before { judgeDifference(before, &ledger) }
        guard let rate, rate.isPercent, rate.approximation == .exact, !rate.isRangeStart,
            !rate.isRangeEnd
        else { return }
        guard !change.isReal, !isByNatureReal else { return }
        if let before, let base = before.figure.interval {
            test(
                rate, base: base, shown: NumberWords.stated(before.figure) + before.origin, &ledger)
        } else if let delta, let now = level.interval, let difference = interval(of: delta) {
            let isFall = delta.change?.isFall == true
            let base = isFall ? now.plus(difference) : now.minus(difference)
            let signed = isFall ? difference.negated : difference
            let value =
                level.quantity.fraction
                - (delta.change?.isFall == true
                    ? Fraction.zero - delta.quantity.fraction : delta.quantity.fraction)
            test(
                rate, base: base,
                shown: NumberWords.value(value, like: delta) + "（本期数"
                    + (delta.change?.isFall == true ? "加减少额）" : "减增加额）"),
                growth: signed.flatMap { part in base.flatMap { part.over($0) } }, &ledger)
        } else if level.unit.isWhole == false {
            ledger.report(
                rate, severity: .cannotBeTested,
                "没有上期数，“\(level.label)”的增长率无法核对", do: "写明上期数或增加额，或附上上年的报告")
        }
    }

    /// 增加值 and 生产总值 grow at constant prices unless the text says otherwise.
    private var isByNatureReal: Bool {
        ["增加值", "生产总值", "GDP"].contains { level.label.contains($0) }
            || delta == nil && level.label.contains("总产值")
    }

    private func interval(of delta: Figure) -> Interval? {
        delta.approximation == .exact ? delta.interval : nil
    }

    /// - Parameter growth: the growth as a part of the base, where the difference is stated and
    ///   tells it more narrowly than the two amounts.
    private func test(
        _ rate: Figure, base: Interval?, shown: String, growth told: Interval? = nil,
        _ ledger: inout Ledger
    ) {
        guard let base, let now = level.interval, base.isPositive,
            let ratio = now.over(base),
            let growth = (told ?? ratio.minus(Interval(.one)))?.times(.hundred),
            let stated = signed(rate)
        else { return }
        let decimals = -rate.stated.exponent
        let shownGrowth = NumberWords.percents(
            Interval(growth.low.divided(by: .hundred), growth.high.divided(by: .hundred)) ?? growth,
            decimals: decimals)
        if growth.meets(stated) {
            ledger.confirm(rate, "上期\(shown)，\(NumberWords.stated(level))÷上期−1 = \(shownGrowth)")
            return
        }
        let told = (rate.change?.isFall == true ? "下降" : "增长") + NumberWords.stated(rate)
        ledger.report(
            rate, computed: shownGrowth,
            "“\(level.label)”\(NumberWords.stated(level))，上期\(shown)，增长率应为\(shownGrowth)，写的是\(told)",
            do: "核对本期数、上期数（或增减额）和增长率")
    }

    private func signed(_ rate: Figure) -> Interval? {
        guard let stated = Interval(rounded: rate.quantity) else { return nil }
        guard rate.change?.isFall == true else { return stated }
        return stated.negated
    }

    private func judgeDifference(_ before: ValueBefore, _ ledger: inout Ledger) {
        guard let delta, delta.approximation == .exact, let now = level.interval,
            let then = before.figure.interval, let difference = now.minus(then),
            let stated = delta.interval
        else { return }
        let signed =
            delta.change?.isFall == true
            ? stated.negated : stated
        guard let signed else { return }
        let value = level.quantity.fraction - before.figure.quantity.fraction
        let words =
            "\(NumberWords.stated(level))−\(NumberWords.stated(before.figure))\(before.origin) = \(NumberWords.value(value, like: delta))"
        if difference.meets(signed) {
            ledger.confirm(delta, words)
        } else {
            ledger.report(
                delta, computed: NumberWords.value(value, like: delta),
                "\(words)，写的是\(delta.change?.isFall == true ? "减少" : "增加")\(NumberWords.stated(delta))",
                do: "核对本期数、上期数和增减额")
        }
    }
}
