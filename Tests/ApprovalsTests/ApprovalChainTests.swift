import Approvals
import Catalogue
import Registers
import Store
import Testing
import Values

@Suite struct ApprovalChainTests {
    @Test func aChainIsGoneThroughInItsOrderAndTheMoveIsMadeWithTheLastAgreement() async throws {
        let office = try Office()
        let people = try await office.people()
        let record = try await office.reception(by: people.clerk)
        var request = try await office.ask(record, by: people.clerk)
        #expect(request.steps == ["head", "leader"] && request.step == "head")
        #expect(try office.waiting(people.head).map(\.id) == [request.id])
        #expect(try office.waiting(people.leader).isEmpty)
        #expect(try office.told(people.head) == ["approval-waiting"])

        request = try await office.decide(request, by: people.head)
        #expect(request.step == "leader" && request.state == .waiting)
        #expect(try office.record(record.id).state == "applied")

        request = try await office.decide(request, by: people.leader, "同意接待")
        #expect(request.state == .approved && request.step == nil)
        let after = try office.record(record.id)
        #expect(after.state == "approved")
        #expect(after["approved_by"] == .text("领导丙"))
        #expect(after["approved_on"] == .text("2026-02-10"))
        #expect(try office.told(people.clerk) == ["approval-decided"])
        #expect(request.decisions.map(\.by) == ["科长乙", "领导丙"])
        #expect(try office.database.readNow { try office.registry.verify($0) }.findings.isEmpty)
    }

    @Test func theMoveIsNotMadeInAnotherWay() async throws {
        let office = try Office()
        let people = try await office.people()
        let record = try await office.reception(by: people.clerk)
        await #expect(throws: RecordRefusal.self) {
            try await office.registry.moveRecord(
                "reception", record.id, "approve",
                ["approved_by": .text("科长乙"), "approved_on": .text("2026-02-10")],
                by: people.head)
        }
        // What no chain stands before is moved as ever.
        let refused = try await office.registry.moveRecord(
            "reception", record.id, "refuse", by: people.head, reason: "没有公函")
        #expect(refused.state == "refused")
    }

    @Test(arguments: [
        (String?.none, ["head", "leader", "finance", "director"]),
        ("400", ["head", "finance"]), ("500", ["head", "finance"]),
        ("500.01", ["head", "leader", "finance"]),
        ("3000.01", ["head", "leader", "finance", "director"]),
    ])
    func stepsAreLeftOutUpToTheirAmounts(_ total: String?, _ steps: [String]) throws {
        let chain = try #require(try Office.catalogue.get().approvals["reception-settlement"])
        let fen = try total.map { try Money.parse($0).fen }
        #expect(chain.steps { $0 == "total" ? fen : nil }.map(\.name) == steps)
    }

    @Test func whatTheMoveNeedsIsThereBeforeAnybodyIsAsked() async throws {
        let office = try Office()
        let people = try await office.people()
        let record = try await office.reception(by: people.clerk)
        var request = try await office.ask(record, by: people.clerk)
        request = try await office.decide(request, by: people.head)
        _ = try await office.decide(request, by: people.leader)
        let approved = try office.record(record.id)
        await #expect(throws: RecordRefusal.self) {
            try await office.ask(approved, by: people.clerk, "settle")
        }
    }

    @Test func whatTheStepsNeedIsThereBeforeAnybodyIsAsked() async throws {
        let office = try Office()
        let clerk = try await office.person("经办甲", "officer", section: "office")
        let record = try await office.reception(by: clerk)
        await #expect(throws: ApprovalRefusal.nobodyDecides(step: "科室负责人")) {
            try await office.ask(record, by: clerk)
        }
    }

    @Test func aRecordIsAskedAboutOnce() async throws {
        let office = try Office()
        let people = try await office.people()
        let record = try await office.reception(by: people.clerk)
        _ = try await office.ask(record, by: people.clerk)
        await #expect(throws: ApprovalRefusal.alreadyAsked(by: "经办甲")) {
            try await office.ask(record, by: people.clerk)
        }
    }

    @Test func whoeverAskedTakesItBackAndNobodyElseDoes() async throws {
        let office = try Office()
        let people = try await office.people()
        let record = try await office.reception(by: people.clerk)
        let request = try await office.ask(record, by: people.clerk)
        await #expect(throws: ApprovalRefusal.notAsker(name: "经办甲")) {
            try await office.approvals.takeBack(
                request.id, version: nil, reason: nil, by: people.head)
        }
        try await office.approvals.takeBack(
            request.id, version: request.version, reason: "不来了", by: people.clerk)
        #expect(try office.waiting(people.head).isEmpty)
        #expect(try office.record(record.id).state == "applied")
        let again = try await office.ask(record, by: people.clerk)
        #expect(again.id != request.id)
    }

    @Test func returnedWithAnOpinionItIsAskedAgainFromTheFirstStep() async throws {
        let office = try Office()
        let people = try await office.people()
        let record = try await office.reception(by: people.clerk)
        var request = try await office.ask(record, by: people.clerk)
        request = try await office.decide(request, by: people.head)
        await #expect(throws: ApprovalRefusal.needsOpinion(decision: "退回")) {
            try await office.decide(request, .return, by: people.leader)
        }
        request = try await office.decide(request, .return, by: people.leader, "陪餐人数没有填")
        #expect(request.state == .returned && request.step == nil)
        #expect(try office.told(people.clerk) == ["approval-returned"])
        _ = try await office.registry.changeRecord(
            "reception", record.id, ["escorts": .text("2")], version: nil, by: people.clerk)
        request = try await office.approvals.askAgain(
            request.id, version: request.version, note: "已补", by: people.clerk)
        #expect(request.round == 2 && request.step == "head")
        request = try await office.decide(request, by: people.head)
        request = try await office.decide(request, by: people.leader)
        #expect(request.state == .approved)
        #expect(request.decisions.map(\.round) == [1, 1, 2, 2])
        #expect(try office.record(record.id).state == "approved")
    }

    @Test func refusedItIsOverAndTheRecordStays() async throws {
        let office = try Office()
        let people = try await office.people()
        let record = try await office.reception(by: people.clerk)
        var request = try await office.ask(record, by: people.clerk)
        request = try await office.decide(request, .refuse, by: people.head, "没有公函，不予接待")
        #expect(request.state == .refused)
        #expect(try office.record(record.id).state == "applied")
        await #expect(throws: ApprovalRefusal.notWaiting(state: "不同意")) {
            try await office.decide(request, by: people.leader)
        }
    }
}
