import Applications
import Catalogue
import Journal
public import Registers
public import Review
public import Store
import Values

/// From the ranking to the projects: what the money reaches to, what the meeting decides, the
/// notice, and the award.
///
/// Each act is a file of its own and has a form that runs inside a write, so that a rehearsal can
/// run them all and take them back.
public struct Decisions: Sendable {
    /// The registers of the city.
    public let registry: Registry

    /// The decisions of a city.
    public init(_ registry: Registry) { self.registry = registry }

    /// Names of registers.
    public static let meetings = "award-meeting"
    public static let notices = "public-notice"
    public static let objections = "objection"
    public static let batches = "award-batch"

    var catalogue: Catalogue { registry.catalogue }
    var database: Database { registry.database }
    /// The review whose ranking is decided on.
    public var review: Review { Review(registry) }

    /// Whether the viewer prepares decisions: the bureau's own people.
    public func manages(_ viewer: Viewer) -> Bool {
        catalogue.register(Self.meetings).map {
            !viewer.isLimited && registry.may(viewer, .change, on: $0)
        } ?? false
    }

    func permitReading(_ viewer: Viewer) throws {
        try registry.permit(viewer, .read, on: try registry.register(Self.meetings))
        if viewer.isLimited { throw DecisionRefusal.notDecider }
    }

    func permitManaging(_ viewer: Viewer) throws {
        try registry.permit(viewer, .change, on: try registry.register(Self.meetings))
        if viewer.isLimited { throw DecisionRefusal.notDecider }
    }

    /// A record of one of these registers that the viewer may see.
    public func record(_ reader: Reader, _ register: String, _ id: Int64, by viewer: Viewer)
        throws -> Record
    {
        try permitReading(viewer)
        return try registry.record(reader, try registry.register(register), id, by: viewer)
    }

    func call(_ reader: Reader, of record: Record) throws -> (call: Record, terms: CallTerms) {
        let call = try registry.record(
            reader, Applications.calls, record["call"].integer ?? 0)
        return (call, try review.terms(of: call, on: database.clock.today))
    }

    /// What a state of a record is called.
    public func state(_ record: Record) -> String {
        catalogue.register(record.register).map {
            catalogue.lifecycle(of: $0).title(of: record.state)
        } ?? record.state
    }

    static func money(_ cell: Scalar) -> Money { Money(fen: cell.integer ?? 0) }

    /// The special fund that the money of a call comes from: the one it names, or its programme's.
    func fund(_ reader: Reader, _ call: Record, _ terms: CallTerms) throws -> Record? {
        if let id = call["fund"].integer {
            return try registry.record(reader, "special-fund", id)
        }
        guard let code = terms.fund else { return nil }
        let id = try reader.first(
            """
            SELECT id FROM special_fund WHERE code = \(code) AND state <> \(Lifecycle.withdrawn)
            """)?[0].integer
        return try id.map { try registry.record(reader, "special-fund", $0) }
    }

    /// What of a special fund's year is neither issued nor held by projects that were approved.
    func freeMoney(_ reader: Reader, fund: Int64, year: Int) throws -> Money {
        let free = try reader.integer(
            """
            SELECT coalesce(sum(b.debits - b.credits - b.pending_credits), 0)
            FROM ledger_balance b JOIN ledger_account a ON a.id = b.account
            WHERE a.code = \("fund/\(fund)/\(year)")
            """)
        let held = try reader.integer(
            """
            SELECT coalesce(sum(b.debits - b.credits), 0)
            FROM ledger_balance b JOIN ledger_account a ON a.id = b.account
            WHERE a.kind IN ('plan', 'commitment') AND a.earmark = \(fund) AND a.year = \(year)
            """)
        return Money(fen: free - held)
    }

    func act(_ viewer: Viewer, _ event: String, reason: String) -> Act {
        Act(actor: viewer.name, role: viewer.role.name, event: event, reason: reason)
    }
}
