internal import CXLSXWriter
import Foundation

extension ExcelForm {
    /// Writes the form as a protected workbook.
    /// - Throws: `DocumentProblem` where the file cannot be written.
    public func write(path: String) throws(DocumentProblem) {
        guard let book = workbook_new(path) else {
            throw DocumentProblem(what: "写不成 \(path)", remedy: "检查文件夹是否存在、有权限")
        }
        ExcelFormWriter(self, book).write()
        let code = workbook_close(book)
        guard code == LXW_NO_ERROR else {
            unlink(path)
            throw DocumentProblem(
                what: "写不成 \(path)（\(String(cString: lxw_strerror(code)))）",
                remedy: "检查文件夹是否存在、有权限、磁盘是否已满")
        }
    }
}

/// Puts a form into a workbook.
private struct ExcelFormWriter {
    private typealias Format = UnsafeMutablePointer<lxw_format>?

    private let form: ExcelForm
    private let book: UnsafeMutablePointer<lxw_workbook>
    private let sheet: UnsafeMutablePointer<lxw_worksheet>?
    private let choices: UnsafeMutablePointer<lxw_worksheet>?
    private let marks: UnsafeMutablePointer<lxw_worksheet>?
    private let title: Format
    private let note: Format
    private let header: Format
    private let locked: Format
    private let lockedNumber: Format
    private let open: Format
    private let openNumber: Format
    private let openDate: Format

    init(_ form: ExcelForm, _ book: UnsafeMutablePointer<lxw_workbook>) {
        self.form = form
        self.book = book
        sheet = workbook_add_worksheet(book, ExcelForm.formSheet)
        choices = workbook_add_worksheet(book, "选项")
        marks = workbook_add_worksheet(book, ExcelForm.markSheet)
        func format(_ make: (Format) -> Void) -> Format {
            let format = workbook_add_format(book)
            format_set_font_name(format, "宋体")
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
            make(format)
            return format
        }
        func cell(_ number: String, grey: Bool) -> Format {
            format {
                format_set_border($0, UInt8(LXW_BORDER_THIN.rawValue))
                format_set_num_format($0, number)
                format_set_text_wrap($0)
                if grey { format_set_bg_color($0, 0xEEEEEE) } else { format_set_unlocked($0) }
            }
        }
        title = format {
            format_set_bold($0)
            format_set_font_size($0, 16)
        }
        note = format { format_set_font_color($0, 0x505050) }
        header = format {
            format_set_bold($0)
            format_set_align($0, UInt8(LXW_ALIGN_CENTER.rawValue))
            format_set_border($0, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_bg_color($0, 0xE8EEF4)
            format_set_text_wrap($0)
        }
        locked = cell("@", grey: true)
        lockedNumber = cell("General", grey: true)
        open = cell("@", grey: false)
        openNumber = cell("General", grey: false)
        openDate = cell("yyyy-mm-dd", grey: false)
    }

    func write() {
        worksheet_set_default_row(sheet, 20, 0)
        worksheet_set_row(sheet, 0, 32, nil)
        worksheet_write_string(sheet, 0, 0, form.title, title)
        for (row, text) in form.notes.enumerated() {
            worksheet_write_string(sheet, UInt32(row + 1), 0, text, note)
        }
        for (place, column) in form.columns.enumerated() { write(column, UInt16(place)) }
        for (offset, texts) in form.rows.enumerated() {
            write(texts, UInt32(form.firstDataRow - 1 + offset))
        }
        for row in (form.firstDataRow + form.rows.count)..<(form.lastRow + 1) {
            write([], UInt32(row - 1))
        }
        if form.hasTotal { writeTotal(UInt32(form.headingRow)) }
        worksheet_freeze_panes(sheet, UInt32(form.firstDataRow - 1), 1)
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)
        worksheet_fit_to_pages(sheet, 1, 0)
        let shape = [
            (name: ExcelFormReading.headingRow, value: "\(form.headingRow)"),
            (name: ExcelFormReading.hasTotal, value: form.hasTotal ? "1" : "0"),
        ]
        for (row, mark) in (form.marks + shape).enumerated() {
            worksheet_write_string(marks, UInt32(row), 0, mark.name, nil)
            worksheet_write_string(marks, UInt32(row), 1, Self.literal(mark.value), nil)
        }
        for hidden in [choices, marks] {
            worksheet_hide(hidden)
            worksheet_protect(hidden, nil, nil)
        }
        var allowed = lxw_protection()
        allowed.format_columns = 1
        allowed.format_rows = 1
        worksheet_protect(sheet, nil, &allowed)
    }

    private func write(_ column: ExcelForm.Column, _ place: UInt16) {
        let row = UInt32(form.headingRow - 1)
        worksheet_write_string(sheet, row, place, column.heading, header)
        if !column.help.isEmpty { worksheet_write_comment(sheet, row, place, column.help) }
        let width = Double(min(40, max(12, column.heading.count * 2 + 4)))
        worksheet_set_column(sheet, place, place, width, nil)
        guard column.use == .input else { return }
        let rows = UInt32(form.firstDataRow - 1)...UInt32(form.lastRow - 1)
        ExcelChecks.add(column.check, column.title, place, rows: rows, to: sheet, choices)
    }

    /// One row; texts that are missing are empty cells.
    private func write(_ texts: [String], _ row: UInt32) {
        for (index, column) in form.columns.enumerated() {
            let text = index < texts.count ? texts[index] : ""
            let place = UInt16(index)
            switch column.use {
            case .sum(let parts):
                let cells = parts.map { "\(ExcelCell.letters($0))\(row + 1)" }
                let list = cells.joined(separator: ",")
                let formula = "=IF(COUNT(\(list))=0,\"\",SUM(\(list)))"
                if let now = Double(text) {
                    worksheet_write_formula_num(sheet, row, place, formula, lockedNumber, now)
                } else {
                    worksheet_write_formula_str(sheet, row, place, formula, lockedNumber, "")
                }
            case .shown: write(text, column, row, place, isLocked: true)
            case .input:
                let isLocked = !texts.isEmpty && form.lockedColumns.contains(index)
                write(text, column, row, place, isLocked: isLocked)
            }
        }
    }

    private func write(
        _ text: String, _ column: ExcelForm.Column, _ row: UInt32, _ place: UInt16, isLocked: Bool
    ) {
        let isNumber = column.check == .number || column.check == .wholeNumber
        let format =
            isLocked
            ? (isNumber ? lockedNumber : locked)
            : isNumber ? openNumber : column.check == .date ? openDate : open
        if text.isEmpty {
            worksheet_write_blank(sheet, row, place, format)
        } else if isNumber, text.utf8.count(where: { (48...57).contains($0) }) <= 15,
            let value = Double(text)
        {
            worksheet_write_number(sheet, row, place, value, format)
        } else if column.check == .date, !isLocked, var day = ExcelTableWriter.day(text) {
            worksheet_write_datetime(sheet, row, place, &day, format)
        } else {
            worksheet_write_string(sheet, row, place, Self.literal(text), format)
        }
    }

    /// Workbooks write odd characters as `_x0041_`; a text that looks so must say that it does not.
    private static func literal(_ text: String) -> String {
        guard text.contains("_x") else { return text }
        return text.replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_")
    }

    private func writeTotal(_ row: UInt32) {
        for (index, column) in form.columns.enumerated() {
            let place = UInt16(index)
            guard column.isTotalled else {
                worksheet_write_string(
                    sheet, row, place, index == 0 ? ExcelForm.totalWord : "", locked)
                continue
            }
            let letters = ExcelCell.letters(index)
            let cells = "\(letters)\(form.firstDataRow):\(letters)\(form.lastRow)"
            // What it comes to now, for programs that show a file without counting.
            let now = form.rows.reduce(0) { $0 + (index < $1.count ? Double($1[index]) ?? 0 : 0) }
            worksheet_write_formula_num(
                sheet, row, place, "=SUM(\(cells))", lockedNumber, now)
        }
    }
}
