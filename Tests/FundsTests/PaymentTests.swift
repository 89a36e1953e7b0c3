import Catalogue
import Funds
import Registers
import Store
import Testing
import Values

@Suite struct PaymentTests {
    @Test func payingDischargesThePromiseAndSendsTheMoneyOnItsWay() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let request = try await city.request(project)
        try await city.agree(request)
        #expect(try city.yuan("discharged/project-funding#\(project)") == 0)
        try await city.pay(request)
        #expect(try city.yuan("discharged/project-funding#\(project)") == 400)
        #expect(try city.yuan("commitment/project-funding#\(project)/2025") == 200)
        let fund = try city.standing(city.fund(city.science))
        #expect(fund.standing == Money(fen: 100_000) && fund.available == Money(fen: 60_000))
        #expect(try city.yuan("unit/project-funding#\(project)/2025") == 0)
        try await city.arrive(request)
        #expect(try city.yuan("unit/project-funding#\(project)/2025") == 400)
        #expect(try city.standing(city.fund(city.science)).standing == Money(fen: 60_000))
        #expect(try city.record("project-funding", project).rows["stages"]?[0]["paid_on"] != nil)
        #expect(try city.verify() == [])
    }

    @Test func aPaymentIsAgreedToByOthersBeforeItIsMade() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let request = try await city.request(project)
        await #expect(throws: RecordRefusal.self) {
            _ = try await city.registry.moveRecord(
                "payment-request", request, "approve", by: city.finance)
        }
        #expect(try city.record("payment-request", request).state == "drafted")
    }

    @Test func moreThanTheStageIsRefused() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        #expect(
            try await city.rule { _ = try await city.request(project, "B1", 401) } == "within-stage"
        )
        #expect(try city.refusals == ["within-stage"])
    }

    @Test func aSecondPaymentOfAStageIsRefused() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        try await city.paid(project)
        #expect(
            try await city.rule { _ = try await city.request(project, "B2", 400) }
                == "within-stage")
        #expect(
            try await city.rule { _ = try await city.request(project, "B3", 1) } == "within-stage")
    }

    @Test func aStageIsPaidInPartsUntilItIsFull() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        try await city.paid(project, "B1", 150)
        #expect(try city.record("project-funding", project).rows["stages"]?[0]["paid_on"] == nil)
        try await city.paid(project, "B2", 250)
        #expect(try city.record("project-funding", project).rows["stages"]?[0]["paid_on"] != nil)
        #expect(try city.yuan("discharged/project-funding#\(project)") == 400)
    }

    @Test func aStageWhoseConditionIsNotMetIsNotPaid() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let request = try await city.request(project, "B2", stage: 2, 200)
        #expect(try await city.rule { try await city.agree(request) } == "stage-due")
        var stages = Treasury.stages
        stages[1]["met_on"] = .text("2025-03-05")
        try await city.change("project-funding", project, rows: ["stages": stages])
        try await city.agree(request)
        try await city.pay(request)
        #expect(try city.yuan("discharged/project-funding#\(project)") == 200)
    }

    @Test func aStageIsNotPaidOutOfAnotherYear() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        #expect(
            try await city.rule {
                _ = try await city.request(project, "B9", stage: 3, 400, year: 2025)
            } == "paid-by-stage")
        #expect(
            try await city.rule { _ = try await city.request(project, "B9", stage: 7, 1) }
                == "paid-by-stage")
    }

    @Test func nothingIsPaidWithoutAContract() async throws {
        let city = try await Treasury()
        let project = try await city.project()
        try await city.approve(project)
        #expect(
            try await city.rule { _ = try await city.request(project) } == "paid-under-contract")
    }

    @Test func moreThanTheFundHasIsRefusedAndKept() async throws {
        let city = try await Treasury()
        let project = try await city.contracted(money: 399)
        let request = try await city.request(project)
        try await city.agree(request)
        #expect(try await city.rule { try await city.pay(request) } == "no-overdraft")
        #expect(try city.record("payment-request", request).state == "approved")
        #expect(try city.yuan("discharged/project-funding#\(project)") == 0)
        #expect(try city.refusals == ["no-overdraft"])
        #expect(try city.verify() == [])
    }

    @Test func twoPaymentsThatEachFitDoNotBothGoThrough() async throws {
        let city = try await Treasury()
        try await city.appropriate(700, city.science)
        var requests: [Int64] = []
        for number in 0..<8 {
            let project = try await city.contracted("W\(number)", money: 0)
            let request = try await city.request(project, "W\(number)")
            try await city.agree(request)
            requests.append(request)
        }
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for request in requests {
                group.addTask {
                    do {
                        try await city.pay(request)
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(outcomes.count { $0 } == 1)
        #expect(try city.standing(city.fund(city.science)).available == Money(fen: 30_000))
        #expect(try city.refusals.count == 7)
        #expect(try city.verify() == [])
    }

    @Test func twoRequestsForOneStageAreNotBothAgreedTo() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let first = try await city.request(project, "B1", 300)
        let second = try await city.request(project, "B2", 300)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for request in [first, second] {
                group.addTask {
                    do {
                        try await city.agree(request)
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(outcomes.count { $0 } == 1)
    }

    @Test func aPaymentThatBouncesIsFreeAgain() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let request = try await city.request(project)
        try await city.agree(request)
        try await city.pay(request)
        try await city.move(
            "payment-request", request, "bounce", ["bounced_on": .text("2025-03-09")])
        #expect(try city.standing(city.fund(city.science)).available == Money(fen: 100_000))
        #expect(try city.yuan("commitment/project-funding#\(project)/2025") == 600)
        #expect(try city.record("project-funding", project).rows["stages"]?[0]["paid_on"] == nil)
        try await city.paid(project, "B2")
        #expect(try city.yuan("unit/project-funding#\(project)/2025") == 400)
        #expect(try city.verify() == [])
    }

    @Test func whatWasAgreedToDoesNotChangeNorGoAway() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let request = try await city.request(project, "B1", 300)
        try await city.agree(request)
        #expect(
            try await city.rule {
                try await city.change("payment-request", request, ["amount": .integer(40_000)])
            } == "posted-is-immutable")
        try await city.pay(request)
        #expect(
            try await city.rule {
                _ = try await city.registry.withdrawRecord(
                    "payment-request", request, by: city.finance, reason: "不要了")
            } == "posted-is-immutable")
    }

    @Test func anAccountThatIsNotTheOneCheckedIsRefused() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let request = try await city.request(project)
        #expect(
            try await city.rule {
                try await city.change("payment-request", request, ["account_tail": .text("9999")])
            } == "payee-checked")
    }

    @Test func theAccountIsHiddenFromWhoNeedsItNot() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let request = try await city.request(project)
        let texts = try city.database.readNow { reader in
            let register = try city.registry.register("payment-request")
            let field = register.fields.filter { $0.name == "payee_account" }
            return try city.registry.personalTexts(
                reader, "payment-request", field, ids: [request], by: city.finance)
        }
        let shown = texts[request]?["payee_account"] ?? ""
        #expect(!shown.isEmpty && !shown.contains("1111"))
    }
}
