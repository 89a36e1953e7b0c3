import Testing

@testable import Web

@Suite struct LinkTests {
    @Test func parametersSurviveTheirOwnWriting() {
        let asked = Parameters([("q", "甲&乙=丙 +%"), ("状态", "已登记"), ("empty", "")])
        let read = Parameters(query: asked.text.dropFirst())
        #expect(read.items == asked.items.filter { !$0.value.isEmpty })
    }

    @Test func brokenEscapesStayAsTheyAre() {
        #expect(Parameters(query: "q=%&r=%4&s=%zz&t=%FF")["q"] == "%")
        #expect(Parameters(query: "q=%&r=%4")["r"] == "%4")
        #expect(Parameters(query: "&&=&q")["q"] == nil)
    }

    @Test func withReplacesOneValue() {
        let asked = Parameters([("q", "a"), ("page", "2")])
        #expect(asked.with("q", "b").text == "?page=2&q=b")
        #expect(asked.with("q", nil).text == "?page=2")
    }

    @Test func everyLinkLeadsToTheRouteOfItsPattern() async throws {
        let table = RouteTable(try await WebCity.empty.value.site.routes)
        for pattern in RoutePattern.allCases {
            let values = pattern.parts.filter { $0.hasPrefix("{") }.map { "甲/\($0)?" }
            let link = Link(pattern, values, Parameters([("q", "/")]))
            let request = Request("GET", link.path)
            let matches = table.matches(request.path)
            let match = matches.first { $0.route.pattern == pattern }
            #expect(match.map { Set($0.arguments.values) } == Set(values), "\(pattern)")
            // Of two patterns of one shape the one that is written out comes first.
            if !pattern.parts.contains(where: { $0.hasPrefix("{") }) {
                #expect(matches.first?.route.pattern == pattern)
            }
        }
    }
}
