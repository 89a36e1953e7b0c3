import Catalogue
import Journal
import Returns
import Values

/// A sheet to read: its rows with last period's values, its totals, its history.
struct SheetTable {
    let view: SheetView
    let catalogue: Catalogue

    var html: HTML {
        let form = view.form
        if view.answers.isNil {
            return Notice(kind: .news, text: "零报告：确认没有内容可报。").html
        }
        if view.answers.rows.isEmpty { return EmptyState(sentence: "还没有填任何内容。").html }
        let totals: [HTML]? =
            form.columns.contains(where: \.isTotalled)
            ? ["合计"] + form.columns.map(total) : nil
        return Table(
            caption: "填报内容",
            columns: [.init(title: "行")]
                + form.columns.map { .init(title: $0.title, isNumber: Numbers.isNumber($0.type)) },
            rows: view.answers.rows.enumerated().map { index, row in
                ["\(index + 1)"] + form.columns.map { cell(row, $0) }
            }, total: totals
        ).html
    }

    private func cell(_ row: [String: String], _ column: ReturnColumn) -> HTML {
        let text = row[column.key] ?? ""
        let last = view.form.keyColumns.contains(column.key) ? "" : view.lastValue(of: row, column)
        guard !last.isEmpty else { return "\(Numbers.cell(text, column.type))" }
        let change = last == text ? "与上期同" : "上期 \(Numbers.cell(last, column.type))"
        return "\(Numbers.cell(text, column.type))<br><small class=\"minor\">\(change)</small>"
    }

    private func total(_ column: ReturnColumn) -> HTML {
        guard column.isTotalled else { return "" }
        return "\(Self.sum(view.answers.rows, column, catalogue).map(Numbers.grouped) ?? "")"
    }

    /// The sum of a column's cells as its text; nil where one is no number or nothing is there.
    static func sum(_ rows: [[String: String]], _ column: ReturnColumn, _ catalogue: Catalogue)
        -> String?
    {
        var sum: Int64 = 0
        var isAny = false
        for text in rows.compactMap({ $0[column.key] }) where !text.isEmpty {
            guard let number = column.number(text, in: catalogue) else { return nil }
            let (next, isOver) = sum.addingReportingOverflow(number)
            if isOver { return nil }
            (sum, isAny) = (next, true)
        }
        return isAny ? column.text(.integer(sum), in: catalogue) : nil
    }

    /// What happened to a sheet, the latest first, with the cells that each step changed.
    static func history(_ steps: [SheetStep], _ catalogue: Catalogue) -> HTML {
        let rows = steps.reversed().map { step -> [HTML] in
            [
                "\(step.entry.at.businessTime.prefix(16).description)", "\(step.entry.act.actor)",
                "\(EventWords.text(step.entry.act.event, catalogue))",
                "\(step.entry.act.reason ?? "")",
                changes(step.changes),
            ]
        }
        let table = Table(
            caption: "这张表的经过，最近的在前",
            columns: [
                .init(title: "时间", isTight: true), .init(title: "经办"), .init(title: "事项"),
                .init(title: "理由"), .init(title: "改动"),
            ], rows: rows)
        return "<section class=\"panel\"><h2>经过</h2>\(table.html)</section>"
    }

    private static let mostChanges = 60

    private static func changes(_ changes: [SheetStep.Change]) -> HTML {
        guard !changes.isEmpty else { return "" }
        let items = changes.prefix(mostChanges).map { change -> HTML in
            let before: HTML = change.before.isEmpty ? "" : "<del>\(change.before)</del> → "
            let after: HTML =
                change.after.isEmpty ? "<ins>（清空）</ins>" : "<ins>\(change.after)</ins>"
            return "<li>第 \(change.line) 行 \(change.heading)：\(before)\(after)</li>"
        }
        let more: HTML? =
            changes.count > mostChanges ? "<li>还有 \(changes.count - mostChanges) 格</li>" : nil
        return """
            <details><summary>改了 \(changes.count) 格</summary><ul class="change">\(items)\(more)</ul></details>
            """
    }
}
