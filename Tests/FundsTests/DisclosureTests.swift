import Catalogue
import Funds
import Registers
import Store
import Testing
import Values

/// What is published of running costs with the final accounts, from the ledgers.
struct DisclosureTests {
    private func disclosure(_ office: CostOffice, _ year: Int) throws -> Disclosure {
        try office.database.readNow { try office.costs.disclosure($0, year: year) }
    }

    private func count(_ found: Disclosure, _ item: String) throws -> Disclosure.Count {
        try #require(found.counts.first { $0.item == item })
    }

    @Test func anEmptyYearHasNothingToPublish() async throws {
        let found = try disclosure(try await CostOffice(), 2025)
        #expect(found.isEmpty && found.counts.count == 7)
    }

    @Test func numbersAreOfWhatTookPlaceAndAmountsOfWhatWasPaid() async throws {
        let office = try await CostOffice("2026-01-20T01:00:00Z")
        let first = try await office.meeting("HY-1", "5000", on: "2025-06-01")
        try await office.settle(try await office.approve(first), 432_100, on: "2025-07-01")
        let second = try await office.meeting("HY-2", "6000", on: "2025-12-30")
        try await office.settle(try await office.approve(second), 567_800, on: "2026-01-12")
        _ = try await office.approve(try await office.meeting("HY-3", "1000", on: "2025-12-31"))
        let refused = try await office.meeting("HY-4", "1000", on: "2025-12-31")
        try await office.move(refused, "refuse")
        try await office.meeting("HY-5", "1000", on: "2025-12-31")
        let found = try disclosure(office, 2025)
        let meetings = try count(found, "meetings")
        #expect(meetings.number == 3 && meetings.people == 90)
        #expect(meetings.notes == ["1 次已审批未报销", "1 次在次年报销"])
        #expect(meetings.agrees == nil)
        let amount = try #require(found.amounts.first { $0.classes == ["30215"] })
        #expect(amount.amount == Money(fen: 432_100) && amount.stated == nil)
        #expect(amount.notes.contains("本年发生、次年报销的 5,678.00元 不在内"))
        let next = try #require(
            try disclosure(office, 2026).amounts.first { $0.classes == ["30215"] })
        #expect(next.amount == Money(fen: 567_800))
        #expect(next.notes == ["含上年发生、本年报销的 5,678.00元"])
    }

    @Test func domesticAndForeignReceptionsAreCountedApartAndComparedWithTheFinalAccounts()
        async throws
    {
        let office = try await CostOffice()
        let items: [[String: Scalar]] = [["item": .text("meal"), "amount": .integer(78_000)]]
        for (number, kind) in [("JD-1", "domestic"), ("JD-2", "domestic"), ("JD-3", "foreign")] {
            let made = try await office.reception(number, ["kind": .text(kind)])
            let agreed = try await office.approve(made)
            let registry = office.registry
            try await office.database.write(office.city.act("moved")) { writer in
                let draft = Draft(
                    ["total": .integer(78_000), "settled_on": .text("2025-03-10")],
                    rows: ["items": items])
                _ = try registry.change("reception", agreed.id, to: draft, version: nil, writer)
                _ = try registry.move("reception", agreed.id, "settle", version: nil, writer)
            }
        }
        try await line(office, "30217", final: "2340.01", counts: [("receptions-domestic", 3, 12)])
        let found = try disclosure(office, 2025)
        let domestic = try count(found, "receptions-domestic")
        #expect(domestic.number == 2 && domestic.people == 12)
        #expect(domestic.statedNumber == 3 && domestic.agrees == false)
        let foreign = try count(found, "receptions-foreign")
        #expect(foreign.number == 1 && foreign.people == 6 && foreign.agrees == nil)
        let amount = try #require(found.amounts.first { $0.classes == ["30217"] })
        #expect(amount.amount == Money(fen: 234_000))
        #expect(amount.difference == Money(fen: -1))
    }

    @Test func carsAreCountedAtTheEndOfTheYear() async throws {
        let office = try await CostOffice()
        for (plate, bought, disposed) in [
            ("示A1", "2019-05-16", ""), ("示A2", "2025-01-10", ""),
            ("示A3", "2012-03-09", "2025-03-01"),
        ] {
            _ = try await office.registry.createRecord(
                "official-car",
                [
                    "plate": .text(plate), "kind": .text("emergency"), "unit": .text("局本级"),
                    "bought_on": .text(bought), "disposed_on": .text(disposed),
                ], by: office.city.finance)
        }
        let now = try disclosure(office, 2025)
        #expect(try count(now, "cars-kept").number == 2)
        #expect(try count(now, "cars-bought").number == 1)
        #expect(try count(try disclosure(office, 2024), "cars-kept").number == 2)
    }

    @Test func purchasesNameWhatWentToSmallBusinesses() async throws {
        let office = try await CostOffice()
        for (number, whole, medium, micro) in [
            ("CG-1", 8_000_000, 8_000_000, 3_000_000), ("CG-2", 4_000_000, 0, 0),
        ] as [(String, Int64, Int64, Int64)] {
            let purchase = try await office.registry.createRecord(
                "purchase",
                [
                    "purchase_no": .text(number), "name": .text("采购"), "item": .text("goods"),
                    "method": .text("framework"), "planned_on": .text("2025-03-01"),
                    "estimate": .text("90000"),
                ], by: office.city.finance)
            try await office.move(
                try await office.approve(purchase), "contract",
                [
                    "contract_no": .text(number), "contracted_on": .text("2025-03-05"),
                    "contract_amount": .integer(whole), "supplier_name": .text("甲"),
                    "supplier_size": .text("small"), "small_medium": .integer(medium),
                    "small_micro": .integer(micro),
                ])
        }
        let amounts = try disclosure(office, 2025).amounts.filter { $0.register == "purchase" }
        #expect(amounts.map(\.amount.fen) == [12_000_000, 8_000_000, 3_000_000])
        #expect(amounts.map(\.notes) == [[], ["占采购总额 66.7%"], ["占采购总额 25.0%"]])
    }

    @Test func trainingAbroadCountsWhereTheBureauItselfPaid() async throws {
        let office = try await CostOffice("2025-09-20T01:00:00Z")
        try await office.limit("overseas", "50000")
        for (name, own) in [("甲班", "30000"), ("乙班", "")] {
            let made = try await office.registry.createRecord(
                "overseas-training",
                [
                    "plan_year": .text("2025"), "name": .text(name), "country": .text("某国"),
                    "approval_no": .text(name), "approved_on": .text("2025-03-01"),
                    "departs_on": .text("2025-08-01"), "budget": .text("90000"),
                    "own_budget": .text(own),
                ], by: office.city.finance)
            #expect(try office.use("overseas") == .none || name == "乙班", "planned alone")
            for move in ["submit", "approve", "depart"] { try await office.move(made, move) }
        }
        #expect(try office.use("overseas").reserved == Money(fen: 3_000_000))
        let groups = try count(try disclosure(office, 2025), "overseas-groups")
        #expect(groups.number == 1 && groups.notes == ["其中出国（境）培训 1 个 0 人次"])
    }

    private func line(
        _ office: CostOffice, _ economic: String, final: String, counts: [(String, Int, Int)]
    ) async throws {
        _ = try await office.registry.createRecord(
            "budget-line",
            [
                "year": .text("2025"), "fund": .text("general-public-budget"),
                "economic_class": .text(economic),
                "final": .text(final),
                "counts": .rows(
                    counts.map { ["item": $0.0, "number": "\($0.1)", "people": "\($0.2)"] }),
            ], by: office.city.finance)
    }
}
