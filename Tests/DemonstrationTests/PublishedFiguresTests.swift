import Catalogue
import Documents
import Figures
import Foundation
import Registers
import Testing
import Values

/// The seventy figures of the published report, out of single records.
struct PublishedFiguresTests {
    /// A published number of the file `published-figures.csv`.
    struct Line: Sendable, CustomTestStringConvertible {
        let reference: String
        let value: String
        let unit: String
        let growth: String
        let delta: String

        var testDescription: String { reference }
    }

    static let lines: [Line] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "published-figures.csv")
        guard let data = try? Data(contentsOf: file),
            let table = try? CSVTable.parse(Array(data))
        else { return [] }
        return table.rows.map {
            Line(
                reference: $0.cells[0], value: $0.cells[1], unit: $0.cells[2],
                growth: $0.cells[3], delta: $0.cells[4])
        }
    }()

    @Test func thereAreSeventy() {
        #expect(Self.lines.count == 70)
    }

    @Test(arguments: lines)
    func figureIsAsPublished(line: Line) async throws {
        let registry = try await DemonstrationCity.shared.value
        let result = try #require(try await registry.figure(line.reference))
        #expect(result.definition.unit == line.unit)
        if ["F016", "F017", "F018"].contains(line.reference) {
            #expect(result.isNil)
            #expect(result.valueText == "无")
            return
        }
        #expect(result.status == .value)
        #expect(result.value?.fraction == (try FixedDecimal.parse(line.value)).fraction)
        if !line.growth.isEmpty {
            #expect(result.growth?.fraction == (try FixedDecimal.parse(line.growth)).fraction)
        }
        if !line.delta.isEmpty {
            #expect(result.change?.fraction == (try FixedDecimal.parse(line.delta)).fraction)
        }
    }

    @Test func notesAreThoseOfTheReport() async throws {
        let registry = try await DemonstrationCity.shared.value
        var texts: [String: String] = [:]
        for reference in ["F021", "F028", "F033", "F045", "F070"] {
            texts[reference] = try await registry.figure(reference)?.text
        }
        #expect(
            texts == [
                "F021": "163项", "F028": "预计1040家", "F033": "1500余家", "F045": "预计90.8%",
                "F070": "150余场",
            ])
        let reported = try await registry.figure("F061")?.annotations.filter {
            $0.kind == Annotation.reported
        }
        #expect(reported?.count == 1)
    }

    @Test func theYearBeforeStandsBesideEach() async throws {
        let registry = try await DemonstrationCity.shared.value
        let results = try await registry.figures(year: 2024)
        func value(_ reference: String) -> String? {
            results.first { $0.definition.reference == reference }?.valueText
        }
        #expect(value("F026") == "2249")
        #expect(value("F028") == "992")
        #expect(value("F035") == "114")
        #expect(value("F037") == "487.18")
        #expect(value("F040") == "3.69")
        #expect(value("F042") == "12.73")
    }

    @Test(arguments: [2022, 2023]) func trendsHaveEarlierPoints(year: Int) async throws {
        let registry = try await DemonstrationCity.shared.value
        for reference in ["F026", "F028", "F035", "F036", "F037", "F042", "F033", "F056"] {
            let result = try #require(try await registry.figure(reference, year: year))
            #expect(result.status == .value, "\(reference)")
            #expect(result.valueText != "0", "\(reference)")
        }
    }
}
