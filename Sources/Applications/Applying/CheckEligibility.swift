import Catalogue
public import Registers
public import Store
public import Values

/// One rule that applicant or leader is held against before a word is written.
public struct EligibilityFinding: Sendable, Hashable {
    public enum Result: String, Sendable, Hashable {
        case met
        case unmet
        /// What the rule speaks of is not on record.
        case missing
    }

    /// The name of the requirement, or of the rule of the gate.
    public let rule: String
    /// What is asked, in words.
    public let title: String
    /// The document that asks it.
    public let source: String
    /// What is on record of the applicant; personal values are not repeated.
    public let value: String
    public let result: Result
    /// What to do where it is not met.
    public let remedy: String
    /// Whether nothing may be written where it is not met. What the gate finds is decided by a
    /// person once it is submitted.
    public let isBinding: Bool
    /// Whether it is asked of the leader, and not of the organisation.
    public let isOfLeader: Bool

    /// A finding.
    public init(
        rule: String, title: String, source: String, value: String, result: Result, remedy: String,
        isBinding: Bool = true, isOfLeader: Bool = false
    ) {
        self.isBinding = isBinding
        self.isOfLeader = isOfLeader
        (self.rule, self.title, self.source) = (rule, title, source)
        (self.value, self.result, self.remedy) = (value, result, remedy)
    }

    /// In one sentence.
    public var sentence: String {
        "\(title)（现在：\(value)；依据：\(source)）。\(remedy)"
    }
}

extension Applications {
    /// Each requirement of the call's terms for a kind, with what is on record of the applicant.
    ///
    /// - Parameter leader: nil where nobody is chosen yet; what is asked of the leader is missing
    ///   then.
    public func checkEligibility(
        _ reader: Reader, _ offer: CallOffer, kind: String?, organisation: Int64, leader: Int64?
    ) throws -> [EligibilityFinding] {
        let asked = offer.terms.requirements(of: kind, in: catalogue)
        let day = offer.time?.closes.businessDate ?? database.clock.today
        var findings: [EligibilityFinding] = []
        for (isOfLeader, register, id) in [
            (false, "organisation", Optional(organisation)), (true, "person", leader),
        ] {
            let own = asked.filter { $0.isOfLeader == isOfLeader }
            if own.isEmpty { continue }
            guard let id else {
                findings += own.map { finding($0, .missing, "还没有选负责人") }
                continue
            }
            findings += try check(own, register, id, day, reader)
        }
        return findings
    }

    private func finding(
        _ requirement: CallTerms.Requirement, _ result: EligibilityFinding.Result, _ value: String
    ) -> EligibilityFinding {
        EligibilityFinding(
            rule: requirement.name, title: requirement.title, source: requirement.source,
            value: value, result: result, remedy: result == .met ? "" : requirement.remedy,
            isOfLeader: requirement.isOfLeader)
    }

    /// All requirements of one record with one question.
    private func check(
        _ asked: [CallTerms.Requirement], _ name: String, _ id: Int64, _ day: CalendarDate,
        _ reader: Reader
    ) throws -> [EligibilityFinding] {
        let register = try registry.register(name)
        let writing = ConditionSQL(register, catalogue, year: day.year, asOf: day)
        let tests = asked.map { requirement -> SQL in
            let all = requirement.conditions.isEmpty ? [] : writing.all(requirement.conditions)
            return all.isEmpty
                ? "1" : "CASE WHEN \(all.joined(" AND ")) THEN 1 ELSE 0 END"
        }
        let paths = asked.flatMap(\.conditions).map(\.path)
        let question: SQL =
            "SELECT \(tests.joined(", "))" + writing.source() + writing.joins(paths)
            + " WHERE r.id = \(id)"
        guard let row = try reader.first(question) else {
            throw RecordRefusal.notFound(register: register.title, id: id)
        }
        let needsRecord = zip(asked, row).contains { $0.age != nil || $1.integer != 1 }
        let record = needsRecord ? try registry.record(reader, name, id) : nil
        return try zip(asked, row).map { requirement, cell in
            if let age = requirement.age, let record {
                let found = try self.age(of: record, age, on: day)
                if found.result != .met || requirement.conditions.isEmpty {
                    return finding(requirement, found.result, found.value)
                }
            }
            if cell.integer == 1 { return finding(requirement, .met, "符合") }
            let (value, isMissing) = shown(requirement.conditions, record, register)
            return finding(requirement, isMissing ? .missing : .unmet, value)
        }
    }

    /// What the record says in the fields that the conditions speak of.
    private func shown(_ conditions: [Condition], _ record: Record?, _ register: Register)
        -> (String, Bool)
    {
        guard let record else { return ("不符合", false) }
        var isMissing = false
        let parts = conditions.compactMap { condition -> String? in
            guard let name = condition.path.first, let field = register.field(name) else {
                return nil
            }
            let cell = record[name]
            if cell.isNull, record.rows[name]?.isEmpty ?? true {
                isMissing = true
                return "\(field.title)未登记"
            }
            if field.personal || field.type.columns != nil { return "\(field.title)已登记" }
            return "\(field.title)：\(field.type.text(cell, in: catalogue))"
        }
        return (parts.isEmpty ? "不符合" : parts.joined(separator: "，"), isMissing)
    }

    /// Age on a day from the sealed identity number, or from the month of birth.
    private func age(
        of person: Record, _ most: CallTerms.Requirement.Age, on day: CalendarDate
    ) throws -> (result: EligibilityFinding.Result, value: String) {
        let known = Self.birth(of: person)
        guard let birth = known.birth else { return (.missing, "出生年月未登记") }
        let years = Self.years(from: birth, to: day)
        // Where the sex is not known the lower limit is safe; above it, it has to be known.
        let limits = (men: most.men?.number ?? .max, women: most.women?.number ?? .max)
        let limit =
            switch known.isMale {
            case .some(true): limits.men
            case .some(false): limits.women
            case nil: min(limits.men, limits.women)
            }
        let value = "\(years)岁，上限 \(limit) 岁（截至 \(day.iso)）"
        if years <= limit { return (.met, value) }
        return (known.isMale == nil && years <= max(limits.men, limits.women))
            ? (.missing, "性别未登记，不能确定年龄上限") : (.unmet, value)
    }

    /// The birth of a person and whether it is a man, as far as they are known.
    public static func birth(of person: Record) -> (birth: CalendarDate?, isMale: Bool?) {
        let number = person["id_number"].text.flatMap { try? CitizenID.parse($0) }
        let sex: Bool? =
            switch person["sex"].text {
            case "male", "1": true
            case "female", "2": false
            default: number?.isMale
            }
        let month = person["birth"].text.flatMap { CalendarDate(iso: $0 + "-01") }
        return (number?.birth ?? month, sex)
    }

    /// Full years from a birth to a day.
    public static func years(from birth: CalendarDate, to day: CalendarDate) -> Int {
        let isBefore = (day.month, day.day) < (birth.month, birth.day)
        return day.year - birth.year - (isBefore ? 1 : 0)
    }
}
