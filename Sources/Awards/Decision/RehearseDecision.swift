public import Applications
import Catalogue
import Registers
import Review
public import Store
import Values

/// The meeting of a rehearsal: with somebody who has a part in an application, co-signed, decided.
public struct DecisionStage: RehearsalStage {
    public init() {}

    public let title = "会议议决"

    public func isPart(of terms: CallTerms) -> Bool { terms.has(.decision) }

    public func run(_ rehearsal: Rehearsal, _ writer: Writer) throws {
        let (registry, decisions) = (rehearsal.registry, Decisions(rehearsal.registry))
        let officer = rehearsal.somebody("officer")
        let head = rehearsal.somebody("section-head")
        try rehearsal.passChecks(writer)
        let table = try decisions.table(writer.reader, rehearsal.call, by: officer)
        guard !table.candidates.isEmpty else {
            rehearsal.say(.failed, "没有等着决定的申报")
            return
        }
        let cutOff = CutOff(.money, money: table.total)
        let result = table.whatIf(cutOff)
        rehearsal.say(
            .note, "模拟资金线：\(result.lines.count) 项里线上 \(result.funded.count) 项，合计 \(result.sum)")
        let meeting = try rehearsal.act(writer, as: officer, "award-meeting.proposed") {
            try decisions.proposeMeeting(
                rehearsal.call, cutOff, title: "演练党组会", by: officer, writer)
        }
        let names = ["演练书记", "演练局长", "演练副局长"]
        try rehearsal.act(writer, as: officer, "award-meeting.recorded") {
            _ = try registry.change(
                Decisions.meetings, meeting.id,
                to: Self.minutes(names, meeting, on: rehearsal.now.businessDate), version: nil,
                writer)
            _ = try registry.move(
                Decisions.meetings, meeting.id, "record", version: nil, writer)
        }
        rehearsal.say(.done, "会议登记：\(names.count) 人在场，\(names[0])对一项回避离场，不计入表决")
        if rehearsal.terms.has(.cosign) {
            rehearsal.expectRefusal("没有财政会签就让决定生效", writer) {
                try rehearsal.act(writer, as: head, "award-meeting.decided") {
                    _ = try decisions.decide(meeting.id, version: nil, by: head, writer)
                }
            }
            try rehearsal.act(writer, as: officer, "award-meeting.cosigned") {
                _ = try registry.change(
                    Decisions.meetings, meeting.id,
                    to: Draft([
                        "cosigner": .text("演练财政局"),
                        "cosigned_on": .text(rehearsal.now.businessDate.iso),
                    ]), version: nil, writer)
                _ = try registry.move(
                    Decisions.meetings, meeting.id, "cosign", version: nil, writer)
            }
            rehearsal.say(.done, "财政会签")
        }
        try rehearsal.act(writer, as: head, "award-meeting.decided") {
            if rehearsal.terms.has(.governmentCosign) {
                _ = try registry.change(
                    Decisions.meetings, meeting.id,
                    to: Draft([
                        "government_doc": .text("演练批复"),
                        "government_on": .text(rehearsal.now.businessDate.iso),
                    ]), version: nil, writer)
            }
            try decisions.decide(meeting.id, version: nil, by: head, writer)
        }
        rehearsal.kept["meeting"] = meeting.id
        rehearsal.say(.done, "决定生效：拟立项 \(result.funded.count) 项")
    }

    /// The minutes, with somebody who stays out of the first item.
    private static func minutes(_ names: [String], _ meeting: Record, on day: CalendarDate) -> Draft
    {
        let first = meeting.rows["items"]?.first?["application"]
        var rows: [String: [[String: Scalar]]] = [
            "attendees": names.map { ["name": .text($0), "votes": .integer(1)] }
        ]
        if let first {
            rows["conflicts"] = [
                [
                    "name": .text(names[0]), "application": first, "reason": .text("演练：师生"),
                    "left": .integer(1),
                ]
            ]
        }
        return Draft(["held_on": .text(day.iso), "minutes_no": .text("演练纪要")], rows: rows)
    }
}

/// The notice of a rehearsal, with an objection that stops one item and no other.
public struct NoticeStage: RehearsalStage {
    public init() {}

    public let title = "公示"

    public func isPart(of terms: CallTerms) -> Bool { terms.has(.notice) }

    public func run(_ rehearsal: Rehearsal, _ writer: Writer) throws {
        let (registry, decisions) = (rehearsal.registry, Decisions(rehearsal.registry))
        let officer = rehearsal.somebody("officer")
        let head = rehearsal.somebody("section-head")
        guard let meeting = rehearsal.kept["meeting"] else { return }
        let notice = try rehearsal.act(writer, as: officer, "public-notice.published") {
            try decisions.startNotice(
                meeting, contact: "演练科室", releasedBy: "演练保密员", by: officer, writer)
        }
        rehearsal.say(
            .letter,
            "《\(notice["title"].text ?? "")》\(notice["projects"].integer ?? 0) 项，"
                + "\(notice["starts_on"].text ?? "") 至 \(notice["ends_on"].text ?? "")",
            rule: notice["source"].text)
        rehearsal.expectRefusal("公示没有期满就办结", writer) {
            try rehearsal.act(writer, as: officer, "public-notice.closed") {
                _ = try decisions.closeNotice(notice.id, by: officer, writer)
            }
        }
        rehearsal.pass(workingDays: 1)
        if let item = notice.rows["items"]?.last?["application"],
            (notice["projects"].integer ?? 0) > 1
        {
            try rehearsal.act(writer, as: officer, "objection.received") {
                let objection = try registry.create(
                    Draft([
                        "notice": .integer(notice.id), "application": item, "named": .integer(1),
                        "complainant": .text("演练异议人"), "contact": .text("演练"),
                        "received_on": .text(rehearsal.now.businessDate.iso),
                        "channel": .text("letter"), "grounds": .text("演练"),
                    ]), in: Decisions.objections, writer)
                _ = try registry.move(
                    Decisions.objections, objection.id, "accept", version: nil, writer)
                _ = try registry.change(
                    Decisions.objections, objection.id,
                    to: Draft([
                        "answer": .text("演练：查无依据"),
                        "answered_on": .text(rehearsal.now.businessDate.iso),
                    ]), version: nil, writer)
                _ = try registry.move(
                    Decisions.objections, objection.id, "dismiss", version: nil, by: head, writer)
            }
            rehearsal.say(.done, "收到一件实名异议：只暂缓那一项，查无依据后恢复")
        }
        rehearsal.pass(workingDays: Int(notice["days"].integer ?? 5) + 1)
        let closed = try rehearsal.act(writer, as: officer, "public-notice.closed") {
            try decisions.closeNotice(notice.id, by: officer, writer)
        }
        rehearsal.kept["notice"] = notice.id
        rehearsal.say(.done, closed["closing"].text ?? "公示办结")
    }
}

/// The award of a rehearsal: projects with their numbers, no money.
public struct AwardStage: RehearsalStage {
    public init() {}

    public let title = "立项下达"

    public func isPart(of terms: CallTerms) -> Bool { terms.has(.notice) }

    public func run(_ rehearsal: Rehearsal, _ writer: Writer) throws {
        let decisions = Decisions(rehearsal.registry)
        let officer = rehearsal.somebody("officer")
        guard let notice = rehearsal.kept["notice"] else { return }
        let before = try writer.reader.integer("SELECT count(*) FROM ledger_transfer")
        let batch = try rehearsal.act(writer, as: officer, "award-batch.issued") {
            try decisions.award(notice, docNo: "演练文号", by: officer, writer)
        }
        rehearsal.kept["batch"] = batch.id
        let rows = try writer.reader.all(
            "SELECT id, project_no FROM project WHERE batch = \(batch.id) ORDER BY id")
        for (index, row) in rows.enumerated() {
            rehearsal.kept["project\(index + 1)"] = row[0].integer
        }
        rehearsal.kept["project"] = rows.first?[0].integer
        rehearsal.say(
            .letter,
            "《\(batch["title"].text ?? "")》：\(rows.count) 个项目，\(rows.first?[1].text ?? "") 起编号")
        let after = try writer.reader.integer("SELECT count(*) FROM ledger_transfer")
        if after == before {
            rehearsal.say(.done, "资金台账没有动：演练不动钱")
        } else {
            rehearsal.say(.failed, "演练动了资金台账")
        }
        if let fund = try decisions.table(writer.reader, rehearsal.call, by: officer).fund {
            let year = rehearsal.now.businessDate.year
            let free = try decisions.freeMoney(writer.reader, fund: fund.id, year: year)
            let asked = Money(fen: batch["first"].integer ?? 0)
            rehearsal.say(
                .note,
                "首期要 \(asked)，\(fund.name) \(year)年还能安排 \(free)"
                    + (asked > free ? "，不够，正式下达时会被拒绝" : ""))
        } else {
            rehearsal.say(.note, "通知还没有指定专项资金，正式下达前要填")
        }
    }
}
