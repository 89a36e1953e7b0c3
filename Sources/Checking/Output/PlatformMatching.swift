import Values

/// What a unit of the platform measures, and its power of ten: 4 for 万元.
struct PlatformUnit: Hashable {
    /// 单 of 首单 and 届 of 第十四届 are counted like others.
    let measure: MeasureUnit.Dimension
    let exponent: Int

    init?(_ name: String) {
        if name == MeasureUnit.rank.name {
            self.init(.rank)
        } else if let unit = UnitText.named(Scalars(name)) {
            self.init(unit)
        } else {
            // 届 is no unit that a report counts in, and yet one of its figures.
            self.init(MeasureUnit(name: name, dimension: .count(name), exponent: 0))
        }
    }

    init(_ unit: MeasureUnit) {
        exponent = unit.exponent
        if case .ordinal(let word) = unit.dimension {
            measure = .count(word)
        } else {
            measure = unit.dimension
        }
    }
}

/// Finds for each of the platform's figures the one of the report that measures the same.
///
/// Titles and reports say it differently (行政运行支出, 其中：行政运行), so that likeness is scored
/// by common characters. Values play no part: a figure with another value is what is looked for.
struct PlatformMatching {
    enum Match {
        case figure(Int)
        /// Several are as near.
        case ambiguous
    }

    /// From here on a title is taken to be the same thing.
    private static let enough = 0.5
    /// Less is enough for one that no other comes near: a third of it.
    private static let alone = 0.3
    /// Of a hostile file no more are looked at.
    private static let most = 20_000

    private let reading: Reading
    private let titles: [PlatformFigure]

    init(_ reading: Reading, _ titles: [PlatformFigure]) {
        (self.reading, self.titles) = (reading, titles)
    }

    /// For each title that is found its match, in the order of the titles.
    func pairs() -> [(title: Int, match: Match)] {
        let names = titles.map { TitleWords(Scalars($0.title)) }
        let units = titles.map { PlatformUnit($0.unit)?.measure }
        var ofTitle = [Best](repeating: Best(), count: titles.count)
        var ofFigure: [Int: Best] = [:]
        for index in reading.figures.indices.prefix(Self.most) where isComparable(index) {
            let figure = reading.figures[index]
            let measure = PlatformUnit(figure.unit).measure
            let label = TitleWords(label(figure))
            let around = TitleWords(around(figure))
            for title in titles.indices where units[title] == measure {
                guard isOfYear(figure, titles[title]),
                    isChange(figure) == names[title].tellsChange
                else { continue }
                let score = names[title].likeness(label, around)
                ofTitle[title].take(score, index)
                ofFigure[index, default: Best()].take(score, title)
            }
        }
        return titles.indices.compactMap { title in
            let best = ofTitle[title]
            guard let index = best.place, let back = ofFigure[index], back.place == title,
                best.score >= Self.enough
                    || best.score >= Self.alone
                        && max(best.second, back.second) * 3 <= best.score
            else { return nil }
            if back.isTied { return (title, .ambiguous) }
            guard best.isTied else { return (title, .figure(index)) }
            // Said twice in the same words and with the same value, it is one figure.
            let quantities = Set(best.tied.map { reading.figures[$0].quantity.fraction })
            return (title, quantities.count == 1 ? .figure(index) : .ambiguous)
        }
    }

    /// Levels, shares, ranks and the like; a rate of growth belongs to its figure.
    private func isComparable(_ index: Int) -> Bool {
        let figure = reading.figures[index]
        guard !figure.isOfYearBefore, !figure.isRangeStart, !figure.isRangeEnd else { return false }
        return figure.change == nil || figure.unit.isAdditive
    }

    /// Whether it says by how much another figure changed: 同比增加6.3亿元, and not 新增7家.
    private func isChange(_ figure: Figure) -> Bool {
        figure.change != nil && figure.subject != nil
    }

    private func isOfYear(_ figure: Figure, _ title: PlatformFigure) -> Bool {
        guard let year = figure.year, let other = title.year else { return true }
        return year == other
    }

    /// What a figure measures; of a change what changed; the words before where nothing is told.
    private func label(_ figure: Figure) -> Scalars {
        if isChange(figure), let subject = figure.subject {
            return (reading.figures[subject].label + figure.label).scalars
        }
        guard figure.label.isEmpty else { return figure.label.scalars.withoutQuotations }
        let text = reading.text(figure.passage)
        var start = figure.range.lowerBound
        while start > 0, figure.range.lowerBound - start < 16, !text[start - 1].endsClause {
            start -= 1
        }
        return Scalars(text[start..<figure.range.lowerBound])
    }

    /// The words around a number: before it as far as the thought reaches, and behind it up to the
    /// next mark or number.
    private func around(_ figure: Figure) -> Scalars {
        let text = reading.text(figure.passage)
        let sentence = reading.sentences.all[figure.sentence].range
        var start = figure.range.lowerBound
        while start > sentence.lowerBound, figure.range.lowerBound - start < 120,
            text[start - 1] != "；"
        {
            start -= 1
        }
        var end = figure.range.upperBound
        while end < sentence.upperBound, end - figure.range.upperBound < 16,
            !text[end].isDigit, !text[end].endsClause, text[end] != "、"
        {
            end += 1
        }
        let before = Scalars(text[start..<figure.range.lowerBound]).withoutQuotations.suffix(40)
        return Scalars(before) + text[figure.range.upperBound..<max(end, figure.range.upperBound)]
    }
}

extension [Unicode.Scalar] {
    /// Without the names of projects and papers: “岳阳楼元宇宙AR灯光秀研究与开发” measures nothing, “三尖”
    /// may.
    fileprivate var withoutQuotations: Scalars {
        var out: Scalars = []
        var open: Int?
        for scalar in self {
            if scalar == "“" || scalar == "《" { open = out.count }
            out.append(scalar)
            if scalar == "”" || scalar == "》", let start = open {
                if out.count - start > 10 { out.removeSubrange(start...) }
                open = nil
            }
        }
        return out
    }
}

/// The best so far, the best of the others, and whether they are the same.
private struct Best {
    private(set) var score = 0.0
    private(set) var second = 0.0
    private(set) var tied: [Int] = []

    var place: Int? { tied.first }
    var isTied: Bool { tied.count > 1 }

    mutating func take(_ score: Double, _ place: Int) {
        if score > self.score {
            second = self.score
            self.score = score
            tied = [place]
        } else if score == self.score, score > 0 {
            second = score
            if tied.count < 8 { tied.append(place) }
        } else {
            second = max(second, score)
        }
    }
}

/// Titles as what they have in common with others is counted: their characters and pairs of
/// them, without marks.
private struct TitleWords {
    let count: Int
    private let characters: [Unicode.Scalar: Int]
    private let pairs: Set<UInt64>
    let tellsChange: Bool

    init(_ text: Scalars) {
        let all = text.filter { $0.isHan || $0.isDigit || $0.isLatin }
        count = all.count
        characters = all.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        pairs = Set(
            zip(all, all.dropFirst()).map { UInt64($0.0.value) << 32 | UInt64($0.1.value) })
        tellsChange = text.has(Scalars("同比"), near: text.indices)
    }

    /// From 0 to 1: how much of the title the label has and the label of it, and how much of it
    /// stands in the words around.
    func likeness(_ label: TitleWords, _ around: TitleWords) -> Double {
        var common = 0
        for (character, times) in label.characters {
            common += min(times, characters[character] ?? 0)
        }
        let named = label.count > 0 ? 2 * Double(common) / Double(label.count + count) : 0
        let told = pairs.count { around.pairs.contains($0) }
        return named / 2 + Double(told) / Double(max(1, pairs.count)) / 2
    }
}
