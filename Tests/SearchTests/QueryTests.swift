import Search
import Testing

/// What is typed is taken by its letters: no character of it means anything to the engine.
@Suite struct QueryTests {
    @Test(arguments: [
        "\"", "*", "\"林海", "林海\"*", "NEAR(林海)", "林海 AND", "OR 林海", "NOT 林海", "林海)", "{label}:林海",
        "林&海", "林|海", "!林海", "林:*", "<->", "'林海'", "\\", "^林海", "林海; DROP TABLE firm", "%", "_",
        "=林海", "~lh", "-林海", "林\u{0}海", "\u{1}", "林\u{301}海", "😀", "\u{FFFD}", "a:b", "𠮷野", "ﬁ",
    ])
    func signsMeanNothing(_ text: String) async throws {
        let shelf = try Shelf()
        try await shelf.firm("林海化工")
        try shelf.index.catchUp()
        do {
            let hits = try shelf.search(text).hits
            #expect(hits.count <= 1)
        } catch let refusal as SearchRefusal {
            #expect(!refusal.description.isEmpty)
        }
        #expect(try shelf.search("林海").hits.count == 1)
    }

    @Test func wordsOfTheEnginesAreWords() async throws {
        let shelf = try Shelf()
        try await shelf.firm("NEAR AND OR NOT 公司")
        #expect(try shelf.find("near not").count == 1)
        #expect(try shelf.find("NOT公司").isEmpty == false)
        #expect(try shelf.find("or nothing").isEmpty)
    }

    @Test func whatCannotBeSearchedForIsRefusedInWords() throws {
        let shelf = try Shelf()
        #expect(throws: SearchRefusal.empty) { try shelf.search(" 　\n") }
        #expect(throws: SearchRefusal.nothingToFind("，。！")) { try shelf.search("，。！") }
        #expect(throws: SearchRefusal.tooLong(10_000)) {
            try shelf.search(String(repeating: "林", count: 10_000))
        }
        #expect(throws: SearchRefusal.tooManyWords(30)) {
            try shelf.search(Array(repeating: "林", count: 30).joined(separator: " "))
        }
        #expect(SearchRefusal.tooLong(101).description.contains("最多 100 个"))
    }

    @Test func ahundredCharactersAreSearchedFor() async throws {
        let shelf = try Shelf()
        let long = String(repeating: "春夏秋冬", count: 25)
        try await shelf.firm(long)
        #expect(try shelf.find(long).count == 1)
        #expect(try shelf.find(String(repeating: "a", count: 100)).isEmpty)
    }

    @Test func marksAreTextAndTheTextIsWhole() async throws {
        let shelf = try Shelf()
        try await shelf.firm("<b>林海</b>&化工")
        try shelf.index.catchUp()
        let title = try #require(try shelf.search("林海 化工").hits.first?.title)
        #expect(title.text == "<b>林海</b>&化工")
        #expect(title.pieces.filter(\.isMarked).map(\.text) == ["林海", "化工"])
    }

    @Test func aLongTextIsShownAroundTheWord() async throws {
        let shelf = try Shelf()
        let text = String(repeating: "前", count: 100) + "林海" + String(repeating: "后", count: 100)
        try await shelf.paper("通知", ["inner": text])
        try shelf.index.catchUp()
        let place = try #require(try shelf.search("林海").hits.first?.places.first?.text)
        #expect(place.text.count <= 62)
        #expect(place.text.hasPrefix("…") && place.text.hasSuffix("…"))
        #expect(place.pieces.filter(\.isMarked).map(\.text) == ["林海"])
    }
}
