import Funds
import Registers
import Store
import Testing
import Values

@Suite struct ProjectPlanTests {
    @Test func approvingPostsThePlanOfEachYear() async throws {
        let city = try await Treasury()
        let project = try await city.project()
        try await city.approve(project)
        #expect(try city.yuan("plan/project-funding#\(project)/2025") == 600)
        #expect(try city.yuan("plan/project-funding#\(project)/2026") == 400)
        #expect(try city.yuan("source/commitment/approval") == -1_000)
        #expect(try city.verify() == [])
    }

    @Test func approvingAndSigningByAFormNeedNoReason() async throws {
        let city = try await Treasury()
        let project = try await city.project()
        _ = try await city.registry.moveRecord(
            "project-funding", project, "approve",
            ["approved_on": .text("2025-03-03"), "approved_doc": .text("示科发〔2025〕1号")],
            by: city.finance)
        let stage = [
            "stage": "1", "year": "2025", "amount": "600", "condition": "signing",
        ]
        _ = try await city.registry.moveRecord(
            "project-funding", project, "sign",
            [
                "signed_on": .text("2025-03-04"), "contract_no": .text("HT-1"),
                "stages": .rows([stage]),
            ], by: city.finance)
        #expect(try city.yuan("commitment/project-funding#\(project)/2025") == 600)
        #expect(try city.yuan("plan/project-funding#\(project)/2026") == 400)
    }

    @Test func aPlanThatIsAFenOffIsRefusedAndTheAttemptIsKept() async throws {
        let city = try await Treasury()
        let project = try await city.project(plan: [
            Treasury.year(2025, 600), ["year": .integer(2026), "amount": .integer(39_999)],
        ])
        #expect(
            try await city.rule { try await city.approve(project) } == "plan-is-what-was-approved")
        #expect(try city.record("project-funding", project).state == "planned")
        #expect(try city.refusals == ["plan-is-what-was-approved"])
        #expect(try city.yuan("plan/project-funding#\(project)/2025") == 0)
    }

    @Test func aYearListedTwiceIsRefused() async throws {
        let city = try await Treasury()
        let project = try await city.project(plan: [
            Treasury.year(2025, 600), Treasury.year(2025, 400),
        ])
        #expect(try await city.rule { try await city.approve(project) } == "listed-once")
    }

    @Test func signingMovesThePlanIntoPromises() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        #expect(try city.yuan("plan/project-funding#\(project)/2025") == 0)
        #expect(try city.yuan("commitment/project-funding#\(project)/2025") == 600)
        #expect(try city.yuan("commitment/project-funding#\(project)/2026") == 400)
    }

    @Test func promisingMoreThanAYearsPlanIsRefused() async throws {
        let city = try await Treasury()
        let project = try await city.project()
        try await city.approve(project)
        let stages = [Treasury.stage(1, 2025, 601), Treasury.stage(2, 2026, 399)]
        #expect(
            try await city.rule { try await city.sign(project, stages) }
                == "commitment-within-plan")
        #expect(try city.yuan("commitment/project-funding#\(project)/2025") == 0)
        #expect(try city.refusals == ["commitment-within-plan"])
    }

    @Test func aPlanChangesByDocumentOnly() async throws {
        let city = try await Treasury()
        let project = try await city.project()
        try await city.approve(project)
        let plan = [Treasury.year(2025, 500), Treasury.year(2026, 500)]
        #expect(
            try await city.rule {
                try await city.change("project-funding", project, rows: ["plan": plan])
            } == "change-by-document")
        try await city.change(
            "project-funding", project, rows: ["plan": plan, "changes": [Self.document("plan")]])
        #expect(try city.yuan("plan/project-funding#\(project)/2025") == 500)
        #expect(try city.yuan("plan/project-funding#\(project)/2026") == 500)
        // The same document does not carry a second change.
        #expect(
            try await city.rule {
                try await city.change(
                    "project-funding", project, rows: ["plan": Treasury.planned])
            } == "change-by-document")
        #expect(try city.verify() == [])
    }

    @Test func aPlanIsNotCutBelowWhatIsPromised() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let plan = [Treasury.year(2025, 500), Treasury.year(2026, 500)]
        #expect(
            try await city.rule {
                try await city.change(
                    "project-funding", project,
                    rows: ["plan": plan, "changes": [Self.document("plan")]])
            } == "plan-covers-commitment")
        #expect(try city.yuan("commitment/project-funding#\(project)/2025") == 600)
    }

    @Test func planAndContractMoveToAnotherYearTogether() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        try await city.change(
            "project-funding", project,
            rows: [
                "plan": [Treasury.year(2025, 400), Treasury.year(2026, 600)],
                "stages": [
                    Treasury.stage(1, 2025, 400), Treasury.stage(2, 2026, 200, "mid-term"),
                    Treasury.stage(3, 2026, 400, "acceptance"),
                ], "changes": [Self.document("plan"), Self.document("contract")],
            ])
        #expect(try city.yuan("commitment/project-funding#\(project)/2025") == 400)
        #expect(try city.yuan("commitment/project-funding#\(project)/2026") == 600)
        #expect(try city.yuan("source/commitment/approval") == -1_000)
        #expect(try city.verify() == [])
    }

    @Test func aContractIsNotCutBelowWhatIsPaid() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        try await city.paid(project)
        let stages = [
            Treasury.stage(1, 2025, 300), Treasury.stage(2, 2025, 50, "mid-term"),
            Treasury.stage(3, 2026, 400, "acceptance"),
        ]
        #expect(
            try await city.rule {
                try await city.change(
                    "project-funding", project,
                    rows: ["stages": stages, "changes": [Self.document("contract")]])
            } == "commitment-covers-paid")
    }

    @Test func theEarmarkOfAnApprovedProjectStays() async throws {
        let city = try await Treasury()
        let project = try await city.project()
        try await city.approve(project)
        #expect(
            try await city.rule {
                try await city.change(
                    "project-funding", project, ["earmark": .integer(city.transfer)])
            } == "posted-is-immutable")
    }

    @Test func terminationReleasesWhatIsUnpaidAndAsksBackWhatIsUnspent() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        try await city.paid(project)
        let expense = try await city.expense(project, "FP-1", 150)
        try await city.move("project-expense", expense, "book")
        try await city.move(
            "project-funding", project, "terminate",
            ["terminated_on": .text("2025-03-10"), "terminated_doc": .text("示科发〔2025〕9号")])
        #expect(try city.yuan("commitment/project-funding#\(project)/2025") == 0)
        #expect(try city.yuan("commitment/project-funding#\(project)/2026") == 0)
        #expect(try city.yuan("plan/project-funding#\(project)/2025") == 0)
        #expect(try city.yuan("discharged/project-funding#\(project)") == 400)
        #expect(try city.yuan("source/commitment/approval") == -400)
        let asked = try city.database.readNow {
            try $0.all("SELECT id, kind, amount, year, due_on, state FROM fund_return")
        }
        #expect(asked.count == 1)
        #expect(
            Array(asked[0].dropFirst())
                == [
                    .text("recovered"), .integer(25_000), .integer(2_025), .text("2025-04-09"),
                    .text("asked"),
                ])
        try await city.bookReturn(asked[0][0].integer ?? 0)
        #expect(try city.yuan("fund/\(city.science)/2025") == 850)
        #expect(try city.yuan("unit/project-funding#\(project)/2025") == 0)
        #expect(try city.verify() == [])
    }

    @Test func aProjectWithMoneyOnItsWayOrUnpaidIsNotClosed() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let request = try await city.request(project)
        try await city.agree(request)
        try await city.pay(request)
        func close() async throws { try await city.move("project-funding", project, "close") }
        #expect(try await city.rule { try await close() } == "settle-first")
        try await city.arrive(request)
        #expect(try await city.rule { try await close() } == "close-when-paid")
    }

    @Test func aWithdrawnApprovalGivesThePlanBack() async throws {
        let city = try await Treasury()
        let project = try await city.project()
        try await city.approve(project)
        _ = try await city.registry.withdrawRecord(
            "project-funding", project, by: city.finance, reason: "重复登记")
        #expect(try city.yuan("source/commitment/approval") == 0)
        #expect(try city.verify() == [])
    }

    @Test func aProjectBroughtInUnderContractHasItsBooks() async throws {
        let city = try await Treasury()
        let project = try await city.make(
            "project-funding",
            [
                "project_no": .text("H1"), "name": .text("往年项目"),
                "earmark": .integer(city.science), "approved": .integer(100_000),
                "signed_on": .text("2024-06-01"), "contract_no": .text("HT-9"),
            ], rows: ["plan": Treasury.planned, "stages": Treasury.stages], state: "contracted")
        #expect(try city.yuan("commitment/project-funding#\(project)/2025") == 600)
        #expect(try city.verify() == [])
    }

    static func document(_ kind: String) -> [String: Scalar] {
        [
            "changed_on": .text("2025-03-08"), "kind": .text(kind),
            "doc_no": .text("示科发〔2025〕7号"),
        ]
    }
}
