import Testing
import Values

@testable import Web

@Suite struct HTMLTests {
    @Test func anInterpolatedStringIsEscaped() {
        let hostile = "<script>alert('1')</script>&\"x\"\u{0}"
        let html: HTML = "<p title=\"\(hostile)\">\(hostile)</p>"
        let escaped =
            "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;x&quot;\u{FFFD}"
        #expect(html.text == "<p title=\"\(escaped)\">\(escaped)</p>")
    }

    @Test func interpolatedHTMLIsNotEscaped() {
        let inner: HTML = "<b>\("a<b")</b>"
        let none: HTML? = nil
        let html: HTML = "<p>\(inner)\(none)\([inner, inner])\(3)\(Int64(-4))</p>"
        #expect(html.text == "<p><b>a&lt;b</b><b>a&lt;b</b><b>a&lt;b</b>3-4</p>")
    }

    @Test func attributesAreLeftOutWhereThereIsNoValue() {
        let html: HTML = "<a\(attribute: "title", "\"<")\(attribute: "rel", nil)></a>"
        #expect(html.text == "<a title=\"&quot;&lt;\"></a>")
    }

    @Test func aQuoteWithACombiningMarkCannotLeaveAnAttribute() {
        let html: HTML = "<a title=\"\("\"\u{301}><x>")\"></a>"
        #expect(!html.text.contains("<x>"))
        #expect(html.text.unicodeScalars.filter { $0 == "\"" }.count == 2)
    }

    @Test func numbersAreGroupedWithATrueMinus() {
        #expect(Numbers.grouped("-1234567.50") == "−1,234,567.50")
        #expect(Numbers.grouped("999") == "999")
        #expect(Numbers.grouped("12.5%") == "12.5%")
        #expect(Numbers.grouped("无") == "无")
        #expect(Numbers.grouped("2025-01-01") == "2025-01-01")
    }

    @Test func jsonEscapesWhatJSONMust() {
        let json = JSON.object([
            ("甲\"", .string("\\\n\u{1}<")), ("b", .array([.null, .bool(true)])),
        ])
        #expect(json.text == #"{"甲\"":"\\\n\u0001<","b":[null,true]}"#)
    }
}
