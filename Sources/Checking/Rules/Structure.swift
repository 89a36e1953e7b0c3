import Values

extension Rule {
    /// 三次产业结构为10.2∶41.9∶47.9.
    static let structure = Rule(
        "structure", "结构比例", .error, source: "算术；结构比例各项合计100%",
        "“结构为a∶b∶c”各项带小数的，合计应为100（各项四舍五入的误差之内，另容许为凑100调整末位）；前面写明各项数值和总数的，逐项核对。",
        examples: [
            .passes("三次产业结构为10.2∶41.9∶47.9。"),
            .finds("10.2∶41.9∶49.7", in: "三次产业结构为10.2∶41.9∶49.7。"),
            .passes("城乡居民收入比为1.53∶1。"),
        ]
    ) { reading, ledger in
        for sentence in reading.sentences.all.indices {
            let range = reading.sentences.all[sentence].range
            let passage = reading.sentences.all[sentence].passage
            // 由上年的a∶b∶c调整为d∶e∶f: the last is this year's.
            let ratios = RatioText.find(reading.text(passage), range).filter { $0.parts.count >= 3 }
            for (at, ratio) in ratios.enumerated() {
                judge(reading, passage, sentence, ratio, isLast: at == ratios.count - 1, &ledger)
            }
        }
    }

    private static func judge(
        _ reading: Reading, _ passage: Int, _ sentence: Int, _ ratio: RatioText, isLast: Bool,
        _ ledger: inout Ledger
    ) {
        guard ratio.parts.allSatisfy({ $0.exponent < 0 }),
            let comparison = SumComparison(
                total: Quantity(unscaled: 100, exponent: 0), parts: ratio.parts, isExact: false)
        else { return }
        let text = reading.text(passage)
        // Years ago, 由a∶b∶c调整为d∶e∶f: each is a structure of its own.
        guard comparison.outcome == .off else {
            if isLast, let wrong = mismatch(reading, sentence, ratio) {
                ledger.report(
                    passage, ratio.range, computed: wrong, stated: text.string(ratio.range),
                    "结构比例与前面写明的数值不符：按数值应为\(wrong)", do: "核对结构比例和各项数值")
            } else {
                ledger.confirm(passage, ratio.range, "各项合计100")
            }
            return
        }
        let sum = FixedDecimal(unscaled: comparison.sum, scale: max(0, -comparison.exponent))
            .description
        ledger.report(
            passage, ratio.range, computed: sum, stated: text.string(ratio.range),
            "结构比例各项合计\(sum)，不是100", do: "核对各项比例")
    }

    /// The structure by the amounts of the paragraph's last three-part list, where two parts agree
    /// with the ratio and one does not.
    private static func mismatch(_ reading: Reading, _ sentence: Int, _ ratio: RatioText) -> String?
    {
        let passage = reading.sentences.all[sentence].passage
        for composition in reading.compositions.reversed()
        where composition.parts.count >= ratio.parts.count
            && composition.inSentence == ratio.parts.count
        {
            let total = reading.figures[composition.total]
            let parts = composition.parts.prefix(ratio.parts.count).map { reading.figures[$0] }
            guard total.passage == passage, total.sentence < sentence || total.passage == passage,
                parts.allSatisfy({ $0.label.contains("产业") })
            else { continue }
            var good = 0
            var words: [String] = []
            for (part, stated) in zip(parts, ratio.parts) {
                let value = RateSlip.ratio(part, total) * Fraction.hundred
                guard let value, let told = stated.fraction,
                    let step = Quantity.half(stated.exponent + 1)
                else { return nil }
                words.append(value.rounded(-stated.exponent).description)
                let gap = value > told ? value - told : told - value
                if let gap, gap < step { good += 1 }
            }
            return good == ratio.parts.count - 1 ? words.joined(separator: "∶") : nil
        }
        return nil
    }
}

/// Numbers with colons between: 10.2∶41.9∶47.9.
struct RatioText {
    let range: Range<Int>
    let parts: [Quantity]

    /// The ratios of a range of text.
    static func find(_ text: Scalars, _ range: Range<Int>) -> [RatioText] {
        var found: [RatioText] = []
        var place = range.lowerBound
        while place < range.upperBound {
            guard text[place].isDigit,
                let first = NumberText.read(text, at: place, to: range.upperBound)
            else {
                place += 1
                continue
            }
            var parts = [first]
            var end = first.range.upperBound
            while end + 1 < range.upperBound, ":：∶︰".unicodeScalars.contains(text[end]),
                text[end + 1].isDigit,
                let next = NumberText.read(text, at: end + 1, to: range.upperBound)
            {
                parts.append(next)
                end = next.range.upperBound
            }
            if parts.count > 1 {
                found.append(
                    RatioText(
                        range: place..<end,
                        parts: parts.map { Quantity(unscaled: $0.unscaled, exponent: -$0.scale) }))
            }
            place = max(end, place + 1)
        }
        return found
    }
}
