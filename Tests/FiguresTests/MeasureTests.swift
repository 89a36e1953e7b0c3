import Catalogue
import Figures
import Journal
import Registers
import Store
import Testing
import Values

/// Each measure on the harbour's tables, with the number that one counts by eye.
@Suite struct MeasureTests {
    static let declared = """
        contracts: {title: 项数, from: contract, where: {signed_on: in-year}, count: records, unit: 项, compare: previous-year, show: both}
        sellers: {title: 卖方, from: contract, count-distinct: seller, unit: 家}
        kinds: {title: 卖方类别, from: contract, count-distinct: seller.kind, unit: 类}
        mean: {title: 平均额, from: contract, where: {signed_on: in-year}, average: amount, unit: 万元, decimals: 2}
        largest: {title: 最大额, from: contract, where: {signed_on: in-year}, max: amount, unit: 亿元, decimals: 2}
        parts: {title: 组成, from: contract, where: {signed_on: in-year}, count-of-rows: parts, unit: 份}
        turnover:
          title: 成交额
          from: contract
          where: {signed_on: in-year}
          sum: amount
          unit: 亿元
          decimals: 2
          compare: previous-year
          growth-decimals: 1
        turnover_kept: {title: 成交额, from: contract, where: {signed_on: in-year}, sum: amount, unit: 亿元, decimals: 2, zeros: keep}
        turnover_wan: {title: 成交额, from: contract, where: {signed_on: in-year}, sum: amount, unit: 万元}
        urgent_turnover: {title: 急件额, from: contract, where: {signed_on: in-year, urgent: true}, sum: amount, unit: 亿元, decimals: 2}
        added: {title: 净增, unit: 亿元, decimals: 2, difference: {of: turnover, minus: {year: -1}}}
        calm: {title: 非急件额, unit: 亿元, decimals: 2, difference: {of: turnover, minus: urgent_turnover}}
        urgent_share: {title: 急件占比, unit: "%", decimals: 2, ratio: {of: urgent_turnover, to: turnover}}
        at_home:
          title: 本省占比
          from: contract
          where: {signed_on: in-year}
          ratio: {sum: amount, having: {buyer_town: within-province}}
          unit: "%"
          decimals: 2
        urgent_rate: {title: 急件率, from: contract, where: {signed_on: in-year}, ratio: {count: records, having: {urgent: true}}, unit: "%", decimals: 1}
        each: {title: 每项, unit: 倍, decimals: 3, ratio: {of: contracts, to: sellers}}
        rd: {title: 研发, from: statistic, where: {indicator: rd, year: in-year}, value: value, unit: 亿元, decimals: 2, year: -1, as-of: as_of, compare: stated, show: change, change-stated: change}
        fiscal: {title: 财政, from: statistic, where: {indicator: fiscal, year: in-year}, value: value, unit: 亿元, decimals: 2, as-of: as_of, compare: stated, growth-stated: growth}
        twice: {title: 重复, from: statistic, where: {indicator: twice, year: in-year}, value: value, unit: 个}
        spent: {title: 支出, from: budget, where: {year: in-year, fund: general}, sum: final, unit: 元, decimals: 2}
        fund: {title: 基金, from: budget, where: {year: in-year, fund: fund}, sum: final, unit: 元, nil: nothing}
        funds: {title: 基金笔数, from: budget, where: {year: in-year, fund: fund}, count: records, unit: 笔}
        rank: {title: 排名, from: contract, where: {signed_on: in-year}, count: records, unit: 名次}
        edition: {title: 届次, from: contract, where: {signed_on: in-year}, count: records, unit: 届}

        """

    /// For the tests that only ask.
    private static let asked = Task { try await Harbour(declared) }

    @Test(
        arguments: [
            ("contracts", 2025, "3"), ("contracts", 2024, "1"), ("sellers", 2025, "3"),
            ("kinds", 2025, "2"), ("parts", 2025, "3"), ("turnover", 2025, "3.5"),
            ("turnover_kept", 2025, "3.50"), ("turnover_wan", 2025, "35000"),
            ("urgent_turnover", 2025, "1"), ("added", 2025, "1.9"), ("calm", 2025, "2.5"),
            ("urgent_share", 2025, "28.57"), ("at_home", 2025, "85.71"),
            ("urgent_rate", 2025, "33.3"),
            ("each", 2025, "1"), ("rd", 2025, "112.57"), ("fiscal", 2025, "22.72"),
            ("twice", 2025, "—"), ("spent", 2025, "150.55"), ("fund", 2025, "无"),
            ("rank", 2025, "3"),
            // (1 + 2 + 0.5) / 3 of 亿元; of nothing there is no mean and no largest, not even 0.
            ("mean", 2025, "11666.67"), ("largest", 2025, "2"), ("mean", 2020, "—"),
            ("largest", 2020, "—"), ("mean", 2026, "—"),
            // A zero that is stated, a zero that is known, and nothing known at all.
            ("spent", 2024, "0"), ("funds", 2024, "0"), ("spent", 2023, "—"), ("fund", 2024, "—"),
            ("funds", 2020, "—"), ("turnover", 2023, "—"), ("contracts", 2023, "1"),
            ("added", 2024, "—"), ("at_home", 2020, "—"), ("urgent_share", 2023, "—"),
        ])
    func aFigureIsWhatItsRecordsSay(name: String, year: Int, expected: String) async throws {
        let harbour = try await Self.asked.value
        #expect(try harbour.result(name, year).valueText == expected)
    }

    @Test(
        arguments: [
            // (3.5 − 1.6) / 1.6 = 118.75 %, half up.
            ("turnover", 2025, "同比增长118.8%"), ("contracts", 2025, "同比增长200%，同比增加2项"),
            ("contracts", 2024, "同比持平，同比持平"), ("turnover", 2024, ""), ("rd", 2025, "同比增加6.3亿元"),
            ("fiscal", 2025, "同比增长43.31%"), ("sellers", 2025, ""),
            // 2026 has no contract yet: 0 against 3.
            ("contracts", 2026, ""),
        ])
    func aComparisonIsSaidInWords(name: String, year: Int, expected: String) async throws {
        let harbour = try await Self.asked.value
        #expect(try harbour.result(name, year).comparisonText == expected)
    }

    @Test func aStatedGrowthIsMarkedAndNeverRecomputed() async throws {
        let harbour = try await Self.asked.value
        let fiscal = try harbour.result("fiscal")
        #expect(fiscal.growthIsStated)
        #expect(fiscal.asOf == "2025-11-30")
        let rd = try harbour.result("rd")
        #expect((rd.dataYear, rd.asOf) == (2024, "2024-12-31"))
        #expect(rd.growth == nil)
        #expect(try harbour.result("turnover").growthIsStated == false)
    }

    @Test func severalRecordsForOneValueAreAnErrorThatCountsThem() async throws {
        let harbour = try await Self.asked.value
        #expect(try harbour.result("twice").status == .severalRecords(2))
        #expect(try harbour.result("twice", 2024).status == .noData)
    }

    @Test func aNilReturnIsNeitherZeroNorUnknown() async throws {
        let harbour = try await Harbour(Self.declared)
        #expect(try harbour.result("fund").status == .nilReturn)
        #expect(try harbour.result("fund").text == "无")
        #expect(try harbour.result("fund", 2024).status == .noData)
        #expect(try harbour.result("spent", 2024).status == .value)
        #expect(try harbour.result("spent", 2024).exact == Fraction(0))
        try await harbour.take("budget", "line,year,fund,nothing,final\n基金二,2025,fund,否,3.00\n")
        #expect(try harbour.result("fund").text == "3元")
    }

    @Test func ranksEditionsForecastsAndRoundNumbersAreSaidInWords() async throws {
        let harbour = try await Harbour(Self.declared)
        #expect(try harbour.result("rank").text == "第3名")
        #expect(try harbour.result("edition").text == "第三届")
        try await harbour.take(
            "annotation",
            "figure,year,kind,value,to_whom\ncontracts,2025,forecast,,\nsellers,2025,approximate,3.5,省厅\n"
        )
        #expect(try harbour.result("contracts").text == "预计3项")
        #expect(try harbour.result("sellers").text == "3余家")
        #expect(try harbour.result("contracts", 2024).text == "1项")
        let annotation = try #require(try harbour.result("sellers").annotations.first)
        #expect(annotation.value?.trimmed == "3.5")
        #expect(annotation.to == "省厅")
    }

    @Test func aWithdrawnAnnotationIsGone() async throws {
        let harbour = try await Harbour(Self.declared)
        let note = try await harbour.registry.createRecord(
            "annotation",
            ["figure": .text("contracts"), "year": .text("2025"), "kind": .text("forecast")],
            by: harbour.officer)
        #expect(try harbour.result("contracts").isForecast)
        _ = try await harbour.registry.withdrawRecord(
            "annotation", note.id, by: harbour.officer, reason: "已有实数")
        #expect(try !harbour.result("contracts").isForecast)
    }

    @Test func aWithdrawnRecordCountsNowhere() async throws {
        let harbour = try await Harbour(Self.declared)
        _ = try await harbour.registry.withdrawRecord(
            "contract", 5, by: harbour.officer, reason: "重复")
        #expect(try harbour.result("contracts").valueText == "2")
        #expect(try harbour.result("turnover").valueText == "2.5")
    }

    @Test func anUnknownFigureIsToldTheNearest() async throws {
        let harbour = try await Self.asked.value
        let error = #expect(throws: FigureError.self) { try harbour.result("turnovr") }
        #expect(error?.description == "没有指标 turnovr。是否想写 turnover？")
    }

    @Test func theLineageOfEveryFigureSumsToItsValue() async throws {
        let harbour = try await Self.asked.value
        for year in 2022...2026 {
            let question = try harbour.question(year)
            let findings = try harbour.registry.database.readNow {
                try harbour.figures.verify($0, question)
            }
            #expect(findings.map(\.description).isEmpty)
        }
    }

    @Test func aSumsLineageNamesEachRecordAndItsAmount() async throws {
        let harbour = try await Self.asked.value
        let set = try #require(try harbour.lineage("turnover").first)
        #expect(set.part == .records)
        #expect(set.measuredTitle == "金额")
        #expect(set.lines.map(\.label) == ["1", "2", "3"])
        #expect(
            set.lines.map(\.measured) == [
                .integer(10_000_000_000), .integer(20_000_000_000), .integer(5_000_000_000),
            ])
    }

    @Test func aRatioAndADifferenceHaveTwoSets() async throws {
        let harbour = try await Self.asked.value
        #expect(try harbour.lineage("urgent_share").map(\.part) == [.numerator, .denominator])
        #expect(try harbour.lineage("at_home").map(\.lines.count) == [2, 3])
        let added = try harbour.lineage("added")
        #expect(added.map(\.part) == [.minuend, .subtrahend])
        #expect(added.map(\.year) == [2025, 2024])
        #expect(added.map(\.lines.count) == [3, 1])
    }

    @Test func aPageOfLineageTellsHowManyThereAre() async throws {
        let harbour = try await Self.asked.value
        let question = try harbour.question(2025)
        let sets = try harbour.registry.database.readNow {
            try harbour.figures.lineage($0, "turnover", question, limit: 1, offset: 1)
        }
        #expect(sets[0].total == 3)
        #expect(sets[0].lines.map(\.label) == ["2"])
    }

    @Test func theJSONHasOneObjectForEachFigure() async throws {
        let harbour = try await Self.asked.value
        let json = Figures.json([
            try harbour.result("fiscal"), try harbour.result("fund"), try harbour.result("twice"),
        ])
        #expect(json.contains(#""id": "fiscal""#))
        #expect(json.contains(#""value": "22.72", "unit": "亿元", "growth": "43.31", "delta": null"#))
        #expect(json.contains(#""value": "0", "unit": "元""#) && json.contains(#""nil": true"#))
        #expect(json.contains(#""value": null"#))
    }
}
