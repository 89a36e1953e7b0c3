import Documents
import Foundation
import FoundationXML
import Testing

@Suite struct WordPartsTests {
    private func matches(_ pattern: String, _ text: String) throws -> [String] {
        try text.matches(of: Regex(pattern, as: (Substring, Substring).self)).map { String($0.1) }
    }

    @Test func everyPartIsWellFormed() throws {
        for document in [SampleDocument.full, SampleDocument.plain([])] {
            for (name, text) in try SampleDocument.parts(document) {
                #expect(WellFormedness.holds(text), "\(name)")
            }
        }
    }

    @Test(arguments: [
        "", "<a>", "<a><b></a>", "<a b=\"1\" b=\"2\"/>", "<a>&b;</a>", "<a>\u{1}</a>",
    ])
    func theCheckForWellFormednessFindsFaults(text: String) {
        #expect(!WellFormedness.holds(text))
    }

    @Test func everyPartHasATypeAndEveryRelationshipATarget() throws {
        let parts = try SampleDocument.parts(SampleDocument.full)
        let types = try matches("PartName=\"/([^\"]+)\"", #require(parts["[Content_Types].xml"]))
        let typed = parts.keys.filter { !$0.hasSuffix(".rels") && $0 != "[Content_Types].xml" }
        #expect(Set(types) == Set(typed))
        let relationships = try #require(parts["word/_rels/document.xml.rels"])
        let targets = try matches("Target=\"([^\"]+)\"/>", relationships)
        #expect(targets.allSatisfy { parts["word/\($0)"] != nil })
        let ids = try Set(matches(" Id=\"([^\"]+)\"", relationships))
        let used = try matches("r:id=\"([^\"]+)\"", #require(parts["word/document.xml"]))
        #expect(used.count == 5)
        #expect(ids.isSuperset(of: used))
    }

    @Test func everyStyleInUseIsDefined() throws {
        let parts = try SampleDocument.parts(SampleDocument.full)
        let defined = try Set(matches("w:styleId=\"([^\"]+)\"", #require(parts["word/styles.xml"])))
        for (name, text) in parts where name.hasPrefix("word/") {
            let used = try matches("<w:(?:p|r|tbl)Style w:val=\"([^\"]+)\"", text)
            #expect(defined.isSuperset(of: used), "\(name)")
        }
    }

    @Test func thePageIsThatOfTheStandard() throws {
        let body = try #require(SampleDocument.parts(SampleDocument.full)["word/document.xml"])
        #expect(body.contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"))
        #expect(
            body.contains(
                "w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\""))
        #expect(body.contains("<w:docGrid w:type=\"linesAndChars\""))
    }

    @Test(arguments: [
        ("BodyText", "仿宋_GB2312", 32), ("Title", "方正小标宋简体", 44), ("Heading1", "黑体", 32),
        ("Heading2", "楷体_GB2312", 32), ("Heading3", "仿宋_GB2312", 32),
        ("Heading4", "仿宋_GB2312", 32), ("Footer", "宋体", 28), ("TableText", "宋体", 21),
    ])
    func stylesHaveTheTypeOfTheStandard(id: String, font: String, size: Int) throws {
        let styles = try #require(SampleDocument.parts(SampleDocument.full)["word/styles.xml"])
        let style = try #require(
            styles.components(separatedBy: "<w:style ").first { $0.contains("Id=\"\(id)\"") })
        #expect(style.contains("w:eastAsia=\"\(font)\""))
        #expect(style.contains("<w:sz w:val=\"\(size)\"/>"))
    }

    @Test func headingsCarryOutlineLevelsAndTheTextIsChinese() throws {
        let styles = try #require(SampleDocument.parts(SampleDocument.full)["word/styles.xml"])
        #expect(try matches("<w:outlineLvl w:val=\"(\\d)\"/>", styles) == ["0", "1", "2", "3"])
        #expect(styles.contains("w:eastAsia=\"zh-CN\""))
        #expect(styles.contains("w:firstLineChars=\"200\" w:firstLine=\"640\""))
    }

    @Test func pageNumbersStandOutsideAndTheCheckLineBelow() throws {
        let parts = try SampleDocument.parts(SampleDocument.full)
        #expect(parts["word/settings.xml"]?.contains("<w:evenAndOddHeaders/>") == true)
        #expect(parts["word/footer1.xml"]?.contains("<w:jc w:val=\"right\"/>") == true)
        #expect(parts["word/footer2.xml"]?.contains("<w:jc w:val=\"left\"/>") == true)
        for name in ["word/footer1.xml", "word/footer2.xml"] {
            #expect(parts[name]?.contains("校验码：3F7A") == true)
        }
        #expect(parts["word/header1.xml"]?.contains("演示数据") == true)
        #expect(parts["word/header1.xml"] == parts["word/header2.xml"])
    }

    @Test func whatADocumentDoesNotHaveIsNotWritten() throws {
        let parts = try SampleDocument.parts(SampleDocument.plain([.paragraph([.init("甲")])]))
        #expect(!parts.keys.contains { $0.contains("header") || $0.contains("footnotes") })
        #expect(parts["word/footer1.xml"]?.contains("CheckLine") == false)
    }

    @Test func propertiesCarryTheTitleAndTheGivenTime() throws {
        let core = try #require(SampleDocument.parts(SampleDocument.full)["docProps/core.xml"])
        #expect(core.contains("<dc:title>关于2025年度专项资金的报告</dc:title>"))
        #expect(core.contains(">2026-03-01T00:00:00Z</dcterms:created>"))
    }

    @Test func missingTypefacesHaveAnAlternative() throws {
        let fonts = try #require(SampleDocument.parts(SampleDocument.full)["word/fontTable.xml"])
        #expect(fonts.contains("w:name=\"仿宋_GB2312\"><w:altName w:val=\"FangSong\"/>"))
        #expect(try matches("<w:altName w:val=\"([^\"]+)\"", fonts).count == 5)
    }
}

/// Counts elements, since the parser takes a text that breaks off for a whole one.
private final class WellFormedness: NSObject, XMLParserDelegate {
    private var opened = 0
    private var closed = 0

    static func holds(_ text: String) -> Bool {
        let parser = XMLParser(data: Data(text.utf8))
        let counter = WellFormedness()
        parser.delegate = counter
        return parser.parse() && parser.parserError == nil && counter.opened > 0
            && counter.opened == counter.closed
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        opened += 1
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        closed += 1
    }
}
