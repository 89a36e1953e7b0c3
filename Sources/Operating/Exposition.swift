public import Store

/// Measurements in the text format that Prometheus reads (version 0.0.4).
public struct Exposition: Sendable {
    /// A counter only grows; a gauge goes both ways.
    public enum Kind: String, Sendable { case counter, gauge, histogram }

    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    public private(set) var text = ""

    public init() {}

    /// Begins a family of measurements.
    /// - Parameter help: one line of what it measures.
    public mutating func family(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    public mutating func sample(
        _ name: String, _ labels: [(String, String)] = [], _ value: Double
    ) {
        text += "\(name)\(Self.braces(labels)) \(Self.number(value))\n"
    }

    /// A family of one measurement; nothing where it is not known.
    public mutating func one(_ name: String, _ kind: Kind, _ help: String, _ value: Double?) {
        guard let value else { return }
        family(name, kind, help)
        sample(name, [], value)
    }

    /// The buckets, sum and count of one histogram of a family.
    public mutating func buckets(
        _ name: String, _ labels: [(String, String)] = [], _ histogram: Histogram
    ) {
        var below = 0
        let bounds = histogram.bounds.map(Self.number) + ["+Inf"]
        for (bound, count) in zip(bounds, histogram.counts) {
            below += count
            sample("\(name)_bucket", labels + [("le", bound)], Double(below))
        }
        sample("\(name)_sum", labels, histogram.sum)
        sample("\(name)_count", labels, Double(below))
    }

    private static func braces(_ labels: [(String, String)]) -> String {
        if labels.isEmpty { return "" }
        let pairs = labels.map { name, value in
            let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
                .replacing("\n", with: "\\n")
            return "\(name)=\"\(escaped)\""
        }
        return "{" + pairs.joined(separator: ",") + "}"
    }

    private static func number(_ value: Double) -> String {
        if let whole = Int64(exactly: value) { return String(whole) }
        return "\(value)"
    }
}
