import Applications
import Store
import Values

/// Something that is owed of a project of the city and overdue: whose project it is, and the record
/// that shows it.
struct OverdueOfProject {
    let id: Int64
    let leader: Int64?
    let organisation: Int64?
    let evidence: GateEvidence
}

/// Finds what leaders and units of applications owe of their projects, with two questions whatever
/// their number.
struct OverdueOfProjects {
    /// A code of list `gate-rules`.
    let rule: String
    /// Counted after 负责人张三有 N: 份报告逾期未交.
    let words: String
    /// The columns of what `take` reads, from table `project` as `p`.
    let from: SQL
    /// What is overdue, and of which projects.
    let overdue: SQL
    let take: ([Scalar]) -> OverdueOfProject
    /// What the leader's own weigh, and on what ground.
    let leaders: (GateBatch.Subject, Int) -> (verdict: GateFinding.Verdict, ground: String)
    /// What those of the unit weigh; nil where no rule asks about units.
    let units: (GateBatch.Subject, Int) -> (verdict: GateFinding.Verdict, ground: String)?

    func findings(_ batch: GateBatch, _ reader: Reader) throws -> [GateFinding] {
        let subjects = batch.subjects(under: rule)
        let found = try read(subjects, reader)
        let byLeader = Dictionary(grouping: found.filter { $0.leader != nil }) { $0.leader ?? 0 }
        let byUnit = Dictionary(grouping: found.filter { $0.organisation != nil }) {
            $0.organisation ?? 0
        }
        return subjects.flatMap { subject -> [GateFinding] in
            func finding(
                _ who: String, _ owed: [OverdueOfProject],
                _ weight: (verdict: GateFinding.Verdict, ground: String)
            ) -> GateFinding {
                GateFinding(
                    application: subject.id, rule: rule, about: who, verdict: weight.verdict,
                    sentence: "\(who)有 \(owed.count) \(words)", ground: weight.ground,
                    evidence: owed.map(\.evidence))
            }
            var findings: [GateFinding] = []
            if let own = subject.leader.flatMap({ byLeader[$0] }) {
                findings.append(
                    finding("负责人\(subject.leaderName)", own, leaders(subject, own.count)))
            }
            if let owed = byUnit[subject.organisation], let weight = units(subject, owed.count) {
                let unit = batch.organisations[subject.organisation]?.name ?? ""
                findings.append(finding("申报单位\(unit)", owed, weight))
            }
            return findings
        }
    }

    private func read(_ subjects: [GateBatch.Subject], _ reader: Reader) throws
        -> [OverdueOfProject]
    {
        let rest: SQL = " AND COALESCE(p.rehearsal, 0) = 0 AND " + overdue
        var found: [Int64: OverdueOfProject] = [:]
        func take(_ row: [Scalar]) {
            let one = self.take(row)
            found[one.id] = one
        }
        try reader.each(
            from + " WHERE p.leader", in: Set(subjects.compactMap(\.leader)).sorted(), rest, take)
        try reader.each(
            from + " WHERE p.organisation", in: Set(subjects.map(\.organisation)).sorted(), rest,
            take)
        return found.keys.sorted().compactMap { found[$0] }
    }
}
