/// A declared figure: a question to the records, and how its answer is printed.
public struct FigureDefinition: Sendable {
    public enum Comparison: String, CaseIterable, Sendable {
        /// The same figure a year earlier is computed.
        case previousYear = "previous-year"
        /// The source of the one record states growth or change.
        case stated
    }

    public enum Shown: String, CaseIterable, Sendable { case growth, change, both }

    public let name: String
    public let title: String
    /// F001…F070 where the figure is one of the published report.
    public let reference: String?
    /// Where the report speaks of it.
    public let section: String?
    public let definition: String?
    public let unit: String
    /// Digits after the point, in `unit`.
    public let decimals: Int
    /// Print 2.20 rather than 2.2.
    public let keepsZeros: Bool
    public let measure: Measure
    /// Years between the asked year and the data, ≤ 0.
    public let yearOffset: Int
    public let comparison: Comparison?
    public let shown: Shown
    public let growthDecimals: Int
    /// A boolean field: all matching records saying so is a nil return (无).
    public let nilField: String?
    public let growthStated: String?
    public let changeStated: String?
    public let asOfField: String?
    /// The field of the breakdown, usually `county`.
    public let breakdown: String?
    public let place: Place

    /// The register its records come from, or nil where it is made of other figures.
    public var register: String? {
        switch measure {
        case .query(let query): query.register
        case .share(_, let whole): whole.register
        case .difference, .ratio: nil
        }
    }
}

/// What a figure measures.
public enum Measure: Sendable {
    case query(Query)
    /// One figure minus another, or minus itself some years earlier.
    case difference(of: String, minus: String, year: Int)
    case ratio(of: String, to: String)
    /// The measure under narrower conditions, over the measure.
    case share(part: Query, whole: Query)
}

/// Records of one register under conditions, and what is taken of them.
public struct Query: Sendable {
    public enum Aggregate: Sendable, Hashable {
        case countRecords
        case countRows(field: String)
        case countDistinct([String])
        case sum([String])
        /// The mean of those that state it.
        case average([String])
        /// The largest of those that state it.
        case max([String])
        /// Of exactly one record.
        case value([String])
    }

    public let register: String
    public let aggregate: Aggregate
    public let conditions: [Condition]
    /// Conditions on the rows that `countRows` counts.
    public let rowConditions: [Condition]
}
