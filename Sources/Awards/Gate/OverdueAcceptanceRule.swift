public import Applications
public import Store
public import Values

/// Neither leader nor unit has a project whose acceptance or contract is overdue.
public struct OverdueAcceptanceRule: GateRule {
    public let name = "overdue-acceptance"
    public let reads = ["unit_overdue_limit", "acceptance_filing_months"]

    public init() {}

    private struct Overdue {
        let leader: Int64?
        let organisation: Int64?
        let evidence: GateEvidence
    }

    public func check(_ batch: GateBatch, _ reader: Reader, on day: CalendarDate) throws
        -> [GateFinding]
    {
        let subjects = batch.subjects(under: name)
        let overdue = try projects(subjects, reader, on: day)
        let byLeader = Dictionary(grouping: overdue) { $0.leader ?? 0 }
        let byUnit = Dictionary(grouping: overdue) { $0.organisation ?? 0 }
        return subjects.flatMap { subject -> [GateFinding] in
            var findings: [GateFinding] = []
            let own = subject.leader.flatMap { byLeader[$0] } ?? []
            if !own.isEmpty {
                findings.append(
                    GateFinding(
                        application: subject.id, rule: name, about: "负责人\(subject.leaderName)",
                        verdict: .block,
                        sentence: "负责人\(subject.leaderName)有 \(own.count) 项市级项目逾期没有签合同或申请验收",
                        ground: batch.rule(reads[1], of: subject)?.words ?? "",
                        evidence: own.map(\.evidence)))
            }
            let units = byUnit[subject.organisation] ?? []
            if let limit = batch.rule(reads[0], of: subject), !units.isEmpty {
                let unit = batch.organisations[subject.organisation]?.name ?? ""
                findings.append(
                    GateFinding(
                        application: subject.id, rule: name, about: "申报单位\(unit)",
                        verdict: units.count >= limit.value ? .block : .warn,
                        sentence: "申报单位\(unit)有 \(units.count) 项市级项目逾期没有签合同或申请验收",
                        ground: limit.words, evidence: units.map(\.evidence)))
            }
            return findings
        }
    }

    private func projects(_ subjects: [GateBatch.Subject], _ reader: Reader, on day: CalendarDate)
        throws -> [Overdue]
    {
        let question: SQL = """
            SELECT id, project_no, name, state, leader, organisation, contract_due_on,
            acceptance_due_on FROM project WHERE
            """
        let rest: SQL = """
             AND COALESCE(rehearsal, 0) = 0
            AND ((state = 'approved' AND contract_due_on < \(day.iso))
            OR (state IN ('contracted', 'running', 'suspended') AND acceptance_due_on < \(day.iso)))
            """
        var found: [Int64: Overdue] = [:]
        func take(_ row: [Scalar]) {
            let isUnsigned = row[3].text == "approved"
            let due = (isUnsigned ? row[6] : row[7]).text ?? ""
            found[row[0].integer ?? 0] = Overdue(
                leader: row[4].integer, organisation: row[5].integer,
                evidence: GateEvidence(
                    register: "project", record: row[0].integer ?? 0,
                    label: "\(row[1].text ?? "") \(row[2].text ?? "")",
                    value: "\(isUnsigned ? "应签合同" : "应申请验收")的日期 \(due)"))
        }
        try reader.each(
            question + " leader", in: Array(Set(subjects.compactMap(\.leader))), rest, take)
        try reader.each(
            question + " organisation", in: Array(Set(subjects.map(\.organisation))), rest, take)
        return found.keys.sorted().compactMap { found[$0] }
    }
}
