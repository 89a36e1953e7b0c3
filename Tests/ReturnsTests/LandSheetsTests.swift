import Registers
import Returns
import Store
import TestSupport
import Testing
import Values

struct LandSheetsTests {
    private func nursery(_ name: String, _ incubated: Int, fund: String = "") -> [String: String] {
        ["name": name, "kind": "孵化器", "incubated": "\(incubated)", "fund": fund]
    }

    /// Two counties that sent and were accepted; one that sent only.
    private func sent(_ bureau: Bureau) async throws -> (Int64, [Record]) {
        let (collection, sheets) = try await bureau.send(
            bureau.survey, to: Bureau.counties.prefix(3).map { .county($0) })
        for (index, sheet) in sheets.enumerated() {
            let first = nursery("载体\(index)甲", 10 + index, fund: "1.5万元")
            let rows = [first, nursery("载体\(index)乙", 5)]
            try await bureau.fill(
                sheet.id, SheetAnswers(rows), by: bureau.clerk(Bureau.counties[index]))
        }
        for sheet in sheets.prefix(2) { try await bureau.accept(sheet.id) }
        return (collection, sheets)
    }

    @Test func whatWasAcceptedLandsAsABatchAndTwiceChangesNothing() async throws {
        let bureau = try Bureau()
        let (collection, sheets) = try await sent(bureau)
        let first = try await bureau.returns.landSheets(of: collection, by: bureau.officer)
        #expect(first.batch.created == 4 && first.batch.batch != nil)
        #expect(first.taken == ["楼区", "岳阳县"] && first.waiting == ["平江县"])
        let landed = try bureau.rows(
            "SELECT name, county, source_system, survey_batch, fund FROM nursery ORDER BY id")
        #expect(
            landed[0].map(\.description)
                == ["载体0甲", "430602", "county-returns", "2025年第一次", "1500000"])
        #expect(landed.map { $0[1].text } == ["430602", "430602", "430621", "430621"])
        let again = try await bureau.returns.landSheets(of: collection, by: bureau.officer)
        #expect(again.batch.unchanged == 4 && again.batch.created == 0)
        #expect(again.batch.batch == nil)
        #expect(try bureau.rows("SELECT count(*) FROM import_batch")[0][0] == .integer(1))
        #expect(try bureau.rows("SELECT count(*) FROM collection__landings")[0][0] == .integer(1))
        // The last one is accepted: now the whole lands.
        try await bureau.accept(sheets[2].id)
        let whole = try await bureau.returns.landSheets(of: collection, by: bureau.officer)
        #expect(whole.batch.created == 2 && whole.batch.unchanged == 4)
        #expect(whole.waiting.isEmpty && whole.batch.vanished.isEmpty)
        #expect(try bureau.verified())
    }

    @Test func aCorrectionThatLeavesOneOutTellsThatItVanished() async throws {
        let bureau = try Bureau()
        let (collection, sheets) = try await sent(bureau)
        try await bureau.accept(sheets[2].id)
        _ = try await bureau.returns.landSheets(of: collection, by: bureau.officer)
        _ = try await bureau.returns.correctSheet(
            sheets[0].id, SheetFilling(SheetAnswers([nursery("载体0甲", 9)]), isSending: true),
            reason: "乙已停办", version: try bureau.sheet(sheets[0].id).version,
            by: bureau.clerk("430602"))
        try await bureau.accept(sheets[0].id)
        let report = try await bureau.returns.landSheets(of: collection, by: bureau.officer)
        #expect(report.batch.changed == 1)
        #expect(report.batch.vanished.map(\.label) == ["载体0乙"])
        #expect(try bureau.rows("SELECT count(*) FROM nursery")[0][0] == .integer(6))
    }

    @Test func whatIsNotAcceptedDoesNotLand() async throws {
        let bureau = try Bureau()
        let (collection, sheets) = try await bureau.send(bureau.survey)
        try await bureau.fill(
            sheets[0].id, SheetAnswers([nursery("甲", 1)]), by: bureau.clerk("430602"))
        let words = await refused {
            _ = try await bureau.returns.landSheets(of: collection, by: bureau.officer)
        }
        #expect(words.contains("还没有审核通过"), "\(words)")
        #expect(try bureau.rows("SELECT count(*) FROM nursery")[0][0] == .integer(0))
    }

    @Test func oneRecordOfTwoCountiesIsToldWithBothAndNothingLands() async throws {
        let bureau = try Bureau()
        let (collection, sheets) = try await bureau.send(
            bureau.survey, to: [.county("430602"), .county("430621")])
        for (sheet, county) in zip(sheets, ["430602", "430621"]) {
            let rows = [nursery("本地\(county)", 1), nursery("两地都报", 2)]
            try await bureau.fill(sheet.id, SheetAnswers(rows), by: bureau.clerk(county))
            try await bureau.accept(sheet.id)
        }
        let words = await refused {
            _ = try await bureau.returns.landSheets(of: collection, by: bureau.officer)
        }
        #expect(words.contains("岳阳县第 2 行：与楼区第 2 行是同一条"), "\(words)")
        #expect(try bureau.rows("SELECT count(*) FROM nursery")[0][0] == .integer(0))
    }

    @Test func aReturnWithoutARegisterAndAnotherSectionLandNothing() async throws {
        let bureau = try Bureau()
        let (figures, sheets) = try await bureau.send(bureau.figures)
        try await bureau.fill(sheets[0].id, Bureau.rows(), by: bureau.clerk("430602"))
        try await bureau.accept(sheets[0].id)
        let none = await refused {
            _ = try await bureau.returns.landSheets(of: figures, by: bureau.officer)
        }
        #expect(none.contains("没有对应登记册"), "\(none)")
        let (survey, _) = try await sent(bureau)
        let other = try bureau.party("officer", "李四", .section("high-tech"))
        let words = await refused {
            _ = try await bureau.returns.landSheets(of: survey, by: other)
        }
        #expect(words.contains("由平台科负责"), "\(words)")
    }

    @Test func theNextSurveyStartsFromTheRecordsOfTheCounty() async throws {
        let bureau = try Bureau()
        let (collection, _) = try await sent(bureau)
        _ = try await bureau.returns.landSheets(of: collection, by: bureau.officer)
        bureau.clock.set("2025-09-01T01:00:00Z")
        var plan = bureau.survey
        plan.name = "2025年第二次孵化载体摸底"
        plan.fixed = ["survey_batch": "2025年第二次"]
        let (_, sheets) = try await bureau.send(plan)
        let clerk = try bureau.clerk("430602")
        let view = try bureau.view(sheets[0].id, by: clerk)
        // The key stands there; what is shown stands beside, what is neither does not.
        #expect(view.answers.rows == [["name": "载体0甲"], ["name": "载体0乙"]])
        let column = try #require(view.form.column("incubated"))
        #expect(view.lastValue(of: ["name": "载体0甲"], column) == "10")
        #expect(view.lastValue(of: ["name": "新建的"], column) == "")
    }

    @Test func lastPeriodsSheetIsCarriedIntoTheUnitOfToday() async throws {
        let bureau = try Bureau()
        var plan = bureau.figures
        plan.columns[3].carry = .prefilled
        let (first, sheets) = try await bureau.send(plan)
        try await bureau.fill(
            sheets[0].id, Bureau.rows(10, fiscal: "1.5"), by: bureau.clerk("430602"))
        try await bureau.fill(
            sheets[1].id, Bureau.rows(), sending: false, by: bureau.clerk("430621"))
        var next = plan
        next.name = "下一期"
        next.previous = first
        next.columns[3] = ReturnPlan.Column("财政", "money", unit: "元")
        next.columns[3].carry = .prefilled
        next.columns[5].unit = "元"
        let (_, later) = try await bureau.send(next)
        let view = try bureau.view(later[0].id, by: bureau.clerk("430602"))
        #expect(view.answers.rows[0] == ["c1": "农业", "c4": "15000"])
        // A draft was not handed in: it is nobody's last value.
        let draft = try bureau.view(later[1].id, by: bureau.clerk("430621"))
        #expect(draft.answers.rows[0] == ["c1": "农业"])
        #expect(draft.last.rows.isEmpty)
    }
}
