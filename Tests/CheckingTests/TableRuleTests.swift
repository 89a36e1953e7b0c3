import Documents
import Testing

@testable import Checking

/// Tables: totals down and across, rates of two columns, units from caption and header.
@Suite struct TableRuleTests {
    private func report(_ rows: [[String]], caption: String = "单位：万元") -> CheckedReport {
        let table = DocumentTable(
            rows: rows.enumerated().map { index, cells in
                DocumentTableRow(
                    line: index + 2,
                    cells: cells.enumerated().map { DocumentTableCell(column: $0, text: $1) })
            })
        let document = DocumentText(
            format: .word, blocks: [.paragraph(DocumentParagraph(caption, line: 1)), .table(table)])
        return CheckReport.check(document, name: "表.docx")
    }

    private let budget = [
        ["科目", "年初预算", "全年预算", "执行数", "执行率"],
        ["行政运行", "900.00", "960.47", "950.47", "98.96%"],
        ["自然科学基金", "15.00", "15.00", "15.00", "100.00%"],
        ["其他科技支出", "400.00", "459.23", "440.00", "95.81%"],
        ["合计", "1,315.00", "1,434.70", "1,405.47", "97.96%"],
    ]

    private func changed(_ row: Int, _ column: Int, _ text: String) -> CheckedReport {
        var rows = budget
        rows[row][column] = text
        return report(rows)
    }

    @Test func aTableThatAddsUpIsConfirmed() {
        let checked = report(budget)
        #expect(checked.errors == [])
        #expect(checked.confirmations.count { $0.rule == "table-sum" } == 3)
        #expect(checked.confirmations.count { $0.rule == "table-rate" } == 4)
    }

    @Test func aWrongTotalIsNamedAtItsCell() throws {
        let found = changed(4, 2, "1,444.70").found("table-sum", .error)
        #expect(found.map(\.place.line) == [6])
        #expect(try #require(found.first).computed == "1434.70")
    }

    @Test func aWrongRateIsNamedAtItsCell() {
        let found = changed(3, 4, "98.51%").found("table-rate", .error)
        #expect(found.map(\.place.description) == ["表1第4行第5列"])
    }

    @Test func aWrongCellIsFoundWhereItsRowAndColumnCross() {
        let checked = report(
            [
                ["单位", "男", "女", "合计"], ["甲", "120", "80", "200"], ["乙", "150", "60", "210"],
                ["丙", "95", "75", "180"], ["合计", "375", "215", "590"],
            ], caption: "单位：人")
        let found = checked.found("table-sum", .error)
        #expect(found.map(\.place.description) == ["表1第4行第2列"])
    }

    @Test func nestedCodesAddUpLevelByLevel() {
        let rows = [
            ["编码", "名称", "决算数"], ["206", "科学技术支出", "1546.15"],
            ["20601", "科学技术管理事务", "1071.92"], ["2060101", "行政运行", "960.47"],
            ["2060102", "一般行政管理事务", "105.00"], ["2060199", "其他", "6.45"],
            ["20602", "基础研究", "15.00"], ["2060203", "自然科学基金", "15.00"],
            ["20699", "其他科学技术支出", "459.23"], ["2069999", "其他科学技术支出", "459.23"],
        ]
        #expect(report(rows).errors == [])
        var broken = rows
        broken[4][2] = "105.50"
        #expect(report(broken).found("table-sum", .error).map(\.place.line) == [4])
    }

    @Test func aTotalOfUnknownMakeUpCannotBeTested() {
        let checked = report([
            ["项目", "数"], ["甲", "10"], ["其中：乙", "4"], ["丙", "25"], ["丁", "70"], ["合计", "300"],
        ])
        #expect(checked.errors == [])
        #expect(checked.found("table-sum", .cannotBeTested).count == 1)
    }

    @Test func theUnitComesFromCaptionOrHeader() {
        let reading = TableReading(Manuscript(document), 0)
        #expect(reading.unit?.name == "万元")
        #expect(reading.unit(ofColumn: 2)?.name == "人")
        #expect(reading.unit(ofColumn: 1)?.name == "万元")
    }

    private var document: DocumentText {
        let rows = [["名称", "金额", "人数（人）"], ["甲", "1", "2"]]
        return DocumentText(
            format: .word,
            blocks: [
                .paragraph(DocumentParagraph("金额单位：人民币万元", line: 1)),
                .table(
                    DocumentTable(
                        rows: rows.enumerated().map { index, cells in
                            DocumentTableRow(
                                line: index + 2,
                                cells: cells.enumerated().map {
                                    DocumentTableCell(column: $0, text: $1)
                                })
                        })),
            ])
    }
}
