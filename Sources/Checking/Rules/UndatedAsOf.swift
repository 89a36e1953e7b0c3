extension Rule {
    /// 截止目前 without a day.
    static let undatedAsOf = Rule(
        "undated-as-of", "没有日期的“截至目前”", .warning, source: "统计数据应注明截止日期",
        "“截至目前”“截止目前”“到目前为止”后面有数而没有日期。",
        examples: [
            .finds("截止目前", in: "截止目前，评价入库科技型中小企业4079家。"),
            .finds("截至目前", in: "截至目前，评价入库科技型中小企业4079家。"),
            .passes("截至2025年12月31日，评价入库科技型中小企业4079家。"), .passes("截至目前，工作进展顺利。"),
        ]
    ) { reading, ledger in
        for (index, sentence) in reading.sentences.all.enumerated() {
            let text = reading.text(sentence.passage)
            guard !reading.ofSentence[index].isEmpty,
                let word = undated.first(in: text, sentence.range)
            else { continue }
            ledger.report(
                sentence.passage, word, computed: "截至某年某月某日", stated: text.string(word),
                "“\(text.string(word))”没有说明到哪一天", do: "写明“截至x年x月x日”")
        }
    }

    private static let undated = Lexicon("截至目前 截止目前 截止到目前 截至到目前 到目前为止 截至当前 截止当前 迄今为止 截止现在 截至现在")
}
