import Documents
import Foundation
import Testing

/// PDFs are printed from Word files by LibreOffice and read through poppler: without them, the
/// tests say so and are skipped.
@Suite(
    .enabled(
        if: OfficePrinter.isInstalled && OfficePrinter.find("pdftotext") != nil,
        "LibreOffice and poppler-utils are not installed"))
struct PDFReadingTests {
    private static let long =
        "2025年全市共安排科技专项资金1,282.50万元，其中重点研发计划支出1,105.20万元，占全年预算的86.17%，"
        + "较上年同期增长12.5%，各县区均按照要求完成了年度绩效目标和资金拨付进度的要求。市科技局会同市财政局组织开展了"
        + "专家评审、现场考察、公示等程序，共立项支持项目120个，覆盖全市9个县市区以及3个国家级园区。"

    /// Printed once: LibreOffice takes seconds.
    private static let printed = Result {
        try OfficePrinter.convert(WordWriter.bytes(report), to: "pdf")
    }

    private static var report: OfficialDocument {
        let rows = (1...5).map {
            [
                "重点研发计划专项资金第\($0)批", "\($0),200.00", "1,28\($0).50",
                $0 == 2 ? "岳阳市科学技术创新服务中心（岳阳市生产力促进中心）" : "市科技局",
            ]
        }
        let table = OfficialDocument.Table(
            caption: "表1 资金情况", unit: "万元",
            header: [["项目", "预算", "预算", "承担单位"], ["项目", "年初", "调整后", "承担单位"]],
            rows: rows + [["合计", "15,000.00", "6,417.50", ""]], numericColumns: [1, 2],
            totals: true)
        let section: [OfficialDocument.Block] = [
            .heading(level: 1, text: "一、总体情况"), .heading(level: 2, text: "（一）资金安排"),
            .paragraph([.init(long, note: "来源：登记簿。")]), .paragraph([.init(long)]), .table(table),
            .note("注：截至2025年12月31日。"),
        ]
        return OfficialDocument(
            title: "资金使用情况的报告", blocks: section + section + section, issuer: "市科技局",
            date: "2026年3月1日", created: 0)
    }

    @Test func aPrintedReportIsReadLikeItsWordFile() throws {
        let pdf = try Self.printed.get()
        let document = try ReadDocument.read(pdf, name: "a.pdf")
        #expect(document.format == .pdf)
        #expect(document.pages ?? 0 > 1)
        // Wrapped within pages and across them.
        #expect(document.outline.count { $0 == Self.long } == 6)
        #expect(document.outline.count { $0 == "^来源：登记簿。" } == 3)
        #expect(document.outline.contains("一、总体情况"))
        #expect(document.outline.contains("注：截至2025年12月31日。"))
        // Page numbers at the foot of each page.
        #expect(!document.outline.contains { $0.contains("—") })
        #expect(document.outline.last == "2026年3月1日")
    }

    @Test func tablesKeepTheirColumnsAndWrappedCells() throws {
        let pdf = try Self.printed.get()
        let document = try ReadDocument.read(pdf, name: "a.pdf")
        let rows = document.tables.flatMap(\.rows).map(\.outline)
        #expect(
            rows.contains("| 重点研发计划专项资金第2批 | 2,200.00 | 1,282.50 | 岳阳市科学技术创新服务中心（岳阳市生产力促进中心）"))
        #expect(rows.contains("| 合计 | 15,000.00 | 6,417.50 | "))
        #expect(rows.contains("| 项目 | 年初 | 调整后 | 承担单位"))
        #expect(rows.contains { $0.contains("2x1 预算") })
    }

    @Test func itemsOfListsAreNoTable() throws {
        let body = ["一、", "二、", "三、"].map { mark in
            "<w:p><w:r><w:t>\(mark)</w:t><w:tab/><w:t>项目支出12万元</w:t></w:r></w:p>"
        }.joined()
        let pdf = try OfficePrinter.convert(RawWord(body).bytes(), to: "pdf")
        #expect(
            try ReadDocument.read(pdf, name: "a.pdf").outline == [
                "一、项目支出12万元", "二、项目支出12万元", "三、项目支出12万元",
            ])
    }

    @Test func eachLineIsNumberedOnItsPage() throws {
        let body = (1...60).map { RawWord.p("第\($0)段落。") }.joined()
        let pdf = try OfficePrinter.convert(RawWord(body).bytes(), to: "pdf")
        let document = try ReadDocument.read(pdf, name: "a.pdf")
        let second = document.paragraphs.first { $0.page == 2 }
        #expect(second?.lines.first?.line == 1)
        #expect(document.outline.count == 60)
    }

    @Test func aPDFOfTooManyPagesIsRefused() throws {
        let body = (1...4).map { _ in
            "<w:p><w:r><w:t>页</w:t><w:br w:type=\"page\"/></w:r></w:p>"
        }.joined()
        let pdf = try OfficePrinter.convert(RawWord(body).bytes(), to: "pdf")
        var limits = ReadingLimits()
        limits.pages = 3
        let problem = #expect(throws: DocumentProblem.self) {
            try ReadDocument.read(pdf, name: "a.pdf", limits: limits)
        }
        #expect(problem?.what.contains("超过 3 页") == true)
    }

    @Test func aScanADamagedAndAnEncryptedPDFAreToldApart() throws {
        func what(_ bytes: [UInt8]) -> String {
            let problem = #expect(throws: DocumentProblem.self) {
                try ReadDocument.read(bytes, name: "a.pdf")
            }
            return problem?.what ?? ""
        }
        let empty = try OfficePrinter.convert(RawWord(RawWord.p(" ")).bytes(), to: "pdf")
        #expect(what(empty).contains("扫描件"))
        #expect(what(Array("%PDF-1.7\nnothing".utf8)).contains("已损坏"))
        #expect(what(Array(empty.prefix(empty.count / 2))).contains("PDF"))
        let options =
            "pdf:writer_pdf_Export:{\"EncryptFile\":{\"type\":\"boolean\",\"value\":\"true\"},"
            + "\"DocumentOpenPassword\":{\"type\":\"string\",\"value\":\"secret\"}}"
        let locked = try OfficePrinter.convert(RawWord(RawWord.p("甲")).bytes(), to: options)
        #expect(what(locked).contains("密码"))
    }

    @Test func aProgramThatTakesTooLongIsStopped() throws {
        let pdf = try Self.printed.get()
        var limits = ReadingLimits()
        limits.converting = .milliseconds(1)
        let problem = #expect(throws: DocumentProblem.self) {
            try ReadDocument.read(pdf, name: "a.pdf", limits: limits)
        }
        #expect(problem?.what.contains("秒") == true)
    }
}
