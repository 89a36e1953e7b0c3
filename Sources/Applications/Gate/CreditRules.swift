import Catalogue
public import Store
public import Values

/// Nobody of the team, no unit and no recommender is within a term for misconduct in research.
public struct DishonestRule: GateRule {
    public let name = "dishonest"

    public init() {}

    public func check(_ batch: GateBatch, _ reader: Reader, on day: CalendarDate) throws
        -> [GateFinding]
    {
        let cases = try Cases(batch, reader, on: day)
        return batch.subjects(under: name).flatMap { subject -> [GateFinding] in
            var findings: [GateFinding] = []
            func find(_ about: String, _ until: CalendarDate?, _ own: GateEvidence, _ more: [Case])
            {
                let isBarred = until.map { $0 >= day } ?? false
                guard isBarred || !more.isEmpty else { return }
                let ends = (more.map(\.until) + [isBarred ? until?.iso ?? "" : ""]).max() ?? ""
                findings.append(
                    GateFinding(
                        application: subject.id, rule: name, about: about, verdict: .block,
                        sentence: "\(about)在科研失信惩戒期内，至 \(ends.isEmpty ? "未定" : ends)",
                        ground: "科学技术活动违规行为调查处理规定（科技部令第24号）",
                        evidence: (isBarred ? [own] : []) + more.map(\.evidence)))
            }
            var seen: Set<Int64> = []
            for id in subject.team where seen.insert(id).inserted {
                guard let person = batch.persons[id] else { continue }
                find(
                    batch.name(of: id, in: subject), person.dishonestUntil,
                    GateEvidence(
                        register: "person", record: id, label: person.name,
                        value: "惩戒期至 \(person.dishonestUntil?.iso ?? "")"),
                    cases.ofPersons[id] ?? [])
            }
            seen = []
            for id in subject.units where seen.insert(id).inserted {
                guard let unit = batch.organisations[id] else { continue }
                find(
                    "\(subject.part(of: id))\(unit.name)", unit.dishonestUntil,
                    GateEvidence(
                        register: "organisation", record: id, label: unit.name,
                        value: "惩戒期至 \(unit.dishonestUntil?.iso ?? "")"),
                    cases.ofUnits[id] ?? [])
            }
            return findings
        }
    }

    /// A decision that is in effect.
    private struct Case {
        let until: String
        let evidence: GateEvidence
    }

    private struct Cases {
        var ofPersons: [Int64: [Case]] = [:]
        var ofUnits: [Int64: [Case]] = [:]

        init(_ batch: GateBatch, _ reader: Reader, on day: CalendarDate) throws {
            guard batch.catalogue.register("integrity-case") != nil else { return }
            let wanted: SQL = """
                SELECT id, case_no, person, organisation, starts_on, ends_on FROM integrity_case
                WHERE
                """
            let rest: SQL = """
                 AND state IN ('in-effect', 'reviewing') AND bars = 1 AND starts_on <= \(day.iso)
                AND (ends_on IS NULL OR ends_on >= \(day.iso))
                """
            func one(_ row: [Scalar]) -> Case {
                Case(
                    until: row[5].text ?? "",
                    evidence: GateEvidence(
                        register: "integrity-case", record: row[0].integer ?? 0,
                        label: row[1].text ?? "",
                        value: "惩戒期 \(row[4].text ?? "") 至 \(row[5].text ?? "长期")"))
            }
            try reader.each(wanted + " person", in: Array(batch.persons.keys), rest) { row in
                ofPersons[row[2].integer ?? 0, default: []].append(one(row))
            }
            try reader.each(
                wanted + " person IS NULL AND organisation", in: Array(batch.organisations.keys),
                rest
            ) { row in ofUnits[row[3].integer ?? 0, default: []].append(one(row)) }
        }
    }
}

/// Neither the unit nor a partner stands on a list of abnormal operation or serious offences.
public struct AbnormalRule: GateRule {
    public let name = "abnormal"

    public init() {}

    public func check(_ batch: GateBatch, _ reader: Reader, on day: CalendarDate) throws
        -> [GateFinding]
    {
        var listed: [Int64: [(list: String, evidence: GateEvidence)]] = [:]
        let units = Array(batch.organisations.keys)
        try reader.each(
            """
            SELECT organisation, id, list, "from", ground, source_name FROM abnormal_listing
            WHERE state <> \(Lifecycle.withdrawn) AND "from" <= \(day.iso)
            AND (until IS NULL OR until > \(day.iso)) AND organisation
            """, in: units, " ORDER BY id"
        ) { row in
            let list = batch.catalogue.list("abnormal-lists")?.title(of: row[2].text ?? "") ?? ""
            listed[row[0].integer ?? 0, default: []].append(
                (
                    list,
                    GateEvidence(
                        register: "abnormal-listing", record: row[1].integer ?? 0, label: list,
                        value: "\(row[3].text ?? "") 列入，\(row[4].text ?? "")（\(row[5].text ?? "")）")
                ))
        }
        return batch.subjects(under: name).flatMap { subject -> [GateFinding] in
            var seen: Set<Int64> = []
            return ([subject.organisation] + subject.partners).compactMap { id in
                guard seen.insert(id).inserted, let found = listed[id] else { return nil }
                let about = "\(subject.part(of: id))\(batch.organisations[id]?.name ?? "")"
                let lists = found.map(\.list).joined(separator: "、")
                return GateFinding(
                    application: subject.id, rule: name, about: about, verdict: .block,
                    sentence: "\(about)在\(lists)里，还没有移出", ground: "列入名录期间不得申报财政资金项目",
                    evidence: found.map(\.evidence))
            }
        }
    }
}

extension GateBatch.Subject {
    /// What part a unit has in the application.
    func part(of unit: Int64) -> String {
        if unit == organisation { return "申报单位" }
        return unit == recommender ? "推荐单位" : "合作单位"
    }
}
