import Catalogue
import Funds
import Registers
import Store
import Testing
import Values

@Suite struct ExplainMoneyTests {
    private func explained(_ city: Treasury, _ earmark: Int64? = nil, year: Int = 2025) throws
        -> SpecialFundYear
    {
        try city.database.readNow {
            try ExplainMoney(city.registry).specialFund(
                $0, earmark ?? city.science, year: year, by: city.finance)
        }
    }

    @Test func aFundIsExplainedDownToTheReceiptAndAReceiptUpToTheFund() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        try await city.paid(project)
        let expense = try await city.expense(project, "FP-7", 150)
        try await city.move("project-expense", expense, "book")
        try await city.bookReturn(try await city.giveBack(project, "T1", "returned", 30))
        let fund = try explained(city)
        #expect(fund.isWhole)
        #expect(fund.appropriated == Money(fen: 100_000))
        #expect(fund.issued == Money(fen: 40_000) && fund.arrived == Money(fen: 40_000))
        #expect(fund.spent == Money(fen: 15_000) && fund.returned == Money(fen: 3_000))
        #expect(fund.left == Money(fen: 63_000) && fund.held == Money(fen: 22_000))
        let document = try #require(fund.root.children.first)
        #expect(document.kind == .document && document.title.contains("P1"))
        let unit = try #require(document.children.first?.children.first)
        #expect(unit.kind == .unit && unit.title == "示例研究所")
        #expect(unit.children.map(\.kind) == [.expense, .refund])
        let ways = try city.database.readNow {
            try ExplainMoney(city.registry).receipt($0, expense, by: city.finance)
        }
        #expect(ways.count == 1)
        #expect(ways[0].path.map(\.kind) == [.fund, .document, .county, .unit, .expense])
        #expect(ways[0].path.last?.amount == Money(fen: 15_000))
        #expect(ways[0].path.first?.entries.first?.event == "appropriation")
    }

    @Test func whatIsOnItsWayAndWhatBouncedIsExplained() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let request = try await city.request(project)
        try await city.agree(request)
        try await city.pay(request)
        var fund = try explained(city)
        #expect(fund.isWhole && fund.issued == Money(fen: 40_000) && fund.arrived == .zero)
        let unit = fund.root.children.first?.children.first?.children.first
        #expect(unit?.waiting == Money(fen: 40_000) && unit?.left == .zero)
        try await city.move(
            "payment-request", request, "bounce", ["bounced_on": .text("2025-03-09")])
        fund = try explained(city)
        #expect(fund.isWhole && fund.issued == .zero && fund.left == Money(fen: 100_000))
    }

    @Test func moneyThroughACountyIsExplainedByPaperAndUnit() async throws {
        let city = try await Treasury()
        try await city.appropriate(1_000, city.science)
        let paper = try await city.make(
            "allocation-paper",
            [
                "doc_no": .text("示财教指〔2025〕8号"), "title": .text("下达"),
                "earmark": .integer(city.science), "year": .integer(2025),
                "total": .integer(60_000),
            ])
        let line = try await city.make(
            "allocation",
            [
                "paper": .integer(paper), "place": .integer(1), "split": .integer(1),
                "recipient": .text("示例合作社"), "through": .text("county"),
                "county": .text("430621"), "amount": .integer(60_000),
            ].filter { city.knows("allocation", $0.key) })
        let (fund, county) = (city.fund(city.science), city.county(city.science))
        let unit = LedgerAccount.unit(
            "allocation#\(line)", "示例合作社", earmark: city.science, year: 2025, county: "430621")
        func step(
            _ key: String, _ from: LedgerAccount, _ to: LedgerAccount, _ fen: Int64,
            _ phase: TransferRequest.Phase = .posted
        ) async throws -> Int64 {
            try await city.post(
                TransferRequest(
                    "m/\(key)", "allocation", from: from, to: to, Money(fen: fen),
                    on: Treasury.day(5), phase: phase, about: .init("allocation", line)))[0]
        }
        let issued = try await step("1", fund, county, 60_000, .pending)
        #expect(try explained(city).isWhole)
        // Less came than was sent; a part goes back before it reached the unit.
        _ = try await step("2", fund, county, 50_000, .settling(issued))
        _ = try await step("3", county, fund, 4_000)
        let sent = try await step("4", county, unit, 40_000, .pending)
        #expect(try explained(city).isWhole)
        _ = try await step("5", county, unit, 40_000, .settling(sent))
        _ = try await step("6", unit, fund, 1_000)
        let explained = try explained(city)
        #expect(explained.isWhole)
        #expect(explained.issued == Money(fen: 50_000) && explained.arrived == Money(fen: 40_000))
        #expect(explained.returned == Money(fen: 5_000) && explained.left == Money(fen: 55_000))
        let node = try #require(explained.root.children.first)
        #expect(node.title.contains("示财教指〔2025〕8号"))
        let place = try #require(node.children.first)
        #expect(place.kind == .county && !place.title.contains("430621"))
        #expect(place.children[0].waiting == Money(fen: 6_000))
        #expect(place.children[0].left == Money(fen: 39_000))
        #expect(try city.verify() == [])
    }

    /// Whatever happens to be done, the tree says what the books say, at each level.
    @Test func aTreeAddsUpWhateverWasDone() async throws {
        let city = try await Treasury()
        try await city.appropriate(5_000, city.science)
        var projects: [Int64] = []
        for number in 0..<3 {
            projects.append(try await city.contracted("R\(number)", money: 0))
        }
        var seed: UInt64 = 20_250_310
        func next(_ bound: Int64) -> Int64 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int64(seed >> 33) % bound
        }
        var done = 0
        for number in 0..<60 {
            let project = projects[Int(next(3))]
            let yuan = next(200) + 1
            let act = next(4)
            let refused = try await city.rule {
                switch act {
                case 0: try await city.paid(project, "R\(number)", yuan)
                case 1:
                    let id = try await city.expense(project, "F\(number)", yuan)
                    try await city.move("project-expense", id, "book")
                case 2:
                    try await city.bookReturn(
                        try await city.giveBack(project, "T\(number)", "returned", yuan))
                default:
                    let id = try await city.request(project, "R\(number)", yuan)
                    try await city.agree(id)
                    try await city.pay(id)
                    if yuan.isMultiple(of: 2) {
                        try await city.move(
                            "payment-request", id, "bounce", ["bounced_on": .text("2025-03-09")])
                    }
                }
            }
            if refused == nil { done += 1 }
        }
        #expect(done > 15)
        let fund = try explained(city)
        #expect(fund.isWhole)
        #expect(fund.spent.fen / 100 == (try city.yuan("outlay/\(city.science)/2025")))
        let held = try projects.reduce(Int64(0)) {
            $0 + (try city.yuan("unit/project-funding#\($1)/2025"))
        }
        let waiting = fund.root.children.flatMap(\.children).flatMap(\.children)
            .reduce(Int64(0)) { $0 + $1.waiting.fen }
        #expect(fund.held.fen == held * 100 + waiting)
        #expect(try city.verify() == [])
    }

    @Test func anotherFundsMoneyIsNotInTheTree() async throws {
        let city = try await Treasury()
        try await city.appropriate(100, city.science)
        try await city.appropriate(900, city.transfer)
        #expect(try explained(city).appropriated == Money(fen: 10_000))
        let all = try city.database.readNow {
            try ExplainMoney(city.registry).specialFunds($0, year: 2025, by: city.finance)
        }
        #expect(all.map(\.code) == ["KJ-CGZH", "KJ-ZRJJ"])
        #expect(try explained(city, year: 2024).root.amount == .zero)
    }

    @Test func aProjectsStandingSaysWhatIsPlannedPromisedPaidAndLeft() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let request = try await city.paid(project)
        let expense = try await city.expense(project, "FP-7", 150)
        try await city.move("project-expense", expense, "book")
        try await city.bookReturn(
            try await city.giveBack(project, "T1", "reversed", 50, payment: request))
        let standing = try city.database.readNow {
            try ExplainMoney(city.registry).project($0, project, by: city.finance)
        }
        let year = try #require(standing.years.first)
        #expect(year.planned == Money(fen: 60_000) && year.committed == Money(fen: 60_000))
        #expect(year.paid == Money(fen: 35_000) && year.open == Money(fen: 25_000))
        #expect(year.arrived == Money(fen: 40_000) && year.returned == Money(fen: 5_000))
        #expect(year.spent == Money(fen: 15_000) && year.held == Money(fen: 20_000))
        #expect(standing.stages.map(\.paid.fen) == [35_000, 0, 0])
        #expect(standing.accounts.contains { $0.title.contains("承诺") && !$0.lines.isEmpty })
    }
}
