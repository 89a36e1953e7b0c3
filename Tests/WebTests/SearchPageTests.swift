import Catalogue
import Registers
import Search
import Testing

@testable import Web

@Suite struct SearchPageTests {
    /// A filled city whose index has followed.
    private static let city = Task {
        let city = try await WebCity(filled: true)
        try SearchIndex(city.registry).catchUp()
        return city
    }

    @Test func everyPageHasTheBoxAndThePageOfResultsALargerOne() async throws {
        let city = try await Self.city.value
        for target in ["/overview", "/registers", "/registers/loan", "/nowhere"] {
            #expect(await city.get(target).text.contains("action=\"/search\""), "\(target)")
        }
        let page = await city.get("/search").text
        #expect(!page.contains("id=\"find\"") && page.contains("id=\"f-q\""))
        #expect(Markup(page).problems == [])
    }

    @Test func whatIsFoundIsMarkedAndEscaped() async throws {
        let city = try await Self.city.value
        let answer = await city.get("/search?q=%E5%90%88%E5%90%8C")
        #expect(answer.status == 200)
        #expect(Markup(answer.text).problems == [])
        #expect(answer.text.contains("&amp;“<mark>合同</mark>”&lt;/script&gt;"))
        #expect(!answer.text.contains("<script>第"))
        #expect(answer.text.contains("共 "))
        #expect(answer.text.contains("/search?q=%E5%90%88%E5%90%8C&amp;in=technology-contract"))
    }

    @Test func marksWithinALabelDoNotBreakItsMarkup() async throws {
        let city = try await Self.city.value
        let answer = await city.get("/search?q=script")
        #expect(Markup(answer.text).problems == [])
        #expect(answer.text.contains("&lt;<mark>script</mark>&gt;"))
    }

    @Test func aRegisterIsChosenAndPagesAreTurned() async throws {
        let city = try await Self.city.value
        let first = await city.get("/search?q=HT&in=technology-contract")
        #expect(first.text.contains("page=2") && first.text.contains("aria-current=\"true\""))
        let last = await city.get("/search?q=HT&in=technology-contract&page=6")
        #expect(last.text.contains("start=\"101\""))
        let beyond = await city.get("/search?q=HT&in=technology-contract&page=99")
        #expect(beyond.status == 200 && beyond.text.contains("没有第 99 页"))
    }

    @Test func whereNothingIsFoundThereIsAWayOn() async throws {
        let city = try await Self.city.value
        let answer = await city.get(
            "/search?q=%E5%90%88%E5%90%8C+%E5%85%A8%E6%97%A0%E6%AD%A4%E7%89%A9")
        #expect(answer.text.contains("没有找到") && answer.text.contains("只找“合同”"))
        let elsewhere = await city.get("/search?q=%E5%90%88%E5%90%8C&in=loan-bank")
        #expect(elsewhere.text.contains("在全部登记册里找"))
        #expect(Markup(answer.text + "").problems == [])
    }

    @Test(arguments: ["%EF%BC%8C", String(repeating: "%E6%9E%97", count: 200)])
    func whatCannotBeSearchedForIsRefused(_ text: String) async throws {
        let city = try await Self.city.value
        let answer = await city.get("/search?q=" + text)
        #expect(answer.status == 400)
        #expect(answer.text.contains("role=\"alert\""))
        #expect(await city.get("/api/search?q=" + text).status == 400)
    }

    @Test func programsGetPiecesAndCounts() async throws {
        let city = try await Self.city.value
        let answer = await city.get("/api/search?q=%E4%B9%99%E5%85%AC%E5%8F%B8&in=organisation")
        #expect(answer.status == 200)
        #expect(answer.text.contains("{\"marked\":true,\"text\":\"乙公司\"}"))
        #expect(answer.text.contains("\"count\":1,"))
        #expect(await city.get("/api/search?q=1&in=nothing").status == 404)
        #expect(await city.get("/api/search").status == 400)
    }

    @Test func aLaggingIndexIsSaidOnThePage() async throws {
        let late = try await WebCity(filled: true)
        #expect(await late.get("/search?q=1").text.contains("索引正在建立"))
        let city = try await Self.city.value
        #expect(await !city.get("/search?q=1").text.contains("索引"))
    }

    @Test func organisationsAreListedByPinyinAndFoundByInitials() async throws {
        let city = try await Self.city.value
        let list = await city.get("/registers/organisation").text
        let first = try #require(list.firstRange(of: "甲&lt;b&gt;研究院"))
        let second = try #require(list.firstRange(of: ">乙公司<"))
        #expect(first.lowerBound < second.lowerBound)
        let found = await city.get("/registers/organisation?q=ygs").text
        #expect(found.contains(">乙公司<") && !found.contains("研究院"))
    }
}
