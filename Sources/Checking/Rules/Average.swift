import Values

extension Rule {
    /// Averages of a total over a count that stand in the same sentence.
    static let average = Rule(
        "average", "平均数", .error, source: "算术；平均数 = 总额 ÷ 个数",
        "“户均”“人均”“平均每家”与同一句里的总额、个数核对；句里没有总额或个数的，不核对。",
        examples: [
            .passes("为600家企业发放贷款24.65亿元，户均410.83万元。"),
            .finds("户均401.83万元", in: "为600家企业发放贷款24.65亿元，户均401.83万元。"),
            .passes("全市居民人均可支配收入35678元。"),
        ]
    ) { reading, ledger in
        for index in reading.figures.indices {
            let mean = reading.figures[index]
            guard mean.role == .average, mean.unit.isMoney, mean.approximation == .exact,
                mean.depth == 0, !reading.text(mean.passage).has(Scalars("每月"), near: mean.lead)
            else { continue }
            let others = reading.ofSentence[mean.sentence].map { reading.figures[$0] }
                .filter {
                    $0.isLevel && !$0.isOfYearBefore && $0.range.lowerBound < mean.range.lowerBound
                }
            let totals = others.filter { $0.unit.dimension == mean.unit.dimension }
            let counts = others.filter { $0.unit.isCount && !$0.isZero && !$0.isChinese }
            guard totals.count == 1, counts.count == 1, let whole = totals[0].interval,
                let number = counts[0].interval, counts[0].approximation == .exact,
                totals[0].approximation == .exact,
                let quotient = whole.over(number), let stated = mean.interval
            else { continue }
            let value = totals[0].quantity.fraction.flatMap { total in
                counts[0].quantity.fraction.flatMap { total.divided(by: $0) }
            }
            let words =
                "\(NumberWords.stated(totals[0]))÷\(NumberWords.stated(counts[0])) = \(NumberWords.value(value, like: mean))"
            if quotient.meets(stated) {
                ledger.confirm(mean, words)
            } else {
                ledger.report(
                    mean, computed: NumberWords.value(value, like: mean),
                    "\(words)，写的是\(NumberWords.stated(mean))", do: "核对总额、个数和平均数")
            }
        }
    }
}
