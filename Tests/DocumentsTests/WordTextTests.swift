import Documents
import Testing

/// What is written is read back.
@Suite struct WordTextTests {
    private func read(_ document: OfficialDocument) throws -> DocumentText {
        try ReadDocument.read(WordWriter.bytes(document), name: "a.docx")
    }

    @Test func theFileSaysWhatTheDocumentSays() throws {
        #expect(
            try read(SampleDocument.full).outline == [
                "关于2025年度\n专项资金的报告", "（2025年）", "演示数据",
                "# 一、总体情况", "## （一）资金", "### 1.安排", "#### （1）研发",
                "支出1,105.20万元，a<b & \"c\"。", "^来源：登记簿",
                "表1 资金情况", "单位：万元",
                "| 1x2 项目 | 2x1 预算", "| 年初 | 调整后",
                "| 重点研发 | 1,200.00 | 1,282.50", "| 合计 | 1,200.00 | 1,282.50",
                "注：截至2025年12月31日。", "附件：1. 明细表", "2. 自评表",
                "市科学技术局", "2026年3月1日",
            ])
    }

    @Test func charactersThatXMLCannotHoldAreLeftOut() throws {
        let text = "甲\u{0}\u{1}\u{B}乙\u{FFFE}\u{FFFF}丙\u{FF01}😀\u{1F}"
        let document = SampleDocument.plain([.paragraph([.init(text)])], title: text)
        // U+000B is a line end to Swift and becomes one.
        #expect(try read(document).outline.last == "甲\n乙丙！😀")
    }

    @Test func tabsAndLineFeedsAreKept() throws {
        let document = SampleDocument.plain([.paragraph([.init("a\tb\r\nc d")])])
        #expect(try read(document).outline.last == "a\tb\nc d")
    }

    @Test func anAttachmentMarkThatIsAlreadyThereIsNotRepeated() throws {
        let document = SampleDocument.plain([.attachmentNote("附件：明细表")])
        #expect(try read(document).outline.last == "附件：明细表")
    }

    @Test func equalDocumentsGiveEqualBytes() throws {
        let first = try WordWriter.bytes(SampleDocument.full)
        #expect(try WordWriter.bytes(SampleDocument.full) == first)
        var later = SampleDocument.full
        later.created += 60
        #expect(try WordWriter.bytes(later) != first)
    }

    @Test(arguments: [
        "<w:document", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "\0<a/>", "",
    ])
    func aBodyThatIsNotPlainXMLIsRefused(body: String) throws {
        let bytes = try ZipArchive.write([("word/document.xml", Array(body.utf8))], modified: 0)
        let problem = #expect(throws: DocumentProblem.self) {
            try ReadDocument.read(bytes, name: "a.docx")
        }
        #expect(problem?.place == .part("word/document.xml"))
    }
}
