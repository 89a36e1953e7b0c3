import Catalogue
import Documents
import Figures
import Foundation
import Registers
import Reports
import Testing

@testable import Web

@Suite struct RegisterPageTests {
    private let path = "/registers/technology-contract"

    @Test func aListShowsFiftyRowsACountAndThePagesAfter() async throws {
        let city = try await WebCity.filled.value
        let text = await city.get(path).text
        #expect(text.components(separatedBy: "<th scope=\"row\">").count - 1 == 50)
        #expect(text.contains("共 120 条"))
        #expect(text.contains("href=\"\(path)?page=2\""))
        let last = await city.get(path + "?page=3").text
        #expect(last.components(separatedBy: "<th scope=\"row\">").count - 1 == 20)
        #expect(!last.contains("rel=\"next\""))
    }

    @Test func textsOfRecordsAreEscaped() async throws {
        let text = await (try await WebCity.filled.value).get(path).text
        #expect(!text.contains("<script>第"))
        #expect(text.contains("&lt;script&gt;第"))
        #expect(text.contains("甲&lt;b&gt;研究院"))
    }

    @Test func filtersNarrowTheListAndStandAsChips() async throws {
        let city = try await WebCity.filled.value
        let text = await city.get(path + "?in-year=2024&state=registered&county=430626").text
        #expect(text.contains("共 20 条"))
        #expect(text.contains("去掉条件 登记日期在：2024年"))
        #expect(text.contains("去掉条件 状态：已登记"))
        #expect(text.contains("去掉条件 统计归口：平江县"))
        #expect(Markup(text).problems == [])
    }

    @Test func searchFindsTextsAndNamesOfOrganisations() async throws {
        let city = try await WebCity.filled.value
        #expect(await city.get(path + "?q=HT-1007").text.contains("共 1 条"))
        #expect(await city.get(path + "?q=%E4%B9%99%E5%85%AC%E5%8F%B8").text.contains("共 120 条"))
        #expect(await city.get(path + "?q=%3Cb%3E%22%27").text.contains("没有符合条件的记录"))
    }

    @Test func headingsSortAndSayHow() async throws {
        let city = try await WebCity.filled.value
        let text = await city.get(path + "?sort=total").text
        #expect(text.contains("aria-sort=\"ascending\"><a href=\"\(path)?sort=-total\""))
        #expect(text.contains("100,000.00"))
    }

    @Test func theExportHasTheFilteredRows() async throws {
        let city = try await WebCity.filled.value
        let response = await city.get(path + "/records.csv?in-year=2024")
        #expect(response.header("Content-Type") == "text/csv; charset=utf-8")
        #expect(response.text.split(separator: "\r\n").count == 41)
        let json = await city.get("/api/registers/technology-contract?in-year=2024").text
        #expect(json.contains("\"count\":40"))
        #expect(json.contains("\"total\":\"4000000"))
        #expect(!json.contains("张三丰"))
    }

    @Test func aListIsTakenAlongInEveryFormatWithItsDictionaryAndTemplate() async throws {
        let city = try await WebCity.filled.value
        let page = await city.get(path + "?in-year=2024").text
        for (file, type) in [
            ("records.xlsx", "spreadsheetml"), ("records.json", "application/json"),
            ("records.csv", "text/csv"), ("fields.csv", "text/csv"),
            ("template.xlsx", "spreadsheetml"),
        ] {
            #expect(page.contains("href=\"\(path)/\(file)"), "\(file)")
            let response = await city.get("\(path)/\(file)?in-year=2024")
            #expect(response.status == 200, "\(file)")
            #expect(response.header("Content-Type")?.contains(type) == true, "\(file)")
            #expect(response.header("Content-Disposition")?.contains("attachment") == true)
        }
    }

    @Test func theExcelTableHasWhatTheListShows() async throws {
        let city = try await WebCity.filled.value
        let response = await city.get(path + "/records.xlsx?in-year=2024&sort=total")
        guard case .bytes(let bytes) = response.body else {
            Issue.record("不是文件")
            return
        }
        let file = NSTemporaryDirectory() + "list-" + UUID().uuidString + ".xlsx"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        let reader = try ExcelReader(path: file)
        var rows = 0
        try reader.each(reader.sheets[0]) { row in
            if row[0].flatMap({ Int($0.text) }) != nil { rows += 1 }
            return true
        }
        #expect(rows == 40)
    }

    @Test func aRecordShowsFieldsReferencesAndHistory() async throws {
        let city = try await WebCity.filled.value
        let id = try await city.first("technology-contract")
        let text = await city.get("\(path)/\(id)").text
        #expect(text.contains("href=\"/registers/organisation/"))
        #expect(text.contains("技术合同：导入"))
        #expect(text.contains("张三丰"))
        #expect(Markup(text).problems == [])
    }

    @Test func personalValuesAreMaskedForThoseWhoNeedNotSeeThem() async throws {
        let city = try await WebCity.filled.value
        let leader = try WebCity.viewer("leader")
        let id = try await city.first("technology-contract")
        let text = await city.get("\(path)/\(id)", as: leader).text
        #expect(!text.contains("张三丰"))
        #expect(text.contains("张**"))
    }

    @Test func aListOfFiftyRowsIsWrittenQuickly() async throws {
        let city = try await WebCity.filled.value
        let contract = try city.registry.register("technology-contract")
        let lines = (1...50).map { number in
            contract.list.map { "\($0)<&>一二三四五六七八九十\(number)" as HTML }
        }
        let table = Table(
            caption: "合同", columns: contract.list.map { .init(title: $0) }, rows: lines)
        let clock = ContinuousClock()
        var best = Duration.seconds(1)
        for _ in 0..<20 { best = min(best, clock.measure { _ = table.html }) }
        // 0.3 ms in a release build; a debug build is some 20 times slower.
        #expect(best < .milliseconds(20))
    }
}
