import Documents
import Testing

@Suite struct WordReadingTests {
    @Test func paragraphsAreCountedInReadingOrder() throws {
        let document = try RawWord(
            RawWord.p("　　甲") + RawWord.p("") + "<w:tbl>" + RawWord.row(("1", ""), ("2", ""))
                + RawWord.row(("3", ""), ("4", "")) + "</w:tbl>" + RawWord.p("乙")
        ).read()
        #expect(document.format == .word)
        #expect(document.outline == ["甲", "| 1 | 2", "| 3 | 4", "乙"])
        #expect(document.paragraphs.map { $0.lines[0].line } == [1, 4])
        #expect(document.paragraphs[0].lines[0].column == 3)
        #expect(document.tables[0].rows.map(\.line) == [2, 3])
    }

    @Test func tabsBreaksSymbolsAndHyphensAreCharacters() throws {
        let run = """
            <w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="20"/></w:tabs></w:pPr><w:r><w:t>a</w:t>\
            <w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:br w:type="page"/>\
            <w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t><w:softHyphen/></w:r></w:p>
            """
        #expect(try RawWord.outline(run) == ["a\tb\nc-☑是"])
    }

    @Test func trackedChangesAreReadAsAccepted() throws {
        let body = """
            <w:p><w:r><w:t>支出</w:t></w:r><w:del><w:r><w:delText>10</w:delText><w:t>9</w:t></w:r></w:del>\
            <w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom>\
            <w:moveTo><w:r><w:t>新处</w:t></w:r></w:moveTo></w:p>
            """
        #expect(try RawWord.outline(body) == ["支出12新处"])
    }

    @Test func aDeletedParagraphMarkJoinsTwoParagraphs() throws {
        let body =
            RawWord.p("上", "<w:rPr><w:del w:id=\"1\"/></w:rPr>") + RawWord.p("下") + RawWord.p("末")
        #expect(try RawWord.outline(body) == ["上下", "末"])
    }

    @Test func ofAFieldOnlyItsResultIsRead() throws {
        let body = """
            <w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF</w:instrText>\
            <w:t>代码</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>见第3页</w:t></w:r>\
            <w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="DATE"><w:r><w:t>。</w:t></w:r>\
            </w:fldSimple></w:p>
            """
        #expect(try RawWord.outline(body) == ["见第3页。"])
    }

    @Test func hiddenTextIsLeftOut() throws {
        var word = RawWord(
            """
            <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr>\
            <w:t>明</w:t></w:r><w:r><w:rPr><w:rStyle w:val="H"/></w:rPr><w:t>藏</w:t></w:r></w:p>
            """)
        word.styles =
            "<w:style w:type=\"character\" w:styleId=\"H\"><w:rPr><w:vanish/></w:rPr></w:style>"
        #expect(try word.read().outline == ["明"])
    }

    @Test func aTextBoxIsReadOnceAfterItsParagraph() throws {
        let box = "<w:txbxContent>\(RawWord.p("框内"))</w:txbxContent>"
        let body = """
            <w:p><w:r><w:t>正文</w:t><mc:AlternateContent><mc:Choice>\(box)</mc:Choice><mc:Fallback>\
            <w:pict><v:textbox>\(box)</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>\
            <w:t>续</w:t></w:r></w:p>
            """
        #expect(try RawWord.outline(body) == ["正文续", "[框内]"])
    }

    @Test func aFootnoteFollowsTheParagraphThatRefersToIt() throws {
        var word = RawWord(
            "<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id=\"2\"/><w:t>乙</w:t></w:r></w:p>"
                + RawWord.p("丙"))
        word.footnotes =
            "<w:footnote w:type=\"separator\" w:id=\"0\">\(RawWord.p("线"))</w:footnote>"
            + "<w:footnote w:id=\"2\">\(RawWord.p("来源"))</w:footnote>"
        #expect(try word.read().outline == ["甲乙", "^来源", "丙"])
    }

    @Test func headingsAreKnownByStyleAndByOutline() throws {
        var word = RawWord(
            RawWord.p("一", "<w:pStyle w:val=\"a\"/>") + RawWord.p("二", "<w:pStyle w:val=\"b\"/>")
                + RawWord.p("三", "<w:outlineLvl w:val=\"2\"/>")
                + RawWord.p("四", "<w:pStyle w:val=\"a\"/><w:outlineLvl w:val=\"9\"/>"))
        word.styles = """
            <w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/></w:style>\
            <w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="c"/></w:style>\
            <w:style w:type="paragraph" w:styleId="c"><w:basedOn w:val="b"/>\
            <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
            """
        #expect(try word.read().outline == ["# 一", "## 二", "### 三", "四"])
    }

    @Test func mergedCellsAreOneCell() throws {
        let body =
            "<w:tbl>"
            + RawWord.row(
                ("项目", "<w:vMerge w:val=\"restart\"/>"), ("预算", "<w:gridSpan w:val=\"2\"/>"))
            + RawWord.row(("", "<w:vMerge/>"), ("年初", ""), ("年末", "")) + "</w:tbl>"
        let document = try RawWord(body).read()
        #expect(document.outline == ["| 1x2 项目 | 2x1 预算", "| 年初 | 年末"])
        #expect(document.tables[0].rows[1].cells.map(\.column) == [1, 2])
    }

    @Test func aTableWithinACellFollowsTheOuterOne() throws {
        let inner = "<w:tbl>" + RawWord.row(("1", ""), ("2", "")) + "</w:tbl>"
        let body =
            "<w:tbl><w:tr><w:tc>\(RawWord.p("外一"))\(RawWord.p("外二"))\(inner)</w:tc></w:tr></w:tbl>"
        #expect(try RawWord.outline(body) == ["| 外一\n外二", "| 1 | 2"])
    }

    @Test func aDeletedOrHiddenRowIsNoRow() throws {
        let gone = "<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr><w:tc>\(RawWord.p("删"))</w:tc></w:tr>"
        let body = "<w:tbl>" + RawWord.row(("1", "")) + gone + RawWord.row(("2", "")) + "</w:tbl>"
        #expect(try RawWord.outline(body) == ["| 1", "| 2"])
    }
}
