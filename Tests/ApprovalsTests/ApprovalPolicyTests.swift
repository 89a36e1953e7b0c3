import Accounts
import Approvals
import Catalogue
import Registers
import Store
import Testing
import Values

@Suite struct ApprovalPolicyTests {
    @Test func nobodyApprovesWhatTheyAskedFor() async throws {
        let office = try Office()
        let people = try await office.people()
        let other = try await office.person("科长己", "section-head", section: "office")
        let record = try await office.reception(by: people.head)
        let request = try await office.ask(record, by: people.head)
        await #expect(throws: ApprovalRefusal.ownRequest) {
            try await office.decide(request, by: people.head)
        }
        #expect(try office.waiting(people.head).isEmpty)
        #expect(try office.told(people.head).isEmpty)
        let after = try await office.decide(request, by: other)
        #expect(after.step == "leader")
    }

    @Test func anotherRoleAndAnotherSectionDoNotDecide() async throws {
        let office = try Office()
        let people = try await office.people()
        let stranger = try await office.person("科长庚", "section-head", section: "high-tech")
        let record = try await office.reception(by: people.clerk)
        let request = try await office.ask(record, by: people.clerk)
        await #expect(throws: ApprovalRefusal.wrongRole(step: "科室负责人", role: "局领导")) {
            try await office.decide(request, by: people.leader)
        }
        await #expect(throws: ApprovalRefusal.wrongSection(step: "科室负责人")) {
            try await office.decide(request, by: stranger)
        }
        let nobody = Viewer(name: "命令行", role: people.head.role, section: "office")
        await #expect(throws: ApprovalRefusal.needsAccount) {
            try await office.decide(request, by: nobody)
        }
    }

    @Test func theSectionInChargeOfTheRecordDecides() async throws {
        let office = try Office()
        let people = try await office.people()
        let head = try await office.person("科长庚", "section-head", section: "high-tech")
        let record = try await office.reception(by: people.clerk)
        let changed = try await office.registry.changeRecord(
            "reception", record.id, ["section_in_charge": .text("high-tech")], version: nil,
            by: people.clerk)
        let request = try await office.ask(changed, by: people.clerk)
        await #expect(throws: ApprovalRefusal.wrongSection(step: "科室负责人")) {
            try await office.decide(request, by: people.head)
        }
        #expect(try await office.decide(request, by: head).step == "leader")
    }

    @Test func onePersonDoesNotDecideTwoSteps() async throws {
        let office = try Office()
        let people = try await office.people()
        var request = try await settlement(office, people)
        request = try await office.decide(request, by: people.head)
        request = try await office.decide(request, by: people.leader)
        request = try await office.decide(request, by: people.finance)
        #expect(request.step == "director")
        await #expect(throws: ApprovalRefusal.decidedBefore(step: "分管领导")) {
            try await office.decide(request, by: people.leader)
        }
        #expect(try office.waiting(people.leader).isEmpty)
        request = try await office.decide(request, by: people.director)
        #expect(try office.record(request.record).state == "settled")
    }

    private func settlement(_ office: Office, _ people: Office.People) async throws
        -> ApprovalRequest
    {
        let record = try await office.reception(by: people.clerk)
        var request = try await office.ask(record, by: people.clerk)
        request = try await office.decide(request, by: people.head)
        _ = try await office.decide(request, by: people.leader)
        let ready = try await office.registry.changeRecord(
            "reception", record.id,
            [
                "letter_no": .text("函1号"), "total": .text("4000"),
                "items": .rows([["item": "meal", "amount": "4000"]]),
            ], version: nil, by: people.clerk, reason: "报销")
        return try await office.ask(ready, by: people.clerk, "settle")
    }

    @Test func ofTwoWhoDecideAtOnceOneIsTold() async throws {
        let office = try Office()
        let people = try await office.people()
        let second = try await office.person("科长己", "section-head", section: "office")
        let record = try await office.reception(by: people.clerk)
        let request = try await office.ask(record, by: people.clerk)
        async let first = try? office.decide(request, by: people.head)
        async let other = try? office.decide(request, by: second)
        let done = await [first, other].compactMap { $0 }
        #expect(done.count == 1)
        #expect(done.first?.decisions.count == 1)
        let late = done.first?.decisions.first?.by == "科长乙" ? second : people.head
        do {
            _ = try await office.decide(request, by: late)
            Issue.record("what was decided meanwhile was decided again")
        } catch let refusal as ApprovalRefusal {
            guard case .decidedMeanwhile = refusal else {
                Issue.record("\(refusal)")
                return
            }
        }
    }

    @Test func aRecordThatWasChangedIsNotAgreedToButReturned() async throws {
        let office = try Office()
        let people = try await office.people()
        let record = try await office.reception(by: people.clerk)
        var request = try await office.ask(record, by: people.clerk)
        _ = try await office.registry.changeRecord(
            "reception", record.id, ["guests": .text("50")], version: nil, by: people.clerk)
        await #expect(throws: ApprovalRefusal.recordChanged) {
            try await office.decide(request, by: people.head)
        }
        request = try await office.decide(request, .return, by: people.head, "人数改过，请重新报")
        #expect(request.state == .returned)
    }

    @Test func aRecordThatWasWithdrawnOrMovedIsNotAgreedTo() async throws {
        let office = try Office()
        let people = try await office.people()
        let first = try await office.reception(by: people.clerk)
        let request = try await office.ask(first, by: people.clerk)
        _ = try await office.registry.withdrawRecord(
            "reception", first.id, by: people.clerk, reason: "重复")
        await #expect(throws: ApprovalRefusal.recordWithdrawn) {
            try await office.decide(request, by: people.head)
        }
        let second = try await office.reception("JD-2", by: people.clerk)
        let other = try await office.ask(second, by: people.clerk)
        _ = try await office.registry.moveRecord(
            "reception", second.id, "refuse", by: people.head, reason: "没有公函")
        await #expect(throws: ApprovalRefusal.recordMoved(state: "不予接待")) {
            try await office.decide(other, by: people.head)
        }
    }

    @Test func askingOnAStaleVersionIsRefused() async throws {
        let office = try Office()
        let people = try await office.people()
        let record = try await office.reception(by: people.clerk)
        _ = try await office.registry.changeRecord(
            "reception", record.id, ["guests": .text("6")], version: nil, by: people.clerk)
        await #expect(throws: ApprovalRefusal.changedBeforeAsking) {
            try await office.ask(record, by: people.clerk)
        }
    }
}
