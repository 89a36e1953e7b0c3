import Journal

/// The faces of a composed report for the world outside: Word and JSON.
public enum ReportRendering {
    /// The report as JSON: keys in a fixed order, numbers of figures as decimal strings, every
    /// passage with its spans, so that a reader can tell words from figures.
    /// - Parameter version: the frozen version it is, or nil for a draft.
    public static func json(_ report: ComposedReport, version: ReportVersion?) -> String {
        let frozen = version.map { version in
            ReportJSON.object([
                ("number", .integer(version.number)), ("digest", .text(version.digest)),
                ("frozenBy", .text(version.frozenBy)), ("frozenAt", .text(version.frozenAt)),
            ])
        }
        let whole = ReportJSON.object(
            report.content + [
                ("warnings", .list(report.warnings.map { .text($0) })),
                ("digest", .text(report.digest)), ("version", frozen),
            ])
        return whole.readable + "\n"
    }
}

extension ReportJSON {
    /// Keys in the order given, two blanks a level, empty values as null: what people read.
    fileprivate var readable: String {
        var out = ""
        append(to: &out, line: "\n")
        return out
    }

    private func append(to out: inout String, line: String) {
        let deeper = line + "  "
        switch self {
        case .list(let items) where !items.isEmpty:
            for (index, item) in items.enumerated() {
                out += (index == 0 ? "[" : ",") + deeper
                item.append(to: &out, line: deeper)
            }
            out += line + "]"
        case .object(let members) where !members.isEmpty:
            for (index, (key, value)) in members.enumerated() {
                out += (index == 0 ? "{" : ",") + deeper
                Canonical.append(key, to: &out)
                out += ": "
                if let value { value.append(to: &out, line: deeper) } else { out += "null" }
            }
            out += line + "}"
        default: out += canonical
        }
    }
}
