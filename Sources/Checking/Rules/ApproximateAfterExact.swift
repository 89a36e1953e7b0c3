extension Rule {
    /// 163余项: an exact number is not “and more”.
    static let approximateAfterExact = Rule(
        "approximate-after-exact", "确数加“余”“多”", .warning,
        source: "GB/T 15835—2011 概数用法；“余”“多”只用在整十、整百、整千之后",
        "“余”“多”“几”前面的数，末位不是零。",
        examples: [
            .finds("163余项", in: "梳理校地合作项目需求163余项。"), .passes("服务1500余家科技型企业。"),
            .passes("投入3.5万余元，吸纳10余人。"),
        ]
    ) { reading, ledger in
        for figure in reading.figures where figure.approximation == .over && !figure.isChinese {
            let text = reading.text(figure.passage)
            let words = text.string(figure.range)
            guard words.contains("余") || words.contains("多") || words.contains("几"),
                figure.stated.exponent == 0, figure.stated.unscaled % 10 != 0,
                figure.unit.exponent == 0
            else { continue }
            ledger.report(
                figure, computed: figure.valueText + figure.unit.name,
                "“\(words)”：\(figure.valueText)是确数，后面不用“余”“多”",
                do: "改为“\(figure.valueText)\(figure.unit.name)”，或改用整数的概数")
        }
    }
}
