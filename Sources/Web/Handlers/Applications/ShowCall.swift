import Applications
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// A call: for the bureau what it says, how far it is and what comes next; for applicants what
    /// it offers and how to apply.
    func showCall(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let now = moment
        let page = try await read { reader -> LeafPage in
            let offer = try applications.visibleOffer(reader, id, by: viewer)
            if viewer.isLimited {
                return try publicCall(reader, offer, now, notice: callsNotice(request))
            }
            let frame = try callsFrame(reader, offer.call["title"].text ?? "")
            return LeafPage(
                frame: frame, lead: lead(offer, now), action: callActions(offer, now),
                content: """
                    \(callsNotice(request))\(callSteps(offer.call, now))\(callFacts(offer, now))\
                    \(callKinds(offer))\(callTopics(reader, offer))\(callTerms(offer))
                    """)
        }
        return .page(page.html)
    }

    /// A call exactly as applicants see it, before it is published.
    func previewCall(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let now = moment
        let page = try await read { reader -> LeafPage in
            let offer = try applications.visibleOffer(reader, id, by: viewer)
            guard !viewer.isLimited else { throw CallRefusal.notManager }
            let notice = Notice(
                kind: .caution, text: "这是预览：发布后申报单位看到的就是下面这样，按钮在预览里不能按。",
                action: ("回到通知", .of(.call, id)))
            return try publicCall(reader, offer, now, notice: notice.html, isPreview: true)
        }
        return .page(page.html)
    }

    private func publicCall(
        _ reader: Reader, _ offer: CallOffer, _ now: Instant, notice: HTML?,
        isPreview: Bool = false
    ) throws -> LeafPage {
        let call = offer.call
        let standing = CallStanding(call, at: now)
        let mayApply =
            !isPreview && viewer.role.reach == .organisation
            && [.open, .upcoming].contains(standing)
        let action: HTML =
            mayApply
            ? "<div class=\"actions\"><a class=\"btn btn-primary\" href=\"\(Link.of(.checkApplying, call.id))\">预审并申报</a></div>"
            : isPreview
                ? "<div class=\"actions\"><span class=\"btn\" aria-disabled=\"true\">预审并申报</span></div>"
                : ""
        let guide: HTML? = call["guide"].text.map { text in
            let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
                .map { "<p>\(String($0))</p>" as HTML }
            return "<section class=\"panel\"><h2>申报指南</h2>\(lines)</section>"
        }
        return LeafPage(
            frame: try callsFrame(reader, call["title"].text ?? ""), lead: lead(offer, now),
            action: action,
            content: """
                \(notice)\(callFacts(offer, now))\(callKinds(offer))\(callTopics(reader, offer))\(guide)\
                \(callAsks(offer))\(callWay(offer))
                """)
    }

    private func lead(_ offer: CallOffer, _ now: Instant) -> String {
        guard let time = offer.time else { return "\(offer.terms.title)。受理时间还没有定。" }
        let span = "\(CallTime.text(time.opens)) 至 \(CallTime.text(time.closes)) 受理，以服务器时间为准"
        switch CallStanding(offer.call, at: now) {
        case .preparing: return "还没有对外公开。\(span)。"
        case .upcoming: return "\(span)。可以先预审和填写，到时间再提交。"
        case .open: return "\(span)，过了截止那一秒不再接收。"
        case .closed: return "受理已在 \(CallTime.text(time.closes)) 截止。"
        case .decided: return "已立项，结果已公布。"
        case .cancelled: return "这次申报已取消。"
        }
    }

    private func callFacts(_ offer: CallOffer, _ now: Instant) -> HTML {
        let call = offer.call
        var pairs: [(String, HTML)] = [
            ("通知编号", "\(call["call_no"].text ?? "")"), ("科技计划", "\(offer.terms.title)"),
            ("状态", standingPill(call, now).html),
            ("受理开始", "\(call["opens_at"].text ?? "未定")"), ("受理截止", closing(call, now)),
        ]
        if let text = call["recommend_by"].text { pairs.append(("推荐截止", "\(text)")) }
        if let text = call["basis_doc"].text { pairs.append(("文号", "\(text)")) }
        if let fen = call["total"].integer {
            pairs.append(("拟安排资金", "\(Money(fen: fen).text(in: .wan)) 万元"))
        }
        if let code = call["section_in_charge"].text {
            pairs.append(("主管科室", "\(catalogue.list("sections")?.title(of: code) ?? code)"))
        }
        if let text = call["enquiries"].text { pairs.append(("咨询", "\(text)")) }
        pairs.append(("依据", "\(offer.terms.source)"))
        let cells = pairs.map { title, value -> HTML in
            "<div><dt>\(title)</dt><dd>\(value)</dd></div>"
        }
        return "<section class=\"panel\"><h2>通知</h2><dl class=\"pairs\">\(cells)</dl></section>"
    }

    private func callKinds(_ offer: CallOffer) -> HTML {
        func wan(_ money: Money?) -> HTML { money.map { "\($0.text(in: .wan))" } ?? "—" }
        let table = Table(
            caption: "开放的类别",
            columns: [
                .init(title: "类别"), .init(title: "下限（万元）", isNumber: true),
                .init(title: "上限（万元）", isNumber: true),
                .init(title: "执行期（月）", isNumber: true), .init(title: "配套"),
                .init(title: "依据"),
            ],
            rows: offer.kinds.map { kind in
                let match = kind.terms.coFundingRatio.map { rule in
                    let side = kind.terms.coFundingSide.flatMap {
                        catalogue.list("co-funding-sides")?.title(of: $0)
                    }
                    return "\(side ?? "")不少于财政资金的 \(rule.value)%"
                }
                return [
                    "\(kind.title)", wan(kind.floor), wan(kind.ceiling),
                    "\(kind.months.map(String.init) ?? "—")", "\(match ?? "不要求")",
                    "\(kind.terms.ceiling?.source ?? offer.terms.source)",
                ]
            })
        return "<section class=\"group\"><h2>开放的类别</h2>\(table.html)</section>"
    }

    private func callTopics(_ reader: Reader, _ offer: CallOffer) -> HTML {
        let needs = callNeeds(reader, offer)
        let topics = topicsOf(reader, offer)
        if topics.isEmpty { return needs }
        let items = topics.map { "<li>\($0.title)</li>" as HTML }
        return "<section class=\"panel\"><h2>指南方向</h2><ul>\(items)</ul></section>\(needs)"
    }

    /// The topics of the guide.
    func topicsOf(_ reader: Reader, _ offer: CallOffer) -> [(id: Int64, title: String)] {
        let ids = (offer.call.rows["topics"] ?? []).compactMap { $0["topic"]?.integer }
        let topics = (try? registry.records(reader, "guide-topic", ids: ids)) ?? []
        return topics.map { ($0.id, "\($0["topic_no"].text ?? "") \($0["title"].text ?? "")") }
    }

    /// The needs that may be bid for, by the titles that are meant for the public.
    func neededOf(_ reader: Reader, _ offer: CallOffer) -> [(id: Int64, title: String)] {
        let ids = (offer.call.rows["needs"] ?? []).compactMap { $0["need"]?.integer }
        let needs = (try? registry.records(reader, "technology-need", ids: ids)) ?? []
        return needs.map { need in
            let number = need["need_no"].text ?? "#\(need.id)"
            return (need.id, "\(number) \(need["title_public"].text ?? "（题目不公开）")")
        }
    }

    private func callNeeds(_ reader: Reader, _ offer: CallOffer) -> HTML {
        let needs = neededOf(reader, offer)
        guard !needs.isEmpty else { return "" }
        let items = needs.map { "<li>\($0.title)</li>" as HTML }
        return "<section class=\"panel\"><h2>榜单</h2><ul>\(items)</ul></section>"
    }

    /// What the form will ask, so that nobody is surprised.
    private func callAsks(_ offer: CallOffer) -> HTML {
        let register = catalogue.register(Applications.applications)
        let asked =
            offer.terms.asks.compactMap { register?.field($0)?.title }
            + offer.terms.questions.filter(\.required).map(\.title)
        let files = offer.terms.files.map {
            catalogue.list("application-files")?.title(of: $0) ?? $0
        }
        return """
            <section class="panel"><h2>要填什么</h2><p>\(asked.joined(separator: "、"))。</p>\
            <p>要交的：\(files.isEmpty ? "没有附件" : files.joined(separator: "、"))。\
            成员要本人同意，单位管理员审签后提交。</p></section>
            """
    }

    /// The way after submission, with terms.
    private func callWay(_ offer: CallOffer) -> HTML {
        let items = offer.terms.stages.map { stage -> HTML in
            let term = stage.term.map { "，\($0.value)\($0.unit)内" } ?? ""
            return "<li>\(ProgrammeWords(catalogue).stage(stage.stage))\(term)</li>"
        }
        return "<section class=\"panel\"><h2>提交以后</h2><ol>\(items)</ol></section>"
    }

    private func callSteps(_ call: Record, _ now: Instant) -> HTML {
        let order = ["drafted", "rehearsal", "preview", "live", "closed", "decided"]
        guard let place = order.firstIndex(of: call.state) else { return "" }
        let titles = ["编制", "演练", "预览", "发布受理", "截止", "立项"]
        let steps = titles.enumerated().map { index, title in
            Steps.Step(
                title: title, state: index < place ? .done : index == place ? .now : .ahead,
                detail: index == 1 ? call["rehearsed_on"].text.map { "通过于 \($0)" } : nil)
        }
        return "<section class=\"panel\"><h2>走到哪一步</h2>\(Steps(steps: steps).html)</section>"
    }

    private func callActions(_ offer: CallOffer, _ now: Instant) -> HTML {
        guard mayMakeCalls else { return "" }
        let call = offer.call
        var links: [(title: String, link: Link, isPrimary: Bool)] = []
        func move(_ move: CallMove) -> Link { Link(.moveCall, [String(call.id), move.rawValue]) }
        switch call.state {
        case "drafted":
            links = [("开始演练", move(.rehearse), true), ("修改", .of(.editCall, call.id), false)]
        case "rehearsal":
            links = [("演练一遍", .of(.rehearseCall, call.id), call["rehearsed_on"].isNull)]
            if !call["rehearsed_on"].isNull { links.append(("进入预览", move(.preview), true)) }
            links += [("修改文字", .of(.editCall, call.id), false), ("退回修改", move(.revise), false)]
        case "preview":
            links = [
                ("正式发布", move(.publish), true), ("看预览", .of(.previewCall, call.id), false),
                ("再演练", move(.rehearse), false), ("修改文字", .of(.editCall, call.id), false),
                ("退回修改", move(.revise), false),
            ]
        case "live":
            if let time = offer.time, now <= time.closes {
                links = [("延期", .of(.editCall, call.id), false)]
            } else {
                links = [("截止", move(.close), true)]
            }
        case "closed":
            if call["fund"].isNull { links = [("填专项资金", .of(.editCall, call.id), false)] }
            links.append(("立项完成", move(.decide), false))
        default: break
        }
        if ["live", "closed", "decided"].contains(call.state) {
            links.append(("审查", .of(.callChecks, call.id), call.state == "closed"))
            links.append(("评审和立项", .review(call.id), false))
        }
        if ["drafted", "rehearsal", "preview", "live"].contains(call.state) {
            links.append(("取消", move(.cancel), false))
        }
        if links.isEmpty { return "" }
        let buttons = links.map { link -> HTML in
            "<a class=\"btn\(link.isPrimary ? " btn-primary" : "")\" href=\"\(link.link)\">\(link.title)</a>"
        }
        return "<div class=\"actions\">\(buttons)</div>"
    }

    /// Every rule of the terms with value and source.
    private func callTerms(_ offer: CallOffer) -> HTML {
        let terms = offer.terms
        let rules =
            (terms.kinds.flatMap { [$0.ceiling, $0.floor, $0.months, $0.coFundingRatio] }
            + terms.stages.map(\.term) + [terms.panel, terms.threshold, terms.ratio]
            + (terms.indirectRates ?? []).map { $0 }
            + [terms.acceptanceFiling, terms.acceptanceFinishing, terms.acceptancePanel])
            .compactMap { $0 }
        var seen: Set<String> = []
        let unique = rules.filter { seen.insert($0.name).inserted }
        let table = Table(
            caption: "条款",
            columns: [
                .init(title: "规则"), .init(title: "值", isNumber: true),
                .init(title: "自", isTight: true), .init(title: "依据"),
            ],
            rows: unique.map { rule in
                ["\(rule.title)", "\(rule.value)\(rule.unit)", "\(rule.from)", "\(rule.source)"]
            }, isDense: true)
        let isFrozen = !offer.call["terms"].isNull
        return """
            <section class="group"><h2>条款<small>\(isFrozen ? "已按 \(terms.day) 的规则定住，以后改规则不影响本次通知" : "今天的规则，开始演练时定住")</small></h2>\
            \(table.html)</section>
            """
    }
}
