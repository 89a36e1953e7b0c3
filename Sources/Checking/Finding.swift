/// How bad a finding is.
public enum Severity: String, Sendable, CaseIterable, Comparable {
    case error
    case warning
    case note
    /// What is missing to test a claim; never a pass.
    case cannotBeTested = "cannot-be-tested"

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The worse first.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    /// The severity in the words of the reports.
    public var title: String {
        switch self {
        case .error: "错误"
        case .warning: "提醒"
        case .note: "提示"
        case .cannotBeTested: "无法核对"
        }
    }
}

/// Something that a rule has to say about a place of the report.
public struct Finding: Sendable {
    /// The rule's name: `growth`.
    public let rule: String
    public let severity: Severity
    public let place: Place
    /// The words it is about.
    public let quote: String
    /// What a computation gives, and what the report states instead.
    public let computed: String?
    public let stated: String?
    /// What is wrong, with the computation.
    public let message: String
    /// What to do.
    public let suggestion: String
    /// Where the words stand among the passages, for marking them.
    let passage: Int
    let range: Range<Int>
}

/// A claim that was recomputed and holds.
public struct Confirmation: Sendable {
    public let rule: String
    public let place: Place
    public let quote: String
    /// The computation: `960.47+89.77+… = 1200.53`.
    public let computation: String
    let passage: Int
    let range: Range<Int>
}

/// Where the rules write what they find.
struct Ledger {
    private let reading: Reading
    private let rule: String
    private let severity: Severity
    private(set) var findings: [Finding] = []
    private(set) var confirmations: [Confirmation] = []
    /// Of one rule at one kind of trouble; a hostile file must not fill the memory.
    static let most = 2_000

    init(_ reading: Reading, _ rule: Rule) {
        (self.reading, self.rule, severity) = (reading, rule.id, rule.severity)
    }

    mutating func report(
        _ passage: Int, _ range: Range<Int>, severity: Severity? = nil, computed: String? = nil,
        stated: String? = nil, _ message: String, do suggestion: String
    ) {
        guard findings.count < Self.most else { return }
        findings.append(
            Finding(
                rule: rule, severity: severity ?? self.severity,
                place: reading.passages[passage].place(range.lowerBound),
                quote: Quote.around(reading.text(passage), range), computed: computed,
                stated: stated, message: message, suggestion: suggestion, passage: passage,
                range: range))
    }

    mutating func report(
        _ figure: Figure, severity: Severity? = nil, computed: String? = nil, _ message: String,
        do suggestion: String
    ) {
        report(
            figure.passage, figure.range, severity: severity, computed: computed,
            stated: reading.text(figure.passage).string(figure.range), message, do: suggestion)
    }

    mutating func confirm(_ figure: Figure, _ computation: String) {
        confirm(figure.passage, figure.range, computation)
    }

    mutating func confirm(_ passage: Int, _ range: Range<Int>, _ computation: String) {
        guard confirmations.count < Self.most else { return }
        confirmations.append(
            Confirmation(
                rule: rule, place: reading.passages[passage].place(range.lowerBound),
                quote: Quote.around(reading.text(passage), range), computation: computation,
                passage: passage, range: range))
    }
}

/// The words around a place, enough to find it again.
enum Quote {
    static func around(_ text: Scalars, _ range: Range<Int>) -> String {
        var start = range.lowerBound
        while start > 0, range.lowerBound - start < 14, !text[start - 1].endsSentence,
            text[start - 1] != "；"
        {
            start -= 1
        }
        var end = range.upperBound
        while end < text.count, end - range.upperBound < 14, !text[end].endsClause { end += 1 }
        let most = 80
        if end - start > most { end = max(start + most, min(range.upperBound, start + 2 * most)) }
        return text.string(text.trimmed(start..<min(end, text.count)))
    }
}
