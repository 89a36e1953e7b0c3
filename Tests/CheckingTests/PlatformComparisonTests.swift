import Checking
import Documents
import Testing
import Values

@Suite struct PlatformComparisonTests {
    private static func figure(
        _ title: String, _ value: String, _ unit: String, growth: String? = nil, year: Int? = nil
    ) throws -> PlatformFigure {
        PlatformFigure(
            name: title, reference: nil, title: title, value: try FixedDecimal.parse(value),
            unit: unit, growth: try growth.map { try FixedDecimal.parse($0) }, year: year)
    }

    private static func compared(_ text: String, _ figures: PlatformFigure...) throws
        -> PlatformComparison
    {
        let document = try ReadDocument.read(
            Array("某市2025年度工作总结\n\(text)\n".utf8), name: "报告.txt")
        return CheckReport.check(document, name: "报告.txt").compared(with: figures)
    }

    @Test func whatIsTheSameIsTheSame() throws {
        let found = try Self.compared(
            "完成技术合同认定登记1186项，技术合同成交额600.99亿元，同比增长23.36%。",
            Self.figure("技术合同认定登记项数", "1186", "项"),
            Self.figure("技术合同成交额", "600.99", "亿元", growth: "23.36"))
        #expect(found.same.map(\.figure.title) == ["技术合同认定登记项数", "技术合同成交额"])
        #expect(found.different.isEmpty && found.ambiguous.isEmpty && found.total == 2)
    }

    @Test func aDifferenceIsToldWithPlaceAndBothValues() throws {
        let found = try Self.compared(
            "全年技术合同成交额600.98亿元，同比增长23.36%。",
            Self.figure("技术合同成交额", "600.99", "亿元", growth: "23.36"))
        let line = try #require(found.different.first)
        #expect(line.place.line == 2)
        #expect(line.stated == "600.98亿元，同比23.36%")
        #expect(line.computed == "600.99亿元，同比23.36%")
        #expect(found.text.contains("【与平台数据对照】") && found.text.contains("600.99亿元"))
        #expect(found.json.text.contains("\"severity\":\"warning\""))
    }

    @Test func growthIsComparedToo() throws {
        let found = try Self.compared(
            "全年技术合同成交额600.99亿元，同比增长24.36%。",
            Self.figure("技术合同成交额", "600.99", "亿元", growth: "23.36"))
        #expect(found.different.count == 1)
    }

    @Test func growthThatOneSideDoesNotTellIsNotCompared() throws {
        let found = try Self.compared(
            "全年技术合同成交额600.99亿元。",
            Self.figure("技术合同成交额", "600.99", "亿元", growth: "23.36"))
        #expect(found.same.count == 1)
    }

    @Test func thePrecisionOfTheCoarserCounts() throws {
        let figure = try Self.figure("技术合同成交额", "600.99", "亿元")
        for (stated, isSame) in [
            ("601亿元", true), ("601.0亿元", true), ("600.9亿元", false), ("6009900万元", true),
            ("6009800万元", false), ("600亿元", false),
        ] {
            let found = try Self.compared("全年技术合同成交额\(stated)。", figure)
            #expect(found.same.count == (isSame ? 1 : 0), "\(stated)")
            #expect(found.matched == 1, "\(stated)")
        }
    }

    @Test func anApproximateNumberLeavesRoom() throws {
        for (value, isSame) in [("1500", true), ("1560", true), ("1499", false), ("1601", false)] {
            let found = try Self.compared(
                "全年服务科技型企业1500余家。", Self.figure("服务科技型企业", value, "家"))
            #expect(found.same.count == (isSame ? 1 : 0), "\(value)")
        }
    }

    @Test func nothingIsOnlyTheSameAsNothing() throws {
        let text = "二、政府性基金预算支出情况\n无。\n三、其他\n本年其他支出3万元。"
        let none = try Self.compared(text, Self.figure("政府性基金预算支出", "0", "万元"))
        let some = try Self.compared(text, Self.figure("政府性基金预算支出", "0.34", "万元"))
        #expect(none.different.isEmpty && some.same.isEmpty)
    }

    @Test func anotherUnitIsAnotherThing() throws {
        let found = try Self.compared(
            "全年登记科技成果145项。", Self.figure("登记科技成果", "145", "家"))
        #expect(found.matched == 0)
    }

    @Test func theNearerTitleIsTaken() throws {
        let found = try Self.compared(
            "创建省级专家工作站2家、市级专家工作站6家。",
            Self.figure("市级专家工作站", "6", "家"), Self.figure("省级专家工作站", "2", "家"))
        #expect(found.same.count == 2 && found.different.isEmpty)
    }

    @Test func aTitleThatTwoPlacesMeetAlikeIsNotCompared() throws {
        let text = "新建孵化器5家。\n新建孵化器6家。"
        let found = try Self.compared(text, Self.figure("新建孵化器", "5", "家"))
        #expect(found.matched == 0)
        #expect(found.ambiguous.map(\.title) == ["新建孵化器"])
        #expect(found.text.contains("没有比较：新建孵化器"))
    }

    @Test func twoTitlesOfTheSameWordsAreNotCompared() throws {
        let found = try Self.compared(
            "新建孵化器5家。", Self.figure("新建孵化器", "5", "家"),
            Self.figure("新建孵化器", "9", "家"))
        #expect(found.matched == 0)
    }

    @Test func theSameFigureSaidTwiceIsComparedOnce() throws {
        let found = try Self.compared(
            "新建孵化器5家。\n新建孵化器5家。", Self.figure("新建孵化器", "5", "家"))
        #expect(found.same.count == 1)
    }

    @Test func theValueOfTheYearBeforeIsNotTakenForThisYears() throws {
        let found = try Self.compared(
            "2024年登记科技成果114项。2025年登记科技成果145项。",
            Self.figure("登记科技成果", "145", "项", year: 2025))
        #expect(found.same.count == 1 && found.different.isEmpty)
    }

    @Test func whatHasNothingToDoWithItIsLeftAlone() throws {
        let found = try Self.compared(
            "全年接待群众来访12批30人次，办结信访件45件，绿化造林600.99亿元。",
            Self.figure("技术合同成交额", "600.99", "亿元"), Self.figure("现行有效政策文件", "3", "件"),
            Self.figure("国内公务接待人次", "10", "人次"))
        #expect(found.matched == 0)
    }
}
