extension Rule {
    /// A part cannot be more than what it is a part of.
    static let partAboveWhole = Rule(
        "part-above-whole", "部分大于整体", .error,
        source: "算术；同一口径的部分不大于整体",
        "“其中”“占”之后写明的部分，与同一单位的整体比较。",
        examples: [
            .finds("150人", in: "年末在职人员120人，其中专业技术人员150人。"),
            .passes("年末在职人员120人，其中专业技术人员100人。"),
        ]
    ) { reading, ledger in
        for composition in reading.compositions where composition.isNamed {
            judgeNamed(reading, composition, &ledger)
        }
        for composition in reading.compositions where !composition.isNamed {
            let total = reading.figures[composition.total]
            let greatest = composition.totals.compactMap { reading.figures[$0].interval?.high }
                .max()
            guard total.approximation == .exact,
                let whole = total.interval
            else { continue }
            // Right behind its total only the first is a part for certain, unless a plain list
            // follows.
            guard reading.standsBehind(composition), !composition.isTrailing else { continue }
            let certain = composition.isTight ? composition.inSentence : 1
            for (at, part) in composition.parts.prefix(certain).map({ reading.figures[$0] })
                .enumerated()
            where part.approximation == .exact || part.approximation == .over {
                guard let interval = part.interval, interval.low > whole.high,
                    // 其中 may speak of an amount further back.
                    greatest.map({ interval.low > $0 }) ?? true,
                    at == 0 || isFarAbove(part, total) && composition.ground != nil
                else { continue }
                ledger.report(
                    part, computed: NumberWords.stated(total),
                    "“\(part.label)”\(NumberWords.stated(part))，大于它所在的整体“\(total.label)”\(NumberWords.stated(total))",
                    do: "核对两个数；如不是同一口径，不要用“其中”")
            }
        }
    }

    /// Further down a list only a digit too many is a part for certain; else another thing begins.
    private static func isFarAbove(_ part: Figure, _ total: Figure) -> Bool {
        part.unit == total.unit && part.stated.exponent == total.stated.exponent
            && String(part.stated.unscaled).count > String(total.stated.unscaled).count
    }

    /// 在职人员中，女性457人: more than any amount that 在职人员 may be.
    private static func judgeNamed(
        _ reading: Reading, _ composition: Composition, _ ledger: inout Ledger
    ) {
        let totals = composition.totals.map { reading.figures[$0] }
        guard let most = totals.compactMap({ $0.interval?.high }).max(), let total = totals.first,
            total.unit.isCount
        else { return }
        for part in composition.parts.prefix(composition.inSentence).map({ reading.figures[$0] })
        where part.approximation == .exact {
            guard let least = part.interval?.low, least > most else { continue }
            ledger.report(
                part, computed: NumberWords.stated(total),
                "“\(part.label)”\(NumberWords.stated(part))，大于它所在的整体“\(total.label)”\(NumberWords.stated(total))",
                do: "核对两个数；如不是同一口径，写明口径")
        }
    }
}

extension Reading {
    /// Whether the first part follows its total with hardly more than an opener and its own name
    /// between.
    func standsBehind(_ composition: Composition) -> Bool {
        guard let first = composition.parts.first else { return false }
        let (total, part) = (figures[composition.total], figures[first])
        guard total.passage == part.passage else { return composition.isTight }
        // How the total grew may be told between: 729件，比上年增加106件，其中发明专利75件.
        let between = figures[(composition.total + 1)..<max(composition.total + 1, first)]
        return part.range.lowerBound - total.range.upperBound <= 80
            && between.allSatisfy { !$0.isLevel || $0.isOfYearBefore || $0.isBase }
    }
}
