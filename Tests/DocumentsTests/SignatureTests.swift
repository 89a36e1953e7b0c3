import Documents
import Foundation
import Testing

@Suite struct SignatureTests {
    private func indents(issuer: String?, date: String?) throws -> [String] {
        var document = SampleDocument.plain([.paragraph([.init("甲")])])
        document.issuer = issuer
        document.date = date
        let body = try #require(SampleDocument.parts(document)["word/document.xml"])
        return body.matches(of: /w:rightChars="(\d+)"/).map { String($0.1) }
    }

    @Test func theDateEndsFourCharactersFromTheRightWithTheIssuerCentredAbove() throws {
        // Eight characters above six: one more on either side.
        #expect(try indents(issuer: "岳阳市科学技术局", date: "2026年3月1日") == ["300", "400"])
        #expect(try indents(issuer: nil, date: "2026年3月1日") == ["400"])
        #expect(try indents(issuer: "市科技局", date: nil) == ["400"])
        #expect(try indents(issuer: nil, date: nil) == [])
    }

    @Test func aLongIssuerTouchesTheMarginAndMovesTheDate() throws {
        let issuer = String(repeating: "长", count: 20)
        #expect(try indents(issuer: issuer, date: "2026年3月1日") == ["0", "700"])
    }

    @Test func theLastParagraphStaysWithTheSignature() throws {
        var document = SampleDocument.plain([.paragraph([.init("甲")]), .paragraph([.init("乙")])])
        document.date = "2026年3月1日"
        let body = try #require(SampleDocument.parts(document)["word/document.xml"])
        #expect(body.components(separatedBy: "<w:keepNext/>").count == 2)
    }
}
