public import Values

/// What is asked of the figures: the year, the day up to which, and the part of the city.
public struct FigureQuestion: Sendable, Hashable {
    public let year: Int
    /// The last day that counts; printed with the figures.
    public let asOf: CalendarDate
    /// A code of list `counties`, or nil for the whole city.
    public let county: String?

    /// - Parameter asOf: the end of the year, or today while the year runs, where nil.
    public init(year: Int, asOf: CalendarDate? = nil, county: String? = nil, today: CalendarDate) {
        self.year = year
        let end = CalendarDate.yearEnd(year)
        self.asOf = asOf ?? (today < end ? today : end)
        self.county = county
    }

    private init(year: Int, asOf: CalendarDate, county: String?) {
        self.year = year
        self.asOf = asOf
        self.county = county
    }

    /// The same question some years earlier, up to the same day of that year.
    func shifted(_ years: Int) -> FigureQuestion {
        if years == 0 { return self }
        let day =
            CalendarDate(year: asOf.year + years, month: asOf.month, day: asOf.day)
            ?? CalendarDate(year: asOf.year + years, month: asOf.month, day: asOf.day - 1) ?? asOf
        return FigureQuestion(year: year + years, asOf: day, county: county)
    }

    /// The same question for one county.
    public func within(_ county: String?) -> FigureQuestion {
        FigureQuestion(year: year, asOf: asOf, county: county)
    }
}
