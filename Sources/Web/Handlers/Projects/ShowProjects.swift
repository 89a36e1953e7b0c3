import Awards
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// The projects that one may see: narrowed by programme, state, county and words.
    func showProjects(_ request: Request) async throws -> Response {
        let (question, number) = projectsAsked(request)
        let page = try await read { reader in
            let lines = try awards.projects(reader, question, today: today, by: viewer)
            return ProjectsPage(
                frame: try projectsFrame(reader, "项目"), question: question, number: number,
                lines: Array(lines.prefix(question.limit - 1)),
                hasNext: lines.count == question.limit,
                overdue: question.isLate
                    ? try awards.overdue(reader, today: today, by: viewer) : [],
                catalogue: catalogue, today: today,
                seesCounties: !viewer.isLimited)
        }
        return .page(page.html)
    }

    /// What the address asks for, and the number of the page.
    func projectsAsked(_ request: Request) -> (ProjectQuestion, Int) {
        func value(_ name: String) -> String? {
            request.parameters[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        var question = ProjectQuestion()
        question.programme = value("programme")
        question.state = value("state")
        question.county = value("county")
        question.words = value("q")
        question.isLate = value("late") == "1"
        let number = min(max(Int(value("page") ?? "") ?? 1, 1), 100_000)
        // One more than is shown tells whether there is a next page.
        question.limit = 51
        question.offset = (number - 1) * 50
        return (question, number)
    }
}

/// The list of projects.
struct ProjectsPage: Sendable {
    let frame: Frame
    let question: ProjectQuestion
    let number: Int
    let lines: [ProjectLine]
    let hasNext: Bool
    /// By county and unit; empty where it was not asked for.
    let overdue: [OverdueUnit]
    let catalogue: Catalogue
    let today: CalendarDate
    let seesCounties: Bool

    var html: HTML {
        LeafPage(
            frame: frame, lead: "立项的项目，从签任务书到归档。点开看走到哪一步、下一步谁办、钱到了没有。",
            content: "\(filters)\(byUnit)\(table)\(pager)"
        ).html
    }

    private func select(
        _ name: String, _ title: String, _ options: [(String, String)], _ chosen: String?
    ) -> HTML {
        let items = options.map { code, title -> HTML in
            let selected: HTML = code == chosen ? " selected" : ""
            return "<option value=\"\(code)\"\(selected)>\(title)</option>"
        }
        return """
            <label for="\(name)">\(title)</label><select class="form-select" id="\(name)" \
            name="\(name)"><option value="">全部</option>\(items)</select>
            """
    }

    private var filters: HTML {
        let programmes = catalogue.list("programmes")?.codes.map { ($0.code, $0.title) } ?? []
        let states =
            catalogue.register(Awards.projects).map {
                catalogue.lifecycle(of: $0).states.filter { $0.name != Lifecycle.withdrawn }.map {
                    ($0.name, $0.title)
                }
            } ?? []
        let counties = catalogue.list("counties")?.codes.map { ($0.code, $0.title) } ?? []
        let county: HTML? = seesCounties ? select("county", "县市区", counties, question.county) : nil
        let late: HTML = question.isLate ? " checked" : ""
        return """
            <form class="filters" method="get" action="\(Link(.projects))" role="search" aria-label="筛选项目">\
            \(select("programme", "科技计划", programmes, question.programme))\
            \(select("state", "状态", states, question.state))\(county)\
            <label for="q">编号、名称、单位</label><input class="form-control" id="q" name="q" \
            value="\(question.words ?? "")" maxlength="60">\
            <label for="late"><input type="checkbox" class="form-check-input" id="late" name="late" \
            value="1"\(late)> 只看有逾期的</label>\
            <button class="btn btn-outline-primary">查看</button></form>
            """
    }

    private var table: HTML {
        guard !lines.isEmpty else {
            let isFiltered =
                question.programme != nil || question.state != nil || question.county != nil
                || question.words != nil || question.isLate
            return EmptyState(
                sentence: isFiltered ? "没有符合条件的项目。" : "还没有项目。立项以后，项目会出现在这里。",
                action: isFiltered ? ("清除条件", Link(.projects)) : nil
            ).html
        }
        return Table(
            caption: "项目，第 \(number) 页",
            columns: [
                .init(title: "编号", isTight: true), .init(title: "项目名称"), .init(title: "承担单位"),
                .init(title: "负责人", isTight: true), .init(title: "财政资金（元）", isNumber: true),
                .init(title: "状态", isTight: true), .init(title: "执行期止", isTight: true),
                .init(title: "逾期"),
            ],
            rows: lines.map { line in
                let project = line.project
                let pill =
                    catalogue.register(Awards.projects).map {
                        Pill(state: project.state, in: catalogue.lifecycle(of: $0)).html
                    } ?? "\(line.stateTitle)"
                return [
                    "<a href=\"\(Link.project(project.id))\">\(project["project_no"].text ?? "")</a>",
                    "\(project["name"].text ?? "")", "\(project["organisation_name"].text ?? "")",
                    "\(project["leader_name"].text ?? "")",
                    "\(Numbers.yuan(Money(fen: project["approved"].integer ?? 0)))", pill,
                    "\(project["ends_on"].text ?? "—")", late(line),
                ]
            }, isDense: true
        ).html
    }

    private var byUnit: HTML? {
        guard !overdue.isEmpty else { return nil }
        return Table(
            caption: "各县市区、各单位逾期", showsCaption: true,
            columns: [
                .init(title: "县市区", isTight: true), .init(title: "单位"),
                .init(title: "逾期报告（份）", isNumber: true),
                .init(title: "逾期未申请验收（项）", isNumber: true),
            ],
            rows: overdue.map { unit in
                let county = unit.county.map {
                    catalogue.list("counties")?.title(of: $0) ?? $0
                }
                return [
                    "\(county ?? "市本级")", "\(unit.unit)", "\(unit.reports)", "\(unit.acceptances)",
                ]
            }
        ).html
    }

    private func late(_ line: ProjectLine) -> HTML {
        var words: [String] = []
        if line.overdueReports > 0 { words.append("报告 \(line.overdueReports) 份") }
        if line.isAcceptanceLate { words.append("验收") }
        return words.isEmpty ? "—" : "<span class=\"overdue\">\(words.joined(separator: "、"))</span>"
    }

    private var pager: HTML {
        var parameters = Parameters()
        for (name, value) in [
            ("programme", question.programme), ("state", question.state),
            ("county", question.county), ("q", question.words),
            ("late", question.isLate ? "1" : nil),
        ] { parameters = parameters.with(name, value) }
        let base = parameters
        return Pager(
            page: number, hasNext: hasNext, label: "翻页",
            link: { Link(.projects, [], base.with("page", $0 > 1 ? String($0) : nil)) }
        ).html
    }
}
