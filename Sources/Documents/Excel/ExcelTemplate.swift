internal import CXLSXWriter
import Foundation

/// One column that a person is to fill in.
public struct ExcelTemplateColumn: Sendable {
    /// What a cell may hold; checked while typing.
    public enum Check: Sendable, Hashable {
        case any
        case text(most: Int)
        case number
        case wholeNumber
        case date
        case choice([String])
    }

    public let title: String
    public let isRequired: Bool
    /// Shown beside the heading and in the sheet of explanations.
    public let help: String
    /// What kind of value it is, in words.
    public let kind: String
    public let check: Check

    /// Creates a column.
    public init(title: String, isRequired: Bool, help: String, kind: String, check: Check) {
        self.title = title
        self.isRequired = isRequired
        self.help = help
        self.kind = kind
        self.check = check
    }
}

/// A workbook to be filled in and imported: drop-down choices, checks while typing, explanations.
public enum ExcelTemplate {
    /// The sheet of made-up rows, which no import takes unless it is named.
    public static let exampleSheet = "示例"

    /// Rows with checks; more may be filled in without.
    private static let rows: UInt32 = 2_000

    /// - Parameter examples: rows that show how to fill it in, a text a column; without any there
    ///   is no sheet for them.
    /// - Throws: `DocumentProblem` where the file cannot be written.
    public static func write(
        path: String, title: String, columns: [ExcelTemplateColumn], examples: [[String]] = []
    ) throws(DocumentProblem) {
        guard let book = workbook_new(path) else {
            throw DocumentProblem(what: "写不成 \(path)", remedy: "检查文件夹是否存在、有权限")
        }
        let form = workbook_add_worksheet(book, "填报")
        let words = workbook_add_worksheet(book, "填报说明")
        let header = headerFormat(book, required: false)
        let required = headerFormat(book, required: true)
        if !examples.isEmpty { writeExamples(examples, columns.map(\.title), book, header) }
        let choices = workbook_add_worksheet(book, "选项")
        worksheet_hide(choices)
        let wrapped = workbook_add_format(book)
        format_set_text_wrap(wrapped)
        format_set_align(wrapped, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        let asText = workbook_add_format(book)
        format_set_num_format(asText, "@")
        let asDate = workbook_add_format(book)
        format_set_num_format(asDate, "yyyy-mm-dd")
        worksheet_write_string(
            words, 0, 0, "\(title)：在“填报”表里一行填一条，带 * 的必填；不要改列名。金额单位：元。", nil)
        for (column, text) in ["列名", "必填", "类型", "说明"].enumerated() {
            worksheet_write_string(words, 1, UInt16(column), text, header)
        }
        for (index, column) in columns.enumerated() {
            let place = UInt16(index)
            worksheet_write_string(
                form, 0, place, column.title + (column.isRequired ? "*" : ""),
                column.isRequired ? required : header)
            if !column.help.isEmpty { worksheet_write_comment(form, 0, place, column.help) }
            let format: UnsafeMutablePointer<lxw_format>? =
                switch column.check {
                case .date: asDate
                case .number, .wholeNumber: nil
                default: asText
                }
            worksheet_set_column(
                form, place, place, Double(max(12, column.title.count * 2 + 4)), format)
            for (offset, text) in [
                column.title, column.isRequired ? "是" : "", column.kind, column.help,
            ].enumerated() {
                worksheet_write_string(words, UInt32(index + 2), UInt16(offset), text, wrapped)
            }
            ExcelChecks.add(
                column.check, column.title, place, rows: 1...rows, to: form, choices)
        }
        worksheet_freeze_panes(form, 1, 0)
        worksheet_set_column(words, 0, 0, 24, nil)
        worksheet_set_column(words, 2, 2, 16, nil)
        worksheet_set_column(words, 3, 3, 60, nil)
        let code = workbook_close(book)
        guard code == LXW_NO_ERROR else {
            unlink(path)
            throw DocumentProblem(
                what: "写不成 \(path)（\(String(cString: lxw_strerror(code)))）",
                remedy: "检查文件夹是否存在、有权限、磁盘是否已满")
        }
    }

    /// Grey and slanted, so that nobody takes them for data.
    private static func writeExamples(
        _ examples: [[String]], _ titles: [String], _ book: UnsafeMutablePointer<lxw_workbook>,
        _ header: UnsafeMutablePointer<lxw_format>?
    ) {
        let sheet = workbook_add_worksheet(book, exampleSheet)
        let slanted = workbook_add_format(book)
        format_set_italic(slanted)
        format_set_font_color(slanted, 0x808080)
        worksheet_write_string(sheet, 0, 0, "以下是虚构的示例，导入时不读这张表。", slanted)
        for (column, title) in titles.enumerated() {
            let place = UInt16(column)
            worksheet_write_string(sheet, 1, place, title, header)
            worksheet_set_column(sheet, place, place, Double(max(12, title.count * 2 + 4)), nil)
            for (row, texts) in examples.enumerated() where !texts[column].isEmpty {
                worksheet_write_string(sheet, UInt32(row + 2), place, texts[column], slanted)
            }
        }
        worksheet_freeze_panes(sheet, 2, 0)
    }

    private static func headerFormat(_ book: UnsafeMutablePointer<lxw_workbook>, required: Bool)
        -> UnsafeMutablePointer<lxw_format>?
    {
        let format = workbook_add_format(book)
        format_set_bold(format)
        format_set_bg_color(format, required ? 0xFCE4D6 : 0xE8EEF4)
        format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
        format_set_text_wrap(format)
        return format
    }
}
