/// 为预算37,746万元的97.12%, 完成年度任务5639人的120.23%, 占总支出321,692万元的79.38%: the amount right
/// before a percentage is what it is a percentage of.
enum BaseLinks {
    private static let plans = Lexicon("预算 计划 任务 目标 预算数 计划数 年初预算 全年预算 调整预算")

    static func link(_ figures: inout [Figure], _ passages: [Passage]) {
        for index in figures.indices.dropFirst() where figures[index].isPercent {
            let figure = figures[index]
            let base = figures[index - 1]
            let text = passages[figure.passage].text
            guard base.passage == figure.passage, base.sentence == figure.sentence,
                base.unit.isAdditive,
                isOf(text, base.range.upperBound..<figure.range.lowerBound)
            else { continue }
            let isPlan =
                plans.contains(text, base.lead) || RoleWords.completion.contains(text, base.lead)
            guard isPlan || text[base.lead].contains("占") || text[base.lead].contains("为") else {
                continue
            }
            figures[index].role = isPlan ? .completion : .share
            figures[index].base = index - 1
            figures[index - 1].isBase = true
            figures[index - 1].role = .level
        }
    }

    private static func isOf(_ text: Scalars, _ gap: Range<Int>) -> Bool {
        let gap = text.trimmed(gap)
        return !gap.isEmpty && gap.count <= 2 && text[gap.lowerBound] == "的"
    }
}
