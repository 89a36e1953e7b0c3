/// 无。 below a heading of income or spending is a figure too: nothing, stated as such.
enum NilFigures {
    private static let amounts = Lexicon("支出 收入 经费 预算 资金 金额")
    private static let closings = Lexicon("情况 情况说明 说明 支出情况 收支情况")

    /// The nil returns of a text.
    static func read(
        _ passages: [Passage], _ marks: [HeadingMark?], _ sentences: Sentences, unit: MeasureUnit
    ) -> [Figure] {
        var found: [Figure] = []
        for (index, passage) in passages.enumerated().dropFirst() where !passage.isCell {
            let text = passage.text
            guard text.count <= 8, let sentence = sentences.ofPassage[index].first,
                isNil(text, sentences.all[sentence].range), let mark = marks[index - 1]
            else { continue }
            let heading = passages[index - 1].text
            let name = heading.trimmed(mark.range.upperBound..<heading.count)
            guard amounts.contains(heading, name), name.count <= 40 else { continue }
            let range = sentences.all[sentence].range
            var figure = Figure(
                passage: index, range: range, number: range,
                stated: Quantity(unscaled: 0, exponent: 0), unit: unit, isUnitCut: false,
                isNegative: false, approximation: .exact, lead: range.lowerBound..<range.lowerBound,
                sentence: sentence, depth: 0)
            let end = closings.suffix(of: heading, name) ?? 0
            figure.label = Label(
                heading, heading.trimmed(name.lowerBound..<name.upperBound - min(end, 2)))
            found.append(figure)
        }
        return found
    }

    private static func isNil(_ text: Scalars, _ range: Range<Int>) -> Bool {
        let words = text.string(range)
        return words == "无" || words == "为零" || words == "本年度无"
    }

    /// The unit in which the text mostly states money.
    static func unit(of figures: [Figure]) -> MeasureUnit {
        var counts: [MeasureUnit: Int] = [:]
        for figure in figures.prefix(2_000) where figure.unit.isMoney {
            counts[figure.unit, default: 0] += 1
        }
        return counts.max { ($0.value, $0.key.name) < ($1.value, $1.key.name) }?.key
            ?? MeasureUnit(name: "万元", dimension: .money("元"), exponent: 4)
    }
}
