import Documents
import Testing

@Suite struct CSVRefusalTests {
    private func problem(_ text: String) -> DocumentProblem? {
        #expect(throws: DocumentProblem.self) { try CSVTable.parse(Array(text.utf8)) }
    }

    @Test(arguments: ["", "\n\r\n", "\u{FEFF}", ",,\n"])
    func anEmptyFileIsRefused(text: String) {
        #expect(problem(text)?.what == "文件是空的")
    }

    @Test func aRowOfTheWrongWidthIsRefusedWithBothNumbers() {
        let short = problem("a,b,c\n1,2,3\n\n1,2\n")
        #expect(short?.line == 4)
        #expect(short?.what == "应有 3 列，实际有 2 列")
        #expect(problem("a,b\n1,2,3")?.what == "应有 2 列，实际有 3 列")
    }

    @Test func anUnclosedQuoteIsRefusedAtTheLineWhereItOpens() {
        #expect(problem("a,b\n1,2\n\"甲,2\n3,4\n")?.line == 3)
        #expect(problem("a,\"b\n1,2\n")?.line == 1)
        #expect(problem("a,b\n1,\"")?.line == 2)
    }

    @Test func textAfterAClosingQuoteIsRefused() {
        let error = problem("a,b\n\"上\n下\"余,2\n")
        #expect(error?.line == 3)
        #expect(error?.what == "结束的双引号后面还有文字")
    }

    @Test func headerNamesMustBePresentAndDifferent() {
        #expect(problem("a,,c\n1,2,3")?.what == "第 2 列没有列名")
        #expect(problem("a,b, a\n1,2,3")?.what == "第 1 列和第 3 列的列名都是“a”")
        #expect(problem("\na,　\n")?.line == 2)
    }

    @Test func anExcelFileIsNamedAsSuch() throws {
        let bytes = try ZipArchive.write(
            [("[Content_Types].xml", [1]), ("xl/workbook.xml", [2])], modified: 0)
        let error = #expect(throws: DocumentProblem.self) { try CSVTable.parse(bytes) }
        #expect(error?.what == "这是 Excel 文件，不是 CSV")
        #expect(error?.remedy.contains("另存为 CSV") == true)
    }

    @Test func otherKindsOfFilesAreNamedToo() throws {
        let word = try ZipArchive.write([("word/document.xml", [1])], modified: 0)
        let other = try ZipArchive.write([("a.txt", [1])], modified: 0)
        let kinds: [([UInt8], String)] = [
            (word, "Word 文件"), (other, "压缩包"), (Array("%PDF-1.7\n".utf8), "PDF"),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "旧版 Excel"),
            (Array("\u{FEFF} <HTML><table>".utf8), "网页"), ([0x89, 0x50, 0x4E, 0x47, 0], "空字节"),
        ]
        for (bytes, expected) in kinds {
            let error = #expect(throws: DocumentProblem.self) { try CSVTable.parse(bytes) }
            #expect(error?.what.contains(expected) == true)
        }
    }

    @Test func aBadByteIsRefusedWithItsLine() {
        let error = #expect(throws: DocumentProblem.self) {
            try CSVTable.parse(Array("a,b\n1,".utf8) + [0xFF, 0x0A])
        }
        #expect(error?.place == .byte(offset: 6, line: 2))
    }
}
