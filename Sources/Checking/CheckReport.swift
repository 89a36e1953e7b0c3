public import Documents

/// A report checked: what was read in it, what is wrong, and what was recomputed and holds.
public struct CheckedReport: Sendable {
    /// The name of the file.
    public let name: String
    public let format: DocumentText.Format
    public let encoding: String?
    public let pages: Int?
    public let reading: Reading
    /// In reading order.
    public let findings: [Finding]
    /// In reading order.
    public let confirmations: [Confirmation]

    /// How many findings there are of a severity.
    public func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }

    /// Whether any finding is an error.
    public var hasErrors: Bool { findings.contains { $0.severity == .error } }
}

/// Checks a report by every rule.
public enum CheckReport {
    /// - Parameters:
    ///   - document: the report.
    ///   - previous: the report of the year before, for growth rates.
    ///   - name: the file's name, for the output.
    public static func check(
        _ document: DocumentText, name: String, previous: PreviousReport? = nil
    ) -> CheckedReport {
        let reading = Reading(document, previous: previous)
        var findings: [Finding] = []
        var confirmations: [Confirmation] = []
        for rule in RuleBook.rules {
            var ledger = Ledger(reading, rule)
            rule.check(reading, &ledger)
            findings += ledger.findings
            confirmations += ledger.confirmations
        }
        findings.sort { ($0.passage, $0.range.lowerBound) < ($1.passage, $1.range.lowerBound) }
        confirmations.sort { ($0.passage, $0.range.lowerBound) < ($1.passage, $1.range.lowerBound) }
        return CheckedReport(
            name: name, format: document.format, encoding: document.encoding,
            pages: document.pages, reading: reading, findings: findings,
            confirmations: confirmations)
    }
}
