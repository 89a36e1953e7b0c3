import Catalogue
import Documents
import Testing

/// Made-up rows that stand beside the declarations.
@Suite struct SampleTests {
    private static let rows = "编号,日期,类别,费用\n1,2025-03-01,年度走访,120\n2,,突访,12.5万元\n"

    private func folder(_ sample: String, named name: String = "visit.csv") throws
        -> CatalogueFolder
    {
        let folder = try CatalogueFolder()
        try folder.write("samples/" + name, sample)
        return folder
    }

    @Test func aSampleIsReadWithItsColumns() throws {
        let folder = try folder(Self.rows)
        let catalogue = try Catalogue.load([folder.path])
        let sample = try #require(catalogue.samples["visit"])
        let visit = try #require(catalogue.register("visit"))
        #expect(sample.table.rows.count == 2)
        #expect(sample.file.hasSuffix("samples/visit.csv"))
        #expect(sample.cells(of: try #require(visit.field("cost"))) == ["120", "12.5万元"])
        #expect(sample.cells(of: try #require(visit.field("phone"))) == nil)
    }

    @Test(arguments: [
        ("编号,心情\n1,好\n", 1, "“心情”不是走访的字段"),
        ("编号,日期\n1,2025-03-01\n2,三月\n", 3, "“日期” 三月 不对"),
        ("编号,类别\n1,每天走访\n", 2, "“类别” 每天走访 不对"),
        ("编号,状态\n1,办完\n", 2, "状态 办完 不在生命周期 visiting 里"),
        ("日期\n2025-03-01\n", 1, "没有必填的列“编号”"), ("编号,费用\n,5\n", 2, "“编号”是必填的"),
        ("编号\n", 1, "没有一行数据"), ("编号,日期\n1\n", 1, "示例读不出"),
    ])
    func aMistakeInASampleIsNamedWithItsLine(text: String, line: Int, message: String) throws {
        let problems = try folder(text).problems()
        let problem = try #require(problems.first { $0.message.contains(message) })
        #expect(problem.place.file.hasSuffix("samples/visit.csv"))
        #expect(problem.place.line == line)
        #expect(!problem.advice.isEmpty)
    }

    @Test func aSampleOfNoRegisterIsAMistake() throws {
        let problems = try folder(Self.rows, named: "visits.csv").problems()
        #expect(problems.map(\.message) == ["没有登记册 visits，示例无处可用"])
        #expect(problems.first?.advice.contains("visit") == true)
        #expect(try folder(Self.rows, named: "visit.xlsx").problems().count == 1)
    }

    @Test func aDeeperLayersSampleStandsInThePlaceOfTheOther() throws {
        let city = try CatalogueFolder([
            "layer.yaml": "level: city\ntitle: 上层市\n", "samples/visit.csv": "编号\n9\n",
        ])
        let base = try folder(Self.rows)
        let catalogue = try Catalogue.load([base.path, city.path])
        #expect(catalogue.samples["visit"]?.table.rows.map(\.cells) == [["9"]])
    }

    @Test func aSampleIsNoPartOfTheVersionThatRecordsRemember() throws {
        let (plain, sampled) = (try CatalogueFolder(), try folder(Self.rows))
        let digest = try Catalogue.load([plain.path]).digest
        #expect(try Catalogue.load([sampled.path]).digest == digest)
    }

    @Test func samplesComeAfterThoseThatTheyName() throws {
        let order = try Project.catalogue.get().samplesInOrder.map(\.register)
        func place(_ name: String) throws -> Int { try #require(order.firstIndex(of: name)) }
        #expect(try place("organisation") < place("person"))
        #expect(try place("loan-bank") < place("loan"))
        #expect(try place("person") < place("intermediary"))
        #expect(Set(order).count == order.count)
    }

    /// The files of the nation cannot know a city's counties.
    @Test func aSampleTakesTheCountiesOfTheCity() throws {
        let catalogue = try Project.catalogue.get()
        let enclave = try #require(catalogue.register("enclave"))
        let county = try #require(enclave.field("county"))
        #expect(catalogue.samples["enclave"]?.cells(of: county)?.first == "岳阳楼区")
        let nation = try Catalogue.load([Project.root + "/catalogue"])
        #expect(nation.samples["enclave"]?.cells(of: county) == nil)
    }
}
