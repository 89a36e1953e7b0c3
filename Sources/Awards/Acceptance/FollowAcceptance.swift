import Applications
import Catalogue
import Registers
import Store
import Values

/// What belongs to the steps of an acceptance: its term, the verdict on each target, and what the
/// conclusion does to the project and to its last payment.
struct FollowAcceptance: RecordConsequence {
    let registers: Set<String> = [Awards.acceptances]
    let isLasting = true

    func complete(_ record: inout Record, in registry: Registry, _ writer: Writer) throws {
        let awards = Awards(registry)
        try record.belong(to: "project", registry, writer.reader)
        try record.number("acceptance_no", "A", registry, writer.reader)
        guard record.state == "drafted", let id = record["project"].integer else { return }
        let project = try registry.record(writer.reader, Awards.projects, id)
        if record["due_on"].isNull { record.fields["due_on"] = project["acceptance_due_on"] }
        if project.state == "failed" { record.fields["attempt"] = .integer(2) }
        if record.version == 1, record.rows["targets"]?.isEmpty ?? true,
            let contract = try awards.contract(writer.reader, of: project)
        {
            record.rows["targets"] = (contract.rows["targets"] ?? []).map { target in
                [
                    "name": target["name"] ?? .null,
                    "planned": .text(String(TargetRules.words(target).prefix(300))),
                ]
            }
        }
        if record["science_report"].isNull {
            let report = try awards.records(writer.reader, Awards.scienceReports, of: id).last {
                ["handed-in", "catalogued"].contains($0.state)
            }
            if let report { record.fields["science_report"] = .integer(report.id) }
        }
    }

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        guard let before = step.before, before.state != step.after.state else { return }
        let awards = Awards(registry)
        let acceptance = step.after
        let project = try registry.record(
            writer.reader, Awards.projects, acceptance["project"].integer ?? 0)
        switch acceptance.state {
        case "filed": try file(acceptance, project, awards, writer)
        case "reviewing":
            let all = try awards.records(writer.reader, Awards.acceptances, of: project.id)
            if let refusal = AcceptanceRules.taking(acceptance, project, all) {
                throw refusal.refusal
            }
            _ = try registry.move(
                Awards.projects, project.id, "file-acceptance", version: nil, writer)
            try layOutCriteria(acceptance, project, awards, writer)
        case "returned" where before.state == "reviewing":
            // What failed once stays failed, and its term goes on.
            let isSecond = acceptance["attempt"].integer == 2
            _ = try registry.move(
                Awards.projects, project.id,
                isSecond ? "return-reexamination" : "return-acceptance", version: nil, writer)
        case "concluded": try conclude(acceptance, project, awards, writer)
        default: break
        }
    }

    private func file(
        _ acceptance: Record, _ project: Record, _ awards: Awards, _ writer: Writer
    ) throws {
        let today = writer.now.businessDate
        let all = try awards.records(writer.reader, Awards.acceptances, of: project.id)
        if let refusal = AcceptanceRules.filing(
            acceptance, project, all, today: today,
            again: awards.rule("reexamination_from_months", on: today),
            until: awards.rule("reexamination_until_months", on: today))
        {
            if case .notRunning = refusal {
                throw AwardsRefusal.notRunning(state: awards.title(project)).refusal
            }
            throw refusal.refusal
        }
        let promised = try awards.contract(writer.reader, of: project)?.rows["targets"] ?? []
        let told = acceptance.rows["targets"] ?? []
        if let left = AcceptanceRules.leftOut(told, of: promised) { throw left.refusal }
        var fields: [String: Scalar] = [
            "applied_on": .text(today.iso),
            // Which one it is, is decided when it is handed in, however old the draft.
            "attempt": .integer(project.state == "failed" ? 2 : 1),
            "late": .integer((acceptance.day("due_on") ?? today) < today ? 1 : 0),
        ]
        let terms = try awards.terms(writer.reader, of: project, on: today)
        if let months = terms?.acceptanceFinishing?.number, let end = project.day("ends_on") {
            fields["finish_by"] = .text(end.adding(months: months).iso)
        }
        if let funding = try awards.funding(writer.reader, of: project) {
            let money = try awards.money(writer.reader, of: funding)
            fields["paid"] = .integer(money.paid.fen)
            fields["spent"] = .integer(money.spentInAll.fen)
            fields["held"] = .integer(max(money.held.fen, 0))
        }
        // What was promised is the contract's to say, and the verdict the experts'.
        let rows = AcceptanceRules.targets(told, of: promised)
        _ = try awards.registry.change(
            Awards.acceptances, acceptance.id, to: Draft(fields, rows: ["targets": rows]),
            version: nil, writer)
    }

    /// Once the section takes the application, the experts find what the programme asks of them.
    private func layOutCriteria(
        _ acceptance: Record, _ project: Record, _ awards: Awards, _ writer: Writer
    ) throws {
        let terms = try awards.terms(writer.reader, of: project, on: writer.now.businessDate)
        let rows = AcceptanceCriteria.rows(terms?.acceptanceCriteria ?? [])
        guard !rows.isEmpty, acceptance.rows["criteria"]?.isEmpty ?? true else { return }
        _ = try awards.registry.change(
            Awards.acceptances, acceptance.id, to: Draft([:], rows: ["criteria": rows]),
            version: nil, writer)
    }

    private func conclude(
        _ acceptance: Record, _ project: Record, _ awards: Awards, _ writer: Writer
    ) throws {
        let today = writer.now.businessDate
        let terms = try awards.terms(writer.reader, of: project, on: today)
        let panel =
            terms?.acceptancePanel?.number ?? awards.rule("panel_minimum", on: today)?.number
        if let refusal = AcceptanceRules.concluding(acceptance, panel: panel ?? 5) {
            throw refusal.refusal
        }
        let points = terms?.acceptanceCriteria ?? []
        if let refusal = AcceptanceCriteria.concluding(acceptance, points) {
            throw refusal.refusal
        }
        if terms?.scienceReport == true {
            let handed = try awards.records(
                writer.reader, Awards.scienceReports, of: project.id
            ).contains { ["handed-in", "catalogued"].contains($0.state) }
            guard handed else {
                throw AwardsRefusal.acceptance(
                    rule: "完成验收以前呈交科技报告（国办发〔2014〕43号）", what: "项目还没有呈交科技报告",
                    advice: "由承担单位在“科技报告”里呈交"
                ).refusal
            }
        }
        let conclusion = acceptance["conclusion"].text ?? ""
        var fields: [String: Scalar] = [
            "accepted_on": acceptance["accepted_on"], "conclusion": .text(conclusion),
        ]
        if conclusion == "failed", acceptance["attempt"].integer == 1 {
            let until = awards.rule("reexamination_until_months", on: today)?.number ?? 6
            let from = acceptance.day("accepted_on") ?? today
            fields["acceptance_due_on"] = .text(from.adding(months: until).iso)
        }
        try awards.enter(project, fields, writer)
        let moves = ["passed": "accept", "concluded": "conclude", "failed": "fail"]
        let ended = try awards.registry.move(
            Awards.projects, project.id, moves[conclusion] ?? "accept", version: nil, writer)
        if conclusion == "passed" {
            try awards.meetCondition("acceptance", of: ended, writer)
        }
        let word =
            awards.catalogue.list("acceptance-conclusions")?.title(of: conclusion) ?? conclusion
        try awards.tellUnit(
            ended, "项目验收结论：\(word)。\(project["name"].text ?? "")",
            link: "/projects/\(project.id)", writer)
    }
}

/// The rules of an acceptance. Pure.
enum AcceptanceRules {
    /// What stands against applying.
    /// - Parameter all: the acceptances of the project.
    static func filing(
        _ acceptance: Record, _ project: Record, _ all: [Record], today: CalendarDate,
        again: (number: Int, source: String)?, until: (number: Int, source: String)?
    ) -> AwardsRefusal? {
        let unsaid = acceptance.rows["targets"]?.first { $0["reached"]?.text == nil }
        if let unsaid {
            return .acceptance(
                rule: "目标逐条核对", what: "目标“\(unsaid["name"]?.text ?? "")”没有填完成多少",
                advice: "逐条填好，附证明材料")
        }
        switch project.state {
        case "running":
            if let due = acceptance.day("due_on"), due < today, acceptance["late_reason"].isNull {
                return .acceptance(
                    rule: "到期后在期限内申请验收", what: "申请期限 \(due.iso) 已过",
                    advice: "写明逾期原因再申请，逾期记在案上")
            }
            return nil
        case "failed":
            if let refusal = ended(project, all, source: again?.source ?? "") { return refusal }
            if let waived = project["reexamination_waived_on"].text {
                return .acceptance(
                    rule: "不通过的只能再验收一次（\(again?.source ?? "")）",
                    what: "承担单位已在 \(waived) 书面放弃再次验收", advice: "按不通过结算经费")
            }
            guard let failed = project.day("accepted_on") else { return nil }
            let from = failed.adding(months: again?.number ?? 3)
            let last = failed.adding(months: until?.number ?? 6)
            if today < from || today > last {
                return .acceptance(
                    rule: "不通过的只能再验收一次（\(again?.source ?? "")）",
                    what: "再次申请在 \(from.iso) 至 \(last.iso) 之间，今天是 \(today.iso)",
                    advice: today < from ? "到期以后再申请" : "期限已过，按不通过处理")
            }
            return nil
        default: return .notRunning(state: project.state)
        }
    }

    /// What stands against the examination of what was handed in: a project that failed has one
    /// more, applied for after it failed.
    static func taking(_ acceptance: Record, _ project: Record, _ all: [Record]) -> AwardsRefusal? {
        guard project.state == "failed" else { return nil }
        if let refusal = ended(project, all, source: "") { return refusal }
        if acceptance["attempt"].integer == 2 { return nil }
        return .acceptance(
            rule: "不通过的只能再验收一次", what: "这一份是上次验收作出结论以前提交的",
            advice: "退回，由承担单位在再次验收的期限内重新申请")
    }

    /// What ends every examination of a project that failed.
    private static func ended(_ project: Record, _ all: [Record], source: String)
        -> AwardsRefusal?
    {
        let rule = "不通过的只能再验收一次" + (source.isEmpty ? "" : "（\(source)）")
        if Reexamination.isTaken(all) {
            return .acceptance(rule: rule, what: "再次验收已有结论", advice: "按不通过结算经费")
        }
        if let settled = project["settled_on"].text {
            return .acceptance(rule: rule, what: "已在 \(settled) 结算经费", advice: "不用再办")
        }
        return nil
    }

    /// A target of the contract of which nothing is said.
    static func leftOut(_ told: [[String: Scalar]], of promised: [[String: Scalar]])
        -> AwardsRefusal?
    {
        let names = Set(told.map { $0["name"]?.text ?? "" })
        guard let left = promised.first(where: { !names.contains($0["name"]?.text ?? "") }) else {
            return nil
        }
        return .acceptance(
            rule: "任务书的目标逐条核对", what: "没有写目标“\(left["name"]?.text ?? "")”", advice: "补上这一条")
    }

    /// The targets as they are handed in: promised as the contract says, without verdicts.
    static func targets(_ told: [[String: Scalar]], of promised: [[String: Scalar]])
        -> [[String: Scalar]]
    {
        told.map { row in
            var row = row
            row["verdict"] = nil
            if let own = promised.first(where: { $0["name"] == row["name"] }) {
                row["planned"] = .text(String(TargetRules.words(own).prefix(300)))
            }
            return row
        }
    }

    /// What stands against a conclusion.
    static func concluding(_ acceptance: Record, panel: Int) -> AwardsRefusal? {
        let experts = acceptance.rows["experts"] ?? []
        let conclusion = acceptance["conclusion"].text
        if experts.count < panel {
            return .acceptance(
                rule: "验收专家不少于 \(panel) 人", what: "只有 \(experts.count) 位专家", advice: "补齐专家和意见")
        }
        if let silent = experts.first(where: { $0["opinion"]?.text == nil }) {
            return .acceptance(
                rule: "每位专家写结论", what: "专家 \(silent["name"]?.text ?? "") 没有写结论", advice: "补上")
        }
        let targets = acceptance.rows["targets"] ?? []
        if let open = targets.first(where: { $0["verdict"]?.text == nil }) {
            return .acceptance(
                rule: "目标逐条认定", what: "目标“\(open["name"]?.text ?? "")”没有专家认定", advice: "逐条认定")
        }
        if conclusion == "passed",
            let missed = targets.first(where: { $0["verdict"]?.text == "missed" })
        {
            return .acceptance(
                rule: "有目标未完成的不能通过", what: "目标“\(missed["name"]?.text ?? "")”未完成，结论却是通过",
                advice: "非主观原因没有完成的按结题，其余按不通过")
        }
        let agreeing = experts.count { $0["opinion"]?.text == conclusion }
        if agreeing * 2 <= experts.count {
            return .acceptance(
                rule: "结论由多数专家作出", what: "\(experts.count) 位专家里只有 \(agreeing) 位是这个结论",
                advice: "按多数专家的结论填")
        }
        return nil
    }
}
