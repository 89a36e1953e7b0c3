import Awards
import Catalogue
import Values

/// Funded projects for the public: who does what for how much.
struct OpenProjectsPage: Sendable {
    let frame: Frame
    let projects: [OpenProject]
    let question: OpenProjectQuestion
    let years: [Int]
    let total: Int
    let approved: Money
    let page: Int
    let catalogue: Catalogue

    static let size = 50

    private func title(_ list: String, _ code: String) -> String {
        catalogue.list(list)?[code]?.title ?? code
    }

    var html: HTML {
        LeafPage(
            frame: frame, lead: "市级科技计划立项的项目：编号、名称、承担单位、负责人和财政资金。",
            action: OpenWays.html(.openProjects),
            content: """
                \(form)<p class="count" role="status">共 \(Numbers.grouped(total)) 项，财政资金 \
                \(Numbers.yuan(approved)) 元</p>\(projects.isEmpty ? empty : table)\(pager)
                <p class="note">按现在的筛选下载：<a href="\(link(.openProjectsTable))">CSV</a>、\
                <a href="\(link(.openProjectsJSON))">JSON</a>。内容不宜公开的，不列名称。</p>
                """
        ).html
    }

    private var form: HTML {
        FilterForm(
            action: Link(.openProjects),
            inputs: [
                .init(
                    name: "q", title: "名称、单位或编号", value: question.words ?? "",
                    control: .search(placeholder: "例如 密封材料")),
                .init(
                    name: "programme", title: "科技计划", value: question.programme ?? "",
                    control: .choice(
                        (catalogue.list("programmes")?.codes ?? []).map {
                            .init(value: $0.code, title: $0.title)
                        }, any: "全部计划")),
                .init(
                    name: "year", title: "立项年度", value: question.year.map(String.init) ?? "",
                    control: .choice(
                        years.map { .init(value: String($0), title: "\($0)年") }, any: "全部年度")),
            ], label: "筛选立项项目"
        ).html
    }

    private var empty: HTML {
        EmptyState(
            sentence: question == OpenProjectQuestion() ? "还没有立项的项目。" : "没有这样的项目。换个说法，或去掉筛选。",
            action: question == OpenProjectQuestion() ? nil : ("看全部", Link(.openProjects))
        ).html
    }

    private var table: HTML {
        Table(
            caption: "立项项目",
            columns: [
                .init(title: "项目名称"), .init(title: "项目编号", isTight: true),
                .init(title: "科技计划"), .init(title: "类别"), .init(title: "年度", isTight: true),
                .init(title: "承担单位"), .init(title: "负责人", isTight: true),
                .init(title: "财政资金（元）", isNumber: true),
            ],
            rows: projects.map { project in
                [
                    "\(project.name)", "\(project.number)",
                    "\(title("programmes", project.programme))",
                    "\(project.kind.map { title("project-kinds", $0) } ?? "—")",
                    "\(String(project.year))", "\(project.organisation)", "\(project.leader)",
                    "\(Numbers.yuan(project.approved))",
                ]
            }
        ).html
    }

    private var pager: HTML {
        Pager(
            page: page, hasNext: page * Self.size < total,
            last: (total + Self.size - 1) / Self.size, label: "翻页",
            link: { [parameters] page in
                Link(
                    .openProjects, [], parameters.with("page", page > 1 ? String(page) : nil))
            }
        ).html
    }

    private var parameters: Parameters {
        Parameters().with("q", question.words).with("programme", question.programme)
            .with("year", question.year.map(String.init))
    }

    private func link(_ pattern: RoutePattern) -> Link { Link(pattern, [], parameters) }
}
