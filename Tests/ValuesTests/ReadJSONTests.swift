import Testing
import Values

@Suite struct ReadJSONTests {
    @Test func whatIsWrittenIsReadBack() throws {
        let text = #"{"a":[1,-2,0,3.50,true,false,null],"b":{"引号\"":"换行\n\u0001𠮷"},"c":[],"d":{}}"#
        #expect(try JSON.read(Array(text.utf8)).text == text)
        #expect(try JSON.read(Array(#" [ "\u4e2d\ud842\udfb7\/" ] "#.utf8)).text == #"["中𠮷/"]"#)
        #expect(try JSON.read(Array("9223372036854775808".utf8)).integer == nil)
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":1,}", "{a:1}", "01", "1.", "-", "+1", "1e3", "tru", "\"",
        "\"\\x\"",
        "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\\u12\"", "{\"a\":1,\"a\":2}", "1 2",
        "\"\n\"", "[1 2]", "{\"a\" 1}", "NaN", "'a'", String(repeating: "[", count: 1_000),
    ])
    func whatIsNoJSONIsRefused(_ text: String) {
        #expect(throws: JSONProblem.self) { try JSON.read(Array(text.utf8)) }
    }

    @Test func aTextThatIsNoUnicodeIsRefused() {
        #expect(throws: JSONProblem.self) { try JSON.read([0x22, 0xFF, 0x22]) }
    }
}
