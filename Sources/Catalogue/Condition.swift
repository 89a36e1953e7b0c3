public import Values

/// One condition on a record; a declaration's conditions all hold. Figures and work lists share
/// the language: what is relative to a day is relative to the as-of day of a figure, and to today
/// in a work list.
public struct Condition: Sendable {
    public enum Day: String, CaseIterable, Sendable {
        case yearEnd = "year-end"
        case asOf = "as-of"
    }

    public enum Area: Sendable, Hashable {
        case city, province
        case code(String)
    }

    public indirect enum Test: Sendable {
        case isIn([String])
        case isNotIn([String])
        case under(String)
        case within(Area)
        case outside(Area)
        /// Has a value; of a rows field: has rows.
        case present
        case absent
        case inYear
        case inPreviousYear
        /// Before the first day of the year.
        case beforeYear
        case untilYear
        /// In the year or after it.
        case fromYear
        case until
        case atLeast(String)
        case atMost(String)
        /// The date is over: before the day.
        case overdue
        /// From the day to so many days after it, both counted.
        case withinDays(Length)
        /// Up to so many days after the day, what is over included.
        case untilDays(Length)
        /// More than so many days before the day.
        case olderThanDays(Length)
        /// Not more than so many days before the day, or after it.
        case sinceDays(Length)
        /// At least one row meets the conditions.
        case withRows([Condition])
        case withoutRows([Condition])
        /// At least one record of another register (or the same) has the same values.
        case withRecord(Related)
        case withoutRecord(Related)
        case validOn(from: String, to: String, Day)
        case overlapsYear(from: String, to: String)
        case stateIn([String])
        case stateOn([String], Day)
    }

    /// A number of days, months or years: written out, or that of a dated rule.
    public enum Length: Sendable, Hashable {
        case number(Int)
        case rule(String)

        /// The number in force on a day; nil before the rule's first.
        public func value(on day: CalendarDate, in catalogue: Catalogue) -> Int? {
            switch self {
            case .number(let number): number
            case .rule(let name): catalogue.rules[name]?.value(on: day).flatMap { Int($0.value) }
            }
        }
    }

    /// Records that go with a record: those whose fields equal the record's own.
    public struct Related: Sendable {
        public struct Pair: Sendable {
            /// A field of the other register, or `id`.
            public let theirs: String
            /// A field of the record, or `id`.
            public let ours: String
        }

        public let register: String
        public let same: [Pair]
        public let conditions: [Condition]
    }

    /// A field, or a path through one reference; empty for tests over several fields or the state.
    public let path: [String]
    public let test: Test
    public let place: Place

    /// The path of the day since which the record is in its state.
    public static let stateSince = "state_since"

    /// Whether the condition speaks of time, rather than of what is counted.
    public var isTemporal: Bool {
        switch test {
        case .inYear, .inPreviousYear, .beforeYear, .untilYear, .fromYear, .until, .validOn,
            .overlapsYear,
            .overdue, .withinDays, .untilDays, .olderThanDays, .sinceDays:
            true
        default: false
        }
    }

    /// Whether the condition speaks of the state; without one, withdrawn records are left out.
    public var isOfState: Bool {
        switch test {
        case .stateIn, .stateOn: true
        default: false
        }
    }
}
