import Catalogue
import Documents
import Journal
import Registers
import Store
import Values

/// What an uploaded template says, told apart from what it must not say.
struct ReadSheet {
    let answers: SheetAnswers
    /// The row of the workbook that each row of answers stood in.
    let lines: [Int]

    /// Reads the answers of a template that is this sheet's.
    /// - Throws: `ReturnRefusal.template` where headings or locked cells are not as they were.
    init(_ file: ExcelFormReading, _ marks: SheetMarks, _ view: SheetView, _ catalogue: Catalogue)
        throws
    {
        let template = SheetTemplate(view: view, catalogue: catalogue)
        try Self.checkHeadings(file.headings, template.headings)
        let reading = RowReading(
            places: template.places, marks: marks, form: view.form, catalogue: catalogue,
            first: template.excelForm.firstDataRow)
        var rows: [[String: String]] = []
        var lines: [Int] = []
        for row in file.rows {
            guard let answers = try reading.answers(row) else { continue }
            rows.append(answers)
            lines.append(row.line)
        }
        try reading.checkAbsent(file.rows)
        self.lines = lines
        answers = SheetAnswers(
            rows, total: reading.total(file.total ?? [], hasRows: !rows.isEmpty),
            isNil: false)
    }

    private static func checkHeadings(_ found: [String], _ wanted: [String]) throws {
        for column in 0..<max(found.count, wanted.count) {
            let there = column < found.count ? found[column] : ""
            let right = column < wanted.count ? wanted[column] : ""
            if there == right { continue }
            let letters = ExcelCell.letters(column)
            throw ReturnRefusal.template(
                right.isEmpty
                    ? "\(letters) 列多出“\(there)”"
                    : "\(letters) 列应是“\(right)”，现在是“\(there.isEmpty ? "空" : there)”：列被移动、改名或删去了",
                advice: "重新下载模板，把内容按列填进去")
        }
    }
}

/// Reads the rows of a template, and holds what is locked against what was written.
private struct RowReading {
    let places: [SheetTemplate.Place]
    let marks: SheetMarks
    let form: ReturnForm
    let catalogue: Catalogue
    /// The first row of data, as Excel counts.
    let first: Int

    /// The answers of a row; nil where nothing was typed into it.
    func answers(_ row: ExcelFormReading.Row) throws -> [String: String]? {
        let texts = places.indices.map { $0 < row.cells.count ? row.cells[$0].trimmed : "" }
        try checkLocked(row.line, texts)
        var answers: [String: String] = [:]
        var isTyped = !form.rowTitles.isEmpty
        for (index, place) in places.enumerated() {
            guard case .answer(let column) = place, column.sumOf.isEmpty else { continue }
            let text = texts[index]
            if text.isEmpty { continue }
            answers[column.key] = text
            isTyped = true
        }
        guard isTyped else { return nil }
        for (index, place) in places.enumerated() {
            guard case .answer(let column) = place, !column.sumOf.isEmpty else { continue }
            try checkSum(column, texts[index], answers, row.line, index)
        }
        return answers
    }

    /// Locked cells of rows that came back wholly empty.
    func checkAbsent(_ rows: [ExcelFormReading.Row]) throws {
        let present = Set(rows.map(\.line))
        for row in marks.locked.indices where !present.contains(first + row) {
            try checkLocked(first + row, places.map { _ in "" })
        }
    }

    private func checkLocked(_ line: Int, _ texts: [String]) throws {
        let row = line - first
        let locked = marks.locked.indices.contains(row) ? marks.locked[row] : [:]
        for (index, place) in places.enumerated() {
            let isLocked: Bool
            if case .last = place { isLocked = true } else { isLocked = locked[index] != nil }
            guard isLocked, !isSame(texts[index], locked[index] ?? "", place) else { continue }
            throw ReturnRefusal.template(
                "单元格 \(ExcelCell.letters(index))\(line) 已锁定，应是“\(locked[index] ?? "")”，"
                    + "现在是“\(texts[index])”：锁定的内容被改过，或行被移动了",
                advice: "重新下载模板再填；上期值有误请告诉布置科室")
        }
    }

    /// A spreadsheet writes numbers its own way: 12.50 comes back as 12.5.
    private func isSame(_ found: String, _ wanted: String, _ place: SheetTemplate.Place) -> Bool {
        if found == wanted { return true }
        guard case .last(let column) = place else { return false }
        let cells = [found, wanted].map { text in
            try? column.cell(text, in: catalogue) { _, _ in .null }
        }
        return cells[0] != nil && cells[0] == cells[1]
    }

    private func checkSum(
        _ column: ReturnColumn, _ text: String, _ answers: [String: String], _ line: Int,
        _ index: Int
    ) throws {
        let parts = column.sumOf.compactMap { key in
            form.column(key).flatMap { cell(answers[key] ?? "", $0)?.integer }
        }
        // What cannot be read is told by the rules of the sheet, with its cell.
        guard parts.count == column.sumOf.count(where: { !(answers[$0] ?? "").isEmpty }) else {
            return
        }
        let wanted = parts.isEmpty ? nil : SheetRules.sum(parts)
        let found = text.isEmpty ? nil : cell(text, column)?.integer
        // A formula without parts may show nothing, or 0.
        if found == wanted || wanted == nil && (text.isEmpty || found == 0) { return }
        throw ReturnRefusal.template(
            "单元格 \(ExcelCell.letters(index))\(line)“\(column.heading)”是公式，应等于各项之和"
                + "\(wanted.map { " " + column.text(.integer($0), in: catalogue) } ?? "")，现在是“\(text)”",
            advice: "公式被改过，或文件没有重新计算：用 Excel 或 WPS 打开、保存后再上传")
    }

    private func cell(_ text: String, _ column: ReturnColumn) -> Scalar? {
        try? column.cell(text, in: catalogue) { _, _ in .null }
    }

    /// The row of totals by column; the rules of the sheet compare it with the rows.
    func total(_ texts: [String], hasRows: Bool) -> [String: String] {
        guard hasRows else { return [:] }
        return places.enumerated().reduce(into: [:]) { total, place in
            guard case .answer(let column) = place.element, column.isTotalled,
                place.offset < texts.count, !texts[place.offset].trimmed.isEmpty
            else { return }
            total[column.key] = texts[place.offset].trimmed
        }
    }
}
