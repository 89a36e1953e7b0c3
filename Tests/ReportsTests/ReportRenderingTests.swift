import Documents
import Foundation
import Reports
import Testing

@Suite struct ReportRenderingTests {
    private func body(_ bytes: [UInt8], _ part: String = "word/document.xml") throws -> String {
        let parts = try ZipArchive.read(bytes, limit: 10_000_000)
        let xml = String(decoding: try #require(parts[part]), as: UTF8.self)
        return xml.replacing(/<[^>]*>/, with: "")
    }

    @Test func theWordFileSaysWhichVersionOfWhichDayItIs() async throws {
        let city = try await ReportCity()
        let frozen = try await city.freeze()
        let (version, report) = try await city.version(1)
        let text = try body(ReportRendering.word(report, version: version))
        for words in [
            "2025年度部门整体支出绩效自评报告", "（第1版，数据截至2025年12月31日）", "一、部门基本情况",
            "（一）主要职责", "局机关设内设科室11个", "附表　主要指标一览", "岳阳市科学技术局", "2026年2月10日",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        let footer = try body(ReportRendering.word(report, version: version), "word/footer1.xml")
        let code = frozen.digest.prefix(16).uppercased()
        #expect(report.checkCode.replacing(" ", with: "") == code)
        #expect(footer.contains("第1版　校验码：\(report.checkCode)"))
        #expect(!text.contains("演示"))
    }

    @Test func aDraftIsCalledADraftAndDatedByItsData() async throws {
        let report = try await ReportCity.published.value.compose()
        let bytes = try ReportRendering.word(report, version: nil)
        #expect(try body(bytes).contains("（草稿，数据截至2025年12月31日）"))
        #expect(try body(bytes).hasSuffix("2025年12月31日"))
        #expect(try body(bytes, "word/footer1.xml").contains("草稿　校验码"))
    }

    @Test func aDemonstrationIsMarkedOnEveryPage() async throws {
        let report = try await ReportCity(demonstration: true).compose()
        let bytes = try ReportRendering.word(report, version: nil)
        #expect(try body(bytes).contains("演示数据，不是真实统计"))
        #expect(try body(bytes, "word/header1.xml").contains("演示数据，不是真实统计"))
        #expect(ReportRendering.json(report, version: nil).contains("\"isDemonstration\": true"))
    }

    @Test func theAnnexHoldsEachFigureOnce() async throws {
        let report = try await ReportCity.published.value.compose()
        let text = try body(ReportRendering.word(report, version: nil))
        #expect(text.contains("F025全市财政科技支出22.72亿元43.31%2025"))
        #expect(text.contains("F022全社会研发投入112.57亿元+6.3亿元2024"))
        #expect(text.contains("F016政府性基金预算支出无万元"))
        #expect(text.contains("高新技术企业总数（预计）—家"))
    }

    @Test func equalReportsGiveEqualBytes() async throws {
        let one = try await ReportCity.published.value.compose()
        let two = try await ReportCity().compose()
        #expect(
            try ReportRendering.word(one, version: nil) == ReportRendering.word(two, version: nil))
        #expect(ReportRendering.json(one, version: nil) == ReportRendering.json(two, version: nil))
    }

    @Test func theJSONHoldsTheWholeReportAndReadsBack() async throws {
        let city = try await ReportCity()
        _ = try await city.freeze()
        let (version, report) = try await city.version(1)
        let json = ReportRendering.json(report, version: version)
        let again = try JSONDecoder().decode(ComposedReport.self, from: Data(json.utf8))
        #expect(again == report)
        let whole = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let kept = try #require(whole?["version"] as? [String: Any])
        #expect(kept["number"] as? Int == 1 && kept["digest"] as? String == report.digest)
        #expect(json.contains("\"value\": \"22.72\""))
        #expect(ReportRendering.json(report, version: nil).contains("\"version\": null"))
    }
}
