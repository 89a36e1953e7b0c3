import Catalogue
public import Registers
import Store

/// Calls and applications of a city: opened, checked before a word is written, filled in, signed
/// off, submitted by the server's clock, checked by the gate, recommended, looked at and cleared.
///
/// Each act is a file of its own: load, permission, rules, change, journal, in one write. Every act
/// has a form that runs inside a write, so that a rehearsal can run them all and take them back.
public struct Applications: Sendable {
    /// The registers of the city.
    public let registry: Registry
    /// What every application is checked against, in this order.
    public let gate: [any GateRule]

    /// The calls and applications of a city.
    /// - Parameter gate: those of `Gate.rules` and what later modules add (`CityGate.rules`).
    public init(_ registry: Registry, gate: [any GateRule] = Gate.rules) {
        self.registry = registry
        self.gate = gate
    }

    /// Names of registers.
    public static let calls = "call"
    public static let applications = "application"

    var catalogue: Catalogue { registry.catalogue }
    var database: Database { registry.database }
}
