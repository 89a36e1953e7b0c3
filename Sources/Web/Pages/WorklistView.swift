import Catalogue
import Registers
import Values
import Work

/// One work list: what to do with which record by when, what is due first on top.
struct WorklistView: Sendable {
    let frame: Frame
    let page: WorklistPage
    let cycle: Lifecycle
    let calendar: WorkingCalendar
    let today: CalendarDate
    let county: String?
    /// Where lists have counties: the choice of one.
    let form: FilterForm?
    let chips: Chips
    let conditions: [String]
    /// The rules whose lengths the list counts with, as they are in force today.
    let rules: [String]
    let number: Int

    static let size = 50

    private var list: Worklist { page.summary.worklist }
    private var parameters: Parameters { Parameters().with("county", county) }

    var html: HTML {
        Layout.page(
            frame,
            """
            <div class="top"><div><h1>\(list.title)</h1>
            <p class="lede">\(list.todo)</p></div>
            <div class="actions"><a class="btn" href="\(Link(.worklistWorkbook, [list.name], parameters))">导出 Excel</a>
            <a class="btn" href="\(Link(.worklistTable, [list.name], parameters))">CSV</a>
            <a class="btn" href="\(Link(.apiWorklist, [list.name], parameters))">JSON</a></div></div>
            \(form?.html)\(chips.html)<p class="count" role="status">\(page.summary.words)</p>
            \(page.lines.isEmpty ? empty : rows)\(definition)
            """)
    }

    private var empty: HTML {
        """
        <div class="empty"><p>没有要办的事。</p>
        <a class="btn" href="\(Link.worklists(parameters))">看其他清单</a></div>
        """
    }

    private var rows: HTML {
        var columns = page.columns.map { field in
            Table.Column(
                title: Numbers.heading(field), isNumber: Numbers.isNumber(field.type),
                isTight: Numbers.isTight(field.type))
        }
        // When it is due stands beside what it is.
        if list.due != nil {
            columns.insert(
                contentsOf: [.init(title: "期限", isTight: true), .init(title: "还剩", isTight: true)],
                at: 1)
        }
        columns.append(.init(title: "状态"))
        let table = Table(
            caption: "\(list.title)，第 \(number) 页", columns: columns, rows: page.lines.map(cells),
            isDense: true)
        let pager = Pager(
            page: number, hasNext: number * Self.size < page.summary.count,
            last: (page.summary.count + Self.size - 1) / Self.size, label: "翻页",
            link: { [name = list.name, parameters] in
                .worklist(name, parameters.with("page", $0 > 1 ? String($0) : nil))
            })
        return "\(table.html)\(pager.html)"
    }

    private func cells(_ line: WorklistPage.Line) -> [HTML] {
        let link = Link.record(page.register.name, line.record)
        let label = line.cells.first.flatMap { $0.isEmpty ? nil : $0 } ?? "#\(line.record)"
        var cells: [HTML] = ["<a href=\"\(link)\">\(label)</a>"]
        if list.due != nil { cells += due(line.due) }
        cells += zip(line.cells, page.columns).dropFirst().map { text, field in
            "\(Numbers.cell(text, field.type))"
        }
        cells.append(Pill(state: line.state, in: cycle).html)
        return cells
    }

    private func due(_ day: CalendarDate?) -> [HTML] {
        guard let day else { return ["", "<span class=\"minor\">没有期限</span>"] }
        let words = DueWords.text(day, today: today, calendar)
        let left = day.dayNumber - today.dayNumber
        if left < 0 { return ["\(day.iso)", "<span class=\"overdue\">\(words)</span>"] }
        if left <= WorklistSummary.soon {
            return ["\(day.iso)", "<span class=\"soon\">\(words)</span>"]
        }
        return ["\(day.iso)", "\(words)"]
    }

    /// How the list comes about, so that nobody need take it on trust.
    private var definition: HTML {
        """
        <section class="panel conditions"><h2>怎样算出</h2><p>登记册\
        <a href="\(Link.register(page.register.name))">《\(page.register.title)》</a>里同时满足：</p>
        <ol class="conditions">\(each: conditions, Self.item)</ol>\
        \(rules.isEmpty ? HTML.empty : "<ul class=\"plain\">\(each: rules, Self.item)</ul>")\
        \(list.help.map { "<p class=\"note\">\($0)</p>" as HTML })
        <details><summary>声明原文</summary><pre tabindex="0">\(DefinitionSource.text(list))</pre></details></section>
        """
    }

    private static func item(_ text: String) -> HTML { "<li>\(text)</li>" }
}
