extension Rule {
    /// 预计 in a report of a year that is over.
    static let forecast = Rule(
        "forecast", "年度报告里的预计数", .warning, source: "年度报告反映已经发生的情况；预计数应在定稿时换成实际数",
        "“预计”“力争”之类限定的数。讲下一步、明年和规划的部分不算。",
        examples: [
            .finds("1040家", in: "2025年度工作总结\n全市高新技术企业总数预计达1040家。"),
            .passes("2025年度工作总结\n下一步，力争高新技术企业总数达1200家。"),
        ]
    ) { reading, ledger in
        for figure in reading.figures where figure.isForecast && !reading.speaksOfFuture(figure) {
            ledger.report(
                figure, "“\(NumberWords.stated(figure))”是预计数", do: "换成实际数；暂无实际数的，注明口径和预计的依据")
        }
    }
}
