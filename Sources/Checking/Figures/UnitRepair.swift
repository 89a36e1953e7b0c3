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
        // A line without any mark of a sentence is a row of a table.
        let wanting = Set(bare.map(\.passage)).filter { index in
            passages[index].text.contains { $0.endsClause }
        }
        for number in bare where wanting.contains(number.passage) && isAtClauseEnd(number) {
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
        let lead = number.lead
        if lead.isEmpty { return unitOfRow(number, peers) }
        let core = RoleReader.withoutFillers(text, lead)
        guard text[lead.upperBound - 1].isHan || core.count < lead.count else { return nil }
        return number.isCut ? cutUnit(number, core, peers) : lostUnit(number, core, peers)
    }

    /// 6.45万: the currency behind 万 or 亿.
    private func cutUnit(
        _ number: FigureScanner.Bare, _ core: Range<Int>, _ peers: [Figure]
    ) -> MeasureUnit? {
        let text = passages[number.passage].text
        let peer = nearest(peers.filter { $0.unit.isMoney }, number)
        let cut = text.string(number.number.range).filter { "万亿千百十".contains($0) }
        // 产业类完成16.37亿元、民生类完成84.67亿: among amounts of the same size that are money.
        let isAlike = peer.map { $0.unit.name.hasPrefix(cut) } ?? false
        let isMoney =
            tellsMoney(text, core) || isOfYearBefore(text, core)
            || peer != nil && (tellsChange(text, core) || isAlike)
                && !Self.counted.contains(text, core)
        guard isMoney else { return nil }
        let currency =
            peer.flatMap { peer -> String? in
                if case .money(let name) = peer.unit.dimension { name } else { nil }
            } ?? "元"
        let exponent = cut.unicodeScalars.reduce(0) { $0 + (UnitText.multiplier($1) ?? 0) }
        return MeasureUnit(name: cut + currency, dimension: .money(currency), exponent: exponent)
    }

    /// 89.77: the whole unit, as the name and the neighbours tell it.
    private func lostUnit(
        _ number: FigureScanner.Bare, _ core: Range<Int>, _ peers: [Figure]
    ) -> MeasureUnit? {
        let text = passages[number.passage].text
        let stated = number.number.stated
        let isWhole = stated.exponent == 0
        if !isWhole, tellsRate(text, core, number, peers) { return .percent }
        guard !core.isEmpty, Self.uncounted.suffix(of: text, core) == nil, !stated.isZero,
            !isWhole || !YearText.plausible.contains(Int(stated.unscaled)),
            !tellsChange(text, core)
        else { return nil }
        let peer = nearest(peers.filter { $0.unit.isMoney }, number)
        if isOfYearBefore(text, core), !isWhole { return peer?.unit }
        if tellsMoney(text, core), peer != nil || !isWhole {
            return peer?.unit ?? MeasureUnit(name: "万元", dimension: .money("元"), exponent: 4)
        }
        guard isWhole, number.depth == 0, core.count >= 2 else { return nil }
        return nearest(peers.filter { $0.unit.isCount && $0.unit.exponent == 0 }, number)?.unit
    }

    private func tellsChange(_ text: Scalars, _ core: Range<Int>) -> Bool {
        RoleWords.rise.suffix(of: text, core) != nil || RoleWords.fall.suffix(of: text, core) != nil
    }

    /// 项目支出, 收入完成: the name ends in money.
    private func tellsMoney(_ text: Scalars, _ core: Range<Int>) -> Bool {
        Self.money.suffix(of: text, core) != nil
            || Self.money.suffix(of: text, LabelText.cleaned(text, core)) != nil
    }

    /// 上年同期为24.87， and 2020年为24.87，: of what was told before.
    private func isOfYearBefore(_ text: Scalars, _ core: Range<Int>) -> Bool {
        RoleWords.previous.suffix(of: text, core) != nil
            || !core.isEmpty && LabelText.cleaned(text, core).isEmpty && text[core].contains("年")
    }

    /// 增长23.36， 占14.83， 完成全年目标的109.09， 回收率97.2，: % is lost.
    private func tellsRate(
        _ text: Scalars, _ core: Range<Int>, _ number: FigureScanner.Bare, _ peers: [Figure]
    ) -> Bool {
        // 为预算37,746万元的97.12: of the amount right before it.
        if core.count == 1, text[core.lowerBound] == "的" {
            return peers.contains { $0.range.upperBound == core.lowerBound }
        }
        if core.count >= 2, text[core.upperBound - 1] == "率", number.number.stated.unscaled > 0 {
            return !Self.plainRates.contains(text, core)
        }
        return RoleWords.completion.contains(text, core) || text[core].contains("占")
            || tellsChange(text, core) && Self.uncounted.suffix(of: text, core) == nil
    }

    /// 分别为22,297万元、10,419万元、41,170: the last of a row.
    private func unitOfRow(_ number: FigureScanner.Bare, _ peers: [Figure]) -> MeasureUnit? {
        let text = passages[number.passage].text
        let start = number.number.range.lowerBound
        guard let before = peers.last(where: { $0.range.upperBound < start }), !number.isCut,
            before.unit.isAdditive
        else { return nil }
        let gap = text.trimmed(before.range.upperBound..<start)
        return gap.count == 1 && (text[gap.lowerBound] == "、" || text[gap.lowerBound] == "和")
            ? before.unit : nil
    }

    private static let counted = Lexicon(
        "人 户 次 辆 台 家 人次 游客 用户 群众 就业 面积 产量 客流")

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
