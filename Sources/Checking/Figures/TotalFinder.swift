/// Finds what a list of parts may be the parts of.
struct TotalFinder {
    private let reading: Reading

    init(_ reading: Reading) { self.reading = reading }

    /// The totals that an opener may speak of, the likeliest first.
    func totals(_ index: Int, _ opener: Opener, _ part: Figure) -> [Int] {
        switch opener.kind {
        case .named(let name): return named(name, index, opener, part)
        case .partition: return before(index, opener, part) + told(index, part)
        case .made:
            let own = before(index, opener, part)
            if !own.isEmpty { return own }
            return named(nounBefore(index, opener), index, opener, part)
        case .listing, .colon: return before(index, opener, part)
        }
    }

    private func fits(_ figure: Int, _ depth: Int, _ part: Figure) -> Bool {
        let total = reading.figures[figure]
        return total.isLevel && !total.isOfYearBefore && !total.isBase
            && total.unit.dimension == part.unit.dimension && total.depth <= depth
    }

    /// In the opener's own sentence, or the sentence before where the opener begins its own.
    private func before(_ index: Int, _ opener: Opener, _ part: Figure) -> [Int] {
        let sentence = reading.sentences.all[index]
        let text = reading.text(sentence.passage)
        let own = reading.ofSentence[index].filter {
            reading.figures[$0].range.upperBound <= opener.range.lowerBound
        }
        let fitting = own.filter { fits($0, opener.depth, part) }
        if !fitting.isEmpty { return ordered(fitting, part) }
        guard own.allSatisfy({ !reading.figures[$0].isLevel }) else { return [] }
        let lead = text[sentence.range.lowerBound..<opener.range.lowerBound]
        guard lead.allSatisfy({ $0.isBlank || $0.endsClause }), index > 0 else { return [] }
        let previous = reading.sentences.all[index - 1]
        guard previous.passage == sentence.passage || previous.passage == sentence.passage - 1,
            !reading.passages[previous.passage].isCell
        else { return [] }
        let levels = reading.ofSentence[index - 1].filter { fits($0, 0, part) }
        return levels.isEmpty ? [] : ordered(levels, part)
    }

    /// The likeliest first, then the others, the nearest first.
    private func ordered(_ totals: [Int], _ part: Figure) -> [Int] {
        let first = preferred(totals, part)
        return [first] + totals.reversed().filter { $0 != first }.prefix(2)
    }

    /// The last total of the part's own kind, plan or outcome; else the last that is no plan.
    private func preferred(_ totals: [Int], _ part: Figure) -> Int {
        // 汽车保有量 for 个人汽车保有量.
        if let named = totals.last(where: {
            let label = reading.figures[$0].label
            return label.count >= 3 && part.label.count > label.count && part.label.hasSuffix(label)
        }) {
            return named
        }
        let role = part.budgetRole
        return totals.last { reading.figures[$0].budgetRole == role }
            ?? totals.last { reading.figures[$0].budgetRole != .budget }
            ?? totals[totals.count - 1]
    }

    /// Earlier in the paragraph, or in the one before: what a partition divides again.
    private func told(_ index: Int, _ part: Figure) -> [Int] {
        let passage = reading.sentences.all[index].passage
        var found: [Int] = []
        var sentence = index - 1
        while sentence >= 0, passage - reading.sentences.all[sentence].passage <= 2, found.count < 6
        {
            let levels = reading.ofSentence[sentence].filter { fits($0, 0, part) }
            if let first = levels.first {
                found.append(preferred(levels, part))
                if first != found.last { found.append(first) }
            }
            sentence -= 1
        }
        // Money spent is divided by what it was spent on, money planned seldom.
        let outcomes = found.filter { reading.figures[$0].budgetRole != .budget }
        return outcomes.isEmpty ? found : outcomes
    }

    private func nounBefore(_ index: Int, _ opener: Opener) -> Label {
        let text = reading.text(reading.sentences.all[index].passage)
        var start = opener.range.lowerBound
        while start > 0, !text[start - 1].endsClause { start -= 1 }
        return Label(text, LabelText.cleaned(text, start..<opener.range.lowerBound))
    }

    /// Amounts of that name before the opener, the nearest first.
    private func named(_ name: Label, _ index: Int, _ opener: Opener, _ part: Figure) -> [Int] {
        guard name.count >= 2, let last = reading.lastFigure(before: index, opener.range.lowerBound)
        else { return [] }
        var exact: [Int] = []
        var similar: [Int] = []
        for figure in (max(0, last - 300)...last).reversed() where fits(figure, 0, part) {
            let label = reading.figures[figure].label
            if label == name || label.hasSuffix(name) || label.hasPrefix(name) {
                exact.append(figure)
            } else if label.contains(name) || label.count > 2 && name.hasSuffix(label)
                || label.count > 3 && name.hasPrefix(label)
            {
                similar.append(figure)
            }
            if exact.count >= 3 { break }
        }
        if exact.isEmpty, similar.isEmpty, part.unit.isCount {
            let passage = reading.sentences.all[index].passage
            return told(index, part).filter { reading.figures[$0].passage == passage }
        }
        return exact.isEmpty ? Array(similar.prefix(2)) : exact
    }
}

extension Reading {
    /// The last figure that stands before a place of a sentence.
    func lastFigure(before sentence: Int, _ place: Int) -> Int? {
        let own = ofSentence[sentence]
        if let last = own.last(where: { figures[$0].range.lowerBound < place }) { return last }
        return own.lowerBound > 0 ? own.lowerBound - 1 : nil
    }
}
