public import Values

/// A figure that the platform computes from its records.
public struct PlatformFigure: Sendable {
    public let name: String
    /// Its number in the published report: `F037`.
    public let reference: String?
    public let title: String
    /// In its unit, with the decimals that it is true to.
    public let value: FixedDecimal
    public let unit: String
    /// In percent against the year before.
    public let growth: FixedDecimal?
    /// The year that it is of; nil where it does not matter.
    public let year: Int?

    public init(
        name: String, reference: String?, title: String, value: FixedDecimal, unit: String,
        growth: FixedDecimal?, year: Int? = nil
    ) {
        (self.name, self.reference, self.title) = (name, reference, title)
        (self.value, self.unit, self.growth, self.year) = (value, unit, growth, year)
    }
}

/// A report's figures beside the platform's: what agrees, what does not, and what was left alone
/// because nobody could say which is which.
public struct PlatformComparison: Sendable {
    /// A figure of the report and the one of the platform that it was matched with.
    public struct Line: Sendable {
        public let figure: PlatformFigure
        public let place: Place
        /// The words around it in the report.
        public let quote: String
        /// `600.99亿元，同比23.36%`: as the report has it.
        public let stated: String
        /// The same as the platform has it.
        public let computed: String
    }

    public let same: [Line]
    /// Warnings, no errors: a difference may have its reason.
    public let different: [Line]
    /// Titles of the platform for which several figures of the report are as near.
    public let ambiguous: [PlatformFigure]
    /// How many figures the platform has for that year.
    public let total: Int

    public var matched: Int { same.count + different.count }
}

extension CheckedReport {
    /// Holds the report against the platform's figures: matched by what they measure and by unit,
    /// never by their value, and compared within the precision that both state.
    public func compared(with figures: [PlatformFigure]) -> PlatformComparison {
        let pairs = PlatformMatching(reading, figures).pairs()
        var same: [PlatformComparison.Line] = []
        var different: [PlatformComparison.Line] = []
        var ambiguous: [PlatformFigure] = []
        for (title, match) in pairs {
            switch match {
            case .ambiguous: ambiguous.append(figures[title])
            case .figure(let index):
                let (line, agrees) = line(index, figures[title])
                if agrees { same.append(line) } else { different.append(line) }
            }
        }
        return PlatformComparison(
            same: same, different: different, ambiguous: ambiguous, total: figures.count)
    }

    private func line(_ index: Int, _ other: PlatformFigure) -> (PlatformComparison.Line, Bool) {
        let figure = reading.figures[index]
        let text = reading.text(figure.passage)
        let growth = reading.yearlyChange(of: index).rate
        var stated = text.string(figure.range)
        var computed = other.value.trimmed + other.unit
        var agrees = figure.agrees(with: other)
        if let growth, let own = other.growth {
            stated += "，同比\(growth.description)%"
            computed += "，同比\(own.trimmed)%"
            let rates = (growth.quantity(0), own.quantity(0))
            agrees = agrees && (rates.0?.agrees(with: rates.1) ?? false)
        }
        let line = PlatformComparison.Line(
            figure: other, place: reading.passages[figure.passage].place(figure.range.lowerBound),
            quote: Quote.around(text, figure.range), stated: stated, computed: computed)
        return (line, agrees)
    }
}

extension FixedDecimal {
    /// The number as a quantity in a unit of that power of ten; nil beyond 64 bits.
    fileprivate func quantity(_ exponent: Int) -> Quantity? {
        Int64(exactly: unscaled).map { Quantity(unscaled: $0, exponent: exponent - scale) }
    }
}

extension Quantity {
    /// Whether the finer number rounds to the coarser one. Two of one precision must be equal, and
    /// nothing rounds to nothing but nothing.
    fileprivate func agrees(with other: Quantity?) -> Bool {
        guard let other else { return false }
        if isZero || other.isZero { return isZero && other.isZero }
        let (coarse, fine) = exponent >= other.exponent ? (self, other) : (other, self)
        guard let range = Interval(rounded: coarse), let value = fine.fraction else { return false }
        return range.contains(value)
    }
}

extension Figure {
    /// Whether the platform's value lies within what the stated number may stand for.
    fileprivate func agrees(with other: PlatformFigure) -> Bool {
        let exponent = PlatformUnit(other.unit)?.exponent ?? 0
        guard let value = other.value.quantity(exponent) else { return false }
        if quantity.agrees(with: value) { return true }
        guard approximation != .exact, let value = value.fraction else { return false }
        return looseRange?.contains(value) ?? false
    }

    /// `1500余` may be up to 1600, `近40` is below, `约300` to either side: by the last digit that
    /// is not 0.
    private var looseRange: Interval? {
        var place = quantity.exponent
        var rest = stated.unscaled
        while rest != 0, rest % 10 == 0 { (rest, place) = (rest / 10, place + 1) }
        guard let value = quantity.fraction, let half = Quantity.half(place) else { return nil }
        switch approximation {
        case .over: return Interval(value, value + half + half)
        case .atLeast: return Interval(value, value + value)
        case .below: return Interval(value - half - half, value)
        case .about, .exact: return Interval(value - half, value + half)
        }
    }
}
