import Applications
import Catalogue
import Registers
import Store
import Values

/// An objection that is taken up suspends the item that it is about, and no other; its end lets the
/// item go on or refuses it.
struct FollowObjection: RecordConsequence {
    let registers: Set<String> = [Decisions.objections]
    let isLasting = false

    func complete(_ record: inout Record, in registry: Registry, _ writer: Writer) throws {
        guard let id = record["notice"].integer else { return }
        let notice = try registry.record(writer.reader, Decisions.notices, id)
        record.fields["rehearsal"] = .integer(notice["rehearsal"].integer ?? 0)
        if record["objection_no"].isNull {
            let count = try writer.reader.integer(
                "SELECT count(*) FROM objection WHERE notice = \(id)")
            record.fields["objection_no"] = .text(
                "\(notice["notice_no"].text ?? "#\(id)")-异议-\(count + 1)")
        }
    }

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        let record = step.after
        let notice = try registry.record(
            writer.reader, Decisions.notices, record["notice"].integer ?? 0)
        let id = record["application"].integer ?? 0
        if step.before == nil { try accept(record, notice, id) }
        if step.enters(Lifecycle.withdrawn), step.before?.state == "investigating" {
            throw RecordRefusal.against(
                rule: "受理的异议要有结论", what: "异议正在调查，不能撤回记录",
                advice: "查清以后写“异议不成立”或“异议成立”")
        }
        guard step.before != nil else { return }
        let application = try registry.record(writer.reader, Applications.applications, id)
        if step.enters("investigating") {
            if record["named"].integer != 1 {
                throw RecordRefusal.against(
                    rule: "实名异议才暂缓立项", what: "这件异议是匿名的", advice: "登记线索，另行核查")
            }
            if application.state == "proposed" {
                try move(id, "suspend", registry, writer)
            } else if application.state != "suspended" {
                throw RecordRefusal.against(
                    rule: "公示中的项目才能暂缓",
                    what: "这项申报现在不是拟立项", advice: "已经下达的按科研诚信举报办理")
            }
        }
        if step.enters("upheld"), application.state == "suspended" {
            try move(id, "refuse", registry, writer)
        }
        if step.enters("dismissed"), application.state == "suspended" {
            // Another objection to the same item may still be open.
            let others = try writer.reader.integer(
                """
                SELECT count(*) FROM objection WHERE application = \(id) AND id <> \(record.id)
                AND state = 'investigating'
                """)
            if others == 0 { try move(id, "resume", registry, writer) }
        }
    }

    private func move(_ id: Int64, _ move: String, _ registry: Registry, _ writer: Writer) throws {
        _ = try registry.move(Applications.applications, id, move, version: nil, writer)
    }

    private func accept(_ record: Record, _ notice: Record, _ application: Int64) throws {
        let listed = (notice.rows["items"] ?? []).contains {
            $0["application"]?.integer == application
        }
        if !listed {
            throw RecordRefusal.against(
                rule: "异议针对公示名单里的项目", what: "这项申报不在公示名单里", advice: "核对公示和申报")
        }
        let received = record["received_on"].text ?? ""
        let (from, until) = (notice["starts_on"].text ?? "", notice["ends_on"].text ?? "")
        if received < from || received > until {
            throw RecordRefusal.against(
                rule: "公示期内提出（\(from) 至 \(until)）", what: "收到日期 \(received) 不在公示期内",
                advice: "期外的按科研诚信举报办理")
        }
    }
}
