import Applications
import Catalogue
import Journal
import Registers
import Store
import Values
import Work

/// Cases of misconduct in research (科研诚信): from the complaint to the end of the term.
///
/// The register is filled in by its own forms; what stands here follows its steps whichever way
/// they come, so that nobody decides on what they investigated and terms are what the rules say.
public enum Integrity {
    /// The register of cases.
    public static let cases = "integrity-case"

    /// States in which a decision bars whom it is about.
    static let barring = ["in-effect", "reviewing"]
}

/// What follows the steps of a case.
struct IntegritySteps: RecordConsequence {
    let registers: Set<String> = [Integrity.cases]
    /// A term that has begun is ended by a step of its own: restored, revoked, expired.
    let isLasting = true

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        let step = IntegrityStep(
            before: step.before, after: step.after, registry: registry, writer: writer)
        // What older files bring in has been decided by others.
        guard step.before != nil else { return try step.agreeOnTerms() }
        switch step.entered {
        case "checking": try step.beginCheck()
        case "investigating": try step.beginInvestigation()
        case "decided": try step.decide()
        case "in-effect" where step.before?.state == "decided": try step.serve()
        case "in-effect": try step.conclude("upheld", "changed")
        case "reviewing": try step.beginReview()
        case "revoked": try step.conclude("revoked")
        case "restored": try step.restore()
        case "expired": try step.expire()
        default: try step.refuseRewriting()
        }
        try step.agreeOnTerms()
    }
}

/// One step of a case, with what its rules look at.
struct IntegrityStep {
    let before: Record?
    let after: Record
    let registry: Registry
    let writer: Writer

    /// The state that the step brought it into; nil where it stayed.
    var entered: String? { before?.state == after.state ? nil : after.state }
    var today: CalendarDate { writer.now.businessDate }
    /// Who takes the step.
    var actor: String { writer.act.actor }

    /// The names in a field, one or several.
    private func names(_ field: String) -> [String] {
        (after[field].text ?? "")
            .split(whereSeparator: { "、，,；; ".contains($0) }).map(String.init)
    }

    private func against(_ rule: String, _ what: String, _ advice: String) -> RecordRefusal {
        .against(rule: rule, what: what, advice: advice)
    }

    /// Whoever has to do with complainant or accused takes no part.
    private func refuseRecused(_ names: [String], _ what: String) throws {
        let recused = Set((after.rows["recused"] ?? []).compactMap { $0["name"]?.text })
        if let name = names.first(where: recused.contains) {
            throw against("回避", "\(name)已登记回避，不能\(what)", "换一个人办理")
        }
        let accused = try after["person"].integer.flatMap {
            try writer.reader.first("SELECT name FROM person WHERE id = \($0)")?[0].text
        }
        let complainant = after["complainant"].text
        for name in names where name == accused || name == complainant {
            throw against("回避", "\(name)是本案的当事人，不能\(what)", "换一个人办理")
        }
    }

    func beginCheck() throws {
        try refuseRecused(names("checked_by") + [actor], "初核")
        let days = try rule("integrity_check_days").value
        let due = WorkingDays(registry.catalogue.calendar).adding(days, to: today)
        try set(["check_due_on": .text(due.iso)])
    }

    func beginInvestigation() throws {
        let investigators = names("investigators")
        guard Set(investigators).count >= 2 else {
            throw against("科研诚信调查", "调查人至少两人，现在是\(investigators.count)人", "补上调查人，用顿号隔开")
        }
        try refuseRecused(investigators, "调查")
        guard !after["person"].isNull || !after["organisation"].isNull else {
            throw against("科研诚信调查", "还没有写被调查人或单位", "先填被调查人或被调查单位")
        }
        let months = try rule("integrity_investigation_months").value
        try set(["investigation_due_on": .text(today.adding(months: months).iso)])
    }

    /// The decision is of somebody who neither checked nor investigated; its term is the rule's.
    func decide() throws {
        let part = names("investigators") + names("checked_by")
        if part.contains(actor) {
            throw against("调查人和决定人分开", "\(actor)参加了初核或调查，不能作决定", "请未参加调查的负责人或局领导决定")
        }
        try refuseRecused([actor], "作决定")
        try set(["decided_by": .text(actor), "decided_on": .text(today.iso)])
    }

    /// From the day on which it is served the term runs.
    func serve() throws {
        let served = after["served_on"].text.flatMap { CalendarDate(iso: $0) } ?? today
        if let decided = after["decided_on"].text, served.iso < decided {
            throw against("送达", "送达日期 \(served.iso) 早于决定日期 \(decided)", "核对送达日期")
        }
        let grade = after["grade"].text ?? ""
        let rule = try rule("integrity_years_\(grade)", on: served)
        let days = try self.rule("integrity_review_days", on: served).value
        let review = WorkingDays(registry.catalogue.calendar).adding(days, to: served)
        var fields: [String: Scalar] = [
            "starts_on": .text(served.iso), "term_rule": .text(String(rule.words.prefix(200))),
            "review_due_on": .text(review.iso),
        ]
        // A term of no years bars nobody; it is a warning on record.
        if rule.value > 0 {
            fields["ends_on"] = .text(
                served.adding(months: rule.value * 12).adding(days: -1).iso)
        } else {
            fields["ends_on"] = .text(served.iso)
            fields["bars"] = .integer(0)
        }
        try set(fields)
    }

    func beginReview() throws {
        let asked = after["review_asked_on"].text ?? ""
        let due = after["review_due_on"].text ?? ""
        guard asked <= due else {
            throw against("申请复查的期限", "申请日期 \(asked) 超过期限 \(due)，不予受理", "告知当事人可以依法申诉")
        }
    }

    /// A review is not of those whose decision it is about.
    func conclude(_ results: String...) throws {
        let part =
            names("investigators") + names("checked_by") + [after["decided_by"].text ?? ""]
        if part.contains(actor) {
            throw against("复查人和原决定人分开", "\(actor)参加过本案，不能复查", "请其他负责人复查")
        }
        try refuseRecused([actor], "复查")
        guard results.contains(after["review_result"].text ?? "") else {
            throw against("科研诚信复查", "复查结论和办理的动作不一致", "维持、变更用“复查维持”，撤销用“复查撤销”")
        }
        try set(["reviewed_by": .text(actor)])
    }

    func restore() throws {
        if names("investigators").contains(actor) {
            throw against("提前恢复", "\(actor)是本案调查人，不能决定恢复", "请其他负责人决定")
        }
        try set(["restored_on": .text(today.iso)])
    }

    func expire() throws {
        let ends = after["ends_on"].text ?? ""
        guard ends < today.iso else {
            throw against("惩戒期", "惩戒期到 \(ends)，今天还没有满", "要提前恢复的办“提前恢复”，写明理由")
        }
    }

    /// What a decision rests on does not change after it; a mistake is revoked by review.
    func refuseRewriting() throws {
        guard let before, ["in-effect", "reviewing"].contains(after.state) else { return }
        let titles = [
            "grade": "情节", "starts_on": "惩戒期起", "ends_on": "惩戒期止", "decided_by": "决定人",
            "person": "被调查人", "organisation": "被调查单位", "investigators": "调查人",
        ]
        let changed = titles.filter {
            !before[$0.key].isNull && before[$0.key] != after[$0.key]
        }.values.sorted()
        guard changed.isEmpty || writer.act.event.hasSuffix(".imported") else {
            throw against("已生效的决定不改", "\(changed.joined(separator: "、"))已随决定生效", "确有错误的，经复查撤销后另作决定")
        }
    }
}
