import Catalogue
import Documents
import Foundation
import Registers
import Store
import Testing
import Values

@Suite struct ExportTableTests {
    private let path = NSTemporaryDirectory() + "export-" + UUID().uuidString + ".xlsx"

    private func city(_ count: Int) async throws -> Workshop {
        let workshop = try Workshop()
        for number in 1...count {
            try await workshop.visit(
                "走访\(number)", ["cost": .text("\(number)"), "total": .text("5000")])
        }
        return workshop
    }

    @Test func everyRecordOfTheListIsInTheTableBeyondOnePage() async throws {
        let workshop = try await city(1_205)
        let count = try workshop.database.readNow {
            try workshop.registry.exportWorkbook(
                $0, "visit", RecordQuery(sort: "number"), to: path, by: workshop.officer)
        }
        #expect(count == 1_205)
        let reader = try ExcelReader(path: path)
        var numbers: [String] = []
        try reader.each(reader.sheets[0]) { row in
            if let text = row[1]?.text, text.hasPrefix("走访"), row.number > 3 {
                numbers.append(text)
            }
            return true
        }
        #expect(Set(numbers).count == 1_205)
    }

    @Test func theTableHasWhatTheFilterAsksForAndSaysSo() async throws {
        let workshop = try await city(5)
        let query = RecordQuery(filters: [.parse("cost>=4")])
        let count = try workshop.database.readNow {
            try workshop.registry.exportWorkbook(
                $0, "visit", query, to: path, by: workshop.officer)
        }
        #expect(count == 2)
        let reader = try ExcelReader(path: path)
        var last = ""
        try reader.each(reader.sheets[0]) { row in
            last = row.cells.first?.value.text ?? ""
            return true
        }
        #expect(last.contains("条件：费用不小于4。"))
    }

    @Test func aRoleWithoutTheRightExportsNothing() async throws {
        let workshop = try await city(1)
        let clerk = try workshop.viewer("clerk")
        #expect(throws: RecordRefusal.self) {
            try workshop.database.readNow {
                try workshop.registry.exportWorkbook(
                    $0, "visit", RecordQuery(), to: path, by: clerk)
            }
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func jsonCarriesItsDictionaryAndHidesWhatTheViewerMayNotSee() async throws {
        let workshop = try Workshop()
        try await workshop.visit(
            "甲",
            [
                "phone": .text("13800001234"), "kind": .text("年度"), "cost": .text("1.5"),
                "total": .text("2"),
            ])
        for (role, sees) in [("officer", true), ("leader", false)] {
            let viewer = try workshop.viewer(role)
            let data = try workshop.database.readNow {
                try workshop.registry.exportJSON($0, "visit", [], by: viewer)
            }
            let text = String(decoding: data, as: UTF8.self)
            #expect(text.contains("13800001234") == sees)
            let json = try #require(
                try JSONSerialization.jsonObject(with: data) as? [String: Any])
            let records = try #require(json["records"] as? [[String: Any]])
            #expect(records[0]["cost"] as? String == "1.50")
            let fields = try #require(json["fields"] as? [[String: Any]])
            let kind = fields.first { $0["name"] as? String == "kind" }
            #expect((kind?["codes"] as? [String: String])?["yearly"] == "年度")
        }
    }

    @Test func theDictionarySaysWhatEachColumnHoldsAndLeavesOutWhatIsNotSeen() async throws {
        let workshop = try Workshop()
        for (role, sees) in [("officer", true), ("leader", false)] {
            let text = try workshop.registry.dictionary(
                of: "visit", by: try workshop.viewer(role))
            let table = try CSVTable.parse(Array(text.utf8))
            #expect(
                table.header
                    == ["字段", "列名", "类型", "必填", "单位", "说明", "代码", "何时填", "示例", "依据"])
            #expect(table.rows.contains { $0.cells[0] == "phone" } == sees)
            let kind = try #require(table.rows.first { $0.cells[0] == "kind" })
            #expect(kind.cells[6].contains("yearly=年度"))
            let cost = try #require(table.rows.first { $0.cells[0] == "cost" })
            #expect(cost.cells[4] == "元")
        }
    }

    @Test func aFilledInTemplateIsImported() async throws {
        let workshop = try Workshop()
        try workshop.registry.writeTemplate(of: "visit", to: path)
        let reader = try ExcelReader(path: path)
        let known = try workshop.database.readNow {
            try workshop.registry.headings(of: "visit", source: "", given: [:], $0)
        }
        let table = try #require(
            try TableFinder.find(in: reader, reader.sheets[0], isKnown: known))
        let visit = try workshop.registry.register("visit")
        let plain = visit.fields.filter { $0.type.columns == nil }.map(\.title)
        #expect(table.columns.map(\.heading.plain) == plain)
    }
}
