import Applications
import Awards
import Catalogue
import Values

/// One call for the public: its guide and terms; once it is decided, what became of it in numbers.
struct OpenCallPage: Sendable {
    let frame: Frame
    let call: OpenCall
    let numbers: CallNumbers?
    let now: Instant
    let catalogue: Catalogue

    private var hours: CallHours {
        CallHours(call: call, now: now, calendar: catalogue.calendar)
    }

    var html: HTML {
        LeafPage(
            frame: frame, lead: lead, action: OpenWays.html(.openCall),
            content: "\(head)\(numbers.map(results) ?? "")\(guide)\(kinds)\(topics)"
        ).html
    }

    private var lead: String {
        switch call.standing {
        case .open: "正在受理。过了截止的那一秒不再接收，请提前提交；申报要用单位账号登录。"
        case .upcoming: "还没有开始受理。可以先看指南和条件，准备材料。"
        case .closed, .preparing: "已截止，正在审查和评审。立项以后，这里公布收了多少、立了多少、各环节用了多少天。"
        case .decided: "已立项。下面是这次申报的全部数字；个别单位能被认出来的数字已合并或不列。"
        case .cancelled: "这次申报已取消。"
        }
    }

    private func title(_ list: String, _ code: String) -> String {
        catalogue.list(list)?[code]?.title ?? code
    }

    private var head: HTML {
        let apply: HTML =
            call.standing == .open
            ? """
            <p><a class="btn btn-primary" href="\(Link.signIn(then: Link.of(.call, call.id).path))">登录申报</a> \
            <a class="btn" href="\(Link(.registration))">单位第一次来：注册</a></p>
            """ : ""
        return """
            <section class="panel"><dl class="pairs">\
            <div><dt>状态</dt><dd>\(hours.pill)</dd></div>\
            <div><dt>科技计划</dt><dd>\(title("programmes", call.programme))</dd></div>\
            <div><dt>年度</dt><dd>\(String(call.year))</dd></div>\
            <div><dt>通知编号</dt><dd>\(call.number)</dd></div>\
            <div><dt>文号</dt><dd>\(call.basis ?? "—")</dd></div>\
            <div><dt>受理开始</dt><dd>\(call.opensAt)</dd></div>\
            <div><dt>受理截止</dt><dd>\(hours.closing)</dd></div>\
            <div class="long"><dt>咨询</dt><dd>\(call.enquiries ?? "—")</dd></div></dl>\(apply)</section>
            """
    }

    private var guide: HTML {
        guard let guide = call.guide else { return "" }
        return "<section class=\"group\"><h2>申报指南</h2>\(Paragraphs(text: guide).html)</section>"
    }

    private var kinds: HTML {
        guard let terms = call.terms, call.standing != .cancelled else { return "" }
        func words(_ rule: CallTerms.Rule?) -> HTML {
            "\(rule.map(ProgrammeWords.value) ?? "—")"
        }
        let table = Table(
            caption: "项目类别",
            columns: [
                .init(title: "类别"), .init(title: "单项上限"), .init(title: "执行期"),
                .init(title: "配套要求"),
            ],
            rows: terms.kinds.map { kind in
                [
                    "\(kind.title)", words(kind.ceiling), words(kind.months),
                    words(kind.coFundingRatio),
                ]
            })
        return """
            <section class="group"><h2>项目类别<small>以通知发布那天的规定为准</small></h2>\(table.html)</section>
            """
    }

    private var topics: HTML {
        guard !call.topics.isEmpty else { return "" }
        return """
            <section class="group"><h2>指南方向<small>\(call.topics.count) 个</small></h2>\
            \(each: call.topics, Self.topic)</section>
            """
    }

    private static func topic(_ topic: OpenCall.Topic) -> HTML {
        """
        <details><summary>\(topic.number) \(topic.title)</summary>\
        \(topic.content.map { "<h3>研究内容</h3>\(Paragraphs(text: $0).html)" as HTML } ?? "")\
        \(topic.goals.map { "<h3>考核指标</h3>\(Paragraphs(text: $0).html)" as HTML } ?? "")</details>
        """
    }

    private func results(_ numbers: CallNumbers) -> HTML {
        let steps = [
            ("收到申报", numbers.received), ("完成形式审查", numbers.checked),
            ("形式审查通过", numbers.passed), ("完成专家评审", numbers.reviewed),
            ("立项", numbers.funded),
        ]
        let table = Table(
            caption: "从申报到立项",
            columns: [.init(title: "环节"), .init(title: "项数", isNumber: true)],
            rows: steps.map { ["\($0.0)", "\(Numbers.grouped($0.1))"] })
        let rate = numbers.successRate.map { "立项率 \($0.description)%" } ?? ""
        return """
            <section class="group"><h2>申报和立项<small>\(rate)</small></h2>\(table.html)</section>\
            \(each: numbers.breakdowns, { breakdown($0.by, $0.cells) })\
            \(stages(numbers))\(money(numbers))
            <p class="note">少于 \(numbers.least) 家单位的数字与别的合并，合并后仍不足的不列。\
            不公布评审人，也不公布没有立项的申报的内容。\
            <a href="\(Link(.openCallNumbersTable, [String(call.id)]))">CSV</a>、\
            <a href="\(Link(.openCallNumbersJSON, [String(call.id)]))">JSON</a>。</p>
            """
    }

    private func breakdown(_ by: CallNumbers.Breakdown, _ cells: [OpenCell]) -> HTML {
        let table = Table(
            caption: "按\(by.title)",
            columns: [
                .init(title: by.title), .init(title: "申报", isNumber: true),
                .init(title: "立项", isNumber: true), .init(title: "立项率（%）", isNumber: true),
            ],
            rows: cells.map { cell in
                [
                    "\(cell.title)", "\(Numbers.grouped(cell.received))",
                    "\(Numbers.grouped(cell.funded))", "\(cell.rate?.description ?? "—")",
                ]
            })
        return "<section class=\"group\"><h2>按\(by.title)</h2>\(table.html)</section>"
    }

    private func stages(_ numbers: CallNumbers) -> HTML {
        guard !numbers.stages.isEmpty else { return "" }
        let table = Table(
            caption: "各环节用了多少天",
            columns: [.init(title: "环节"), .init(title: "天数（中位数）", isNumber: true)],
            rows: numbers.stages.map { stage in
                [
                    "\(stage.title)",
                    stage.median.map { "\($0)" } ?? "不足 \(numbers.least) 项，不列",
                ]
            })
        return
            "<section class=\"group\"><h2>各环节用了多少天<small>日历天数</small></h2>\(table.html)</section>"
    }

    private func money(_ numbers: CallNumbers) -> HTML {
        func cell(_ money: Money?) -> HTML {
            money.map { "\(Numbers.yuan($0))" } ?? "会认出个别单位，不列"
        }
        let table = Table(
            caption: "财政资金",
            columns: [.init(title: "资金"), .init(title: "金额（元）", isNumber: true)],
            rows: [
                ["立项金额", cell(numbers.funds.approved)], ["已拨付", cell(numbers.funds.released)],
                ["已到承担单位", cell(numbers.funds.arrived)],
            ])
        return "<section class=\"group\"><h2>财政资金</h2>\(table.html)</section>"
    }
}

extension Link {
    static func openCall(_ id: Int64) -> Link { Link(.openCall, [String(id)]) }
}
