import Catalogue
import Journal
public import Registers
public import Values

/// What a call offers of one kind: the limits of the programme, tightened by the call.
public struct CallKind: Sendable, Hashable {
    public let name: String
    public let title: String
    public let floor: Money?
    public let ceiling: Money?
    public let months: Int?
    public let places: Int?
    /// The kind as the programme says it, each rule with its source.
    public let terms: CallTerms.Kind
}

/// A call with its terms, read once: what its applications are held against.
public struct CallOffer: Sendable {
    public let call: Record
    public let terms: CallTerms
    public let kinds: [CallKind]
    /// Nil where the call has no times yet.
    public let time: CallTime?

    /// What a call offers.
    public init(_ call: Record, _ terms: CallTerms) {
        self.call = call
        self.terms = terms
        time = CallTime(call)
        let rows = call.rows["kinds"] ?? []
        kinds = rows.compactMap { row in
            guard let kind = row["kind"]?.text.flatMap(terms.kind) else { return nil }
            return CallKind(
                name: kind.name, title: kind.title,
                floor: row["floor"]?.integer.map { Money(fen: $0) } ?? kind.floor?.money,
                ceiling: row["ceiling"]?.integer.map { Money(fen: $0) } ?? kind.ceiling?.money,
                months: row["months"]?.integer.map { Int($0) } ?? kind.months?.number,
                places: row["places"]?.integer.map { Int($0) }, terms: kind)
        }
    }

    /// The kind of that name, if the call offers it.
    public func kind(_ name: String?) -> CallKind? { kinds.first { $0.name == name } }

    /// SHA-256 over everything that a rehearsal has tried: the terms and what the call itself
    /// adds. The guide and the number of the document are words, and may still be mended.
    public func digest() throws -> String {
        var lines = ["terms\t" + (try terms.text)]
        for name in ["programme", "opens_at", "closes_at", "recommend_by", "total", "fund", "year"]
        {
            lines.append("\(name)\t\(call[name].description)")
        }
        for name in ["kinds", "topics", "needs", "quotas"] {
            for row in call.rows[name] ?? [] {
                let cells = row.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
                lines.append("\(name)\t" + cells.joined(separator: "\t"))
            }
        }
        return Digest(of: lines.joined(separator: "\n")).hex
    }
}
