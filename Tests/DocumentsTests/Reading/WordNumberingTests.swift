import Documents
import Testing

/// Automatic numbers are in no text of the file; the reader sees them all the same.
@Suite struct WordNumberingTests {
    private func level(_ at: Int, _ format: String, _ text: String, _ more: String = "") -> String {
        "<w:lvl w:ilvl=\"\(at)\"><w:start w:val=\"1\"/><w:numFmt w:val=\"\(format)\"/>"
            + "<w:lvlText w:val=\"\(text)\"/>\(more)</w:lvl>"
    }

    private func list(_ levels: String) -> String {
        "<w:abstractNum w:abstractNumId=\"7\">\(levels)</w:abstractNum>"
            + "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>"
    }

    private func item(_ text: String, _ level: Int = 0, num: Int = 1) -> String {
        RawWord.p(
            text,
            "<w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"\(num)\"/></w:numPr>")
    }

    private func read(_ body: String, _ numbering: String, styles: String = "") throws -> [String] {
        var word = RawWord(body)
        word.numbering = numbering
        word.styles = styles
        return try word.read().outline
    }

    @Test func theLevelsOfAnOfficialReportAreNumbered() throws {
        let levels =
            level(0, "chineseCountingThousand", "%1、")
            + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")
            + level(3, "decimalEnclosedCircleChinese", "%4")
        let body =
            item("总体") + item("资金", 1) + item("安排", 2) + item("省级", 3) + item("市级", 3)
            + item("使用", 1) + item("到位", 2) + item("问题") + item("原因", 1)
        #expect(
            try read(body, list(levels)) == [
                "一、总体", "（一）资金", "1. 安排", "① 省级", "② 市级", "（二）使用", "1. 到位", "二、问题", "（一）原因",
            ])
    }

    @Test(arguments: [
        ("decimal", [1, 12, 100], ["1", "12", "100"]),
        ("chineseCounting", [10, 11, 20, 21, 99], ["十", "十一", "二十", "二十一", "九十九"]),
        (
            "chineseCountingThousand", [100, 105, 110, 115, 1002],
            ["一百", "一百零五", "一百一十", "一百一十五", "一千零二"]
        ),
        ("japaneseCounting", [9, 10, 100, 105], ["九", "十", "百", "百五"]),
        ("ideographTraditional", [1, 10, 11], ["甲", "癸", "11"]),
        ("decimalEnclosedCircle", [1, 20, 21, 50, 51], ["①", "⑳", "㉑", "㊿", "51"]),
        ("decimalFullWidth", [12], ["１２"]), ("chineseLegalSimplified", [15], ["壹拾伍"]),
        ("upperRoman", [4, 9, 1999], ["IV", "IX", "MCMXCIX"]), ("lowerRoman", [14], ["xiv"]),
        ("upperLetter", [1, 26, 27], ["A", "Z", "AA"]), ("lowerLetter", [2, 28], ["b", "bb"]),
        ("none", [3], [""]),
    ])
    func everyFormWritesItsNumbers(form: String, numbers: [Int], texts: [String]) throws {
        for (number, text) in zip(numbers, texts) {
            let start =
                "<w:lvl w:ilvl=\"0\"><w:start w:val=\"\(number)\"/><w:numFmt w:val=\"\(form)\"/>"
                + "<w:lvlText w:val=\"第%1章\"/><w:suff w:val=\"nothing\"/></w:lvl>"
            #expect(try read(item("甲"), list(start)) == ["第\(text)章甲"])
        }
    }

    @Test func aLevelShowsThoseAboveAndMayShowThemInDigits() throws {
        let levels =
            level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
            + level(2, "decimal", "%2.%3")
        let body = item("甲") + item("乙", 1) + item("丙", 2) + item("丁", 1)
        #expect(try read(body, list(levels)) == ["第一章 甲", "1.1 乙", "1.1 丙", "1.2 丁"])
    }

    @Test func bulletsSayNothing() throws {
        #expect(try read(item("甲"), list(level(0, "bullet", "\u{F0B7}"))) == ["甲"])
    }

    @Test func anotherInstanceGoesOnUnlessItStartsAnew() throws {
        let numbering =
            list(level(0, "decimal", "%1、"))
            + "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/></w:num>"
            + "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\">"
            + "<w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>"
        let body = item("a") + item("b", num: 2) + item("c", num: 3) + item("d", num: 3) + item("e")
        #expect(try read(body, numbering) == ["1、a", "2、b", "5、c", "6、d", "7、e"])
    }

    @Test func aLevelMayNeverRestart() throws {
        let levels =
            level(0, "decimal", "%1、")
            + level(1, "decimal", "（%2）", "<w:lvlRestart w:val=\"0\"/>")
        let body = item("a") + item("b", 1) + item("c") + item("d", 1)
        #expect(try read(body, list(levels)) == ["1、a", "（1）b", "2、c", "（2）d"])
    }

    @Test func aStyleBringsItsNumber() throws {
        let levels =
            level(0, "chineseCounting", "%1、", "<w:pStyle w:val=\"h1\"/>")
            + level(1, "chineseCounting", "（%2）", "<w:pStyle w:val=\"h2\"/>")
        let styles = """
            <w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/><w:pPr><w:numPr>\
            <w:numId w:val="1"/></w:numPr></w:pPr></w:style>\
            <w:style w:type="paragraph" w:styleId="h2"><w:pPr><w:numPr><w:ilvl w:val="1"/>\
            <w:numId w:val="1"/></w:numPr></w:pPr></w:style>\
            <w:style w:type="paragraph" w:styleId="h3"><w:basedOn w:val="h2"/></w:style>
            """
        func styled(_ text: String, _ style: String, _ more: String = "") -> String {
            RawWord.p(text, "<w:pStyle w:val=\"\(style)\"/>\(more)")
        }
        let body =
            styled("甲", "h1") + styled("乙", "h2") + styled("丙", "h3")
            + styled("丁", "h1", "<w:numPr><w:numId w:val=\"0\"/></w:numPr>") + styled("戊", "h1")
        #expect(
            try read(body, list(levels), styles: styles) == [
                "# 一、甲", "（一）乙", "（二）丙", "# 丁", "# 二、戊",
            ])
    }

    @Test func deletedParagraphsAreNotCounted() throws {
        let gone =
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:rPr>"
            + "<w:del w:id=\"1\"/></w:rPr></w:pPr><w:del><w:r><w:t>删</w:t></w:r></w:del></w:p>"
        let body = item("a") + gone + item("b")
        #expect(try read(body, list(level(0, "decimal", "%1、"))) == ["1、a", "2、b"])
    }
}
