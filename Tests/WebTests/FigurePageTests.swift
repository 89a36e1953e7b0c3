import Catalogue
import Testing

@testable import Web

@Suite struct FigurePageTests {
    @Test func aFigureShowsValueMeaningCourseCountiesAndRecords() async throws {
        let text = await (try await WebCity.filled.value).get(
            "/figures/contract_turnover?year=2025"
        ).text
        #expect(text.contains("口径"))
        #expect(text.contains("登记日期在本年"))
        #expect(text.contains("data-chart=\"line\""))
        #expect(text.contains("data-chart=\"rows\""))
        #expect(text.contains("共 80 条"))
        #expect(text.contains("href=\"/registers/technology-contract/"))
        #expect(text.contains("/figures/contract_turnover/lineage?year=2025&amp;part=0&amp;page=2"))
    }

    @Test func theSumOfTheCountiesIsTheCity() async throws {
        let city = try await WebCity.filled.value
        let whole = await city.get("/api/figures/contracts_registered?year=2025").text
        #expect(whole.contains("\"value\": \"80\""))
        let part = await city.get("/api/figures/contracts_registered?year=2025&county=430626").text
        #expect(part.contains("\"value\": \"40\""))
    }

    @Test func furtherPagesOfTheRecordsAreThere() async throws {
        let city = try await WebCity.filled.value
        let text = await city.get("/figures/contract_turnover/lineage?year=2025&part=0&page=2").text
        #expect(text.contains("第 51 至 80 条"))
        let csv = await city.get("/figures/contract_turnover/lineage.csv?year=2025")
        #expect(csv.text.split(separator: "\r\n").count == 81)
        #expect(await city.get("/figures/contract_turnover/lineage?year=2025&part=9").status == 400)
    }

    @Test func aForecastIsMarked() async throws {
        let city = try await WebCity.filled.value
        let notes = await city.get("/figures/high_tech_enterprises?year=2025").text
        #expect(notes.contains("年末认定批次尚未公告"))
    }

    @Test func everyConditionOfTheCatalogueHasWords() throws {
        let catalogue = try WebCity.loaded.get()
        let words = DefinitionWords(catalogue: catalogue)
        for figure in catalogue.figures {
            #expect(!words.measure(figure).isEmpty, "\(figure.name)")
            for text in words.conditions(figure) {
                #expect(!text.contains("_"), "\(figure.name)：\(text)")
            }
        }
    }

    @Test func theListOfFiguresCanBeSearchedAndAskedForACounty() async throws {
        let city = try await WebCity.filled.value
        let found = await city.get("/figures?year=2025&q=F026").text
        #expect(found.contains("共 1 个指标"))
        let county = await city.get("/figures?year=2025&county=430626").text
        #expect(county.contains("平江县") && !county.contains("内设科室数"))
        let json = await city.get("/api/figures?year=2025").text
        #expect(json.contains("\"id\": \"basic_expenditure\""))
    }
}
