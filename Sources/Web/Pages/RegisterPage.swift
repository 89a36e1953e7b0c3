import Catalogue
import Registers
import Values

/// The list of a register: filters, chips, count, rows, pages.
struct RegisterPage: Sendable {
    let frame: Frame
    let page: RecordPage
    let cycle: Lifecycle
    let form: FilterForm
    let chips: Chips
    /// The query as asked, without the page: what exports and sorting keep.
    let query: Parameters
    let sort: (field: String, descending: Bool)
    let number: Int
    /// Whether the viewer may add a record, and take the list along.
    var mayCreate = false
    var mayExport = true
    /// The paper that the list can be printed as.
    var summaryPaper: String?
    /// What may be done with many records at once; rows have boxes where there is something.
    var moves: [Lifecycle.Move] = []

    static let size = 50

    private var register: Register { page.register }

    var html: HTML {
        Layout.page(
            frame,
            """
            <div class="top"><div><h1>\(register.title)</h1>
            <p class="lede">\(register.help ?? "")</p></div>
            <div class="actions">\(create)\(mayExport ? exports : HTML.empty)</div></div>
            \(form.html)\(chips.html)<p class="count" role="status">共 \(page.countText) 条</p>
            \(page.lines.isEmpty ? empty : rows)
            """)
    }

    /// A list with its sums, as a paper with a code.
    private var summary: HTML? {
        summaryPaper.map {
            """
             <form class="line" method="post" action="\(Link(.listPaper, [register.name, $0], query))">\
            \(frame.csrfField)<button class="btn">出汇总表</button></form>
            """
        }
    }

    private var create: HTML {
        guard mayCreate else { return "" }
        return "<a class=\"btn btn-primary\" href=\"\(Link.newRecord(register.name))\">新建</a> "
    }

    private var exports: HTML {
        let name = register.name
        return """
            <a class="btn" href="\(Link(.registerWorkbook, [name], query))">导出 Excel</a>
            <details class="menu"><summary class="btn">更多格式</summary><ul>
            <li><a href="\(Link(.registerTable, [name], query))">全部字段 CSV</a></li>
            <li><a href="\(Link(.registerJSON, [name], query))">全部字段 JSON</a></li>
            <li><a href="\(Link(.registerDictionary, [name]))">数据字典 CSV</a></li>
            <li><a href="\(Link(.registerTemplate, [name]))">导入模板 Excel</a></li>
            <li><a href="\(Link(.apiRegister, [name], query))">本页的接口（JSON）</a></li>
            </ul></details>\(summary)
            """
    }

    private var rows: HTML {
        let writer = RowWriter(page, cycle, chooses: !moves.isEmpty)
        let table = Table(
            caption: "\(register.title)，第 \(number) 页", columns: columns,
            rows: page.lines.map(writer.cells), isDense: true)
        let pager = Pager(
            page: number, hasNext: hasNext, last: lastPage, label: "翻页",
            link: { [name = register.name, query] in
                .register(name, query.with("page", $0 > 1 ? String($0) : nil))
            })
        return "\(choosing(table.html))\(pager.html)"
    }

    /// The rows in a form that leads to the preview of what a move would do to the chosen ones.
    private func choosing(_ table: HTML) -> HTML {
        guard !moves.isEmpty else { return table }
        let options = moves.map { "<option value=\"\($0.name)\">\($0.title)</option>" as HTML }
        return """
            <form method="get" action="\(Link.moveMany(register.name))">\(table)\
            <div class="line"><label class="form-label" for="move-many">选中的一起办</label> \
            <select class="form-select" id="move-many" name="move">\(options)</select> \
            <button class="btn">先看会发生什么</button></div></form>
            """
    }

    private var empty: HTML {
        if number > 1 {
            return """
                <div class="empty"><p>没有第 \(number) 页。</p>\
                <a class="btn" href="\(Link.register(register.name, query))">回到第 1 页</a></div>
                """
        }
        let isFiltered = !chips.chips.isEmpty
        let sentence = isFiltered ? "没有符合条件的记录。" : "这个登记册还没有记录。"
        let action =
            isFiltered
            ? ("清除条件", chips.clear)
            : mayCreate
                ? ("新建第一条", Link.newRecord(register.name)) : ("看其他登记册", Link.registers)
        return """
            <div class="empty"><p>\(sentence)</p>\
            <a class="btn" href="\(action.1)">\(action.0)</a></div>
            """
    }

    private var hasNext: Bool {
        page.count > RecordPage.countLimit
            ? page.lines.count == Self.size : number * Self.size < page.count
    }

    private var lastPage: Int? {
        page.count > RecordPage.countLimit ? nil : (page.count + Self.size - 1) / Self.size
    }

    private var columns: [Table.Column] {
        page.columns.map { field in
            let isSorted = field.name == sort.field
            let next = isSorted && !sort.descending ? "-" + field.name : field.name
            return Table.Column(
                title: Numbers.heading(field), isNumber: Numbers.isNumber(field.type),
                isTight: Numbers.isTight(field.type),
                sort: .register(register.name, query.with("sort", next)),
                order: isSorted ? (sort.descending ? .descending : .ascending) : nil)
        } + [Table.Column(title: "状态")]
    }
}

/// Writes the rows of one page; what is the same in every row is worked out once.
private struct RowWriter {
    private let types: [FieldType]
    /// A record's address but for its id.
    private let address: HTML
    private let pills: [String: HTML]
    /// Whether each row has a box to choose it.
    private let chooses: Bool

    init(_ page: RecordPage, _ cycle: Lifecycle, chooses: Bool) {
        self.chooses = chooses
        types = page.columns.map(\.type)
        address = "\(Link.register(page.register.name))/"
        pills = Dictionary(
            Set(page.lines.map(\.state)).map { ($0, Pill(state: $0, in: cycle).html) }
        ) { first, _ in first }
    }

    func cells(_ line: RecordPage.Line) -> [HTML] {
        var cells: [HTML] = []
        cells.reserveCapacity(line.cells.count + 1)
        for (index, text) in line.cells.enumerated() {
            if index == 0 {
                let label = text.isEmpty ? "#\(line.id)" : text
                cells.append("\(box(line.id, label))<a href=\"\(address)\(line.id)\">\(label)</a>")
            } else {
                cells.append(HTML(escaping: Numbers.cell(Self.short(text), types[index])))
            }
        }
        if cells.isEmpty {
            cells.append("<a href=\"\(address)\(line.id)\">#\(line.id)</a>")
        }
        cells.append(pills[line.state] ?? "")
        return cells
    }

    private func box(_ id: Int64, _ label: String) -> HTML? {
        guard chooses else { return nil }
        return """
            <input type="checkbox" class="form-check-input" name="choose" value="\(id)" aria-label="选择 \(label)">\u{20}
            """
    }

    /// Long texts (a passage, a digest) are cut in a list; the record has them whole.
    private static func short(_ text: String) -> String {
        text.utf8.count > 180 && text.count > 60 ? text.prefix(60) + "…" : text
    }
}
