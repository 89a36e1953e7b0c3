import Values

extension Rule {
    /// Execution rates of budgets and plans.
    static let executionRate = Rule(
        "execution-rate", "执行率", .error,
        source: "预算执行率 = 执行数 ÷ 全年预算数（财预〔2020〕10号）；完成预算的比例同理",
        "“完成年初预算的x%”“执行率x%”：分母取同一段里最近的预算数，分子取最近的决算数、执行数。缺一个的，列为无法核对。",
        examples: [
            .passes("年初预算为100.00万元，支出决算为98.76万元，完成年初预算的98.76%。"),
            .finds("97.86%", in: "年初预算为100.00万元，支出决算为98.76万元，完成年初预算的97.86%。"),
            .finds("92.50%", in: "全年预算数1250.00万元，全年执行数1187.50万元，预算执行率92.50%。"),
            .cannotBeTested("101.2%", in: "地方一般公共预算收入完成123.4亿元，为预算的101.2%。"),
        ]
    ) { reading, ledger in
        for index in reading.figures.indices {
            let rate = reading.figures[index]
            guard rate.role == .completion, rate.isPercent, rate.approximation == .exact,
                !rate.isRangeStart, !rate.isRangeEnd
            else { continue }
            judge(reading, index, &ledger)
        }
    }

    private static func judge(_ reading: Reading, _ index: Int, _ ledger: inout Ledger) {
        let rate = reading.figures[index]
        // Within the sentence, the nearest first.
        let own = reading.ofSentence[rate.sentence].filter { $0 < index && $0 != rate.base }
            .reversed()
            .map { reading.figures[$0] }.filter { $0.isLevel && !$0.isOfYearBefore && !$0.isBase }
        var actuals = own.filter { !isBudget(reading, $0) }
        var budgets =
            rate.base.map { [reading.figures[$0]] } ?? own.filter { isBudget(reading, $0) }
        if let base = budgets.first, rate.base != nil {
            actuals = actuals.filter { $0.unit.dimension == base.unit.dimension }
        }
        if budgets.isEmpty, actuals.count == 1, let stated = budgetBefore(reading, rate) {
            budgets.append(stated)
        }
        guard let actual = actuals.first else { return }
        budgets = budgets.filter { $0.unit.dimension == actual.unit.dimension }
        guard let budget = budgets.first else {
            judgeByEarlier(reading, index, actual, &ledger)
            return
        }
        guard !budget.isZero else { return }
        let pairs =
            [(actual, budget)]
            + zip(actuals.dropFirst().prefix(1), budgets.dropFirst().prefix(1)).map { ($0, $1) }
            + actuals.dropFirst().prefix(1).map { ($0, budget) }
        for (above, below) in pairs where RateSlip.meets(rate, above, below) {
            ledger.confirm(
                rate,
                "\(NumberWords.stated(above))÷\(NumberWords.stated(below)) = \(text(above, below, rate))"
            )
            return
        }
        // A part's rate has a budget of its own, which is not told: only a slip accuses.
        if let slip = pairs.first(where: { RateSlip.explains(rate, RateSlip.ratio($0.0, $0.1)) }) {
            tell(rate, slip.0, slip.1, &ledger)
        } else if rate.base != nil || isOwn(reading, index, budget) && areOfOne(actual, budget) {
            tell(rate, actual, budget, &ledger)
        } else {
            ledger.report(
                rate, severity: .cannotBeTested, "没有写这一项自己的预算数，完成预算的比例无法核对", do: "写明预算数")
        }
    }

    /// Whether a budget and an outcome may be of one thing: their names agree, or one says no more
    /// than 实际完成 or 年初预算.
    private static func areOfOne(_ actual: Figure, _ budget: Figure) -> Bool {
        let (one, other) = (SubjectText.core(actual.label), SubjectText.core(budget.label))
        return one.isEmpty || other.isEmpty || SubjectText.agree(one, other)
    }

    /// Whether no other rate stands between a budget and this one.
    private static func isOwn(_ reading: Reading, _ index: Int, _ budget: Figure) -> Bool {
        let rate = reading.figures[index]
        return !reading.figures[..<index].reversed().prefix(12).contains {
            $0.passage == rate.passage && $0.role == .completion
                && ($0.sentence, $0.range.lowerBound) > (budget.sentence, budget.range.lowerBound)
        }
    }

    private static func tell(
        _ rate: Figure, _ actual: Figure, _ budget: Figure, _ ledger: inout Ledger
    ) {
        let isCut = NumberWords.isCut(actual, budget, rate)
        ledger.report(
            rate, severity: isCut ? .warning : nil, computed: text(actual, budget, rate),
            "\(NumberWords.stated(actual))÷\(NumberWords.stated(budget)) = \(text(actual, budget, rate))，写的是\(NumberWords.stated(rate))"
                + (isCut ? "（截去了尾数，没有四舍五入）" : ""),
            do: isCut ? "按四舍五入取位" : "核对预算数、执行数和比例三个数")
    }

    /// The budget may stand paragraphs before; only a hit or a slip tells that it is the one.
    private static func judgeByEarlier(
        _ reading: Reading, _ index: Int, _ actual: Figure, _ ledger: inout Ledger
    ) {
        let rate = reading.figures[index]
        let earlier = reading.figures[max(0, index - 40)..<index].reversed().filter {
            $0.isLevel && !$0.isOfYearBefore && $0.unit.dimension == actual.unit.dimension
                && !$0.isZero
                && isBudget(reading, $0)
        }
        for budget in earlier.prefix(3) where RateSlip.meets(rate, actual, budget) {
            ledger.confirm(
                rate,
                "\(NumberWords.stated(actual))÷\(NumberWords.stated(budget)) = \(text(actual, budget, rate))"
            )
            return
        }
        if let budget = earlier.prefix(3).first(where: {
            RateSlip.explains(rate, RateSlip.ratio(actual, $0))
        }) {
            tell(rate, actual, budget, &ledger)
            return
        }
        ledger.report(
            rate, severity: .cannotBeTested, "同一句里没有写预算数，完成预算的比例无法核对", do: "写明预算数")
    }

    private static func budgetBefore(_ reading: Reading, _ rate: Figure) -> Figure? {
        let sentence = rate.sentence - 1
        guard sentence >= 0, reading.sentences.all[sentence].passage == rate.passage else {
            return nil
        }
        let levels = reading.ofSentence[sentence].map { reading.figures[$0] }.filter(\.isLevel)
        guard levels.count == 1, isBudget(reading, levels[0]) else { return nil }
        return levels[0]
    }

    private static func text(_ above: Figure, _ below: Figure, _ rate: Figure) -> String {
        NumberWords.percent(RateSlip.ratio(above, below), decimals: -rate.stated.exponent)
    }

    private static func isBudget(_ reading: Reading, _ figure: Figure) -> Bool {
        let label = figure.label.scalars
        let own = reading.text(figure.passage)
        return figure.budgetRole == .budget
            || RoleWords.budgetNouns.suffix(of: own, RoleReader.withoutFillers(own, figure.lead))
                != nil
            || RoleWords.budgetNouns.suffix(of: label, label.indices) != nil
    }
}

extension RoleWords {
    static let budgetNouns = Lexicon(
        "预算 预算数 年初预算 年初预算数 全年预算 全年预算数 调整预算 调整预算数 调整后预算 年度预算 计划 目标 年度目标 计划数 目标任务 预算安排 目标值 指标值 预算资金 预算总额 计划投资 年度计划"
    )
}
