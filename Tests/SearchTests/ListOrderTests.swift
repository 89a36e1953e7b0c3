import Catalogue
import Registers
import Search
import Store
import Testing

@Suite struct ListOrderTests {
    private func names(_ shelf: Shelf, _ sort: String? = nil, filters: [RecordFilter] = []) throws
        -> [String]
    {
        try shelf.database.readNow {
            try shelf.registry.find(
                $0, "firm", RecordQuery(filters: filters, sort: sort), by: shelf.officer)
        }.lines.map { $0.cells[0] }
    }

    @Test func namesAreListedInTheOrderOfTheirPinyin() async throws {
        let shelf = try Shelf()
        for name in ["湘阴厂", "长沙厂", "安徽厂", "岳阳厂", "ABC厂"] { try await shelf.firm(name) }
        try shelf.index.catchUp()
        let order = ["ABC厂", "安徽厂", "长沙厂", "湘阴厂", "岳阳厂"]
        #expect(try names(shelf) == order)
        #expect(try names(shelf, "pinyin") == order)
        #expect(try names(shelf, "-name") == order.reversed())
        let filter = RecordFilter(field: "", comparison: .contains, value: "阳")
        #expect(try names(shelf, "pinyin", filters: [filter]) == ["岳阳厂"])
    }

    @Test func noRecordIsLeftOutWhileTheIndexIsBehind() async throws {
        let shelf = try Shelf()
        try await shelf.firm("岳阳厂")
        try await shelf.firm("安徽厂")
        try shelf.index.catchUp()
        try await shelf.firm("长沙厂")
        #expect(try names(shelf) == ["安徽厂", "岳阳厂", "长沙厂"])
        try shelf.index.catchUp()
        #expect(try names(shelf) == ["安徽厂", "长沙厂", "岳阳厂"])
    }

    @Test func pagesOfAListFitTogether() async throws {
        let shelf = try Shelf()
        for number in 0..<25 { try await shelf.firm("同名\(number % 3)厂") }
        try shelf.index.catchUp()
        let pages = try (0..<5).flatMap { page in
            try shelf.database.readNow {
                try shelf.registry.find(
                    $0, "firm", RecordQuery(limit: 5, offset: page * 5), by: shelf.officer)
            }.lines.map(\.id)
        }
        #expect(Set(pages).count == 25)
    }

    @Test func initialsFilterAList() async throws {
        let shelf = try Shelf()
        try await shelf.firm("岳阳市林海化工")
        try await shelf.firm("君山湖")
        try shelf.index.catchUp()
        let filter = RecordFilter(field: Registry.pinyin, comparison: .contains, value: "LHHG")
        #expect(try names(shelf, filters: [filter]) == ["岳阳市林海化工"])
        let word = RecordFilter(field: "", comparison: .contains, value: "jsh")
        #expect(try names(shelf, filters: [word]) == ["君山湖"])
    }
}
