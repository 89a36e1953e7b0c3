import Applications
import Catalogue
import Documents
import Files
import Registers
import Store
import Values

extension Desk {
    /// The calls in which the viewer has something to recommend.
    func showRecommendations(_ request: Request) async throws -> Response {
        let now = moment
        let page = try await read { reader -> HTML in
            let calls = try applications.recommendationCalls(reader, by: viewer)
            let frame = try callsFrame(reader, "推荐")
            let lead = "截止以前把要推荐的排好次序、打印推荐函签字盖章、报送；以服务器时间为准，晚一秒都不收。"
            guard !calls.isEmpty else {
                return LeafPage(
                    frame: frame, lead: lead,
                    content: EmptyState(
                        sentence: "现在没有要推荐的申报。申报单位提交以后会出现在这里。",
                        action: ("看申报通知", Link(.calls))
                    ).html
                ).html
            }
            let table = Table(
                caption: "要推荐的申报通知",
                columns: [
                    .init(title: "申报通知"), .init(title: "推荐截止"),
                    .init(title: "待推荐", isNumber: true), .init(title: "已推荐", isNumber: true),
                    .init(title: "名额", isNumber: true), .init(title: "状态"),
                ],
                rows: calls.map { one in
                    [
                        "<a href=\"\(Link.of(.recommendationDesk, one.call.id))\">\(one.call["title"].text ?? "")</a>",
                        deadline(one.due, now), "\(one.waiting)", "\(one.recommended)",
                        "\(one.quota.map(String.init) ?? "不限")",
                        "\(one.record?["sent_at"].text.map { "已报送 \($0)" } ?? "没有报送")",
                    ]
                })
            return LeafPage(frame: frame, lead: lead, content: table.html).html
        }
        return .page(page)
    }

    /// The last moment with what is left of it; red when it is today.
    func deadline(_ due: Instant?, _ now: Instant) -> HTML {
        guard let due else { return "没有规定" }
        if due < now { return "<span class=\"overdue\">\(CallTime.text(due)) 已截止</span>" }
        return DueMark(
            due: due.businessDate, hour: String(CallTime.text(due).suffix(8)),
            today: now.businessDate, calendar: catalogue.calendar
        ).html
    }

    /// What a recommender has to do in one call: the order, the letter, the sending.
    func showRecommendationDesk(_ request: Request) async throws -> Response {
        .page(try await recommendationPage(request, problem: nil))
    }

    /// Keeps the order that was typed, or moves one up or down.
    func rankApplications(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let act = request.form["act"] ?? "save"
        do {
            let desk = try await read {
                try applications.recommendationDesk($0, call: id, on: today, by: viewer)
            }
            _ = try await applications.rankApplications(
                id, Self.order(desk, request.form, act), by: viewer)
            return .see(Link.of(.recommendationDesk, id).with("done", "ranked"))
        } catch let refusal as RecommendationRefusal {
            guard case .overQuota = refusal else { throw refusal }
            return .page(
                try await recommendationPage(request, problem: refusal.description), status: 422)
        }
    }

    /// The order that was typed: numbers first to last, equal ones as they stood; then one is
    /// moved where its button was pressed.
    static func order(_ desk: RecommendationDesk, _ form: Parameters, _ act: String) -> [Int64] {
        var order = desk.waiting.enumerated().compactMap { place, line -> (Int, Int, Int64)? in
            guard let rank = Int(form["rank.\(line.id)"] ?? ""), rank > 0 else { return nil }
            return (rank, place, line.id)
        }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
        let parts = act.split(separator: ".")
        guard parts.count == 2, let id = Int64(parts[1]) else { return order }
        guard let place = order.firstIndex(of: id) else {
            return parts[0] == "add" ? order + [id] : order
        }
        switch parts[0] {
        case "up" where place > 0: order.swapAt(place, place - 1)
        case "down" where place < order.count - 1: order.swapAt(place, place + 1)
        case "drop": order.remove(at: place)
        default: break
        }
        return order
    }

    private func recommendationPage(_ request: Request, problem: String?) async throws -> HTML {
        let id = try applicationID(request)
        let now = moment
        return try await read { reader in
            let desk = try applications.recommendationDesk(
                reader, call: id, on: now.businessDate, by: viewer)
            let frame = try callsFrame(
                reader, "推荐：\(desk.call["title"].text ?? "")",
                [Crumb(title: "推荐", link: Link(.recommendations))])
            let isOpen = desk.due.map { now <= $0 } ?? true
            let told: HTML? = problem.map { Notice(kind: .wrong, text: $0).html }
            let files: HTML? = try desk.record.flatMap { try scansOf(reader, $0) }
            return LeafPage(
                frame: frame,
                lead:
                    "\(desk.recommender.name)：名额 \(desk.quota.map { "\($0) 项" } ?? "不限")，待推荐 \(desk.waiting.count) 项，已选 \(desk.chosen.count) 项，已报送 \(desk.sent.count) 项。",
                action: sendAction(desk, isOpen),
                content: """
                    \(recommendNotice(request))\(told)\(wayOf(desk, now))\
                    \(rankForm(desk, isOpen, frame))\(letterOf(desk, frame))\(files)\(settled(desk))
                    """
            ).html
        }
    }

    private func sendAction(_ desk: RecommendationDesk, _ isOpen: Bool) -> HTML {
        guard isOpen, !desk.chosen.isEmpty else { return "" }
        guard desk.hasScan else {
            return """
                <div class="actions"><a class="btn btn-primary" href="#files">传盖章件，再报送</a></div>
                """
        }
        return """
            <div class="actions"><a class="btn btn-primary" href="\(Link.of(.sendRecommendation, desk.call.id))">报送 \(desk.chosen.count) 项</a></div>
            """
    }

    private func recommendNotice(_ request: Request) -> HTML? {
        let words = [
            "ranked": "次序已保存，还没有报送。下一步：出具推荐函，签字盖章，扫描上传，再报送。",
            "sent": "已报送，申报单位得到了通知。截止以前还可以补报。", "return": "已退回，申报单位得到了通知。",
            "decline": "已记为不推荐，申报单位得到了通知。", "attached": "文件已上传。盖章件齐了就可以报送。",
        ]
        return request.parameters["done"].flatMap { words[$0] }.map {
            Notice(kind: .done, text: $0).html
        }
    }

    private func wayOf(_ desk: RecommendationDesk, _ now: Instant) -> HTML {
        let isSent = !desk.sent.isEmpty
        let isRanked = isSent || !desk.chosen.isEmpty
        let steps = Steps(
            steps: [
                .init(
                    title: "排序", state: isRanked ? .done : .now,
                    detail: desk.record?["ranked_at"].text ?? "选出要推荐的，填次序"),
                .init(
                    title: "推荐函", state: desk.hasScan ? .done : isRanked ? .now : .ahead,
                    detail: desk.hasScan
                        ? "盖章件已上传"
                        : desk.hasAnyScan ? "名单改过，重新出具、盖章、上传" : "出具、签字盖章、扫描上传"),
                .init(
                    title: "报送",
                    state: isSent && desk.chosen.isEmpty
                        ? .done : isRanked && desk.hasScan ? .now : .ahead,
                    detail: desk.record?["sent_at"].text ?? "截止前报送"),
            ], label: "推荐走到哪一步")
        return """
            <section class="panel"><h2>截止时间 <small>\(deadline(desk.due, now))</small></h2>\(steps.html)</section>
            """
    }

    private func rankForm(_ desk: RecommendationDesk, _ isOpen: Bool, _ frame: Frame) -> HTML {
        let waiting = desk.waiting
        guard !waiting.isEmpty else {
            return EmptyState(sentence: "没有等着推荐的申报。").html
        }
        let chosen = desk.chosen.map(\.id)
        let table = Table(
            caption: "等着推荐的申报",
            columns: [
                .init(title: "项目"), .init(title: "次序", isTight: true), .init(title: "申报单位"),
                .init(title: "负责人"), .init(title: "申请（元）", isNumber: true),
                .init(title: "平台核查"), .init(title: "办理"),
            ],
            rows: waiting.map { line in rankRow(line, chosen, isOpen) })
        guard isOpen else {
            return "<section class=\"group\"><h2>没有推荐的</h2>\(table.html)</section>"
        }
        return """
            <form class="edit" method="post" action="\(Link.of(.recommendationDesk, desk.call.id))" novalidate>\
            <button class="visually-hidden" name="act" value="save" tabindex="-1" aria-hidden="true">保存次序</button>\
            \(frame.csrfField)<section class="group"><h2>推荐次序 <small>填 1、2、3……；不推荐的留空</small></h2>\
            \(table.html)</section><div class="save-bar"><p class="save-state">保存次序不是报送，可以再改</p>\
            <div class="actions"><button class="btn btn-primary" name="act" value="save">保存次序</button></div></div></form>
            """
    }

    private func rankRow(_ line: RecommendationDesk.Line, _ chosen: [Int64], _ isOpen: Bool)
        -> [HTML]
    {
        let place = chosen.firstIndex(of: line.id)
        let rank = place.map { String($0 + 1) } ?? ""
        let title: HTML = "\(line.title)<br><small>\(line.number) \(line.kind)</small>"
        func button(_ act: String, _ words: String, _ isOff: Bool) -> HTML {
            """
            <button class="btn btn-sm" name="act" value="\(act).\(line.id)"\(isOff ? " disabled" : HTML.empty)>\
            \(words)<span class="visually-hidden">：\(line.title)</span></button>
            """
        }
        let ranking: HTML =
            isOpen
            ? """
            <input class="form-control rank" type="number" min="1" max="999" name="rank.\(line.id)" \
            value="\(rank)" aria-label="\(line.title)的推荐次序">
            """ : "\(rank)"
        let moving: HTML =
            place.map { at in
                """
                \(button("up", "上移", at == 0))\(button("down", "下移", at == chosen.count - 1))
                """
            } ?? button("add", "选中", false)
        let settling: HTML = """
            <a href="\(Link(.settleApplication, [String(line.id), "return"]))">退回补正<span class="visually-hidden">：\(line.title)</span></a> \
            <a href="\(Link(.settleApplication, [String(line.id), "decline"]))">不推荐<span class="visually-hidden">：\(line.title)</span></a>
            """
        return [
            title, ranking, "\(line.organisation)", "\(line.leader)",
            "\(Numbers.yuan(line.requested))", gateWords(line.gate),
            isOpen ? "\(moving) \(settling)" : "",
        ]
    }

    /// How an application stands with the gate, in words that need no colour.
    func gateWords(_ gate: GateStanding) -> HTML {
        if gate.isClean { return "<span class=\"pill\">无异常</span>" }
        var parts: [String] = []
        if gate.open > 0 { parts.append("待判定 \(gate.open) 条") }
        if gate.upheld > 0 { parts.append("属实 \(gate.upheld) 条") }
        if gate.waived > 0 { parts.append("不采纳 \(gate.waived) 条") }
        if gate.warnings > 0 { parts.append("留意 \(gate.warnings) 条") }
        let isBad = gate.open + gate.upheld > 0
        return
            "<span\(attribute: "class", isBad ? "overdue" : nil)>\(parts.joined(separator: "，"))</span>"
    }

    private func letterOf(_ desk: RecommendationDesk, _ frame: Frame) -> HTML? {
        guard let record = desk.record, desk.chosen.count + desk.sent.count > 0 else { return nil }
        let make = Link(
            .recordPaper,
            [Applications.recommendations, String(record.id), "programme-recommendation"])
        return """
            <section class="panel"><h2>推荐函和汇总表</h2><p>出具后印上查验码，内容和次序固定；次序改了要重新出具。\
            签字盖章后扫描，传到下面，再报送。</p><div class="actions"><form method="post" action="\(make)">\(frame.csrfField)\
            <button class="btn">出具推荐函和汇总表</button></form>\
            <a class="btn" href="\(Link(.recordPapers, [Applications.recommendations, String(record.id)]))">出具过的</a></div></section>
            """
    }

    private func scansOf(_ reader: Reader, _ record: Record) throws -> HTML? {
        guard let register = catalogue.register(Applications.recommendations),
            var files = try attachedFiles(reader, of: record, in: register)
        else { return nil }
        files.title = "盖章扫描件"
        files.lead = "推荐函和汇总表签字盖章后扫描成 PDF 或图片传在这里，传了才能报送；名单或次序改了要重新盖章上传。"
        files.purpose = .stampedScan
        return files.html
    }

    private func settled(_ desk: RecommendationDesk) -> HTML? {
        let others = desk.lines.filter { !$0.isWaiting }
        guard !others.isEmpty else { return nil }
        let table = Table(
            caption: "办过的",
            columns: [
                .init(title: "项目"), .init(title: "次序", isNumber: true), .init(title: "申报单位"),
                .init(title: "申请（元）", isNumber: true), .init(title: "现在"),
            ],
            rows: others.map { line in
                let register = catalogue.register(Applications.applications)
                let pill =
                    register.map {
                        Pill(state: line.state, in: catalogue.lifecycle(of: $0)).html
                    } ?? "\(line.state)"
                return [
                    "\(line.title)<br><small>\(line.number)</small>",
                    "\(line.rank.map(String.init) ?? "")", "\(line.organisation)",
                    "\(Numbers.yuan(line.requested))", pill,
                ]
            })
        return "<section class=\"group\"><h2>办过的</h2>\(table.html)</section>"
    }
}
