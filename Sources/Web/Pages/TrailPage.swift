import Applications
import Values

/// The way from needs through topics, calls and applications to projects, of a topic or of a need.
struct TrailPage: Sendable {
    /// What it is the way of.
    enum Subject: Sendable {
        case topic(content: String?, goals: String?)
        case need
    }

    let frame: Frame
    let subject: Subject
    let record: Link
    let trail: Trail
    let notice: HTML?
    /// The pill of a state.
    let pill: @Sendable (TrailStop) -> HTML
    let link: @Sendable (TrailStop) -> Link

    var html: HTML {
        let recordTitle =
            switch subject {
            case .topic: "方向的登记"
            case .need: "需求的登记"
            }
        return LeafPage(
            frame: frame, lead: lead,
            action:
                "<div class=\"actions\"><a class=\"btn\" href=\"\(record)\">\(recordTitle)</a></div>",
            content: "\(notice)\(summary)\(texts)\(groups)"
        ).html
    }

    private var lead: String {
        switch subject {
        case .topic: "这个方向来自哪些需求，写进了哪些申报通知，收到哪些申报，立了哪些项目。"
        case .need: "这条需求写进了哪些指南方向，带来了哪些申报通知、申报和项目。"
        }
    }

    private var summary: HTML {
        let received: HTML? = trail.received.map {
            "<div><dt>收到申报</dt><dd>\($0) 项</dd></div>"
        }
        return """
            <section class="panel"><dl class="pairs">\
            <div><dt>需求</dt><dd>\(trail.needs.count + trail.hiddenNeeds) 条</dd></div>\
            <div><dt>指南方向</dt><dd>\(trail.topics.count) 个</dd></div>\
            <div><dt>申报通知</dt><dd>\(trail.calls.count) 个</dd></div>\(received)\
            <div><dt>立项</dt><dd>\(trail.projects.count) 项，财政资金 \(Numbers.yuan(trail.approved)) 元</dd></div></dl></section>
            """
    }

    private var texts: HTML {
        guard case .topic(let content, let goals) = subject else { return "" }
        func part(_ title: String, _ text: String?) -> HTML {
            guard let text else { return "" }
            return
                "<section class=\"group\"><h2>\(title)</h2>\(Paragraphs(text: text).html)</section>"
        }
        return "\(part("研究内容", content))\(part("考核指标", goals))"
    }

    private var isTopic: Bool {
        if case .topic = subject { true } else { false }
    }

    private var groups: HTML {
        let hidden: HTML =
            trail.hiddenNeeds > 0
            ? "<p class=\"note\">另有 \(trail.hiddenNeeds) 条需求不对您公开。</p>" : ""
        return """
            \(group("来自哪些需求", trail.needs, "没有登记来自哪条需求。"))\(hidden)\
            \(isTopic ? HTML.empty : group("指南方向", trail.topics, "还没有写进指南。需求凝练或入册以后，由科室凝练成指南方向。"))\
            \(group("申报通知", trail.calls, "还没有申报通知用到。编制通知时选这个方向。"))\
            \(group("申报", trail.applications, trail.received == nil ? "您单位没有按它申报。" : "还没有收到申报。"))\
            \(group("立项项目", trail.projects, "还没有立项。"))
            """
    }

    private func group(_ title: String, _ stops: [TrailStop], _ empty: String) -> HTML {
        guard !stops.isEmpty else {
            return
                "<section class=\"group\"><h2>\(title)</h2><p class=\"note\">\(empty)</p></section>"
        }
        let table = Table(
            caption: title,
            columns: [
                .init(title: "名称"), .init(title: "编号", isTight: true), .init(title: "状态"),
            ],
            rows: stops.map { stop in
                let name: HTML =
                    stop.isOpen
                    ? "<a href=\"\(link(stop))\">\(stop.title)</a>" : "\(stop.title)"
                return [name, "\(stop.number)", pill(stop)]
            })
        return """
            <section class="group"><h2>\(title)<small>\(stops.count)</small></h2>\(table.html)</section>
            """
    }
}
