/// Tells what part a figure plays from the words right before and behind it.
enum RoleReader {
    static func read(_ figure: inout Figure, _ text: Scalars, _ sentence: Range<Int>) {
        let lead = figure.lead
        readApproximation(&figure, text, sentence)
        figure.isForecast = isForecast(figure, text, sentence)
        let core = withoutFillers(text, lead)
        if let change = change(figure, text, core, sentence) {
            figure.role = .change(change)
        } else if figure.unit == .points {
            figure.role = .change(.init(isFall: false, basis: .unsaid, isReal: false))
        } else if figure.isPercent {
            figure.role = percentRole(text, core, sentence)
        } else if RoleWords.average.contains(text, lead), figure.unit.isAdditive {
            figure.role = .average
        } else if figure.unit.isAdditive {
            figure.role = .level
            figure.isOfYearBefore = isEarlier(text, core, sentence)
        } else {
            figure.role = .other
        }
    }

    /// 上年为…, 比“十三五”541亿元, 较去年（299亿元）: what is compared with.
    private static func isEarlier(_ text: Scalars, _ core: Range<Int>, _ sentence: Range<Int>)
        -> Bool
    {
        // 比上年增加到12家 tells of this year.
        let whole = RoleWords.reached.suffix(of: text, core).map { $0 > 2 } ?? false
        if whole { return false }
        // 上年结转 is money of this year.
        if let word = RoleWords.previous.last(in: text, core),
            word.upperBound >= text.count || !"结专".unicodeScalars.contains(text[word.upperBound])
        {
            return true
        }
        if isStart(text, core) { return true }
        var start = core.lowerBound
        // A bracket holds the number of the words before it.
        if start > sentence.lowerBound, text[start - 1].opensBracket {
            var place = start - 1
            while place > sentence.lowerBound, !text[place - 1].endsClause, start - place < 20 {
                place -= 1
            }
            start = place
        }
        guard start < core.upperBound || start < text.count,
            "比较与同".unicodeScalars.contains(text[start])
        else {
            return false
        }
        return core.upperBound - start > 1
    }

    /// 由2022年的45.2万吨, 从上年的12家: what a change sets out from.
    private static func isStart(_ text: Scalars, _ core: Range<Int>) -> Bool {
        guard let place = core.last(where: { text[$0] == "由" || text[$0] == "从" }),
            place + 1 < core.upperBound
        else { return false }
        let rest = place + 1..<core.upperBound
        return YearText.leading(text, rest) != nil || RoleWords.previous.contains(text, rest)
    }

    /// The range without the words that stand between its sense and the number.
    static func withoutFillers(_ text: Scalars, _ range: Range<Int>) -> Range<Int> {
        var range = text.trimmed(range)
        while !range.isEmpty {
            if RoleWords.reached.suffix(of: text, range).map({ $0 > 2 }) == true { break }
            guard let length = RoleWords.fillers.suffix(of: text, range) else { break }
            range = text.trimmed(range.lowerBound..<range.upperBound - length)
        }
        return range
    }

    private static func change(
        _ figure: Figure, _ text: Scalars, _ core: Range<Int>, _ sentence: Range<Int>
    ) -> Figure.Change? {
        let canChange =
            figure.unit.isAdditive || figure.isPercent || figure.unit == .points
            || figure.unit.dimension == .times
        guard canChange, RoleWords.reached.suffix(of: text, core).map({ $0 > 2 }) != true else {
            return nil
        }
        let rise = RoleWords.rise.suffix(of: text, core) ?? 0
        let fall = RoleWords.fall.suffix(of: text, core) ?? 0
        // 净增高新技术企业48家: the noun stands between.
        let isNet = figure.unit.isAdditive && RoleWords.net.contains(text, core)
        guard max(rise, fall) > 0 || isNet else { return nil }
        // 多 and 少 alone say a change only in a comparison.
        if max(rise, fall) == 1, core.count > 1, !isNet,
            !"增涨降减升跌".unicodeScalars.contains(text[core.upperBound - 1]),
            !RoleWords.yearBefore.contains(text, core), !RoleWords.budget.contains(text, core)
        {
            return nil
        }
        let isFall = fall > rise
        // Up to ten words further back, within the sentence: 与上年相比，收入增加…，增长….
        let near = max(sentence.lowerBound, core.lowerBound - 60)..<core.upperBound
        let basis = basis(text, near)
        let clause = max(sentence.lowerBound, core.lowerBound - 20)..<core.upperBound
        return Figure.Change(
            isFall: isFall, basis: basis, isReal: RoleWords.real.contains(text, clause))
    }

    /// The comparison named last before the figure.
    private static func basis(_ text: Scalars, _ range: Range<Int>) -> Figure.Change.Basis {
        let found: [(Range<Int>?, Figure.Change.Basis)] = [
            (RoleWords.yearBefore.last(in: text, range), .yearBefore),
            (RoleWords.periodBefore.last(in: text, range), .periodBefore),
            (RoleWords.budget.last(in: text, range), .budget),
        ]
        return found.filter { $0.0 != nil }
            .max {
                ($0.0?.lowerBound ?? 0, $0.0?.count ?? 0) < (
                    $1.0?.lowerBound ?? 0, $1.0?.count ?? 0
                )
            }?.1
            ?? .unsaid
    }

    private static func percentRole(
        _ text: Scalars, _ core: Range<Int>, _ sentence: Range<Int>
    ) -> Figure.Role {
        if RoleWords.completion.contains(text, core) { return .completion }
        // 占年度计划的, 达到年初目标的.
        var end = core.upperBound
        while end > core.lowerBound, text[end - 1] == "的" || text[end - 1] == "数" { end -= 1 }
        let isOfPlan = RoleWords.budgetNouns.suffix(of: text, core.lowerBound..<end) != nil
        if isOfPlan, text[core].contains(where: { "占为达完".unicodeScalars.contains($0) }) {
            return .completion
        }
        if text[core].contains("占") || RoleWords.shareEnds.suffix(of: text, core) != nil {
            return .share
        }
        return .other
    }

    private static func readApproximation(
        _ figure: inout Figure, _ text: Scalars, _ sentence: Range<Int>
    ) {
        let after = figure.range.upperBound
        if after < sentence.upperBound {
            if RoleWords.aboutAfter.length(in: text, at: after, to: sentence.upperBound) != nil {
                figure.approximation = .about
            } else if RoleWords.aboveAfter.length(in: text, at: after, to: sentence.upperBound)
                != nil
            {
                figure.approximation = .atLeast
            } else if RoleWords.belowAfter.length(in: text, at: after, to: sentence.upperBound)
                != nil
            {
                figure.approximation = .below
            }
        }
        guard figure.approximation == .exact else { return }
        let lead = figure.lead
        if RoleWords.above.suffix(of: text, lead) != nil {
            figure.approximation = .over
        } else if RoleWords.about.suffix(of: text, lead) != nil {
            figure.approximation = .about
        } else if RoleWords.below.suffix(of: text, lead) != nil {
            figure.approximation = .below
        }
    }

    /// Whether the clause foretells: 总数预计达1040家; not 计划 as a noun (科技计划项目26个).
    private static func isForecast(
        _ figure: Figure, _ text: Scalars, _ sentence: Range<Int>
    ) -> Bool {
        guard let word = RoleWords.forecast.last(in: text, figure.lead) else { return false }
        let said = text.string(word)
        guard said == "计划" || said == "目标" || said == "规划" || said == "拟" else { return true }
        // Right before the number: 计划达到100家.
        return withoutFillers(text, figure.lead).upperBound <= word.upperBound
    }
}
