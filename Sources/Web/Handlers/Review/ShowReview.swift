import Applications
import Awards
import Catalogue
import Documents
import Registers
import Review
import Store
import Values

extension Desk {
    /// The calls that have anything to review, and how far each is.
    func showReviews(_ request: Request) async throws -> Response {
        let page = try await read { reader -> LeafPage in
            let calls = try review.calls(reader, by: viewer)
            let table = Table(
                caption: "有评审的通知",
                columns: [
                    .init(title: "申报通知"), .init(title: "编号"), .init(title: "状态"),
                    .init(title: "通过审查、待评", isNumber: true),
                    .init(title: "已有得分", isNumber: true),
                ],
                rows: calls.map { call, waiting, reviewed in
                    [
                        "<a href=\"\(Link.review(call.id))\">\(call["title"].text ?? "")</a>",
                        "\(call["call_no"].text ?? "")", statePill(call), "\(waiting)",
                        "\(reviewed)",
                    ]
                })
            return LeafPage(
                frame: try frame(reader, "评审和立项", in: .calls),
                lead: "每个申报通知从评审、会议、公示到下达立项，都从这里进。点一个通知接着办下一步。",
                content: calls.isEmpty
                    ? EmptyState(sentence: "还没有到评审的通知。申报截止、形式审查办完以后出现在这里。").html
                    : table.html)
        }
        return .page(page.html)
    }

    /// One call: its panels, what is missing, the ranking.
    func showReview(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let page = try await read { reader -> LeafPage in
            let call = try review.call(reader, id, by: viewer)
            let (task, outcome, ranking) = try review.ranking(reader, call)
            let panels = try review.panels(reader, of: id)
            let isDone = !task.applications.contains {
                ["formal-passed", "cleared"].contains($0.state)
            }
            return LeafPage(
                frame: try reviewFrame(reader, call["title"].text ?? "评审"),
                lead: reviewLead(task, outcome, isDone: isDone),
                action: buttons(reviewActs(call, task, outcome, isDone: isDone)),
                content: """
                    \(reviewNotice(request))\(try matchingPart(reader, call, task))\
                    \(panelsPart(call, panels, task))\(obstaclesPart(outcome, isDone: isDone))\
                    \(try rankingPart(reader, task, outcome, ranking))\(try meetingsPart(reader, id))
                    """)
        }
        return .page(page.html)
    }

    private func reviewLead(_ task: ReviewTask, _ outcome: ReviewOutcome, isDone: Bool) -> String {
        if !task.terms.has(.review) { return "这个计划不评审，通过审查后直接由会议决定。" }
        let blind = task.terms.blind ? "盲评，排名里不显示申报单位。" : ""
        if task.applications.isEmpty { return "还没有通过审查、等着评审的申报。\(blind)" }
        return isDone
            ? "评审已完成，得分和名次不再变。\(blind)接着模拟资金线，提请会议。"
            : "先建评审组，再录入、核对评分表，齐了办“评审完成”。\(blind)"
    }

    private func reviewActs(
        _ call: Record, _ task: ReviewTask, _ outcome: ReviewOutcome, isDone: Bool
    ) -> [(title: String, link: Link)] {
        var acts: [(title: String, link: Link)] = []
        guard review.manages(viewer) else { return acts }
        if !task.terms.has(.review) || (isDone && !task.applications.isEmpty) {
            acts.append(("模拟资金线", .decision(call.id)))
        } else if outcome.obstacles.isEmpty {
            acts.append(("评审完成", .of(.completeReview, call.id)))
        }
        if task.terms.has(.review), !isDone || task.applications.isEmpty {
            acts.append(
                (
                    "新建评审组",
                    Link(.newRecord, ["review-panel"], Parameters([("call", String(call.id))]))
                ))
        }
        if task.terms.has(.siteVisit) || task.terms.has(.review) {
            acts.append(("登记现场考察", Link(.newRecord, ["site-visit"])))
        }
        if !task.applications.isEmpty {
            acts.append(("排名表 Excel", .of(.reviewRanking, call.id)))
        }
        return acts
    }

    private func matchingPart(_ reader: Reader, _ call: Record, _ task: ReviewTask) throws -> HTML {
        guard task.terms.has(.matching) else { return "" }
        let (rows, waiting) = try review.matchings(reader, of: task)
        let press: HTML =
            waiting > 0 && review.manages(viewer)
            ? pressButton(
                "把 \(waiting) 份揭榜方案送需求方", .of(.openMatching, call.id), isPrimary: true) : ""
        let table = Table(
            caption: "揭榜对接",
            columns: [
                .init(title: "揭榜项目"), .init(title: "揭榜方"), .init(title: "报价（元）", isNumber: true),
                .init(title: "需求方排序", isNumber: true), .init(title: "选中"), .init(title: "理由"),
                .init(title: "状态"),
            ],
            rows: rows.map { one in
                [
                    """
                    <a href="\(Link.record(Review.matchings, one.id))">\(one["title"].text ?? "")</a>
                    """, "\(one["bidder"].text ?? "")", "\(yuan(one["bid_price"]))",
                    "\(one["place"].integer.map(String.init) ?? "")",
                    one["chosen"].integer == 1 ? "✓ 选中" : one["chosen"].isNull ? "" : "没有选",
                    "\(one["reason"].text ?? "")", statePill(one),
                ]
            })
        let shown: HTML =
            rows.isEmpty ? "<p class=\"empty\">还没有送需求方。选中的才进入评审。</p>" : table.html
        return """
            <section class="group"><h2>揭榜对接<small>\(rows.count) 份</small></h2>\(press)\(shown)</section>
            """
    }

    private func panelsPart(_ call: Record, _ panels: [Record], _ task: ReviewTask) -> HTML {
        guard task.terms.has(.review) else { return "" }
        if panels.isEmpty {
            let least = task.terms.panel.map { "，至少 \($0.value) \($0.unit)专家" } ?? ""
            return """
                <section class="group"><h2>评审组</h2>\
                \(EmptyState(sentence: "还没有评审组。新建一个，写上专家\(least)。").html)</section>
                """
        }
        let table = Table(
            caption: "评审组",
            columns: [
                .init(title: "评审组"), .init(title: "类别"), .init(title: "评审日期", isTight: true),
                .init(title: "到会专家", isNumber: true), .init(title: "状态"),
            ],
            rows: panels.map { panel in
                [
                    """
                    <a href="\(Link.reviewPanel(panel.id))">\(panel["title"].text ?? "")</a>
                    """, "\(review.kind(panel["kind"].text))",
                    "\(panel["held_on"].text ?? "")", "\(review.experts(of: panel).count)",
                    statePill(panel),
                ]
            })
        return """
            <section class="group"><h2>评审组<small>\(panels.count) 个</small></h2>\(table.html)</section>
            """
    }

    private func obstaclesPart(_ outcome: ReviewOutcome, isDone: Bool) -> HTML {
        guard !outcome.obstacles.isEmpty, !isDone else { return "" }
        let items = outcome.obstacles.prefix(50).map { "<li>\($0.description)</li>" as HTML }
        return """
            <section class="group"><h2>还差什么<small>\(outcome.obstacles.count) 处</small></h2>\
            <ul class="plain">\(items)</ul></section>
            """
    }

    private func rankingPart(
        _ reader: Reader, _ task: ReviewTask, _ outcome: ReviewOutcome, _ ranking: Ranking
    ) throws -> HTML {
        guard task.terms.has(.review), !task.applications.isEmpty else { return "" }
        let visits = try review.visits(reader, of: task.call.id)
        let records = Dictionary(
            task.applications.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let isBlind = task.terms.blind
        let rules = outcome.rules.map { "<li>\($0)</li>" as HTML }
        let table = Table(
            caption: "排名",
            columns: [
                .init(title: "申报"), .init(title: "类别"), .init(title: "名次", isNumber: true),
                .init(title: "得分", isNumber: true), .init(title: "评分表", isNumber: true),
                .init(title: isBlind ? "技术领域" : "申报单位"), .init(title: "现场考察"),
                .init(title: "状态"), .init(title: "提醒"),
            ],
            rows: ranking.lines.prefix(500).map { line in
                let record = records[line.id]
                let notes = (line.isTied ? ["并列，由会议决定"] : []) + line.assessment.alerts
                let field = record?["field"].text.map {
                    catalogue.list("high-tech-fields")?.title(of: $0) ?? $0
                }
                let score = line.assessment.score?.description ?? ""
                let trimmed: HTML = line.assessment.isTrimmed ? " <small>去高低</small>" : ""
                return [
                    """
                    <a href="\(Link.record(Applications.applications, line.id))">\(line.title)</a> <small>\(line.number)</small>
                    """, "\(review.kind(line.kind))", "\(line.rank.map(String.init) ?? "")",
                    "\(score)", "\(line.assessment.sheets) 张\(trimmed)",
                    isBlind ? "\(field ?? "")" : "\(record?["organisation_name"].text ?? "")",
                    "\(visits[line.id] ?? "")", record.map(statePill) ?? "",
                    notes.isEmpty
                        ? "" : "<span class=\"overdue\">▲ \(notes.joined(separator: "；"))</span>",
                ]
            }, isDense: true)
        return """
            <section class="group"><h2>排名<small>\(ranking.lines.count) 项，各类分别排</small></h2>\
            <ul class="plain note">\(rules)<li>排名摘要 <code>\(String(ranking.digest.prefix(16)))</code>：同样的评分表总得出同样的排名</li></ul>\
            \(table.html)</section>
            """
    }

    private func meetingsPart(_ reader: Reader, _ call: Int64) throws -> HTML {
        let course = try decisions.course(reader, of: call)
        guard !course.isEmpty else { return "" }
        let table = Table(
            caption: "会议、公示和立项",
            columns: [
                .init(title: "会议"), .init(title: "状态"), .init(title: "同意", isNumber: true),
                .init(title: "金额（元）", isNumber: true), .init(title: "公示"), .init(title: "立项"),
            ],
            rows: course.map { step in
                let one = step.meeting
                let awarded = step.batches.map { batch -> HTML in
                    "<a href=\"\(Link.awardBatch(batch.id))\">\(batch.docNo)</a> "
                }
                return [
                    """
                    <a href="\(Link.decisionMeeting(one.id))">\(one["title"].text ?? "")</a>
                    """, statePill(one), "\(one["yes"].integer ?? 0) 项", "\(yuan(one["amount"]))",
                    step.notice.map { "<a href=\"\(Link.publicNotice($0))\">公示</a>" } ?? "",
                    "\(awarded)",
                ]
            })
        return """
            <section class="group"><h2>会议、公示和立项</h2>\(table.html)</section>
            """
    }

    /// The ranking as an Excel table.
    func sendRanking(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let bytes = try await temporaryFile("xlsx") { path in
            try await self.read { reader in
                try self.review.writeRanking(
                    reader, try self.review.call(reader, id, by: self.viewer), to: path)
            }
        }
        return .download(
            .bytes(bytes), type: Self.excel, name: "评审排名表.xlsx", plainName: "ranking-\(id).xlsx")
    }

    /// Before scores and places are fixed: what each application gets.
    func showCompleteReview(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let page = try await read { reader -> HTML in
            try review.permitReview(viewer)
            let call = try review.call(reader, id, by: viewer)
            let (task, outcome, ranking) = try review.ranking(reader, call)
            if !outcome.obstacles.isEmpty { throw ReviewRefusal.notReady(outcome.obstacles) }
            let open = Dictionary(
                task.applications.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            return ConfirmPage(
                frame: try reviewFrame(reader, "评审完成", reviewTrail(call)),
                lead: "下面的得分和名次写进申报，评审组关闭，评分表不再变。按下以后不能撤回。",
                action: .of(.completeReview, id), csrf: formToken,
                lines: ranking.lines.map { line in
                    let isOpen = ["formal-passed", "cleared"].contains(open[line.id]?.state ?? "")
                    return .init(
                        title: "\(line.number) \(line.title)", now: "待评审",
                        then:
                            "\(line.assessment.score?.description ?? "") 分，\(review.kind(line.kind))第 \(line.rank ?? 0) 名",
                        kept: isOpen ? nil : "已经评审过")
                }, hidden: [("digest", ranking.digest)], button: "评审完成",
                cancel: .review(id)
            ).html
        }
        return .page(page)
    }

    func completeReview(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        try await review.completeReview(id, digest: request.form["digest"], by: viewer)
        return .see(Link.review(id).with("done", "completed"))
    }

    /// Lays the bids before the owners of the needs.
    func openMatching(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        try await review.openMatching(id, by: viewer)
        return .see(Link.review(id).with("done", "matching"))
    }
}
