/// What the heading of a column says of its numbers.
struct ColumnMeaning: Sendable {
    /// The heading's own unit, else the table's.
    let unit: MeasureUnit?
    /// Rates do not add.
    let isRate: Bool
    /// Whole things or points, to which no rounding applies.
    let isExact: Bool
    /// A total of the columns beside it.
    let isTotal: Bool
    /// 人均, 单价: adding them makes no sense.
    let isPerHead: Bool
    /// 占比, 权重: rates that make up a hundred.
    let isShare: Bool

    private static let rateEnds = Lexicon("率 % ％ 占比 比重 增长 增幅 增速 降幅 同比 比例 进度")
    private static let exact = Lexicon("分值 得分 权重 人数 户数 家数 个数 次数 件数 项数 数量")
    private static let totals = Lexicon("合计 小计 总计 总额 共计")
    private static let perHead = Lexicon("人均 平均 单价 均价 标准 年限")
    private static let shares = Lexicon("占 比重 构成 权重 比例")

    /// - Parameters:
    ///   - headings: the words above the column, the topmost first.
    ///   - table: the unit that the whole table states.
    ///   - hasRates: whether cells of the column write % themselves.
    init(_ headings: [String], table: MeasureUnit?, hasRates: Bool) {
        let texts = headings.map { Scalars($0) }
        var own: MeasureUnit?
        for text in texts.reversed() where own == nil {
            own = Self.bracketed(text) ?? (Self.tellsRate(text) ? .percent : nil)
        }
        unit = own ?? table
        isRate = unit?.isRate == true || hasRates
        let all = Scalars(texts.joined(separator: Scalars("·")))
        isExact = unit?.isWhole == true || Self.exact.contains(all, all.indices)
        let last = texts.last ?? []
        isTotal = Self.totals.contains(last, last.indices)
        isPerHead = Self.perHead.contains(all, all.indices)
        isShare = Self.shares.contains(all, all.indices)
    }

    /// 金额（万元）.
    private static func bracketed(_ text: Scalars) -> MeasureUnit? {
        guard let open = text.lastIndex(where: \.opensBracket),
            let close = text[open...].firstIndex(where: \.closesBracket)
        else { return nil }
        return UnitText.named(Array(text[open + 1..<close]))
    }

    /// 执行率, 增长（%）: a rate's word ends the heading or stands before its bracket.
    private static func tellsRate(_ text: Scalars) -> Bool {
        if rateEnds.suffix(of: text, text.indices) != nil { return true }
        return text.indices.contains {
            text[$0].opensBracket && rateEnds.suffix(of: text, text.startIndex..<$0) != nil
        }
    }
}
