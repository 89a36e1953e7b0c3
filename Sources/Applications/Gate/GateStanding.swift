import Catalogue
public import Registers
public import Store
import Values

/// How far applications are with the gate.
public struct GateStanding: Sendable, Hashable {
    /// Blocking findings that nobody has decided on.
    public var open = 0
    /// Blocking findings that a person found to be so.
    public var upheld = 0
    /// Findings that only want attention.
    public var warnings = 0
    /// Blocking findings that a person set aside.
    public var waived = 0

    /// Whether nothing was found at all.
    public var isClean: Bool { open + upheld + warnings + waived == 0 }
    /// Whether nothing stands against passing.
    public var mayPass: Bool { open == 0 && upheld == 0 }
}

extension Applications {
    /// How applications stand with the gate; those without findings are clean.
    public func gateStandings(_ reader: Reader, _ ids: [Int64]) throws -> [Int64: GateStanding] {
        var standings: [Int64: GateStanding] = [:]
        try reader.each(
            "SELECT application, state, verdict FROM gate_finding WHERE application",
            in: Array(Set(ids)),
            " AND state NOT IN ('resolved', 'withdrawn')"
        ) { row in
            var standing = standings[row[0].integer ?? 0] ?? GateStanding()
            switch (row[1].text, row[2].text) {
            case (_, "warn"): standing.warnings += 1
            case ("open", _): standing.open += 1
            case ("upheld", _): standing.upheld += 1
            default: standing.waived += 1
            }
            standings[row[0].integer ?? 0] = standing
        }
        return standings
    }

    /// The findings of an application, what blocks first; those that are gone come last.
    public func findings(_ reader: Reader, of application: Int64) throws -> [Record] {
        let ids = try reader.all(
            """
            SELECT id FROM gate_finding WHERE application = \(application)
            AND state <> \(Lifecycle.withdrawn)
            """
        ).compactMap { $0[0].integer }
        let places = Dictionary(
            uniqueKeysWithValues: gate.enumerated().map { ($1.name, $0) }
                .reduce(into: [String: Int]()) { $0[$1.0] = $0[$1.0] ?? $1.1 }
                .map { ($0.key, $0.value) })
        func order(_ one: Record) -> (Int, Int, Int, Int64) {
            (
                one.state == "resolved" ? 1 : 0, one["verdict"].text == "block" ? 0 : 1,
                places[one["rule"].text ?? ""] ?? 99, one.id
            )
        }
        return try registry.records(reader, Self.findings, ids: ids).sorted {
            order($0) < order($1)
        }
    }
}
