import Documents
import Foundation
import Testing

@Suite struct ExcelWriterTests {
    private let path = NSTemporaryDirectory() + "table-" + UUID().uuidString + ".xlsx"
    private let head = ExcelTableHead(
        title: "贷款[明细]", unit: "元", source: "某市科技局", isDemonstration: true)

    private func written(_ columns: [ExcelColumn], _ rows: [[String]], notes: [String] = []) throws
        -> ExcelReader
    {
        let writer = try ExcelTableWriter(path: path, head, columns: columns)
        for row in rows { try writer.append(row) }
        try writer.close(notes: notes)
        return try ExcelReader(path: path)
    }

    @Test func aTableReadsBackAsItWasWritten() throws {
        let reader = try written(
            [
                ExcelColumn(title: "编号"), ExcelColumn(title: "金额", kind: .decimal(2)),
                ExcelColumn(title: "日期", kind: .date), ExcelColumn(title: "占比", kind: .percent),
                ExcelColumn(title: "数", kind: .integer),
            ],
            [
                ["91430600MA4L000000", "1234.50", "2025-03-01", "12.5%", "7"],
                ["乙", "", "", "", ""],
            ],
            notes: ["来源：某处"])
        #expect(reader.sheets.map(\.name) == ["贷款明细"])
        let rows = try reader.allRows()
        #expect(rows[0].cells.first?.value == .text("贷款[明细]"))
        #expect(
            rows[3].cells.map(\.value.text) == [
                "91430600MA4L000000", "1234.5", "2025-03-01", "12.5%", "7",
            ])
        #expect(rows[4].cells.map(\.value.text) == ["乙"])
        #expect(rows[5].cells.map(\.value.text) == ["来源：某处"])
    }

    @Test func aHeaderOverTwoRowsIsFoundAgain() throws {
        let reader = try written(
            [
                ExcelColumn(title: "编号"), ExcelColumn(title: "名称", group: "卖方"),
                ExcelColumn(title: "类别", group: "卖方"), ExcelColumn(title: "数", kind: .integer),
            ], [["1", "甲", "企业", "5"]])
        let table = try #require(
            try TableFinder.find(in: reader, reader.sheets[0]) {
                ["编号", "卖方名称", "卖方类别", "数"].contains($0.plain)
            })
        #expect(
            table.columns.map { TableFinder.whole($0).plain } == ["编号", "卖方名称", "卖方类别", "数"])
        #expect(table.unit == "元")
        let parts = try ZipArchive.read(
            Array(Data(contentsOf: URL(fileURLWithPath: path))), limit: 1 << 24)
        let sheet = String(decoding: parts["xl/worksheets/sheet1.xml"] ?? [], as: UTF8.self)
        // One block across the group, and one down each column without.
        for block in ["B3:C3", "A3:A4", "D3:D4"] { #expect(sheet.contains("ref=\"\(block)\"")) }
    }

    @Test func recordsThatLookLikeSumsOrSignaturesAreRecords() throws {
        let reader = try written(
            [ExcelColumn(title: "名称"), ExcelColumn(title: "类别"), ExcelColumn(title: "备注")],
            [
                ["联系人网络科技有限公司", "企业", "累计"], ["数据来源科技有限公司", "企业", "研发小计"],
                ["负责人才服务公司", "全市", "合计"], ["合计", "", "3"], ["审核：张三", "", "日期：1月5日"],
            ])
        let table = try #require(
            try TableFinder.find(in: reader, reader.sheets[0]) {
                ["名称", "类别", "备注"].contains($0.plain)
            })
        var kinds = ""
        try reader.rows(of: table) { row in
            switch row {
            case .record: kinds += "记"
            case .total: kinds += "合"
            case .other: kinds += "他"
            }
            return true
        }
        #expect(kinds == "记记记合他")
    }

    @Test(arguments: ["=1+1", "+86", "-", "@甲", "=HYPERLINK(\"http://x\")"])
    func aTextThatLooksLikeAFormulaStaysAText(text: String) throws {
        let reader = try written([ExcelColumn(title: "说明")], [[text]])
        #expect(try reader.allRows()[3].cells.map(\.value) == [.text(text)])
    }

    @Test func aNumberOfManyDigitsIsNotRounded() throws {
        let reader = try written(
            [ExcelColumn(title: "数", kind: .integer)], [["12345678901234567"]])
        #expect(try reader.allRows()[3].cells.map(\.value) == [.text("12345678901234567")])
    }

    @Test func aPlaceThatCannotBeWrittenIsNamed() throws {
        let writer = try ExcelTableWriter(
            path: "/proc/nothing/x.xlsx", head, columns: [ExcelColumn(title: "甲")])
        let problem = #expect(throws: DocumentProblem.self) { try writer.close() }
        #expect(problem?.what.contains("/proc/nothing/x.xlsx") ?? false)
    }

    @Test func aTemplateHasItsHeadingsItsExplanationsAndHiddenChoices() throws {
        try ExcelTemplate.write(
            path: path, title: "走访",
            columns: [
                .init(
                    title: "编号", isRequired: true, help: "自己编", kind: "文本", check: .text(most: 12)),
                .init(title: "日期", isRequired: false, help: "", kind: "日期", check: .date),
                .init(
                    title: "类别", isRequired: false, help: "", kind: "选项",
                    check: .choice(["年度", "临时"])),
            ])
        let reader = try ExcelReader(path: path)
        #expect(reader.sheets.map(\.name) == ["填报", "填报说明", "选项"])
        #expect(reader.sheets.map(\.isHidden) == [false, false, true])
        #expect(try reader.texts() == [["编号*", "日期", "类别"]])
        let parts = try ZipArchive.read(
            Array(Data(contentsOf: URL(fileURLWithPath: path))), limit: 1 << 24)
        let form = String(decoding: parts["xl/worksheets/sheet1.xml"] ?? [], as: UTF8.self)
        #expect(form.contains("type=\"list\""))
        #expect(form.contains("'选项'!$C$1:$C$2"))
    }
}
