import Catalogue
import Registers
import Testing

@testable import Web

@Suite struct PageTests {
    @Test func everyRouteAnswersAndEveryPageIsSound() async throws {
        let city = try await WebCity.filled.value
        for target in try await WebWalk.targets(city) {
            let response = await city.get(target)
            #expect(response.status == 200 || response.status == 302, "\(target)")
            guard response.header("Content-Type")?.hasPrefix("text/html") == true else { continue }
            #expect(Markup(response.text).problems == [], "\(target)")
        }
    }

    @Test func pagesOfAnEmptyCitySayWhatToDo() async throws {
        let city = try await WebCity.empty.value
        for target in [
            "/overview", "/registers", "/registers/loan", "/figures", "/figures/contract_turnover",
            "/reports", "/journal", "/figures/sme_share_of_borrowers?year=2025",
        ] {
            let response = await city.get(target)
            #expect(response.status == 200, "\(target)")
            #expect(Markup(response.text).problems == [], "\(target)")
        }
        #expect(await city.get("/registers/loan").text.contains("class=\"empty\""))
    }

    @Test func everyFigureAndEveryRegisterHasItsPage() async throws {
        let city = try await WebCity.filled.value
        for figure in city.registry.catalogue.figures {
            let response = await city.get("/figures/\(figure.name)?year=2025")
            #expect(response.status == 200, "\(figure.name)")
            #expect(Markup(response.text).problems == [], "\(figure.name)")
        }
        for register in city.registry.catalogue.registers where !register.isReserved {
            let response = await city.get("/registers/\(register.name)")
            #expect(response.status == 200, "\(register.name)")
            #expect(Markup(response.text).problems == [], "\(register.name)")
        }
    }

    @Test func aDemonstrationSaysSoOnEveryPageAndARealCityDoesNot() async throws {
        let city = try await WebCity.filled.value
        for target in ["/overview", "/registers", "/figures", "/nowhere", "/journal", "/reports"] {
            #expect(await city.get(target).text.contains("<b>演示</b>"), "\(target)")
        }
        let real = try await WebCity(filled: false, demonstration: false)
        #expect(await !real.get("/overview").text.contains("<b>演示</b>"))
    }

    @Test func theOverviewShowsValuesAndLeadsToTheirFigures() async throws {
        let text = await (try await WebCity.filled.value).get("/overview?year=2025").text
        #expect(text.contains("href=\"/figures/contract_turnover?year=2025\""))
        #expect(text.contains("data-chart=\"line\""))
        #expect(text.contains("<details open"))
    }

    @Test func theYearIsKeptThroughTheNavigation() async throws {
        let text = await (try await WebCity.filled.value).get("/figures?year=2024").text
        #expect(text.contains("href=\"/overview?year=2024\""))
        #expect(text.contains("aria-current=\"page\">指标</a>"))
    }
}
