import Checking
public import ReportGenerator

/// How well the checker finds what was broken, and how seldom it accuses what was not. Tests take it
/// in small, `make bench` in full; the seeds are fixed.
public struct CheckingMeasure: Sendable {
    /// Reports that were checked.
    public private(set) var reports = 0
    /// Figures that they state.
    public private(set) var figures = 0
    /// Errors told of reports without one.
    public private(set) var falseErrors = 0
    /// Broken reports of which an error was told on a line of the broken computation.
    public private(set) var named = 0
    /// What was told in vain, or not told.
    public private(set) var notes: [String] = []

    private static let seed: UInt64 = 20_251_231

    /// Checks reports that are right.
    public static func unbroken(_ count: Int) -> CheckingMeasure {
        var measure = CheckingMeasure()
        for index in 0..<count {
            let style = ReportStyle.allCases[index % ReportStyle.allCases.count]
            let made = ReportGenerator.report(style, seed: seed + UInt64(index))
            let checked = CheckReport.check(made.document, name: style.rawValue)
            measure.reports += 1
            measure.figures += made.figures
            for finding in checked.findings where finding.severity == .error {
                measure.falseErrors += 1
                measure.notes.append(
                    "\(style) \(made.seed) \(finding.place.line) \(finding.rule) \(finding.message)"
                )
            }
        }
        return measure
    }

    /// Checks reports of which one place was broken in a way of the class, all styles in turn.
    public static func broken(_ kind: BreakClass, _ count: Int) -> CheckingMeasure {
        var measure = CheckingMeasure()
        var seed = seed + 1_000_000
        // A style without a place for the class is passed over; no class is missing in all.
        let last = seed + UInt64(count) * 40
        while measure.reports < count, seed < last {
            seed += 1
            let style = ReportStyle.allCases[Int(seed % UInt64(ReportStyle.allCases.count))]
            guard let made = ReportGenerator.broken(style, kind, seed: seed), let place = made.place
            else { continue }
            measure.reports += 1
            measure.figures += made.figures
            let checked = CheckReport.check(made.document, name: style.rawValue)
            let isNamed = checked.findings.contains {
                $0.severity == .error && place.lines.contains($0.place.line)
            }
            if isNamed {
                measure.named += 1
            } else {
                measure.notes.append(
                    "\(style) \(seed) \(place.line) \(place.before) → \(place.now)")
            }
        }
        return measure
    }
}
