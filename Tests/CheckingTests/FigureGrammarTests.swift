import Testing
import Values

@testable import Checking

/// What is read of a number and the words around it.
@Suite struct FigureGrammarTests {
    private func only(_ text: String) throws -> Figure {
        let figures = try checked(text).reading.figures
        return try #require(figures.last, "\(text)")
    }

    @Test(arguments: [
        ("支出1,200.53万元。", "1200.53", "万元"), ("支出１２００．５３万元。", "1200.53", "万元"),
        ("支出1，200万元。", "1200", "万元"), ("投入1.2亿元。", "1.2", "亿元"), ("新增企业三十五家。", "35", "家"),
        ("惠及一百二十人。", "120", "人"), ("吸纳就业1.2万人。", "1.2", "万人"), ("比重百分之三十五。", "35", "%"),
        ("提高2.5个百分点。", "2.5", "个百分点"), ("出生率8.5‰。", "8.5", "‰"), ("增长1.5倍。", "1.5", "倍"),
        ("排名全省第2。", "2", "名次"), ("第十四届大赛。", "14", "届"), ("产量3万吨。", "3", "万吨"),
        ("全市首单保险。", "1", "单"), ("净利润-3.5万元。", "-3.5", "万元"), ("开展活动12 场。", "12", "场"),
    ])
    func aNumberIsReadWithItsUnit(text: String, value: String, unit: String) throws {
        let figure = try only(text)
        #expect(figure.valueText == value)
        #expect(figure.unit.name == unit)
    }

    @Test(arguments: [
        "2025年12月31日召开会议。", "热线12345开通。", "根据国发〔2020〕10号文件。", "第十三条规定。", "采用GB/T 4754-2017。",
        "构建“1+3+X”体系。", "PM2.5浓度下降。", "比分3:2获胜。", "三公经费从严。", "第三产业发展。", "3.2025年工作要点",
        "电话0730-8880000。", "历时3年建成。", "一个方面看。",
    ])
    func whatIsNoFigureIsNotRead(text: String) throws {
        #expect(try checked(text).reading.figures.map(\.valueText) == [])
    }

    @Test(arguments: [
        ("服务1500余家企业。", Figure.Approximation.over), ("投入约3亿元。", .about), ("投入3亿元左右。", .about),
        ("超过500家。", .over), ("不足20人。", .below), ("达100家以上。", .atLeast), ("共100家。", .exact),
    ])
    func approximationIsRead(text: String, wanted: Figure.Approximation) throws {
        #expect(try only(text).approximation == wanted)
    }

    @Test(arguments: ["增长10%–20%。", "培训3至5次。", "投入5-10万元。"])
    func theEndsOfARangeAreNoAmounts(text: String) throws {
        #expect(try checked(text).reading.figures.allSatisfy { $0.isRangeEnd || $0.isRangeStart })
    }

    @Test func aChangeIsTiedToWhatChanged() throws {
        let reading = try checked("全年支出120万元，比上年减少30万元，下降20%。").reading
        #expect(reading.figures[0].changes == [1, 2])
        #expect(reading.figures[1].change?.isFall == true)
        #expect(reading.yearlyChange(of: 0).rate?.description == "-20")
        #expect(reading.yearlyChange(of: 0).delta?.description == "-30")
    }

    @Test func aChangeWithANounGoesToThatNoun() throws {
        let reading = try checked("登记合同1186项、成交额600.99亿元，技术合同成交额同比增长23.36%。").reading
        #expect(reading.figures[0].changes == [])
        #expect(reading.figures[1].changes == [2])
    }

    @Test func partsKnowTheirWhole() throws {
        let reading = try checked("支出100万元，其中：人员经费60万元，公用经费40万元。").reading
        #expect(reading.figures[0].parts == [1, 2])
        #expect(reading.figures[1].whole == 0)
    }

    @Test func yearsAndDaysAreRead() throws {
        let reading = try checked("2025年度报告\n2024年研发投入112.57亿元。截至2025年12月底，入库4079家。").reading
        #expect(reading.year == 2025)
        #expect(reading.figures[0].year == 2024)
        #expect(reading.figures[1].asOf == "截至2025年12月底")
    }

    @Test func nilReturnsAreZero() throws {
        let reading = try checked("三、政府性基金预算支出情况\n无。").reading
        #expect(reading.figures.map(\.valueText) == ["0"])
        #expect(reading.figures.first?.unit.name == "万元")
    }

    @Test func aForecastIsMarked() throws {
        #expect(try only("总数预计达1040家。").isForecast)
        #expect(try !only("征集科技计划项目26个。").isForecast)
    }
}
