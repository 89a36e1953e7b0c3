import Documents
import Funds
import Registers
import Store
import Testing
import Values

/// Running costs stay within the year's limit of their kind.
struct CostLimitTests {
    @Test func anApplicationBeyondTheLimitIsRefusedWithTheRuleAndWhatIsLeft() async throws {
        let office = try await CostOffice()
        try await office.limit("conference", "10000")
        try await office.meeting("HY-1", "7000.00")
        let words = try #require(
            try await office.refused { try await office.meeting("HY-2", "3000.01") })
        for part in [
            "2025年会议费（局本级）", "限额是 10,000.00元", "只剩 3,000.00元", "增加 3,000.01元", "超出限额 0.01元",
            "示财预〔2025〕1号", "预算法第十三条", "报财政调整",
        ] {
            #expect(words.contains(part), "\(part): \(words)")
        }
        #expect(try office.use("conference").reserved == Money(fen: 700_000))
        // To the fen: exactly what is left fits, and then nothing does.
        try await office.meeting("HY-3", "3000.00")
        let last = try await office.refused { try await office.meeting("HY-4", "0.01") }
        #expect(last?.contains("已经用完") == true)
        #expect(try office.city.verify() == [])
    }

    @Test func twoApplicationsThatEachFitDoNotBothFit() async throws {
        let office = try await CostOffice()
        try await office.limit("conference", "10000")
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 1...6 {
                group.addTask {
                    (try? await office.refused {
                        try await office.meeting("HY-\(number)", "4000")
                    }) == .some(nil)
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 } == 2)
        #expect(try office.use("conference").used == Money(fen: 800_000))
    }

    @Test func withoutALimitNothingIsHeldBackAndOtherKindsUnitsAndYearsHaveTheirOwn() async throws {
        let office = try await CostOffice()
        try await office.meeting("HY-0", "9000")
        try await office.limit("training", "1")
        try await office.limit("conference", "1", year: 2024)
        try await office.limit("conference", "1", unit: "affiliated")
        try await office.meeting("HY-1", "9000")
        #expect(try office.use("conference").reserved == Money(fen: 1_800_000))
        let other = try await office.refused {
            try await office.meeting("HY-2", "2", ["cost_unit": "affiliated"])
        }
        #expect(other?.contains("直属单位") == true)
    }

    @Test func whatIsRefusedCancelledOrWithdrawnFreesItsReservation() async throws {
        let office = try await CostOffice()
        try await office.limit("conference", "5000")
        let first = try await office.meeting("HY-1", "5000")
        #expect(try await office.refused { try await office.meeting("HY-2", "1") } != nil)
        try await office.move(first, "refuse")
        #expect(try office.use("conference").used == .zero)
        let second = try await office.meeting("HY-3", "5000")
        try await office.move(try await office.approve(second), "cancel")
        let third = try await office.meeting("HY-4", "5000")
        _ = try await office.registry.withdrawRecord(
            "conference", third.id, by: office.city.finance, reason: "重复")
        try await office.meeting("HY-5", "5000")
        #expect(try office.use("conference").reserved == Money(fen: 500_000))
        #expect(try office.city.verify() == [])
    }

    @Test func settlementPutsTheRealCostInThePlaceOfTheEstimate() async throws {
        let office = try await CostOffice()
        try await office.limit("conference", "10000")
        let meeting = try await office.approve(
            try await office.meeting("HY-1", "9000", on: "2025-03-07"))
        #expect(try office.use("conference").reserved == Money(fen: 900_000))
        try await office.settle(meeting, 812_345)
        #expect(
            try office.use("conference")
                == CostUse(reserved: .zero, settled: Money(fen: 812_345)))
        let other = try await office.approve(
            try await office.meeting("HY-2", "1000", on: "2025-03-07"))
        let words = try await office.refused { try await office.settle(other, 187_656) }
        #expect(words?.contains("增加 876.56元，会超出限额 0.01元") == true, "\(words ?? "")")
        try await office.settle(other, 187_655)
        #expect(try office.use("conference").used == Money(fen: 1_000_000))
        #expect(try office.city.verify() == [])
    }

    @Test func aReservationCountsInTheYearOfTheDayAndASettlementInTheYearOfPayment() async throws {
        let office = try await CostOffice("2026-01-12T01:00:00Z")
        try await office.limit("conference", "5000")
        try await office.limit("conference", "2000", year: 2026)
        let meeting = try await office.approve(
            try await office.meeting("HY-1", "3000", on: "2025-12-31"))
        #expect(try office.use("conference", 2025).reserved == Money(fen: 300_000))
        #expect(try office.use("conference", 2026) == .none)
        let words = try await office.refused {
            try await office.settle(meeting, 200_001, on: "2026-01-09")
        }
        #expect(words?.contains("2026年会议费") == true)
        try await office.settle(meeting, 200_000, on: "2026-01-09")
        #expect(try office.use("conference", 2025) == .none)
        #expect(try office.use("conference", 2026).settled == Money(fen: 200_000))
    }

    @Test func aChangeThatAddsIsHeldAgainstTheLimitAndOneThatTakesAwayNeverIs() async throws {
        let office = try await CostOffice()
        let limit = try await office.limit("conference", "6000")
        let meeting = try await office.meeting("HY-1", "6000")
        let more = try await office.refused { try await change(office, meeting, "6000.01") }
        #expect(more != nil)
        // The limit is cut below what is reserved: that must be possible, and worked off.
        _ = try await office.registry.changeRecord(
            "cost-limit", limit.id, ["amount": .text("4000")], version: nil,
            by: office.city.finance)
        try await change(office, meeting, "5000")
        #expect(try await office.refused { try await change(office, meeting, "5000.01") } != nil)
        #expect(
            try await office.refused { try await office.meeting("HY-2", "1") }?
                .contains("已超出 1,000.00元") == true)
        _ = try await office.registry.changeRecord(
            "conference", meeting.id, ["name": .text("改名")], version: nil, by: office.city.finance)
    }

    private func change(_ office: CostOffice, _ meeting: Record, _ estimate: String) async throws {
        _ = try await office.registry.changeRecord(
            "conference", meeting.id, ["estimate": .text(estimate)], version: nil,
            by: office.city.finance)
    }

    @Test func theWarningIsToldOnceToFinanceAndTheSection() async throws {
        let office = try await CostOffice()
        let finance = try await office.account("cw", "finance", nil)
        let officer = try await office.account("gx", "officer", "high-tech")
        _ = try await office.account("bg", "officer", "office")
        let limit = try await office.limit("conference", "10000")
        try await office.meeting("HY-1", "7999.99")
        #expect(try office.notices().isEmpty)
        let second = try await office.meeting("HY-2", "0.01")
        let told = try office.notices()
        #expect(told.map(\.account) == [finance, officer])
        #expect(told.allSatisfy { $0.text.contains("用到 80%，限额 10,000.00元，还剩 2,000.00元") })
        #expect(told.allSatisfy { $0.link == "/funds/running-costs?year=2025" })
        #expect(try office.record("cost-limit", limit.id)["warned_on"] == .text("2025-03-10"))
        // Freed and reached again: the list follows, nobody is told twice.
        try await office.move(second, "refuse")
        #expect(try office.record("cost-limit", limit.id)["near"] == .integer(0))
        try await office.meeting("HY-3", "100")
        #expect(try office.record("cost-limit", limit.id)["near"] == .integer(1))
        #expect(try office.notices().count == 2)
        // A limit that was raised is another one.
        _ = try await office.registry.changeRecord(
            "cost-limit", limit.id, ["amount": .text("20000")], version: nil,
            by: office.city.finance)
        #expect(try office.record("cost-limit", limit.id)["warned_on"].isNull)
        try await office.meeting("HY-4", "8000")
        #expect(try office.notices().count == 4)
        #expect(try office.city.verify() == [])
    }

    @Test func anEstimateIsAskedForWhereThereIsALimit() async throws {
        let office = try await CostOffice()
        try await office.reception("JD-0")
        try await office.limit("reception", "1000")
        let words = try await office.refused { try await office.reception("JD-1") }
        #expect(words?.contains("没有填预计费用") == true)
        try await office.reception("JD-2", ["estimate": .text("800")])
        #expect(try office.use("reception").reserved == Money(fen: 80_000))
    }

    @Test func anImportBeyondTheLimitIsRefusedWithItsLineAndTheRowsAboveItCountAlone() async throws
    {
        let office = try await CostOffice()
        try await office.limit("conference", "10000")
        let text = """
            会议申请编号,会议名称,会议类别,会议日期,计划人数,预计费用
            HY-1,甲会,四类会议,2025-03-20,30,6000
            HY-2,乙会,四类会议,2025-03-21,30,5000
            HY-3,丙会,四类会议,2025-03-22,30,4000

            """
        let table = try CSVTable.parse(Array(text.utf8))
        do {
            _ = try await office.registry.importTable(
                table, into: "conference", by: office.city.finance, source: "a.csv")
            Issue.record("not refused")
        } catch let refusal as ImportRefusal {
            #expect(refusal.findings.map(\.line) == [3], "the third fits without the second")
            #expect(refusal.findings[0].message.contains("超出限额 1,000.00元"))
        }
        #expect(try office.use("conference") == .none, "nothing was imported")
        var request = ImportRequest(file: "a.csv")
        request.keepsGood = true
        let report = try await office.registry.importTable(
            ImportTable(table), into: "conference", by: office.city.finance, request)
        #expect(report.created == 2 && report.findings.map(\.line) == [3])
        #expect(try office.use("conference").reserved == Money(fen: 1_000_000))
        #expect(try office.city.verify() == [])
    }

    @Test func costsOfCarsStandInRowsAndCountInTheYearTheyWerePaid() async throws {
        let office = try await CostOffice()
        try await office.limit("car-running", "1000")
        try await office.limit("car-purchase", "0")
        let bought = try await office.refused {
            _ = try await makeCar(office, "示A1", bought: "2025-03-03", costs: [])
        }
        #expect(bought?.contains("公务用车购置费") == true)
        let costs = [("2024-12-30", "9000"), ("2025-02-01", "600")]
        let car = try await makeCar(office, "示A2", bought: "2019-05-16", costs: costs)
        #expect(try office.use("car-running").settled == Money(fen: 60_000))
        let more: [[String: String]] = (costs + [("2025-03-01", "400.01")]).map {
            ["paid_on": $0.0, "kind": "fuel", "amount": $0.1]
        }
        let words = try await office.refused {
            _ = try await office.registry.changeRecord(
                "official-car", car.id, ["costs": .rows(more)], version: nil,
                by: office.city.finance)
        }
        #expect(words?.contains("超出限额 0.01元") == true)
    }

    private func makeCar(
        _ office: CostOffice, _ plate: String, bought: String, costs: [(String, String)]
    ) async throws -> Record {
        try await office.registry.createRecord(
            "official-car",
            [
                "plate": .text(plate), "kind": .text("emergency"), "unit": .text("局本级"),
                "bought_on": .text(bought), "price": .text("128000"),
                "costs": .rows(
                    costs.map { ["paid_on": $0.0, "kind": "fuel", "amount": $0.1] }),
            ], by: office.city.finance)
    }

    @Test func aPurchaseCountsItsBudgetThenItsContractThenWhatWasPaid() async throws {
        let office = try await CostOffice()
        try await office.limit("purchase", "100000")
        let purchase = try await office.registry.createRecord(
            "purchase",
            [
                "purchase_no": .text("CG-1"), "name": .text("电脑"), "item": .text("goods"),
                "method": .text("framework"), "planned_on": .text("2025-03-01"),
                "estimate": .text("90000"),
            ], by: office.city.finance)
        let agreed = try await office.approve(purchase)
        #expect(try office.use("purchase").reserved == Money(fen: 9_000_000))
        let signed = try await office.move(
            agreed, "contract",
            [
                "contract_no": .text("合1"), "contracted_on": .text("2025-03-05"),
                "contract_amount": .integer(8_500_000), "supplier_name": .text("甲"),
                "supplier_size": .text("small"), "small_medium": .integer(8_500_000),
                "small_micro": .integer(8_500_000),
            ])
        #expect(try office.use("purchase").reserved == Money(fen: 8_500_000))
        try await office.move(
            signed, "settle",
            [
                "accepted_on": .text("2025-03-08"), "total": .integer(8_400_000),
                "settled_on": .text("2025-03-10"),
            ])
        #expect(
            try office.use("purchase")
                == CostUse(reserved: .zero, settled: Money(fen: 8_400_000)))
    }
}
