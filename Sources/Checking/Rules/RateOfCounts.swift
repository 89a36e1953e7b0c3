import Values

extension Rule {
    /// Rates of what was done among what there was.
    static let rateOfCounts = Rule(
        "rate-of-counts", "办结率、合格率等", .error,
        source: "算术；率 = 后一数 ÷ 前一数（受理8271件，办结8020件，办结率96.97%）",
        "同一句里先后写明两个同单位的个数、紧接着写“…率”的，核对三个数。后一数大于前一数，或率与算出的只差一个数字（三位以上），算错误；对不上又看不出关系的不说。",
        examples: [
            .passes("受理群众诉求8271件，按期办结8020件，办结率96.97%。"),
            .finds(
                "办结率99.67%",
                in: "受理群众诉求8271件，按期办结8020件，办结率96.96%。\n受理群众诉求8271件，按期办结8020件，办结率99.67%。"),
            .finds("80208件", in: "受理群众诉求8271件，按期办结80208件，办结率96.97%。"),
            .passes("新增企业12家，关停30家，电商覆盖率98.50%。"),
        ]
    ) { reading, ledger in
        for index in reading.figures.indices where reading.figures[index].isPercent {
            let rate = reading.figures[index]
            let text = reading.text(rate.passage)
            let core = RoleReader.withoutFillers(text, rate.lead)
            guard rate.role == .other || rate.role == .completion, rate.base == nil,
                core.count >= 2, text[core.upperBound - 1] == "率", done.contains(text, core)
            else { continue }
            let before = reading.ofSentence[rate.sentence].filter { $0 < index }.suffix(2).map {
                reading.figures[$0]
            }
            guard before.count == 2, before.allSatisfy({ $0.isLevel && $0.unit.isCount }),
                before[0].unit == before[1].unit, !before[0].isZero,
                isOneAfterOther(text, before[0].range.upperBound..<before[1].range.lowerBound),
                !text[before[1].range.upperBound..<rate.range.lowerBound].contains("；")
            else { continue }
            let (whole, part) = (before[0], before[1])
            let ratio = RateSlip.ratio(part, whole)
            let computed = NumberWords.percent(ratio, decimals: -rate.stated.exponent)
            let words = "\(NumberWords.stated(part))÷\(NumberWords.stated(whole)) = \(computed)"
            if RateSlip.meets(rate, part, whole) {
                ledger.confirm(rate, words)
            } else if RateSlip.explains(rate, ratio) || isAbove(rate, part, whole) {
                let isPart =
                    (part.interval?.low).flatMap { low in (whole.interval?.high).map { low > $0 } }
                    ?? false
                ledger.report(
                    isPart ? part : rate, computed: isPart ? nil : computed,
                    "\(words)，写的是\(NumberWords.stated(rate))", do: "核对两个个数和率")
            }
        }
    }

    /// 受理8271件，按期办结8020件; not 建议403件、提案428件, which stand side by side.
    private static func isOneAfterOther(_ text: Scalars, _ gap: Range<Int>) -> Bool {
        text[gap].contains("，") && !text[gap].contains("、") && !text[gap].contains("；")
    }

    /// What is done to some of all.
    private static let done = Lexicon(
        "办结 回收 合格 满意 通过 签约 履约 开工 竣工 投产 完工 验收 整改 回复 答复 兑现 结案 审结 执结 达标 入库 录取 报到 出勤 调解 化解 破案 检出 命中 完成")

    /// Whether more was done than there was, though the rate is no more than a hundred.
    private static func isAbove(_ rate: Figure, _ part: Figure, _ whole: Figure) -> Bool {
        guard let above = part.quantity.fraction, let below = whole.quantity.fraction,
            let told = rate.quantity.fraction
        else { return false }
        return above > below && told <= .hundred
    }
}
