import Checking

/// How a finding's severity is shown: a word and a shape of its own, so that colour is never alone.
enum SeverityMark: String, CaseIterable, Sendable {
    case error, warning, note, untested
    /// Recomputed, and it holds.
    case held

    init(_ severity: Severity) {
        switch severity {
        case .error: self = .error
        case .warning: self = .warning
        case .note: self = .note
        case .cannotBeTested: self = .untested
        }
    }

    var title: String {
        switch self {
        case .error: Severity.error.title
        case .warning: Severity.warning.title
        case .note: Severity.note.title
        case .untested: Severity.cannotBeTested.title
        case .held: "核对无误"
        }
    }

    var shape: String {
        switch self {
        case .error: "✕"
        case .warning: "▲"
        case .note: "●"
        case .untested: "？"
        case .held: "✓"
        }
    }

    var pill: HTML {
        """
        <span class="pill s-\(rawValue)"><span aria-hidden="true">\(shape)</span> \(title)</span>
        """
    }
}
