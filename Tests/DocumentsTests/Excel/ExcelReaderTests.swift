import Documents
import Foundation
import Testing

@Suite struct ExcelReaderTests {
    @Test(arguments: [
        ("<c r=\"A1\"><v>12.5</v></c>", ExcelValue.number("12.5", isPercent: false)),
        ("<c r=\"A1\"><v>0.30000000000000004</v></c>", .number("0.3", isPercent: false)),
        ("<c r=\"A1\"><v>1.2E+3</v></c>", .number("1200", isPercent: false)),
        ("<c r=\"A1\"><v>1E-7</v></c>", .number("0.0000001", isPercent: false)),
        ("<c r=\"A1\" s=\"1\"><v>45717</v></c>", .date("2025-03-01")),
        ("<c r=\"A1\" s=\"3\"><v>45717.354166666664</v></c>", .date("2025-03-01T08:30")),
        ("<c r=\"A1\" s=\"1\"><v>1</v></c>", .date("1900-01-01")),
        ("<c r=\"A1\" s=\"1\"><v>61</v></c>", .date("1900-03-01")),
        ("<c r=\"A1\" s=\"4\"><v>3</v></c>", .number("3", isPercent: false)),
        ("<c r=\"A1\" s=\"2\"><v>0.125</v></c>", .number("0.125", isPercent: true)),
        ("<c r=\"A1\" t=\"b\"><v>1</v></c>", .boolean(true)),
        ("<c r=\"A1\" t=\"e\"><v>#N/A</v></c>", .error("#N/A")),
        ("<c r=\"A1\" t=\"str\"><f>A2&amp;B2</f><v>甲&amp;乙</v></c>", .text("甲&乙")),
        ("<c r=\"A1\"><f>1+1</f><v>2</v></c>", .number("2", isPercent: false)),
        ("<c r=\"A1\"><f>1+1</f></c>", .uncomputed),
        ("<c r=\"A1\" t=\"inlineStr\"><is><t>行_x000D_内</t></is></c>", .text("行\r内")),
    ])
    func aCellIsReadAsItIsMeant(xml: String, value: ExcelValue) throws {
        let rows = try RawWorkbook.sheet("<row r=\"1\">\(xml)</row>").allRows()
        #expect(rows.first?.cells == [ExcelCell(column: 0, value: value)])
    }

    @Test func aPercentageIsTypedAsItIsShown() {
        #expect(ExcelValue.number("0.125", isPercent: true).text == "12.5%")
        #expect(ExcelValue.number("-1.005", isPercent: true).text == "-100.5%")
        #expect(ExcelValue.number("1", isPercent: true).text == "100%")
    }

    @Test func aWorkbookOf1904CountsFromThere() throws {
        var book = RawWorkbook()
        book.properties = "date1904=\"1\""
        book.styles = RawWorkbook.styles
        book.sheets = [
            ("表", "visible", "<sheetData><row><c s=\"1\"><v>44255</v></c></row></sheetData>")
        ]
        #expect(try ExcelReader(path: book.file()).texts() == [["2025-03-01"]])
    }

    @Test func sharedTextsLoseTheirRunsAndReadingAids() throws {
        var book = RawWorkbook()
        book.shared = [
            "<t>甲</t>",
            "<r><t>东</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> 京</t></r>"
                + "<rPh sb=\"0\" eb=\"1\"><t>トウ</t></rPh>", "<t/>",
        ]
        book.sheets = [
            (
                "表", "visible",
                "<sheetData><row><c t=\"s\"><v>1</v></c><c t=\"s\"><v>0</v></c><c t=\"s\"><v>2</v></c><c><v>9</v></c></row></sheetData>"
            )
        ]
        #expect(try ExcelReader(path: book.file()).texts() == [["东 京", "甲", "·", "9"]])
    }

    @Test func everyCellOfAMergedBlockHasItsValue() throws {
        let reader = try RawWorkbook.sheet(
            """
            <row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>7</v></c></row>\
            <row r="2"><c r="C2"><v>3</v></c></row><row r="4"><c r="A4"><v>5</v></c></row>
            """,
            after:
                "<mergeCells count=\"2\"><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:C1\"/></mergeCells>"
        )
        #expect(try reader.texts() == [["1", "7", "7"], ["1", "·", "3"], ["5"]])
    }

    @Test func hiddenSheetsAndRowsAreTold() throws {
        var book = RawWorkbook()
        book.sheets = [
            ("一", "visible", "<sheetData><row hidden=\"1\"><c><v>1</v></c></row></sheetData>"),
            ("二", "hidden", "<sheetData/>"), ("三", "veryHidden", "<sheetData/>"),
        ]
        let reader = try ExcelReader(path: book.file())
        #expect(reader.sheets.map(\.name) == ["一", "二", "三"])
        #expect(reader.sheets.map(\.isHidden) == [false, true, true])
        #expect(try reader.allRows()[0].isHidden)
    }

    @Test(arguments: [
        ("", "空的"), ("%PDF-1.4", "PDF"), ("<html><table>", "网页表格"), ("编号,名称\n", "不是 .xlsx"),
        ("\u{50}\u{4B}\u{3}\u{4}垃圾", "压缩包"),
    ])
    func somethingElseIsCalledWhatItIs(content: String, word: String) throws {
        let path = try RawWorkbook.save(Array(content.utf8))
        let problem = #expect(throws: DocumentProblem.self) { try ExcelReader(path: path) }
        #expect(problem?.description.contains(word) ?? false)
    }

    @Test func aZipThatIsNoWorkbookIsRefused() throws {
        let path = try RawWorkbook.save(
            ZipArchive.write([("a.txt", [1])], modified: 1_700_000_000))
        let problem = #expect(throws: DocumentProblem.self) { try ExcelReader(path: path) }
        #expect(problem?.what.contains("不是 .xlsx") ?? false)
    }

    @Test func aSheetCutShortIsNotTakenForWhole() throws {
        var book = RawWorkbook()
        book.sheets = [("表", "visible", "<sheetData><row><c><v>1</v></c></row>")]
        let reader = try ExcelReader(path: book.file())
        let problem = #expect(throws: DocumentProblem.self) { try reader.allRows() }
        #expect(problem?.what.contains("已损坏") ?? false)
    }

    @Test func aSheetThatUnpacksToTooMuchIsRefused() throws {
        var book = RawWorkbook()
        let row = "<row><c><v>1</v></c></row>"
        book.sheets = [
            ("表", "visible", "<sheetData>\(String(repeating: row, count: 5_000))</sheetData>")
        ]
        let reader = try ExcelReader(path: book.file(), limit: 50_000)
        let problem = #expect(throws: DocumentProblem.self) { try reader.allRows() }
        #expect(problem?.what.contains("解开后超过") ?? false)
    }

    @Test func anEntityOfAFileIsNotFollowed() throws {
        var book = RawWorkbook()
        book.sheets = [
            ("表", "visible", "<sheetData><row><c t=\"str\"><v>&x;</v></c></row></sheetData>")
        ]
        let reader = try ExcelReader(path: book.file())
        #expect(throws: DocumentProblem.self) { try reader.allRows() }
    }

    @Test func readingStopsWhenAsked() throws {
        let rows = (1...500).map { "<row r=\"\($0)\"><c><v>\($0)</v></c></row>" }.joined()
        let reader = try RawWorkbook.sheet(rows)
        var seen = 0
        try reader.each(reader.sheets[0]) { _ in
            seen += 1
            return seen < 3
        }
        #expect(seen == 3)
    }
}
