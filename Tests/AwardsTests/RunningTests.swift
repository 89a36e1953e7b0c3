import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Awards

/// A running project: reports, changes, samples of its expenses, and its end before its time.
@Suite struct RunningTests {
    private func running(_ programme: ProjectOffice.Programme = .fund) async throws
        -> ProjectOffice
    {
        let office = try await ProjectOffice(
            programme,
            budget: programme == .fund
                ? [] : [("equipment", 2_000_000), ("business", 6_000_000), ("indirect", 2_000_000)])
        try await office.signAll()
        return office
    }

    private func change(_ office: ProjectOffice, _ answers: [String: Answer]) async throws
        -> Record
    {
        try await office.registry.createRecord(
            "project-change",
            ["project": .text("#\(office.project)"), "reason": .text("确有需要")]
                .merging(answers) { $1 }, by: office.unit)
    }

    private func move(
        _ office: ProjectOffice, _ register: String, _ id: Int64, _ move: String,
        by viewer: Viewer, _ answers: [String: Answer] = [:]
    ) async throws -> String? {
        try await office.refusal {
            _ = try await office.registry.moveRecord(
                register, id, move, answers, by: viewer, reason: "试验")
        }
    }

    /// As the last agreement of the chain moves it.
    private func approve(_ office: ProjectOffice, _ id: Int64) async throws -> String? {
        try await office.refusal {
            try await office.database.write(
                Act(actor: "领导丙", role: "leader", event: "approved", reason: "同意")
            ) { writer in
                _ = try office.registry.change(
                    "project-change", id,
                    to: Draft([
                        "doc_no": .text("岳科变〔2026〕1号"), "decided_by": .text("领导丙"),
                        "decided_on": .text(writer.now.businessDate.iso),
                    ]), version: nil, writer)
                _ = try office.registry.move(
                    "project-change", id, "approve", version: nil, writer)
            }
        }
    }

    @Test func aReportTakesItsMoneyFromTheBooks() async throws {
        let office = try await running()
        try await office.pay(1, 8_000_000)
        try await office.spend(1_234_50, "FP-1")
        office.clock.set("2027-01-04T01:00:00Z")
        let report = try #require(try office.records("project-report").first)
        let bare = try await move(office, "project-report", report.id, "file", by: office.unit)
        #expect(bare?.contains("进展概述") == true)
        _ = try await office.registry.changeRecord(
            "project-report", report.id,
            [
                "summary": .text("按计划进行"),
                "progress": .rows([
                    ["name": "发表论文", "planned": "不少于 2 篇", "reached": "1 篇"],
                    ["name": "检出限", "planned": "不超过 0.5 微克", "reached": "0.8 微克"],
                ]),
            ], version: report.version, by: office.unit)
        #expect(try await move(office, "project-report", report.id, "file", by: office.unit) == nil)
        let filed = try office.record("project-report", report.id)
        #expect(filed["late"].integer == 1)
        #expect(filed["arrived"].integer == 8_000_000 && filed["spent"].integer == 1_234_50)
        #expect(
            try await move(office, "project-report", report.id, "county-check", by: office.clerk)
                == nil)
        #expect(
            try await move(
                office, "project-report", report.id, "check", by: office.officer,
                ["result": .text("qualified"), "checked_on": .text("2027-01-04")]) == nil)
    }

    @Test func aPassedMilestoneIsWhatItsPaymentWaitsFor() async throws {
        let office = try await running(.challenge)
        try await office.pay(1, 3_000_000)
        await #expect(throws: (any Error).self) { try await office.pay(2, 1_600_000) }
        let report = try #require(
            try office.records("project-report").first { $0["milestone"].integer == 1 })
        _ = try await office.registry.changeRecord(
            "project-report", report.id,
            [
                "summary": .text("样机完成"),
                "progress": .rows([
                    ["name": "发表论文", "reached": "0"], ["name": "检出限", "reached": "0.5"],
                ]),
            ], version: report.version, by: office.unit)
        #expect(try await move(office, "project-report", report.id, "file", by: office.unit) == nil)
        #expect(
            try await move(
                office, "project-report", report.id, "check", by: office.officer,
                ["result": .text("qualified"), "checked_on": .text("2026-03-10")]) == nil)
        let stages = try #require(try office.funding.rows["stages"])
        #expect(stages.map { $0["met_on"]?.text } == [nil, "2026-03-10", nil, nil])
        try await office.pay(2, 1_600_000)
        #expect(try office.verified() == [])
    }

    @Test func aProjectIsExtendedOnceBeforeItsEndAndWithinTheLimit() async throws {
        let office = try await running()
        let far = try await change(
            office, ["kind": .text("period"), "new_ends_on": .text("2029-04-01")])
        let refused = try await move(office, "project-change", far.id, "submit", by: office.unit)
        #expect(refused?.contains("2029-03-31") == true)
        let asked = try await change(
            office, ["kind": .text("period"), "new_ends_on": .text("2028-12-31")])
        #expect(asked["change_no"].text == "2026T001-B2" && asked["level"].text == "major")
        let filed = try await move(office, "project-change", asked.id, "file", by: office.unit)
        #expect(filed?.contains("重大变更") == true)
        #expect(
            try await move(office, "project-change", asked.id, "submit", by: office.unit) == nil)
        #expect(
            try await move(office, "project-change", asked.id, "recommend", by: office.clerk)
                == nil)
        #expect(try await approve(office, asked.id) == nil)
        let project = try office.theProject
        #expect(project["ends_on"].text == "2028-12-31")
        #expect(project["first_ends_on"].text == "2028-03-31")
        #expect(project["acceptance_due_on"].text == "2029-03-31")
        #expect(try office.records("project-report").last?["due_on"].text == "2028-12-31")
        let supplement = try office.openContract
        #expect(supplement["edition"].integer == 2)
        #expect(supplement["text"].text?.contains("至 2028-12-31") == true)
        try await office.signAll()
        #expect(try office.theProject["contract"].integer == supplement.id)
        #expect(try office.records("project-contract").map(\.state) == ["superseded", "signed"])
        let twice = try await change(
            office, ["kind": .text("period"), "new_ends_on": .text("2029-01-31")])
        let again = try await move(office, "project-change", twice.id, "submit", by: office.unit)
        #expect(again?.contains("已经延过一次期") == true)
        office.clock.set("2029-02-01T01:00:00Z")
    }

    @Test func afterItsEndNothingIsExtended() async throws {
        let office = try await running()
        office.clock.set("2028-04-03T01:00:00Z")
        let late = try await change(
            office, ["kind": .text("period"), "new_ends_on": .text("2028-06-30")])
        let refused = try await move(office, "project-change", late.id, "submit", by: office.unit)
        #expect(refused?.contains("执行期 2028-03-31 已满") == true)
    }

    @Test func anExtensionAskedForInTimeIsApprovedAfterTheEnd() async throws {
        let office = try await running()
        office.clock.set("2028-03-30T01:00:00Z")
        let asked = try await change(
            office, ["kind": .text("period"), "new_ends_on": .text("2028-12-31")])
        func submit(_ id: Int64) async throws -> String? {
            try await move(office, "project-change", id, "submit", by: office.unit)
        }
        #expect(try await submit(asked.id) == nil)
        office.clock.set("2028-04-10T01:00:00Z")
        #expect(
            try await move(office, "project-change", asked.id, "return", by: office.clerk) == nil)
        #expect(try await submit(asked.id) == nil, "what is given back was asked for in time")
        #expect(try office.record("project-change", asked.id)["submitted_on"].text == "2028-03-30")
        #expect(
            try await move(office, "project-change", asked.id, "recommend", by: office.clerk)
                == nil)
        #expect(try await approve(office, asked.id) == nil)
        #expect(try office.theProject["ends_on"].text == "2028-12-31")
    }

    @Test func anotherChangeGivenBackIsNoExtensionAskedForInTime() async throws {
        let office = try await running()
        office.clock.set("2028-03-30T01:00:00Z")
        let asked = try await change(
            office, ["kind": .text("total"), "new_total": .text("85000")])
        #expect(
            try await move(office, "project-change", asked.id, "submit", by: office.unit) == nil)
        office.clock.set("2028-04-10T01:00:00Z")
        #expect(
            try await move(office, "project-change", asked.id, "return", by: office.clerk) == nil)
        _ = try await office.registry.changeRecord(
            "project-change", asked.id,
            [
                "kind": .text("period"), "new_total": .text(""),
                "new_ends_on": .text("2028-12-31"),
            ], version: nil, by: office.unit)
        let refused = try await move(office, "project-change", asked.id, "submit", by: office.unit)
        #expect(refused?.contains("执行期 2028-03-31 已满") == true)
    }

    @Test func aTransferOfBudgetIsFiledAndNeverRaisesIndirectCosts() async throws {
        let office = try await running(.challenge)
        func transfer(_ rows: [(String, String)]) async throws -> Record {
            try await change(
                office,
                [
                    "kind": .text("budget"),
                    "budget": .rows(rows.map { ["category": $0.0, "amount": $0.1] }),
                ])
        }
        let raised = try await transfer([
            ("equipment", "20000"), ("business", "55000"), ("indirect", "25000"),
        ])
        let refused = try await move(office, "project-change", raised.id, "file", by: office.unit)
        #expect(refused?.contains("间接费用只能减、不能增") == true)
        let more = try await transfer([("equipment", "90000"), ("business", "20000")])
        let sum = try await move(office, "project-change", more.id, "file", by: office.unit)
        #expect(sum?.contains("总额变了") == true)
        let good = try await transfer([
            ("equipment", "30000"), ("business", "60000"), ("indirect", "10000"),
        ])
        #expect(try await move(office, "project-change", good.id, "file", by: office.unit) == nil)
        let project = try office.theProject
        let budget = try office.database.readNow { try office.awards.budget($0, of: project) }
        #expect(budget["equipment"] == Money(fen: 3_000_000))
    }

    @Test func aNewLeaderMustConsentAndMayNotBeBarred() async throws {
        let office = try await running()
        let silent = try await change(
            office, ["kind": .text("leader"), "new_leader": .text("#\(office.other)")])
        let refused = try await move(office, "project-change", silent.id, "submit", by: office.unit)
        #expect(refused?.contains("还没有同意") == true)
        let asked = try await change(
            office,
            [
                "kind": .text("leader"), "new_leader": .text("#\(office.other)"),
                "leader_consent": .text("是"),
            ])
        #expect(
            try await move(office, "project-change", asked.id, "submit", by: office.unit) == nil)
        #expect(
            try await move(office, "project-change", asked.id, "recommend", by: office.officer)
                == nil)
        #expect(try await approve(office, asked.id) == nil)
        #expect(try office.theProject["leader_name"].text == "负责人二")
        #expect(try office.openContract["leader_name"].text == "负责人二")
    }

    @Test func lessMoneyIsTakenFromTheLastStagesByDocument() async throws {
        let office = try await running()
        try await office.pay(1, 8_000_000)
        let asked = try await change(
            office, ["kind": .text("total"), "new_total": .text("85000")])
        #expect(
            try await move(office, "project-change", asked.id, "submit", by: office.unit) == nil)
        #expect(
            try await move(office, "project-change", asked.id, "recommend", by: office.clerk)
                == nil)
        #expect(try await approve(office, asked.id) == nil)
        let funding = try office.funding
        #expect(funding.money("approved") == Money(fen: 8_500_000))
        #expect(funding.rows["stages"]?.map { $0["amount"]?.integer } == [8_000_000, 500_000])
        #expect(funding.rows["changes"]?.count == 2)
        #expect(try office.verified() == [])
    }

    @Test func aTerminatedProjectGivesBackWhatIsUnpaidAndIsAskedForTheRest() async throws {
        let office = try await running()
        try await office.pay(1, 8_000_000)
        try await office.spend(3_000_000, "FP-1")
        _ = try await office.registry.moveRecord(
            "project", office.project, "terminate",
            ["ended_on": .text("2026-03-10"), "ended_doc": .text("岳科发〔2026〕30号")],
            by: office.head, reason: "技术路线不可行")
        #expect(try office.funding.state == "terminated")
        let back = try office.database.readNow { reader in
            try reader.all("SELECT amount, state FROM fund_return").map { $0[0].integer }
        }
        #expect(back == [5_000_000])
        #expect(try office.records("project-report").allSatisfy { $0.state == "waived" })
        #expect(try office.verified() == [])
    }

    @Test func aRevokedProjectPaysBackWhatItSpentToo() async throws {
        let office = try await running()
        try await office.pay(1, 8_000_000)
        try await office.spend(3_000_000, "FP-1")
        _ = try await office.registry.moveRecord(
            "project", office.project, "revoke",
            ["ended_on": .text("2026-03-10"), "ended_doc": .text("岳科发〔2026〕31号")],
            by: office.head, reason: "弄虚作假")
        let back = try office.database.readNow { reader in
            try reader.all("SELECT amount FROM fund_return").map { $0[0].integer }
        }
        #expect(back == [8_000_000])
        #expect(try office.verified() == [])
    }

    @Test func aSampleCanBeDrawnAgainFromItsSeed() async throws {
        let office = try await running()
        let none = try await office.refusal {
            _ = try await office.awards.sampleExpenses(office.project, by: office.officer)
        }
        #expect(none?.contains("没有可抽的支出") == true)
        try await office.pay(1, 8_000_000)
        for number in 1...12 { try await office.spend(1_000, "FP-\(number)") }
        let check = try await office.awards.sampleExpenses(office.project, by: office.officer)
        #expect(check["population"].integer == 12 && check["drawn"].integer == 5)
        let lines = try office.database.readNow { reader in
            try reader.all(
                "SELECT id, receipt_no, amount FROM project_expense ORDER BY id"
            ).map { "\($0[0].integer ?? 0)/\($0[1].text ?? "")/\($0[2].integer ?? 0)" }
        }
        let again = Set(Sample.draw(5, of: lines.shuffled(), seed: check["seed"].text ?? ""))
        let drawn = (check.rows["lines"] ?? []).map {
            "\($0["expense"]?.integer ?? 0)/\($0["receipt_no"]?.text ?? "")/\($0["amount"]?.integer ?? 0)"
        }
        #expect(again == Set(drawn))
        let open = try await move(
            office, "expenditure-check", check.id, "check", by: office.officer,
            ["result": .text("合规"), "checked_on": .text("2026-03-10")])
        #expect(open?.contains("没有写核查结果") == true)
    }

    @Test func aUnitIsRemindedOnceBeforeADayAndOnceAfterIt() async throws {
        let office = try await running()
        let (registry, organisation) = (office.registry, office.organisation)
        try await office.database.write(
            Act(actor: "甲", role: "officer", event: "made", reason: "试验")
        ) { writer in
            let account = try registry.create(
                Draft(
                    [
                        "login": .text("unit-one"), "name": .text("单位辛"),
                        "role": .text("applicant"),
                    ], state: "active"), in: "account", writer)
            _ = try registry.create(
                Draft(
                    [
                        "account": .integer(account.id), "organisation": .integer(organisation),
                        "role": .text("administrator"),
                    ], state: "in-force"), in: "membership", writer)
        }
        let reminders = ProjectReminders(office.awards)
        #expect(try await reminders.run() == 0, "nothing is due soon")
        office.clock.set("2026-12-21T01:00:00Z")
        #expect(try await reminders.run() == 1)
        #expect(try await reminders.run() == 0, "the same is told once")
        office.clock.set("2027-01-04T01:00:00Z")
        #expect(try await reminders.run() == 1)
        let project = try office.theProject
        let overdue = try office.database.readNow { reader in
            try office.awards.overdue(
                reader, today: office.clock.clock.today, by: office.officer)
        }
        #expect(overdue.map(\.reports) == [1] && overdue.map(\.county) == ["430621"])
        #expect(project.state == "running")
    }
}
