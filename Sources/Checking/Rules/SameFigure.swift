import Values

extension Rule {
    /// A figure stated twice must be the same.
    static let sameFigure = Rule(
        "same-figure", "前后不一致", .error,
        source: "同一报告内同一指标、同一年度只有一个数",
        "名称、年度、单位都相同的数出现两次而数值不同（各按最后一位的一半放宽）。名称太泛（年初预算、决算数）或在文中有三个以上不同数的，不比较。",
        examples: [
            .finds("600.99亿元", in: "全年技术合同成交额609.99亿元。\n全市技术市场活跃。\n技术合同成交额600.99亿元，居全省第3。"),
            .passes("全年技术合同成交额600.99亿元。\n技术合同成交额601亿元，居全省第3。"),
        ]
    ) { reading, ledger in
        var groups: [Key: [Int]] = [:]
        for index in reading.figures.indices {
            let figure = reading.figures[index]
            guard figure.role == .level || figure.role == .average, !figure.isOfYearBefore,
                !figure.isChinese, figure.unit.isAdditive,
                figure.approximation == .exact, !figure.isRangeStart, !figure.isRangeEnd,
                !figure.isDistributed, !figure.isBase
            else { continue }
            let name = ScopeWords.plain(figure.label)
            guard name.count >= 4, !SubjectText.isVague(name) else { continue }
            let text = reading.text(figure.passage)
            let sentence = reading.sentences.all[figure.sentence].range
            guard !reading.speaksOfFuture(figure) else { continue }
            let key = Key(
                label: name, dimension: figure.unit.dimension, year: figure.year,
                isAverage: figure.role == .average, role: figure.budgetRole,
                level: ScopeWords.level(text, sentence.lowerBound..<figure.number.lowerBound))
            groups[key, default: []].append(index)
        }
        for key in groups.keys.sorted(by: { (groups[$0]?.first ?? 0) < (groups[$1]?.first ?? 0) }) {
            judge(reading, groups[key] ?? [], &ledger)
        }
    }

    private struct Key: Hashable {
        let label: Label
        let dimension: MeasureUnit.Dimension
        let year: Int?
        let isAverage: Bool
        let role: BudgetRole
        /// 全市, 市本级: where the sentence says it.
        let level: String
    }

    private static func judge(_ reading: Reading, _ indices: [Int], _ ledger: inout Ledger) {
        guard let first = indices.first, indices.count > 1 else { return }
        // The values that differ beyond their precision.
        var distinct: [Int] = [first]
        for index in indices.dropFirst()
        where !distinct.contains(where: { agree(reading.figures[$0], reading.figures[index]) }) {
            distinct.append(index)
        }
        guard distinct.count > 1 else {
            if let last = indices.last,
                reading.figures[last].passage != reading.figures[first].passage
            {
                ledger.confirm(reading.figures[last], "与\(place(reading, first))所写一致")
            }
            return
        }
        guard distinct.count == 2 else { return }
        let (one, other) = (reading.figures[distinct[0]], reading.figures[distinct[1]])
        // Within one sentence the same words may speak of different things.
        guard one.sentence != other.sentence else { return }
        // One wrong digit makes it one figure told twice; further apart the same words may name two
        // things, such as what was planned and what was done.
        let least = min(one.stated.unscaled, other.stated.unscaled)
        let isLong = least >= 100 || least >= 10 && one.isExact && one.label.count >= 7
        guard isLong, isSlip(one, other) else { return }
        ledger.report(
            other, computed: NumberWords.stated(one),
            "“\(other.label)”这里是\(NumberWords.stated(other))，\(place(reading, distinct[0]))是\(NumberWords.stated(one))",
            do: "核对后改为一致；口径不同的，写明各自口径")
    }

    /// Whether one wrong digit tells the two apart, the finer rounded to the coarser.
    private static func isSlip(_ one: Figure, _ other: Figure) -> Bool {
        let (fine, coarse) =
            one.quantity.exponent <= other.quantity.exponent ? (one, other) : (other, one)
        let gap = coarse.quantity.exponent - fine.quantity.exponent
        guard let step = Quantity.power(gap), fine.stated.unscaled >= 10,
            coarse.stated.unscaled >= 10
        else { return false }
        let rounded = (Int128(fine.stated.unscaled) + step / 2) / step
        return DigitSlip.explains(coarse.stated.unscaled, becoming: rounded)
    }

    private static func place(_ reading: Reading, _ index: Int) -> String {
        let figure = reading.figures[index]
        return reading.passages[figure.passage].place(figure.range.lowerBound).description
    }

    private static func agree(_ one: Figure, _ other: Figure) -> Bool {
        if one.quantity.fraction == other.quantity.fraction { return true }
        guard let left = Interval(rounded: one.quantity),
            let right = Interval(rounded: other.quantity),
            !(one.isExact && other.isExact)
        else { return false }
        // The coarser statement must hold the finer one.
        return left.meets(right)
            && one.stated.exponent + one.unit.exponent != other.stated.exponent
                + other.unit.exponent
    }
}

extension SubjectText {
    private static let vague = Lexicon(
        "年初预算 年初预算数 支出决算 支出决算数 决算数 预算数 全年预算数 全年执行数 执行数 财政拨款 调整预算数 预算安排 项目资金 年初预算安排 本年预算 本年支出 资金 支出预算 财政资金 专项资金 实际支出 年度预算 支付资金 累计支付 资金总额 预算资金 支出 收入 其他支出 其他收入 上级资金 县级资金 市级资金 省级资金 中央资金 总投资 建设面积 单位 人员 自评得分 分值 得分 项目 年初结转和结余 年末结转和结余 年初结转 结转结余 绩效目标 目标值 实际完成 培训 人数 参加人数"
    )

    /// Whether a label is used again for one thing after another.
    static func isVague(_ label: Label) -> Bool {
        let text = label.scalars
        return vague.isWord(text, text.indices)
            || ["年初预算", "年初预算数", "支出决算", "支出决算数", "的预算", "的决算"].contains {
                label.hasSuffix($0) && label.count <= $0.count + 3
            }
    }
}

/// 全市, 市本级, 省级: the level of government that a sentence speaks of.
enum ScopeWords {
    private static let words = Lexicon(
        "全市 全省 全县 全区 全州 全国 市本级 省本级 县本级 区本级 州本级 本级 市级 省级 县级 区级 开发区 高新区 经开区 县区 县市区 新区 中央 地方 规模以上 限额以上 城镇 农村"
    )

    private static let wholes: Set<String> = ["全市", "全省", "全县", "全区", "全州", "全国", "全系统"]
    private static let wide = Lexicon("全市 全省 全县 全区 全州 全国 全系统 我市 我省 我县 我区 地方")

    /// A label without the words that say of what place it is, and without 规模.
    static func plain(_ label: Label) -> Label {
        let text = label.scalars
        var range = text.indices
        while !range.isEmpty,
            let length = wide.length(in: text, at: range.lowerBound, to: range.upperBound)
        {
            range = range.lowerBound + length..<range.upperBound
        }
        for tail: Label in ["规模", "总数", "数量"]
        where Label(text, range).hasSuffix(tail) && range.count > 5 {
            range = range.lowerBound..<range.upperBound - 2
        }
        return Label(text, range)
    }

    static func level(_ text: Scalars, _ range: Range<Int>) -> String {
        let word = words.last(in: text, range).map { text.string($0) } ?? ""
        return wholes.contains(word) || word == "地方" || word == "规模以上" ? "" : word
    }
}
