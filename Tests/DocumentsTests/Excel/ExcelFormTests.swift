import Documents
import Foundation
import Testing

struct ExcelFormTests {
    private func written(_ form: ExcelForm) throws -> String {
        let path = NSTemporaryDirectory() + "form-" + UUID().uuidString + ".xlsx"
        try form.write(path: path)
        return path
    }

    private func form(
        _ columns: [ExcelForm.Column], rows: [[String]] = [], empty: Int = 2,
        marks: [(name: String, value: String)] = []
    ) -> ExcelForm {
        ExcelForm(
            title: "表", notes: ["说明"], columns: columns, rows: rows, lockedColumns: [0],
            emptyRows: empty, marks: marks)
    }

    @Test func whatWasWrittenIsReadWithItsMarks() throws {
        let columns = [
            ExcelForm.Column(title: "名称", isRequired: true),
            ExcelForm.Column(title: "数", check: .number, isTotalled: true),
            ExcelForm.Column(title: "日期", check: .date),
            ExcelForm.Column(title: "合", use: .sum([1]), isTotalled: true),
        ]
        let path = try written(
            form(
                columns, rows: [["甲", "1.5", "2025-03-01", "1.5"], ["乙", "2", "", "2"]],
                marks: [(name: "of", value: "某表")]))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let reading = try ExcelFormReading(path: path)
        #expect(reading.marks["of"] == "某表")
        #expect(reading.headings == ["名称*", "数", "日期", "合"])
        #expect(reading.total == ["合计", "3.5", "", "3.5"])
        #expect(reading.rows.map(\.line) == [5, 6])
        #expect(reading.rows[0].cells == ["甲", "1.5", "2025-03-01", "1.5"])
    }

    @Test func aFormWithoutTotalsOrRowsHasRoomToType() throws {
        let path = try written(form([ExcelForm.Column(title: "名称")], empty: 0))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let reading = try ExcelFormReading(path: path)
        #expect(reading.total == nil)
        #expect(reading.rows.isEmpty)
    }

    @Test func anotherWorkbookIsNoForm() throws {
        let path = NSTemporaryDirectory() + "other-" + UUID().uuidString + ".xlsx"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let column = ExcelTemplateColumn(
            title: "名称", isRequired: true, help: "", kind: "文本", check: .text(most: 9))
        try ExcelTemplate.write(path: path, title: "表", columns: [column])
        #expect(throws: DocumentProblem.self) { try ExcelFormReading(path: path) }
    }

    @Test func moreRowsThanAnyFormAreRefused() throws {
        let path = try written(
            form(
                [ExcelForm.Column(title: "名称")],
                rows: Array(repeating: ["甲"], count: 10_001)))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: DocumentProblem.self) { try ExcelFormReading(path: path) }
    }

    @Test func aFolderThatIsNotThereIsTold() {
        #expect(throws: DocumentProblem.self) {
            try form([ExcelForm.Column(title: "名称")]).write(path: "/proc/nothing/x.xlsx")
        }
    }
}
