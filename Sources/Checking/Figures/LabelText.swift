/// Tells what a figure measures: the words before its number, or the noun right behind it.
enum LabelText {
    private static let openings = Lexicon(
        "其中 包括 包含 ： : ， 、 另外 此外 同时 同期 全年 今年 本年 本年度 当年 年内 年末 年底 共 累计 实现 完成 共有 共计完成 达到 我市 我局 我部门 我单位 我县 我区 我省 本部门 本单位 本局 我厅 本级 截至目前 截止目前 目前 现有 已 已经 总 且 并 和 与 及 以及 或 到 至 的 了 一是 二是 三是 四是 五是 六是 主要是 初步核算 经初步核算 预计 年度 度 末 底 上半年 今年以来 即 为 在 对 从 由 元 ）"
    )
    private static let closings = Lexicon(
        "了 为 达 达到 约 约为 近 超 超过 仅 仅为 分别 分别为 又 均 均为 各 高达 是 ： : 大约 逾 突破 预计 预计达 接近 共 共计 实现 完成 安排 累计 至 到 ， 有 已 已达 数 数为 合计数为 总计为 由 增至 降至 增加到 提高到 上升到 下降到 增长到 减少到 的 达成 实有 共有 将达"
    )
    private static let verbsAlone = Lexicon(
        "新增 成功创建 创建 组建 认定 新建 建成 培育 引进 服务 吸引 吸引全国 惠及 组织 召开 举办 开展 梳理 征集 凝练 获 获得 新认定 新培育 入选 累计 安排 评选 带动 覆盖 选派 参加 接待 办理 完成"
    )

    /// A label without the marks of notes: 地区生产总值[2].
    private static func withoutMarks(_ label: Label) -> Label {
        guard let open = label.scalars.firstIndex(of: "["),
            let close = label.scalars[open...].firstIndex(of: "]")
        else { return label }
        return Label(Array(label.scalars[..<open] + label.scalars[(close + 1)...]))
    }

    /// The label of a figure whose clauses before it are `clauses`, the nearest last.
    static func read(_ figure: Figure, _ text: Scalars, _ sentence: Range<Int>) -> Label {
        withoutMarks(words(figure, text, sentence))
    }

    private static func words(_ figure: Figure, _ text: Scalars, _ sentence: Range<Int>) -> Label {
        let own = cleaned(text, figure.lead)
        if figure.unit.isCount, let noun = nounBehind(figure, text, sentence) {
            if own.isEmpty || own.count <= 6 || verbsAlone.suffix(of: text, own) != nil {
                return Label(text, own) + Label(text, noun)
            }
        }
        if own.count >= 2 { return Label(text, own) }
        // The clause before says it: …贷款风险补偿改革，总额达24.65亿元 needs no more than that.
        var end = figure.lead.lowerBound
        var steps = 0
        while end > sentence.lowerBound, steps < 2 {
            let previous = clause(text, endingAt: end, sentence)
            // A clause with a number is another figure's.
            if text[previous].contains(where: \.isDigit) { break }
            let words = cleaned(text, previous)
            if words.count >= 2 {
                return Label(text, words.suffix(16)) + Label(text, own)
            }
            end = previous.lowerBound
            steps += 1
        }
        return Label(text, own)
    }

    private static func clause(
        _ text: Scalars, endingAt end: Int, _ sentence: Range<Int>
    ) -> Range<Int> {
        var end = end
        while end > sentence.lowerBound, text[end - 1].endsClause || text[end - 1].isBlank {
            end -= 1
        }
        var start = end
        while start > sentence.lowerBound, !text[start - 1].endsClause { start -= 1 }
        return start..<end
    }

    /// The range without what opens and closes a clause and measures nothing.
    static func cleaned(_ text: Scalars, _ range: Range<Int>) -> Range<Int> {
        var range = text.trimmed(range)
        while !range.isEmpty {
            if let date = YearText.leading(text, range) {
                range = text.trimmed(date..<range.upperBound)
            } else if let length = openings.length(
                in: text, at: range.lowerBound, to: range.upperBound)
            {
                range = text.trimmed(range.lowerBound + length..<range.upperBound)
            } else {
                break
            }
        }
        while !range.isEmpty, let length = closings.suffix(of: text, range) {
            range = text.trimmed(range.lowerBound..<range.upperBound - length)
        }
        return range
    }

    /// 15家孵化器: the noun up to the next mark.
    private static func nounBehind(
        _ figure: Figure, _ text: Scalars, _ sentence: Range<Int>
    ) -> Range<Int>? {
        let start = figure.range.upperBound
        var end = start
        while end < sentence.upperBound, end - start < 16, text[end].isHan || text[end].isLatin {
            if "和与及参并在，".unicodeScalars.contains(text[end]) { break }
            end += 1
        }
        return end - start >= 2 ? start..<end : nil
    }
}

extension Range<Int> {
    fileprivate func suffix(_ count: Int) -> Range<Int> {
        Swift.max(lowerBound, upperBound - count)..<upperBound
    }
}
