import Catalogue
import Journal
public import Registers
public import Store
public import Values

/// Whether a project whose acceptance failed may be examined a second time. Pure.
public enum Reexamination: Sendable, Hashable {
    /// The unit may apply until that day.
    case open(until: CalendarDate)
    /// It has applied, and there is no conclusion yet.
    case underWay
    /// The second one has its conclusion.
    case taken
    /// The term ran out on that day.
    case over(CalendarDate)
    /// The unit has given it up in writing.
    case waived

    /// - Parameter months: how long after the first conclusion the unit may apply.
    static func of(
        _ project: Record, _ acceptances: [Record], today: CalendarDate, months: Int
    ) -> Reexamination {
        if isTaken(acceptances) { return .taken }
        let isUnderWay = acceptances.contains {
            $0["attempt"].integer == 2 && ["filed", "reviewing"].contains($0.state)
        }
        if isUnderWay { return .underWay }
        if !project["reexamination_waived_on"].isNull { return .waived }
        let failed = project.day("accepted_on") ?? today
        // The day that the unit was told; a project brought in from elsewhere has the first one's.
        let told = project.day("acceptance_due_on").flatMap { $0 > failed ? $0 : nil }
        let last = told ?? failed.adding(months: months)
        return today > last ? .over(last) : .open(until: last)
    }

    /// Whether the second one has its conclusion, whatever was drafted since.
    static func isTaken(_ acceptances: [Record]) -> Bool {
        acceptances.contains { $0["attempt"].integer == 2 && $0.state == "concluded" }
    }

    /// What stands against settling for good what failed once.
    func settling(_ project: Record, source: String) -> AwardsRefusal? {
        let rule = "不通过的还可以再验收一次（\(source)）"
        switch self {
        case .taken, .over, .waived: return nil
        case .underWay:
            return .acceptance(
                rule: rule, what: "再次验收的申请还没有结论", advice: "办完再次验收，有了结论再结算")
        case .open(let last):
            return .acceptance(
                rule: rule,
                what:
                    "\(project["accepted_on"].text ?? "")不通过，再次验收可以申请到 \(last.iso)，承担单位也没有书面放弃",
                advice: "等再次验收有了结论，或过了期限再结算；承担单位不再验收的，在项目页上书面放弃")
        }
    }
}

extension Awards {
    /// Where the re-examination of a project stands; nil where its acceptance has not failed.
    func reexamination(
        _ project: Record, _ acceptances: [Record], today: CalendarDate
    ) -> Reexamination? {
        guard project.state == "failed" else { return nil }
        return .of(
            project, acceptances, today: today,
            months: rule("reexamination_until_months", on: today)?.number ?? 6)
    }

    /// Gives up the second examination of a project whose acceptance failed, in writing: the unit's
    /// administrator states it, or the section enters the number of its letter.
    /// - Parameter statement: what the unit wrote; it is kept with the day.
    /// - Throws: `RecordRefusal.against`: not failed, nothing left to give up; `.needsReason`.
    public func waiveReexamination(_ project: Int64, statement: String, by viewer: Viewer)
        async throws -> Record
    {
        let awards = self
        let act = act(viewer, "project.reexamination-waived", reason: statement)
        guard !statement.isEmpty else { throw RecordRefusal.needsReason(what: "放弃再次验收") }
        return try await database.write(act) { writer in
            try awards.waiveReexamination(project, statement: statement, by: viewer, writer)
        }
    }

    /// The same inside a write, whose act has a reason.
    public func waiveReexamination(
        _ id: Int64, statement: String, by viewer: Viewer, _ writer: Writer
    ) throws -> Record {
        let project = try project(writer.reader, id, by: viewer)
        try permitWaiving(viewer, project)
        let today = writer.now.businessDate
        let acceptances = try records(writer.reader, Self.acceptances, of: id)
        guard case .open = reexamination(project, acceptances, today: today) else {
            throw AwardsRefusal.acceptance(
                rule: "不通过、还可以再验收的才有可放弃的",
                what: "项目是“\(title(project))”，没有还可以申请的再次验收", advice: "不用办"
            ).refusal
        }
        return try registry.change(
            Self.projects, id,
            to: Draft([
                "reexamination_waived_on": .text(today.iso),
                "reexamination_waiver": .text(String(statement.prefix(300))),
            ]), version: nil, writer)
    }

    /// Whether the viewer may say so for the unit.
    public func mayWaive(_ viewer: Viewer, _ project: Record) -> Bool {
        if viewer.role.reach == .organisation {
            return viewer.role.name == "organisation-administrator"
                && viewer.organisation != nil
                && viewer.organisation == project["organisation"].integer
        }
        return (try? permitOffice(viewer)) != nil
    }

    private func permitWaiving(_ viewer: Viewer, _ project: Record) throws {
        if viewer.role.reach == .organisation {
            guard mayWaive(viewer, project) else {
                throw RecordRefusal.moveNeedsRole(
                    move: "放弃再次验收",
                    roles: [
                        "承担单位的"
                            + (catalogue.roles["organisation-administrator"]?.title ?? "管理员")
                    ],
                    role: viewer.role.title)
            }
        } else {
            try permitOffice(viewer)
        }
    }
}
