import Values

extension Rule {
    /// Nothing takes more than all of something.
    static let shareOverHundred = Rule(
        "share-over-hundred", "占比超过100%", .error, source: "算术；部分不大于整体",
        "写明是“占”“占比”“比重”的百分数大于100%。",
        examples: [
            .finds("占108%", in: "其中科技型企业贷款占108%。"), .passes("完成年初预算的108%。"),
        ]
    ) { reading, ledger in
        for figure in reading.figures where figure.role == .share && figure.isPercent {
            guard let value = figure.quantity.fraction, value > .hundred,
                !RoleWords.budgetNouns.contains(reading.text(figure.passage), figure.lead)
            else { continue }
            ledger.report(
                figure, "占比\(NumberWords.stated(figure))，大于100%", do: "核对占比，或改写为“相当于”“为…的x倍”")
        }
    }
}
