public import Applications
import Catalogue
import Journal
public import Registers
public import Store
public import Values

/// The review of a call's applications: who may score what, what the scores come to, and the moment
/// at which they are fixed.
///
/// How scores are found is behind `ReviewMethod`; whatever comes after reads the outcome alone.
public struct Review: Sendable {
    /// The registers of the city.
    public let registry: Registry
    /// How scores are found.
    public let method: any ReviewMethod

    /// The review of a city; by panels whose sheets an officer enters, unless told otherwise.
    public init(_ registry: Registry, method: (any ReviewMethod)? = nil) {
        self.registry = registry
        self.method = method ?? PanelReview(registry)
    }

    /// Names of registers.
    public static let panels = "review-panel"
    public static let sheets = "score-sheet"
    public static let visits = "site-visit"
    public static let matchings = "matching"

    var catalogue: Catalogue { registry.catalogue }
    var database: Database { registry.database }
    var applications: Applications { Applications(registry) }

    /// A call that the viewer may see, whatever state it is in.
    /// - Throws: `RecordRefusal.notFound`, `.roleMayNot`.
    public func call(_ reader: Reader, _ id: Int64, by viewer: Viewer) throws -> Record {
        let register = try registry.register(Applications.calls)
        try registry.permit(viewer, .read, on: register)
        try permitReading(viewer)
        return try registry.record(reader, register, id, by: viewer)
    }

    /// Scores are the bureau's business alone: a county or a unit does not see them.
    func permitReading(_ viewer: Viewer) throws {
        try registry.permit(viewer, .read, on: try registry.register(Self.panels))
        if viewer.isLimited { throw ReviewRefusal.notReviewer }
    }

    /// Whether the viewer runs reviews: the bureau's own people who may change panels.
    public func manages(_ viewer: Viewer) -> Bool {
        catalogue.register(Self.panels).map {
            !viewer.isLimited && registry.may(viewer, .change, on: $0)
        } ?? false
    }

    /// Refuses whoever does not run reviews.
    public func permitReview(_ viewer: Viewer) throws { try permitManaging(viewer) }

    func permitManaging(_ viewer: Viewer) throws {
        try registry.permit(viewer, .change, on: try registry.register(Self.panels))
        if viewer.isLimited { throw ReviewRefusal.notReviewer }
    }

    /// The terms of a call.
    /// - Throws: `ReviewRefusal.noTerms`.
    public func terms(of call: Record, on today: CalendarDate) throws -> CallTerms {
        guard let terms = try applications.terms(of: call, on: today) else {
            throw ReviewRefusal.noTerms(call["title"].text ?? "")
        }
        return terms
    }

    /// Whether what is done with a call is play: it is being rehearsed, or its applications are
    /// play data.
    public static func isRehearsal(_ call: Record, _ reader: Reader) throws -> Bool {
        if !call["rehearsal_of"].isNull || call.state == "rehearsal" { return true }
        return try reader.first(
            "SELECT id FROM application WHERE call = \(call.id) AND rehearsal = 1 LIMIT 1") != nil
    }

    /// What a rule says on a day, as a whole number.
    func rule(_ name: String, on day: CalendarDate) throws -> Int {
        guard let value = catalogue.rules[name]?.value(on: day).flatMap({ Int($0.value) }) else {
            throw ReviewRefusal.noRule(name)
        }
        return value
    }

    func act(_ viewer: Viewer, _ event: String, reason: String) -> Act {
        Act(actor: viewer.name, role: viewer.role.name, event: event, reason: reason)
    }

    /// What a code of `project-kinds` is called.
    public func kind(_ code: String?) -> String {
        code.map { catalogue.list("project-kinds")?.title(of: $0) ?? $0 } ?? ""
    }
}
