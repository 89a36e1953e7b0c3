public import Values

/// How much a line of the run log matters.
public enum LogLevel: String, Sendable, CaseIterable { case info, warning, error }

/// How lines of the run log are written.
public enum LogFormat: String, Sendable, CaseIterable { case json, text }

/// One line of the run log: what happened, in names and numbers.
///
/// No value that a person typed or that a record holds ever goes into it: addresses by the pattern
/// of their route, records by their number.
public struct LogLine: Sendable {
    /// A value of a field.
    public enum Value: Sendable {
        case text(String)
        case integer(Int64)
        /// Milliseconds, kept to a thousandth.
        case milliseconds(Double)
    }

    let at: Instant
    let level: LogLevel
    /// What happened, a word or two with hyphens.
    let event: String
    let fields: [(String, Value)]

    public init(_ at: Instant, _ level: LogLevel, _ event: String, _ fields: [(String, Value)]) {
        self.at = at
        self.level = level
        self.event = event
        self.fields = fields
    }

    /// The line, with its newline.
    func render(_ format: LogFormat) -> String {
        switch format {
        case .json:
            var text = "{\"time\":\"\(at.iso)\",\"level\":\"\(level.rawValue)\",\"event\":"
            text += Self.quoted(event)
            for (name, value) in fields { text += ",\(Self.quoted(name)):\(Self.json(value))" }
            return text + "}\n"
        case .text:
            var text = "\(at.iso) \(level.rawValue) \(event)"
            for (name, value) in fields { text += " \(name)=\(Self.plain(value))" }
            return text + "\n"
        }
    }

    private static func json(_ value: Value) -> String {
        if case .text(let text) = value { return quoted(text) }
        return plain(value)
    }

    private static func plain(_ value: Value) -> String {
        switch value {
        case .integer(let value): String(value)
        case .milliseconds(let value): "\((value * 1_000).rounded() / 1_000)"
        case .text(let text):
            text.isEmpty || text.utf8.contains { $0 <= 32 || $0 == 34 || $0 == 61 || $0 == 127 }
                ? quoted(text) : text
        }
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            // One event is one line, whatever is in it.
            case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
                let hex = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
