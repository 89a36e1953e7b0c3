extension Rule {
    /// Claims that only a figure could bear out.
    static let claimWithoutFigure = Rule(
        "claim-without-figure", "有结论无数据", .warning,
        source: "绩效评价应当以数据为支撑（财预〔2020〕10号）",
        "说“三公”经费控制在预算内、支出下降而全文没有“三公”经费的数；说满意度高而没有满意度的数；同一句里说“大幅”“显著”增长而没有数（列为提示）。",
        examples: [
            .finds("三公经费", in: "通过加强公务用车管理，三公经费较好的控制在预算范围之内。"),
            .passes("“三公”经费支出15.50万元，控制在预算范围之内。"),
        ]
    ) { reading, ledger in
        for claim in claims {
            guard !claim.hasFigure(reading), let (passage, range) = claim.first(reading) else {
                continue
            }
            ledger.report(
                passage, range, stated: reading.text(passage).string(range),
                "有“\(claim.title)”的结论，全文没有\(claim.needs)", do: "补上\(claim.needs)")
        }
        vague(reading, &ledger)
    }

    private struct Claim {
        let title: String
        let subjects: Lexicon
        let verdicts: Lexicon
        let needs: String

        /// Whether a figure with that name, or beside that name, stands anywhere.
        func hasFigure(_ reading: Reading) -> Bool {
            reading.sentences.all.indices.contains { index in
                let figures = reading.figures[reading.ofSentence[index]]
                guard !figures.isEmpty else { return false }
                let sentence = reading.sentences.all[index]
                if subjects.contains(reading.text(sentence.passage), sentence.range) {
                    return figures.contains { $0.unit.isMoney || $0.isPercent }
                }
                return figures.contains {
                    subjects.contains($0.label.scalars, $0.label.scalars.indices)
                }
            }
        }

        func first(_ reading: Reading) -> (Int, Range<Int>)? {
            for sentence in reading.sentences.all {
                let text = reading.text(sentence.passage)
                guard let subject = subjects.last(in: text, sentence.range),
                    verdicts.contains(text, subject.upperBound..<sentence.range.upperBound)
                else { continue }
                return (sentence.passage, subject.lowerBound..<sentence.range.upperBound)
            }
            return nil
        }
    }

    private static let claims = [
        Claim(
            title: "三公经费得到控制",
            subjects: Lexicon("三公经费 三公”经费 三公费用 公务接待费 因公出国 公务用车购置 公务用车运行"),
            verdicts: Lexicon("控制在 控制 下降 压减 压缩 只减不增 减少 未超 不超"), needs: "“三公”经费的预算数和决算数"),
        Claim(
            title: "满意度高", subjects: Lexicon("满意度 满意率"),
            verdicts: Lexicon("较高 很高 高 提升 提高 达标 良好"), needs: "满意度的数"),
    ]

    private static let boasts = Lexicon(
        "大幅增长 大幅提升 大幅提高 显著提升 显著增长 显著提高 显著增加 明显增长 明显提高 明显增加 大幅下降 显著下降 快速增长 大幅增加 大幅减少")

    private static func vague(_ reading: Reading, _ ledger: inout Ledger) {
        for (index, sentence) in reading.sentences.all.enumerated()
        where reading.ofSentence[index].isEmpty {
            let text = reading.text(sentence.passage)
            guard let word = boasts.first(in: text, sentence.range) else { continue }
            ledger.report(
                sentence.passage, word, severity: .note, stated: text.string(word),
                "说“\(text.string(word))”，这一句没有数", do: "写明增减多少")
        }
    }
}
