/// Which parts of a report speak of what is still to come.
struct FuturePassages: Sendable {
    private static let headings = Lexicon(
        "下一步 下步 下阶段 今后 明年 来年 工作打算 工作安排 目标任务 主要目标 预期目标 工作思路 展望 建议 重点工作 主要任务 工作计划 下一年 预算草案 改进措施 总体要求 十五五 十四五时期 工作要点 努力方向"
    )
    private static let sentences = Lexicon(
        "下一步 明年 来年 今后 下一年度 到2030年 到2027年 十五五 力争到 未来五年 未来三年 展望 工作目标 主要预期目标 预期目标 今年发展主要")

    private var passages: Set<Int> = []

    init(_ passages: [Passage], _ marks: [HeadingMark?], year: Int?) {
        var form: HeadingMark.Form?
        for (index, passage) in passages.enumerated() where !passage.isCell {
            if let mark = marks[index], mark.isShort {
                let text = passage.text
                let names =
                    Self.headings.contains(text, text.indices)
                    || Self.laterYear(text, year)
                if names, form == nil {
                    form = mark.form
                } else if let open = form, !names, mark.form.depth <= open.depth {
                    form = nil
                }
            }
            if form != nil { self.passages.insert(index) }
        }
    }

    private static func laterYear(_ text: Scalars, _ year: Int?) -> Bool {
        guard let year, let named = YearText.last(in: text, text.indices, text.count) else {
            return false
        }
        return named > year
    }

    func contains(_ figure: Figure, _ text: Scalars, _ sentence: Range<Int>) -> Bool {
        passages.contains(figure.passage) || Self.sentences.contains(text, sentence)
    }
}

extension Reading {
    /// Whether a figure is of a plan.
    func speaksOfFuture(_ figure: Figure) -> Bool {
        if let own = figure.year, let year {
            if own > year { return true }
            if figure.isYearStated { return false }
        }
        return future.contains(figure, text(figure.passage), sentences.all[figure.sentence].range)
    }
}
