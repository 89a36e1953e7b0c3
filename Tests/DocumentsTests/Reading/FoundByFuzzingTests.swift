import Documents
import Foundation
import Testing

/// Inputs that once stopped the program, or kept it busy: found by `scripts/fuzz` or beside it.
@Suite struct FoundByFuzzingTests {
    private func bytes(of book: RawWorkbook) throws -> [UInt8] {
        let path = try book.file()
        defer { try? FileManager.default.removeItem(atPath: path) }
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    private func sheet(_ rows: String, before: String = "", after: String = "") throws -> [UInt8] {
        var book = RawWorkbook()
        book.sheets = [("表", "visible", "\(before)<sheetData>\(rows)</sheetData>\(after)")]
        return try bytes(of: book)
    }

    private let one = "<row r=\"1\"><c r=\"A1\" s=\"0\"><v>1</v></c></row>"

    @Test func theLeastIntegerIsNoNumberOfAList() throws {
        let page = "<html><ol start=\"\(Int.min)\"><li value=\"\(Int.min)\">甲</ol>"
        let document = try ReadDocument.read(Array(page.utf8), name: "a.html")
        #expect(document.outline == ["1. 甲"])
    }

    @Test(arguments: [("1", "0"), ("0", "1"), ("-1", "-2"), ("1", "-9223372036854775808")])
    func hiddenColumnsThatEndBeforeTheyBeginHideNothing(from: String, to: String) throws {
        let columns = "<cols><col min=\"\(from)\" max=\"\(to)\" hidden=\"1\"/></cols>"
        let document = try ReadDocument.read(try sheet(one, before: columns), name: "a.xlsx")
        #expect(document.tables.map { $0.rows.map { $0.cells.map(\.text) } } == [[["1"]]])
    }

    @Test(arguments: ["A1:B9223372036854775807", "A1:B1048577", "A1:B99999999999999999999"])
    func aMergeBeyondTheLastRowIsNone(reference: String) throws {
        let merge = "<mergeCells><mergeCell ref=\"\(reference)\"/></mergeCells>"
        let document = try ReadDocument.read(try sheet(one, after: merge), name: "a.xlsx")
        #expect(document.tables[0].rows[0].cells.map(\.columnSpan) == [1])
    }

    @Test func aReferenceThatNeverEndsIsPassedOver() throws {
        let endless = String(repeating: "A", count: 200_000)
        let merge =
            "<mergeCells><mergeCell ref=\"A1:\(endless)\"/><mergeCell ref=\"A1:B1\"/></mergeCells>"
        let document = try ReadDocument.read(try sheet(one, after: merge), name: "a.xlsx")
        #expect(document.tables[0].rows[0].cells.map(\.columnSpan) == [2])
    }

    @Test func aFormatLongerThanExcelAllowsIsNone() throws {
        var book = RawWorkbook()
        let code = String(repeating: "0", count: 100_000)
        book.styles = """
            <numFmts><numFmt numFmtId="164" formatCode="\(code)"/></numFmts>\
            <cellXfs><xf numFmtId="164"/></cellXfs>
            """
        book.sheets = [("表", "visible", "<sheetData>\(one)</sheetData>")]
        let document = try ReadDocument.read(try bytes(of: book), name: "a.xlsx")
        #expect(document.tables[0].rows[0].cells.map(\.text) == ["1"])
    }

    @Test func cellsOfHiddenRowsCountAndSoDoTheTextsOfCells() throws {
        var limits = ReadingLimits()
        limits.cells = 100
        let cells = String(repeating: "<c><v>1</v></c>", count: 101)
        let hidden = "<row hidden=\"1\">\(cells)</row>"
        let tooMany = #expect(throws: DocumentProblem.self) {
            try ReadDocument.read(try sheet(hidden), name: "a.xlsx", limits: limits)
        }
        #expect(tooMany?.what.contains("单元格") == true)
        limits.textScalars = 1_000
        let long = "<row><c t=\"str\"><v>\(String(repeating: "长", count: 1_001))</v></c></row>"
        let tooLong = #expect(throws: DocumentProblem.self) {
            try ReadDocument.read(try sheet(long), name: "a.xlsx", limits: limits)
        }
        #expect(tooLong?.what.contains("文字超过") == true)
    }

    @Test func elementsWithoutTextCountToo() throws {
        var limits = ReadingLimits()
        limits.elements = 1_000
        let word = RawWord(RawWord.p("甲") + String(repeating: "<w:p/>", count: 1_000))
        let problem = #expect(throws: DocumentProblem.self) { try word.read(limits) }
        #expect(problem?.what.contains("元素") == true)
    }

    @Test func aSheetNamedAThousandTimesIsNotReadAThousandTimes() throws {
        var book = RawWorkbook()
        book.sheets = (0...1_000).map { ("表\($0)", "visible", "<sheetData>\(one)</sheetData>") }
        let file = try bytes(of: book)
        let problem = #expect(throws: DocumentProblem.self) {
            try ReadDocument.read(file, name: "a.xlsx")
        }
        #expect(problem?.what.contains("工作表") == true)
    }

    /// A hundred thousand of them took minutes when each copied the text before it.
    @Test func paragraphsWhoseMarksWereDeletedAreJoinedInOnePass() throws {
        let deleted =
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>收入1万元，</w:t></w:r></w:p>"
        let body = String(repeating: deleted, count: 100_000) + RawWord.p("完。")
        let document = try RawWord(body).read()
        #expect(document.blocks.count == 1)
        guard case .paragraph(let paragraph) = document.blocks[0] else { return }
        #expect(paragraph.text.unicodeScalars.count == 600_002)
    }
}
