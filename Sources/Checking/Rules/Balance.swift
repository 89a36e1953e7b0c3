extension Rule {
    /// 收入总计 equals 支出总计.
    static let balance = Rule(
        "balance", "收支总计", .error,
        source: "部门决算公开01表：收入总计 = 支出总计",
        "一句里写明“收入总计”和“支出总计”的，两数应当相等。只在相差一个数字（或两位对调）时指出：有的报告把结余写在总计之外。",
        examples: [
            .passes("2022年度收入总计8639.72万元，支出总计8639.72万元。"),
            .finds("8639.72万元", in: "2022年度收入总计7639.72万元，支出总计8639.72万元。"),
        ]
    ) { reading, ledger in
        for sentence in reading.sentences.all.indices {
            let levels = reading.ofSentence[sentence].map { reading.figures[$0] }.filter(\.isLevel)
            guard let income = levels.first(where: { isTotal($0, "收入") }),
                let spending = levels.first(where: { isTotal($0, "支出") }),
                income.unit == spending.unit,
                income.stated.exponent == spending.stated.exponent
            else { continue }
            if income.stated == spending.stated {
                ledger.confirm(spending, "与收入总计相等")
            } else if income.stated.unscaled >= 10_000,
                DigitSlip.explains(
                    income.stated.unscaled, becoming: Int128(spending.stated.unscaled))
            {
                ledger.report(
                    spending, computed: NumberWords.stated(income),
                    "收入总计\(NumberWords.stated(income))，支出总计\(NumberWords.stated(spending))，两数应当相等",
                    do: "核对收入总计和支出总计")
            }
        }
    }

    private static func isTotal(_ figure: Figure, _ kind: Label) -> Bool {
        figure.label.hasSuffix(kind + "总计") || figure.label.hasSuffix(kind + "总")
    }
}
