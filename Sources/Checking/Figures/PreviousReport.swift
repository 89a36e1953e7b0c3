public import Documents

/// The figures of the report of the year before, to be found by what they measure.
public final class PreviousReport: Sendable {
    private let byLabel: [Label: [Int]]
    private let reading: Reading

    public init(_ document: DocumentText) {
        let reading = Reading(document)
        self.reading = reading
        var byLabel: [Label: [Int]] = [:]
        for (index, figure) in reading.figures.enumerated()
        where figure.isLevel && !figure.isOfYearBefore && !figure.label.isEmpty {
            byLabel[figure.label, default: []].append(index)
        }
        self.byLabel = byLabel
    }

    /// The one figure of that name and unit; nil where there is none or several differ.
    func find(_ figure: Figure) -> (figure: Figure, place: Place)? {
        let candidates = (byLabel[figure.label] ?? []).filter {
            reading.figures[$0].unit.dimension == figure.unit.dimension
        }
        guard let first = candidates.first else { return nil }
        let found = reading.figures[first]
        guard
            candidates.allSatisfy({
                reading.figures[$0].quantity.fraction == found.quantity.fraction
            })
        else { return nil }
        return (found, reading.passages[found.passage].place(found.range.lowerBound))
    }
}
