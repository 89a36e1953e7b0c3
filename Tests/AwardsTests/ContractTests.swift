import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Awards

/// From the award to the running project: the contract's text, its signatures, its money.
@Suite struct ContractTests {
    @Test func anAwardedProjectHasItsContractDraftedFromTheApplication() async throws {
        let office = try await ProjectOffice()
        let contract = try office.openContract
        #expect(contract["contract_no"].text == "2026T001-1")
        #expect(contract["party_a"].text == "市自然科学基金委员会")
        #expect(contract["party_c"].text == "岳阳县科技主管部门")
        #expect(contract.rows["targets"]?.count == 2)
        let text = try #require(contract["text"].text)
        #expect(text.contains("发表论文：不少于 2 篇"))
        #expect(text.contains("财政资金 100,000.00 元，包干制"))
        #expect(contract["text_digest"].text == Digest(of: text).hex)
        #expect(contract["due_on"].text == "2026-04-05")
    }

    @Test func itIsSignedInOrderAndTheLastSignatureBeginsTheProject() async throws {
        let office = try await ProjectOffice()
        let early = try await office.refusal { try await office.sign(by: office.head) }
        #expect(early?.contains("您不能代表乙方签署") == true)
        let foreign = try await office.refusal { try await office.sign(by: office.otherUnit) }
        #expect(foreign?.contains("没有编号") == true)
        try await office.sign(by: office.unit)
        let again = try await office.refusal { try await office.sign(by: office.unit) }
        #expect(again?.contains("丙方") == true)
        try await office.sign(by: office.clerk)
        let signed = try await office.sign(by: office.head)
        #expect(signed.state == "signed")
        let signatures = try #require(signed.rows["signatures"])
        #expect(signatures.map { $0["party"]?.text } == ["b", "c", "a"])
        #expect(signatures.allSatisfy { $0["digest"] == signed["text_digest"] })
        let project = try office.theProject
        #expect(project.state == "running")
        #expect(project["acceptance_due_on"].text == "2028-06-30")
        let funding = try office.funding
        #expect(funding.state == "contracted")
        #expect(funding.rows["stages"]?.map { $0["amount"]?.integer } == [8_000_000, 2_000_000])
        #expect(
            try office.records("project-report").map { $0["due_on"].text } == [
                "2026-12-31", "2027-12-31",
            ])
        #expect(try office.verified() == [])
    }

    @Test func aTextThatChangesAfterASignatureVoidsIt() async throws {
        let office = try await ProjectOffice()
        try await office.sign(by: office.unit)
        let contract = try office.openContract
        _ = try await office.registry.changeRecord(
            "project-contract", contract.id, ["assessment": .text("以刊出为准")],
            version: contract.version, by: office.officer)
        let changed = try office.openContract
        #expect(changed.state == "drafted")
        #expect(changed.rows["signatures"]?.first?["voided_on"]?.text == "2026-03-10")
        #expect(changed["text_digest"] != contract["text_digest"])
        let stale = try await office.refusal {
            _ = try await office.awards.signContract(
                contract.id, digest: contract["text_digest"].text ?? "", by: office.unit)
        }
        #expect(stale?.contains("正文变了") == true)
        try await office.signAll()
        #expect(try office.theProject.state == "running")
    }

    @Test func aLoweredTargetIsNamedWithBothValues() async throws {
        let office = try await ProjectOffice()
        let contract = try office.openContract
        var targets = try #require(contract.rows["targets"])
        targets[0]["value"] = .integer(10_000)
        let lowered = Draft(rows: ["targets": targets])
        try await office.database.write(Act(actor: "甲", role: "officer", event: "changed")) {
            _ = try office.registry.change(
                "project-contract", contract.id, to: lowered, version: nil, $0)
        }
        let refusal = try await office.refusal { try await office.sign(by: office.unit) }
        #expect(refusal?.contains("申报书写 不少于 2 篇，任务书写 不少于 1 篇") == true)
    }

    @Test func afterItsTermOnlyCancellingIsLeft() async throws {
        let office = try await ProjectOffice()
        office.clock.set("2026-04-06T01:00:00Z")
        let late = try await office.refusal { try await office.sign(by: office.unit) }
        #expect(late?.contains("2026-04-05") == true)
        _ = try await office.awards.cancelUnsigned(
            office.project, reason: "逾期未签", by: office.head)
        #expect(try office.theProject.state == "cancelled")
        #expect(try office.funding.state == "terminated")
        #expect(try office.records("project-contract").map(\.state) == ["cancelled"])
        #expect(try office.verified() == [])
    }

    @Test func aContractIsNotSignedOnItsPlainForm() async throws {
        let office = try await ProjectOffice()
        let contract = try office.openContract
        for viewer in [office.unit, office.head] {
            await #expect(throws: RecordRefusal.self) {
                _ = try await office.registry.moveRecord(
                    "project-contract", contract.id, "sign-b", by: viewer)
            }
        }
        let act = Act(actor: "甲", role: "importer", event: "moved", reason: "x")
        await #expect(throws: RecordRefusal.self) {
            try await office.database.write(act) {
                _ = try office.registry.move(
                    "project-contract", contract.id, "sign-b", version: nil, $0)
            }
        }
    }

    @Test func milestonesPartTheirMoneyToTheFen() async throws {
        let office = try await ProjectOffice(
            .challenge, total: 100_000_01, budget: [("business", 60_000_00), ("labour", 40_000_01)])
        try await office.signAll()
        let stages = try #require(try office.funding.rows["stages"])
        let amounts = stages.compactMap { $0["amount"]?.integer }
        #expect(amounts == [3_000_000, 1_600_000, 2_400_000, 3_000_001])
        #expect(
            stages.map { $0["condition"]?.text } == [
                "signing", "progress", "progress", "acceptance",
            ])
        #expect(
            try office.records("project-report").map { $0["report_no"].text } == [
                "2026T001-L1", "2026T001-N2026", "2026T001-L2", "2026T001-N2027",
            ])
    }

    @Test(arguments: [Int64(1), 7, 99, 1_000_003, 123_456_789])
    func partsOfAnAmountAddUp(_ fen: Int64) {
        for weights in [[100], [30, 40, 30], [1, 1, 1], [0, 5]] {
            #expect(PaymentPlan.split(fen, by: weights).reduce(0, +) == fen)
        }
    }
}
