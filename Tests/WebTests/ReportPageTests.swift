import Figures
import Registers
import Reports
import Testing
import Values

@testable import Web

@Suite struct ReportPageTests {
    private let path = "/reports/performance-self-evaluation/2025"

    @Test func theReportLeadsFromEachNumberToItsFigure() async throws {
        let text = await (try await WebCity.filled.value).get(path).text
        #expect(text.contains("<article class=\"paper\""))
        #expect(text.contains("<a href=\"/figures/basic_expenditure?year=2025\">"))
        #expect(text.contains("演示文稿，数据为合成"))
        #expect(text.contains("还没有定过稿"))
    }

    @Test func aFrozenVersionIsShownListedAndSentAsWord() async throws {
        let city = try await WebCity(filled: true)
        let question = FigureQuestion(year: 2025, today: WebCity.today.businessDate)
        let reports = Reports(Figures(city.registry))
        let version = try await reports.freeze(
            report: Reports.selfEvaluation, question, by: WebCity.viewer("leader"))
        let response = await city.get(path + "/versions/\(version.number)")
        #expect(response.status == 200)
        #expect(response.text.contains(version.digest))
        #expect(Markup(response.text).problems == [])
        #expect(await city.get("/reports").text.contains("href=\"\(path)/versions/1\""))
        let word = await city.get(path + "/versions/1/report.docx")
        guard case .bytes(let bytes) = word.body else {
            Issue.record("Word 文件应是字节")
            return
        }
        #expect(bytes.starts(with: [0x50, 0x4B]))
        #expect(word.header("Content-Disposition")?.hasPrefix("attachment; filename=") == true)
        let json = await city.get("/api" + path + "/versions/1")
        #expect(json.header("Content-Type") == "application/json; charset=utf-8")
        #expect(json.text.contains(version.digest))
    }
}
