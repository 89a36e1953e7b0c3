public import Applications
public import Store
public import Values

/// Neither leader nor unit has a project whose acceptance or contract is overdue.
public struct OverdueAcceptanceRule: GateRule {
    public let name = "overdue-acceptance"
    public let reads = ["unit_overdue_limit", "acceptance_filing_months"]

    public init() {}

    public func check(_ batch: GateBatch, _ reader: Reader, on day: CalendarDate) throws
        -> [GateFinding]
    {
        try OverdueOfProjects(
            rule: name, words: "项市级项目逾期没有签合同或申请验收",
            from: """
                SELECT p.id, p.leader, p.organisation, p.project_no, p.name, p.state,
                p.contract_due_on, p.acceptance_due_on FROM project p
                """,
            overdue: """
                ((p.state = 'approved' AND p.contract_due_on < \(day.iso))
                OR (p.state IN ('contracted', 'running', 'suspended')
                AND p.acceptance_due_on < \(day.iso)))
                """,
            take: { row in
                let isUnsigned = row[5].text == "approved"
                let due = (isUnsigned ? row[6] : row[7]).text ?? ""
                return OverdueOfProject(
                    id: row[0].integer ?? 0, leader: row[1].integer, organisation: row[2].integer,
                    evidence: GateEvidence(
                        register: Awards.projects, record: row[0].integer ?? 0,
                        label: "\(row[3].text ?? "") \(row[4].text ?? "")",
                        value: "\(isUnsigned ? "应签合同" : "应申请验收")的日期 \(due)"))
            },
            leaders: { subject, _ in (.block, batch.rule(reads[1], of: subject)?.words ?? "") },
            units: { subject, count in
                batch.rule(reads[0], of: subject).map {
                    (count >= $0.value ? .block : .warn, $0.words)
                }
            }
        ).findings(batch, reader)
    }
}
