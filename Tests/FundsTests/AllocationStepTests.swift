import Approvals
import Funds
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

struct AllocationStepTests {
    @Test func anIssuedPaperPutsEachPayeesMoneyOnItsWay() async throws {
        let office = try await PaperOffice()
        let paper = try await office.issued()
        #expect(paper.state == "issued")
        #expect(paper["issued_on"] == .text("2025-03-10"))
        #expect(paper["due_on"] == .text("2025-04-09"), "thirty days")
        let lines = try office.lines(paper)
        #expect(lines.allSatisfy { $0.state == "issued" && $0["due_on"] == paper["due_on"] })
        #expect(lines.allSatisfy { $0["doc_no"] == .text("岳财教指〔2025〕12号") })
        let fund = try office.standing(office.fund)
        #expect(fund.standing == Money(fen: 100_000_000))
        #expect(fund.available == Money(fen: 70_000_000))
        #expect(try office.standing(office.countyAccount()).arriving == Money(fen: 20_000_000))
        #expect(
            try office.told(office.county).contains { $0.contains("下达你县 2 笔，共 200000元") })
        #expect(
            try office.told(office.otherCounty).contains { $0.contains("下达你县 1 笔") })
        #expect(try office.city.verify() == [])
    }

    @Test func moneyIsFollowedFromTheFundToTheUnit() async throws {
        let office = try await PaperOffice()
        let paper = try await office.issued()
        let lines = try office.lines(paper)
        let own = lines.filter { $0["county"].text == "430621" }.map(\.id)
        office.city.clock.set("2025-03-14T01:00:00Z")
        _ = try await office.allocations.confirmCountyReceipt(
            own, on: PaperOffice.day("2025-03-12"), by: office.county)
        #expect(try office.standing(office.countyAccount()).standing == Money(fen: 20_000_000))
        _ = try await office.allocations.disburse(
            own, on: PaperOffice.day("2025-03-14"), by: office.county)
        #expect(try office.standing(office.countyAccount()).available == .zero)
        office.city.clock.set("2025-03-20T01:00:00Z")
        let arrived = try await office.allocations.confirmArrival(
            own[0], on: PaperOffice.day("2025-03-18"), receipt: " HD20250318001 ",
            by: office.unit)
        #expect(arrived.state == "arrived")
        #expect(arrived["receipt_no"] == .text("HD20250318001"))
        #expect(arrived["confirmed_by"] == .text("单位辛"))
        #expect(arrived["days_to_county"] == .integer(2))
        #expect(arrived["days_to_disburse"] == .integer(2))
        #expect(arrived["days_to_arrival"] == .integer(4))
        #expect(arrived["days_total"] == .integer(8))
        #expect(arrived["in_time"] == .integer(1))
        #expect(try office.standing("unit/allocation#\(own[0])").standing == Money(fen: 12_500_000))
        let (money, statement) = try office.database.readNow { reader in
            try office.allocations.followLine(
                reader, own[0], today: office.day("2025-03-20"), by: office.unit)
        }
        #expect(money.steps.map(\.title) == ["下达", "县级收到", "县级国库拨付", "单位到账"])
        #expect(money.steps.map(\.days) == [nil, 2, 2, 4])
        #expect(money.waiting == nil)
        #expect(statement.map(\.phase) == ["在途", "在途转入账", "在途", "在途转入账"])
        #expect(try office.city.verify() == [])
    }

    @Test func stepsComeInTheirOrderOnDaysThatHaveBeen() async throws {
        let office = try await PaperOffice()
        let paper = try await office.issued()
        let id = try office.lines(paper)[0].id
        let allocations = office.allocations
        func words(_ body: () async throws -> Void) async throws -> String {
            do {
                try await body()
                return ""
            } catch let refusal as AllocationRefusal {
                return refusal.description
            }
        }
        #expect(
            try await words {
                _ = try await allocations.disburse(
                    [id], on: PaperOffice.day("2025-03-10"), by: office.county)
            }.contains("现在是“已下达”，不能办“国库拨付”。先由县级确认收到"))
        #expect(
            try await words {
                _ = try await allocations.confirmCountyReceipt(
                    [id], on: PaperOffice.day("2025-03-09"), by: office.county)
            }.contains("早于下达日期 2025-03-10"))
        #expect(
            try await words {
                _ = try await allocations.confirmCountyReceipt(
                    [id], on: PaperOffice.day("2025-03-11"), by: office.county)
            }.contains("还没到"))
        #expect(
            try await words {
                _ = try await allocations.confirmArrival(
                    id, on: PaperOffice.day("2025-03-10"), receipt: "", by: office.unit)
            }.contains("没有到账回单号"))
        #expect(try office.line(id).state == "issued")
        #expect(try office.standing(office.countyAccount()).standing == .zero)
    }

    @Test func manyAreTakenTogetherOrNone() async throws {
        let office = try await PaperOffice()
        let paper = try await office.issued()
        let lines = try office.lines(paper)
        let own = lines.filter { $0["county"].text == "430621" }.map(\.id)
        let day = try PaperOffice.day("2025-03-10")
        _ = try await office.allocations.confirmCountyReceipt([own[0]], on: day, by: office.county)
        await #expect(throws: AllocationRefusal.self) {
            _ = try await office.allocations.confirmCountyReceipt(
                own, on: day, by: office.county)
        }
        #expect(try office.line(own[1]).state == "issued")
        let preview = try office.database.readNow { reader in
            try office.allocations.previewStep(
                reader, .receive, own, on: day, today: day, by: office.county)
        }
        #expect(preview.map { $0.obstacle == nil } == [false, true])
    }

    @Test func everybodyActsForTheirOwnOnly() async throws {
        let office = try await PaperOffice()
        let paper = try await office.issued()
        let lines = try office.lines(paper)
        let day = try PaperOffice.day("2025-03-10")
        let own = lines[0].id
        // Another county's is not told from what is not there.
        await #expect(throws: RecordRefusal.self) {
            _ = try await office.allocations.confirmCountyReceipt(
                [own], on: day, by: office.otherCounty)
        }
        // A unit confirms no county's receipt.
        await #expect(throws: AllocationRefusal.self) {
            _ = try await office.allocations.confirmCountyReceipt([own], on: day, by: office.unit)
        }
        _ = try await office.allocations.confirmCountyReceipt([own], on: day, by: office.county)
        _ = try await office.allocations.disburse([own], on: day, by: office.county)
        await #expect(throws: RecordRefusal.self) {
            _ = try await office.allocations.confirmArrival(
                own, on: day, receipt: "1", by: office.county)
        }
        let arrived = try await office.allocations.confirmArrival(
            own, on: day, receipt: "1", reason: "单位没有账号，凭银行回单", by: office.county)
        #expect(arrived["by_proxy"] == .integer(1))
        // The unit sees its own alone.
        let received = try office.database.readNow { reader in
            try office.allocations.received(reader, today: day, by: office.unit)
        }
        #expect(received.map(\.money.line.id) == [own])
        let county = try office.database.readNow { reader in
            try office.allocations.received(reader, today: day, by: office.county)
        }
        #expect(
            Set(county.map(\.money.line.id))
                == Set(
                    lines.filter { $0["county"].text == "430621" }.map(\.id)))
    }

    @Test func whatCannotBeIssuedIsSaidBeforeAnybodyIsAsked() async throws {
        let office = try await PaperOffice(yuan: 100_000)
        let paper = try await office.draft()
        func words() throws -> [String] {
            try office.database.readNow { reader in
                try office.allocations.issueObstacles(
                    reader, office.registry.record(reader, Allocations.papers, paper.id)
                ).map(\.what)
            }
        }
        #expect(
            try words() == [
                "还没有明细表", "还没有文号", "还没有财政会签", "市自然科学基金 2025年可用的只有 100000元，不够下达 300000元",
            ])
        _ = try await office.split(paper)
        _ = try await office.number(paper)
        #expect(try words().count == 1)
        // Asked for all the same, the last agreement is refused and nothing is issued.
        await #expect(throws: RecordRefusal.self) { try await office.approve(paper) }
        #expect(try office.record(paper).state == "drafted")
        #expect(try office.lines(paper).allSatisfy { $0.state == "listed" })
    }

    @Test func whileApproversLookNothingChanges() async throws {
        let office = try await PaperOffice()
        let paper = try await office.draft()
        _ = try await office.split(paper)
        _ = try await office.number(paper)
        _ = try await office.approvals.ask(
            "issue", of: paper.id, in: try office.registry.register(Allocations.papers),
            version: nil, note: nil, by: office.drafter)
        await #expect(throws: AllocationRefusal.self) { _ = try await office.split(paper) }
        await #expect(throws: AllocationRefusal.self) {
            _ = try await office.number(paper, "岳财教指〔2025〕13号")
        }
    }

    @Test func anIssuedPaperIsNeitherRewrittenNorTakenBack() async throws {
        let office = try await PaperOffice()
        let paper = try await office.issued()
        let registry = office.registry
        for (field, value) in [
            ("total", "1元"), ("year", "2024"), ("earmark", "#\(office.city.transfer)"),
        ] {
            await #expect(throws: RecordRefusal.self, "\(field)") {
                _ = try await registry.changeRecord(
                    Allocations.papers, paper.id, [field: .text(value)], version: nil,
                    by: office.finance, reason: "改错")
            }
        }
        await #expect(throws: RecordRefusal.self) {
            _ = try await registry.withdrawRecord(
                Allocations.papers, paper.id, by: office.finance, reason: "撤")
        }
        await #expect(throws: RecordRefusal.self) {
            _ = try await registry.withdrawRecord(
                Allocations.lines, try office.lines(paper)[0].id, by: office.finance, reason: "撤")
        }
        await #expect(throws: AllocationRefusal.self) { _ = try await office.split(paper) }
        await #expect(throws: RecordRefusal.self) {
            _ = try await registry.moveRecord(
                Allocations.papers, paper.id, "issue", by: office.finance)
        }
        #expect(try office.standing(office.fund).available == Money(fen: 70_000_000))
    }

    @Test func aPaperImportedAsIssuedIsRefused() async throws {
        let office = try await PaperOffice()
        await #expect(throws: RecordRefusal.self) {
            try await office.database.write(office.city.act()) { writer in
                _ = try office.registry.create(
                    Draft(
                        [
                            "doc_no": .text("1号"), "title": .text("甲"),
                            "earmark": .integer(office.city.science), "year": .integer(2025),
                            "total": .integer(1), "issued_on": .text("2025-03-01"),
                        ], state: "issued"), in: Allocations.papers, writer)
            }
        }
    }

    @Test func aWithdrawnDraftTakesItsPayeesAlong() async throws {
        let office = try await PaperOffice()
        let paper = try await office.draft()
        let first = try await office.split(paper)
        _ = try await office.registry.withdrawRecord(
            Allocations.papers, first.id, by: office.finance, reason: "不下达了")
        #expect(try office.lines(paper) == [])
    }

    @Test func moneyGoesBackWholeOrInPartFromWhereverItIs() async throws {
        let office = try await PaperOffice()
        let paper = try await office.issued()
        let lines = try office.lines(paper)
        let day = try PaperOffice.day("2025-03-10")
        func back(_ id: Int64, _ yuan: Int64?, _ docNo: String = "T-1") async throws -> Record {
            try await office.allocations.returnAllocation(
                id,
                AllocationReturn(
                    amount: yuan.map { Money(fen: $0 * 100) }, on: day, docNo: docNo,
                    reason: "项目终止"), by: office.finance)
        }
        // On its way to the county: part of it, and then it goes on with the rest.
        let first = lines[0].id
        let part = try await back(first, 25_000)
        #expect(part["returned"] == .integer(2_500_000))
        #expect(part["net"] == .integer(10_000_000))
        #expect(try office.standing(office.fund).available == Money(fen: 72_500_000))
        _ = try await office.allocations.confirmCountyReceipt([first], on: day, by: office.county)
        #expect(try office.standing(office.countyAccount()).standing == Money(fen: 10_000_000))
        // At the county.
        _ = try await back(first, 10_000, "T-2")
        #expect(try office.standing(office.countyAccount()).standing == Money(fen: 9_000_000))
        // On its way to the unit.
        _ = try await office.allocations.disburse([first], on: day, by: office.county)
        _ = try await back(first, 10_000, "T-3")
        #expect(try office.standing(office.countyAccount()).available == .zero)
        _ = try await office.allocations.confirmArrival(
            first, on: day, receipt: "1", by: office.unit)
        #expect(try office.standing("unit/allocation#\(first)").standing == Money(fen: 8_000_000))
        // From the unit: more than there is, then all.
        await #expect(throws: AllocationRefusal.self) { _ = try await back(first, 80_001) }
        let gone = try await back(first, nil, "T-4")
        #expect(gone.state == "returned")
        #expect(gone.rows["returns"]?.count == 4)
        #expect(try office.standing("unit/allocation#\(first)").standing == .zero)
        // Whole, from its way to another county.
        #expect(try await back(lines[1].id, nil).state == "returned")
        #expect(try office.standing(office.fund).available == Money(fen: 92_500_000))
        await #expect(throws: AllocationRefusal.self) { _ = try await back(first, nil) }
        #expect(try office.city.verify() == [])
    }

    @Test func nothingGoesBackWithoutVoucherReasonAndRight() async throws {
        let office = try await PaperOffice()
        let paper = try await office.issued()
        let id = try office.lines(paper)[0].id
        let day = try PaperOffice.day("2025-03-10")
        for given in [
            AllocationReturn(on: day, docNo: "", reason: "项目终止"),
            AllocationReturn(on: day, docNo: "T-1", reason: " "),
            AllocationReturn(amount: .zero, on: day, docNo: "T-1", reason: "项目终止"),
            AllocationReturn(
                on: try PaperOffice.day("2025-03-01"), docNo: "T-1", reason: "项目终止"),
            AllocationReturn(
                on: try PaperOffice.day("2025-03-11"), docNo: "T-1", reason: "项目终止"),
        ] {
            await #expect(throws: (any Error).self) {
                _ = try await office.allocations.returnAllocation(id, given, by: office.finance)
            }
        }
        await #expect(throws: RecordRefusal.self) {
            _ = try await office.allocations.returnAllocation(
                id, AllocationReturn(on: day, docNo: "T-1", reason: "终止"), by: office.county)
        }
        #expect(try office.line(id)["returned"] == .null)
    }

    @Test func theCityPaysDirectlyWithoutACountyBetween() async throws {
        let office = try await PaperOffice()
        let paper = try await office.draft("10万元")
        _ = try await office.split(
            paper, "单位名称,县市区,金额（万元）\n示例市属研究院,市本级,10")
        _ = try await office.number(paper)
        try await office.approve(paper)
        let id = try office.lines(paper)[0].id
        let day = try PaperOffice.day("2025-03-10")
        await #expect(throws: AllocationRefusal.self) {
            _ = try await office.allocations.confirmCountyReceipt(
                [id], on: day, by: office.finance)
        }
        _ = try await office.allocations.disburse([id], on: day, by: office.finance)
        let arrived = try await office.allocations.confirmArrival(
            id, on: day, receipt: "9", reason: "单位没有账号", by: office.finance)
        #expect(arrived["days_to_county"] == .null)
        #expect(try office.standing(office.fund).standing == Money(fen: 90_000_000))
        #expect(try office.record(paper).state == "closed", "all of it has arrived")
        #expect(try office.city.verify() == [])
    }

    @Test func whoIsLateIsRemindedOnceADay() async throws {
        let office = try await PaperOffice()
        let paper = try await office.issued()
        await #expect(throws: AllocationRefusal.self) {
            _ = try await office.allocations.chasePayees(paper.id, by: office.drafter)
        }
        office.city.clock.set("2025-04-14T01:00:00Z")
        let reminders = try await office.allocations.chasePayees(paper.id, by: office.drafter)
        #expect(Set(reminders.map(\.receiver)) == ["岳阳县", "华容县"])
        let words = try #require(reminders.first { $0.receiver == "岳阳县" }).words
        #expect(words.contains("2 笔共 200000元应于 2025-04-09 前到账，已逾期最长 5 天，卡在“县级收到”"))
        #expect(words.contains("联系：经办甲"))
        #expect(try office.told(office.county).contains { $0.contains("已逾期最长 5 天") })
        await #expect(throws: AllocationRefusal.self) {
            _ = try await office.allocations.chasePayees(paper.id, by: office.drafter)
        }
        #expect(try office.record(paper).rows["reminders"]?.count == 2)
    }
}

extension PaperOffice {
    func day(_ iso: String) throws -> CalendarDate { try Self.day(iso) }
}
