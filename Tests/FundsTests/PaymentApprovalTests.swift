import Accounts
import Approvals
import Catalogue
import Funds
import Journal
import Registers
import Store
import Testing
import Values

/// Maker, checker, approvers: a payment is agreed to by others, one after the other.
@Suite struct PaymentApprovalTests {
    private func person(
        _ city: Treasury, _ name: String, _ role: String, section: String? = nil
    ) async throws -> Viewer {
        var fields: [String: Scalar] = [
            "login": .text("p\(name.unicodeScalars.map(\.value).reduce(7, &+))"),
            "name": .text(name), "role": .text(role),
        ]
        fields["section"] = section.map { .text($0) }
        let account = try await city.make("account", fields, state: "active")
        return Viewer(
            name: name, role: try #require(city.database.catalogue.roles[role]),
            account: account, section: section)
    }

    private func large(_ city: Treasury) async throws -> Int64 {
        try await city.appropriate(1_000_000, city.science)
        let project = try await city.project(
            "L1", approved: 300_000, plan: [Treasury.year(2025, 300_000)])
        try await city.approve(project)
        try await city.sign(project, [Treasury.stage(1, 2025, 300_000)])
        return project
    }

    @Test func aLargePaymentIsAgreedToByFourPeopleAndNobodyTwice() async throws {
        let city = try await Treasury()
        let approvals = Approvals(Accounts(city.registry))
        let maker = try await person(city, "经办甲", "officer", section: "office")
        let head = try await person(city, "科长乙", "section-head", section: "office")
        let leader = try await person(city, "领导丙", "leader")
        let director = try await person(city, "局长丁", "leader")
        let finance = try await person(city, "财务戊", "finance")
        let request = try await city.request(try await large(city), "L1", 300_000)
        let register = try city.registry.register("payment-request")
        var asked = try await approvals.ask(
            "approve", of: request, in: register, version: nil, note: nil, by: maker)
        #expect(asked.steps == ["head", "leader", "finance", "director"])
        func decide(_ viewer: Viewer) async throws {
            asked = try await approvals.decide(
                asked.id, .approve, opinion: nil, version: asked.version, by: viewer)
        }
        await #expect(throws: ApprovalRefusal.self) { try await decide(maker) }
        try await decide(head)
        try await decide(leader)
        try await decide(finance)
        #expect(try city.record("payment-request", request).state == "drafted")
        await #expect(throws: ApprovalRefusal.self) { try await decide(leader) }
        try await decide(director)
        #expect(try city.record("payment-request", request).state == "approved")
        _ = try await city.registry.moveRecord(
            "payment-request", request, "pay",
            ["paid_on": .text("2025-03-06"), "voucher_no": .text("ZF1")], by: finance)
        #expect(
            try city.yuan("discharged/project-funding#\(try project(city, request))") == 300_000)
    }

    private func project(_ city: Treasury, _ request: Int64) throws -> Int64 {
        try city.record("payment-request", request)["project"].integer ?? 0
    }

    @Test func aSmallPaymentNeedsNoDirector() async throws {
        let city = try await Treasury()
        let approvals = Approvals(Accounts(city.registry))
        let maker = try await person(city, "经办甲", "officer", section: "office")
        _ = try await person(city, "科长乙", "section-head", section: "office")
        _ = try await person(city, "领导丙", "leader")
        _ = try await person(city, "财务戊", "finance")
        let request = try await city.request(try await city.contracted())
        let asked = try await approvals.ask(
            "approve", of: request, in: try city.registry.register("payment-request"),
            version: nil, note: nil, by: maker)
        #expect(asked.steps == ["head", "leader", "finance"])
    }

    @Test func theLastAgreementFailsWhereTheMoneyIsPromisedMeanwhile() async throws {
        let city = try await Treasury()
        let approvals = Approvals(Accounts(city.registry))
        let maker = try await person(city, "经办甲", "officer", section: "office")
        let people = [
            try await person(city, "科长乙", "section-head", section: "office"),
            try await person(city, "领导丙", "leader"), try await person(city, "财务戊", "finance"),
        ]
        let project = try await city.contracted()
        let request = try await city.request(project)
        var asked = try await approvals.ask(
            "approve", of: request, in: try city.registry.register("payment-request"),
            version: nil, note: nil, by: maker)
        for viewer in people.dropLast() {
            asked = try await approvals.decide(
                asked.id, .approve, opinion: nil, version: asked.version, by: viewer)
        }
        try await city.agree(try await city.request(project, "B2", 1))
        let last = asked
        #expect(
            try await city.rule {
                _ = try await approvals.decide(
                    last.id, .approve, opinion: nil, version: last.version, by: people[2])
            } == "within-stage")
        #expect(try city.record("payment-request", request).state == "drafted")
    }
}
