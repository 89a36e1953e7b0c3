import Applications
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// Calls whose applications are checked.
    func showChecks(_ request: Request) async throws -> Response {
        let page = try await read { reader -> HTML in
            let calls = try applications.checkedCalls(reader)
            let frame = try callsFrame(reader, "审查")
            let lead = "资格核查、形式审查和部门联审。自动查到的由人判定，形式审查由两人办理，联审意见从报表取回。"
            guard !calls.isEmpty else {
                return LeafPage(
                    frame: frame, lead: lead,
                    content: EmptyState(
                        sentence: "还没有提交的申报。", action: ("看申报通知", Link(.calls))
                    ).html
                ).html
            }
            let table = Table(
                caption: "在审的申报通知",
                columns: [
                    .init(title: "申报通知"), .init(title: "编号"),
                    .init(title: "在审", isNumber: true), .init(title: "收到", isNumber: true),
                ],
                rows: calls.map { one in
                    [
                        "<a href=\"\(Link.of(.callChecks, one.call.id))\">\(one.call["title"].text ?? "")</a>",
                        "\(one.call["call_no"].text ?? "")", "\(one.waiting)", "\(one.open)",
                    ]
                })
            return LeafPage(frame: frame, lead: lead, content: table.html).html
        }
        return .page(page)
    }

    func checksTrail(_ call: Record) -> [Crumb] {
        [
            Crumb(title: "审查", link: Link(.checks)),
            Crumb(title: call["title"].text ?? "", link: .of(.callChecks, call.id)),
        ]
    }

    static let checksOnPage = 100

    /// The checks of one call, one view of it.
    func showCallChecks(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let number = try page(request)
        let asked = request.parameters["view"].flatMap(CheckView.init(rawValue:))
        let page = try await read { reader -> HTML in
            let keeps = applications.keeps(viewer, id, reader)
            var view = asked ?? .waiting
            var checks = try applications.callChecks(
                reader, of: id, view, offset: (number - 1) * Self.checksOnPage,
                limit: Self.checksOnPage)
            // Where nothing waits, what is further on is shown.
            if asked == nil, checks.lines.isEmpty {
                view = CheckView.allCases.first { (checks.counts[$0] ?? 0) > 0 } ?? .all
                checks = try applications.callChecks(reader, of: id, view)
            }
            let frame = try callsFrame(
                reader, checks.call["title"].text ?? "", [Crumb(title: "审查", link: Link(.checks))])
            return LeafPage(
                frame: frame,
                lead:
                    "待形式审查 \(checks.counts[.waiting] ?? 0) 份，待复核 \(checks.counts[.second] ?? 0) 份，待联审 \(checks.counts[.joint] ?? 0) 份；还有 \(checks.undecided) 条核查结果没有判定。",
                action: keeps ? checksActions(checks, frame) : "",
                content: """
                    \(checksNotice(request))\(viewsOf(checks, view))\
                    \(checksForm(checks, view, keeps: keeps))\(pagesOf(checks, view, number))
                    """
            ).html
        }
        return .page(page)
    }

    private func checksActions(_ checks: CallChecks, _ frame: Frame) -> HTML {
        let id = checks.call.id
        let joint: HTML? =
            checks.terms?.has(.jointCheck) ?? true
            ? "<a class=\"btn\" href=\"\(Link.of(.askDepartments, id))\">部门联审</a>" : nil
        return """
            <div class="actions"><form method="post" action="\(Link.of(.runGate, id))">\(frame.csrfField)\
            <button class="btn">重新核查</button></form>\(joint)</div>
            """
    }

    func checksNotice(_ request: Request) -> HTML? {
        let words = [
            "gate": "已重新核查：没有变的判定都还在，证据变了的要重新判定。", "checked": "初审已记下，等另一个人复核。",
            "confirmed": "复核完成，申报单位得到了通知。", "returned": "已退回初审。",
            "decided": "判定已记下。", "asked": "联审表已发给各部门，答复期限见下面。",
            "read": "已取回各部门的意见。", "cleared": "已办联审通过。", "joint": "联审决定已记下。",
            "appeal": "申诉已答复，申报单位得到了通知。", "filed": "申诉已提出，主管科室得到了通知。",
        ]
        return request.parameters["done"].flatMap { words[$0] }.map {
            Notice(kind: .done, text: $0).html
        }
    }

    private func viewsOf(_ checks: CallChecks, _ view: CheckView) -> HTML {
        let links = CheckView.allCases.map { one -> HTML in
            let current: HTML = one == view ? " aria-current=\"page\"" : ""
            return """
                <a class="btn btn-sm\(one == view ? " btn-primary" : "")" href="\(Link.of(.callChecks, checks.call.id).with("view", one.rawValue))"\(current)>\
                \(one.title) \(checks.counts[one] ?? 0)</a>
                """
        }
        return "<nav class=\"actions\" aria-label=\"办到哪一步\">\(links)</nav>"
    }

    private func checksForm(_ checks: CallChecks, _ view: CheckView, keeps: Bool) -> HTML {
        guard !checks.lines.isEmpty else {
            return EmptyState(sentence: "“\(view.title)”里没有申报。").html
        }
        let act: (name: String, title: String)? =
            switch view {
            case .waiting: ("pass", "初审通过所选")
            case .second: ("confirm", "复核所选")
            case .joint: ("clear", "联审通过所选")
            case .rejected, .all: nil
            }
        let table = checksTable(checks.lines, chooses: keeps && act != nil)
        guard keeps, let act else { return table.html }
        return """
            <form class="edit" method="get" action="\(Link.of(.checkMany, checks.call.id))">\
            <input type="hidden" name="step" value="\(act.name)">\(table.html)\
            <div class="save-bar"><p class="save-state">先看预览，再确认</p><div class="actions">\
            <button class="btn btn-primary">\(act.title)</button></div></div></form>
            """
    }

    private func checksTable(_ lines: [CheckLine], chooses: Bool) -> Table {
        let choosing: [Table.Column] = chooses ? [.init(title: "选")] : []
        let cycle = catalogue.register(Applications.applications).map(catalogue.lifecycle)
        return Table(
            caption: "申报",
            columns: [.init(title: "项目")] + choosing + [
                .init(title: "申报单位"), .init(title: "负责人"), .init(title: "资格核查"),
                .init(title: "形式审查"), .init(title: "部门联审"), .init(title: "状态"),
            ],
            rows: lines.map { line in
                let box: [HTML] =
                    chooses
                    ? [
                        """
                        <input class="form-check-input" type="checkbox" name="choose" value="\(line.id)" \
                        aria-label="选\(line.title)">
                        """
                    ] : []
                let appeal: HTML? =
                    line.hasAppeal ? " <span class=\"overdue\">申诉待答复</span>" : nil
                let pill = cycle.map { Pill(state: line.state, in: $0).html } ?? "\(line.state)"
                return [
                    """
                    <a href="\(Link.of(.checkApplication, line.id))">\(line.title)</a><br><small>\(line.number)</small>
                    """
                ] + box + [
                    "\(line.unit)", "\(line.leader)", gateWords(line.gate),
                    "\(checkWords(line))\(appeal)", jointWords(line.joint), pill,
                ]
            })
    }

    private func checkWords(_ line: CheckLine) -> String {
        guard let check = line.check else { return "没有办" }
        let register = catalogue.register(Applications.formalChecks)
        let title = register.map { catalogue.lifecycle(of: $0).title(of: check) } ?? check
        guard check == "first-checked", let by = line.checkedBy else { return title }
        return line.isStale ? "初审以后重新提交，要重新初审" : "\(title)（初审\(by)）"
    }

    func jointWords(_ joint: JointStanding?) -> HTML {
        guard let joint else { return "没有送审" }
        if !joint.problems.isEmpty {
            return "<span class=\"overdue\">\(joint.problems.count) 个部门有问题</span>"
        }
        return joint.waiting > 0 ? "等 \(joint.waiting) 个部门" : "无问题"
    }

    private func pagesOf(_ checks: CallChecks, _ view: CheckView, _ number: Int) -> HTML? {
        let all = checks.counts[view] ?? 0
        let last = max(1, (all + Self.checksOnPage - 1) / Self.checksOnPage)
        guard last > 1 else { return nil }
        func link(_ page: Int, _ words: String) -> HTML {
            guard (1...last).contains(page) else { return "" }
            let to = Link.of(.callChecks, checks.call.id).with("view", view.rawValue)
                .with("page", String(page))
            return "<a class=\"btn btn-sm\" href=\"\(to)\">\(words)</a>"
        }
        return """
            <nav class="actions" aria-label="翻页">\(link(number - 1, "上一页")) 第 \(number) 页，共 \(last) 页 \(link(number + 1, "下一页"))</nav>
            """
    }

    /// The gate once more, over the whole call.
    func runGate(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        _ = try await applications.runGate(ofCall: id, by: viewer)
        return .see(Link.of(.callChecks, id).with("done", "gate"))
    }
}
