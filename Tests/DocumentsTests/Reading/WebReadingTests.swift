import Documents
import Testing

@Suite struct WebReadingTests {
    private func read(_ html: String) throws -> DocumentText {
        try ReadDocument.read(Array("<html><body>\(html)</body></html>".utf8), name: "a.html")
    }

    @Test func blocksAndBreaksMakeParagraphs() throws {
        let document = try read(
            "<h1>题</h1>甲<b>乙</b>\n 丙<br>丁<div>戊<p>己 &amp;&nbsp;&nbsp;庚</div><pre>a  b\nc</pre>")
        #expect(document.format == .web)
        #expect(document.outline == ["# 题", "甲乙 丙", "丁", "戊", "己 &  庚", "a  b", "c"])
        #expect(document.paragraphs.map { $0.lines[0].line } == Array(1...7))
    }

    @Test func whatABrowserDoesNotShowIsLeftOut() throws {
        #expect(
            try read(
                "<script>a()</script><style>p{}</style><noscript>b</noscript><template>c</template>"
                    + "<p hidden>d</p><p style='color:red; DISPLAY : none'>e<i>f</i></p><p>显</p>"
            ).outline == ["显"])
    }

    @Test func itemsOfListsHaveTheirNumbers() throws {
        let lists =
            "<ol start=3><li>甲<li>乙<ul><li>点</ul><li value=9>丙</ol><ol type=A><li>丁</ol>"
            + "<ol style='list-style-type:none'><li>戊</ol>"
        #expect(try read(lists).outline == ["3. 甲", "4. 乙", "点", "9. 丙", "A. 丁", "戊"])
    }

    @Test func tablesHaveSpans() throws {
        let document = try read(
            """
            <table><caption>表1</caption><tr><th rowspan=2>项目<th colspan=2>预算</tr><tr><th>年初<th>年末</tr>
            <tr><td>甲<td>1<td>2</tr><tr><td colspan=1000000>合计</tr></table>
            """)
        #expect(
            document.outline == [
                "表1", "| 1x2 项目 | 2x1 预算", "| 年初 | 年末", "| 甲 | 1 | 2", "| 3x1 合计",
            ])
        #expect(document.tables[0].rows[1].cells.map(\.column) == [1, 2])
    }

    @Test func tablesThatOnlyLayOutThePageAreText() throws {
        let inner = "<table><tr><td>甲<td>1<tr><td>乙<td>2</table>"
        #expect(
            try read("<table><tr><td>左<td><p>右</p>\(inner)</table>").outline == [
                "左", "右", "| 甲 | 1", "| 乙 | 2",
            ])
        let prose = String(repeating: "各县区均按照要求完成了年度绩效目标。", count: 6)
        #expect(try read("<table><tr><td>\(prose)<td>\(prose)</table>").outline == [prose, prose])
    }

    @Test func aWorkbookThatIsAWebTableIsRead() throws {
        let bytes = Array("<table><tr><td>项目<td>金额<tr><td>甲<td>1</table>".utf8)
        let document = try ReadDocument.read(bytes, name: "报表.xls")
        #expect(document.format == .web)
        #expect(document.outline == ["| 项目 | 金额", "| 甲 | 1"])
    }

    @Test func thePageIsReadInTheEncodingItDeclares() throws {
        let head = Array("<html><meta charset=gb2312><body>".utf8)
        let document = try ReadDocument.read(head + [0xB5, 0xA5, 0xCE, 0xBB], name: "a.htm")
        #expect(document.outline == ["单位"])
        #expect(document.encoding == "GB18030")
    }

    @Test func aPageOfASingleFileIsRefused() {
        let problem = #expect(throws: DocumentProblem.self) {
            try ReadDocument.read(
                Array("MIME-Version: 1.0\r\nContent-Type: multipart/related".utf8), name: "a.doc")
        }
        #expect(problem?.what.contains("MHTML") == true)
    }
}
