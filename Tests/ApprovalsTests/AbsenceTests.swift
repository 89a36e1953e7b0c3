import Approvals
import Registers
import Store
import TestSupport
import Testing
import Values

@Suite struct AbsenceTests {
    private let from = CalendarDate(iso: "2026-02-10")
    private let until = CalendarDate(iso: "2026-02-12")

    private func away(_ office: Office, _ who: Viewer, deputy: Viewer?, by viewer: Viewer? = nil)
        async throws
    {
        _ = try await office.approvals.enter(
            absenceOf: try #require(who.account), from: try #require(from),
            until: try #require(until), deputy: deputy?.account, ground: "出差",
            by: viewer ?? who)
    }

    @Test func aDeputyOfTheSameRoleDecidesOnBehalfOfWhoIsAway() async throws {
        let office = try Office()
        let people = try await office.people()
        let second = try await office.person("科长己", "section-head", section: "office")
        try await away(office, people.head, deputy: second)
        let request = try await office.ask(
            try await office.reception(by: people.clerk), by: people.clerk)
        #expect(try office.told(second).contains("approval-waiting"))
        #expect(try office.told(people.head).isEmpty)
        let after = try await office.decide(request, by: second)
        #expect(after.step == "leader")
    }

    @Test func whomALeaderNamesDecidesAndItIsWrittenForWhom() async throws {
        let office = try Office()
        let people = try await office.people()
        let other = try await office.person("科长庚", "section-head", section: "high-tech")
        await #expect(throws: AbsenceRefusal.deputyDiffers(name: "科长庚")) {
            try await away(office, people.head, deputy: other)
        }
        try await away(office, people.head, deputy: other, by: people.leader)
        let request = try await office.ask(
            try await office.reception(by: people.clerk), by: people.clerk)
        #expect(try office.waiting(other).map(\.id) == [request.id])
        let after = try await office.decide(request, by: other)
        #expect(after.decisions.first?.onBehalfOf == "科长乙")
        #expect(after.decisions.first?.by == "科长庚")
    }

    @Test func withoutADeputyItWaitsForWhoIsAway() async throws {
        let office = try Office()
        let people = try await office.people()
        try await away(office, people.head, deputy: nil)
        let request = try await office.ask(
            try await office.reception(by: people.clerk), by: people.clerk)
        let approvers = try await office.database.read {
            try office.approvals.approvers($0, of: request)
        }
        #expect(approvers.map(\.name) == ["科长乙"])
        #expect(approvers.first?.absence?.until == "2026-02-12")
        // Who is back early decides.
        #expect(try await office.decide(request, by: people.head).step == "leader")
    }

    @Test func onceTheDaysAreOverTheDeputyDecidesNoMore() async throws {
        let office = try Office()
        let people = try await office.people()
        let other = try await office.person("科长庚", "section-head", section: "high-tech")
        try await away(office, people.head, deputy: other, by: people.leader)
        let request = try await office.ask(
            try await office.reception(by: people.clerk), by: people.clerk)
        office.clock.set("2026-02-13T01:00:00.000Z")
        await #expect(throws: ApprovalRefusal.wrongSection(step: "科室负责人")) {
            try await office.decide(request, by: other)
        }
    }

    @Test func aDeputyDoesNotDecideWhatTheAbsentOneAskedFor() async throws {
        let office = try Office()
        let people = try await office.people()
        _ = try await office.person("科长己", "section-head", section: "office")
        let other = try await office.person("科长庚", "section-head", section: "high-tech")
        let request = try await office.ask(
            try await office.reception(by: people.head), by: people.head)
        try await away(office, people.head, deputy: other, by: people.leader)
        await #expect(throws: ApprovalRefusal.ownRequestThroughDeputy(name: "科长乙")) {
            try await office.decide(request, by: other)
        }
    }

    @Test func daysThatOverlapOrArePastAndDeputiesThatAreNoneAreRefused() async throws {
        let office = try Office()
        let people = try await office.people()
        try await away(office, people.head, deputy: nil)
        await #expect(throws: AbsenceRefusal.overlaps(from: "2026-02-10", until: "2026-02-12")) {
            try await away(office, people.head, deputy: nil)
        }
        await #expect(throws: AbsenceRefusal.deputyIsSelf) {
            try await away(office, people.leader, deputy: people.leader)
        }
        await #expect(throws: AbsenceRefusal.notYours) {
            try await away(office, people.leader, deputy: nil, by: people.clerk)
        }
        let yesterday = try #require(CalendarDate(iso: "2026-02-09"))
        await #expect(throws: AbsenceRefusal.self) {
            try await office.approvals.enter(
                absenceOf: try #require(people.leader.account), from: yesterday, until: yesterday,
                deputy: nil, ground: "出差", by: people.leader)
        }
        let own = try await office.database.read {
            try office.approvals.absences($0, concerning: try #require(people.head.account))
        }
        // Whoever may enter it for others sees it; whoever has nothing to do with it does not.
        for (viewer, count) in [(people.leader, 1), (people.head, 1), (people.clerk, 0)] {
            let seen = try await office.database.read {
                try office.approvals.absences($0, seenBy: viewer)
            }
            #expect(seen.count == count, "\(viewer.name)")
        }
        try await office.approvals.end(absence: try #require(own.first).id, by: people.head)
        try await away(office, people.head, deputy: nil)
    }
}
