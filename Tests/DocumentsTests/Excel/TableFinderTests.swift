import Documents
import Testing

@Suite struct TableFinderTests {
    /// Rows of texts, an empty text being no cell.
    private func reader(_ rows: [[String]], merged: [String] = []) throws -> ExcelReader {
        let xml = rows.enumerated().map { index, row in
            let cells = row.enumerated().filter { !$1.isEmpty }.map { column, text in
                "<c r=\"\(ExcelCell.letters(column))\(index + 1)\" t=\"str\"><v>\(text)</v></c>"
            }
            return "<row r=\"\(index + 1)\">\(cells.joined())</row>"
        }
        let blocks = merged.map { "<mergeCell ref=\"\($0)\"/>" }.joined()
        return try RawWorkbook.sheet(
            xml.joined(), after: blocks.isEmpty ? "" : "<mergeCells>\(blocks)</mergeCells>")
    }

    private func find(_ reader: ExcelReader, _ known: Set<String>) throws -> SheetTable? {
        try TableFinder.find(in: reader, reader.sheets[0]) { known.contains($0.plain) }
    }

    @Test func theHeaderIsFoundBelowTitleUnitAndDay() throws {
        let reader = try reader([
            ["某某情况表"], ["截至２０２５年１１月３０日", "", "单位：万元"], ["序号", "企 业\n名称*", "金额（元）"],
            ["1", "甲", "5"],
        ])
        let table = try #require(try find(reader, ["企业名称", "金额"]))
        #expect(table.headerRow == 3)
        #expect(table.unit == "万元")
        #expect(table.asOf == "2025年11月30日")
        #expect(table.columns.map(\.heading.plain) == ["序号", "企业名称", "金额"])
        #expect(table.columns.map(\.heading.unit) == [nil, nil, "元"])
    }

    @Test func aHeaderOfTwoRowsGivesGroupAndHeading() throws {
        let reader = try reader(
            [["编号", "卖方", "", "金额"], ["", "名称", "类别", ""], ["1", "甲", "企业", "5"]],
            merged: ["A1:A2", "B1:C1", "D1:D2"])
        let table = try #require(try find(reader, ["编号", "卖方名称", "类别", "金额"]))
        #expect(table.headerRow == 2)
        #expect(table.columns.map(\.heading.plain) == ["编号", "名称", "类别", "金额"])
        #expect(
            table.columns.map { TableFinder.whole($0).plain } == ["编号", "卖方名称", "卖方类别", "金额"])
    }

    @Test func totalsNotesAndRepeatedHeadersAreNoRecords() throws {
        let reader = try reader([
            ["编号", "名称"], ["1", "合计器材公司"], ["小  计", "1"], ["编号", "名称"], ["2", "乙"],
            ["", "全市合计"], ["填表人：丁", "审核人：戊"], ["注：不含开发区"],
        ])
        let table = try #require(try find(reader, ["编号", "名称"]))
        var kinds: [String] = []
        try reader.rows(of: table) { row in
            switch row {
            case .record(let row): kinds.append("记\(row.number)")
            case .total(let number, _): kinds.append("计\(number)")
            case .other(let number, _): kinds.append("他\(number)")
            }
            return true
        }
        #expect(kinds == ["记2", "计3", "他4", "记5", "计6", "他7", "他8"])
    }

    @Test func aSheetWithoutTheTableHasNone() throws {
        let reader = try reader([["说明"], ["本表由各县填报", "名称"]])
        #expect(try find(reader, ["编号", "名称"]) == nil)
    }
}
