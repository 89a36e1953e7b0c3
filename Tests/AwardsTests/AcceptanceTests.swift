import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Awards

/// The end of a project: acceptance in its term, verdicts, the last payment, the settlement.
@Suite struct AcceptanceTests {
    private static let reached: Answer = .rows([
        ["name": "发表论文", "planned": "不少于 2 篇", "reached": "3 篇", "evidence": "论文首页"],
        ["name": "检出限", "planned": "不超过 0.5 微克", "reached": "0.4 微克", "evidence": "检测报告"],
    ])

    private func verdict(_ verdicts: [String], _ opinion: String, experts: Int = 5) -> (
        Answer, Answer
    ) {
        let targets: Answer = .rows([
            ["name": "发表论文", "reached": "3 篇", "verdict": verdicts[0]],
            ["name": "检出限", "reached": "0.4 微克", "verdict": verdicts[1]],
        ])
        let panel: Answer = .rows(
            (1...experts).map { ["name": "专家\($0)", "unit": "外地大学", "opinion": opinion] })
        return (targets, panel)
    }

    private func ended() async throws -> ProjectOffice {
        let office = try await ProjectOffice()
        try await office.signAll()
        try await office.pay(1, 8_000_000)
        try await office.spend(5_000_000, "FP-1")
        office.clock.set("2028-05-08T01:00:00Z")
        return office
    }

    private func draft(_ office: ProjectOffice, _ more: [String: Answer] = [:]) async throws
        -> Int64
    {
        try await office.registry.createRecord(
            "acceptance",
            [
                "project": .text("#\(office.project)"), "summary": .text("完成"),
                "targets": Self.reached,
            ].merging(more) { $1 }, by: office.unit
        ).id
    }

    private func file(_ office: ProjectOffice, _ id: Int64) async throws -> Record {
        try await office.registry.moveRecord("acceptance", id, "file", by: office.unit)
    }

    private func apply(_ office: ProjectOffice, _ more: [String: Answer] = [:]) async throws
        -> Record
    {
        try await file(office, try await draft(office, more))
    }

    private func conclude(
        _ office: ProjectOffice, _ id: Int64, _ conclusion: String, verdicts: [String],
        experts: Int = 5, criteria: String? = "reached"
    ) async throws -> String? {
        try await office.refusal {
            if try office.record("acceptance", id).state == "filed" {
                _ = try await office.registry.moveRecord(
                    "acceptance", id, "take", by: office.officer)
            }
            let (targets, panel) = verdict(verdicts, conclusion, experts: experts)
            let points = try office.record("acceptance", id).rows["criteria"] ?? []
            let judged = points.map { point in
                ["name": point["name"]?.text ?? "", "verdict": criteria ?? ""]
            }
            _ = try await office.registry.changeRecord(
                "acceptance", id,
                ["targets": targets, "experts": panel, "criteria": .rows(judged)],
                version: nil, by: office.officer)
            let today = office.clock.clock.now().businessDate.iso
            _ = try await office.registry.moveRecord(
                "acceptance", id, "conclude",
                [
                    "accepted_on": .text(today), "conclusion": .text(conclusion),
                    "opinion": .text("专家组意见"),
                ], by: office.head)
        }
    }

    private func handIn(_ office: ProjectOffice) async throws {
        let report = try await office.registry.createRecord(
            "science-report",
            [
                "project": .text("#\(office.project)"), "title": .text("藻类监测方法科技报告"),
                "authors": .text("负责人一"), "summary": .text("摘要"),
                "openness": .text("deferred"), "deferral_years": .text("2"),
                "deferral_reason": .text("申请专利"),
            ], by: office.unit)
        _ = try await office.registry.moveRecord(
            "science-report", report.id, "hand-in", by: office.unit)
        let handed = try office.record("science-report", report.id)
        #expect(handed["report_no"].text == "2026T001-K1")
        #expect(handed["open_on"].text == "2030-05-08")
    }

    @Test func aPassedProjectGetsItsLastPaymentAndKeepsItsSurplus() async throws {
        let office = try await ended()
        let acceptance = try await apply(office)
        let filed = try office.record("acceptance", acceptance.id)
        #expect(filed["late"].integer == 0 && filed["paid"].integer == 8_000_000)
        #expect(filed["held"].integer == 3_000_000)
        // Six months after the end of the project, whenever it was applied for.
        let end = try #require(office.theProject["ends_on"].text.flatMap { CalendarDate(iso: $0) })
        #expect(filed["finish_by"].text == end.adding(months: 6).iso)
        let few = try await conclude(
            office, acceptance.id, "passed", verdicts: ["reached", "reached"], experts: 3)
        #expect(few?.contains("只有 3 位专家") == true)
        let missed = try await conclude(
            office, acceptance.id, "passed", verdicts: ["reached", "missed"])
        #expect(missed?.contains("检出限") == true)
        // What the programme asks besides the targets is judged point by point too.
        let points = try office.record("acceptance", acceptance.id).rows["criteria"] ?? []
        #expect(points.contains { $0["name"]?.text == "包干经费用于项目研究" })
        let unjudged = try await conclude(
            office, acceptance.id, "passed", verdicts: ["reached", "reached"], criteria: nil)
        #expect(unjudged?.contains("没有专家认定") == true)
        let below = try await conclude(
            office, acceptance.id, "passed", verdicts: ["reached", "reached"], criteria: "missed")
        #expect(below?.contains("有标准没有达到的不能通过") == true)
        let unreported = try await conclude(
            office, acceptance.id, "passed", verdicts: ["reached", "reached"])
        #expect(unreported?.contains("科技报告") == true)
        #expect(try office.theProject.state == "accepting")
        try await handIn(office)
        #expect(
            try await conclude(office, acceptance.id, "passed", verdicts: ["reached", "reached"])
                == nil)
        #expect(try office.theProject.state == "accepted")
        let unpaid = try await office.refusal {
            _ = try await office.awards.settleProject(office.project, docNo: "", by: office.officer)
        }
        #expect(unpaid?.contains("先付清验收款") == true)
        try await office.pay(2, 2_000_000)
        let settled = try await office.awards.settleProject(
            office.project, docNo: "", by: office.officer)
        #expect(settled["surplus"].integer == 5_000_000)
        #expect(try office.funding.state == "closed")
        #expect(try office.verified() == [])
    }

    @Test func aConcludedProjectIsCutToWhatWasPaid() async throws {
        let office = try await ended()
        let acceptance = try await apply(office)
        try await handIn(office)
        #expect(
            try await conclude(office, acceptance.id, "concluded", verdicts: ["reached", "missed"])
                == nil)
        #expect(try office.theProject.state == "concluded")
        let bare = try await office.refusal {
            _ = try await office.awards.settleProject(office.project, docNo: "", by: office.officer)
        }
        #expect(bare?.contains("没有依据") == true)
        let settled = try await office.awards.settleProject(
            office.project, docNo: "岳科发〔2028〕9号", by: office.officer)
        #expect(settled["surplus"].integer == 3_000_000)
        let funding = try office.funding
        #expect(funding.state == "closed" && funding.money("approved").fen == 8_000_000)
        #expect(try office.verified() == [])
    }

    @Test func whatFailedIsExaminedOnceMoreInItsTermAndThenAskedBack() async throws {
        let office = try await ended()
        try await handIn(office)
        let first = try await apply(office)
        #expect(
            try await conclude(office, first.id, "failed", verdicts: ["missed", "missed"]) == nil)
        #expect(try office.theProject.state == "failed")
        #expect(try office.theProject["acceptance_due_on"].text == "2028-11-08")
        let early = try await office.refusal { _ = try await apply(office) }
        #expect(early?.contains("2028-08-08 至 2028-11-08") == true)
        #expect(try await settling(office)?.contains("可以申请到 2028-11-08") == true)
        office.clock.set("2028-09-04T01:00:00Z")
        let second = try await apply(office)
        #expect(try office.record("acceptance", second.id)["attempt"].integer == 2)
        #expect(try await settling(office)?.contains("还没有结论") == true)
        #expect(
            try await conclude(office, second.id, "failed", verdicts: ["reached", "missed"]) == nil)
        let settled = try await office.awards.settleProject(
            office.project, docNo: "岳科发〔2028〕19号", by: office.officer)
        #expect(settled["surplus"].integer == 0)
        #expect(try office.funding.state == "terminated")
        let back = try office.database.readNow { reader in
            try reader.integer("SELECT sum(amount) FROM fund_return WHERE state = 'asked'")
        }
        #expect(back == 3_000_000)
        #expect(try office.verified() == [])
    }

    /// What is said against settling; nil where it is settled.
    private func settling(_ office: ProjectOffice) async throws -> String? {
        try await office.refusal {
            _ = try await office.awards.settleProject(
                office.project, docNo: "岳科发〔2028〕19号", by: office.officer)
        }
    }

    private func failed() async throws -> ProjectOffice {
        let office = try await ended()
        try await handIn(office)
        let first = try await apply(office)
        #expect(
            try await conclude(office, first.id, "failed", verdicts: ["missed", "missed"]) == nil)
        return office
    }

    @Test func thereIsNoThirdExamination() async throws {
        let office = try await failed()
        office.clock.set("2028-09-04T01:00:00Z")
        let second = try await apply(office)
        let other = try await apply(office)
        #expect(
            try await conclude(office, second.id, "failed", verdicts: ["reached", "missed"]) == nil)
        let third = try await draft(office)
        office.clock.set("2028-12-20T01:00:00Z")
        func again() async throws -> String? {
            try await office.refusal { _ = try await file(office, third) }
        }
        #expect(try await again()?.contains("再次验收已有结论") == true)
        let taken = try await office.refusal {
            _ = try await office.registry.moveRecord(
                "acceptance", other.id, "take", by: office.officer)
        }
        #expect(taken?.contains("再次验收已有结论") == true)
        #expect(try await settling(office) == nil, "neither opens it anew")
        #expect(try await again()?.contains("再次验收已有结论") == true)
        #expect(try office.theProject.state == "failed")
        #expect(try office.verified() == [])
    }

    @Test func whatIsSettledIsNotExaminedAgain() async throws {
        let office = try await failed()
        office.clock.set("2028-11-09T01:00:00Z")
        #expect(try await settling(office) == nil)
        office.clock.set("2028-11-08T01:00:00Z")
        let words = try await office.refusal { _ = try await apply(office) }
        #expect(words?.contains("已在 2028-11-09 结算") == true)
    }

    @Test func aDraftFromBeforeTheVerdictIsHeldAgainstTheTermToo() async throws {
        let office = try await ended()
        try await handIn(office)
        let old = try await draft(office)
        let first = try await apply(office)
        #expect(
            try await conclude(office, first.id, "failed", verdicts: ["missed", "missed"]) == nil)
        let early = try await office.refusal { _ = try await file(office, old) }
        #expect(early?.contains("2028-08-08 至 2028-11-08") == true)
        office.clock.set("2028-09-04T01:00:00Z")
        _ = try await file(office, old)
        #expect(try office.record("acceptance", old)["attempt"].integer == 2)
        #expect(try await settling(office)?.contains("还没有结论") == true)
    }

    @Test func whatWasHandedInBeforeTheVerdictIsNotTakenAfterIt() async throws {
        let office = try await ended()
        try await handIn(office)
        let (first, beside) = (try await apply(office), try await apply(office))
        #expect(
            try await conclude(office, first.id, "failed", verdicts: ["missed", "missed"]) == nil)
        let words = try await office.refusal {
            _ = try await office.registry.moveRecord(
                "acceptance", beside.id, "take", by: office.officer)
        }
        #expect(words?.contains("结论以前提交的") == true)
        #expect(try office.theProject.state == "failed")
    }

    @Test func whatFailedIsSettledOnceItsTermHasRunOut() async throws {
        let office = try await failed()
        office.clock.set("2028-11-08T01:00:00Z")
        #expect(try await settling(office)?.contains("还可以再验收一次（") == true)
        #expect(try office.funding.state == "contracted")
        office.clock.set("2028-11-09T01:00:00Z")
        #expect(try await settling(office) == nil)
        #expect(try office.funding.state == "terminated")
    }

    @Test func whatIsAppliedForInTimeIsConcludedFirst() async throws {
        let office = try await failed()
        office.clock.set("2028-11-07T01:00:00Z")
        _ = try await apply(office)
        office.clock.set("2028-12-01T01:00:00Z")
        #expect(try await settling(office)?.contains("还没有结论") == true)
    }

    @Test func aSecondApplicationThatIsGivenBackLeavesTheProjectFailed() async throws {
        let office = try await failed()
        office.clock.set("2028-09-04T01:00:00Z")
        let second = try await apply(office)
        _ = try await office.registry.moveRecord(
            "acceptance", second.id, "take", by: office.officer)
        #expect(try office.theProject.state == "accepting")
        _ = try await office.registry.moveRecord(
            "acceptance", second.id, "return", by: office.officer, reason: "缺检测报告")
        #expect(try office.theProject.state == "failed")
        #expect(try await settling(office)?.contains("可以申请到 2028-11-08") == true)
        office.clock.set("2028-11-09T01:00:00Z")
        let late = try await office.refusal {
            _ = try await office.registry.moveRecord(
                "acceptance", second.id, "file", by: office.unit)
        }
        #expect(late?.contains("期限已过") == true)
        #expect(try await settling(office) == nil)
    }

    @Test func aUnitMayGiveUpItsSecondExaminationInWriting() async throws {
        let office = try await failed()
        let statement = "我单位放弃再次验收"
        func waive(_ viewer: Viewer, _ words: String = "我单位放弃再次验收") async throws -> String? {
            try await office.refusal {
                _ = try await office.awards.waiveReexamination(
                    office.project, statement: words, by: viewer)
            }
        }
        #expect(try await waive(office.otherUnit) != nil)
        #expect(try await waive(office.clerk) != nil)
        #expect(try await waive(office.unit, "") != nil)
        #expect(try await settling(office) != nil, "nothing was given up yet")
        #expect(try await waive(office.unit) == nil)
        let project = try office.theProject
        #expect(project["reexamination_waived_on"].text == "2028-05-08")
        #expect(project["reexamination_waiver"].text == statement)
        #expect(try await waive(office.unit)?.contains("没有还可以申请的") == true)
        office.clock.set("2028-09-04T01:00:00Z")
        let again = try await office.refusal { _ = try await apply(office) }
        #expect(again?.contains("书面放弃") == true)
        #expect(try await settling(office) == nil)
        #expect(try office.verified() == [])
    }

    @Test func thereIsNothingToGiveUpBeforeItFailed() async throws {
        let office = try await ended()
        let words = try await office.refusal {
            _ = try await office.awards.waiveReexamination(
                office.project, statement: "放弃", by: office.officer)
        }
        #expect(words?.contains("没有还可以申请的") == true)
    }

    @Test func whoAppliesLateSaysWhyAndIsMarked() async throws {
        let office = try await ended()
        office.clock.set("2028-07-03T01:00:00Z")
        let silent = try await office.refusal { _ = try await apply(office) }
        #expect(silent?.contains("申请期限 2028-06-30 已过") == true)
        let late = try await apply(office, ["late_reason": .text("负责人住院")])
        #expect(try office.record("acceptance", late.id)["late"].integer == 1)
    }

    @Test func aProjectIsNotAcceptedBesideItsAcceptance() async throws {
        let office = try await ended()
        let refused = try await office.refusal {
            _ = try await office.registry.moveRecord(
                "project", office.project, "file-acceptance", by: office.officer)
        }
        #expect(refused?.contains("没有对应的验收记录") == true)
    }
}
