public import Applications
import Catalogue
import Journal
public import Registers
public import Store
public import Values

/// Projects of a city from the award on: contract, reports, changes, acceptance, the file.
///
/// Each act is a file of its own: load, permission, rules, change, journal, in one write. Every act
/// has a form that runs inside a write, so that a rehearsal can run them all and take them back.
public struct Awards: Sendable {
    /// The registers of the city.
    public let registry: Registry

    /// The projects of a city.
    public init(_ registry: Registry) { self.registry = registry }

    /// Names of registers.
    public static let projects = "project"
    public static let contracts = "project-contract"
    public static let reports = "project-report"
    public static let changes = "project-change"
    public static let acceptances = "acceptance"
    public static let scienceReports = "science-report"
    public static let results = "project-result"
    public static let expenditureChecks = "expenditure-check"
    static let fundings = "project-funding"

    var catalogue: Catalogue { registry.catalogue }
    var database: Database { registry.database }
    var applications: Applications { Applications(registry) }

    /// A project that the viewer may see: one's own, one's county's, or one that one's unit
    /// recommended.
    /// - Throws: `RecordRefusal.notFound`, `.roleMayNot`.
    public func project(_ reader: Reader, _ id: Int64, by viewer: Viewer) throws -> Record {
        let register = try registry.register(Self.projects)
        try registry.permit(viewer, .read, on: register)
        let project = try registry.record(reader, Self.projects, id)
        guard sees(viewer, project, register) else {
            throw RecordRefusal.notFound(register: register.title, id: id)
        }
        return project
    }

    func sees(_ viewer: Viewer, _ project: Record, _ register: Register) -> Bool {
        if RecordScope(viewer, register).admits(project) { return true }
        guard let organisation = viewer.organisation, viewer.role.reach == .organisation else {
            return false
        }
        return project["recommender"].integer == organisation
    }

    /// The terms of the call that a project comes from. A project from before there were calls here
    /// has those of its programme on the day of its award; nil where that is not declared.
    public func terms(_ reader: Reader, of project: Record, on day: CalendarDate) throws
        -> CallTerms?
    {
        guard let id = project["call"].integer else {
            return catalogue.programme(project["programme"].text ?? "").map {
                CallTerms($0, catalogue, on: project.day("approved_on") ?? day)
            }
        }
        return try applications.terms(
            of: try registry.record(reader, Applications.calls, id), on: day)
    }

    /// The record of a project's money: the one it names, or that of its number.
    public func funding(_ reader: Reader, of project: Record) throws -> Record? {
        if let id = project["funding"].integer {
            return try registry.record(reader, Self.fundings, id)
        }
        guard let number = project["project_no"].text else { return nil }
        let id = try reader.first(
            """
            SELECT id FROM project_funding WHERE project_no = \(number)
            AND state <> \(Lifecycle.withdrawn)
            """)?[0].integer
        return try id.map { try registry.record(reader, Self.fundings, $0) }
    }

    /// The contract in force: the last that all have signed.
    public func contract(_ reader: Reader, of project: Record) throws -> Record? {
        try project["contract"].integer.map { try registry.record(reader, Self.contracts, $0) }
    }

    /// All records of a register that name a project, in the order in which they were made.
    public func records(_ reader: Reader, _ register: String, of project: Int64) throws -> [Record]
    {
        let table = try registry.register(register).table
        let ids = try reader.all(
            """
            SELECT id FROM \(table: table) WHERE project = \(project)
            AND state <> \(Lifecycle.withdrawn) ORDER BY id
            """
        ).compactMap { $0[0].integer }
        return try ids.map { try registry.record(reader, register, $0) }
    }

    /// A dated rule as a whole number, with its source.
    func rule(_ name: String, on day: CalendarDate) -> (number: Int, source: String)? {
        guard let value = catalogue.rules[name]?.value(on: day), let number = Int(value.value)
        else { return nil }
        return (number, value.source)
    }

    func act(_ viewer: Viewer, _ event: String, reason: String? = nil) -> Act {
        Act(actor: viewer.name, role: viewer.role.name, event: event, reason: reason)
    }
}

extension Record {
    func day(_ field: String) -> CalendarDate? {
        self[field].text.flatMap { CalendarDate(iso: $0) }
    }

    func money(_ field: String) -> Money { Money(fen: self[field].integer ?? 0) }

    func flag(_ field: String) -> Bool { self[field].integer == 1 }
}

extension CalendarDate {
    /// The same day of a later month, or that month's last.
    func adding(months: Int) -> CalendarDate {
        let month = year * 12 + self.month - 1 + months
        for last in [day, 30, 29, 28] where last <= day {
            if month >= 0,
                let date = CalendarDate(year: month / 12, month: month % 12 + 1, day: last)
            {
                return date
            }
        }
        return self
    }

    /// The day half-way to another.
    func midway(to other: CalendarDate) -> CalendarDate {
        CalendarDate(dayNumber: (dayNumber + other.dayNumber) / 2)
    }
}
