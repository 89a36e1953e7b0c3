import Catalogue
import Foundation
import Journal
import Registers
import Returns
import Store
import TestDatabase
import TestSupport
import Values

/// A bureau of a city with five counties on Monday, 10 March 2025, at nine: it surveys nurseries,
/// and asks for figures of its own.
struct Bureau {
    let returns: Returns
    let clock: SettableClock
    /// Of the laboratories' section, which answers for the returns here.
    let officer: ReturnParty

    var registry: Registry { returns.registry }
    var database: Database { registry.database }

    init(_ now: String = "2025-03-10T01:00:00Z") throws {
        let catalogue = try Self.catalogue.get()
        clock = SettableClock(now)
        returns = Returns(
            Registry(
                try testDatabase(
                    catalogue, clock: clock.clock,
                    personalKey: PersonalKey(bytes: Array(repeating: 7, count: 32)))))
        officer = ReturnParty(
            try Self.viewer("officer", "张三", catalogue), .section("laboratories-platforms"))
    }

    static func viewer(_ role: String, _ name: String, _ catalogue: Catalogue) throws -> Viewer {
        guard let role = catalogue.roles[role] else { throw CocoaError(.keyValueValidation) }
        return Viewer(name: name, role: role)
    }

    func party(_ role: String, _ name: String, _ standing: ReturnParty.Standing) throws
        -> ReturnParty
    {
        ReturnParty(try Self.viewer(role, name, registry.catalogue), standing)
    }

    /// The clerk of a county.
    func clerk(_ county: String) throws -> ReturnParty {
        try party("clerk", "办事员\(county.suffix(2))", .county(county))
    }

    static let counties = ["430602", "430621", "430626", "430681", "zone-nanhu"]

    /// Figures by county: projects and money of two kinds with their sum.
    var figures: ReturnPlan {
        var total = ReturnPlan.Column("科技投入", "money", unit: "万元")
        total.sumOf = ["财政", "企业"]
        total.isTotalled = true
        total.carry = .shown
        var people = ReturnPlan.Column("科技特派员", "integer", unit: "人", required: true)
        people.least = "0"
        people.most = "500"
        people.isTotalled = true
        people.carry = .shown
        var women = ReturnPlan.Column("其中女", "integer", unit: "人")
        women.atMost = "科技特派员"
        var pace = ReturnPlan.Column("进度", "choice")
        pace.choices = ["按期", "滞后"]
        var plan = ReturnPlan(
            name: "2025年一季度县域科技投入", kind: "statistics", section: "laboratories-platforms",
            due: .on(Self.day(25), time: "17:00"),
            columns: [
                ReturnPlan.Column("领域", "text", required: true), people, women,
                ReturnPlan.Column("财政", "money", unit: "万元"),
                ReturnPlan.Column("企业", "money", unit: "万元"), total, pace,
                ReturnPlan.Column("填表日期", "date"),
            ])
        plan.rowTitles = ["农业", "工业"]
        return plan
    }

    /// The survey of nurseries, which lands in their register.
    var survey: ReturnPlan {
        var plan = ReturnPlan(
            name: "2025年第一次孵化载体摸底", kind: "survey", section: "laboratories-platforms",
            due: .workingDays(5, time: "17:00"),
            columns: [
                ReturnPlan.Column(field: "name"), ReturnPlan.Column(field: "kind"),
                ReturnPlan.Column(field: "incubated", carry: .shown, isTotalled: true),
                ReturnPlan.Column(field: "graduated", carry: .prefilled),
                ReturnPlan.Column(field: "fund"), ReturnPlan.Column(field: "operator"),
            ], register: "nursery")
        plan.fixed = ["survey_batch": "2025年第一次"]
        plan.prefill = .register
        return plan
    }

    static func day(_ day: Int, _ month: Int = 3) -> CalendarDate {
        CalendarDate(year: 2_025, month: month, day: day) ?? CalendarDate(dayNumber: 0)
    }

    /// Makes a return and sends it to all five.
    func send(_ plan: ReturnPlan, to receivers: [ReturnReceiver]? = nil) async throws -> (
        collection: Int64, sheets: [Record]
    ) {
        let made = try await returns.makeReturn(plan, by: officer)
        let sheets = try await returns.sendReturn(
            made.id, to: receivers, version: made.version, by: officer)
        return (made.id, sheets)
    }

    /// Two rows of figures that keep every rule.
    static func rows(_ people: Int = 10, fiscal: String = "1.5", firm: String = "2") -> SheetAnswers
    {
        SheetAnswers([
            ["c1": "农业", "c2": "\(people)", "c3": "2", "c4": fiscal, "c5": firm, "c7": "按期"],
            ["c1": "工业", "c2": "3", "c4": "1"],
        ])
    }

    @discardableResult
    func fill(_ sheet: Int64, _ answers: SheetAnswers, sending: Bool = true, by party: ReturnParty)
        async throws -> FilledSheet
    {
        let version = try self.sheet(sheet).version
        return try await returns.fillSheet(
            sheet, SheetFilling(answers, isSending: sending), version: version, by: party)
    }

    func sheet(_ id: Int64) throws -> Record {
        try database.readNow { try registry.record($0, "collection-sheet", id) }
    }

    func accept(_ id: Int64) async throws {
        _ = try await returns.acceptSheet(id, version: try sheet(id).version, by: officer)
    }

    func view(_ id: Int64, by party: ReturnParty) throws -> SheetView {
        try database.readNow { try returns.sheet($0, id, by: party) }
    }

    func merged(_ collection: Int64) throws -> MergedReturn {
        try database.readNow { try returns.mergeSheets($0, of: collection, by: officer) }
    }

    func standing(_ collection: Int64) throws -> ReturnStanding {
        try database.readNow {
            try returns.standing($0, collection, at: clock.now, by: officer)
        }
    }

    func rows(_ sql: SQL) throws -> [[Scalar]] { try database.readNow { try $0.all(sql) } }

    func verified() throws -> Bool {
        try database.readNow { try registry.verify($0) }.findings.isEmpty
    }
}

/// The words of the refusal that an act meets; nothing where it is done.
func refused(_ body: () async throws -> Void) async -> String {
    do {
        try await body()
        return ""
    } catch {
        return "\(error)"
    }
}
