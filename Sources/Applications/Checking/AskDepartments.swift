import Catalogue
import Journal
public import Registers
public import Returns
public import Store
public import Values
import Work

/// A department that looks at the units of a call: what it looks after, and the organisation that
/// answers for it.
public struct JointDepartment: Sendable, Hashable {
    /// A code of list `joint-departments`.
    public let department: String
    public let organisation: Int64

    public init(_ department: String, _ organisation: Int64) {
        self.department = department
        self.organisation = organisation
    }
}

/// A unit that is to be looked at: those of a call that passed the formal check.
public struct JointUnit: Sendable, Hashable {
    public let organisation: Int64
    /// Name and credit code: the row of the table that departments fill in.
    public let title: String
    public let applications: Int
}

extension Applications {
    /// The register of what departments say of units.
    public static let jointChecks = "joint-check"

    /// Headings of the table that departments fill in.
    static let jointHeadings = (unit: "申报单位", verdict: "有无问题", note: "说明")

    /// The units of a call whose applications wait for the joint check and that nobody has been
    /// asked about.
    public func unitsToAsk(_ reader: Reader, of call: Int64) throws -> [JointUnit] {
        try reader.all(
            """
            SELECT o.id, o.name, o.uscc, count(*) FROM application a
            JOIN organisation o ON o.id = a.organisation
            WHERE a.call = \(call) AND a.state = 'formal-passed'
            AND NOT EXISTS (SELECT 1 FROM joint_check j WHERE j.call = \(call)
            AND j.organisation = o.id AND j.state <> \(Lifecycle.withdrawn))
            GROUP BY o.id, o.name, o.uscc ORDER BY o.name, o.id
            """
        ).map { row in
            let code = row[2].text.map { " \($0)" } ?? " #\(row[0].integer ?? 0)"
            // The table tells rows apart by 、.
            let name = (row[1].text ?? "").replacing("、", with: "，")
            return JointUnit(
                organisation: row[0].integer ?? 0, title: String((name + code).prefix(240)),
                applications: Int(row[3].integer ?? 0))
        }
    }

    /// The returns by which departments were asked about the units of a call.
    public func jointCollections(_ reader: Reader, of call: Int64) throws -> [Int64] {
        try reader.all(
            """
            SELECT DISTINCT collection FROM joint_check
            WHERE call = \(call) AND collection IS NOT NULL
            """
        ).compactMap { $0[0].integer }.sorted()
    }

    /// Asks departments about the units of a call: makes a return with the units as its rows and
    /// sends it to them. Units that pass the formal check later are asked about by asking again.
    ///
    /// - Returns: the collection.
    /// - Throws: `CheckRefusal`, `ReturnRefusal`, `GateRefusal.notKeeper`.
    @discardableResult
    public func askDepartments(
        _ call: Int64, _ departments: [JointDepartment], by party: ReturnParty
    ) async throws -> Record {
        let applications = self
        let viewer = party.viewer
        let (record, units, due, turn) = try await database.read {
            reader -> (Record, [JointUnit], CalendarDate, Int) in
            try applications.permitKeeping(viewer, call, reader)
            let record = try applications.registry.record(reader, Self.calls, call)
            let turn = try reader.integer(
                "SELECT count(DISTINCT collection) FROM joint_check WHERE call = \(call)")
            let today = applications.database.clock.today
            return (
                record, try applications.unitsToAsk(reader, of: call),
                try applications.jointDue(record, from: today), Int(turn)
            )
        }
        if departments.isEmpty { throw CheckRefusal.noDepartments }
        if units.isEmpty { throw CheckRefusal.nothingToAsk }
        let heading = Self.jointHeadings
        var verdict = ReturnPlan.Column(heading.verdict, "choice", required: true)
        verdict.choices = ["无问题", "有问题"]
        verdict.help = "有问题的在说明里写清事实和依据"
        let section = try keeper(of: record)
        var plan = ReturnPlan(
            name: "\(record["title"].text ?? "")部门联审" + (turn > 0 ? "（第\(turn + 1)批）" : ""),
            kind: "other", section: section, due: .on(due, time: "17:00"),
            columns: [
                .init(heading.unit, "text", required: true), verdict,
                .init(heading.note, "text"),
            ])
        plan.rowTitles = units.map(\.title)
        let asked = units
        let returns = Returns(registry)
        let collection = try await returns.makeReturn(plan, by: party) { writer, collection in
            for department in departments {
                for unit in asked {
                    try applications.keepAsked(
                        record, department, unit, collection: collection.id, due: due, writer)
                }
            }
        }
        _ = try await returns.sendReturn(
            collection.id, to: departments.map { .organisation($0.organisation) },
            version: collection.version, by: party)
        return collection
    }

    /// Notes that a department is asked about a unit.
    public func keepAsked(
        _ call: Record, _ department: JointDepartment, _ unit: JointUnit, collection: Int64?,
        due: CalendarDate, _ writer: Writer
    ) throws {
        let draft = Draft([
            "call": .integer(call.id),
            "rehearsal": .integer(call.state == "rehearsal" ? 1 : 0),
            "organisation": .integer(unit.organisation),
            "department": .text(department.department),
            "receiver": .integer(department.organisation),
            "collection": collection.map(Scalar.integer) ?? .null,
            "row_title": .text(unit.title), "asked_on": .text(writer.now.businessDate.iso),
            "due_on": .text(due.iso),
        ])
        _ = try registry.create(draft, in: Self.jointChecks, writer)
    }

    /// The day by which departments answer.
    public func jointDue(_ call: Record, from day: CalendarDate) throws -> CalendarDate {
        let term = try terms(of: call, on: day)?.term(of: .jointCheck)?.number
        return WorkingDays(catalogue.calendar)
            .adding(try term ?? days("joint_check_days", on: day), to: day)
    }
}
