import Catalogue
import Registers
public import Store
public import Values

/// The leader is not older than the kind of project allows.
public struct LeaderAgeRule: GateRule {
    public let name = "leader-age"

    public init() {}

    public func check(_ batch: GateBatch, _ reader: Reader, on day: CalendarDate) throws
        -> [GateFinding]
    {
        try batch.subjects(under: name).flatMap { subject -> [GateFinding] in
            let asked = batch.requirements(of: subject).filter { $0.age != nil }
            guard !asked.isEmpty, let leader = subject.leader else { return [] }
            let person = try batch.registry.record(reader, "person", leader)
            return asked.compactMap { requirement in
                guard let age = requirement.age else { return nil }
                return finding(subject, person, age, batch)
            }
        }
    }

    private func finding(
        _ subject: GateBatch.Subject, _ person: Record, _ age: CallTerms.Requirement.Age,
        _ batch: GateBatch
    ) -> GateFinding? {
        let about = "负责人\(subject.leaderName)"
        let own = GateEvidence(
            register: "person", record: person.id, label: subject.leaderName, value: "")
        let known = Applications.birth(of: person)
        guard let birth = known.birth, let isMale = known.isMale,
            let limit = isMale ? age.men : age.women, let most = limit.number
        else {
            return GateFinding(
                application: subject.id, rule: name, about: about, verdict: .warn,
                sentence: "人员登记册里没有负责人的性别或出生年月，年龄无法核对", evidence: [own])
        }
        let day = batch.terms(of: subject).flatMap { CalendarDate(iso: $0.day) } ?? batch.day
        let years = Applications.years(from: birth, to: day)
        guard years > most else { return nil }
        return GateFinding(
            application: subject.id, rule: name, about: about, verdict: .block,
            sentence: "负责人\(years)周岁，超过上限 \(most) 周岁（截至 \(day.iso)）", ground: limit.words,
            evidence: [own])
    }
}

/// The leader has the professional title that the programme asks for.
public struct LeaderTitleRule: GateRule {
    public let name = "leader-title"

    public init() {}

    public func check(_ batch: GateBatch, _ reader: Reader, on day: CalendarDate) throws
        -> [GateFinding]
    {
        try RequirementCheck(rule: name, isOfLeader: true).findings(batch, reader, on: day)
    }
}

/// The unit is of the region and the kind that the programme asks for.
public struct UnitRule: GateRule {
    public let name = "region"

    public init() {}

    public func check(_ batch: GateBatch, _ reader: Reader, on day: CalendarDate) throws
        -> [GateFinding]
    {
        try RequirementCheck(rule: name, isOfLeader: false).findings(batch, reader, on: day)
    }
}

/// Requirements of programmes that are conditions on a record, asked of many at once.
private struct RequirementCheck {
    let rule: String
    let isOfLeader: Bool

    func findings(_ batch: GateBatch, _ reader: Reader, on day: CalendarDate) throws
        -> [GateFinding]
    {
        let register = try batch.registry.register(isOfLeader ? "person" : "organisation")
        let groups = Dictionary(grouping: batch.subjects(under: rule)) { "\($0.call)/\($0.kind)" }
        var findings: [GateFinding] = []
        for key in groups.keys.sorted() {
            let group = groups[key] ?? []
            guard let first = group.first else { continue }
            for requirement in batch.requirements(of: first)
            where requirement.isOfLeader == isOfLeader && !requirement.conditions.isEmpty {
                let sql = ConditionSQL(register, batch.catalogue, year: day.year, asOf: day)
                let tests = sql.all(requirement.conditions).joined(" AND ")
                var fit: Set<Int64> = []
                let ids = Set(group.compactMap(about))
                try reader.each(
                    "SELECT r.id\(sql.source())\(sql.joins(requirement.conditions.map(\.path))) WHERE \(tests) AND r.id",
                    in: Array(ids), ""
                ) { fit.insert($0[0].integer ?? 0) }
                findings += group.compactMap { one in
                    guard let id = about(one), !fit.contains(id) else { return nil }
                    return finding(one, id, requirement, register, batch)
                }
            }
        }
        return findings
    }

    private func about(_ one: GateBatch.Subject) -> Int64? {
        isOfLeader ? one.leader : one.organisation
    }

    private func finding(
        _ one: GateBatch.Subject, _ id: Int64, _ requirement: CallTerms.Requirement,
        _ register: Register, _ batch: GateBatch
    ) -> GateFinding {
        let name =
            isOfLeader
            ? "负责人\(one.leaderName)" : "申报单位\(batch.organisations[id]?.name ?? "")"
        let value: String
        if isOfLeader {
            let titles = batch.catalogue.list("professional-titles")
            value = batch.persons[id]?.title.map { titles?.title(of: $0) ?? $0 } ?? "未填职称"
        } else {
            let kinds = batch.catalogue.list("organisation-kinds")
            let unit = batch.organisations[id]
            let county = unit?.county.map {
                batch.catalogue.list("counties")?.title(of: $0) ?? $0
            }
            value =
                "\(unit?.kind.map { kinds?.title(of: $0) ?? $0 } ?? "未填类型")，\(county ?? "没有统计归口")"
        }
        return GateFinding(
            application: one.id, rule: rule, about: "\(name)（\(requirement.title)）",
            verdict: .block,
            sentence: "\(name)不符合“\(requirement.title)”：现为\(value)。\(requirement.remedy)",
            ground: requirement.source,
            evidence: [GateEvidence(register: register.name, record: id, label: name, value: value)]
        )
    }
}

extension GateBatch {
    /// What the terms of its call ask of applicants of the subject's kind.
    func requirements(of subject: Subject) -> [CallTerms.Requirement] {
        terms(of: subject)?.requirements(of: subject.kind, in: catalogue) ?? []
    }
}
