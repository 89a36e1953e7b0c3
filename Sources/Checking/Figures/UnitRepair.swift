/// Tells which numbers without a unit have lost it, and gives them that of their neighbours.
struct UnitRepair {
    private static let money = Lexicon(
        "支出 收入 经费 资金 预算 决算 费 费用 投资 金额 总额 成交额 交易额 额 总计 合计 税 产值 增加值 利润 余额 拨款 补助 补贴 贷款 存款 投入 预算数 决算数 执行数 奖金 奖补 工资 成本 销售 营收 债务 资产 负债 债券 融资 授信 款 价格 单价"
    )
    private static let uncounted = Lexicon(
        "第 号 编号 编码 代码 电话 指数 系数 得分 分值 总分 评分 为 约 版 图 表 附件 热线 邮编 排名 列 居 名列 步骤 条 之 比例 比 率 温度 结构 序号 传真 等级 级"
    )

    /// Rates that are told without %.
    private static let plainRates = Lexicon("汇率 倍率 频率 分辨率 功率 容积率 出生率 死亡率 自然增长率 效率 利率")

    private let passages: [Passage]
    private let sentences: Sentences

    init(_ passages: [Passage], _ sentences: Sentences) {
        (self.passages, self.sentences) = (passages, sentences)
    }

    /// The figures with those added that lost their unit, in reading order.
    func repaired(_ figures: [Figure], _ bare: [FigureScanner.Bare]) -> [Figure] {
        guard !bare.isEmpty else { return figures }
        var bySentence: [Int: [Figure]] = [:]
        let wanted = Set(bare.map(\.sentence))
        for figure in figures where wanted.contains(figure.sentence) {
            bySentence[figure.sentence, default: []].append(figure)
        }
        var found: [Figure] = []
        for number in bare where isAtClauseEnd(number) {
            if let unit = unit(number, bySentence[number.sentence] ?? []) {
                found.append(figure(number, unit))
            }
        }
        guard !found.isEmpty else { return figures }
        return (figures + found).sorted {
            ($0.sentence, $0.range.lowerBound) < ($1.sentence, $1.range.lowerBound)
        }
    }

    private func isAtClauseEnd(_ number: FigureScanner.Bare) -> Bool {
        let text = passages[number.passage].text
        // A line without any mark of a sentence is a row of a table.
        guard text.contains(where: { $0.endsClause }) else { return false }
        let place = text.skippingBlanks(number.number.range.upperBound, to: text.count)
        // 1、2号线 and 0.5、1.9和2.1个百分点 go on.
        if place + 1 < text.count, text[place] == "、" || text[place] == "," || text[place] == "，",
            text[place + 1].isDigit
        {
            return false
        }
        return place == text.count || text[place].endsClause || text[place] == "、"
            || text[place].closesBracket
    }

    private func unit(_ number: FigureScanner.Bare, _ peers: [Figure]) -> MeasureUnit? {
        let text = passages[number.passage].text
        let stated = number.number.stated
        let lead = number.lead
        if lead.isEmpty { return unitOfRow(number, peers) }
        let core = RoleReader.withoutFillers(text, lead)
        guard !lead.isEmpty, text[lead.upperBound - 1].isHan || core.count < lead.count else {
            return nil
        }
        let isChange =
            RoleWords.rise.suffix(of: text, core) != nil
            || RoleWords.fall.suffix(of: text, core) != nil
        let moneyPeer = nearest(peers.filter { $0.unit.isMoney }, number)
        // 上年同期为24.87， and 2020年为24.87， are of what was told before.
        let isPrevious = RoleWords.previous.suffix(of: text, core) != nil
            || LabelText.cleaned(text, core).isEmpty && !core.isEmpty
        if number.isCut {
            let isPrevious = RoleWords.previous.suffix(of: text, core) != nil
            let isMoney =
                Self.money.suffix(of: text, core) != nil
                || (isChange || isPrevious) && moneyPeer != nil
            guard isMoney else { return nil }
            let cut = text.string(number.number.range).filter { "万亿千百十".contains($0) }
            let base = moneyPeer.flatMap { peer -> String? in
                if case .money(let name) = peer.unit.dimension { name } else { nil }
            }
            let exponent = cut.unicodeScalars.reduce(0) { $0 + (UnitText.multiplier($1) ?? 0) }
            return MeasureUnit(
                name: cut + (base ?? "元"), dimension: .money(base ?? "元"), exponent: exponent)
        }
        // 为预算37,746万元的97.12: the percentage of the amount before it.
        if core.count == 1, text[core.lowerBound] == "的", stated.exponent < 0,
            peers.contains(where: { $0.range.upperBound == text.trimmed(lead).lowerBound })
        {
            return .percent
        }
        if stated.exponent < 0, core.count >= 2, text[core.upperBound - 1] == "率",
            !Self.plainRates.contains(text, core), stated.unscaled > 0
        {
            return .percent
        }
        guard !core.isEmpty, Self.uncounted.suffix(of: text, core) == nil else {
            return shareUnit(number, core, peers)
        }
        if stated.isZero { return nil }
        let isWhole = stated.exponent == 0
        if isWhole, YearText.plausible.contains(Int(stated.unscaled)) { return nil }
        if isPrevious, stated.exponent < 0, let peer = moneyPeer { return peer.unit }
        if isChange || text[core].contains("占") {
            return shareUnit(number, core, peers) ?? (isChange && !isWhole ? .percent : nil)
        }
        if Self.money.suffix(of: text, core) != nil, moneyPeer != nil || !isWhole {
            guard let peer = moneyPeer else {
                return MeasureUnit(name: "万元", dimension: .money("元"), exponent: 4)
            }
            return peer.unit
        }
        if isWhole, number.depth == 0, core.count >= 2,
            let peer = nearest(peers.filter { $0.unit.isCount && $0.unit.exponent == 0 }, number)
        {
            return peer.unit
        }
        return nil
    }

    /// 分别为22,297万元、10,419万元、41,170: the last of a row.
    private func unitOfRow(_ number: FigureScanner.Bare, _ peers: [Figure]) -> MeasureUnit? {
        let text = passages[number.passage].text
        let start = number.number.range.lowerBound
        let before = peers.last { $0.range.upperBound < start }
        guard let before, !number.isCut, before.unit.isAdditive else { return nil }
        let gap = text.trimmed(before.range.upperBound..<start)
        return gap.count == 1 && (text[gap.lowerBound] == "、" || text[gap.lowerBound] == "和")
            ? before.unit : nil
    }

    private static let counted = Lexicon("人 户 次 辆 台 家 人次 游客 用户 群众 就业 面积 产量 客流")

    /// 产业类完成16.37亿元、民生类完成84.67亿: among amounts of the same size that are money.
    private func isAlike(_ number: FigureScanner.Bare, _ peer: Figure?, _ core: Range<Int>) -> Bool {
        let text = passages[number.passage].text
        guard let peer, !Self.counted.contains(text, core) else { return false }
        let cut = text.string(number.number.range).filter { "万亿".contains($0) }
        return !cut.isEmpty && peer.unit.name.hasPrefix(cut)
    }

    /// 增长23.36， and 占14.83， have lost their %.
    private func shareUnit(
        _ number: FigureScanner.Bare, _ core: Range<Int>, _ peers: [Figure]
    ) -> MeasureUnit? {
        let text = passages[number.passage].text
        guard number.number.stated.exponent < 0 else { return nil }
        let isRate =
            RoleWords.completion.contains(text, core) || text[core].contains("占")
            || RoleWords.rise.suffix(of: text, core) != nil
            || RoleWords.fall.suffix(of: text, core) != nil
        return isRate ? .percent : nil
    }

    private func nearest(_ peers: [Figure], _ number: FigureScanner.Bare) -> Figure? {
        peers.min {
            abs($0.range.lowerBound - number.number.range.lowerBound)
                < abs($1.range.lowerBound - number.number.range.lowerBound)
        }
    }

    private func figure(_ bare: FigureScanner.Bare, _ unit: MeasureUnit) -> Figure {
        let text = passages[bare.passage].text
        var stated = bare.number.stated
        if bare.isCut { stated.exponent -= unit.exponent }
        var figure = Figure(
            passage: bare.passage, range: bare.number.range, number: bare.number.range,
            stated: stated, unit: unit, isUnitCut: true, isNegative: false,
            approximation: .exact, lead: bare.lead, sentence: bare.sentence, depth: bare.depth)
        RoleReader.read(&figure, text, sentences.all[bare.sentence].range)
        return figure
    }
}
