import Applications
import Catalogue
import Journal
public import Registers
import Review
public import Store
public import Values
import Work

/// What a notice would say, before it is put up.
public struct NoticePreview: Sendable {
    public let meeting: Record
    public let title: String
    public let startsOn: CalendarDate
    /// The last day of the term.
    public let endsOn: CalendarDate
    public let days: Int
    /// The rule that sets the term, with its source.
    public let source: String
    public let items: [Item]

    /// One line of the list: what the public sees.
    public struct Item: Sendable, Hashable {
        public let place: Int
        public let application: Int64
        public let kind: String
        /// What the notice says: nothing of contents that the secrecy review found unfit.
        public let title: String
        /// What the application is called, where the notice does not say it; for the bureau alone.
        public let hiddenTitle: String?
        public let organisation: String
        public let leader: String
        public let amount: Money
    }

    public var sum: Money { Money(fen: items.reduce(0) { $0 + $1.amount.fen }) }
}

extension Decisions {
    /// What the notice of a meeting's decisions would be.
    /// - Parameter day: on which it is put up; today where nil.
    /// - Throws: `DecisionRefusal.wrongState`, `.noStage`, `.missing`, `.nothingToAward`.
    public func previewNotice(
        _ reader: Reader, _ meeting: Int64, on day: CalendarDate? = nil, by viewer: Viewer
    ) throws -> NoticePreview {
        let meeting = try record(reader, Self.meetings, meeting, by: viewer)
        guard meeting.state == "decided" else {
            throw DecisionRefusal.wrongState(
                what: "立项会议", state: state(meeting), advice: "决定生效以后再公示")
        }
        let (call, terms) = try call(reader, of: meeting)
        guard terms.has(.notice) else {
            throw DecisionRefusal.noStage(call["title"].text ?? "", stage: "公示")
        }
        guard let rule = terms.term(of: .notice), let days = rule.number else {
            throw DecisionRefusal.missing(
                "公示期限的规则", advice: "请管理员在 catalogue/rules 里补上 notice_days")
        }
        let agreed = (meeting.rows["items"] ?? []).filter { $0["agreed"]?.integer == 1 }
            .compactMap { $0["application"]?.integer }
        let records = try registry.records(reader, Applications.applications, ids: agreed)
            .filter { $0.state == "proposed" }
            .sorted { left, right in
                (left["kind"].text ?? "", left["application_no"].text ?? "")
                    < (right["kind"].text ?? "", right["application_no"].text ?? "")
            }
        if records.isEmpty { throw DecisionRefusal.nothingToAward }
        let today = day ?? database.clock.today
        let year = call["year"].integer.map { "\($0)年度" } ?? ""
        return NoticePreview(
            meeting: meeting, title: "\(year)\(terms.title)拟立项项目公示", startsOn: today,
            // The day on which it is put up does not count.
            endsOn: WorkingDays(catalogue.calendar).adding(days, to: today), days: days,
            source: "\(rule.title) \(days) \(rule.unit)（\(rule.source)）",
            items: records.enumerated().map { index, one in
                let title = one["title"].text ?? ""
                let isHidden = one["secrecy"].text == "internal"
                return NoticePreview.Item(
                    place: index + 1, application: one.id, kind: review.kind(one["kind"].text),
                    title: isHidden ? Openness.hiddenName : title,
                    hiddenTitle: isHidden ? title : nil,
                    organisation: one["organisation_name"].text ?? "",
                    leader: one["leader_name"].text ?? "", amount: Self.money(one["proposed"]))
            })
    }

    /// Puts the notice up: its list does not change any more, and the term begins.
    /// - Parameters:
    ///   - contact: the section and telephone that take objections.
    ///   - releasedBy: who reviewed it for confidentiality; nothing is public before that.
    @discardableResult
    public func startNotice(
        _ meeting: Int64, contact: String, releasedBy: String, by viewer: Viewer,
        also: @escaping WriteBeside = { _, _ in }
    ) async throws -> Record {
        let decisions = self
        let act = act(viewer, "public-notice.published", reason: "拟立项公示")
        return try await database.write(act) { writer in
            let notice = try decisions.startNotice(
                meeting, contact: contact, releasedBy: releasedBy, by: viewer, writer)
            try also(writer, notice)
            return notice
        }
    }

    /// The same inside a write.
    /// - Parameter day: on which it was put up, where it is entered afterwards.
    @discardableResult
    public func startNotice(
        _ meeting: Int64, contact: String, releasedBy: String, on day: CalendarDate? = nil,
        by viewer: Viewer, _ writer: Writer
    ) throws -> Record {
        try permitManaging(viewer)
        if contact.isEmpty {
            throw DecisionRefusal.missing("异议受理方式", advice: "填上，公示页要写给公众看")
        }
        if releasedBy.isEmpty {
            throw DecisionRefusal.missing("保密审查人", advice: "请保密审查人看过名单，填上姓名")
        }
        let preview = try previewNotice(
            writer.reader, meeting, on: day ?? writer.now.businessDate, by: viewer)
        let call = preview.meeting["call"]
        let count = try writer.reader.integer(
            "SELECT count(*) FROM public_notice WHERE call = \(call.integer ?? 0)")
        let number = try registry.record(
            writer.reader, Applications.calls, call.integer ?? 0)["call_no"].text
        let text = preview.items.map {
            "\($0.place)\t\($0.kind)\t\($0.title)\t\($0.organisation)\t\($0.leader)\t\($0.amount.fen)"
        }.joined(separator: "\n")
        let draft = Draft(
            [
                "notice_no": .text("\(number ?? "#\(call.integer ?? 0)")-公示-\(count + 1)"),
                "title": .text(preview.title), "call": call,
                "meeting": .integer(preview.meeting.id),
                "rehearsal": preview.meeting["rehearsal"],
                "starts_on": .text(preview.startsOn.iso), "ends_on": .text(preview.endsOn.iso),
                "days": .integer(Int64(preview.days)),
                "source": .text(String(preview.source.prefix(200))),
                "contact": .text(contact), "secrecy_by": .text(releasedBy),
                "secrecy_on": .text(preview.startsOn.iso),
                "projects": .integer(Int64(preview.items.count)),
                "amount": .integer(preview.sum.fen), "list_digest": .text(Digest(of: text).hex),
            ],
            rows: [
                "items": preview.items.map { item in
                    [
                        "place": .integer(Int64(item.place)),
                        "application": .integer(item.application), "kind": .text(item.kind),
                        "title": .text(item.title), "organisation": .text(item.organisation),
                        "leader": .text(item.leader), "amount": .integer(item.amount.fen),
                    ]
                }
            ])
        return try registry.create(draft, in: Self.notices, writer)
    }
}
