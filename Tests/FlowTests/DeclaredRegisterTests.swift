import Catalogue
import Figures
import Foundation
import Registers
import Store
import Testing
import Values

/// A register is one YAML file: nothing else is written to have it everywhere.
@Suite struct DeclaredRegisterTests {
    private static let files: [String: String] = [
        "registers/science-bus.yaml": """
        register: science-bus
        title: 科普大巴
        match: [trip_no]
        unique: [[trip_no]]
        label: trip_no
        list: [trip_no, organisation, visitors, left_on]
        sort: -left_on
        fields:
          trip_no: {title: 班次, type: text, required: true}
          organisation: {title: 接待单位, type: organisation}
          left_on: {title: 发车日期, type: date, required: true, not-after: today}
          visitors: {title: 人次, type: integer, min: 1}
          driver: {title: 司机, type: text, personal: true}
          stops: {title: 站点, type: rows, columns: {name: {title: 名称, type: text, required: true}}}
        """,
        "figures/science-bus.yaml": """
        bus_visitors:
          title: 科普大巴参观人次
          from: science-bus
          where: {left_on: in-year}
          sum: visitors
          unit: 人次
          compare: previous-year
        bus_stops: {title: 停靠站次, from: science-bus, where: {left_on: in-year}, count-of-rows: stops, unit: 站次}
        """,
    ]

    /// Made once: the real catalogue is large.
    private static let made = Result { try makeCity() }

    private func city() throws -> City { try Self.made.get() }

    private static func makeCity() throws -> City {
        let folder = NSTemporaryDirectory() + "layer-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var files = files
        files["layer.yaml"] = "level: city\ntitle: 岳阳市\nregion: \"430600\"\n"
        for (file, text) in files {
            let url = URL(fileURLWithPath: folder + "/" + file)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        return try City(layers: [City.root + "/cities/yueyang", folder])
    }

    private static let table = """
        班次,接待单位,发车日期,人次,统计归口,司机,站点
        A1,科技馆,2025-03-01,40,楼区,王五,"[{""name"":""科技馆""},{""name"":""博物馆""}]"
        A2,,2025/4/2,35,平江县,,
        A0,,2024年5月1日,50,楼区,,
        """

    @Test func aDeclaredRegisterIsImportedFoundCountedAndTraced() async throws {
        let city = try city()
        _ = try await city.registry.createRecord(
            "organisation", ["name": .text("科技馆")], by: city.officer)
        let report = try await city.take("science-bus", Array(Self.table.utf8))
        #expect(report.created == 3)

        let page = try city.registry.database.readNow {
            try city.registry.find(
                $0, "science-bus", RecordQuery(filters: [.parse("left_on=2025"), .parse("科技馆")]),
                by: city.officer)
        }
        #expect(page.lines.map(\.cells) == [["A1", "科技馆", "40", "2025-03-01"]])

        let visitors = try #require(try city.results(2025)["bus_visitors"])
        #expect(visitors.text == "75人次")
        #expect(visitors.comparisonText == "同比增长50%")
        #expect(try city.results(2025)["bus_stops"]?.text == "2站次")

        let question = FigureQuestion(year: 2025, today: city.registry.database.clock.today)
        try city.registry.database.readNow { (reader: Reader) throws in
            let sets = try city.figures.lineage(reader, "bus_visitors", question)
            #expect(sets.flatMap { $0.lines.map(\.label) } == ["A1", "A2"])
            let counties = try city.figures.byCounty(reader, "bus_visitors", question)
            #expect(counties.first { $0.title == "平江县" }?.result.valueText == "35")
            #expect(try city.figures.verify(reader, question).isEmpty)
            #expect(try city.registry.verify(reader).findings.isEmpty)
        }
    }

    @Test func aDeclaredRegisterHasItsRulesAndItsLifeCycle() async throws {
        let city = try city()
        await #expect(throws: RecordRefusal.self) {
            try await city.registry.createRecord(
                "science-bus", ["trip_no": .text("B1"), "left_on": .text("2026-03-02")],
                by: city.officer)
        }
        let record = try await city.registry.createRecord(
            "science-bus", ["trip_no": .text("B2"), "left_on": .text("2023-03-02")],
            by: city.officer)
        _ = try await city.registry.withdrawRecord(
            "science-bus", record.id, by: city.officer, reason: "未成行")
        #expect(try city.results(2023)["bus_visitors"]?.valueText == "0")
    }
}
