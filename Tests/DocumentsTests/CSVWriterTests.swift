import Documents
import Testing

@Suite struct CSVWriterTests {
    private func line(_ cells: String...) -> String {
        let text = CSVWriter.text(header: ["h"], rows: [cells], byteOrderMark: false)
        return String(text.dropFirst(2).dropLast())
    }

    @Test func linesEndInCRLFAndTheMarkIsOptional() {
        let rows = [["甲", "1"]]
        let text = CSVWriter.text(header: ["单位", "金额"], rows: rows, byteOrderMark: false)
        #expect(text == "单位,金额\r\n甲,1\r\n")
        let marked = CSVWriter.text(header: ["a"], rows: [], byteOrderMark: true)
        #expect(Array(marked.utf8) == [0xEF, 0xBB, 0xBF, 0x61, 0x0D, 0x0A])
    }

    @Test func onlyCellsThatNeedQuotesGetThem() {
        #expect(line("a b", "c") == "a b,c")
        #expect(line("a,b", "c\"d", "e\nf", " g") == "\"a,b\",\"c\"\"d\",\"e\nf\",\" g\"")
        #expect(line("") == "\"\"")
        // A quote with a combining mark is one character to Swift and still a quote to a parser.
        #expect(Array(line("\"\u{301}x").utf8) == Array("\"\"\"\u{301}x\"".utf8))
    }

    @Test(arguments: ["=1+1", "+cmd", "-cmd", "@SUM(A1)", "＝1", "--1", "-1e5", "-1.", "+-2"])
    func formulasAreProtected(cell: String) {
        #expect(line(cell) == "'\(cell)")
    }

    @Test func aProtectedCellMayNeedQuotesToo() {
        #expect(line("=HYPERLINK(\"a\",1)") == "\"'=HYPERLINK(\"\"a\"\",1)\"")
        #expect(line("\t=1") == "\"'\t=1\"")
    }

    @Test(arguments: ["-1", "+2", "-12.50", "-0.5%", "-", "1+1", "a=b", "2026-03-01"])
    func numbersAndHarmlessTextStayAsTheyAre(cell: String) {
        #expect(line(cell) == cell)
    }

    @Test func aNegativeNumberWithSeparatorsIsQuotedButNotProtected() {
        #expect(line("-1,282.50") == "\"-1,282.50\"")
    }
}
