import Catalogue
import Testing
import Values

@Suite struct DatedRuleTests {
    @Test(
        arguments: [
            ("2023-12-31", nil), ("2024-01-01", "500"), ("2025-06-15", "500"),
            ("2025-06-16", "800"), ("2026-01-01", "800"),
        ] as [(String, String?)])
    func theValueIsTheOneInForceOnTheDay(day: String, expected: String?) throws {
        let folder = try CatalogueFolder()
        let rule = try #require(try Catalogue.load([folder.path]).rules["visit_limit"])
        #expect(rule.value(on: try CalendarDate.parse(day))?.value == expected)
    }

    @Test func valuesWrittenOutOfOrderAreOrderedByTheirDay() throws {
        let folder = try CatalogueFolder()
        try folder.write(
            "rules/visiting.yaml",
            """
            visit_limit:
              title: 上限
              values:
                - {from: 2025-06-16, value: 800, source: 乙}
                - {from: 2024-01-01, value: 500, source: 甲}
            """)
        let rule = try #require(try Catalogue.load([folder.path]).rules["visit_limit"])
        #expect(rule.values.map(\.value) == ["500", "800"])
        #expect(rule.value(on: try CalendarDate.parse("2025-01-01"))?.source == "甲")
    }
}
