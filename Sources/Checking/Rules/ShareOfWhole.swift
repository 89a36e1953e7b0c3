import Values

extension Rule {
    /// Shares of amounts that the text states.
    static let share = Rule(
        "share", "占比", .error,
        source: "算术；占比 = 部分 ÷ 整体，两数各容许最后一位的一半",
        "“占…的x%”“占比x%”：分子取同一分句里的数，分母按名称在前文中找；没有写名称的，取它所属的总数。分母没有写出的，列为无法核对。",
        examples: [
            .passes("本年收入合计3456.78万元，其中：财政拨款收入3000.00万元，占86.79%；其他收入456.78万元，占13.21%。"),
            .finds(
                "占68.79%", in: "本年收入合计3456.78万元，其中：财政拨款收入3000.00万元，占68.79%；其他收入456.78万元，占13.21%。"),
            .finds("85.60%", in: "本年支出合计1442.24万元。财政拨款支出1334.56万元，占本年支出合计的85.60%。"),
            .passes("本年支出合计1442.24万元。财政拨款支出1334.56万元，占本年支出合计的92.53%。"),
            .cannotBeTested("14.83%", in: "全年全市实现高新技术产业增加值798.75亿元，占GDP比重14.83%。"),
        ]
    ) { reading, ledger in
        for index in reading.figures.indices {
            let figure = reading.figures[index]
            guard figure.role == .share, figure.isPercent, !figure.isDistributed,
                !figure.isRangeStart, !figure.isRangeEnd,
                let numerator = figure.subject ?? reading.numerator(of: index)
            else { continue }
            ShareJudge(reading, index, numerator).judge(&ledger)
        }
    }
}

/// Judges one share.
private struct ShareJudge {
    private let reading: Reading
    private let share: Figure
    private let numerator: Int
    private let of: Range<Int>

    init(_ reading: Reading, _ index: Int, _ numerator: Int) {
        self.reading = reading
        share = reading.figures[index]
        self.numerator = numerator
        of = SubjectText.ofShare(reading.text(share.passage), share.lead).of
    }

    func judge(_ ledger: inout Ledger) {
        let part = reading.figures[numerator]
        guard part.isLevel, let above = part.interval,
            let stated = Interval(rounded: share.quantity)
        else {
            return
        }
        let name = LabelText.cleaned(reading.text(share.passage), of)
        let words = Label(reading.text(share.passage), name)
        let bases =
            share.base.map { [reading.figures[$0]] } ?? (words.isEmpty ? enclosing() : named(words))
        var failed: Figure?
        for base in bases {
            guard let below = base.interval else { continue }
            if below.low.numerator <= 0 { return }
            guard let ratio = above.over(below)?.times(.hundred) else { continue }
            if ratio.meets(stated) {
                ledger.confirm(
                    share,
                    "\(NumberWords.stated(part))÷\(NumberWords.stated(base)) = \(computed(part, base))"
                )
                return
            }
            if failed == nil,
                share.base != nil || isCertain(base, words)
                    || RateSlip.explains(share, RateSlip.ratio(part, base))
            {
                failed = base
            }
        }
        guard let base = failed else {
            let missing = words.isEmpty ? "所占整体的数" : "“\(words)”的数"
            ledger.report(
                share, severity: .cannotBeTested, "文中没有\(missing)，占比无法核对", do: "写明整体的数，或附上计算依据")
            return
        }
        let isCut = NumberWords.isCut(part, base, share)
        ledger.report(
            share, severity: isCut ? .warning : nil, computed: computed(part, base),
            "\(NumberWords.stated(part))÷\(NumberWords.stated(base)) = \(computed(part, base))，写的是\(NumberWords.stated(share))"
                + (isCut ? "（截去了尾数，没有四舍五入）" : ""),
            do: isCut ? "按四舍五入取位" : "核对部分、整体和占比三个数")
    }

    /// Whether it is beyond doubt that the share is of this amount: it stands in the same paragraph
    /// or right above under that very name, or in a list whose other shares are of it.
    private func isCertain(_ base: Figure, _ words: Label) -> Bool {
        if !words.isEmpty {
            return share.passage - base.passage <= 1
                && base.range.lowerBound != share.range.lowerBound
                && (ScopeWords.plain(base.label) == ScopeWords.plain(words)
                    || words.count >= 5 && base.label.hasSuffix(words))
        }
        guard
            let composition = reading.compositions(of: numerator).first(where: { composition in
                composition.parts.contains(numerator)
                    && composition.totals.contains { reading.figures[$0].range == base.range }
            })
        else { return share.subject == nil }
        // 其中民生支出23.29亿元，占70.9%: nothing else it could be of.
        if composition.inSentence == 1, composition.parts.count == 1, !composition.isNamed,
            reading.standsBehind(composition)
        {
            return true
        }
        let parts = composition.parts.map { reading.figures[$0].quantity }
        let sum = SumComparison(total: base.quantity, parts: parts, isExact: base.isExact)
        if let sum, sum.outcome != .off { return true }
        return composition.parts.contains { part in
            part != numerator
                && (part + 1..<min(part + 4, reading.figures.count)).contains { other in
                    let figure = reading.figures[other]
                    guard figure.role == .share, figure.subject == part,
                        let ratio = reading.figures[part].interval.flatMap({ above in
                            base.interval.flatMap { above.over($0) }
                        }), let percent = ratio.times(.hundred),
                        let stated = Interval(rounded: figure.quantity)
                    else { return false }
                    return percent.meets(stated)
                }
        }
    }

    private func computed(_ part: Figure, _ base: Figure) -> String {
        NumberWords.percent(RateSlip.ratio(part, base), decimals: -share.stated.exponent)
    }

    /// The total whose parts are being listed.
    private func enclosing() -> [Figure] {
        var bases = reading.compositions(of: numerator)
            .flatMap(\.totals).map { reading.figures[$0] }
        // 整体支出4823.7万元，…，基本支出占比49.01%: the one amount of the sentence.
        if bases.isEmpty, share.subject == nil {
            let own = reading.ofSentence[share.sentence].map { reading.figures[$0] }.filter {
                $0.isLevel && !$0.isOfYearBefore && $0.range.lowerBound < share.range.lowerBound
            }
            if own.count == 1 { bases = own }
        }
        return bases
    }

    /// Amounts of that name before the share, the nearest first, exact names before similar ones.
    private func named(_ words: Label) -> [Figure] {
        let part = reading.figures[numerator]
        var exact: [Figure] = []
        var similar: [Figure] = []
        // Far enough back for a section of a report; near enough for a text of any length.
        let start = max(0, numerator - 400)
        let end = min(reading.figures.count, numerator + 6)
        for index in (start..<end).reversed() where index != numerator {
            let figure = reading.figures[index]
            guard figure.isLevel, figure.unit.dimension == part.unit.dimension,
                figure.isOfYearBefore == part.isOfYearBefore
            else { continue }
            let label = figure.label
            if label == words || label.hasSuffix(words) {
                exact.append(figure)
            } else if words.hasSuffix(label), label.count >= 2 {
                exact.append(figure)
            } else if SubjectText.agree(label, words), label.count <= words.count + 8 {
                similar.append(figure)
            }
        }
        if let whole = part.whole, SubjectText.agree(reading.figures[whole].label, words) {
            return [reading.figures[whole]] + exact
        }
        return exact.isEmpty ? Array(similar.prefix(3)) : Array(exact.prefix(4))
    }
}

extension Reading {
    /// The amount that a share's noun names elsewhere, where its own sentence does not state it and
    /// the report states it once.
    func numerator(of index: Int) -> Int? {
        let share = figures[index]
        let noun = SubjectText.ofShare(text(share.passage), share.lead).noun
        guard noun.count >= 3 else { return nil }
        let near = max(0, index - 200)..<min(figures.count, index + 200)
        let found = near.filter {
            let figure = figures[$0]
            return figure.isLevel && !figure.isOfYearBefore && figure.sentence != share.sentence
                && figure.label.hasSuffix(noun) && abs(figure.passage - share.passage) < 12
        }
        guard let first = found.first,
            found.allSatisfy({ figures[$0].quantity.fraction == figures[first].quantity.fraction })
        else { return nil }
        return first
    }
}
