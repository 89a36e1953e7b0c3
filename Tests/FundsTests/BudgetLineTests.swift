import Funds
import Registers
import Store
import Testing
import Values

@Suite struct BudgetLineTests {
    @Test func theYearsBudgetIsFilledFromItsParts() async throws {
        let city = try await Treasury()
        let line = try await city.line([
            "opening": "500000", "carried_in": "30000.01", "added": "20000", "cut": "100",
            "shifted": "-50", "withdrawn_funds": "0.01",
        ])
        #expect(line["budget_total"] == .integer(54_985_000))
        #expect(line.version == 1)
        #expect(try city.read(line.id) == line)
    }

    @Test func aTotalThatDiffersByAFenIsRefusedWithTheDifference() async throws {
        let city = try await Treasury()
        let words = try await city.words {
            try await city.line(["opening": "100", "added": "20", "budget_total": "120.01"])
        }
        let told = try #require(words)
        for part in ["行政运行", "差 0.01元", "年初预算 100.00元＋追加 20.00元", "应为 120.00元"] {
            #expect(told.contains(part), "\(told)")
        }
        #expect(try await city.words { try await city.line(["budget_total": "7"]) } == nil)
    }

    @Test func partsThatComeToLessThanNothingAreRefused() async throws {
        let city = try await Treasury()
        let words = try await city.words {
            try await city.line(["opening": "100", "cut": "100.01"])
        }
        #expect(words?.contains("-0.01元，不能为负") == true, "\(words ?? "")")
    }

    @Test func adjustmentsAddUpToWhatTheLineSaysOfThem() async throws {
        let city = try await Treasury()
        func rows(_ amount: String, _ document: String = "岳财预〔2025〕3号") -> String {
            """
            [{"类别": "追加", "日期": "2025-03-01", "金额": "\(amount)", "文号": "\(document)"}]
            """
        }
        func refused(_ rows: String) async throws -> String? {
            try await city.words {
                try await city.line(["opening": "100", "added": "20", "adjustments": rows])
            }
        }
        #expect(try await refused(rows("19.99"))?.contains("逐笔合计 19.99元，差 0.01元") == true)
        #expect(try await refused(rows("20", ""))?.contains("第 1 笔不完整") == true)
        #expect(
            try await refused("[{\"日期\": \"2025-03-01\", \"金额\": \"20\", \"文号\": \"甲\"}]")?
                .contains("补上类别") == true)
        #expect(try await refused(rows("20")) == nil)
    }

    @Test func carryOverAndSurplusAreTwoThings() async throws {
        let city = try await Treasury()
        let base = ["opening": "100", "final": "60", "carry_out": "40"]
        let done = try await city.words {
            try await city.line(base.merging(["goal_done": "是"]) { $1 })
        }
        #expect(done?.contains("目标已完成，却有年末结转 40.00元") == true)
        let much = try await city.words {
            try await city.line(base.merging(["surplus_taken": "0.01"]) { $1 })
        }
        #expect(much?.contains("多 0.01元") == true)
        #expect(try await city.words { try await city.line(base) } == nil)
    }

    @Test func moneyUnspentForTwoYearsIsCarriedOnNoMore() async throws {
        let city = try await Treasury()
        let line = try await city.line(["carried_in": "50"])
        #expect(line["money_year"] == .integer(2024))
        #expect(line["carry_until"] == .text("2025-12-31"))
        let old = try await city.words {
            try await city.line(["carried_in": "50", "money_year": "2023", "doc_no": "旧"])
        }
        #expect(old?.contains("到 2024 年底已连续2年没有用完") == true, "\(old ?? "")")
        #expect(old?.contains("预算法第四十二条") == true)
        let on = try await city.words { try await city.change(line, ["carry_out": "10"]) }
        #expect(on?.contains("2024 年的钱") == true)
        // What was given this year may go on.
        let mixed = try await city.line([
            "carried_in": "50", "opening": "30", "doc_no": "新", "paid_total": "50",
        ])
        #expect(try await city.words { try await city.change(mixed, ["carry_out": "30"]) } == nil)
    }

    @Test func aProjectLineNamesItsProject() async throws {
        let city = try await Treasury()
        let nameless = ["kind": "项目支出", "function_code": "2060102"]
        let words = try await city.words { try await city.line(nameless) }
        #expect(words?.contains("没有写是哪个项目") == true)
        let named = nameless.merging(["project_name": "科技创新工作经费"]) { $1 }
        #expect(try await city.words { try await city.line(named) } == nil)
        // A published report states accounts of function alone.
        let published = nameless.merging(["source_system": "published-report"]) { $1 }
        #expect(try await city.words { try await city.line(published) } == nil)
    }

    @Test func aBudgetIsNotCutBelowWhatIsPaid() async throws {
        let city = try await Treasury()
        let line = try await city.line(["opening": "100", "paid_total": "80"])
        let words = try await city.words {
            try await city.change(line, ["cut": "20.01", "budget_total": "79.99"])
        }
        #expect(words?.contains("已经支付 80.00元，差 0.01元") == true, "\(words ?? "")")
        #expect(
            try await city.words {
                try await city.change(line, ["cut": "20", "budget_total": "80"])
            } == nil)
    }

    @Test func anImportAsksTheSameAndARerunChangesNothing() async throws {
        let city = try await Treasury()
        let text = "年度,单位编码,资金性质,功能科目编码,支出类型,年初预算数,追加,全年预算数\n"
        let bad = try city.table(text + "2025,201001,一般公共预算,2060101,基本支出,100,20,119.99\n")
        await #expect {
            try await city.registry.importTable(
                bad, into: "budget-line", by: city.finance, ImportRequest(file: "a.csv"))
        } throws: { error in
            (error as? ImportRefusal)?.findings.first?.message.contains("差 -0.01元") == true
        }
        let good = try city.table(text + "2025,201001,一般公共预算,2060101,基本支出,100,20,\n")
        for (created, unchanged) in [(1, 0), (0, 1)] {
            let report = try await city.registry.importTable(
                good, into: "budget-line", by: city.finance, ImportRequest(file: "a.csv"))
            #expect(report.created == created && report.unchanged == unchanged)
            #expect(report.changed == 0)
        }
    }
}

@Suite struct BudgetPostingTests {
    @Test func moneyThatIsPassedOnStandsInItsFund() async throws {
        let city = try await Treasury()
        let line = try await city.passedOn(["opening": "1000", "doc_on": "2025-03-05"])
        let fund = city.fund(city.science)
        #expect(try city.standing(fund).standing == Money(fen: 100_000))
        try await city.change(line, ["added": "500.5", "budget_total": "1500.5"])
        #expect(try city.standing(fund).standing == Money(fen: 150_050))
        try await city.change(line, ["cut": "0.5", "budget_total": "1500"])
        #expect(try city.standing(fund).standing == Money(fen: 150_000))
        // What says nothing of the budget moves nothing.
        try await city.change(line, ["owner": "李四"])
        let events = try city.database.readNow {
            try $0.all("SELECT event, amount, booked_on FROM ledger_transfer ORDER BY id")
        }
        #expect(
            events.map { $0[0] } == [
                .text("appropriation"), .text("appropriation"), .text("cut"),
            ])
        #expect(events[0][2] == .text("2025-03-05"))
        #expect(try city.verify() == [])
    }

    @Test func theDepartmentsOwnSpendingIsNotInTheFunds() async throws {
        let city = try await Treasury()
        try await city.line(["opening": "1000"])
        let count = try city.database.readNow {
            try $0.integer("SELECT count(*) FROM ledger_transfer")
        }
        #expect(count == 0)
        let words = try await city.words {
            try await city.line(["opening": "5", "doc_no": "甲", "earmark": "#\(city.science)"])
        }
        #expect(words != nil)
    }

    @Test func aCutBelowWhatWasIssuedIsRefusedByTheLedgerAndKept() async throws {
        let city = try await Treasury()
        let line = try await city.passedOn(["opening": "1000"])
        try await city.post(
            TransferRequest(
                "issued", "allocation", from: city.fund(city.science),
                to: city.county(city.science), Money(fen: 60_000), on: Treasury.day(8)))
        let refused = try await city.words {
            try await city.change(line, ["cut": "400.01", "budget_total": "599.99"])
        }
        #expect(refused?.contains("只有 400元 可用，不够 400.01元") == true, "\(refused ?? "")")
        let kept = try city.database.readNow { try $0.all("SELECT rule FROM ledger_refusal") }
        #expect(kept == [[.text("no-overdraft")]])
        #expect(try city.read(line.id)["budget_total"] == .integer(100_000))
        #expect(try city.standing(city.fund(city.science)).available == Money(fen: 40_000))
        try await city.change(line, ["cut": "400", "budget_total": "600"])
        #expect(try city.standing(city.fund(city.science)).available == .zero)
        #expect(try city.verify() == [])
    }

    @Test func aLineThatChangesItsFundTakesItsMoneyAlong() async throws {
        let city = try await Treasury()
        let line = try await city.passedOn(["opening": "1000"])
        try await city.change(line, ["earmark": "#\(city.transfer)"])
        #expect(try city.standing(city.fund(city.science)).standing == .zero)
        #expect(try city.standing(city.fund(city.transfer)).standing == Money(fen: 100_000))
        _ = try await city.registry.withdrawRecord(
            "budget-line", line.id, by: city.finance, reason: "录错")
        #expect(try city.standing(city.fund(city.transfer)).standing == .zero)
        #expect(try city.verify() == [])
    }

    @Test func whatIsCarriedInComesFromLastYearsFundAsFarAsItHasIt() async throws {
        let city = try await Treasury()
        _ = try await city.passedOn(["year": "2024", "opening": "300", "doc_no": "旧"])
        let last = LedgerAccount.fund(city.science, "专项", year: 2024)
        #expect(try city.standing(last).standing == Money(fen: 30_000))
        _ = try await city.passedOn(["carried_in": "400", "opening": "100"])
        #expect(try city.standing(last).standing == .zero)
        #expect(try city.standing(city.fund(city.science)).standing == Money(fen: 50_000))
        #expect(try city.verify() == [])
    }

    @Test func surplusThatIsTakenBackLeavesTheFund() async throws {
        let city = try await Treasury()
        let line = try await city.passedOn(["opening": "1000", "paid_total": "900"])
        try await city.change(line, ["surplus_taken": "100"])
        #expect(try city.standing(city.fund(city.science)).standing == Money(fen: 90_000))
    }
}
