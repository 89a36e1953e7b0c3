import Values

/// The value of the year before, and where it is from.
struct ValueBefore {
    let figure: Figure
    /// （上年报告第5行）, or nothing where the text itself says it.
    let origin: String
}

extension Reading {
    /// What the text, or the report of the year before, states as the earlier value of a figure.
    func valueBefore(_ index: Int) -> ValueBefore? {
        let level = figures[index]
        guard level.isAmount else { return nil }
        if let near = baseBeside(index) { return ValueBefore(figure: figures[near], origin: "") }
        guard let found = previous?.find(level) else { return nil }
        return ValueBefore(figure: found.figure, origin: "（上年报告\(found.place.description)）")
    }

    /// 比上年的623件增加106件, 上年为7.80万元, 2024年为35.94亿元: the earlier value that stands between a
    /// figure and how it changed, or right behind.
    private func baseBeside(_ index: Int) -> Int? {
        let level = figures[index]
        let text = text(level.passage)
        if let from = baseInFront(index) { return from }
        let last = max(level.changes.max() ?? index, index) + 2
        let near = ofSentence[level.sentence].filter { at in
            let other = figures[at]
            guard at > index, at <= last, other.isOfYearBefore,
                other.unit.dimension == level.unit.dimension,
                other.unit.isAdditive, at - index <= 4
            else { return false }
            let gap = level.range.upperBound..<other.range.lowerBound
            return !text[gap].contains("；") && !text[gap].contains(";")
                && !figures[(index + 1)..<at].contains {
                    $0.isLevel && !$0.isOfYearBefore && !$0.isBase
                }
        }
        guard let first = near.first else { return nil }
        if let said = figures[first].year, let own = level.year, said != own, said != own - 1 {
            return nil
        }
        return first
    }

    /// 由2022年的45.2万吨增加到46.8万吨; 2022年为56.3万元，2023年为60.1万元: the earlier value right in front.
    private func baseInFront(_ index: Int) -> Int? {
        let level = figures[index]
        guard index > 0, figures[index - 1].sentence == level.sentence,
            figures[index - 1].isOfYearBefore,
            figures[index - 1].unit.dimension == level.unit.dimension
        else { return nil }
        let text = text(level.passage)
        let gap = figures[index - 1].range.upperBound..<level.range.lowerBound
        let isReached = RoleWords.reached.contains(text, level.lead)
        let isBare = LabelText.cleaned(text, level.lead).isEmpty
        return gap.count <= 24 && !text[gap].contains("；") && (isReached || isBare)
            ? index - 1 : nil
    }
}
