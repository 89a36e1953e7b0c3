import Values

extension Rule {
    /// Totals in sentences.
    static let sumOfParts = Rule(
        "sum-of-parts", "分项之和", .error,
        source: "算术；单位相同的分项相加应等于总数，容许各数四舍五入之差（每个数最后一位的一半）",
        """
        “其中：”“包括”“分为”“合计”前后的总数与分项逐级相加核对。“其中”不一定列全：各项之和比总数少，\
        只有话里说明列全（分为、由…组成、末项是“其他”、各占比合计100%、基本支出与项目支出之类），\
        或差数正好是一个数字写错所致时，才算错误；否则列为无法核对。人员中的女性、博士等可能交叉，不相加。
        """,
        examples: [
            .passes("基本支出1200.53万元，其中：行政运行支出960.47万元；离退休支出240.06万元。"),
            .finds("1200.53万元", in: "基本支出1200.53万元，其中：人员经费960.47万元，公用经费230.06万元。"),
            .finds(
                "585.68万元",
                in: "项目支出585.68万元，其中：一般行政管理事务105万元；其他科学技术管理事务6.54万元；自然科学基金15万元；其他支出459.23万元。"),
            .passes("项目支出585.68万元，其中：一般行政管理事务105万元；其他科学技术管理事务6.45万元；自然科学基金15万元；其他支出459.23万元。"),
            .cannotBeTested("320家", in: "新认定企业320家，其中制造业企业120家，服务业企业56家。"),
            .finds("5辆", in: "共有车辆5辆，其中，机要通信用车1辆、应急保障用车2辆、其他用车3辆。"),
            .passes("2025年总收入12.35亿元，其中：税收收入8.2亿元，非税收入4.15亿元。"),
            .finds(
                "1786.21万元",
                in: "全年支出1786.21万元，其中：基本支出1200.53万元（人员经费960.47万元，公用经费240.06万元），项目支出575.68万元。"),
            .finds(
                "1200.53万元",
                in: "全年支出1786.21万元，其中：基本支出1200.53万元（其中：人员经费960.47万元，公用经费230.06万元），项目支出585.68万元。"),
            .passes("全市居民人均可支配收入35678元，其中：城镇居民人均可支配收入45000元，农村居民人均可支配收入22000元。"),
            .finds("30人", in: "实有人员30人，其中：在职20人、离退休11人，合计30人。"),
        ]
    ) { reading, ledger in
        for composition in reading.compositions {
            SumJudge.judge(reading, composition, &ledger)
        }
    }
}

/// Judges one total with its parts.
private struct SumJudge {
    private let reading: Reading
    private let composition: Composition
    private let total: Figure
    private let parts: [Figure]

    init?(_ reading: Reading, _ composition: Composition) {
        self.reading = reading
        self.composition = composition
        total = reading.figures[composition.total]
        parts = composition.parts.map { reading.figures[$0] }
        guard total.approximation == .exact, parts.allSatisfy({ $0.approximation == .exact }),
            !total.isZero || parts.contains(where: { !$0.isZero })
        else { return nil }
    }

    /// Judges by the first total that holds, else by the likeliest.
    static func judge(_ reading: Reading, _ composition: Composition, _ ledger: inout Ledger) {
        // Nothing is the sum of nothings, whatever else the sentence states.
        let isNothing =
            composition.totals.contains { reading.figures[$0].isZero }
            && composition.parts.allSatisfy { reading.figures[$0].isZero }
        if isNothing { return }
        let judges = composition.totals.compactMap {
            SumJudge(reading, composition.with(total: $0))
        }
        let chosen = judges.first { $0.holds } ?? judges.first { $0.isOneSlipOff } ?? judges.first
        chosen?.judge(&ledger)
    }

    private var listed: [Figure] { Array(parts.prefix(composition.inSentence)) }

    private var holds: Bool {
        listed.count > 1 && compare(listed).map { $0.outcome != .off } ?? false
            || parts.count > 1 && compare(parts).map { $0.outcome != .off } ?? false
    }

    private var isOneSlipOff: Bool {
        listed.count > 1 && compare(listed).map { isSlip($0, listed) } ?? false
    }

    private var isExact: Bool { total.isExact && parts.allSatisfy(\.isExact) }

    private func compare(_ parts: some Sequence<Figure>) -> SumComparison? {
        SumComparison(
            total: total.quantity, parts: parts.map(\.quantity), isExact: isExact,
            unitExponent: total.unit.exponent)
    }

    func judge(_ ledger: inout Ledger) {
        // The readings that a person would try: the sentence, the list as far as it goes, its
        // beginning where something else follows in the same breath.
        // Only the beginning counts where something else follows in the same breath.
        let isPlain = composition.isTight || composition.ground == .remainder
        let shorter = isPlain ? [] : Array(2..<max(2, min(parts.count, 60)))
        for count in [composition.inSentence, parts.count].filter({ $0 > 1 }) + shorter {
            guard let comparison = compare(parts.prefix(count)) else { return }
            if comparison.outcome != .off,
                count >= composition.inSentence || isAnother(parts[count...])
            {
                confirm(comparison, Array(parts.prefix(count)), &ledger)
                return
            }
        }
        // What goes on in further sentences is only perhaps a part: it can bear out a total, not
        // refute it, unless one wrong digit explains everything.
        let isBeyond = composition.inSentence <= 1
        let main = isBeyond ? parts.count : composition.inSentence
        guard main > 1, let comparison = compare(parts.prefix(main)) else { return }
        if isBeyond, !isSlip(comparison, Array(parts.prefix(main))) { return }
        tell(comparison, Array(parts.prefix(main)), &ledger)
    }

    /// Whether what follows a list that adds up is another thing, and not its last small parts.
    private func isAnother(_ rest: ArraySlice<Figure>) -> Bool {
        guard let whole = total.quantity.fraction else { return false }
        return rest.contains {
            ($0.quantity.fraction?.multiplied(by: .hundred)).map { $0 > whole } ?? false
        }
    }

    private func confirm(_ comparison: SumComparison, _ parts: [Figure], _ ledger: inout Ledger) {
        let sum = NumberWords.value(Self.fraction(comparison), like: total)
        ledger.confirm(total, "\(NumberWords.terms(parts)) = \(sum)")
        guard comparison.outcome == .rounding else { return }
        ledger.report(
            total, severity: .note, computed: sum,
            "\(parts.count)项相加为\(sum)，与写明的\(NumberWords.stated(total))相差在四舍五入范围内",
            do: "如按原始数能够吻合，可不改；最好注明“因四舍五入，分项之和与总数略有出入”")
    }

    private func tell(_ comparison: SumComparison, _ parts: [Figure], _ ledger: inout Ledger) {
        let sum = NumberWords.value(
            Self.fraction(comparison), like: total, extra: extra(comparison))
        let isAbove = comparison.difference > 0
        let gap = Self.fraction(comparison.difference.magnitude, comparison.exponent)
        let words =
            "\(parts.count)项相加：\(NumberWords.terms(parts)) = \(sum)，比写明的\(NumberWords.stated(total))"
            + (isAbove ? "多" : "少") + NumberWords.value(gap, like: total, extra: extra(comparison))
        if isWrong(comparison, parts) {
            ledger.report(
                total, computed: sum, words, do: "核对总数和各分项，改正写错的那一个；分项没有列全的，补一项“其他”")
        } else {
            ledger.report(
                total, severity: .cannotBeTested, computed: sum, words + "；分项未必列全，或有交叉",
                do: "分项列全的，核对数字；没有列全的，可补一项“其他”，让读者能够核对")
        }
    }

    private func extra(_ comparison: SumComparison) -> Int {
        max(0, total.quantity.exponent - comparison.exponent)
    }

    private func isWrong(_ comparison: SumComparison, _ parts: [Figure]) -> Bool {
        if composition.mayOverlap, composition.ground != .complement { return false }
        let isAll = composition.ground != nil || total.label.hasSuffix("总计")
        if !isAll, isSmallRest(comparison) { return false }
        if isSlip(comparison, parts) { return true }
        if composition.isNamed {
            return composition.ground != nil && isShortSlip(comparison, parts)
        }
        // 收入总计 and 支出总计 are all there is.
        if total.label.hasSuffix("总计"), isShortSlip(comparison, parts) { return true }
        if composition.ground != nil || haveAllShares(parts) { return true }
        // A short list right behind its total that makes nearly the whole was meant to be the
        // whole.
        guard composition.isTight, !parts.contains(where: { $0.stated == total.stated }),
            let whole = total.quantity.fraction,
            let gap = Self.fraction(comparison.difference.magnitude, comparison.exponent)
        else { return false }
        let isNear = gap.multiplied(by: Fraction(5) ?? gap).map { $0 <= whole } ?? false
        let isOneSlip = comparison.isOneSlip(total: total.quantity, parts: parts.map(\.quantity))
        return isOneSlip && (isNear || parts.count > 2)
            || comparison.difference > 0 && isExact && isNear
    }

    /// 医疗卫生机构2825个，其中医院103个…: what is left out is little, and nobody named it. Amounts told to
    /// the fen in 万元 leave nothing out.
    private func isSmallRest(_ comparison: SumComparison) -> Bool {
        guard comparison.difference < 0, let whole = total.quantity.fraction,
            let gap = Self.fraction(comparison.difference.magnitude, comparison.exponent),
            let fifty = Fraction(50)
        else { return false }
        let isToTheFen = total.unit.isMoney && comparison.exponent <= 2
        return !isToTheFen && (gap.multiplied(by: fifty).map { $0 <= whole } ?? false)
    }

    private func isShortSlip(_ comparison: SumComparison, _ parts: [Figure]) -> Bool {
        total.stated.unscaled >= 10
            && comparison.isOneSlip(total: total.quantity, parts: parts.map(\.quantity))
    }

    private func isSlip(_ comparison: SumComparison, _ parts: [Figure]) -> Bool {
        total.stated.unscaled >= 1_000
            && comparison.isOneSlip(total: total.quantity, parts: parts.map(\.quantity))
    }

    /// Whether every part states its share and these make up a hundred.
    private func haveAllShares(_ parts: [Figure]) -> Bool {
        let shares = composition.parts.prefix(parts.count).compactMap { index in
            let end = min(reading.figures.count, index + 4)
            return reading.figures[index..<end].first {
                $0.role == .share && $0.subject == index && $0.isPercent
            }
        }
        guard shares.count == parts.count,
            let sum = SumComparison(
                total: Quantity(unscaled: 100, exponent: 0), parts: shares.map(\.quantity),
                isExact: false)
        else { return false }
        return sum.outcome != .off
    }

    private static func fraction(_ comparison: SumComparison) -> Fraction? {
        fraction(comparison.sum.magnitude, comparison.exponent, comparison.sum < 0)
    }

    private static func fraction(_ steps: UInt128, _ exponent: Int, _ isNegative: Bool = false)
        -> Fraction?
    {
        guard let steps = Int128(exactly: steps) else { return nil }
        let signed = isNegative ? -steps : steps
        return exponent >= 0
            ? Fraction(signed) * Quantity.power(exponent).flatMap { Fraction($0) }
            : Quantity.power(-exponent).flatMap { Fraction(signed, $0) }
    }
}

extension Figure {
    var isZero: Bool { stated.isZero }
}
