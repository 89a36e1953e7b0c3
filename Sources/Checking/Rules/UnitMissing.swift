extension Rule {
    /// Amounts whose unit is cut or lost.
    static let unitMissing = Rule(
        "unit-missing", "计量单位残缺", .error,
        source: "GB/T 15835—2011；数值与计量单位一并写全",
        "金额只写“万”“亿”不写“元”，或整个单位漏写；增长率、占比漏写“%”。按名称（支出、资金……）和同一句里其他数的单位判断。",
        examples: [
            .finds("6.45万", in: "项目支出585.68万元，其中：其他支出6.45万；自然科学基金支出15万元。"),
            .finds("6.3亿", in: "全社会研发投入达112.57亿元，同比增长6.3亿，研发强度达2.20%。"),
            .finds("89.77", in: "行政运行支出960.47万元；离退休支出89.77；住房保障支出46.73万元。"),
            .finds("23.36", in: "技术合同成交额600.99亿元，同比增长23.36。"),
            .passes("居民消费价格指数为100.2，服务企业1.2万家。"),
            .passes("惠及群众12万，接待游客3000万。"),
        ]
    ) { reading, ledger in
        for figure in reading.figures where figure.isUnitCut {
            let words = reading.text(figure.passage).string(figure.range)
            ledger.report(
                figure, computed: figure.valueText + figure.unit.name,
                "“\(figure.label)\(words)”缺计量单位", do: "补全单位，按上下文应为“\(NumberWords.stated(figure))”")
        }
    }
}
