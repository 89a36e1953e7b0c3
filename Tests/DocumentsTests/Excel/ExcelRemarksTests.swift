import Documents
import Foundation
import Testing

@Suite struct ExcelRemarksTests {
    private let target = NSTemporaryDirectory() + "back-" + UUID().uuidString + ".xlsx"

    /// A real workbook of one table.
    private func workbook() throws -> String {
        let path = NSTemporaryDirectory() + "book-" + UUID().uuidString + ".xlsx"
        let writer = try ExcelTableWriter(
            path: path,
            ExcelTableHead(title: "表", unit: nil, source: "", isDemonstration: false),
            columns: [ExcelColumn(title: "编号"), ExcelColumn(title: "数")])
        try writer.append(["甲", "一"])
        try writer.close()
        return path
    }

    private func parts(_ path: String) throws -> [String: String] {
        try ZipArchive.read(Array(Data(contentsOf: URL(fileURLWithPath: path))), limit: 1 << 24)
            .mapValues { String(decoding: $0, as: UTF8.self) }
    }

    @Test func everyCellStaysAsItWasAndEveryRemarkIsThere() throws {
        let path = try workbook()
        try ExcelRemarks.write(
            [
                ExcelRemark(row: 4, letters: "B", text: "不是数 <&>"),
                ExcelRemark(row: 4, letters: "B", text: "还有"),
                ExcelRemark(row: 4, letters: nil, text: "整行"),
            ], on: "表", of: path, to: target)
        #expect(try ExcelReader(path: target).allRows() == ExcelReader(path: path).allRows())
        let parts = try parts(target)
        let comments = try #require(parts["xl/commentsDongting.xml"])
        #expect(comments.contains("ref=\"B4\""))
        #expect(comments.contains("不是数 &lt;&amp;&gt;&#10;还有"))
        #expect(comments.contains("ref=\"A4\""))
        #expect(parts["[Content_Types].xml"]?.contains("commentsDongting.xml") ?? false)
        #expect(parts["xl/worksheets/sheet1.xml"]?.contains("<legacyDrawing") ?? false)
    }

    @Test func notesThatWereThereStay() throws {
        let path = try workbook()
        let twice = NSTemporaryDirectory() + "twice-" + UUID().uuidString + ".xlsx"
        try ExcelRemarks.write(
            [ExcelRemark(row: 4, letters: "A", text: "先")], on: "表", of: path, to: target)
        try ExcelRemarks.write(
            [ExcelRemark(row: 4, letters: "B", text: "后")], on: "表", of: target, to: twice)
        let comments = try #require(try parts(twice)["xl/commentsDongting.xml"])
        #expect(comments.contains("先") && comments.contains("后"))
        let sheet = try #require(try parts(twice)["xl/worksheets/sheet1.xml"])
        #expect(sheet.ranges(of: "<legacyDrawing").count == 1)
    }

    @Test func aSheetThatIsNotThereIsNamed() throws {
        let path = try workbook()
        #expect(throws: DocumentProblem.self) {
            try ExcelRemarks.write([], on: "别的", of: path, to: target)
        }
    }
}
