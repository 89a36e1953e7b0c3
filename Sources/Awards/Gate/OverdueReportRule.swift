public import Applications
import Catalogue
public import Store
public import Values

/// Neither leader nor unit has left a report of a project that goes on unsent after its day.
///
/// A leader who owes as many as the rule says hands in nothing new. A unit answers for what all its
/// leaders do: of it the rule says 0, which is a hint, until the city writes a number.
public struct OverdueReportRule: GateRule {
    public let name = "overdue-report"
    public let reads = ["leader_overdue_report_limit", "unit_overdue_report_limit"]

    public init() {}

    public func check(_ batch: GateBatch, _ reader: Reader, on day: CalendarDate) throws
        -> [GateFinding]
    {
        func weight(_ rule: String, _ subject: GateBatch.Subject, _ count: Int)
            -> (verdict: GateFinding.Verdict, ground: String)
        {
            guard let limit = batch.rule(rule, of: subject) else { return (.warn, "") }
            return (limit.value > 0 && count >= limit.value ? .block : .warn, limit.words)
        }
        let kinds = batch.catalogue.list("project-report-kinds")
        return try OverdueOfProjects(
            rule: name, words: "份市级项目的报告逾期没有提交",
            from: """
                SELECT r.id, p.leader, p.organisation, r.report_no, p.name, r.kind, r.due_on
                FROM project_report r JOIN project p ON p.id = r.project
                """,
            // Of a project that is over nothing more is asked.
            overdue: """
                p.state IN ('contracted', 'running', 'suspended', 'accepting', 'failed')
                AND p.settled_on IS NULL AND r.state IN ('due', 'returned') AND r.due_on < \(day.iso)
                """,
            take: { row in
                let kind = row[5].text ?? ""
                return OverdueOfProject(
                    id: row[0].integer ?? 0, leader: row[1].integer, organisation: row[2].integer,
                    evidence: GateEvidence(
                        register: Awards.reports, record: row[0].integer ?? 0,
                        label: "\(row[3].text ?? "") \(row[4].text ?? "")",
                        // Whether it was never sent or is back does not make another finding of it.
                        value: "\(kinds?.title(of: kind) ?? kind)应交日期 \(row[6].text ?? "")"))
            },
            leaders: { weight(reads[0], $0, $1) }, units: { weight(reads[1], $0, $1) }
        ).findings(batch, reader)
    }
}
