import Catalogue
import Values
import Work

/// All work lists with what there is to do, grouped by the section that does it.
struct WorklistsView: Sendable {
    struct Group: Sendable {
        let title: String
        let summaries: [WorklistSummary]
    }

    let frame: Frame
    /// Lists with something to do.
    let groups: [Group]
    /// Lists that are empty today.
    let done: [Worklist]
    let total: WorkTotal
    let county: String?
    let form: FilterForm
    let chips: Chips

    private var parameters: Parameters { Parameters().with("county", county) }

    var html: HTML {
        Layout.page(
            frame,
            """
            <div class="top"><div><h1>工作清单</h1>
            <p class="lede">由登记册算出的、今天该办的事，按科室分组；办完一件，清单上就少一件。</p></div>
            <div class="actions"><a class="btn" href="\(Link(.apiWorklists, [], parameters))">JSON</a></div></div>
            \(form.html)\(chips.html)<p class="count" role="status">\(total.words)</p>
            \(groups.isEmpty ? empty : "\(each: groups, table)")\(rest)
            """)
    }

    private var empty: HTML {
        """
        <div class="empty"><p>没有要办的事。</p>
        <a class="btn" href="\(Link.registers)">看登记册</a></div>
        """
    }

    private func table(_ group: Group) -> HTML {
        let table = Table(
            caption: "\(group.title)的工作清单",
            columns: [
                .init(title: "清单"), .init(title: "要做的事"), .init(title: "件数", isNumber: true),
                .init(title: "已逾期", isNumber: true),
                .init(title: "\(WorklistSummary.soon) 日内到期", isNumber: true),
            ], rows: group.summaries.map(row))
        let count = group.summaries.reduce(0) { $0 + $1.count }
        return """
            <section class="group"><h2>\(group.title)<small>\(Numbers.grouped(count)) 件</small></h2>\
            \(table.html)</section>
            """
    }

    private func row(_ summary: WorklistSummary) -> [HTML] {
        func marked(_ count: Int, _ name: String) -> HTML {
            count == 0 ? "0" : "<span class=\"\(name)\">\(Numbers.grouped(count))</span>"
        }
        let list = summary.worklist
        return [
            "<a href=\"\(Link.worklist(list.name, parameters))\">\(list.title)</a>",
            "\(list.todo)", "\(Numbers.grouped(summary.count))",
            marked(summary.overdue, "overdue"), marked(summary.dueSoon, "soon"),
        ]
    }

    private var rest: HTML {
        guard !done.isEmpty else { return "" }
        return """
            <details><summary>今天没有事的清单 \(done.count) 个</summary><ul class="plain">\
            \(each: done, item)</ul></details>
            """
    }

    private func item(_ list: Worklist) -> HTML {
        "<li><a href=\"\(Link.worklist(list.name, parameters))\">\(list.title)</a></li>"
    }
}

/// How much there is to do in all lists together.
struct WorkTotal: Sendable {
    let count: Int
    let overdue: Int
    let dueSoon: Int

    init(_ summaries: [WorklistSummary]) {
        count = summaries.reduce(0) { $0 + $1.count }
        overdue = summaries.reduce(0) { $0 + $1.overdue }
        dueSoon = summaries.reduce(0) { $0 + $1.dueSoon }
    }

    var words: String {
        if count == 0 { return "没有要办的事" }
        return "共 \(Numbers.grouped(count)) 件，其中已逾期 \(Numbers.grouped(overdue)) 件，"
            + "\(WorklistSummary.soon) 日内到期 \(Numbers.grouped(dueSoon)) 件"
    }

    /// The strip of the overview.
    var html: HTML {
        """
        <p class="work\(overdue > 0 ? " late" : "")"><a href="\(Link.worklists())">今天的工作清单</a>：\(words)。</p>
        """
    }
}
