import Awards
import Catalogue
import Registers
import Store
import Values

/// Where a project stands: the next step first, then money, targets, reports, changes, the end.
struct ProjectPage: Sendable {
    let frame: Frame
    let hub: ProjectHub
    /// What was done, or what stands against it.
    let told: HTML
    let desk: Desk

    private var project: Record { hub.project }
    private var id: Int64 { project.id }

    var html: HTML {
        LeafPage(
            frame: frame,
            lead: "\(project["project_no"].text ?? "")，\(hub.programme)，\(hub.stateTitle)。",
            action: actions,
            content: """
                \(told)\(next)\(way)\(money)\(targets)\(ProjectParts(hub: hub, desk: desk).html)\
                \(ProjectActs(hub: hub, desk: desk, frame: frame).html)\(facts)
                """
        ).html
    }

    private var actions: HTML {
        let contract =
            "<a class=\"btn btn-primary\" href=\"\(Link.projectContract(id))\">任务书</a>" as HTML
        let file: HTML? =
            !desk.viewer.isLimited && desk.viewer.role.acts.contains(.export)
            ? "<a class=\"btn\" href=\"\(Link(.projectFile, [String(id)]))\">下载案卷</a>" : nil
        return "<div class=\"actions\">\(contract)\(file)</div>"
    }

    private var next: HTML {
        guard let next = hub.next else {
            return "<section class=\"panel\"><h2>下一步</h2><p>没有要办的了。</p></section>"
        }
        let due: HTML? = next.due.map { "，期限 \(desk.dueMark($0))" }
        return """
            <section class="panel"><h2>下一步</h2><p><b>\(next.what)</b>：由\(next.who)办\(due)</p></section>
            """
    }

    /// From the award to the archive, each with its day.
    private var way: HTML {
        let days: [(String, String?)] = [
            ("立项", project["approved_on"].text), ("签任务书", project["contracted_on"].text),
            ("验收", project["accepted_on"].text), ("结算", project["settled_on"].text),
            ("归档", project["archived_on"].text),
        ]
        let current = days.firstIndex { $0.1 == nil }
        let steps = Steps(
            steps: days.enumerated().map { index, day in
                .init(
                    title: day.0,
                    state: day.1 != nil ? .done : index == current ? .now : .ahead,
                    detail: day.1)
            }, label: "项目走到哪一步")
        let ended: HTML? = project["ended_on"].text.map {
            "<p class=\"wrong\">\($0) \(hub.stateTitle)，文号 \(project["ended_doc"].text ?? "")。</p>"
        }
        return "<section class=\"panel\"><h2>走到哪一步</h2>\(steps.html)\(ended)</section>"
    }

    private var money: HTML {
        guard let money = hub.money, let funding = hub.funding else {
            return """
                <section class="group"><h2>钱</h2><p class="empty">还没有项目资金。立项批复以后，计划、付款和到账显示在这里。</p></section>
                """
        }
        let parts: [(String, Money)] = [
            ("计划", money.planned), ("合同承诺", money.committed), ("已付", money.paid),
            ("已到账", money.arrived), ("已列支", money.spentInAll), ("退回", money.returned),
            ("单位结存", money.held),
        ]
        let items = parts.map { title, money -> HTML in
            "<li><b>\(Numbers.yuan(money))</b> \(title)（元）</li>"
        }
        let categories = Set(hub.budget.keys).union(money.spent.keys).sorted()
        let budget: HTML? =
            categories.isEmpty
            ? nil
            : Table(
                caption: "预算与支出",
                columns: [
                    .init(title: "科目"), .init(title: "预算（元）", isNumber: true),
                    .init(title: "已列支（元）", isNumber: true),
                ],
                rows: categories.map { code in
                    [
                        "\(desk.codeTitle("expense-categories", code))",
                        hub.budget[code].map { "\(Numbers.yuan($0))" } ?? "—",
                        "\(Numbers.yuan(money.spent[code] ?? .zero))",
                    ]
                }
            ).html
        return """
            <section class="group"><h2>钱 <small><a href="\(Link.projectMoney(funding.id))">按年按期和每一笔流水</a></small></h2>\
            <ul class="standing" aria-label="项目的钱">\(items)</ul>\(stages(funding))\(budget)</section>
            """
    }

    private func stages(_ funding: Record) -> HTML? {
        let rows = funding.rows["stages"] ?? []
        guard !rows.isEmpty else { return nil }
        return Table(
            caption: "分期拨款",
            columns: [
                .init(title: "期次", isTight: true), .init(title: "条件"),
                .init(title: "金额（元）", isNumber: true), .init(title: "条件达成", isTight: true),
                .init(title: "付清", isTight: true),
            ],
            rows: rows.map { row in
                [
                    "第 \(row["stage"]?.integer ?? 0) 期",
                    "\(desk.codeTitle("stage-conditions", row["condition"]?.text))",
                    "\(Numbers.yuan(Money(fen: row["amount"]?.integer ?? 0)))",
                    "\(met(row, funding) ?? "还没有")", "\(row["paid_on"]?.text ?? "—")",
                ]
            }
        ).html
    }

    private func met(_ row: [String: Scalar], _ funding: Record) -> String? {
        if let day = row["met_on"]?.text { return day }
        return row["condition"]?.text == "signing" ? funding["signed_on"].text : nil
    }

    /// Each target: promised, reached by the last report, and what the experts said.
    private var targets: HTML {
        let contract = hub.contract ?? hub.openContract
        let rows = contract?.rows["targets"] ?? []
        guard !rows.isEmpty else { return "" }
        let reported = hub.reports.filter { !$0["filed_on"].isNull }.last?.rows["progress"] ?? []
        let accepted = hub.acceptances.last?.rows["targets"] ?? []
        func own(_ rows: [[String: Scalar]], _ name: String?) -> [String: Scalar]? {
            rows.first { $0["name"]?.text == name }
        }
        let table = Table(
            caption: "目标",
            columns: [
                .init(title: "指标"), .init(title: "任务书"), .init(title: "最近报告"),
                .init(title: "验收"), .init(title: "认定", isTight: true),
            ],
            rows: rows.map { row in
                let name = row["name"]?.text
                let end = own(accepted, name)
                return [
                    "\(name ?? "")", "\(TargetWords.text(row))",
                    "\(own(reported, name)?["reached"]?.text ?? "—")",
                    "\(end?["reached"]?.text ?? "—")",
                    "\(desk.codeTitle("target-verdicts", end?["verdict"]?.text))",
                ]
            })
        return "<section class=\"group\"><h2>目标</h2>\(table.html)</section>"
    }

    private var facts: HTML {
        let pairs: [(String, String)] = [
            ("承担单位", project["organisation_name"].text ?? ""),
            ("负责人", project["leader_name"].text ?? ""),
            ("县市区", desk.codeTitle("counties", project["county"].text)),
            ("主管科室", desk.codeTitle("sections", project["section_in_charge"].text)),
            (
                "执行期",
                "\(project["starts_on"].text ?? "") 至 \(project["ends_on"].text ?? "")"
                    + (project["extended"].integer == 1
                        ? "（原定 \(project["first_ends_on"].text ?? "")）" : "")
            ), ("立项文号", project["approved_doc"].text ?? ""),
            ("申请验收期限", project["acceptance_due_on"].text ?? ""),
            ("验收结论", desk.codeTitle("acceptance-conclusions", project["conclusion"].text)),
            (
                "结余",
                project["surplus"].integer.map { Numbers.yuan(Money(fen: $0)) + " 元" } ?? ""
            ), ("档号", project["archive_no"].text ?? ""),
            ("保管期限", desk.codeTitle("retention-periods", project["retention"].text)),
            ("案卷摘要", project["archive_digest"].text ?? ""),
        ]
        let cells = pairs.filter { !$0.1.isEmpty }.map { title, value -> HTML in
            "<div><dt>\(title)</dt><dd>\(value)</dd></div>"
        }
        return """
            <section class="panel"><h2>项目 <small><a href="\(Link.record(Awards.projects, id))">登记和办理经过</a></small></h2>\
            <dl class="pairs">\(cells)</dl></section>
            """
    }
}

/// What a target says, in words.
enum TargetWords {
    static func text(_ row: [String: Scalar]) -> String { Awards.words(ofTarget: row) }
}
