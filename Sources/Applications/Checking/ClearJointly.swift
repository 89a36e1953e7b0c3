import Catalogue
import Journal
public import Registers
public import Store
import Values

/// How an application stands with the departments.
public struct JointStanding: Sendable, Hashable {
    /// Departments that have not answered.
    public var waiting = 0
    public var clear = 0
    /// Titles of the departments that object, with what they say.
    public var problems: [String] = []

    /// Whether all that were asked have answered, and somebody was.
    public var isComplete: Bool { waiting == 0 && clear + problems.count > 0 }
}

extension Applications {
    /// How units of a call stand with the departments, by their id.
    public func jointStandings(_ reader: Reader, of call: Int64) throws -> [Int64: JointStanding] {
        let departments = catalogue.list("joint-departments")
        var standings: [Int64: JointStanding] = [:]
        for row in try reader.all(
            """
            SELECT organisation, state, department, note FROM joint_check
            WHERE call = \(call) AND state <> \(Lifecycle.withdrawn) ORDER BY id
            """
        ) {
            var standing = standings[row[0].integer ?? 0] ?? JointStanding()
            let title = row[2].text.map { departments?.title(of: $0) ?? $0 } ?? ""
            switch row[1].text {
            case "clear": standing.clear += 1
            case "problem":
                standing.problems.append(title + (row[3].text.map { "：\($0)" } ?? ""))
            default: standing.waiting += 1
            }
            standings[row[0].integer ?? 0] = standing
        }
        return standings
    }

    /// Clears applications whose units no department objects to: all or none.
    /// - Throws: `CheckRefusal.answersMissing`, `.problemsLeft`, `.notNow`.
    public func clearJointly(_ ids: [Int64], by viewer: Viewer) async throws {
        if ids.isEmpty { throw CheckRefusal.nothingChosen }
        let applications = self
        try await database.write(checking(viewer, "joint-check.cleared", "部门联审无问题")) { writer in
            // What departments said of a call's units is read once, however many are cleared.
            var known: [Int64: [Int64: JointStanding]] = [:]
            for id in ids {
                let call = try writer.reader.integer(
                    "SELECT call FROM application WHERE id = \(id)")
                let standings =
                    try known[call] ?? applications.jointStandings(writer.reader, of: call)
                known[call] = standings
                try applications.clearJointly(id, known: standings, by: viewer, writer)
            }
        }
    }

    /// The same of one inside a write whose act has a reason.
    public func clearJointly(
        _ id: Int64, known standings: [Int64: JointStanding]? = nil, by viewer: Viewer,
        _ writer: Writer
    ) throws {
        let (application, standing) = try jointly(
            id, "联审通过", viewer, writer.reader, standings)
        guard standing.isComplete else {
            throw CheckRefusal.answersMissing(count: max(1, standing.waiting))
        }
        guard standing.problems.isEmpty else {
            throw CheckRefusal.problemsLeft(
                number: application["application_no"].text ?? "",
                departments: standing.problems)
        }
        try settle(application, "clear", writer)
    }

    /// Decides on an application whose unit a department objects to, with a reason.
    ///
    /// - Parameter refuses: whether it ends here; else it goes on in spite of what was said.
    /// - Throws: `CheckRefusal`.
    public func decideJointly(
        _ id: Int64, refuses: Bool, reason: String, by viewer: Viewer
    ) async throws {
        if reason.isEmpty { throw CheckRefusal.noReason(act: refuses ? "联审不通过" : "不采纳部门意见") }
        let applications = self
        try await database.write(checking(viewer, "joint-check.decided", reason)) { writer in
            try applications.decideJointly(id, refuses: refuses, by: viewer, writer)
        }
    }

    /// The same inside a write whose act says the reason.
    public func decideJointly(_ id: Int64, refuses: Bool, by viewer: Viewer, _ writer: Writer)
        throws
    {
        let (application, standing) = try jointly(id, "联审", viewer, writer.reader)
        guard standing.isComplete else {
            throw CheckRefusal.answersMissing(count: max(1, standing.waiting))
        }
        guard !standing.problems.isEmpty else {
            throw CheckRefusal.noProblem(number: application["application_no"].text ?? "")
        }
        try refuseOwnCheck(viewer, id, writer.reader)
        try settle(application, refuses ? "refuse-joint" : "clear", writer)
        if refuses {
            try tellApplicants(
                application, "joint-check",
                "“\(application["title"].text ?? "")”没有通过部门联审：\((writer.act.reason ?? "").prefix(160))",
                writer)
        }
    }

    private func jointly(
        _ id: Int64, _ act: String, _ viewer: Viewer, _ reader: Reader,
        _ known: [Int64: JointStanding]? = nil
    ) throws -> (Record, JointStanding) {
        let application = try registry.record(reader, Self.applications, id)
        let call = application["call"].integer ?? 0
        try permitKeeping(viewer, call, reader)
        guard application.state == "formal-passed" else {
            throw CheckRefusal.notNow(
                number: application["application_no"].text ?? "",
                state: stateTitle(application.state), act: act)
        }
        let standings = try known ?? jointStandings(reader, of: call)
        let unit = application["organisation"].integer ?? 0
        return (application, standings[unit] ?? JointStanding())
    }

    private func settle(_ application: Record, _ move: String, _ writer: Writer) throws {
        let draft = Draft(["joint_on": .text(writer.now.businessDate.iso)])
        _ = try registry.change(
            Self.applications, application.id, to: draft, version: nil, writer)
        _ = try registry.move(Self.applications, application.id, move, version: nil, writer)
    }
}
