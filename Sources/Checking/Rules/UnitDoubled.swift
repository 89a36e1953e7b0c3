extension Rule {
    /// 万元万元, 12万万元.
    static let unitDoubled = Rule(
        "unit-doubled", "计量单位重复", .error, source: "GB/T 15835—2011",
        "同一个单位连写两遍，或两个金额单位连在一起。",
        examples: [
            .finds("105万元元", in: "支出105万元元。"), .finds("5%%", in: "增长5%%。"),
            .finds("12万万元", in: "投入12万万元。"),
            .passes("支出105万元。"),
        ]
    ) { reading, ledger in
        for figure in reading.figures where !figure.isUnitCut {
            let text = reading.text(figure.passage)
            let end = figure.range.upperBound
            var extra: Int?
            if end < text.count, let found = UnitText.read(text, at: end, to: text.count),
                found.end > end, !text[end].isBlank
            {
                let isSame = found.unit.dimension == figure.unit.dimension
                // 48家家庭, 3个个体户: the word behind begins like the unit.
                let goesOn = found.end < text.count && text[found.end].isHan
                if isSame, figure.unit.isMoney || figure.unit.isRate || !goesOn {
                    extra = found.end
                }
            }
            let name = figure.unit.name
            if name.hasPrefix("万万") || name.hasPrefix("亿亿") { extra = end }
            guard let extra else { continue }
            let range = figure.range.lowerBound..<extra
            ledger.report(
                figure.passage, range, computed: NumberWords.stated(figure),
                stated: text.string(range),
                "计量单位重复：“\(text.string(range))”", do: "删去多余的单位")
        }
    }
}
