import Applications
import Catalogue
import Registers
import Review
import Store
import Values

/// Keeps the rules of a meeting, and carries out what it decided: every item at once, or none.
struct KeepMeeting: RecordConsequence {
    let registers: Set<String> = [Decisions.meetings]
    let isLasting = true

    func complete(_ record: inout Record, in registry: Registry, _ writer: Writer) throws {
        try record.belongToCall(numbering: "meeting_no", "会议", in: registry, writer)
        let agreed = (record.rows["items"] ?? []).filter { $0["agreed"]?.integer == 1 }
        record.fields["yes"] = .integer(Int64(agreed.count))
        record.fields["amount"] = .integer(
            agreed.reduce(0) { $0 + ($1["amount"]?.integer ?? 0) })
    }

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        let meeting = step.after
        if step.before == nil, !["drafted", Lifecycle.withdrawn].contains(meeting.state) {
            throw RecordRefusal.against(
                rule: "议决一步一步登记", what: "立项会议不能直接建成“\(meeting.state)”",
                advice: "先建，再登记议决、会签")
        }
        if let before = step.before, ["recorded", "cosigned"].contains(before.state),
            meeting.state != "drafted",
            ["items", "attendees", "conflicts"].contains(where: {
                before.rows[$0] != meeting.rows[$0]
            })
        {
            throw RecordRefusal.against(
                rule: "登记过的议决不改", what: "议决已经登记，参会人员、回避和议决事项不能再改",
                advice: "由科室负责人“退回修改”，写明理由，再登记一次")
        }
        let isDeciding = step.enters("decided")
        guard step.enters("recorded") || isDeciding else { return }
        let decisions = Decisions(registry)
        if let broken = try decisions.rules(writer.reader, of: meeting).broken() {
            throw RecordRefusal.against(
                rule: broken.rule, what: broken.what, advice: broken.advice)
        }
        if isDeciding { try decisions.carryOut(meeting, before: step.before, writer) }
    }
}

extension Decisions {
    /// A meeting as its rules see it.
    func rules(_ reader: Reader, of meeting: Record) throws -> MeetingRules {
        let (call, terms) = try call(reader, of: meeting)
        let rows = meeting.rows["items"] ?? []
        let records = Dictionary(
            try registry.records(
                reader, Applications.applications,
                ids: Array(Set(rows.compactMap { $0["application"]?.integer }))
            ).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let open = Set(try table(reader, call: call, terms).map(\.id))
        let bar = try Bar(reader, call, terms)
        let kinds = call.rows["kinds"] ?? []
        let items = rows.map { row -> MeetingRules.Item in
            let id = row["application"]?.integer ?? 0
            let record = records[id]
            let kind = record?["kind"].text ?? ""
            let own = kinds.first { $0["kind"]?.text == kind }?["ceiling"]?.integer
            let members = (record?.rows["members"] ?? []).compactMap { $0["name"]?.text }
            return MeetingRules.Item(
                application: id, number: record?["application_no"].text ?? "#\(id)",
                agreed: row["agreed"]?.integer == 1,
                amount: row["amount"]?.integer.map(Money.init(fen:)),
                votes: row["votes"]?.integer.map(Int.init),
                people: members + [record?["leader_name"].text].compactMap { $0 },
                ceiling: own.map(Money.init(fen:)) ?? terms.kind(kind)?.ceiling?.money,
                isOpen: open.contains(id), barred: record.flatMap(bar.reason),
                topic: record?["topic"].integer, state: record.map(state) ?? "")
        }
        return MeetingRules(
            attendees: (meeting.rows["attendees"] ?? []).map {
                ($0["name"]?.text ?? "", $0["votes"]?.integer != 0)
            },
            conflicts: (meeting.rows["conflicts"] ?? []).map {
                .init(
                    name: $0["name"]?.text ?? "", application: $0["application"]?.integer ?? 0,
                    left: $0["left"]?.integer == 1)
            }, items: items, total: call["total"].integer.map(Money.init(fen:)),
            race: try race(reader, call, terms, items.compactMap(\.topic)))
    }

    /// What a race asks of a meeting; nil where the programme is none.
    private func race(_ reader: Reader, _ call: Record, _ terms: CallTerms, _ topics: [Int64])
        throws -> MeetingRules.Race?
    {
        guard terms.mode == "race", let rule = terms.teams, let teams = rule.number else {
            return nil
        }
        let before = try reader.all(
            """
            SELECT topic, count(*) FROM application WHERE call = \(call.id)
            AND state IN ('proposed', 'suspended', 'awarded') AND topic IS NOT NULL GROUP BY topic
            """
        ).compactMap { row in row[0].integer.map { ($0, Int(row[1].integer ?? 0)) } }
        return .init(
            teams: teams, rule: "\(rule.title) \(teams) \(rule.unit)（\(rule.source)）",
            titles: try registry.labels(reader, "guide-topic", ids: Array(Set(topics))),
            before: Dictionary(before, uniquingKeysWith: { first, _ in first }))
    }

    /// What the money and the checks leave open before it is carried out.
    func carryOut(_ meeting: Record, before: Record?, _ writer: Writer) throws {
        let (_, terms) = try call(writer.reader, of: meeting)
        if terms.has(.cosign), before?.state != "cosigned" {
            throw RecordRefusal.against(
                rule: "条款规定财政会签", what: "还没有财政会签", advice: "在会议页报批“财政会签”")
        }
        if terms.has(.governmentCosign),
            meeting["government_doc"].isNull || meeting["government_on"].isNull
        {
            throw RecordRefusal.against(
                rule: "条款规定市政府审定", what: "还没有市政府批复文号和日期", advice: "填上批复文号和日期")
        }
        for row in meeting.rows["items"] ?? [] {
            guard let id = row["application"]?.integer else { continue }
            let agreed = row["agreed"]?.integer == 1
            var fields: [String: Scalar] = [
                "decided_on": meeting["held_on"],
                "decision_reason": row["reason"] ?? .null,
            ]
            if agreed { fields["proposed"] = row["amount"] ?? .null }
            _ = try registry.change(
                Applications.applications, id, to: Draft(fields), version: nil, writer)
            _ = try registry.move(
                Applications.applications, id, agreed ? "propose" : "refuse", version: nil, writer)
        }
    }

    /// The records that wait for a decision in a call.
    private func table(_ reader: Reader, call: Record, _ terms: CallTerms) throws -> [Record] {
        try open(reader, call, terms)
    }
}

/// What only an act may bring about is not brought about by a move of one record: reviewed
/// without a score, proposed without a meeting, awarded without a project.
struct GuardApplication: RecordConsequence {
    let registers: Set<String> = [Applications.applications]
    let isLasting = false

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        // What is brought in from before has had its meeting elsewhere.
        guard step.before != nil, step.after.state != step.before?.state else { return }
        let id = step.after.id
        switch step.after.state {
        case "reviewed" where step.after["score"].isNull:
            throw RecordRefusal.against(
                rule: "评审完成才有名次", what: "这项申报还没有评审得分", advice: "在评审页办“评审完成”")
        case "proposed" where step.before?.state != "suspended":
            let count = try writer.reader.integer(
                """
                SELECT count(*) FROM award_meeting m JOIN award_meeting__items i
                ON i.record = m.id WHERE i.application = \(id) AND i.agreed = 1
                AND m.state = 'decided'
                """)
            if count == 0 {
                throw RecordRefusal.against(
                    rule: "立项由会议议决", what: "没有同意立项的会议记录", advice: "在立项会议里登记议决")
            }
        case "awarded":
            let count = try writer.reader.integer(
                "SELECT count(*) FROM project WHERE application = \(id)")
            if count == 0 {
                throw RecordRefusal.against(
                    rule: "公示期满下达立项", what: "还没有立项的项目", advice: "在公示页办“下达立项”")
            }
        default: return
        }
    }
}
