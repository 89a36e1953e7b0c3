import Catalogue
import Documents
import Foundation
import Registers
import Store
import TestDatabase
import Testing
import Values

@Suite struct ImportBatchTests {
    /// Takes a table of visits from one system.
    private func take(
        _ workshop: Workshop, _ text: String, digest: String = UUID().uuidString,
        map: [String: String] = [:], keepsGood: Bool = false, increment: Bool = false
    ) async throws -> ImportReport {
        let table = ImportTable(try CSVTable.parse(Array(text.utf8)), isOurs: false)
        return try await workshop.registry.importTable(
            table, into: "visit", by: workshop.officer,
            ImportRequest(
                file: "走访.xlsx", digest: digest, source: "省系统",
                asOf: CalendarDate(year: 2025, month: 11, day: 1), map: map, keepsGood: keepsGood,
                isIncrement: increment))
    }

    /// Created, changed, unchanged, vanished and refused of each batch.
    private func batches(_ workshop: Workshop) throws -> [String] {
        try workshop.rows(
            "SELECT created, changed, unchanged, vanished, refused FROM import_batch ORDER BY id"
        ).map { $0.map(\.description).joined(separator: " ") }
    }

    @Test func aBatchIsComparedWithTheOneBefore() async throws {
        let workshop = try Workshop()
        _ = try await take(workshop, "编号,费用,总额\n甲,1,9\n乙,2,9\n丙,3,9\n")
        let report = try await take(workshop, "编号,费用,总额\n甲,1,9\n乙,5,9\n丁,4,9\n")
        #expect("\(report.created) \(report.changed) \(report.unchanged)" == "1 1 1")
        #expect(report.changes.map(\.fields) == [["费用：2.00 → 5.00"]])
        #expect(report.vanished.map(\.label) == ["丙"])
        #expect(try batches(workshop).last == "1 1 1 1 0")
        // Kept, and on a list for a person.
        #expect(try workshop.rows("SELECT id FROM visit WHERE number = '丙'").count == 1)
        #expect(
            try workshop.rows("SELECT label, answer FROM import_batch__missing")
                == [[.text("丙"), .null]])
        #expect(try workshop.verify().findings.isEmpty)
    }

    @Test func aRerunLeavesNoTrace() async throws {
        let workshop = try Workshop()
        let text = "编号,费用,总额\n甲,1,9\n"
        _ = try await take(workshop, text, digest: "a")
        let head = try workshop.verify().head
        let report = try await take(workshop, text, digest: "a")
        #expect(report.unchanged == 1)
        #expect(report.batch == nil)
        #expect(try workshop.verify().head == head)
    }

    @Test func whatAnIncrementDoesNotNameHasNotVanished() async throws {
        let workshop = try Workshop()
        _ = try await take(workshop, "编号\n甲\n乙\n")
        let report = try await take(workshop, "编号\n丙\n", increment: true)
        #expect(report.vanished.isEmpty)
    }

    @Test func aWithdrawnRecordHasNotVanishedByItself() async throws {
        let workshop = try Workshop()
        _ = try await take(workshop, "编号\n甲\n乙\n")
        _ = try await workshop.registry.withdrawRecord(
            "visit", 2, by: workshop.officer, reason: "重复")
        #expect(try await take(workshop, "编号\n甲\n").vanished.isEmpty)
    }

    @Test func goodRowsAreKeptWhereThatIsAskedFor() async throws {
        let workshop = try Workshop()
        let text = "编号,费用,总额,日期\n甲,贵,9,2025-01-01\n乙,2,9,2025-02-30\n丙,3,9,\n"
        await #expect(throws: ImportRefusal.self) { try await take(workshop, text) }
        #expect(try workshop.rows("SELECT id FROM visit").isEmpty)
        let report = try await take(workshop, text, keepsGood: true)
        #expect(report.created == 1)
        #expect(report.findings.map(\.line) == [2, 3])
        #expect(try batches(workshop) == ["1 0 0 0 2"])
    }

    @Test func aHeadingToldOnceIsKnownToTheSourceFromThenOn() async throws {
        let workshop = try Workshop()
        let text = "走访号,开支\n甲,1\n"
        await #expect(throws: ImportRefusal.self) { try await take(workshop, text) }
        _ = try await take(workshop, text, map: ["走访号": "number", "开支": "-"])
        let report = try await take(workshop, "走访号,开支\n乙,1\n")
        #expect(report.created == 1)
        #expect(try workshop.rows("SELECT cost FROM visit") == [[.null], [.null]])
    }

    @Test func aRowWithAFaultHasNotVanished() async throws {
        let workshop = try Workshop()
        _ = try await take(workshop, "编号,费用,总额\n甲,1,9\n乙,2,9\n")
        let report = try await take(
            workshop, "编号,费用,总额\n甲,1,9\n乙,贵,9\n", keepsGood: true)
        #expect(report.findings.map(\.line) == [3])
        #expect(report.vanished.isEmpty)
    }

    @Test func whatComesBackNeedsNoAnswer() async throws {
        let workshop = try Workshop()
        _ = try await take(workshop, "编号\n甲\n乙\n丙\n")
        _ = try await take(workshop, "编号\n甲\n")
        _ = try await take(workshop, "编号\n甲\n乙\n")
        let answers = try workshop.rows(
            "SELECT label, answer FROM import_batch__missing ORDER BY label")
        #expect(answers.contains([.text("乙"), .text("returned")]))
        #expect(answers.contains([.text("丙"), .null]))
        #expect(try workshop.verify().findings.isEmpty)
    }

    @Test func aTableWithoutRowsIsRefused() async throws {
        let workshop = try Workshop()
        let refusal = await #expect(throws: ImportRefusal.self) {
            try await take(workshop, "编号,费用\n")
        }
        #expect(refusal?.description.contains("没有一行数据") == true)
        #expect(try batches(workshop).isEmpty)
    }

    @Test func aColumnToldOfThatIsNotThereIsRefused() async throws {
        let workshop = try Workshop()
        let refusal = await #expect(throws: ImportRefusal.self) {
            try await take(workshop, "编号,费用\n甲,1\n", map: ["开销": "cost"])
        }
        #expect(refusal?.description.contains("“开销”不在文件里。文件里有这些列：编号、费用") == true)
    }

    @Test(arguments: [("费用（万元）", "金额按万元读：费用"), ("费用", "文件没有写明金额单位")])
    func theUnitOfAmountsIsTold(heading: String, note: String) async throws {
        let report = try await take(try Workshop(), "编号,\(heading)\n甲,\n")
        #expect(report.notes.count == 1 && report.notes[0].contains(note))
    }

    /// The key of a budget line has a field with a default, and several that are often empty.
    @Test func aRerunOfBudgetLinesWithoutSomeOfTheirKeyChangesNothing() async throws {
        let (registry, officer) = try await city()
        func take(_ year: Int, _ amount: String) async throws -> ImportReport {
            let text = """
                年度,预算单位,资金性质,支出功能分类科目,支出类型,本部门支出,决算数
                \(year),局机关,一般公共预算,2060101,基本支出,,\(amount)
                \(year),局机关,一般公共预算,2060102,项目支出,,12
                """
            return try await registry.importTable(
                ImportTable(try CSVTable.parse(Array(text.utf8)), isOurs: false),
                into: "budget-line", by: officer,
                ImportRequest(file: "a.xlsx", digest: "\(year)\(amount)", source: "一体化"))
        }
        #expect(try await take(2024, "960").created == 2)
        #expect(try await take(2024, "960").unchanged == 2)
        let changed = try await take(2024, "961")
        #expect("\(changed.created) \(changed.changed) \(changed.unchanged)" == "0 1 1")
        // Another year's file says nothing of this one.
        let next = try await take(2025, "1")
        #expect(next.created == 2)
        #expect(next.vanished.isEmpty)
    }

    /// The project's own catalogue, with one enterprise.
    private func city() async throws -> (Registry, Viewer) {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        let catalogue = try Catalogue.load([root + "/cities/yueyang"])
        let registry = Registry(try testDatabase(catalogue))
        let officer = Viewer(name: "张三", role: try #require(catalogue.roles["officer"]))
        _ = try await registry.createRecord(
            "organisation", ["name": .text("演示一厂"), "uscc": .text("91430600MA4TE5T137")],
            by: officer)
        return (registry, officer)
    }

    @Test func codeAndNameOfAnEnterpriseInOneFileAreReadByTheCode() async throws {
        let (registry, officer) = try await city()
        let text = """
            企业名称,社会信用代码,评价年度,统一社会信用代码,所属县市区
            演示一厂（旧名）,不用,2025,91430600MA4TE5T137,岳阳县
            """
        let table = ImportTable(try CSVTable.parse(Array(text.utf8)), isOurs: false)
        let report = try await registry.importTable(
            table, into: "enterprise-assessment", by: officer, ImportRequest(file: "名单.xlsx"))
        #expect(report.created == 1)
        #expect(report.unused == ["社会信用代码"])
        let rows = try registry.database.readNow {
            try $0.all("SELECT name_then, county FROM enterprise_assessment")
        }
        #expect(rows == [[.text("演示一厂（旧名）"), .text("430621")]])
    }

    @Test func aNameAloneIsTheEnterprise() async throws {
        let (registry, officer) = try await city()
        let text = "企业名称,评价年度\n演示一厂,2025\n"
        let table = ImportTable(try CSVTable.parse(Array(text.utf8)), isOurs: false)
        let report = try await registry.importTable(
            table, into: "enterprise-assessment", by: officer, ImportRequest(file: "名单.xlsx"))
        #expect(report.created == 1)
    }

    @Test func aRegistersOwnSpellingGoesBeforeTheCommonOne() async throws {
        let (registry, officer) = try await city()
        let text = "文号,标题,文种,政策级别,制定机关,登记编号\n一号,试行办法,办法,市级,市政府,SF-1\n"
        let table = ImportTable(try CSVTable.parse(Array(text.utf8)), isOurs: false)
        _ = try await registry.importTable(
            table, into: "policy-document", by: officer, ImportRequest(file: "文件.xlsx"))
        let rows = try registry.database.readNow {
            try $0.all("SELECT registration_no, external_no FROM policy_document")
        }
        #expect(rows == [[.text("SF-1"), .null]])
    }

    @Test func twoColumnsForOneFieldAreRefused() async throws {
        let workshop = try Workshop()
        await #expect(throws: ImportRefusal.self) {
            try await take(workshop, "编号,number\n甲,乙\n")
        }
    }

    @Test func aTableWithoutWhatRowsAreKnownByIsRefused() async throws {
        let workshop = try Workshop()
        await #expect(throws: ImportRefusal.self) { try await take(workshop, "类别,费用\n年度,1\n") }
    }

    @Test(arguments: ["#N/A", "#REF!", "（未计算的公式）"])
    func theErrorOfAFormulaIsNoValue(text: String) async throws {
        let workshop = try Workshop()
        await #expect(throws: ImportRefusal.self) {
            try await take(workshop, "编号,备注\n甲,\(text)\n")
        }
    }

    @Test func amountsAreInTheUnitThatTheColumnSays() async throws {
        let workshop = try Workshop()
        _ = try await take(workshop, "编号,费用（万元）,总额（千元）\n甲,1.5,20\n乙,3元,4\n")
        #expect(
            try workshop.rows("SELECT cost, total FROM visit ORDER BY id")
                == [
                    [.integer(1_500_000), .integer(2_000_000)], [.integer(300), .integer(400_000)],
                ])
    }
}
