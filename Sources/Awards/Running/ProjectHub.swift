import Applications
import Catalogue
public import Registers
public import Store
public import Values

/// Where a project stands: everything that its page says.
public struct ProjectHub: Sendable {
    /// What comes next, who does it, until when.
    public struct Next: Sendable, Hashable {
        public let what: String
        public let who: String
        public let due: CalendarDate?
    }

    public let project: Record
    public let stateTitle: String
    /// The contract in force.
    public let contract: Record?
    /// One that is being signed.
    public let openContract: Record?
    public let funding: Record?
    public let money: ProjectMoney?
    public let budget: [String: Money]
    public let reports: [Record]
    public let changes: [Record]
    public let acceptances: [Record]
    public let scienceReports: [Record]
    public let results: [Record]
    public let checks: [Record]
    public let programme: String
    /// `competitive`, `race` …; nil where the call is not known.
    public let mode: String?
    public let next: Next?
    /// Of a project whose acceptance failed: whether there is a second one.
    public let reexamination: Reexamination?
    /// What stands against archiving; empty where it may be archived.
    public let archiveProblems: [String]
}

extension Awards {
    /// Where a project stands.
    /// - Throws: `RecordRefusal.notFound`, `.roleMayNot`.
    public func hub(_ reader: Reader, _ id: Int64, today: CalendarDate, by viewer: Viewer) throws
        -> ProjectHub
    {
        let project = try project(reader, id, by: viewer)
        let funding = try funding(reader, of: project)
        let open = try openContract(reader, of: id)
        let reports = try records(reader, Self.reports, of: id).sorted {
            ($0["due_on"].text ?? "", $0.id) < ($1["due_on"].text ?? "", $1.id)
        }
        let acceptances = try records(reader, Self.acceptances, of: id)
        let code = project["programme"].text ?? ""
        let reexamination = reexamination(project, acceptances, today: today)
        return ProjectHub(
            project: project, stateTitle: title(project),
            contract: try contract(reader, of: project), openContract: open, funding: funding,
            money: try funding.map { try money(reader, of: $0) },
            budget: try budget(reader, of: project), reports: reports,
            changes: try records(reader, Self.changes, of: id), acceptances: acceptances,
            scienceReports: try records(reader, Self.scienceReports, of: id),
            results: try records(reader, Self.results, of: id),
            checks: try records(reader, Self.expenditureChecks, of: id),
            programme: catalogue.list("programmes")?.title(of: code) ?? code,
            mode: try terms(reader, of: project, on: today)?.mode,
            next: next(project, open, funding, reports, reexamination),
            reexamination: reexamination,
            archiveProblems: try archiveProblems(reader, project))
    }

    /// The next step of a project; nil where it is over.
    func next(
        _ project: Record, _ open: Record?, _ funding: Record?, _ reports: [Record],
        _ reexamination: Reexamination?
    ) -> ProjectHub.Next? {
        if let open, let party = nextParty(open) {
            return .init(
                what: "\(party.title)签署任务书", who: signer(of: party, open),
                due: open["edition"].integer == 1 ? project.day("contract_due_on") : nil)
        }
        switch reexamination {
        case .open(let last): return .init(what: "整改后再次申请验收", who: "承担单位", due: last)
        case .underWay: return .init(what: "办再次验收", who: "主管科室和验收专家", due: nil)
        case .taken, .over, .waived, nil: break
        }
        switch project.state {
        case "approved":
            return .init(what: "起草任务书", who: "主管科室", due: project.day("contract_due_on"))
        case "running", "suspended":
            if let report = reports.first(where: { ["due", "returned"].contains($0.state) }),
                let due = report.day("due_on")
            {
                let kind = catalogue.list("project-report-kinds")?.title(
                    of: report["kind"].text ?? "")
                return .init(what: "提交\(kind ?? "报告")", who: "承担单位", due: due)
            }
            return .init(
                what: "申请验收", who: "承担单位", due: project.day("acceptance_due_on"))
        case "accepting": return .init(what: "作出验收结论", who: "主管科室和验收专家", due: nil)
        case "accepted", "concluded", "failed":
            if project["settled_on"].isNull {
                let isOwed = (funding?.rows["stages"] ?? []).contains { row in
                    row["paid_on"]?.text == nil && row["met_on"]?.text != nil
                }
                return .init(
                    what: isOwed ? "付清验收款，结算经费" : "结算经费", who: "主管科室和财务", due: nil)
            }
            return .init(what: "归档", who: "主管科室", due: nil)
        case "terminated", "revoked": return .init(what: "退回资金，归档", who: "承担单位和主管科室", due: nil)
        default: return nil
        }
    }
}

/// What a list of projects is narrowed by.
public struct ProjectQuestion: Sendable, Hashable {
    public var programme: String?
    public var state: String?
    public var county: String?
    public var words: String?
    /// Only those that are late with something.
    public var isLate = false
    public var offset = 0
    public var limit = 50

    public init() {}
}

/// What one unit of a county owes of its projects.
public struct OverdueUnit: Sendable, Hashable {
    public let county: String?
    public let unit: String
    public let reports: Int64
    public let acceptances: Int64
}

/// One line of the list of projects.
public struct ProjectLine: Sendable {
    public let project: Record
    public let stateTitle: String
    /// Reports that are overdue.
    public let overdueReports: Int64
    /// Whether its acceptance is overdue.
    public let isAcceptanceLate: Bool
}

extension Awards {
    private func contains(_ column: SQL, _ words: String) -> SQL {
        database.dialect == .sqlite
            ? "instr(\(column), \(words)) > 0" : "strpos(\(column), \(words)) > 0"
    }

    /// Projects that the viewer may see, the newest first; play is left out.
    public func projects(
        _ reader: Reader, _ question: ProjectQuestion, today: CalendarDate, by viewer: Viewer
    ) throws -> [ProjectLine] {
        let register = try registry.register(Self.projects)
        try registry.permit(viewer, .read, on: register)
        var conditions: [SQL] = [
            "coalesce(p.rehearsal, 0) = 0", "p.state <> \(Lifecycle.withdrawn)",
        ]
        if let scope = RecordScope(viewer, register).condition("p") {
            if let organisation = viewer.organisation, viewer.role.reach == .organisation {
                conditions.append("(" + scope + " OR p.recommender = \(organisation))")
            } else {
                conditions.append(scope)
            }
        }
        if let programme = question.programme { conditions.append("p.programme = \(programme)") }
        if let state = question.state { conditions.append("p.state = \(state)") }
        if let county = question.county { conditions.append("p.county = \(county)") }
        if let words = question.words, !words.isEmpty {
            conditions.append(
                """
                (p.project_no = \(words) OR \(contains("p.name", words))
                OR \(contains("p.organisation_name", words)) OR p.leader_name = \(words))
                """)
        }
        let late: SQL = """
            (SELECT count(*) FROM project_report r WHERE r.project = p.id
            AND r.state IN ('due', 'returned') AND r.due_on < \(today.iso))
            """
        let isLate: SQL = """
            p.state IN ('running', 'suspended') AND p.acceptance_due_on < \(today.iso)
            """
        if question.isLate { conditions.append("(" + late + " > 0 OR (" + isLate + "))") }
        let rows = try reader.all(
            "SELECT p.id, " + late + ", CASE WHEN " + isLate
                + " THEN 1 ELSE 0 END FROM project p WHERE "
                + conditions.joined(" AND ")
                + " ORDER BY p.project_no DESC LIMIT \(question.limit) OFFSET \(question.offset)")
        return try rows.map { row in
            let project = try registry.record(reader, Self.projects, row[0].integer ?? 0)
            return ProjectLine(
                project: project, stateTitle: title(project),
                overdueReports: row[1].integer ?? 0, isAcceptanceLate: row[2].integer == 1)
        }
    }
}

extension Awards {
    /// What is overdue by county and unit, of the projects that the viewer may see.
    public func overdue(_ reader: Reader, today: CalendarDate, by viewer: Viewer) throws
        -> [OverdueUnit]
    {
        let register = try registry.register(Self.projects)
        try registry.permit(viewer, .read, on: register)
        let scope = RecordScope(viewer, register).condition("p").map { " AND " + $0 } ?? ""
        let question: SQL =
            """
            SELECT p.county, coalesce(p.organisation_name, ''),
            sum((SELECT count(*) FROM project_report r WHERE r.project = p.id
            AND r.state IN ('due', 'returned') AND r.due_on < \(today.iso))),
            sum(CASE WHEN p.acceptance_due_on < \(today.iso) THEN 1 ELSE 0 END)
            FROM project p WHERE p.state IN ('running', 'suspended')
            AND coalesce(p.rehearsal, 0) = 0
            """
        let rows = try reader.all(
            question + scope + " GROUP BY p.county, coalesce(p.organisation_name, '') ORDER BY 1, 2"
        )
        return rows.compactMap { row in
            let unit = OverdueUnit(
                county: row[0].text, unit: row[1].text ?? "", reports: row[2].integer ?? 0,
                acceptances: row[3].integer ?? 0)
            return unit.reports + unit.acceptances > 0 ? unit : nil
        }
    }
}
