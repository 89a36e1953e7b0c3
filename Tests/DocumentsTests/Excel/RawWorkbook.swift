import Documents
import Foundation

/// A workbook written part by part, as office suites write theirs.
struct RawWorkbook {
    var sheets: [(name: String, state: String, xml: String)] = []
    var shared: [String] = []
    var styles = ""
    var properties = ""

    /// A file of it; the caller's folder is removed with the test.
    func file() throws -> String {
        let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        var parts: [(String, String)] = []
        var list = ""
        var relations = ""
        for (index, sheet) in sheets.enumerated() {
            let number = index + 1
            list +=
                "<sheet name=\"\(sheet.name)\" sheetId=\"\(number)\" state=\"\(sheet.state)\" r:id=\"r\(number)\"/>"
            relations +=
                "<Relationship Id=\"r\(number)\" Type=\"\(office)/worksheet\" Target=\"worksheets/s\(number).xml\"/>"
            parts.append(
                (
                    "xl/worksheets/s\(number).xml",
                    "\(head)<worksheet xmlns=\"\(namespace)\">\(sheet.xml)</worksheet>"
                ))
        }
        relations +=
            "<Relationship Id=\"s\" Type=\"\(office)/sharedStrings\" Target=\"sharedStrings.xml\"/>"
            + "<Relationship Id=\"t\" Type=\"\(office)/styles\" Target=\"/xl/styles.xml\"/>"
        parts += [
            (
                "xl/workbook.xml",
                "\(head)<workbook xmlns=\"\(namespace)\" xmlns:r=\"\(office)\"><workbookPr \(properties)/><sheets>\(list)</sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "\(head)<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\(relations)</Relationships>"
            ),
            (
                "xl/sharedStrings.xml",
                "\(head)<sst xmlns=\"\(namespace)\">\(shared.map { "<si>\($0)</si>" }.joined())</sst>"
            ),
            ("xl/styles.xml", "\(head)<styleSheet xmlns=\"\(namespace)\">\(styles)</styleSheet>"),
        ]
        let bytes = try ZipArchive.write(
            parts.map { ($0.0, Array($0.1.utf8)) }, modified: 1_700_000_000)
        return try Self.save(bytes)
    }

    static func save(_ bytes: [UInt8]) throws -> String {
        let path = NSTemporaryDirectory() + "book-" + UUID().uuidString + ".xlsx"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// One visible sheet of these rows.
    static func sheet(_ rows: String, after: String = "") throws -> ExcelReader {
        var book = RawWorkbook()
        book.sheets = [("表", "visible", "<sheetData>\(rows)</sheetData>\(after)")]
        book.styles = styles
        return try ExcelReader(path: book.file())
    }

    /// 0 general, 1 a day, 2 a percentage, 3 a Chinese day, 4 a number with 年 in quotes.
    static let styles = """
        <numFmts count="2"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>\
        <numFmt numFmtId="177" formatCode="0&quot;day&quot;[Red]"/></numFmts>\
        <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="176"/>\
        <xf numFmtId="177"/></cellXfs>
        """
}

extension ExcelReader {
    /// The rows of the first sheet.
    func allRows() throws -> [ExcelRow] {
        var rows: [ExcelRow] = []
        try each(sheets[0]) {
            rows.append($0)
            return true
        }
        return rows
    }

    /// The texts of the first sheet, an empty cell as “·”.
    func texts() throws -> [[String]] {
        try allRows().map { row in
            (0...(row.cells.last?.column ?? 0)).map { row[$0]?.text ?? "·" }
        }
    }
}
