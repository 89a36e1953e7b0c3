import Catalogue
import Journal
import Registers
import Store
import Testing
import Values

@Suite struct FindRecordsTests {
    /// Three visits: 甲 of 2024 for 100 yuan, 乙 of March 2025 for 200, 丙 without day or cost.
    private func city() async throws -> Workshop {
        let workshop = try Workshop()
        try await workshop.firm("洞庭公司", "91350100M000100Y43")
        try await workshop.visit(
            "甲",
            [
                "day": .text("2024-06-01"), "total": .text("100"), "cost": .text("100"),
                "firm": .text("洞庭公司"), "kind": .text("年度"), "contact": .text("王五"),
            ])
        try await workshop.visit(
            "乙",
            [
                "day": .text("2025-03-05"), "total": .text("200"), "cost": .text("200"),
                "kind": .text("临时"), "county": .text("楼区"), "note": .text("100% 'quoted'"),
            ])
        let third = try await workshop.visit("丙")
        _ = try await workshop.registry.moveRecord(
            "visit", third.id, "drop", by: workshop.officer, reason: "重复")
        return workshop
    }

    private func find(_ workshop: Workshop, _ filters: [String], sort: String? = "number") throws
        -> [String]
    {
        let query = RecordQuery(filters: filters.map(RecordFilter.parse), sort: sort)
        return try workshop.database.readNow {
            try workshop.registry.find($0, "visit", query, by: workshop.officer)
        }.lines.map { $0.cells[0] }
    }

    @Test func aNameAsksForTheRecordsOfAllThatHaveIt() async throws {
        let workshop = try Workshop()
        for number in 1...5 {
            let firm = try await workshop.firm("同名公司")
            try await workshop.visit("\(number)", ["firm": .text("#\(firm.id)")])
        }
        _ = try await workshop.registry.withdrawRecord(
            "firm", 1, by: workshop.officer, reason: "录错")
        try await workshop.visit("6")
        #expect(try find(workshop, ["firm=同名公司"]) == ["1", "2", "3", "4", "5"])
        #expect(try find(workshop, ["firm!=同名公司"]) == ["6"])
    }

    @Test(
        arguments: [
            (["number=甲"], ["甲"]), (["number!=甲"], ["丙", "乙"]), (["编号=乙"], ["乙"]),
            (["cost>=200"], ["乙"]), (["cost<=100元"], ["甲"]),
            (["cost<200"], ["甲"]), (["cost>100"], ["乙"]), (["day＜2025-01-01"], ["甲"]),
            (["cost≥200"], ["乙"]), (["cost=0.02万元"], ["乙"]),
            (["cost!=100"], ["丙", "乙"]), (["kind=突访"], ["乙"]), (["kind=yearly"], ["甲"]),
            (["kind!=年度"], ["丙", "乙"]), (["county=430602"], ["乙"]), (["firm=洞庭公司"], ["甲"]),
            (["firm=91350100M000100Y43"], ["甲"]), (["firm=#1"], ["甲"]), (["firm=别的"], []),
            (["day=2025"], ["乙"]), (["day=2025-03"], ["乙"]), (["day=2025-03-05"], ["乙"]),
            (["day=2025年3月5日"], ["乙"]), (["day>=2025-01-01"], ["乙"]), (["day<=2024-12-31"], ["甲"]),
            (["state=open"], ["乙", "甲"]), (["state=作罢"], ["丙"]), (["状态!=作罢"], ["乙", "甲"]),
            (["note~quoted"], ["乙"]), (["'quoted'"], ["乙"]), (["100%"], ["乙"]), (["洞庭"], ["甲"]),
            (["王五"], []), (["2"], ["甲"]), (["没有的词"], []), ([""], ["丙", "乙", "甲"]),
            (["cost>=100", "kind=临时"], ["乙"]), (["急件=否"], ["丙", "乙", "甲"]),
        ] as [([String], [String])])
    func theFiltersFindTheirRecords(filters: [String], expected: [String]) async throws {
        #expect(try find(try await city(), filters).sorted() == expected.sorted())
    }

    @Test func aFirmIsNotFoundByItsDifference() async throws {
        let workshop = try await city()
        #expect(try find(workshop, ["firm!=洞庭公司"]).sorted() == ["丙", "乙"].sorted())
    }

    @Test(arguments: [
        ("colour=red", "看不懂条件“colour”"), ("phone=138", "电话应是 7 至 15 位数字"),
        ("born=2000-01-01", "看不懂条件“born”"),
        ("steps=1", "看不懂条件“steps”"), ("cost=贵", "费用"), ("state=halfway", "没有状态"),
        ("kind=年渡", "不在《类别》里"), ("day>=昨天", "日期"),
    ])
    func aBadFilterIsRefusedWithWhatIsWrong(filter: String, message: String) async throws {
        let workshop = try await city()
        do {
            let found = try find(workshop, [filter])
            Issue.record("found \(found)")
        } catch {
            #expect("\(error)".contains(message))
        }
    }

    @Test func linesAreSortedEitherWayAndEmptyCellsStandOnOneEnd() async throws {
        let workshop = try await city()
        #expect(try find(workshop, [], sort: "day") == ["丙", "甲", "乙"])
        #expect(try find(workshop, [], sort: "-day") == ["乙", "甲", "丙"])
        #expect(try find(workshop, [], sort: nil) == ["乙", "甲", "丙"])
        #expect(try find(workshop, [], sort: "-id") == ["丙", "乙", "甲"])
        #expect(throws: RecordRefusal.self) { try find(workshop, [], sort: "phone") }
    }

    @Test func aPageShowsTextsAndNamesOfOtherRecords() async throws {
        let workshop = try await city()
        let page = try workshop.database.readNow {
            try workshop.registry.find(
                $0, "visit", RecordQuery(sort: "day", limit: 1, offset: 1), by: workshop.officer)
        }
        #expect(page.lines.map(\.cells) == [["甲", "洞庭公司", "年度", "100.00", "2024-06-01"]])
        #expect(page.count == 3)
        #expect(page.countText == "3")
    }

    @Test func theCountStopsBeyondAThousand() async throws {
        let workshop = try Workshop()
        let act = Act(actor: "张三", role: "officer", event: "firm.created")
        let registry = workshop.registry
        try await workshop.database.write(act) { writer in
            for number in 0..<1_005 {
                _ = try registry.create(
                    Draft(["name": .text("公司\(number)")]), in: "firm", writer)
            }
        }
        let page = try workshop.database.readNow {
            try registry.find($0, "firm", RecordQuery(), by: workshop.officer)
        }
        #expect(page.count == 1_001)
        #expect(page.countText == "1,000+")
        #expect(page.lines.count == 50)
    }
}
