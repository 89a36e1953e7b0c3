/// Ties changes and shares to the levels that they are of.
struct ChangeBinder {
    private var figures: [Figure]
    private let passages: [Passage]
    private let sentences: Sentences
    /// For each sentence the indices of its figures.
    private let ofSentence: [Range<Int>]

    init(_ figures: [Figure], _ passages: [Passage], _ sentences: Sentences, _ of: [Range<Int>]) {
        (self.figures, self.passages, self.sentences, ofSentence) =
            (figures, passages, sentences, of)
    }

    mutating func bound() -> [Figure] {
        for sentence in ofSentence.indices {
            inherit(sentence)
            for index in ofSentence[sentence] {
                switch figures[index].role {
                case .change: bindChange(index, sentence)
                case .share: bindShare(index, sentence)
                default: break
                }
            }
        }
        return figures
    }

    /// 增长3.5%、4.2%和5.1%: what stands in a row has the role of the first.
    private mutating func inherit(_ sentence: Int) {
        for index in ofSentence[sentence].dropFirst() {
            let previous = figures[index - 1]
            guard figures[index].passage == previous.passage,
                figures[index].unit.dimension == previous.unit.dimension,
                previous.change != nil || previous.role == .share
            else { continue }
            let text = passages[previous.passage].text
            let between = previous.range.upperBound..<figures[index].range.lowerBound
            let isRow = text[between].allSatisfy {
                "、和与及，以".unicodeScalars.contains($0) || $0.isBlank
            }
            guard isRow, between.count <= 3, !between.isEmpty else { continue }
            figures[index].role = previous.role
            // Of several in a row nobody is told which is whose.
            figures[index].isDistributed = true
            figures[index - 1].isDistributed = true
            if let subject = figures[index - 1].subject { unbind(index - 1, from: subject) }
        }
    }

    private mutating func unbind(_ index: Int, from subject: Int) {
        figures[index].subject = nil
        figures[subject].changes.removeAll { $0 == index }
    }

    private mutating func bindChange(_ index: Int, _ sentence: Int) {
        guard !figures[index].isDistributed else { return }
        let text = passages[figures[index].passage].text
        let noun = SubjectText.ofChange(text, figures[index].lead)
        // 减少2起、下降5.6%: what the amount before is of.
        if figures[index].unit.isRate, SubjectText.isGeneric(noun), index > 0,
            figures[index - 1].sentence == sentence, figures[index - 1].change != nil,
            figures[index - 1].unit.isAdditive,
            figures[index].range.lowerBound - figures[index - 1].range.upperBound <= 8
        {
            guard let subject = figures[index - 1].subject else { return }
            figures[index].subject = subject
            figures[subject].changes.append(index)
            return
        }
        guard let subject = subject(of: index, noun, sentence) else { return }
        let dimension = figures[index].unit.dimension
        let isRate = figures[index].unit.isRate
        guard isRate || dimension == figures[subject].unit.dimension else { return }
        figures[index].subject = subject
        figures[subject].changes.append(index)
    }

    private mutating func bindShare(_ index: Int, _ sentence: Int) {
        guard !figures[index].isDistributed else { return }
        let text = passages[figures[index].passage].text
        let share = SubjectText.ofShare(text, figures[index].lead)
        guard let subject = subject(of: index, share.noun, sentence, looksForward: false) else {
            return
        }
        figures[index].subject = subject
    }

    /// The level that a noun names; the nearest where there is no noun.
    private func subject(
        of index: Int, _ noun: Label, _ sentence: Int, looksForward: Bool = true
    ) -> Int? {
        let figure = figures[index]
        let mine = ofSentence[sentence]
        let before = mine.prefix { $0 < index }.reversed().filter {
            isBase(figures[$0]) && figures[$0].depth <= figure.depth
        }
        if SubjectText.isGeneric(noun) {
            if let nearest = before.first(where: { fits(figures[$0], figure) }) {
                return hasStray(between: nearest, index) ? nil : nearest
            }
            return ofSentenceBefore(index, sentence)
        }
        if let named = before.first(where: {
            // 17个重点产业增加值增长5.3%: the count belongs to the name.
            SubjectText.agree(figures[$0].label, noun) && fits(figures[$0], figure)
                && figures[$0].range.upperBound < figure.lead.lowerBound
        }) {
            return named
        }
        guard looksForward, let next = mine.first(where: { $0 > index }), isBase(figures[next])
        else { return nil }
        let text = passages[figure.passage].text
        // 成交额同比增长23.36%，达600.99亿元.
        let lead = RoleReader.withoutFillers(text, figures[next].lead)
        let isReached =
            lead.isEmpty || RoleWords.reached.isWord(text, lead)
            || Self.totals.contains(Label(text, lead))
        return isReached && fits(figures[next], figure) ? next : nil
    }

    /// Whether a number that is no figure stands between: it may be what changed.
    private func hasStray(between level: Int, _ change: Int) -> Bool {
        let text = passages[figures[change].passage].text
        guard figures[level].passage == figures[change].passage else { return false }
        var place = figures[level].range.upperBound
        for next in (level + 1)...change {
            let end = figures[next].range.lowerBound
            guard place <= end else { return false }
            for at in place..<end where text[at].isDigit {
                // Years are no amounts.
                let start = text[..<at].lastIndex { !$0.isDigit }.map { $0 + 1 } ?? 0
                if YearText.read(text, at: start, to: text.count) == nil { return true }
            }
            place = figures[next].range.upperBound
        }
        return false
    }

    /// 净增48家，总数达1040家.
    private static let totals: Set<Label> = ["总数", "总量", "总额", "累计", "存量", "总规模"]

    /// An amount of the same dimension takes an amount of change; a rate takes any.
    private func fits(_ level: Figure, _ change: Figure) -> Bool {
        change.unit.isRate || level.unit.dimension == change.unit.dimension
    }

    private func isBase(_ figure: Figure) -> Bool {
        figure.isLevel && !figure.isOfYearBefore && !figure.isBase || figure.role == .average
            || figure.role == .share || figure.role == .other && figure.isPercent
    }

    /// 总计5,678.90万元。与上年相比，增加…: the sentence before tells of one amount.
    private func ofSentenceBefore(_ index: Int, _ sentence: Int) -> Int? {
        guard sentence > 0, sentences.all[sentence - 1].passage == figures[index].passage,
            figures[index].depth == 0
        else { return nil }
        let levels = ofSentence[sentence - 1].filter { isBase(figures[$0]) && figures[$0].isLevel }
        let fitting = levels.filter { fits(figures[$0], figures[index]) }
        return fitting.count == 1 || fitting.count == levels.count ? fitting.first : nil
    }
}

extension MeasureUnit {
    /// A number that is no amount: %, 个百分点, 倍.
    var isRate: Bool {
        switch dimension {
        case .percent, .permille, .points, .times: true
        default: false
        }
    }
}
