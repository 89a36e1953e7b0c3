import Catalogue
import Figures
import Registers
import Reports
import Store
import Testing
import Values

@Suite struct ComposeReportTests {
    @Test func theChaptersAreThoseOfTheTemplateWithTheirPassages() async throws {
        let report = try await ReportCity.published.value.compose()
        #expect(report.title == "2025年度部门整体支出绩效自评报告")
        #expect(report.issuer == "岳阳市科学技术局")
        #expect(report.asOf == "2025-12-31")
        #expect(report.sections.map(\.number).joined() == "一二三四五六七八九十")
        #expect(report.sections[0].heading == "一、部门基本情况")
        #expect(report.sections[0].parts.map(\.title) == ["（一）主要职责", "（二）内设机构"])
        #expect(report.sections[0].parts[0].paragraphs.count == 16)
        #expect(report.sections[2].parts.map(\.id) == [""])
        #expect(report.sections.flatMap(\.parts).flatMap(\.paragraphs).count == 50)
    }

    @Test func thePublishedFiguresStandInTheText() async throws {
        let report = try await ReportCity.published.value.compose()
        let text = report.sections.flatMap(\.parts).flatMap(\.paragraphs).map(\.text).joined()
        for published in [
            "内设科室11个", "基本支出1200.53万元", "项目支出585.68万元", "2025年度本部门",
            "研发投入112.57亿元，比前一年增加6.3亿元，研发强度2.20%", "财政科技支出22.72亿元，同比增长43.31%",
        ] {
            #expect(text.contains(published), "\(published)")
        }
        #expect(report.last(of: "government-fund")?.text == "无。")
        #expect(report.figure("government_fund_expenditure")?.nil == true)
        #expect(report.warnings(about: "government_fund").isEmpty)
    }

    @Test func everyNumberInTheTextLeadsToItsFigure() async throws {
        let report = try await ReportCity.published.value.compose()
        let spans = report.sections.flatMap(\.parts).flatMap(\.paragraphs).flatMap(\.spans)
        let named = Set(spans.compactMap(\.figure))
        #expect(named == Set(report.figures.map(\.name)))
        let spending = try #require(spans.first { $0.figure == "basic_expenditure" })
        let figure = try #require(report.figure("basic_expenditure"))
        #expect(spending.text == figure.text)
        #expect(figure.value == "1200.53" && figure.unit == "万元" && figure.dataYear == 2025)
        #expect(figure.lineageCounts == [7])
        #expect(figure.lineageDigest.count == 64)
        #expect(report.figure("rd_expenditure")?.dataYear == 2024)
    }

    @Test func theFacesOfAFigureArePrintedInPlace() async throws {
        let city = try await ReportCity()
        let name = "figure.fiscal_science_expenditure"
        try await city.say(
            "{{\(name)}}|{{\(name).value}}|{{\(name).unit}}|{{\(name).growth}}|{{\(name).comparison}}"
        )
        try await city.say("{{figure.rd_expenditure.change}}|{{year}}", order: 901)
        let paragraphs = try await city.compose().sections.last?.parts.last?.paragraphs
        let texts = try #require(paragraphs).suffix(2).map(\.text)
        #expect(texts == ["22.72亿元|22.72|亿元|43.31%|同比增长43.31%", "6.3亿元|2025"])
    }

    @Test func aFigureWithoutDataIsShownAsSuchAndWarned() async throws {
        let report = try await ReportCity.published.value.compose()
        let paragraph = report.sections[5].parts[0].paragraphs[1]
        #expect(paragraph.text.contains("专题听取科技工作〔暂无数据〕。"))
        #expect(report.warnings(about: "（science_meetings）没有 2025 年的数据").count == 1)
        let figure = try #require(report.figure("science_meetings"))
        #expect(figure.value == nil && figure.text == "〔暂无数据〕" && figure.lineageCounts == [0])
    }

    @Test func anUnknownPlaceholderIsShownInPlaceWithTheNearestName() async throws {
        let city = try await ReportCity()
        try await city.say(
            "甲{{figure.rd_expenditur}}乙{{figure.F022}}丙{{figure.rd_intensity.valu}}丁")
        try await city.say("{{yaer}}{{figure.rd_intensity，", order: 901)
        let report = try await city.compose()
        let texts = report.sections.last?.parts.last?.paragraphs.suffix(2).map(\.text)
        #expect(
            texts == [
                "甲〔无此指标：rd_expenditur〕乙〔无此指标：F022〕丙〔无此指标：figure.rd_intensity.valu〕丁",
                "〔无此指标：yaer〕〔无此指标：figure.rd_intensity〕，",
            ])
        #expect(report.warnings(about: "是否想写 rd_expenditure？").count == 1)
        #expect(report.warnings(about: "{{figure.rd_expenditure}}").count == 1)
        #expect(report.warnings(about: "是否想写 value？").count == 1)
        #expect(report.warnings(about: "大括号不成对").count == 1)
        #expect(report.warnings(about: "十、其他需要说明的情况第 2 段").count == 3)
    }

    @Test func aNumberTypedByHandIsWarnedWithItsPlace() async throws {
        let city = try await ReportCity()
        #expect(try await city.compose().warnings(about: "直接写了数字").isEmpty)
        try await city.say(
            "全年服务企业120家，比{{year}}年初多。", section: "performance", part: "management")
        try await city.say("支出30{{figure.rd_expenditure.unit}}，figure.x", order: 901)
        let report = try await city.compose()
        #expect(
            report.warnings(about: "直接写了数字").map { $0.prefix { $0 != "。" } } == [
                "六、部门整体支出绩效情况（二）部门整体支出的管理状况第 5 段：直接写了数字“全年服务企业120家”",
                "十、其他需要说明的情况第 2 段：直接写了数字“支出30亿元”",
            ])
        #expect(report.warnings(about: "像占位符").count == 1)
    }

    @Test func aGrowthThatNobodyKnowsIsWarned() async throws {
        let city = try await ReportCity()
        try await city.say(
            "{{figure.basic_expenditure.comparison}}、{{figure.rd_expenditure.growth}}")
        let report = try await city.compose()
        #expect(report.last(of: "others")?.text == "〔暂无同比〕、〔暂无同比〕")
        #expect(report.warnings(about: "同比").count == 2)
    }

    @Test func severalRecordsWhereOneIsAskedAreWarned() async throws {
        let city = try await ReportCity()
        _ = try await city.registry.createRecord(
            "zone-milestone",
            [
                "zone": .text("岳阳另一高新区"), "zone_kind": .text("high-tech-zone"),
                "kind": .text("evaluation"), "year": .text("2025"), "milestone": .text("另一次评议"),
                "rank_central": .text("2"),
            ], by: city.viewer("officer"))
        let report = try await city.compose()
        #expect(report.figure("zone_rank_central")?.text == "〔记录不唯一〕")
        #expect(report.warnings(about: "dongting lineage zone_rank_central").count == 1)
    }

    @Test func emptyPartsUnsignedAndMisplacedPassagesAreWarned() async throws {
        let city = try await ReportCity(importing: [])
        try await city.say("未签发。", signed: nil)
        try await city.say("放错了章。", section: "other", order: 1)
        try await city.say("放错了节。", section: "basics", part: "dutys", order: 1)
        try await city.say("不分节的章。", section: "others", part: "one", order: 1)
        try await city.say("章首的话。", section: "basics", order: 1)
        let report = try await city.compose()
        #expect(report.warnings(about: "还没有正文").count == 16)
        #expect(report.warnings(about: "有 1 段尚未签发").count == 1)
        #expect(report.warnings(about: "没有印出").count == 3)
        #expect(report.warnings(about: "是否想写 others？").count == 1)
        #expect(report.warnings(about: "是否想写 duties？").count == 1)
        #expect(report.warnings(about: "这一章不分节").count == 1)
        #expect(report.sections[0].parts.map(\.id) == ["", "duties", "organisation"])
        #expect(report.sections[0].parts[0].paragraphs.map(\.text) == ["章首的话。"])
    }

    @Test func aWithdrawnPassageIsLeftOut() async throws {
        let city = try await ReportCity()
        let before = try await city.compose()
        let record = try await city.say("撤回的话。")
        _ = try await city.registry.withdrawRecord(
            "passage", record.id, by: city.viewer("officer"), reason: "重复")
        let after = try await city.compose()
        #expect(after == before)
    }

    @Test func aReportOnOneCountySaysSo() async throws {
        let city = try await ReportCity.published.value
        let county = try #require(city.registry.catalogue.list("counties")?.codes.first)
        let report = try await city.compose(county: county.code)
        #expect(report.title.hasSuffix("（\(county.title)）"))
        #expect(report.warnings(about: "不分县市区").isEmpty == false)
        await #expect(throws: FigureError.self) { try await city.compose(county: "999999") }
    }

    @Test func aReportNobodyDeclaredIsRefusedWithTheNearestName() async throws {
        let city = try await ReportCity.published.value
        let question = city.question()
        let refusal = await #expect(throws: ComposeRefusal.self) {
            try await city.registry.database.read {
                try city.reports.compose($0, report: "performance-self-evaluatoin", question)
            }
        }
        #expect(refusal?.description.contains("是否想写 performance-self-evaluation？") == true)
    }

    @Test func theDigestFollowsTheContentAndItsRecords() async throws {
        let city = try await ReportCity()
        let first = try await city.compose()
        #expect(try await city.compose().digest == first.digest)
        #expect(try await ReportCity(demonstration: true).compose().digest != first.digest)
        // The same value from another record is another lineage.
        let statistic = try await city.registry.database.read { reader in
            try reader.integer(
                "SELECT id FROM statistic WHERE indicator = 'fiscal-science-expenditure'")
        }
        try await city.tamper("UPDATE statistic SET id = 9000 WHERE id = \(statistic)")
        let second = try await city.compose()
        let name = "fiscal_science_expenditure"
        #expect(second.figure(name)?.text == first.figure(name)?.text)
        #expect(second.figure(name)?.lineageDigest != first.figure(name)?.lineageDigest)
        #expect(second.digest != first.digest)
    }
}
