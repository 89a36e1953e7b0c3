import Catalogue
import Figures
import Values

/// The records behind a figure, one page of one set, with what each gives to the measure.
struct LineageTable: Sendable {
    let records: LineageSet
    /// The place of the set among those of the figure, from 0.
    let index: Int
    let page: Int
    let registerTitle: String
    let cycle: Lifecycle
    /// What each line gives; a record that is counted once is a link.
    let measured: [HTML]
    /// A page of this set.
    let link: @Sendable (Int) -> Link

    static let size = 50

    var title: String {
        records.part == .records ? "记录" : "\(records.part.rawValue)的记录（\(records.year)年）"
    }

    var html: HTML {
        let from = (page - 1) * Self.size
        let rows = zip(records.lines, measured).map { line, measured -> [HTML] in
            var cells: [HTML] = [
                "<a href=\"\(Link.record(records.register, line.record))\">\(line.label)</a>",
                "#\(line.record)",
            ]
            if records.measuredTitle != nil { cells.append(measured) }
            cells.append(Pill(state: line.state, in: cycle).html)
            return cells
        }
        var columns: [Table.Column] = [
            .init(title: registerTitle), .init(title: "编号", isNumber: true),
        ]
        if let title = records.measuredTitle {
            let isMoney = records.measuredType == .money
            columns.append(
                .init(
                    title: title + (isMoney ? "（元）" : ""),
                    isNumber: records.measuredType.map(Numbers.isNumber) ?? false))
        }
        columns.append(.init(title: "状态"))
        let table = Table(
            caption: "\(title)：\(registerTitle)，第 \(from + 1) 至 \(from + rows.count) 条",
            columns: columns, rows: rows, isDense: true)
        let pager = Pager(
            page: page, hasNext: page * Self.size < records.total,
            last: (records.total + Self.size - 1) / Self.size, label: "\(title)翻页", link: link)
        let empty: HTML = "<div class=\"empty\"><p>没有记录。</p></div>"
        return """
            <section class="group" id="set-\(index)"><h2>\(title)\
            <small>\(registerTitle) · 共 \(Numbers.grouped(records.total)) 条</small></h2>\
            \(rows.isEmpty ? empty : "\(table.html)\(pager.html)")</section>
            """
    }
}
