import Catalogue
import Documents
import Foundation
import Journal
import Registers
import Store
import Testing
import Values

@Suite struct ImportExportTests {
    /// Rows created, changed and left alone.
    private func take(_ workshop: Workshop, _ text: String, as role: String = "officer")
        async throws
        -> [Int]
    {
        let report = try await workshop.registry.importTable(
            try CSVTable.parse(Array(text.utf8)), into: "visit", by: try workshop.viewer(role),
            source: "visits.csv")
        return [report.created, report.changed, report.unchanged]
    }

    private func findings(_ workshop: Workshop, _ text: String) async throws -> [String] {
        do {
            _ = try await take(workshop, text)
            return []
        } catch let refusal as ImportRefusal {
            return refusal.findings.map { "\($0.line) \($0.column ?? "-") \($0.message)" }
        }
    }

    private func export(_ workshop: Workshop, as role: String = "officer") throws -> String {
        let viewer = try workshop.viewer(role)
        return try workshop.database.readNow {
            try workshop.registry.export($0, "visit", [], by: viewer)
        }
    }

    @Test func aFileIsImportedByTitlesAndASecondTimeChangesNothing() async throws {
        let workshop = try Workshop()
        let file = "编号,类别,费用,total,日期\n甲,年度,1万元,20000,2025/3/1\n乙,,,,\n"
        #expect(try await take(workshop, file) == [2, 0, 0])
        #expect(try await take(workshop, file) == [0, 0, 2])
        let more = file.replacing("乙,,", with: "乙,临时,") + "丙,,,,\n"
        #expect(try await take(workshop, more) == [1, 1, 1])
        let entries = try workshop.rows("SELECT event, reason FROM journal_entry ORDER BY number")
        #expect(entries.count == 2)
        #expect(entries[0] == [.text("visit.imported"), .text("导入 visits.csv")])
        #expect(try workshop.verify().findings.isEmpty)
    }

    @Test func everyBadCellIsNamedAndNothingIsImported() async throws {
        let workshop = try Workshop()
        let findings = try await findings(
            workshop,
            "number,day,cost,total,firm\n甲,2025-02-30,贵,5,没有\n乙,2025-01-01,9,5,\n丙,,,,\n")
        #expect(findings.count == 4, "\(findings)")
        for start in ["2 日期", "2 费用", "2 单位", "3 费用"] {
            #expect(findings.contains { $0.hasPrefix(start) }, "\(start)")
        }
        #expect(try workshop.rows("SELECT id FROM visit").isEmpty)
        #expect(try workshop.rows("SELECT number FROM journal_entry").isEmpty)
    }

    @Test func theWholeRefusalEndsWithWhatToDo() async throws {
        let workshop = try Workshop()
        let file = "number,day\n" + (1...203).map { "甲\($0),昨天\n" }.joined()
        let refusal = await #expect(throws: ImportRefusal.self) { try await take(workshop, file) }
        #expect(refusal?.description.contains("……另有 3 处") == true)
        #expect(refusal?.description.hasSuffix("共 203 处错误，一行也没有导入。改正后再导入一次。") == true)
    }

    @Test func anUnknownColumnIsNamedWithTheNearest() async throws {
        let findings = try await findings(try Workshop(), "number,dya\n甲,\n")
        #expect(findings == ["1 dya 走访没有这个字段。是否想写 day？"])
    }

    @Test func rowsThatAreTheSameRecordAreNamed() async throws {
        let findings = try await findings(try Workshop(), "number,day\n甲,\n乙,\n甲,2025-01-01\n")
        #expect(findings == ["4 编号 “甲” 与第 2 行是同一条。若重复，删去一行；若不是同一条，填上能区分它们的列"])
    }

    @Test func aDuplicateOfAnotherKeyIsARefusalOfItsRow() async throws {
        let findings = try await findings(
            try Workshop(), "number,phone\n甲,13800001234\n乙,13800001234\n")
        #expect(findings.count == 1)
        #expect(findings.first?.hasPrefix("3 - 走访里已有电话") == true)
    }

    @Test func aStateAndItsDayMayBeImportedOnceAndNotChanged() async throws {
        let workshop = try Workshop()
        _ = try await take(workshop, "number,state,状态起始日\n甲,办结,2020-05-06\n乙,checked,\n")
        let rows = try workshop.rows("SELECT state, state_since FROM visit ORDER BY id")
        #expect(
            rows == [
                [.text("closed"), .text("2020-05-06")], [.text("checked"), .text("2025-11-22")],
            ])
        let moved = try await findings(workshop, "number,state\n乙,closed\n")
        #expect(moved.first?.contains("导入不改状态") == true)
        let unknown = try await findings(workshop, "number,state\n丙,halfway\n")
        #expect(unknown.first?.contains("没有状态“halfway”") == true)
    }

    @Test func aGB18030FileIsReadAsIt() async throws {
        let workshop = try Workshop()
        // 编号,备注 / 甲,岳阳 in GB18030.
        let bytes: [UInt8] = [
            0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xb1, 0xb8, 0xd7, 0xa2, 0x0a, 0xbc, 0xd7, 0x2c, 0xd4,
            0xc0, 0xd1, 0xf4, 0x0a,
        ]
        _ = try await workshop.registry.importTable(
            try CSVTable.parse(bytes), into: "visit", by: workshop.officer, source: "gb.csv")
        #expect(try workshop.rows("SELECT number, note FROM visit") == [[.text("甲"), .text("岳阳")]])
    }

    @Test func aRoleThatMayNotImportOrExportIsRefused() async throws {
        let workshop = try Workshop()
        let refusal = try await refusal {
            _ = try await take(workshop, "number\n甲\n", as: "leader")
        }
        guard case .roleMayNot(_, "导入", _, _) = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(throws: RecordRefusal.self) { try export(workshop, as: "clerk") }
    }

    @Test func importingAnExportChangesNothing() async throws {
        let workshop = try Workshop()
        let firm = try await workshop.firm("甲,公司\"")
        try await workshop.visit(
            "甲",
            [
                "firm": .text("#\(firm.id)"), "kind": .text("年度"), "region": .text("省会"),
                "total": .text("9.99"), "cost": .text("0.01"), "shifted": .text("-3"),
                "rate": .text("-1.5%"), "people": .text("3"), "urgent": .text("是"),
                "month": .text("2025-03"), "note": .text("一,二\n\"三\""), "contact": .text("王五"),
                "phone": .text("13800001234"), "day": .text("2025-01-02"),
                "until": .text("2025-02-03"),
                "steps": .rows([
                    ["on": "2025-01-02", "spent": "1.50", "who": "赵\"六"], ["on": "2025-01-03"],
                ]),
                "files": .rows([["title": "图\n纸"]]),
            ])
        try await workshop.visit("乙", ["year": .text(""), "made": .text("")])
        _ = try await workshop.registry.moveRecord(
            "visit", 3, "drop", by: workshop.officer, reason: "重复")
        let text = try export(workshop)
        let again = try await take(workshop, text)
        #expect(again == [0, 0, 2])
        let empty = try Workshop()
        for number in 0..<firm.id { try await empty.firm("占位\(number)") }
        #expect(try await take(empty, text) == [2, 0, 0])
        #expect(try export(empty) == text)
    }

    @Test func anExportWithoutTheRightHasNoPersonalColumns() async throws {
        let workshop = try Workshop()
        try await workshop.visit(
            "甲",
            [
                "contact": .text("王五五"), "phone": .text("13800001234"),
                "steps": .rows([["on": "2025-01-02", "who": "赵六六"]]),
            ])
        let text = try export(workshop, as: "leader")
        for secret in ["王五五", "13800001234", "联系人", "赵六六"] {
            #expect(!text.contains(secret), "\(secret)")
        }
        #expect(try export(workshop).contains("13800001234"))
    }
}
