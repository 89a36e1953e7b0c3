/// Finds the compositions of a text.
struct CompositionReader {
    private let reading: Reading

    /// Lists longer than this are no lists of parts.
    private static let mostParts = 60

    init(_ reading: Reading) { self.reading = reading }

    func read() -> [Composition] {
        var found: [Composition] = []
        for sentence in reading.sentences.all.indices {
            guard !reading.ofSentence[sentence].isEmpty else { continue }
            let openers = Opener.find(reading, sentence)
            for at in openers.indices { found += compositions(sentence, openers, at) }
            if let last = trailing(sentence) { found.append(last) }
        }
        return found
    }

    /// What an opener lists: the amounts of its sentence first, then what may go on behind.
    private struct Listing {
        let candidates: [Int]
        /// How many of them stand in the opener's own sentence or paragraphs.
        let listed: Int
        /// Where the list ends within the sentence.
        let stop: Int
    }

    private func listing(_ index: Int, _ openers: [Opener], _ at: Int) -> Listing {
        let opener = openers[at]
        let sentence = reading.sentences.all[index]
        let text = reading.text(sentence.passage)
        let isNested = openers[..<at].contains { $0.depth == opener.depth && $0.kind == .listing }
        let end = scopeEnd(text, opener, isNested, sentence.range)
        // What a nested opener lists is its own.
        let inner = openers[(at + 1)...].filter {
            $0.depth == opener.depth && $0.range.lowerBound < end
        }
        .map { $0.range.lowerBound..<scopeEnd(text, $0, true, sentence.range) }
        let mine = reading.ofSentence[index].filter {
            let figure = reading.figures[$0]
            return figure.range.lowerBound >= opener.range.upperBound
                && figure.range.upperBound <= end
                && figure.depth == opener.depth && isPart(figure)
                && !inner.contains { $0.contains(figure.range.lowerBound) }
        }
        let stop = inner.map(\.lowerBound).min() ?? end
        guard end == sentence.range.upperBound, opener.depth == 0 else {
            return Listing(candidates: mine, listed: mine.count, stop: stop)
        }
        if text[opener.range.upperBound..<end].allSatisfy({ $0.isBlank || $0.endsClause }) {
            let below = itemsBelow(sentence.passage)
            return Listing(candidates: below, listed: below.count, stop: stop)
        }
        let more = mine.first.map { followingSentences(index, $0) } ?? []
        return Listing(candidates: mine + more, listed: mine.count, stop: stop)
    }

    /// The compositions that an opener begins: two where each item states a plan and an outcome.
    private func compositions(_ index: Int, _ openers: [Opener], _ at: Int) -> [Composition] {
        let listing = listing(index, openers, at)
        let listed = listing.candidates.prefix(listing.listed)
        let plans = listed.filter { reading.figures[$0].budgetRole == .budget }
        let outcomes = listed.filter { reading.figures[$0].budgetRole == .actual }
        guard plans.count > 1, plans.count == outcomes.count else {
            return [composition(index, openers, at, listing)].compactMap { $0 }
        }
        let halves = [plans, outcomes].map {
            composition(
                index, openers, at, Listing(candidates: $0, listed: $0.count, stop: listing.stop))
        }
        // 支出决算为 says less than its item: what makes the plans whole makes the outcomes whole.
        let ground = halves.compactMap { $0?.ground }.first
        return halves.compactMap { half in
            half.map { $0.ground == nil ? $0.with(ground: ground) : $0 }
        }
    }

    private func composition(
        _ index: Int, _ openers: [Opener], _ at: Int, _ listing: Listing
    ) -> Composition? {
        let opener = openers[at]
        guard let first = listing.candidates.first.map({ reading.figures[$0] }) else { return nil }
        let totals = TotalFinder(reading).totals(index, opener, first)
        guard let total = totals.first else { return nil }
        let whole = reading.figures[total]
        var parts: [Int] = []
        var inSentence = 0
        let sibling = sibling(openers[(at + 1)...], opener, index, total)
        for (position, candidate) in listing.candidates.enumerated() {
            let figure = reading.figures[candidate]
            // A greater amount that is divided in its turn begins a list of its own.
            if let sibling, candidate >= sibling { break }
            guard !totals.contains(candidate), figure.unit.dimension == whole.unit.dimension,
                figure.budgetRole.isPart(of: whole.budgetRole)
            else { continue }
            parts.append(candidate)
            if position < listing.listed { inSentence += 1 }
        }
        guard !parts.isEmpty else { return nil }
        let text = reading.text(reading.sentences.all[index].passage)
        let labels = parts.prefix(max(1, inSentence)).map { reading.figures[$0].label }
        var ground = CompositionWords.ground(labels)
        if CompositionWords.wording.contains(text, opener.range) { ground = .wording }
        if case .made = opener.kind { ground = .wording }
        var composition = Composition(
            totals: totals, parts: parts, inSentence: inSentence, ground: ground,
            mayOverlap: whole.unit.isCount && labels.contains(where: CompositionWords.overlaps))
        composition.isTight = isTight(text, composition, opener, listing.stop)
        if case .named = opener.kind { composition.isNamed = true }
        if opener.kind == .partition { composition.isNamed = true }
        return composition
    }

    /// 限额101亿元，其中：…；县市区限额299.2亿元，其中：…: the amount that a later opener divides, where it
    /// cannot be a part.
    private func sibling(
        _ later: ArraySlice<Opener>, _ opener: Opener, _ index: Int, _ total: Int
    ) -> Int? {
        let whole = reading.figures[total].quantity.fraction
        for next in later
        where next.depth == opener.depth && (next.kind == .listing || next.kind == .colon) {
            let last = reading.ofSentence[index].last {
                reading.figures[$0].range.upperBound <= next.range.lowerBound
                    && reading.figures[$0].isLevel
                    && reading.figures[$0].range.lowerBound >= opener.range.upperBound
            }
            guard let last, let value = reading.figures[last].quantity.fraction, let whole,
                value > whole,
                reading.figures[last].unit.dimension == reading.figures[total].unit.dimension,
                // 主要包括工资、津贴 lists no amounts.
                listsAmounts(next, index)
            else { continue }
            return last
        }
        return nil
    }

    private func listsAmounts(_ opener: Opener, _ index: Int) -> Bool {
        let sentence = reading.sentences.all[index]
        let end = scopeEnd(reading.text(sentence.passage), opener, true, sentence.range)
        return reading.ofSentence[index].contains {
            let figure = reading.figures[$0]
            return figure.isLevel && figure.range.lowerBound >= opener.range.upperBound
                && figure.range.upperBound <= end
        }
    }

    private func isTight(_ text: Scalars, _ composition: Composition, _ opener: Opener, _ end: Int)
        -> Bool
    {
        let total = reading.figures[composition.total]
        let parts = composition.parts.prefix(composition.inSentence).map { reading.figures[$0] }
        guard let first = parts.first, let last = parts.last else { return false }
        if total.passage == first.passage, opener.range.lowerBound >= total.range.upperBound {
            // A noun may stand between: 88个项目和政策开展绩效评价，其中….
            // …，比上年上升27.3%，其中…: how it grew as well.
            let gap = total.range.upperBound..<opener.range.lowerBound
            let between = reading.figures[
                (composition.total + 1)..<max(composition.total + 1, composition.parts[0])]
            guard gap.count <= 60,
                between.allSatisfy({ !$0.isLevel || $0.isOfYearBefore || $0.isBase })
            else { return false }
        }
        guard first.passage == last.passage else { return true }
        for (one, next) in zip(parts, parts.dropFirst()) {
            let gap = one.range.upperBound..<next.range.lowerBound
            guard gap.count <= 24, !text[gap].contains(where: \.isDigit) else { return false }
        }
        let tail = last.range.upperBound..<max(end, last.range.upperBound)
        return tail.count <= 3
            || text[last.range.upperBound] == "，" && last.unit.isCount
                && !text[tail].contains(where: \.isDigit)
            || text[last.range.upperBound] == "；"
            || text[last.range.upperBound] == "，" && reading.followsNoPart(last)
    }

    private func isPart(_ figure: Figure) -> Bool {
        figure.isLevel && !figure.isOfYearBefore && !figure.isBase && !figure.label.isEmpty
    }

    private func scopeEnd(
        _ text: Scalars, _ opener: Opener, _ isNested: Bool, _ sentence: Range<Int>
    ) -> Int {
        if case .made(let end) = opener.kind { return end }
        var place = opener.range.upperBound
        var level = opener.depth
        // 639公里、其中高铁370公里，公路…: the commas part the greater list.
        let before = opener.range.lowerBound - 1
        let isWithinList = before >= sentence.lowerBound && text[before] == "、"
        while place < sentence.upperBound {
            if text[place].opensBracket { level += 1 }
            if text[place].closesBracket {
                level -= 1
                if level < opener.depth { return place }
            }
            if isWithinList, level == opener.depth, text[place] == "，" || text[place] == "；" {
                return place
            }
            if isNested, level == opener.depth, text[place] == "；" || text[place] == ";" {
                return place
            }
            place += 1
        }
        return sentence.upperBound
    }

    /// Parts that go on in the sentences of the same paragraph.
    private func followingSentences(_ index: Int, _ first: Int) -> [Int] {
        var items: [Int] = []
        var next = index + 1
        let passage = reading.sentences.all[index].passage
        let kind = reading.figures[first].unit.dimension
        while next < reading.sentences.all.count, reading.sentences.all[next].passage == passage,
            items.count < Self.mostParts
        {
            let found = reading.ofSentence[next].first {
                isPart(reading.figures[$0]) && reading.figures[$0].depth == 0
            }
            guard let found, reading.figures[found].unit.dimension == kind else { break }
            items.append(found)
            next += 1
        }
        return items
    }

    /// Parts that stand in paragraphs of their own below the one that announces them.
    private func itemsBelow(_ passage: Int) -> [Int] {
        var items: [Int] = []
        var next = passage + 1
        var form: HeadingMark.Form?
        while next < reading.passages.count, !reading.passages[next].isCell,
            items.count < Self.mostParts
        {
            if let mark = reading.marks[next] {
                // A heading of another kind than the first item's ends the list.
                if items.isEmpty { form = mark.form }
                if form == nil || mark.form != form { break }
            } else if form != nil {
                break
            }
            let all = reading.sentences.ofPassage[next].flatMap { Array(reading.ofSentence[$0]) }
            guard let first = all.first(where: { isPart(reading.figures[$0]) }) else { break }
            if let kind = items.first.map({ reading.figures[$0].unit.dimension }),
                reading.figures[first].unit.dimension != kind
            {
                break
            }
            items.append(first)
            next += 1
        }
        return items
    }

    /// A 5家、B 6家，合计11家.
    private func trailing(_ index: Int) -> Composition? {
        let sentence = reading.sentences.all[index]
        let text = reading.text(sentence.passage)
        for total in reading.ofSentence[index] where reading.figures[total].isLevel {
            let figure = reading.figures[total]
            let lead = text.trimmed(figure.lead)
            guard let length = CompositionWords.trailing.suffix(of: text, lead),
                length == lead.count
            else { continue }
            let opener = Opener.find(reading, index).last {
                $0.range.upperBound <= figure.range.lowerBound
                    && ($0.kind == .listing || $0.kind == .colon)
            }
            let from = opener?.range.upperBound ?? sentence.range.lowerBound
            let parts = reading.ofSentence[index].filter {
                $0 < total && reading.figures[$0].range.lowerBound >= from
                    && isPart(reading.figures[$0])
                    && reading.figures[$0].unit.dimension == figure.unit.dimension
                    && reading.figures[$0].depth == figure.depth
            }
            if parts.count > 1 {
                return Composition(
                    totals: [total], parts: parts, inSentence: parts.count, ground: .wording,
                    isTrailing: true, mayOverlap: false)
            }
        }
        return nil
    }
}

extension Reading {
    /// Whether no further amount of the same kind comes in the figure's sentence.
    func followsNoPart(_ figure: Figure) -> Bool {
        !ofSentence[figure.sentence].contains {
            figures[$0].range.lowerBound > figure.range.lowerBound && figures[$0].isLevel
                && figures[$0].unit.dimension == figure.unit.dimension
        }
    }
}
