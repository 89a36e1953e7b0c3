import Catalogue
import Registers
import Search
import Testing

/// Nobody finds a record through what they may not see, or sees it in what is found.
@Suite struct SeeingTests {
    private func shelf() async throws -> Shelf {
        let shelf = try Shelf()
        try await shelf.firm("林海化工", ["contact": "钱小七"])
        try await shelf.paper(
            "公开的通知",
            [
                "number": "甲1", "openness": "proactive", "firm": "林海化工", "secret": "机密底价",
                "inner": "内部批注", "author": "孙大圣",
            ])
        try await shelf.paper("内部的通知", ["number": "乙2"])
        try shelf.index.catchUp()
        return shelf
    }

    @Test func thePublicFindsOnlyWhatIsReleasedByItsOpenFields() async throws {
        let shelf = try await shelf()
        #expect(try shelf.find("通知", as: "public") == ["公开的通知"])
        #expect(try shelf.find("甲1", as: "public") == ["公开的通知"])
        #expect(try shelf.find("gkdtz", as: "public") == ["公开的通知"])
        for word in ["机密底价", "内部批注", "林海化工", "孙大圣", "lhhg", "nbdtz", "乙2", "内部"] {
            let results = try shelf.search(word, as: "public")
            #expect(results.hits.isEmpty, "\(word)")
            #expect(results.count == 0 && results.facets.isEmpty, "\(word)")
        }
        #expect(try shelf.search("通知", as: "public").hits.flatMap(\.places).isEmpty)
    }

    @Test func suggestionsTellThePublicNothingEither() async throws {
        let shelf = try await shelf()
        #expect(try shelf.search("机密底价 通知", as: "public").suggestions == ["通知"])
        #expect(try shelf.search("机密底货", as: "public").suggestions == [])
    }

    @Test(arguments: ["钱小七", "孙大圣", "qxq", "sundasheng"])
    func personalValuesAreInNoIndex(_ name: String) async throws {
        let shelf = try await shelf()
        #expect(try shelf.find(name).isEmpty)
        #expect(try !"\(shelf.contents())".contains("孙大"))
        #expect(try !"\(shelf.contents())".contains("钱小"))
    }

    @Test func officersFindInternalFields() async throws {
        let shelf = try await shelf()
        #expect(try shelf.find("机密底价") == ["公开的通知"])
        #expect(try shelf.search("机密底价").hits.first?.places.map(\.title) == ["内情"])
    }

    @Test func aRoleFindsInItsRegistersOnly() async throws {
        let shelf = try await shelf()
        #expect(try shelf.find("林海化工", as: "clerk") == ["公开的通知"])
        #expect(try shelf.search("林海化工", as: "clerk").facets.map(\.register.name) == ["paper"])
        #expect(throws: RecordRefusal.self) { try shelf.search("林海", in: "firm", as: "clerk") }
        #expect(throws: RecordRefusal.self) { try shelf.search("林海", in: "nothing") }
    }

    @Test func takenBackReleasesAreFoundNoMoreEvenWhileTheIndexLags() async throws {
        let shelf = try await shelf()
        let id = try #require(try shelf.search("公开的通知", as: "public").hits.first?.id)
        try await shelf.change("paper", id, ["openness": "internal"])
        #expect(try shelf.search("通知", as: "public").hits.isEmpty)
        try shelf.index.catchUp()
        let results = try shelf.search("通知", as: "public")
        #expect(results.count == 0)
    }

    @Test func withdrawnRecordsAreFoundOnRequestOnly() async throws {
        let shelf = try Shelf()
        let id = try await shelf.paper("作废的通知", ["openness": "proactive"])
        _ = try await shelf.registry.withdrawRecord(
            "paper", id, by: shelf.officer, reason: "重复")
        #expect(try shelf.find("通知") == [])
        #expect(try shelf.search("通知", withdrawn: true).hits.map(\.state) == ["withdrawn"])
        #expect(try shelf.search("通知", as: "public", withdrawn: true).hits.isEmpty)
    }
}
