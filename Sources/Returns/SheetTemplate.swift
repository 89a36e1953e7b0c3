import Catalogue
public import Documents
import Journal
import Registers
import Store
import Values

/// The locked workbook of one sheet: what a receiver downloads, fills in and uploads.
struct SheetTemplate {
    /// What a column of the workbook is: a column of the form, or last period's value beside it.
    enum Place {
        case answer(ReturnColumn)
        case last(ReturnColumn)
    }

    let view: SheetView
    let catalogue: Catalogue

    /// Rows that a receiver may add to those written beforehand.
    private static let emptyRows = 200
    /// Longer lists are no drop-down that anyone scrolls; their words are checked on reading.
    private static let longestChoice = 300

    var places: [Place] {
        view.form.columns.flatMap { column -> [Place] in
            column.carry == .shown ? [.answer(column), .last(column)] : [.answer(column)]
        }
    }

    /// The headings that the workbook must still have when it comes back.
    var headings: [String] { excelColumns.map(\.heading) }

    var excelColumns: [ExcelForm.Column] {
        let places = places
        return places.map { place in
            switch place {
            case .last(let column):
                ExcelForm.Column(
                    title: "上期：\(column.title)", check: check(column), use: .shown)
            case .answer(let column):
                ExcelForm.Column(
                    title: column.title, isRequired: column.isRequired, help: help(column),
                    check: check(column), use: use(column, places),
                    isTotalled: column.isTotalled)
            }
        }
    }

    private func use(_ column: ReturnColumn, _ places: [Place]) -> ExcelForm.Column.Use {
        if column.sumOf.isEmpty { return .input }
        return .sum(
            places.indices.filter { index in
                if case .answer(let other) = places[index] {
                    column.sumOf.contains(other.key)
                } else {
                    false
                }
            })
    }

    private func help(_ column: ReturnColumn) -> String {
        var words = column.help.isEmpty ? [] : [column.help]
        if let least = column.least, least != "none" { words.append("不小于 \(least)") }
        if let most = column.most { words.append("不大于 \(most)") }
        if let other = column.atMost.flatMap(view.form.column) {
            words.append("不大于“\(other.heading)”")
        }
        return words.joined(separator: "；")
    }

    private func check(_ column: ReturnColumn) -> ExcelTemplateColumn.Check {
        if !column.words.isEmpty { return .choice(column.words) }
        switch column.type {
        case .text(_, let most, _): return most.map { .text(most: $0) } ?? .any
        case .integer, .year: return .wholeNumber
        case .decimal(_, let isPercent): return isPercent ? .any : .number
        case .money: return .number
        case .date: return .date
        case .boolean: return .choice(["是", "否"])
        case .month, .record, .rows: return .any
        case .choice, .region, .county:
            guard let list = column.type.codeList.flatMap(catalogue.list),
                list.codes.count <= Self.longestChoice
            else { return .any }
            return .choice(list.codes.map(\.title))
        }
    }

    /// The texts of one row of answers in the columns of the workbook.
    func texts(_ row: [String: String]) -> [String] {
        places.map { place in
            switch place {
            case .answer(let column): row[column.key] ?? ""
            case .last(let column): view.lastValue(of: row, column)
            }
        }
    }

    /// The workbook as a form.
    var excelForm: ExcelForm {
        let form = view.form
        let rows = view.answers.rows.map(texts)
        let isFixed = !form.rowTitles.isEmpty
        var notes = [
            "填报单位：\(view.receiver)　截止：\(ReturnForm.dueWords(view.sheet))　"
                + "白色格子可填，灰色格子已锁定；带 * 的必填；填好后在填报页上传，不要改列名、移动列。"
        ]
        notes += remarks
        return ExcelForm(
            title: form.name, notes: notes, columns: excelColumns, rows: rows,
            lockedColumns: isFixed ? [0] : [], emptyRows: isFixed ? 0 : Self.emptyRows,
            marks: SheetMarks(view, headings: headings, locked: locked(rows)).pairs)
    }

    /// What the bureau wants corrected, where the sheet was sent back.
    private var remarks: [String] {
        guard view.sheet.state == "returned" else { return [] }
        let sending = view.sheet["sendings"]
        let rows = (view.sheet.rows["remarks"] ?? []).filter { $0["sending"] == sending }
        return rows.map { row in
            let line = row["line"]?.integer.map { "第 \($0) 行" } ?? ""
            let heading = row["heading"]?.text.map { "“\($0)”" } ?? ""
            return "批注：\(line)\(heading)\(row["remark"]?.text ?? "")"
        }
    }

    /// Texts of the cells that are written beforehand and locked, by row of answers and column.
    private func locked(_ rows: [[String]]) -> [[Int: String]] {
        let isFixed = !view.form.rowTitles.isEmpty
        let places = places
        return rows.map { texts in
            places.indices.reduce(into: [:]) { locked, index in
                if case .last = places[index] { locked[index] = texts[index] }
                if isFixed, index == 0 { locked[index] = texts[index] }
            }
        }
    }
}

extension Returns {
    /// Writes the sheet's locked template: only the cells meant for it can be typed into, and
    /// hidden marks say whose it is and of which version.
    /// - Throws: `ReturnRefusal.notReceiver`, `RecordRefusal`, `DocumentProblem`.
    public func writeTemplate(_ view: SheetView, to path: String) throws(DocumentProblem) {
        try SheetTemplate(view: view, catalogue: catalogue).excelForm.write(path: path)
    }
}
