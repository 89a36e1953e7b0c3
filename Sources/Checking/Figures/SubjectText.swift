/// The nouns that changes and shares speak of.
enum SubjectText {
    private static let comparison = Lexicon(
        "同比 比上年 较上年 比去年 较去年 与上年相比 与去年相比 同上年相比 比上一年 较上一年 上年同期 比上年同期 较上年同期 比去年同期 较去年同期 环比 比上月 较上月 比上季 比年初 较年初 比上年末 较上年末 比年初预算数 较年初预算数 比年初预算 较年初预算 比预算数 比预算 较预算 与年初预算数相比 与年初预算相比 与预算相比 比上年决算数 较上年决算数 比上年决算 较上年决算 比上年度 较上年度 与上年度相比 与上年决算相比 与上年决算数相比 比上年执行数 较上年执行数 相比 按可比价计算 按可比价格计算 按不变价格计算 可比口径 按可比口径计算 实际 名义 净 相应 各 分别 均 共 则 又 也 增速 增幅 增长率 降幅 涨幅 幅度 净增 净增加 一年来 决算数 总体 年均 累计"
    )
    private static let generic: Set<Label> = [
        "", "其", "收支总计", "收、支总计", "支总计", "收支", "总计", "总数", "总量", "总额", "规模", "数量", "金额",
        "收支总额", "合计", "同期", "支出", "收入", "收入总计", "支出总计", "支总额", "两项", "完成", "全年", "执行数", "支出决算",
        "支出决算数", "决算",
        "总体", "整体", "该项", "增加", "数额", "这一数字", "主要指标", "以上", "绝对值", "绝对额",
    ]

    static func isGeneric(_ noun: Label) -> Bool { generic.contains(noun) }

    /// What is said to change: 技术合同成交额 of 技术合同成交额同比增长.
    static func ofChange(_ text: Scalars, _ lead: Range<Int>) -> Label {
        var range = RoleReader.withoutFillers(text, lead)
        let length = max(
            RoleWords.rise.suffix(of: text, range) ?? 0, RoleWords.fall.suffix(of: text, range) ?? 0
        )
        range = range.lowerBound..<range.upperBound - length
        return noun(text, range)
    }

    /// The numerator's noun and the denominator's words of a share.
    static func ofShare(_ text: Scalars, _ lead: Range<Int>) -> (noun: Label, of: Range<Int>) {
        let core = RoleReader.withoutFillers(text, lead)
        if let mark = core.last(where: { text[$0] == "占" }) {
            var end = core.upperBound
            while end > mark + 1, let length = Self.shareTails.suffix(of: text, mark + 1..<end) {
                end -= length
            }
            return (noun(text, core.lowerBound..<mark), text.trimmed(mark + 1..<end))
        }
        let length = RoleWords.shareEnds.suffix(of: text, core) ?? 0
        return (
            noun(text, core.lowerBound..<core.upperBound - length),
            core.upperBound..<core.upperBound
        )
    }

    private static let shareTails = Lexicon("的 比重 比例 比 份额 的比重 的比例 总 数 之")

    /// The range without comparisons and dates.
    private static func noun(_ text: Scalars, _ range: Range<Int>) -> Label {
        var kept = Scalars()
        var place = range.lowerBound
        while place < range.upperBound {
            if let length = comparison.length(in: text, at: place, to: range.upperBound) {
                place += length
            } else if "比较与同".unicodeScalars.contains(text[place]), place + 1 < range.upperBound,
                let date = YearText.leading(text, place + 1..<range.upperBound)
            {
                // 比2023年, 较2023年末.
                place = date
            } else {
                kept.append(text[place])
                place += 1
            }
        }
        let cleaned = LabelText.cleaned(kept, kept.indices)
        return Label(kept, cleaned)
    }

    private static let stages = Lexicon(
        "年初预算数 年初预算 全年预算数 全年预算 调整预算数 调整预算 预算合计 支出决算数 支出决算 决算数 决算 执行数 实际完成 实际执行 实际支出 实际 完成 执行 预算数 年初 批准 安排 计划 目标 任务 合计 调整 年度 全年 各项 项目 支出 收入 财政拨款 资金 投资 总额 总 中按法定程序 执行中"
    )

    /// A name without the words of budgets and their execution.
    static func core(_ label: Label) -> Label {
        var kept = Scalars()
        var place = 0
        let text = label.scalars
        while place < text.count {
            if let length = stages.length(in: text, at: place, to: text.count) {
                place += length
            } else {
                kept.append(text[place])
                place += 1
            }
        }
        return Label(kept)
    }

    /// Whether two names may be of one thing: one ends with or holds the other, or they share most
    /// of their characters.
    static func agree(_ label: Label, _ noun: Label) -> Bool {
        if label.isEmpty || noun.isEmpty { return false }
        if label.contains(noun) || noun.contains(label) { return true }
        let (one, other) = (label.scalars, noun.scalars)
        guard min(one.count, other.count) >= 3, max(one.count, other.count) <= 64 else {
            return false
        }
        return 4 * commonSubsequence(one, other) >= 3 * min(one.count, other.count)
    }

    /// The length of the longest common subsequence; both are short.
    private static func commonSubsequence(_ one: Scalars, _ other: Scalars) -> Int {
        var row = [Int](repeating: 0, count: other.count + 1)
        for left in one {
            var diagonal = 0
            for (at, right) in other.enumerated() {
                let above = row[at + 1]
                row[at + 1] = left == right ? diagonal + 1 : max(above, row[at])
                diagonal = above
            }
        }
        return row[other.count]
    }
}
