import Catalogue
import Registers
import Search
import Testing

@Suite struct FindingTests {
    @Test func wordsOfOneTwoAndMoreCharactersFindNames() async throws {
        let shelf = try Shelf()
        try await shelf.firm("岳阳市林海化工有限公司")
        try await shelf.firm("君山湖科技有限公司")
        #expect(try shelf.find("林") == ["岳阳市林海化工有限公司"])
        #expect(try shelf.find("海化") == ["岳阳市林海化工有限公司"])
        #expect(try shelf.find("林海化工") == ["岳阳市林海化工有限公司"])
        #expect(try shelf.find("司").count == 2)
        #expect(try shelf.find("有限公司").count == 2)
        #expect(try shelf.find("海林") == [])
    }

    @Test func aFirmGoesBeforeTheLicencesThatAreCalledAfterIt() async throws {
        let shelf = try Shelf()
        try await shelf.firm("岳阳市林海化工有限公司")
        _ = try await shelf.registry.createRecord(
            "licence", ["firm": .text("岳阳市林海化工有限公司"), "number": .text("甲1")],
            by: shelf.officer)
        try shelf.index.catchUp()
        #expect(try shelf.search("林海").hits.map(\.register.name) == ["firm", "licence"])
    }

    @Test func charactersOfOneWordStandTogetherAndWordsAnywhere() async throws {
        let shelf = try Shelf()
        try await shelf.paper("科学技术奖")
        try await shelf.paper("科技计划")
        #expect(try shelf.find("科技") == ["科技计划"])
        #expect(try shelf.find("技术 科学") == ["科学技术奖"])
        #expect(try shelf.find("科学 计划") == [])
    }

    @Test func bracketsDoNotKeepCharactersApartAndSentencesDo() async throws {
        let shelf = try Shelf()
        try await shelf.firm("林海（岳阳）化工")
        try await shelf.paper("甲方林海。岳阳乙方")
        #expect(try shelf.find("林海岳阳") == ["林海（岳阳）化工"])
        #expect(try shelf.find("海(岳阳)化") == ["林海（岳阳）化工"])
    }

    @Test func lettersAndDigitsAreFoundInEitherWidthAndCase() async throws {
        let shelf = try Shelf()
        try await shelf.firm("ABC新材料２０２５")
        #expect(try shelf.find("ａｂｃ") == ["ABC新材料２０２５"])
        #expect(try shelf.find("2025") == ["ABC新材料２０２５"])
        #expect(try shelf.find("abc新材料") == ["ABC新材料２０２５"])
        #expect(try shelf.find("料2025") == ["ABC新材料２０２５"])
    }

    @Test(arguments: ["GR2", "gr2025", "GR20254300", "gr202543000001", "ＧＲ２０２５４３０００００１"])
    func numbersAreFoundByTheirBeginning(_ text: String) async throws {
        let shelf = try Shelf()
        try await shelf.firm("甲公司", ["uscc": "GR202543000001"])
        try await shelf.firm("乙公司", ["uscc": "XX202543000001"])
        #expect(try shelf.find(text) == ["甲公司"])
    }

    @Test func numbersInTheMiddleOfOthersAreNotFound() async throws {
        let shelf = try Shelf()
        try await shelf.firm("甲公司", ["uscc": "GR202543000001"])
        #expect(try shelf.find("43000001") == [])
        #expect(try shelf.find("gr2025430000019") == [])
    }

    @Test func documentNumbersAreFoundAsTheyAreWritten() async throws {
        let shelf = try Shelf()
        try await shelf.paper("甲", ["number": "湘科计〔2025〕12号"])
        try await shelf.paper("乙", ["number": "湘科计〔2025〕112号"])
        #expect(try shelf.find("湘科计〔2025〕12号") == ["甲"])
        #expect(try shelf.find("湘科计[2025]12号") == ["甲"])
        #expect(try shelf.find("湘科计").count == 2)
    }

    @Test func titlesOfChoicesNamesOfOthersAndRowsAreFound() async throws {
        let shelf = try Shelf()
        let firm = try await shelf.firm("林海化工")
        try await shelf.paper("通知", ["kind": "重点实验室", "firm": "林海化工"])
        _ = try await shelf.registry.changeRecord(
            "firm", firm, ["former": .rows([["name": "旧日油脂厂", "who": "赵六"]])], version: nil,
            by: shelf.officer)
        #expect(try shelf.find("重点实验室") == ["通知"])
        #expect(try shelf.find("林海化工") == ["林海化工", "通知"])
        #expect(try shelf.find("油脂厂") == ["林海化工"])
        #expect(try shelf.search("油脂厂").hits.first?.places.first?.title == "曾用名·原名称")
    }

    @Test func initialsAndSyllablesFindNamesFromAnywhereInThem() async throws {
        let shelf = try Shelf()
        try await shelf.firm("岳阳市林海化工有限公司")
        try await shelf.firm("长沙重点设备厂")
        #expect(try shelf.find("yyslh") == ["岳阳市林海化工有限公司"])
        #expect(try shelf.find("lhhg") == ["岳阳市林海化工有限公司"])
        #expect(try shelf.find("linhai") == ["岳阳市林海化工有限公司"])
        #expect(try shelf.find("yueyang linhai") == ["岳阳市林海化工有限公司"])
        #expect(try shelf.find("cszdsb") == ["长沙重点设备厂"])
        #expect(try shelf.find("changsha") == ["长沙重点设备厂"])
        #expect(try shelf.find("zhangsha") == [])
        let marked = try shelf.search("lhhg").hits.first?.title.pieces.filter(\.isMarked)
        #expect(marked?.map(\.text) == ["林海化工"])
    }

    @Test func theVeryNameComesFirstThenNamesThenOtherPlaces() async throws {
        let shelf = try Shelf()
        let exact = try await shelf.firm("林海")
        try await shelf.paper("通知", ["inner": "林海来电"])
        try await shelf.firm("岳阳林海化工")
        try await shelf.firm("林海化工厂")
        let numbered = try await shelf.firm("甲", ["uscc": "ABC123"])
        try await shelf.firm("ABC123 仿冒品")
        #expect(try shelf.find("林海") == ["林海", "林海化工厂", "岳阳林海化工", "通知"])
        #expect(try shelf.search("林海").hits.first?.id == exact)
        #expect(try shelf.search("abc-123").hits.map(\.id) == [numbered])
        #expect(try shelf.search("ＡＢＣ123").hits.first?.id == numbered)
    }

    @Test func theVeryNameComesFirstAmongVeryMany() async throws {
        let shelf = try Shelf()
        let exact = try await shelf.firm("林海")
        for number in 0..<(SearchResults.most + 50) {
            try await shelf.firm("林海\(number)号")
        }
        try shelf.index.catchUp()
        let results = try shelf.search("林海")
        #expect(results.hits.first?.id == exact)
        #expect(results.isMore)
        #expect(results.countText == "1,000+")
        #expect(results.facets.map(\.countText) == ["1,000+"])
        #expect(results.reachable == SearchResults.most)
    }

    @Test func resultsAreCountedByRegisterFilteredAndPaged() async throws {
        let shelf = try Shelf()
        for number in 1...7 { try await shelf.firm("林海\(number)") }
        for number in 1...3 { try await shelf.paper("林海文件\(number)") }
        try shelf.index.catchUp()
        let all = try shelf.search("林海")
        #expect(all.count == 10)
        #expect(all.facets.map { "\($0.register.name) \($0.count)" } == ["firm 7", "paper 3"])
        let papers = try shelf.search("林海", in: "paper")
        #expect(papers.count == 3)
        #expect(papers.facets.map(\.count) == [7, 3])
        let pages = try (0..<4).flatMap { try shelf.search("林海", limit: 3, offset: $0 * 3).hits }
        #expect(pages.map(\.id) == all.hits.map(\.id))
        #expect(pages.count == 10)
    }

    @Test func whereNothingIsFoundThereIsSomethingToTry() async throws {
        let shelf = try Shelf()
        try await shelf.firm("林海化工", ["uscc": "GR202543000001"])
        try shelf.index.catchUp()
        #expect(try shelf.search("林海 没有").suggestions == ["林海"])
        #expect(try shelf.search("林海化妆").suggestions == ["林海化"])
        #expect(try shelf.search("gr2026").suggestions == ["gr202"])
        #expect(try shelf.search("全无").suggestions == [])
    }

    @Test func longTextsAreFoundByTheirBeginningAndDoNotBreakTheIndex() async throws {
        let shelf = try Shelf()
        let long = "开头甲乙" + String(repeating: "春夏秋冬", count: 4_500)
        try await shelf.paper(long)
        #expect(try shelf.find("开头甲乙").count == 1)
        let title = try shelf.search("夏秋").hits.first?.title.text ?? ""
        #expect(title.count <= 82)
        #expect(try shelf.check() == [])
    }
}
