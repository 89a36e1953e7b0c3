/// Whether an amount is of a plan or of what became of it; parts and totals must be of one kind.
enum BudgetRole: Sendable, Hashable {
    case budget, actual, plain

    private static let budgets = Lexicon("预算 预算数 计划 目标 年初预算 任务 安排 拟安排 预期 调整")
    private static let actuals = Lexicon("决算 执行数 实际 支出决算 完成 执行 到位")

    init(_ label: Label) {
        // 一般公共预算支出 is money of that fund, not a plan.
        let text = Self.withoutFunds(label.scalars)
        let budget = Self.budgets.last(in: text, text.indices)?.lowerBound ?? -1
        let actual = Self.actuals.last(in: text, text.indices)?.lowerBound ?? -1
        if budget > actual { self = .budget } else { self = actual >= 0 ? .actual : .plain }
    }

    /// Whether an amount of this kind can be part of a total of another: what no word calls plan or
    /// outcome goes with both.
    func isPart(of total: BudgetRole) -> Bool {
        switch total {
        case .budget: self != .actual
        case .actual, .plain: self != .budget
        }
    }

    private static let funds = Lexicon(
        "一般公共预算 公共财政预算 公共预算 政府性基金预算 基金预算 国有资本经营预算 资本经营预算 社会保险基金预算 社保基金预算 预算财政拨款 预算单位 预算收入 预算支出 预算总收入 预算总支出 预算稳定调节基金 预算内 预算拨款"
    )

    private static func withoutFunds(_ text: Scalars) -> Scalars {
        guard funds.contains(text, text.indices) else { return text }
        var kept = Scalars()
        var place = 0
        while place < text.count {
            if let length = funds.length(in: text, at: place, to: text.count) {
                place += length
            } else {
                kept.append(text[place])
                place += 1
            }
        }
        return kept
    }
}
