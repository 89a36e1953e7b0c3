public import Values

/// A number of this period beside that of the last.
public struct ReturnChange: Sendable, Hashable {
    /// In the column's smallest unit (fen, scaled decimals); nil where nothing is said.
    public let present: Int64?
    /// In the same unit; nil where nothing is known.
    public let last: Int64?
    /// This period's part that the last can be compared with: where both are known.
    let comparable: Int64?

    init(present: Int64?, last: Int64?, comparable: Int64? = nil) {
        self.present = present
        self.last = last
        self.comparable = comparable ?? (last == nil ? nil : present)
    }

    /// The difference from last period.
    public var difference: Int64? {
        guard let comparable, let last else { return nil }
        let (difference, isOver) = comparable.subtractingReportingOverflow(last)
        return isOver ? nil : difference
    }

    /// The change in percent of last period's value; nil where that is 0 or not known.
    public var percent: Fraction? {
        guard let comparable, let last else { return nil }
        return Self.percent(from: last, to: comparable)
    }

    /// The change in percent of the size of `last`, so that its sign tells up from down.
    static func percent(from last: Int64, to present: Int64) -> Fraction? {
        guard last != 0 else { return nil }
        return Fraction((Int128(present) - Int128(last)) * 100, Int128(last.magnitude))
    }
}
