internal import CXLSXWriter

/// The cell formats of an official table. Only what WPS and Excel of any age read the same.
struct ExcelFormats {
    let title: UnsafeMutablePointer<lxw_format>?
    let note: UnsafeMutablePointer<lxw_format>?
    let noteRight: UnsafeMutablePointer<lxw_format>?
    let header: UnsafeMutablePointer<lxw_format>?
    let cells: [UnsafeMutablePointer<lxw_format>?]

    init(_ book: UnsafeMutablePointer<lxw_workbook>, _ columns: [ExcelColumn]) {
        func format(
            font: String, size: Double, align: lxw_format_alignments, border: Bool = true
        ) -> UnsafeMutablePointer<lxw_format>? {
            let format = workbook_add_format(book)
            format_set_font_name(format, font)
            format_set_font_size(format, size)
            format_set_align(format, UInt8(align.rawValue))
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
            if border { format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue)) }
            return format
        }
        title = format(font: "黑体", size: 16, align: LXW_ALIGN_CENTER, border: false)
        note = format(font: "宋体", size: 10, align: LXW_ALIGN_LEFT, border: false)
        noteRight = format(font: "宋体", size: 10, align: LXW_ALIGN_RIGHT, border: false)
        header = format(font: "黑体", size: 10, align: LXW_ALIGN_CENTER)
        format_set_text_wrap(header)
        format_set_bg_color(header, 0xE8EEF4)
        // One format for all columns of a kind: the library finds an equal one anew for each cell.
        var made: [ExcelColumn.Kind: UnsafeMutablePointer<lxw_format>?] = [:]
        for column in columns where made[column.kind] == nil {
            made[column.kind] = cell(column.kind)
        }
        cells = columns.map { made[$0.kind] ?? nil }
        func cell(_ kind: ExcelColumn.Kind) -> UnsafeMutablePointer<lxw_format>? {
            switch kind {
            case .text:
                let cell = format(font: "宋体", size: 10, align: LXW_ALIGN_LEFT)
                format_set_text_wrap(cell)
                // Codes stay texts when a person edits them.
                format_set_num_format(cell, "@")
                return cell
            case .integer: return number("#,##0")
            case .decimal(let places):
                // Beyond two decimals only those that say something: 4,079.00, not 4,079.0000.
                let digits = (0..<places).map { $0 < 2 ? "0" : "#" }.joined()
                return number("#,##0" + (places > 0 ? "." + digits : ""))
            case .percent: return number("0.00%")
            case .date:
                let cell = format(font: "宋体", size: 10, align: LXW_ALIGN_CENTER)
                format_set_num_format(cell, "yyyy-mm-dd")
                return cell
            }
        }
        func number(_ code: String) -> UnsafeMutablePointer<lxw_format>? {
            let cell = format(font: "宋体", size: 10, align: LXW_ALIGN_RIGHT)
            format_set_num_format(cell, code)
            return cell
        }
    }
}
