import Catalogue
public import Store
public import Values

/// A leader hands in so many new applications a year and runs so many projects, all programmes of
/// the city together.
public struct LeaderLimitRule: GateRule {
    public let name = "leader-limit"
    public let reads = ["leader_application_limit", "leader_running_limit"]

    public init() {}

    public func check(_ batch: GateBatch, _ reader: Reader, on day: CalendarDate) -> [GateFinding] {
        batch.subjects(under: name).flatMap { subject -> [GateFinding] in
            guard let leader = subject.leader else { return [] }
            let led = batch.others(of: leader, subject).filter(\.isLeader)
            var findings: [GateFinding] = []
            func find(
                _ kind: Programme.Limit.Kind, _ rule: String, _ what: String,
                _ part: [GateBatch.Involvement]
            ) {
                // One more would run once this is granted.
                guard let limit = batch.limit(kind, else: rule, of: subject),
                    part.count + 1 > limit.value
                else { return }
                findings.append(
                    GateFinding(
                        application: subject.id, rule: name,
                        about: "负责人\(subject.leaderName)（\(what)）", verdict: .block,
                        sentence:
                            "负责人\(subject.leaderName)\(what)连同本项共 \(part.count + 1) 项，超过上限 \(limit.value) 项",
                        ground: limit.words, evidence: part.map { batch.evidence($0) }))
            }
            find(
                .leaderApplications, reads[0], "本年新申报",
                led.filter { $0.register == "application" && $0.year == subject.year })
            find(
                .leaderRunning, reads[1], "在研市级项目", led.filter { $0.register == "project" })
            return findings
        }
    }
}

/// Leading and taking part, in applications under way and projects running, over all programmes.
public struct ParticipationRule: GateRule {
    public let name = "participation-limit"
    public let reads = ["participation_limit"]

    public init() {}

    public func check(_ batch: GateBatch, _ reader: Reader, on day: CalendarDate) -> [GateFinding] {
        batch.subjects(under: name).flatMap { subject -> [GateFinding] in
            guard let limit = batch.limit(.participation, else: reads[0], of: subject)
            else { return [] }
            var findings: [GateFinding] = []
            var seen: Set<Int64> = []
            for person in subject.team where seen.insert(person).inserted {
                let part = batch.others(of: person, subject).filter {
                    $0.register == "project" || GateBatch.pending.contains($0.state)
                }
                guard part.count + 1 > limit.value else { continue }
                let who = batch.name(of: person, in: subject)
                findings.append(
                    GateFinding(
                        application: subject.id, rule: name, about: who, verdict: .block,
                        sentence:
                            "\(who)申报中和在研的市级项目连同本项共 \(part.count + 1) 项，超过上限 \(limit.value) 项",
                        ground: limit.words, evidence: part.map { batch.evidence($0) }))
            }
            let unknown = subject.members.filter { $0.person == nil }.map(\.name)
            if !unknown.isEmpty {
                findings.append(
                    GateFinding(
                        application: subject.id, rule: name, about: "未登记的成员", verdict: .warn,
                        sentence:
                            "成员\(unknown.joined(separator: "、"))没有对应到“人员”登记册，限项和失信无法自动核对，请人工核对",
                        evidence: [
                            GateEvidence(
                                register: "application", record: subject.id,
                                label: subject.number, value: unknown.joined(separator: "、"))
                        ]))
            }
            return findings
        }
    }
}

/// A unit hands in so many applications in one call, where its programme says so.
public struct UnitLimitRule: GateRule {
    public let name = "unit-limit"

    public init() {}

    public func check(_ batch: GateBatch, _ reader: Reader, on day: CalendarDate) throws
        -> [GateFinding]
    {
        let subjects = batch.subjects(under: name).filter {
            batch.limit(.organisationApplications, else: nil, of: $0) != nil
        }
        var handedIn: [String: [GateEvidence]] = [:]
        try reader.each(
            "SELECT call, organisation, id, application_no, title FROM application WHERE organisation",
            in: Array(Set(subjects.map(\.organisation))),
            """
             AND call IN (\(Set(subjects.map(\.call)).sorted().map { "\($0)" as SQL }.joined(", ")))
            AND state IN (\(GateBatch.list(GateBatch.handedIn))) AND COALESCE(rehearsal, 0) = 0
            """, most: GateFinding.mostEvidence
        ) { row in
            handedIn["\(row[0].integer ?? 0)/\(row[1].integer ?? 0)", default: []].append(
                GateEvidence(
                    register: "application", record: row[2].integer ?? 0,
                    label: "\(row[3].text ?? "") \(row[4].text ?? "")", value: "同一通知"))
        }
        return subjects.compactMap { subject in
            let all = handedIn["\(subject.call)/\(subject.organisation)"] ?? []
            let others = all.filter { $0.record != subject.id }
            guard let limit = batch.limit(.organisationApplications, else: nil, of: subject),
                others.count + 1 > limit.value
            else { return nil }
            let unit = batch.organisations[subject.organisation]?.name ?? ""
            return GateFinding(
                application: subject.id, rule: name, about: "申报单位\(unit)", verdict: .block,
                sentence: "申报单位\(unit)在本次通知里申报了 \(others.count + 1) 项，超过上限 \(limit.value) 项",
                ground: limit.words, evidence: others)
        }
    }
}

extension GateBatch {
    /// What a person has a part in besides the application itself.
    func others(of person: Int64, _ subject: Subject) -> [Involvement] {
        (involvements[person] ?? []).filter {
            !($0.register == "application" && $0.id == subject.id)
        }
    }

    /// 负责人张三, 成员李四.
    func name(of person: Int64, in subject: Subject) -> String {
        if person == subject.leader { return "负责人\(persons[person]?.name ?? subject.leaderName)" }
        return "成员\(persons[person]?.name ?? "#\(person)")"
    }

    func evidence(_ one: Involvement) -> GateEvidence {
        let register = catalogue.register(one.register)
        let state = register.map { catalogue.lifecycle(of: $0).title(of: one.state) } ?? one.state
        let programme = catalogue.list("programmes")?.title(of: one.programme) ?? one.programme
        return GateEvidence(
            register: one.register, record: one.id,
            label: "\(one.number) \(one.title)",
            // A state that goes on does not make another finding of it.
            value: "\(programme)，\(one.year)年，\(one.isLeader ? "负责人" : "成员")"
                + (one.register == "project" ? "，\(state)" : ""))
    }
}
