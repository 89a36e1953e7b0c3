public import Documents

/// A report as the rules see it: its passages, sentences, headings and figures.
public struct Reading: Sendable {
    let manuscript: Manuscript
    let sentences: Sentences
    /// For each passage the number it begins with.
    let marks: [HeadingMark?]
    /// The year that the report is of.
    public let year: Int?
    /// All figures in reading order, those of tables behind those of the text.
    public private(set) var figures: [Figure]
    /// For each sentence the indices of its figures.
    let ofSentence: [Range<Int>]
    private(set) var compositions: [Composition] = []
    /// For each part the indices of its compositions.
    private var compositionsOfPart: [Int: [Int]] = [:]
    let tables: [TableReading]
    let future: FuturePassages
    /// Whether it states more numbers than are read; what stands behind the last of them is not
    /// checked.
    public let isCut: Bool
    /// No report comes near; a file made to exhaust the memory goes beyond.
    static let mostNumbers = 200_000
    /// The report of the year before, where one was given.
    let previous: PreviousReport?

    var passages: [Passage] { manuscript.passages }

    func text(_ passage: Int) -> Scalars { manuscript.passages[passage].text }

    /// Reads a document.
    /// - Parameter previous: the report of the year before, to compare with.
    public init(_ document: DocumentText, previous: PreviousReport? = nil) {
        self.previous = previous
        let manuscript = Manuscript(document)
        self.manuscript = manuscript
        let sentences = Sentences(manuscript.passages)
        self.sentences = sentences
        marks = manuscript.passages.map(HeadingMark.read)
        year = YearText.ofReport(manuscript.passages)
        future = FuturePassages(manuscript.passages, marks, year: year)
        tables = manuscript.tables.indices.map { TableReading(manuscript, $0) }
        var figures: [Figure] = []
        var bare: [FigureScanner.Bare] = []
        let numeric = Set(tables.flatMap(\.numericPassages))
        var room = Self.mostNumbers
        for (index, passage) in manuscript.passages.enumerated() where !numeric.contains(index) {
            let scanner = FigureScanner(passage, index, sentences, most: room)
            figures += scanner.figures
            bare += scanner.bare
            room -= scanner.figures.count + scanner.bare.count
            if room <= 0 { break }
        }
        isCut = room <= 0
        figures = UnitRepair(manuscript.passages, sentences).repaired(figures, bare)
        let nils = NilFigures.read(
            manuscript.passages, marks, sentences, unit: NilFigures.unit(of: figures))
        if !nils.isEmpty {
            figures = (figures + nils).sorted {
                ($0.sentence, $0.range.lowerBound) < ($1.sentence, $1.range.lowerBound)
            }
        }
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(sentences.all.count)
        var at = 0
        for sentence in sentences.all.indices {
            let start = at
            while at < figures.count, figures[at].sentence == sentence { at += 1 }
            ranges.append(start..<at)
        }
        ofSentence = ranges
        self.figures = figures
        nameFigures()
        BaseLinks.link(&self.figures, manuscript.passages)
        var binder = ChangeBinder(self.figures, manuscript.passages, sentences, ranges)
        self.figures = binder.bound()
        compositions = CompositionReader(self).read()
        for (at, composition) in compositions.enumerated() {
            for part in composition.parts { compositionsOfPart[part, default: []].append(at) }
            for part in composition.parts.prefix(max(1, composition.inSentence))
            where self.figures[part].whole == nil {
                self.figures[part].whole = composition.total
            }
            if self.figures[composition.total].parts.isEmpty {
                self.figures[composition.total].parts = composition.parts
            }
        }
    }

    /// The compositions that a figure is a part of.
    func compositions(of part: Int) -> [Composition] {
        (compositionsOfPart[part] ?? []).map { compositions[$0] }
    }

    /// 分别为25,196万元、26,078万元: what stands in a row is named by the words before the first.
    private mutating func inheritLabel(_ index: Int, _ text: Scalars) {
        let figure = figures[index]
        guard index > 0, figures[index - 1].sentence == figure.sentence,
            figures[index - 1].unit.dimension == figure.unit.dimension
        else { return }
        let between = figures[index - 1].range.upperBound..<figure.range.lowerBound
        guard (1...3).contains(between.count),
            text[between].allSatisfy({ "、和与及，".unicodeScalars.contains($0) || $0.isBlank })
        else { return }
        figures[index].label = figures[index - 1].label
        figures[index].isDistributed = true
        figures[index - 1].isDistributed = true
    }

    /// What a paragraph says of a year holds on to its next sentences, unless they say 今年.
    private func yearAbove(_ figure: Figure, _ sentence: Sentence) -> Int? {
        let text = text(figure.passage)
        let own = sentence.range.lowerBound..<figure.range.lowerBound
        if RoleWords.current.contains(text, own) { return nil }
        let above = max(0, sentence.range.lowerBound - 200)..<sentence.range.lowerBound
        return YearText.last(in: text, above, sentence.range.upperBound, atMost: year ?? .max)
    }

    /// Gives each figure its label and the year that its words speak of.
    private mutating func nameFigures() {
        let sections = SectionYears(passages, marks)
        for index in figures.indices {
            let figure = figures[index]
            let sentence = sentences.all[figure.sentence]
            let text = text(figure.passage)
            if figure.label.isEmpty {
                figures[index].label = LabelText.read(figure, text, sentence.range)
            }
            inheritLabel(index, text)
            figures[index].budgetRole = BudgetRole(figures[index].label)
            let before =
                max(
                    sentence.range.lowerBound, figure.lead.lowerBound - 80)..<figure.range
                .lowerBound
            let stated =
                YearText.last(in: text, before, sentence.range.upperBound)
                ?? yearAbove(figure, sentence)
            figures[index].asOf = AsOfText.last(
                in: text,
                max(
                    sentence.range.lowerBound, figure.range.lowerBound - 120)..<figure.range
                    .lowerBound)
            figures[index].isYearStated = stated != nil
            figures[index].year =
                stated
                ?? (figure.isOfYearBefore
                    ? year.map { $0 - 1 } : sections.year(of: figure.passage) ?? year)
            // 2024年为35.94亿元: the year is all that its own words say.
            if figure.isLevel, !figure.lead.isEmpty, LabelText.cleaned(text, figure.lead).isEmpty,
                let said = YearText.last(in: text, figure.lead, figure.range.lowerBound),
                let report = [
                    sections.year(of: figure.passage) ?? year,
                    YearText.first(in: text, sentence.range),
                ].compactMap({ $0 }).max(),
                said < report
            {
                figures[index].isOfYearBefore = true
            }
        }
    }
}
