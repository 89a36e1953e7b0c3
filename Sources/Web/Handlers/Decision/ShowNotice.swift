import Applications
import Awards
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// Before a notice is put up: its list, its term.
    func showPublishNotice(_ request: Request) async throws -> Response {
        let page = try await publishPage(request, request.parameters, nil)
        return .page(page.html)
    }

    func publishNotice(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        do {
            let notice = try await decisions.startNotice(
                id, contact: typed(request.form, "contact"),
                releasedBy: typed(request.form, "secrecy_by"), by: viewer)
            return .see(Link.publicNotice(notice.id).with("done", "published"))
        } catch let refusal as DecisionRefusal {
            guard case .missing = refusal else { throw refusal }
            let page = try await publishPage(request, request.form, refusal.description)
            return .page(page.html, status: 422)
        }
    }

    private func publishPage(_ request: Request, _ values: Parameters, _ problem: String?)
        async throws -> LeafPage
    {
        let id = try pathID(request)
        return try await read { reader in
            let preview = try decisions.previewNotice(reader, id, by: viewer)
            let meeting = preview.meeting
            let contact = FormField(
                name: "contact", title: "异议受理方式",
                control: TextControl(value: values["contact"] ?? "", most: 200), isRequired: true,
                help: "公示页写给公众看。", example: "机关纪委 0730-0000000")
            let secrecy = FormField(
                name: "secrecy_by", title: "保密审查人",
                control: TextControl(value: values["secrecy_by"] ?? "", most: 60),
                isRequired: true, help: "看过下面的名单，同意公开。")
            return LeafPage(
                frame: try reviewFrame(
                    reader, "发布公示",
                    [
                        Crumb(title: meeting["title"].text ?? "", link: .decisionMeeting(id))
                    ]),
                lead:
                    "今天发布，次日起数 \(preview.days) 个工作日，到 \(preview.endsOn.chinese)结束。依据：\(preview.source)。公众看到下面的名单，发布以后不能改。",
                content: """
                    \(ErrorSummary(whole: problem.map { [$0] } ?? [], fields: []).html)\
                    \(noticeItems(preview.items.map { ($0.place, $0.kind, $0.title, $0.hiddenTitle, $0.organisation, $0.leader, $0.amount, nil) }))
                    <form class="edit" method="post" action="\(Link.of(.publishNotice, id))" novalidate>\
                    \(Person.field(formToken))<section class="panel questions"><h2>公示</h2>\(contact.html)\(secrecy.html)</section>\
                    <div class="save-bar"><p class="save-state">按下之前什么都没有公开</p><div class="actions">\
                    <button class="btn btn-primary">发布公示</button>\
                    <a class="btn btn-link" href="\(Link.decisionMeeting(id))">先不发</a></div></div></form>
                    """)
        }
    }

    typealias NoticeItem = (
        place: Int, kind: String, title: String, hiddenTitle: String?, organisation: String,
        leader: String, amount: Money, standing: HTML?
    )

    func noticeItems(_ items: [NoticeItem]) -> HTML {
        let hasStanding = items.contains { $0.standing != nil }
        let table = Table(
            caption: "名单",
            columns: [
                .init(title: "项目名称"), .init(title: "序号", isNumber: true),
                .init(title: "类别"), .init(title: "承担单位"), .init(title: "负责人"),
                .init(title: "金额（元）", isNumber: true),
            ] + (hasStanding ? [.init(title: "现在")] : []),
            rows: items.map { item in
                let own: HTML? = item.hiddenTitle.map {
                    "<br><small>\($0)（不公开）</small>"
                }
                return [
                    "\(item.title)\(own)", "\(item.place)", "\(item.kind)", "\(item.organisation)",
                    "\(item.leader)", "\(Numbers.yuan(item.amount))",
                ] + (hasStanding ? [item.standing ?? ""] : [])
            },
            total: [
                "合计", "", "", "", "",
                "\(Numbers.yuan(Money(fen: items.reduce(0) { $0 + $1.amount.fen })))",
            ] + (hasStanding ? [""] : []))
        return """
            <section class="group"><h2>名单<small>\(items.count) 项</small></h2>\(table.html)</section>
            """
    }

    func items(of notice: Record) -> [NoticeItem] {
        (notice.rows["items"] ?? []).map { row in
            (
                Int(row["place"]?.integer ?? 0), row["kind"]?.text ?? "",
                row["title"]?.text ?? "", nil, row["organisation"]?.text ?? "",
                row["leader"]?.text ?? "", Money(fen: row["amount"]?.integer ?? 0), nil
            )
        }
    }

    /// One notice, for the bureau: its term, objections, the award.
    func showPublicNotice(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let page = try await read { reader -> LeafPage in
            let notice = try decisions.record(reader, Decisions.notices, id, by: viewer)
            let objections = try decisions.objections(reader, to: id)
            let ids = (notice.rows["items"] ?? []).compactMap { $0["application"]?.integer }
            let records = try decisions.listed(reader, in: notice)
            let shown = zip(ids, items(of: notice)).map { application, item -> NoticeItem in
                var item = item
                item.standing = records[application].map(statePill)
                if item.title == Openness.hiddenName {
                    item.hiddenTitle = records[application]?["title"].text
                }
                return item
            }
            let batches = try decisions.batches(reader, of: id)
            let canAward = records.values.contains { $0.state == "proposed" }
            return LeafPage(
                frame: try reviewFrame(
                    reader, notice["title"].text ?? "公示",
                    [
                        Crumb(
                            title: "立项会议",
                            link: .decisionMeeting(notice["meeting"].integer ?? 0))
                    ]),
                lead: noticeLead(notice), action: buttons(noticeActs(notice, canAward)),
                content: """
                    \(reviewNotice(request))\(closePart(notice))\(objectionsPart(notice, objections))\
                    \(noticeItems(shown))\(Self.batches(batches))\
                    \(facts("公示", [
                        ("公示编号", notice["notice_no"].text ?? ""), ("期限依据", notice["source"].text ?? ""),
                        ("受理异议", notice["contact"].text ?? ""), ("保密审查", "\(notice["secrecy_by"].text ?? "") \(notice["secrecy_on"].text ?? "")"),
                        ("办结情况", notice["closing"].text ?? ""), ("名单摘要", String((notice["list_digest"].text ?? "").prefix(16))),
                    ]))
                    """)
        }
        return .page(page.html)
    }

    private func noticeLead(_ notice: Record) -> String {
        let term = "\(notice["starts_on"].text ?? "") 至 \(notice["ends_on"].text ?? "")。"
        return notice.state == "published"
            ? term + "期满第二天起办结；实名异议受理后只暂缓那一项。" : term + (notice["closing"].text ?? "")
    }

    private func noticeActs(_ notice: Record, _ canAward: Bool) -> [(title: String, link: Link)] {
        guard decisions.manages(viewer) else { return [] }
        var acts: [(title: String, link: Link)] = []
        if notice.state == "closed", canAward {
            acts.append(("下达立项", .of(.awardNotice, notice.id)))
        }
        if notice["rehearsal"].integer != 1 { acts.append(("公众看到的", .openNotice(notice.id))) }
        if notice.state == "published" {
            acts.append(
                (
                    "登记异议",
                    Link(
                        .newRecord, [Decisions.objections],
                        Parameters([("notice", String(notice.id))]))
                ))
        }
        acts.append(("打印", Link(.recordPapers, [Decisions.notices, String(notice.id)])))
        acts.append(("记录和历史", .record(Decisions.notices, notice.id)))
        return acts
    }

    private func closePart(_ notice: Record) -> HTML {
        guard notice.state == "published",
            let until = notice["ends_on"].text.flatMap({ CalendarDate(iso: $0) })
        else { return "" }
        let mark = DueMark(due: until, today: today, calendar: catalogue.calendar)
        let press: HTML =
            until < today && decisions.manages(viewer)
            ? pressButton("公示办结", .of(.closeNotice, notice.id), isPrimary: true)
            : "<p class=\"note\">期满第二天起可以办结。</p>"
        return """
            <section class="panel"><h2>公示期</h2><p>\(mark.html)</p>\(press)</section>
            """
    }

    private func objectionsPart(_ notice: Record, _ objections: [Record]) -> HTML {
        guard !objections.isEmpty else {
            return """
                <section class="group"><h2>异议</h2>\
                <p class="empty">没有收到异议。收到来信来访的，在右上“登记异议”。</p></section>
                """
        }
        let titles = Dictionary(
            (notice.rows["items"] ?? []).compactMap { row -> (Int64, String)? in
                row["application"]?.integer.map { ($0, row["title"]?.text ?? "") }
            }, uniquingKeysWith: { first, _ in first })
        let table = Table(
            caption: "异议",
            columns: [
                .init(title: "异议"), .init(title: "对哪一项"), .init(title: "实名"),
                .init(title: "收到", isTight: true), .init(title: "状态"),
            ],
            rows: objections.map { one in
                [
                    """
                    <a href="\(Link.record(Decisions.objections, one.id))">\(one["objection_no"].text ?? "")</a>
                    """, "\(titles[one["application"].integer ?? 0] ?? "")",
                    one["named"].integer == 1 ? "实名" : "匿名",
                    "\(one["received_on"].text ?? "")", statePill(one),
                ]
            })
        return """
            <section class="group"><h2>异议<small>\(objections.count) 件</small></h2>\(table.html)</section>
            """
    }

    private static func batches(_ batches: [Decisions.Batch]) -> HTML {
        guard !batches.isEmpty else { return "" }
        let items = batches.map { batch -> HTML in
            "<li><a href=\"\(Link.awardBatch(batch.id))\">\(batch.docNo)</a></li>"
        }
        return "<section class=\"group\"><h2>已下达</h2><ul class=\"plain\">\(items)</ul></section>"
    }

    func closeNotice(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        try await decisions.closeNotice(id, by: viewer)
        return .see(Link.publicNotice(id).with("done", "closed"))
    }
}
