import Catalogue
public import Store
public import Values

/// The same title handed in twice, or funded before: in the year's calls, among the city's projects
/// and among those of province and nation.
public struct RepeatRule: GateRule {
    public let name = "repeat"

    public init() {}

    /// Something of the same title.
    private struct Match {
        let register: String
        let id: Int64
        let label: String
        let value: String
        let isOwn: Bool
    }

    public func check(_ batch: GateBatch, _ reader: Reader, on day: CalendarDate) throws
        -> [GateFinding]
    {
        let subjects = batch.subjects(under: name)
        guard !subjects.isEmpty else { return [] }
        var matches: [Int64: [Match]] = [:]
        try matchApplications(subjects, batch, reader, &matches)
        try matchProjects(subjects, batch, reader, &matches)
        try matchProvincial(subjects, batch, reader, &matches)
        return subjects.flatMap { subject -> [GateFinding] in
            var findings: [GateFinding] = []
            if let found = matches[subject.id] {
                let isOwn = found.contains(where: \.isOwn)
                findings.append(
                    GateFinding(
                        application: subject.id, rule: name, about: "项目名称",
                        verdict: isOwn ? .block : .warn,
                        sentence:
                            "与 \(found.count) 项已申报或已立项的名称相同\(isOwn ? "，其中有同一负责人或同一单位的" : "，都是别的单位的")",
                        ground: "同一内容不得在各计划重复申报",
                        evidence: found.map {
                            GateEvidence(
                                register: $0.register, record: $0.id, label: $0.label,
                                value: $0.value)
                        }))
            }
            return findings + elsewhere(subject, batch)
        }
    }

    /// The same leader in another programme of the year, where no limit stands against it.
    private func elsewhere(_ subject: GateBatch.Subject, _ batch: GateBatch) -> [GateFinding] {
        guard let leader = subject.leader,
            batch.terms(of: subject)?.exemptions.contains("leader-limit") ?? false
        else { return [] }
        let others = batch.others(of: leader, subject).filter {
            $0.register == "application" && $0.isLeader && $0.year == subject.year
        }
        guard !others.isEmpty else { return [] }
        return [
            GateFinding(
                application: subject.id, rule: name, about: "负责人\(subject.leaderName)",
                verdict: .warn,
                sentence: "负责人\(subject.leaderName)本年还负责申报了 \(others.count) 项，核对内容是否重复",
                evidence: others.map { batch.evidence($0) })
        ]
    }

    private func matchApplications(
        _ subjects: [GateBatch.Subject], _ batch: GateBatch, _ reader: Reader,
        _ matches: inout [Int64: [Match]]
    ) throws {
        let byKey = Dictionary(grouping: subjects.filter { !$0.titleKey.isEmpty }, by: \.titleKey)
        var found: [(key: String, year: Int, leader: Int64?, match: Match, unit: Int64)] = []
        try reader.each(
            """
            SELECT a.title_key, c.year, a.leader, a.organisation, a.id, a.application_no, a.title,
            c.programme, a.state FROM application a JOIN "call" c ON c.id = a.call
            WHERE a.title_key
            """, among: byKey.keys.sorted().map { .text($0) },
            " AND a.state IN (\(GateBatch.list(GateBatch.handedIn))) AND COALESCE(a.rehearsal, 0) = 0",
            most: GateFinding.mostEvidence
        ) { row in
            let programme =
                batch.catalogue.list("programmes")?.title(of: row[7].text ?? "") ?? ""
            found.append(
                (
                    row[0].text ?? "", Int(row[1].integer ?? 0), row[2].integer,
                    Match(
                        register: "application", id: row[4].integer ?? 0,
                        label: "\(row[5].text ?? "") \(row[6].text ?? "")",
                        value: "\(programme)，\(row[1].integer ?? 0)年申报",
                        isOwn: row[8].text == "awarded"), row[3].integer ?? 0
                ))
        }
        // What was refused in another year may come again.
        for one in found {
            for subject in byKey[one.key] ?? []
            where subject.id != one.match.id && (subject.year == one.year || one.match.isOwn) {
                let isOwn = subject.leader == one.leader || subject.organisation == one.unit
                matches[subject.id, default: []].append(
                    Match(
                        register: one.match.register, id: one.match.id, label: one.match.label,
                        value: one.match.value, isOwn: isOwn))
            }
        }
    }

    private func matchProjects(
        _ subjects: [GateBatch.Subject], _ batch: GateBatch, _ reader: Reader,
        _ matches: inout [Int64: [Match]]
    ) throws {
        let question: SQL = """
            SELECT p.id, p.project_no, p.name, p.year, p.leader, p.organisation, p.application
            FROM project p WHERE
            """
        let rest: SQL = """
             AND p.state NOT IN ('cancelled', \(Lifecycle.withdrawn)) AND COALESCE(p.rehearsal, 0) = 0
            """
        var rows: [Int64: [Scalar]] = [:]
        func take(_ row: [Scalar]) { rows[row[0].integer ?? 0] = row }
        try reader.each(
            question + " p.organisation", in: Array(Set(subjects.map(\.organisation))), rest, take)
        try reader.each(
            question + " p.leader", in: Array(Set(subjects.compactMap(\.leader))), rest, take)
        try reader.each(
            question + " p.name", among: Set(subjects.map(\.title)).sorted().map { .text($0) },
            rest, take)
        let byKey = Dictionary(grouping: subjects, by: \.titleKey)
        for row in rows.values.sorted(by: { ($0[0].integer ?? 0) < ($1[0].integer ?? 0) }) {
            for subject in byKey[TitleKey.of(row[2].text ?? "")] ?? []
            where row[6].integer != subject.id {
                // Its own application has been found already.
                let known = matches[subject.id] ?? []
                let isKnown = known.contains {
                    $0.register == "application" && $0.id == row[6].integer
                }
                if isKnown { continue }
                matches[subject.id, default: []].append(
                    Match(
                        register: "project", id: row[0].integer ?? 0,
                        label: "\(row[1].text ?? "") \(row[2].text ?? "")",
                        value: "市级项目，\(row[3].integer ?? 0)年立项",
                        isOwn: row[4].integer == subject.leader && subject.leader != nil
                            || row[5].integer == subject.organisation))
            }
        }
    }

    private func matchProvincial(
        _ subjects: [GateBatch.Subject], _ batch: GateBatch, _ reader: Reader,
        _ matches: inout [Int64: [Match]]
    ) throws {
        let question: SQL = """
            SELECT id, project_no, name, year, organisation, level FROM provincial_project WHERE
            """
        let rest: SQL = " AND state <> \(Lifecycle.withdrawn)"
        var rows: [Int64: [Scalar]] = [:]
        func take(_ row: [Scalar]) { rows[row[0].integer ?? 0] = row }
        try reader.each(
            question + " organisation", in: Array(Set(subjects.map(\.organisation))), rest, take)
        try reader.each(
            question + " name", among: Set(subjects.map(\.title)).sorted().map { .text($0) }, rest,
            take)
        let byKey = Dictionary(grouping: subjects, by: \.titleKey)
        for row in rows.values.sorted(by: { ($0[0].integer ?? 0) < ($1[0].integer ?? 0) }) {
            for subject in byKey[TitleKey.of(row[2].text ?? "")] ?? [] {
                let level = batch.catalogue.list("levels")?.title(of: row[5].text ?? "") ?? ""
                matches[subject.id, default: []].append(
                    Match(
                        register: "provincial-project", id: row[0].integer ?? 0,
                        label: "\(row[1].text ?? "") \(row[2].text ?? "")",
                        value: "\(level)项目，\(row[3].integer ?? 0)年",
                        isOwn: row[4].integer == subject.organisation))
            }
        }
    }
}
