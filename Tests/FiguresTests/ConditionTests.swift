import Catalogue
import Figures
import Registers
import Store
import Testing
import Values

/// Each condition of the figure language, and the contracts or permits that meet it in 2025.
@Suite struct ConditionTests {
    private static let conditions = [
        // Equality and lists; withdrawn contract 5 counts nowhere unless its state is asked for.
        ("{}", "1 2 3 4 6"), ("{no: \"3\"}", "3"), ("{no: [\"1\", \"3\", \"9\"]}", "1 3"),
        ("{no: {not: \"3\"}}", "1 2 4 6"), ("{urgent: true}", "1 4"),
        ("{urgent: {not: true}}", "2 3 6"),
        ("{state: done}", "1 2 4"), ("{state: [open, done]}", "1 2 3 4 6"),
        ("{state: withdrawn}", "5"),
        // Regions: an empty one lies neither within nor outside.
        ("{buyer_town: within-city}", "1 6"), ("{buyer_town: within-province}", "1 2 6"),
        ("{buyer_town: {within: \"430100\"}}", "2"), ("{buyer_town: {outside: city}}", "2 3"),
        ("{buyer_town: {outside: province}}", "3"), ("{buyer_town: {under: \"43\"}}", "1 2 6"),
        ("{buyer_town: {under: \"4306\"}}", "1 6"), ("{county: {within: \"430621\"}}", "3 4"),
        ("{buyer_town: present}", "1 2 3 6"), ("{buyer_town: absent}", "4"),
        // Time: dates, months and years.
        ("{signed_on: in-year}", "1 2 3"), ("{month: in-year}", "1 2 3"),
        ("{year: in-year}", "1 2 3"),
        ("{signed_on: until-year}", "1 2 3 4 6"),
        ("{year: until-year, month: until-year, no: {not: \"1\"}}", "2 3 4 6"),
        ("{signed_on: until}", "1 2 3 4 6"),
        ("{signed_on: in-previous-year}", "4"), ("{month: in-previous-year}", "4"),
        ("{year: in-previous-year}", "4"),
        // Days are counted from the as-of day, here the end of the year.
        ("{signed_on: overdue}", "1 3 4 6"), ("{signed_on: {within-days: 0}}", "2"),
        ("{signed_on: {older-than-days: 354}}", "1 4 6"),
        ("{signed_on: {older-than-days: 355}}", "4 6"),
        // Rows and the records that go with it.
        ("{parts: present}", "1 2"), ("{parts: {with: {kind: hard}}}", "1"),
        ("{parts: {without: {kind: hard}}, state: done}", "2 4"),
        ("{with-record: {of: contract, same: seller}}", "1 2"),
        ("{with-record: {of: contract, same: seller, where: {amount: {at-least: 2亿元}}}}", "1"),
        ("{without-record: {of: firm, same: {id: seller}}}", "6"),
        // Numbers; an empty amount is not a number.
        ("{amount: {at-least: 1亿元}}", "1 2 4"), ("{amount: {at-most: 1亿元}}", "1 3"),
        ("{amount: {at-least: 0}, year: {at-least: 2025}}", "1 2 3"),
        // Through one reference; contract 6 has no seller.
        ("{seller.kind: university}", "1 2"), ("{seller.kind: {not: university}}", "3 4 6"),
        ("{seller.town: within-city}", "1 2 3"), ("{seller.town: absent}", "6"),
        ("{seller.kind: company, state: done, signed_on: until-year}", "4"),
    ]

    /// One figure for each condition, asked of one harbour that no test changes.
    private static let asked = Task {
        try await Harbour(
            conditions.enumerated().map { number, condition in
                "c\(number): {title: 数, from: contract, where: \(condition.0), count: records, unit: 项}\n"
            }.joined())
    }

    @Test(arguments: conditions.indices) func aConditionPicksItsContracts(number: Int) async throws
    {
        let (condition, expected) = Self.conditions[number]
        let harbour = try await Self.asked.value
        let result = try harbour.result("c\(number)")
        let sets = try harbour.lineage("c\(number)")
        let labels = sets.flatMap { $0.lines.map(\.label) }.joined(separator: " ")
        #expect(labels == expected, "\(condition)")
        #expect(result.valueText == "\(expected.split(separator: " ").count)", "\(condition)")
        #expect(sets.map(\.total) == sets.map(\.lines.count))
    }

    @Test(
        arguments: [
            // Permit 3 has no end; permit 1 ends on the last day of 2024.
            ("valid-on: {from: from, to: to, on: year-end}", 2024, nil, "1 2"),
            ("valid-on: {from: from, to: to, on: year-end}", 2025, nil, "2 3"),
            ("valid-on: {from: from, to: to, on: as-of}", 2025, "2025-02-28", "2"),
            ("valid-on: {from: from, to: to, on: as-of}", 2025, "2025-03-01", "2 3"),
            ("valid-on: {from: from, to: to}", 2023, nil, ""),
            ("overlaps-year: {from: from, to: to}", 2024, nil, "1 2"),
            ("overlaps-year: {from: from, to: to}", 2025, nil, "2 3"),
            ("overlaps-year: {from: from, to: to}", 2026, nil, "3 4"),
            ("from: until", 2025, "2025-03-01", "1 2 3"),
            ("from: until", 2025, "2025-02-28", "1 2"),
        ] as [(String, Int, String?, String)])
    func aSpanPicksItsPermits(condition: String, year: Int, asOf: String?, expected: String)
        async throws
    {
        let harbour = try await Harbour(
            "asked: {title: 数, from: permit, where: {\(condition)}, count: records, unit: 项}\n")
        let question = try harbour.question(year, asOf: asOf)
        let sets = try harbour.registry.database.readNow {
            try harbour.figures.lineage($0, "asked", question)
        }
        #expect(sets.flatMap { $0.lines.map(\.label) }.joined(separator: " ") == expected)
    }

    @Test(
        arguments: [
            // Contract 3 was opened in June 2025 and finished on 10 January 2026.
            ("open", "2025-12-31", true), ("open", "2026-01-09", true),
            ("open", "2026-01-10", false),
            ("done", "2026-01-09", false), ("done", "2026-01-10", true),
            // Before anything is known of it, its first state is taken to have held.
            ("open", "2020-01-01", true), ("done", "2020-01-01", false),
        ])
    func theStateOnADayIsTheOneThatHeldThen(state: String, day: String, counts: Bool) async throws {
        let harbour = try await Harbour(
            """
            asked:
              title: 数
              from: contract
              where: {no: "3", state-on: {is: [\(state)], on: as-of}}
              count: records
              unit: 项
            """)
        _ = try await harbour.registry.moveRecord(
            "contract", 7, "finish", on: try CalendarDate.parse("2026-01-10"), by: harbour.officer)
        let result = try harbour.result("asked", Int(day.prefix(4)) ?? 0, asOf: day)
        #expect(result.exact == Fraction(counts ? 1 : 0))
    }

    @Test func theStateAtTheYearsEndIsTheDefaultDay() async throws {
        let harbour = try await Harbour(
            """
            asked: {title: 数, from: contract, where: {no: "3", state-on: {is: [open]}}, count: records, unit: 项}
            """)
        _ = try await harbour.registry.moveRecord(
            "contract", 7, "finish", on: try CalendarDate.parse("2026-01-10"), by: harbour.officer)
        #expect(try harbour.result("asked", 2025).exact == Fraction(1))
        #expect(try harbour.result("asked", 2026).exact == Fraction(0))
    }

    @Test(arguments: [("{}", "3"), ("{kind: soft}", "2"), ("{cost: {at-least: 2}}", "2")])
    func rowsHaveConditionsOfTheirOwn(rows: String, expected: String) async throws {
        let harbour = try await Harbour(
            """
            asked:
              title: 数
              from: contract
              where: {state: done}
              rows: \(rows)
              count-of-rows: parts
              unit: 份
            """)
        #expect(try harbour.result("asked").valueText == expected)
        #expect(try harbour.lineage("asked")[0].lines.count == Int(expected))
    }

    @Test func aCountyPicksItsRecordsAndTheCountiesAddUp() async throws {
        let harbour = try await Harbour(
            """
            asked: {title: 数, from: contract, where: {signed_on: in-year}, count: records, unit: 项}
            others: {title: 数, from: firm, count: records, unit: 家}
            towns: {title: 数, from: contract, by: buyer_town, where: {signed_on: in-year}, count: records, unit: 项}
            """)
        #expect(try harbour.result("asked", county: "430602").exact == Fraction(2))
        #expect(try harbour.result("asked", county: "430621").exact == Fraction(1))
        #expect(try harbour.result("others", county: "430602").status == .notByCounty)
        #expect(try harbour.result("towns", county: "430602").exact == Fraction(1))
        let question = try harbour.question(2025)
        let parts = try harbour.registry.database.readNow {
            try harbour.figures.byCounty($0, "asked", question)
        }
        #expect(parts.map(\.title) == ["楼区", "岳阳县"])
        #expect(parts.map(\.result.valueText) == ["2", "1"])
        let none = try harbour.registry.database.readNow {
            try harbour.figures.byCounty($0, "others", question)
        }
        #expect(none.isEmpty)
    }
}
