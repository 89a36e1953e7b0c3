import Catalogue
import Journal
public import Registers
public import Store
import Values

/// Allocation papers (指标文): made, split among payees, issued, and followed to each unit's account.
///
/// Each act is a file of its own: load, permission, rules, change, journal, in one write.
public struct Allocations: Sendable {
    /// The registers of the city.
    public let registry: Registry

    /// The allocation papers of a city.
    public init(_ registry: Registry) { self.registry = registry }

    /// The register of the papers.
    public static let papers = "allocation-paper"
    /// The register of what each payee gets.
    public static let lines = "allocation"

    var catalogue: Catalogue { registry.catalogue }
    var database: Database { registry.database }
    var ledger: Ledger { Ledger(registry) }

    /// The days from issue to arrival, as in force on a day.
    static let arrivalRule = "allocation_arrival_days"

    /// A paper that the viewer may see.
    /// - Throws: `RecordRefusal.notFound`, `.roleMayNot`.
    public func paper(_ reader: Reader, _ id: Int64, by viewer: Viewer) throws -> Record {
        let register = try registry.register(Self.papers)
        try registry.permit(viewer, .read, on: register)
        return try registry.record(reader, register, id, by: viewer)
    }

    /// What the payees of a paper get, in the order of the table.
    public func lines(_ reader: Reader, of paper: Record) throws -> [Record] {
        let split = paper["split"].integer ?? 0
        return try records(
            reader,
            """
            SELECT id FROM allocation WHERE paper = \(paper.id) AND split = \(split)
            AND state <> \(Lifecycle.withdrawn)
            """)
    }

    /// Allocations that a question finds, by paper and place.
    func records(_ reader: Reader, _ question: SQL) throws -> [Record] {
        let ids = try reader.all(question).compactMap { $0[0].integer }
        return try registry.records(reader, Self.lines, ids: ids).sorted {
            ($0["paper"].integer ?? 0, $0["place"].integer ?? 0, $0.id)
                < ($1["paper"].integer ?? 0, $1["place"].integer ?? 0, $1.id)
        }
    }

    /// The name of the special fund of a paper.
    func earmark(_ reader: Reader, _ paper: Record) throws -> String {
        let fund = try registry.record(reader, "special-fund", paper["earmark"].integer ?? 0)
        return fund["name"].text ?? ""
    }

    /// What a county is called.
    public func county(_ code: String?) -> String {
        code.map { catalogue.list("counties")?.title(of: $0) ?? $0 } ?? "市本级"
    }

    /// What a state of an allocation or a paper is called.
    public func state(_ record: Record) -> String {
        catalogue.register(record.register).map {
            catalogue.lifecycle(of: $0).title(of: record.state)
        } ?? record.state
    }

    /// Whether the viewer makes and splits papers: the bureau's own people who may change them.
    public func manages(_ viewer: Viewer) -> Bool {
        catalogue.register(Self.papers).map {
            !viewer.isLimited && registry.may(viewer, .change, on: $0)
        } ?? false
    }

    /// Refuses whoever does not make and split papers.
    func permitManaging(_ viewer: Viewer) throws {
        try registry.permit(viewer, .change, on: try registry.register(Self.papers))
        if viewer.isLimited { throw AllocationRefusal.notManager }
    }

    /// Papers lie before approvers as they were asked for; until that is over nothing changes.
    func refuseWhileAsked(_ paper: Record, _ reader: Reader) throws {
        guard catalogue.register("approval") != nil else { return }
        let open = try reader.first(
            """
            SELECT asked_by FROM approval WHERE about_register = \(Self.papers)
            AND about_record = \(paper.id) AND state = 'waiting'
            """)
        if let by = open?[0].text { throw AllocationRefusal.beingApproved(by: by) }
    }

    /// The day by which money issued on a day is to have arrived.
    /// - Throws: `AllocationRefusal.noRule`.
    func due(issued: CalendarDate) throws -> CalendarDate {
        let rule = catalogue.rules[Self.arrivalRule]
        guard let days = rule?.value(on: issued).flatMap({ Int($0.value) }) else {
            throw AllocationRefusal.noRule(Self.arrivalRule)
        }
        return issued.adding(days: days)
    }

    func act(_ viewer: Viewer, _ event: String, reason: String) -> Act {
        Act(actor: viewer.name, role: viewer.role.name, event: event, reason: reason)
    }
}

extension Record {
    /// A day that a field holds.
    func day(_ field: String) -> CalendarDate? {
        self[field].text.flatMap { CalendarDate(iso: $0) }
    }

    func money(_ field: String) -> Money { Money(fen: self[field].integer ?? 0) }

    /// What is left of an allocation after what was given back.
    var net: Money { Money(fen: money("amount").fen - money("returned").fen) }
}
