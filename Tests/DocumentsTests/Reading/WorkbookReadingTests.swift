import Documents
import Foundation
import Testing

@Suite struct WorkbookReadingTests {
    private func read(_ book: RawWorkbook) throws -> DocumentText {
        let path = try book.file()
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try ReadDocument.read(
            [UInt8](Data(contentsOf: URL(fileURLWithPath: path))), name: "a.xlsx")
    }

    private func read(_ rows: String, before: String = "", after: String = "") throws
        -> DocumentText
    {
        var book = RawWorkbook()
        book.sheets = [("表一", "visible", "\(before)<sheetData>\(rows)</sheetData>\(after)")]
        book.styles = RawWorkbook.styles
        return try read(book)
    }

    @Test func eachVisibleSheetIsATable() throws {
        var book = RawWorkbook()
        let cell = "<sheetData><row r=\"3\"><c r=\"B3\"><v>1</v></c></row></sheetData>"
        book.sheets = [("一", "visible", cell), ("二", "hidden", cell), ("三", "visible", cell)]
        let document = try read(book)
        #expect(document.format == .excel)
        #expect(document.tables.map(\.sheet) == ["一", "三"])
        #expect(document.outline == ["|  | 1", "|  | 1"])
        #expect(document.tables[0].rows[0].line == 3)
    }

    @Test func mergedCellsAreSpansOfTheRowsThatAreShown() throws {
        let document = try read(
            """
            <row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>\
            <row r="2" hidden="1"><c r="B2"><v>3</v></c></row>\
            <row r="3"><c r="A3"><v>9</v></c><c r="C3"><v>4</v></c></row>
            """,
            after: "<mergeCells><mergeCell ref=\"A1:A3\"/><mergeCell ref=\"B1:C1\"/></mergeCells>")
        #expect(document.outline == ["| 1x2 1 | 2x1 2", "|  | 4"])
        #expect(document.tables[0].rows[1].cells.map(\.column) == [1, 2])
    }

    @Test func hiddenColumnsAreLeftOut() throws {
        let document = try read(
            "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>",
            before: "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols>")
        #expect(document.outline == ["| 1"])
    }

    @Test(arguments: [
        ("General", "1234.5", "1234.5"), ("General", "0.333333333333333", "0.333333333"),
        ("General", "123456789012", "1.23457E+11"), ("General", "-3", "-3"),
        ("0", "12.5", "13"), ("0", "-0.4", "0"), ("0.00", "12.5", "12.50"),
        ("0.00", "1.005", "1.01"), ("0.00", "999.995", "1000.00"),
        ("#,##0", "1234567", "1,234,567"),
        ("#,##0.00", "1282.5", "1,282.50"), ("#,##0.00", "-1282.5", "-1,282.50"),
        ("#,##0.00;(#,##0.00)", "-5", "(5.00)"), ("#,##0.00_ ;[Red]\\-#,##0.00\\ ", "-5", "-5.00 "),
        ("0%", "0.125", "13%"), ("0.00%", "0.125", "12.50%"), ("#,##0.##", "3.10", "3.1"),
        ("0.00\"万元\"", "3", "3.00万元"), ("[$¥-804]#,##0.00", "3", "¥3.00"), ("#", "0", ""),
        ("0,", "12345", "12"), ("0.0,,", "12345678", "12.3"), ("@", "12.5", "12.5"),
        ("_(* #,##0.00_);_(* \\(#,##0.00\\);_(* \"-\"??_);_(@_)", "0", "-"), ("000", "7", "007"),
        ("0.00E+00", "12345", "1.23E+04"), ("# ?/?", "0.5", "0.5"),
    ])
    func aNumberIsShownInItsFormat(code: String, value: String, shown: String) throws {
        var book = RawWorkbook()
        let escaped = code.replacingOccurrences(of: "\"", with: "&quot;")
        book.styles =
            "<numFmts><numFmt numFmtId=\"200\" formatCode=\"\(escaped)\"/></numFmts>"
            + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"200\"/></cellXfs>"
        book.sheets = [
            (
                "表", "visible",
                "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>|</v></c>"
                    + "<c r=\"B1\" s=\"1\"><v>\(value)</v></c></row></sheetData>"
            )
        ]
        #expect(try read(book).tables[0].rows[0].cells.last?.text == shown)
    }

    @Test func daysStayDays() throws {
        let document = try read("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>45717</v></c></row>")
        #expect(document.outline == ["| 2025-03-01"])
    }
}
