extension Rule {
    /// Set phrases that official writing does not use.
    static let wording = Rule(
        "wording", "用语", .warning, source: "GB/T 15835—2011；党政机关公文用语习惯",
        "“截止目前”应为“截至目前”，“同比增长率x%”应为“同比增长x%”，“约…左右”重复，减少、降低不用倍数。",
        examples: [
            .finds("同比增长率132.79%", in: "交易额8.59亿元，同比增长率132.79%。"),
            .finds("截止目前", in: "截止目前，已入库4079家。"), .finds("提高2.5百分点", in: "满意度提高2.5百分点。"),
            .passes("截至2025年12月31日，已入库4079家，同比增长81.37%。"),
            .passes("报名截止目前一日。"),
        ]
    ) { reading, ledger in
        for (index, passage) in reading.passages.enumerated() {
            var place = 0
            let text = passage.text
            while place < text.count {
                guard let length = phrases.length(in: text, at: place, to: text.count),
                    let advice = advices[text.string(place..<place + length)],
                    !text.has(Scalars("截止目前一"), at: place, to: text.count)
                else {
                    place += 1
                    continue
                }
                ledger.report(
                    index, place..<place + length, computed: advice,
                    stated: text.string(place..<place + length),
                    "“\(text.string(place..<place + length))”用语不妥", do: "改为\(advice)")
                place += length
            }
        }
        for figure in reading.figures { judge(reading, figure, &ledger) }
    }

    private static let advices: [String: String] = [
        "截止目前": "“截至目前”，并写明日期", "截止到目前": "“截至目前”，并写明日期", "截止现在": "“截至目前”，并写明日期",
        "帐务": "“账务”", "帐目": "“账目”", "记帐": "“记账”", "帐户": "“账户”", "既使": "“即使”",
        "再接再励": "“再接再厉”", "布署": "“部署”", "按排": "“安排”", "必竟": "“毕竟”", "一但": "“一旦”", "座右鸣": "“座右铭”",
        "绩校": "“绩效”", "通迅": "“通讯”",
    ]
    private static let phrases = Lexicon(Array(advices.keys))

    private static let rateNouns = Lexicon("同比增长率 同比增长率为 同比增长率达 同比下降率 同比增速率")

    private static func judge(_ reading: Reading, _ figure: Figure, _ ledger: inout Ledger) {
        let text = reading.text(figure.passage)
        if let word = rateNouns.suffix(of: text, figure.lead), figure.isPercent {
            let range = figure.lead.upperBound - word..<figure.range.upperBound
            ledger.report(
                figure.passage, range, computed: "同比增长\(figure.valueText)%",
                stated: text.string(range),
                "“\(text.string(range))”搭配不当", do: "改为“同比增长\(figure.valueText)%”")
        }
        if figure.unit == .points, text.string(figure.range).hasSuffix("百分点"),
            !text.string(figure.range).contains("个")
        {
            let range = figure.lead.lowerBound..<figure.range.upperBound
            ledger.report(
                figure.passage, range, computed: "\(figure.valueText)个百分点",
                stated: text.string(figure.range),
                "“\(text.string(figure.range))”缺“个”", do: "改为“\(figure.valueText)个百分点”")
        }
        if figure.unit.dimension == .times, figure.change?.isFall == true {
            ledger.report(
                figure, "下降、减少不能用倍数", do: "改为百分数，或写明由多少降到多少")
        }
        let after = text.skippingBlanks(figure.range.upperBound, to: text.count)
        if after < text.count,
            RoleWords.aboutAfter.length(in: text, at: after, to: text.count) != nil,
            let word = RoleWords.about.suffix(of: text, figure.lead)
        {
            let range = figure.lead.upperBound - word..<after + 2
            ledger.report(
                figure.passage, range, stated: text.string(range),
                "“约”与“左右”重复：“\(text.string(range))”",
                do: "留下一个")
        }
    }
}
