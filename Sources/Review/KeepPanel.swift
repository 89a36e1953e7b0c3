import Applications
import Catalogue
import Registers
import Store
import Values

/// Keeps the rules of a panel: nobody scores what they have a part in, and there are enough experts
/// when it begins.
struct KeepPanel: RecordConsequence {
    let registers: Set<String> = [Review.panels]
    let isLasting = false

    func complete(_ record: inout Record, in registry: Registry, _ writer: Writer) throws {
        try record.belongToCall(numbering: "panel_no", "评审", in: registry, writer)
    }

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        let panel = step.after
        guard panel.state == "formed" || panel.state == "scoring" else { return }
        let review = Review(registry)
        try refuseTwice(panel)
        try refuseConflicts(panel, review, writer)
        if step.enters("scoring") { try refuseFew(panel, review, writer) }
        if panel.state == "scoring" || step.enters("formed") {
            try keepScored(step, registry, writer)
        }
    }

    private func refuseTwice(_ panel: Record) throws {
        var seen: Set<String> = []
        for row in panel.rows["members"] ?? [] {
            let name = PanelConflicts.plain(row["name"]?.text ?? "")
            guard seen.insert(name).inserted else {
                throw RecordRefusal.against(
                    rule: "一位专家一行", what: "专家“\(name)”写了两行", advice: "同名的两个人在姓名后面写上单位简称")
            }
        }
    }

    private func refuseConflicts(_ panel: Record, _ review: Review, _ writer: Writer) throws {
        let today = writer.now.businessDate
        for member in try review.members(writer.reader, of: panel) {
            guard let person = member.person else { continue }
            let until = try writer.reader.first(
                "SELECT dishonest_until FROM person WHERE id = \(person)")?[0].text
            if let until, until >= today.iso {
                throw RecordRefusal.against(
                    rule: "科学技术活动违规行为调查处理规定（科技部令第24号）",
                    what: "专家\(member.name)在科研失信惩戒期内（到 \(until)），不能参加评审",
                    advice: "换一位专家")
            }
        }
        let conflicts = try review.conflicts(writer.reader, in: panel, on: today)
        guard let first = conflicts.first else { return }
        let words = conflicts.prefix(10).map { "\($0.number)：\($0.evidence)" }
        let years = review.cooperationYears(on: today).map { $0.words + "、" } ?? ""
        throw RecordRefusal.against(
            rule: "评审回避（同单位、项目组成员、\(years)申请回避的不评）",
            what: words.joined(separator: "；")
                + (conflicts.count > 10 ? "；等 \(conflicts.count) 处" : ""),
            advice: first.advice)
    }

    private func refuseFew(_ panel: Record, _ review: Review, _ writer: Writer) throws {
        let today = writer.now.businessDate
        let call = try review.registry.record(
            writer.reader, Applications.calls, panel["call"].integer ?? 0)
        guard ["closed", "rehearsal"].contains(call.state) else {
            throw RecordRefusal.against(
                rule: "截止以后才评审",
                what:
                    "通知现在是“\(review.catalogue.lifecycles["call"]?.title(of: call.state) ?? call.state)”",
                advice: "到了截止时间，先办截止")
        }
        let terms = try review.terms(of: call, on: today)
        let attending = PanelScope(panel: panel).attending
        if let rule = terms.panel, let least = rule.number, attending.count < least {
            throw RecordRefusal.against(
                rule: "\(rule.title) \(least) \(rule.unit)（\(rule.source)）",
                what: "到会专家 \(attending.count) 人，不足 \(least) 人", advice: "补足专家再开始评审")
        }
        let units = Dictionary(grouping: attending) { PanelConflicts.plain($0.unit) }
        if let most = units.max(by: { $0.value.count < $1.value.count }),
            most.value.count > 1, most.value.count * 3 > attending.count
        {
            throw RecordRefusal.against(
                rule: "同一单位的专家不超过三分之一",
                what: "\(most.value[0].unit)有 \(most.value.count) 位专家，共 \(attending.count) 位",
                advice: "换掉同单位的专家")
        }
    }

    /// What has been scored stays with who scored it.
    private func keepScored(_ step: RecordStep, _ registry: Registry, _ writer: Writer) throws {
        guard let before = step.before else { return }
        let now = Set(PanelScope(panel: step.after).attending.map(\.name))
        let gone = PanelScope(panel: before).attending.map(\.name).filter { !now.contains($0) }
        for name in gone {
            let count = try writer.reader.integer(
                """
                SELECT count(*) FROM score_sheet WHERE panel = \(step.after.id)
                AND expert = \(name) AND state <> \(Lifecycle.withdrawn)
                """)
            if count > 0 {
                throw RecordRefusal.against(
                    rule: "打过分的专家不能去掉", what: "\(name)已有 \(count) 张评分表",
                    advice: "保留这位专家；录错的先退回重录")
            }
        }
    }
}

/// Carries to site visits whether the application is play.
struct KeepVisit: RecordConsequence {
    let registers: Set<String> = [Review.visits]
    let isLasting = false

    func complete(_ record: inout Record, in registry: Registry, _ writer: Writer) throws {
        guard let id = record["application"].integer else { return }
        let application = try registry.record(writer.reader, Applications.applications, id)
        record.fields["rehearsal"] = .integer(application["rehearsal"].integer ?? 0)
    }

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {}
}
