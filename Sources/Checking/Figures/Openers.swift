/// Where a sentence begins to list the parts of something.
struct Opener: Sendable {
    enum Kind: Sendable, Equatable {
        /// 其中, 包括: the total stands before it.
        case listing
        /// A colon right behind an amount.
        case colon
        /// 第二产业中，: the total is named, and stands somewhere before.
        case named(Label)
        /// 按用途分，, 分科目看：: a partition of what was told last.
        case partition
        /// 由…构成: between the two words.
        case made(end: Int)
    }

    /// From where to where its words reach; the parts begin behind.
    let range: Range<Int>
    let depth: Int
    let kind: Kind

    private static let listing = Lexicon(
        "其中 包括 包含 分别是 主要用于以下方面 主要用于： 主要包括 具体如下 构成如下 情况如下 分为")
    private static let made = Lexicon("构成 组成")
    private static let partitionEnds = Lexicon("分 看 统计 划分 情况 分类")
    private static let partitionStarts = Lexicon("按 分 从")

    /// No sentence lists more.
    private static let most = 40

    /// The openers of a sentence, in their order.
    static func find(_ reading: Reading, _ sentence: Int) -> [Opener] {
        let range = reading.sentences.all[sentence].range
        let text = reading.text(reading.sentences.all[sentence].passage)
        let figures = reading.ofSentence[sentence].map { reading.figures[$0] }
        var found: [Opener] = []
        var place = range.lowerBound
        var depth = 0
        var clause = range.lowerBound
        while place < range.upperBound, found.count < most {
            let scalar = text[place]
            if scalar.opensBracket { depth += 1 }
            if scalar.closesBracket { depth = max(0, depth - 1) }
            if scalar.isDigit, let year = YearText.read(text, at: place, to: range.upperBound) {
                place = year.end
                continue
            }
            if let length = listing.length(in: text, at: place, to: range.upperBound) {
                add(Opener(range: place..<place + length, depth: depth, kind: .listing), &found)
                place += length
                continue
            }
            if scalar == "由", let end = madeEnd(text, place, range.upperBound) {
                found.append(Opener(range: place..<place + 1, depth: depth, kind: .made(end: end)))
            } else if scalar == "：" || scalar == ":" || scalar == "，" {
                let words = text.trimmed(clause..<place)
                if let kind = clauseKind(text, words) {
                    found.append(
                        Opener(range: words.lowerBound..<place + 1, depth: depth, kind: kind))
                } else if scalar != "，",
                    figures.contains(where: { $0.range.upperBound == place && $0.isLevel })
                {
                    found.append(Opener(range: place..<place + 1, depth: depth, kind: .colon))
                }
            }
            if scalar.endsClause { clause = place + 1 }
            place += 1
        }
        return found
    }

    /// 其中：其中： and 包括以下 are one opener.
    private static func add(_ opener: Opener, _ found: inout [Opener]) {
        if let last = found.last, last.depth == opener.depth, last.kind == .listing,
            opener.range.lowerBound - last.range.upperBound <= 1
        {
            found.removeLast()
            found.append(
                Opener(
                    range: last.range.lowerBound..<opener.range.upperBound, depth: opener.depth,
                    kind: .listing))
        } else {
            found.append(opener)
        }
    }

    private static func madeEnd(_ text: Scalars, _ place: Int, _ limit: Int) -> Int? {
        let end = min(limit, place + 200)
        guard let word = made.first(in: text, place..<end),
            text[place..<word.lowerBound].contains(where: \.isDigit),
            !text[place..<word.lowerBound].contains("；")
        else { return nil }
        return word.lowerBound
    }

    /// 第二产业中， and 按用途分，: a short clause without a number.
    private static func clauseKind(_ text: Scalars, _ words: Range<Int>) -> Kind? {
        guard (2...20).contains(words.count), !text[words].contains(where: \.isDigit) else {
            return nil
        }
        if text[words.upperBound - 1] == "中" || text[words.upperBound - 1] == "里" {
            let name = LabelText.cleaned(text, words.lowerBound..<words.upperBound - 1)
            return name.count >= 2 ? .named(Label(text, name)) : nil
        }
        if partitionEnds.suffix(of: text, words) != nil,
            partitionStarts.length(in: text, at: words.lowerBound, to: words.upperBound) != nil
        {
            return .partition
        }
        // 税收收入分项完成情况：.
        let itemized = Lexicon("分项完成情况 分项情况 具体情况 构成情况 分科目完成情况")
        if let length = itemized.suffix(of: text, words) {
            let name = LabelText.cleaned(text, words.lowerBound..<words.upperBound - length)
            return name.isEmpty ? .partition : .named(Label(text, name))
        }
        return nil
    }
}
