import Documents
import Foundation
import Testing

@Suite struct WordReferencesTests {
    @Test func anAddressIsEncodedAndSharedByEqualLinks() throws {
        let link = "https://example.org/a?b=1&c=账 1"
        let parts = try SampleDocument.parts(
            SampleDocument.plain([.paragraph([.init("甲", link: link), .init("乙", link: link)])]))
        let relationships = try #require(parts["word/_rels/document.xml.rels"])
        #expect(
            relationships.contains(
                "Target=\"https://example.org/a?b=1&amp;c=%E8%B4%A6%201\" TargetMode=\"External\""))
        #expect(relationships.components(separatedBy: "External").count == 2)
    }

    @Test(arguments: ["javascript:alert(1)", "file:///etc/passwd", "a.docx", "", " https://a"])
    func aLinkThatIsNoAddressIsRefused(link: String) {
        let error = #expect(throws: DocumentProblem.self) {
            try WordWriter.bytes(SampleDocument.plain([.paragraph([.init("甲", link: link)])]))
        }
        #expect(error?.place == .part(link))
    }

    @Test func footnotesAreNumberedInOrder() throws {
        let parts = try SampleDocument.parts(
            SampleDocument.plain([
                .paragraph([.init("甲", note: "来源一"), .init("乙", note: "来源<二>")])
            ]))
        let body = try #require(parts["word/document.xml"])
        let notes = try #require(parts["word/footnotes.xml"])
        #expect(body.contains("<w:footnoteReference w:id=\"2\"/>"))
        #expect(notes.contains(" 来源&lt;二&gt;"))
        #expect(notes.components(separatedBy: "<w:footnoteRef/>").count == 3)
    }
}
