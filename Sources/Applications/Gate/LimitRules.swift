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
            func find(_ rule: String, _ own: Int, _ what: String, _ part: [GateBatch.Involvement]) {
                guard let limit = batch.rule(rule, of: subject),
                    part.count + own > limit.value
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
                reads[0], 1, "本年新申报",
                led.filter { $0.register == "application" && $0.year == subject.year })
            // One more would run once this is granted.
            find(reads[1], 1, "在研市级项目", led.filter { $0.register == "project" })
            return findings
        }
    }
}

/// Leading and taking part, in applications under way and projects running, all programmes together.
public struct ParticipationRule: GateRule {
    public let name = "participation-limit"
    public let reads = ["participation_limit"]

    public init() {}

    public func check(_ batch: GateBatch, _ reader: Reader, on day: CalendarDate) -> [GateFinding] {
        batch.subjects(under: name).flatMap { subject -> [GateFinding] in
            guard let limit = batch.rule(reads[0], of: subject) else { return [] }
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
