import Catalogue
import Testing
import Values

@Suite struct CodeListTests {
    @Test func aCodeIsFoundByItselfItsTitleAndOtherSpellings() throws {
        let counties = try #require(try Project.catalogue.get().list("counties"))
        for text in ["430602", "岳阳楼区", "楼区"] {
            #expect(counties.find(text).map(\.code) == ["430602"])
        }
        #expect(counties.find("武侯区").isEmpty)
        #expect(counties.title(of: "zone-nanhu") == "南湖新区")
        #expect(counties.title(of: "nowhere") == "nowhere")
    }

    @Test func aTitleOfSeveralCodesFindsThemAll() throws {
        let codes = try #require(try Project.catalogue.get().list("function-codes"))
        let found = codes.find("行政运行")
        #expect(found.count > 1)
        #expect(found.contains { $0.code == "2060101" })
    }

    @Test func anAmbiguousTitleIsRefusedWithTheCodesToChooseFrom() throws {
        let problem = #expect(throws: ValueProblem.self) {
            try FieldType.choice(list: "function-codes")
                .scalar(from: "行政运行", in: try Project.catalogue.get())
        }
        #expect(problem?.rule.contains("同名的有") == true)
        #expect(problem?.suggestion?.contains("2060101") == true)
    }

    @Test func aCSVListHasItsTitleParentsAndYears() throws {
        let folder = try CatalogueFolder()
        try folder.write(
            "codes/towns.csv",
            "# 乡镇; 民政部\ncode,title,parent,from,to\n01,甲乡,,2020,2024\n0101,甲村,01,,\n")
        let list = try #require(try Catalogue.load([folder.path]).list("towns"))
        #expect(list.title == "乡镇")
        #expect(list.source == "民政部")
        #expect(list["0101"]?.parent == "01")
        #expect(list["01"]?.from == 2020)
        #expect(list["01"]?.to == 2024)
        #expect(list.table == "code_towns")
    }

    @Test(arguments: [("rgions", "regions"), ("countys", "counties")])
    func aMistypedWordIsToldTheNearest(word: String, near: String) throws {
        let lists = try Project.catalogue.get().lists
        #expect(Catalogue.advice(for: word, among: lists.keys) == "是否想写 \(near)？")
    }
}
