internal import CXLSXWriter
import Foundation

/// Writes one official table as a workbook, row by row: only the row at hand is in memory.
///
/// Title, a line with source and unit, the header over one or two rows, frozen panes, a filter,
/// A4 landscape one page wide with the header on every page.
public final class ExcelTableWriter {
    private let book: UnsafeMutablePointer<lxw_workbook>
    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    private let columns: [ExcelColumn]
    private let formats: ExcelFormats
    private let path: String
    private let headerRows: UInt32
    private var next: UInt32
    private var isClosed = false

    /// Characters that a cell takes.
    private static let mostCharacters = 32_767
    /// Rows that a worksheet has.
    static let mostRows: UInt32 = 1_048_576

    /// - Throws: `DocumentProblem` where the file cannot be written.
    public init(path: String, _ head: ExcelTableHead, columns: [ExcelColumn])
        throws(DocumentProblem)
    {
        self.path = path
        self.columns = columns
        var options = lxw_workbook_options()
        options.constant_memory = 1
        guard let book = workbook_new_opt(path, &options) else {
            throw DocumentProblem(what: "写不成 \(path)", remedy: "检查文件夹是否存在、有权限")
        }
        self.book = book
        formats = ExcelFormats(book, columns)
        guard let sheet = workbook_add_worksheet(book, Self.sheetName(head.title)) else {
            workbook_close(book)
            throw DocumentProblem(what: "写不成工作表“\(head.title)”", remedy: "请重试")
        }
        self.sheet = sheet
        headerRows = columns.contains { $0.group != nil } ? 2 : 1
        next = 2 + headerRows
        setUp(head)
        writeHead(head)
    }

    deinit { if !isClosed { workbook_close(book) } }

    /// A name that Excel takes: 31 characters, none of those that references use.
    static func sheetName(_ title: String) -> String {
        let name = title.filter { !"[]:*?/\\'".contains($0) }.prefix(31)
        return name.isEmpty ? "表" : String(name)
    }

    private func setUp(_ head: ExcelTableHead) {
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)
        worksheet_set_margins(sheet, 0.5, 0.5, 0.6, 0.6)
        worksheet_fit_to_pages(sheet, 1, 0)
        worksheet_center_horizontally(sheet)
        worksheet_repeat_rows(sheet, 2, 1 + headerRows)
        worksheet_freeze_panes(sheet, 2 + headerRows, 0)
        worksheet_set_footer(sheet, "&C第 &P 页 共 &N 页")
        if head.isDemonstration { worksheet_set_header(sheet, "&R演示数据") }
        for (index, column) in columns.enumerated() {
            let width = Double(min(40, max(8, column.width + 2)))
            worksheet_set_column(
                sheet, UInt16(index), UInt16(index), width, nil)
        }
        var properties = lxw_doc_properties()
        properties.title = strdup(head.title)
        properties.author = strdup("洞庭")
        // It keeps copies of its own.
        workbook_set_properties(book, &properties)
        free(properties.title)
        free(properties.author)
    }

    private func writeHead(_ head: ExcelTableHead) {
        let last = UInt16(max(0, columns.count - 1))
        worksheet_set_row(sheet, 0, 28, nil)
        merge(0, 0, 0, last, head.title, formats.title)
        let note = head.source + (head.isDemonstration ? "（演示数据）" : "")
        if let unit = head.unit, columns.count > 2 {
            merge(1, 0, 1, last - 1, note, formats.note)
            worksheet_write_string(sheet, 1, last, "单位：\(unit)", formats.noteRight)
        } else {
            merge(1, 0, 1, last, note + (head.unit.map { "　单位：\($0)" } ?? ""), formats.note)
        }
        guard headerRows == 2 else {
            for (index, column) in columns.enumerated() {
                worksheet_write_string(sheet, 2, UInt16(index), column.title, formats.header)
            }
            return
        }
        // The upper row is gone once the lower is begun, so a title of both rows is written above
        // and merged over what is below at the end.
        for (index, column) in columns.enumerated() where column.group == nil {
            worksheet_write_string(sheet, 2, UInt16(index), column.title, formats.header)
        }
        var start = 0
        while start < columns.count {
            var end = start
            while let group = columns[start].group, end + 1 < columns.count,
                columns[end + 1].group == group
            {
                end += 1
            }
            if let group = columns[start].group {
                merge(2, UInt16(start), 2, UInt16(end), group, formats.header)
            }
            start = end + 1
        }
        for (index, column) in columns.enumerated() where column.group != nil {
            worksheet_write_string(sheet, 3, UInt16(index), column.title, formats.header)
        }
        for (index, column) in columns.enumerated() where column.group == nil {
            merge(2, UInt16(index), 3, UInt16(index), column.title, formats.header)
        }
    }

    private func merge(
        _ top: UInt32, _ left: UInt16, _ bottom: UInt32, _ right: UInt16, _ text: String,
        _ format: UnsafeMutablePointer<lxw_format>?
    ) {
        // A block of one cell is no block.
        if top == bottom, left == right {
            worksheet_write_string(sheet, top, left, text, format)
        } else {
            worksheet_merge_range(sheet, top, left, bottom, right, text, format)
        }
    }

    /// Appends a row of texts as the platform prints them; an empty text is an empty cell.
    /// - Throws: `DocumentProblem` where a worksheet has no room left.
    public func append(_ cells: [String]) throws(DocumentProblem) {
        guard next < Self.mostRows else {
            throw DocumentProblem(
                what: "一张工作表最多 \(Self.mostRows) 行", remedy: "加条件分批导出，或导出 CSV")
        }
        for (index, text) in cells.enumerated() where index < columns.count {
            write(text, UInt16(index), columns[index].kind, formats.cells[index])
        }
        next += 1
    }

    private func write(
        _ text: String, _ column: UInt16, _ kind: ExcelColumn.Kind,
        _ format: UnsafeMutablePointer<lxw_format>?
    ) {
        if text.isEmpty {
            worksheet_write_blank(sheet, next, column, format)
            return
        }
        switch kind {
        case .integer, .decimal:
            // More than 15 digits do not fit a Double; they stay as they are.
            if text.utf8.count(where: { (48...57).contains($0) }) <= 15, let value = Double(text) {
                worksheet_write_number(sheet, next, column, value, format)
                return
            }
        case .percent:
            if let value = Double(text.replacing("%", with: "")) {
                worksheet_write_number(sheet, next, column, value / 100, format)
                return
            }
        case .date:
            if var day = Self.day(text) {
                worksheet_write_datetime(sheet, next, column, &day, format)
                return
            }
        case .text: break
        }
        // Always as a string: a text that begins with = is no formula.
        let isShort = text.utf8.count <= Self.mostCharacters
        worksheet_write_string(
            sheet, next, column, isShort ? text : String(text.prefix(Self.mostCharacters)), format)
    }

    /// The day that `2025-03-01` names; none before 1900, which Excel does not know.
    static func day(_ text: String) -> lxw_datetime? {
        var numbers: [Int32] = [0, 0, 0]
        var part = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "-"), part < 2 {
                part += 1
            } else if (48...57).contains(byte), numbers[part] < 10_000 {
                numbers[part] = numbers[part] * 10 + Int32(byte - 48)
            } else {
                return nil
            }
        }
        guard part == 2, numbers[0] >= 1900, (1...12).contains(numbers[1]),
            (1...31).contains(numbers[2])
        else { return nil }
        var day = lxw_datetime()
        (day.year, day.month, day.day) = (numbers[0], numbers[1], numbers[2])
        return day
    }

    /// Writes what stands below the table and closes the file.
    /// - Parameter notes: lines such as the source, the day, who made it.
    /// - Throws: `DocumentProblem` where it cannot be written to the end; no file is left then.
    public func close(notes: [String] = []) throws(DocumentProblem) {
        let last = UInt16(max(0, columns.count - 1))
        if next > 2 + headerRows {
            worksheet_autofilter(sheet, 1 + headerRows, 0, next - 1, last)
        }
        for note in notes {
            worksheet_write_string(sheet, next, 0, note, formats.note)
            next += 1
        }
        isClosed = true
        let code = workbook_close(book)
        guard code == LXW_NO_ERROR else {
            unlink(path)
            throw DocumentProblem(
                what: "写不成 \(path)（\(String(cString: lxw_strerror(code)))）",
                remedy: "检查文件夹是否存在、有权限、磁盘是否已满")
        }
    }
}
