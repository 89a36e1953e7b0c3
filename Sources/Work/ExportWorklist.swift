import Catalogue
import Documents
public import Registers
public import Store
import Values

/// A work list as a table to keep or to send on: what the page shows, all lines.
extension Worklists {
    /// The lines as CSV with a header of titles.
    /// - Throws: `WorklistError`, `RecordRefusal`.
    public func exportCSV(
        _ reader: Reader, _ name: String, _ question: WorkQuestion, by viewer: Viewer
    ) throws -> String {
        let page = try exported(reader, name, question, by: viewer)
        return CSVWriter.text(
            header: titles(page), rows: page.lines.map { cells($0, page, question) },
            byteOrderMark: true)
    }

    /// The lines as an official table of Excel.
    /// - Parameter path: where the workbook goes.
    /// - Throws: `WorklistError`, `RecordRefusal`, `DocumentProblem`.
    public func exportWorkbook(
        _ reader: Reader, _ name: String, _ question: WorkQuestion, to path: String,
        by viewer: Viewer
    ) throws {
        let page = try exported(reader, name, question, by: viewer)
        let database = registry.database
        let today = question.today.iso
        var columns = page.columns.map(registry.excelColumn)
        if page.summary.worklist.due != nil {
            columns += [
                ExcelColumn(title: "期限", kind: .date, width: 12),
                ExcelColumn(title: "还剩", width: 24),
            ]
        }
        columns += [ExcelColumn(title: "状态", width: 10), ExcelColumn(title: "编号", width: 8)]
        let writer = try ExcelTableWriter(
            path: path,
            ExcelTableHead(
                title: page.summary.worklist.title,
                unit: page.columns.contains { $0.type == .money } ? "元" : nil,
                source: "\(registry.catalogue.city.title)科学技术局　\(today)",
                isDemonstration: database.isDemonstration),
            columns: columns)
        for line in page.lines { try writer.append(cells(line, page, question)) }
        try writer.close(notes: [
            "\(page.summary.words)。要做的事：\(page.summary.worklist.todo)",
            "来源：登记册“\(page.register.title)”，截至 \(today)。",
        ])
    }

    private func exported(
        _ reader: Reader, _ name: String, _ question: WorkQuestion, by viewer: Viewer
    ) throws -> WorklistPage {
        let page = try page(reader, name, question, by: viewer)
        try registry.permit(viewer, .export, on: page.register)
        return page
    }

    private func titles(_ page: WorklistPage) -> [String] {
        page.columns.map(\.title) + (page.summary.worklist.due == nil ? [] : ["期限", "还剩"])
            + ["状态", "编号"]
    }

    private func cells(
        _ line: WorklistPage.Line, _ page: WorklistPage, _ question: WorkQuestion
    ) -> [String] {
        var cells = line.cells
        if page.summary.worklist.due != nil {
            let left = line.due.map {
                DueWords.text($0, today: question.today, registry.catalogue.calendar)
            }
            cells += [line.due?.iso ?? "", left ?? ""]
        }
        let cycle = registry.catalogue.lifecycle(of: page.register)
        return cells + [cycle.title(of: line.state), "\(line.record)"]
    }
}
