import Funds
import Registers
import Store
import Testing
import Values

@Suite struct ReturnTests {
    @Test func whatIsReturnedGoesToTheYearThatItCameFrom() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        try await city.paid(project)
        let back = try await city.giveBack(project, "T1", "returned", 100)
        #expect(try city.yuan("unit/project-funding#\(project)/2025") == 400)
        try await city.bookReturn(back)
        #expect(try city.yuan("unit/project-funding#\(project)/2025") == 300)
        #expect(try city.yuan("fund/\(city.science)/2025") == 700)
        // What came back is not promised again by itself.
        #expect(try city.yuan("commitment/project-funding#\(project)/2025") == 200)
        #expect(try city.verify() == [])
    }

    @Test func moreThanStandsWithTheUnitIsNotGivenBack() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        try await city.paid(project)
        let expense = try await city.expense(project, "FP-1", 350)
        try await city.move("project-expense", expense, "book")
        let back = try await city.giveBack(project, "T1", "recovered", 51)
        #expect(try await city.rule { try await city.bookReturn(back) } == "within-arrived")
        let other = try await city.giveBack(project, "T2", "returned", 10, year: 2024)
        #expect(try await city.rule { try await city.bookReturn(other) } == "within-arrived")
        #expect(try city.refusals == ["within-arrived", "within-arrived"])
    }

    @Test func aReversedPaymentGivesThePromiseBackAndCanBePaidAgain() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let request = try await city.paid(project)
        let back = try await city.giveBack(project, "T1", "reversed", 400, payment: request)
        try await city.bookReturn(back)
        #expect(try city.yuan("unit/project-funding#\(project)/2025") == 0)
        #expect(try city.yuan("fund/\(city.science)/2025") == 1_000)
        #expect(try city.yuan("commitment/project-funding#\(project)/2025") == 600)
        let again = try await city.giveBack(project, "T2", "reversed", 1, payment: request)
        #expect(
            try await city.rule { try await city.bookReturn(again) } == "at-most-once-reversed")
        try await city.paid(project, "B2")
        #expect(try city.yuan("unit/project-funding#\(project)/2025") == 400)
        #expect(try city.verify() == [])
    }

    @Test func aPaymentThatHasNotArrivedIsNotReversed() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let request = try await city.request(project)
        try await city.agree(request)
        try await city.pay(request)
        let back = try await city.giveBack(project, "T1", "reversed", 400, payment: request)
        #expect(
            try await city.rule { try await city.bookReturn(back) } == "reverse-what-arrived")
    }

    @Test func anExpenseIsOfAProjectOrAnAllocation() async throws {
        let city = try await Treasury()
        #expect(
            try await city.rule {
                _ = try await city.make(
                    "project-expense",
                    [
                        "year": .integer(2025), "category": .text("labour"),
                        "amount": .integer(1), "receipt_no": .text("F"),
                        "spent_on": .text("2025-03-08"),
                    ])
            } == "project-or-allocation")
    }

    @Test func anExpenseNeverExceedsWhatArrived() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let early = try await city.expense(project, "FP-0", 1)
        #expect(
            try await city.rule { try await city.move("project-expense", early, "book") }
                == "within-arrived")
        try await city.paid(project)
        let all = try await city.expense(project, "FP-1", 400)
        try await city.move("project-expense", all, "book")
        #expect(try city.yuan("outlay/\(city.science)/2025") == 400)
        #expect(
            try await city.rule { try await city.move("project-expense", early, "book") }
                == "within-arrived")
        #expect(
            try await city.rule {
                try await city.change("project-expense", all, ["amount": .integer(1)])
            } == "posted-is-immutable")
        try await city.move("project-expense", all, "reverse")
        #expect(try city.yuan("unit/project-funding#\(project)/2025") == 400)
        try await city.move("project-expense", early, "book")
        #expect(try city.yuan("outlay/\(city.science)/2025") == 1)
        #expect(try city.verify() == [])
    }

    @Test func anotherSpecialFundsMoneyPaysNothing() async throws {
        let city = try await Treasury()
        // The other fund is rich, this one has nothing.
        try await city.appropriate(10_000, city.transfer)
        let project = try await city.contracted(money: 0)
        let request = try await city.request(project)
        try await city.agree(request)
        #expect(try await city.rule { try await city.pay(request) } == "no-overdraft")
        #expect(try city.yuan("fund/\(city.transfer)/2025") == 10_000)
    }
}
