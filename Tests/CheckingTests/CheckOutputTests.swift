import Documents
import Foundation
import Testing
import Values

@testable import Checking

/// What is given out: JSON for programs, text for people, the text with its marks.
@Suite struct CheckOutputTests {
    private let text = """
        2025年度报告
        基本支出1200.53万元，其中：人员经费960.47万元，公用经费230.06万元。
        登记成果145项，同比增长27.19%。成交额600.99亿元，同比增长23.36%。
        """

    private struct Shape: Decodable {
        struct Document: Decodable {
            let name: String
            let format: String
            let encoding: String?
            let counts: [String: Int]
        }
        struct Figure: Decodable {
            let id, text, unit, kind: String
            let value, precision: Double
            let growth: Double?
            let line, column: Int
        }
        struct Finding: Decodable {
            let rule, severity, quote, message, suggestion: String
            let computed, stated: String?
            let line, column: Int
        }
        let document: Document
        let figures: [Figure]
        let findings: [Finding]
    }

    private func shape() throws -> Shape {
        try JSONDecoder().decode(Shape.self, from: Data(try checked(text).json.text.utf8))
    }

    @Test func theJSONHasThePublishedForm() throws {
        let shape = try shape()
        #expect(shape.document.format == "txt")
        #expect(shape.document.encoding == "UTF-8")
        let first = try #require(shape.figures.first)
        #expect(first.value == 1200.53 && first.unit == "万元" && first.precision == 0.005)
        #expect(first.kind == "amount" && first.line == 2 && first.column == 5)
        let results = try #require(shape.figures.first { $0.value == 145 })
        #expect(results.growth == 27.19 && results.kind == "count" && results.precision == 0)
    }

    @Test func everyFindingOfTheJSONSaysWhatWhereAndWhatToDo() throws {
        let findings = try shape().findings
        #expect(findings.contains { $0.severity == "error" && $0.rule == "sum-of-parts" })
        #expect(findings.contains { $0.severity == "cannot-be-tested" && $0.rule == "growth" })
        for finding in findings {
            #expect(Severity(rawValue: finding.severity) != nil)
            #expect(
                !finding.quote.isEmpty && !finding.message.isEmpty && !finding.suggestion.isEmpty)
        }
    }

    @Test func theTextQuotesComputesAndAdvises() throws {
        let out = try checked(text).text
        #expect(out.contains("960.47+230.06 = 1190.53万元"))
        #expect(out.contains("【错误】1处"))
        #expect(out.contains("不等于正确"))
        #expect(out.contains("处理："))
    }

    @Test func theMarkedTextIsTheWholeText() throws {
        let report = try checked(text)
        let shown = report.annotated.map { block -> String in
            switch block {
            case .paragraph(let paragraph): paragraph.segments.map(\.text).joined()
            case .table: ""
            }
        }
        #expect(shown == text.split(separator: "\n").map(String.init))
    }

    @Test func everyFindingIsMarkedInTheText() throws {
        let report = try checked(text)
        var marked: Set<Int> = []
        for case .paragraph(let paragraph) in report.annotated {
            for segment in paragraph.segments { marked.formUnion(segment.findings) }
        }
        #expect(marked == Set(report.findings.indices))
    }

    @Test func anEmptyTextHasNothingToSay() throws {
        let report = CheckReport.check(DocumentText(format: .text, blocks: []), name: "空.txt")
        #expect(report.findings.isEmpty)
        #expect(!report.hasErrors)
        #expect(report.text.contains("没有发现问题"))
    }
}
