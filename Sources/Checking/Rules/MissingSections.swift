extension Rule {
    /// What a report of its kind must have.
    static let missingSections = Rule(
        "missing-sections", "缺少的部分", .warning,
        source: "湖南省部门整体支出绩效自评报告参考提纲；财预〔2020〕10号；财预〔2021〕101号",
        "仅对绩效自评报告：年初预算、全年预算与执行率，自评得分与等级，自评表附件，绩效目标与完成值，满意度，以及提纲末节“其他需要说明的情况”。正文末尾有内容而没有标题的，也在这里指出。",
        examples: [
            .finds("无其他需要说明的情况", in: "部门整体支出绩效自评\n一、基本情况\n二、自评结果公开情况\n拟公开。\n无其他需要说明的情况"),
            .passes("国民经济和社会发展统计公报\n全年地区生产总值5386亿元。"),
        ]
    ) { reading, ledger in
        guard ReportKind.of(reading) == .selfEvaluation else { return }
        let facts = SectionFacts(reading)
        let anchor = facts.title
        func miss(_ what: String, _ advice: String) {
            ledger.report(
                anchor, facts.titleRange(reading), "绩效自评报告缺：\(what)", do: advice)
        }
        if !facts.hasBudget { miss("年初预算数、全年预算数和预算执行率", "在支出情况里写明年初预算、全年预算（调整预算）和执行率") }
        if !facts.hasScore { miss("自评得分和等级、自评表附件", "写明自评得分、等级（优、良、中、差），附整体支出绩效自评表") }
        if !facts.hasTargets { miss("绩效目标与实际完成值的对照", "逐项列出绩效指标、年度指标值、实际完成值和偏差原因") }
        if !facts.hasSatisfaction { miss("服务对象满意度", "写明满意度指标和调查结果；不适用的，说明原因") }
        if let last = facts.headless {
            let text = reading.text(last)
            let range = text.trimmed(text.indices)
            let end = facts.nextHeading
            ledger.report(
                last, range, computed: end, stated: text.string(range),
                "这一段是提纲末节的内容，缺标题" + (text[range.upperBound - 1].endsSentence ? "" : "，句末缺句号"),
                do: "前面加标题“\(end)”，句末加句号")
        }
    }
}

/// The kinds of report that the rules tell apart.
enum ReportKind {
    case selfEvaluation, other

    static func of(_ reading: Reading) -> ReportKind {
        var evidence = 0
        for passage in reading.passages where !passage.isCell {
            if words.contains(passage.text, passage.text.indices) { evidence += 1 }
            if settled.contains(passage.text, passage.text.indices) {
                evidence += passage.text.count < 60 ? 3 : 0
            }
            if evidence >= 3 { return .selfEvaluation }
        }
        return .other
    }

    private static let words = Lexicon("部门整体支出绩效 整体支出绩效 绩效自评")
    private static let settled = Lexicon("绩效自评报告 整体支出绩效自评 绩效自评结果")
}

/// What a self-evaluation report has.
private struct SectionFacts {
    private(set) var title = 0
    private(set) var hasBudget = false
    private(set) var hasScore = false
    private(set) var hasTargets = false
    private(set) var hasSatisfaction = false
    /// A last paragraph that says 其他需要说明的情况 without its heading.
    private(set) var headless: Int?
    private(set) var nextHeading = "其他需要说明的情况"

    private static let budgets = Lexicon("年初预算 全年预算 调整预算 预算执行率 预算完成率 预算数 执行率 部门预算安排")
    private static let scores = Lexicon(
        "自评得分 自评分 自评总分 综合得分 综合评分为 评价得分 自评等级 评定等级 自评等次 评价等级 等级为 等次为 评级为 自评结果为")
    private static let targets = Lexicon("绩效目标 指标值 年度指标 目标值 绩效指标完成")
    private static let satisfaction = Lexicon("满意度 满意率")
    private static let others = Lexicon("其他需要说明的情况 其他需说明的问题 其他需要说明的问题")

    init(_ reading: Reading) {
        title =
            reading.passages.indices.first {
                !reading.passages[$0].isCell
                    && !reading.text($0).trimmed(reading.text($0).indices).isEmpty
            } ?? 0
        var chinese = 0
        var hasOthersHeading = false
        for (index, passage) in reading.passages.enumerated() {
            let text = passage.text
            if Self.budgets.contains(text, text.indices) {
                hasBudget = hasBudget || hasNumber(reading, index)
            }
            if Self.scores.contains(text, text.indices) {
                hasScore = hasScore || text.contains(where: \.isDigit) || text.contains("优")
            }
            if Self.targets.contains(text, text.indices) {
                hasTargets = hasTargets || hasNumber(reading, index) || passage.isCell
            }
            if Self.satisfaction.contains(text, text.indices) { hasSatisfaction = true }
            if let mark = reading.marks[index], mark.isShort,
                mark.form == .chinese || mark.form == .arabicComma
            {
                chinese = max(
                    chinese, mark.form == .chinese || mark.number == chinese + 1 ? mark.number : 0)
                if Self.others.contains(text, text.indices) { hasOthersHeading = true }
            }
        }
        guard !hasOthersHeading,
            let last = reading.passages.indices.last(where: {
                !reading.passages[$0].isCell
                    && !reading.text($0).trimmed(reading.text($0).indices).isEmpty
            }), Self.others.contains(reading.text(last), reading.text(last).indices),
            reading.marks[last] == nil
        else { return }
        headless = last
        nextHeading = HeadingNumber.chinese(chinese + 1) + "其他需要说明的情况"
    }

    private func hasNumber(_ reading: Reading, _ passage: Int) -> Bool {
        reading.text(passage).contains(where: \.isDigit) || reading.passages[passage].isCell
    }

    func titleRange(_ reading: Reading) -> Range<Int> {
        let text = reading.text(title)
        let range = text.trimmed(text.indices)
        return range.lowerBound..<min(range.upperBound, range.lowerBound + 40)
    }
}
