import Funds
import Registers
import Store
import Testing
import Values

@Suite struct CoFundingTests {
    private func promise(_ city: Treasury, _ project: Int64, _ yuan: Int64) async throws -> Int64 {
        try await city.make(
            "co-funding",
            [
                "project": .integer(project), "side": .text("county"), "payer": .text("甲县财政局"),
                "promised": .integer(yuan * 100), "due_on": .text("2025-03-01"),
            ])
    }

    private func arrive(_ city: Treasury, _ promise: Int64, _ yuan: Int64, _ receipt: String)
        async throws -> Int64
    {
        try await city.make(
            "co-funding-arrival",
            [
                "promise": .integer(promise), "amount": .integer(yuan * 100),
                "arrived_on": .text("2025-03-05"), "receipt_no": .text(receipt),
            ])
    }

    @Test func whatArrivesIsBookedApartAndAKeptPromiseCloses() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let promise = try await promise(city, project, 300)
        _ = try await arrive(city, promise, 100, "S1")
        #expect(try city.record("co-funding", promise).state == "promised")
        #expect(
            try await city.rule { try await city.move("co-funding", promise, "complete") }
                == "promise-complete")
        let last = try await arrive(city, promise, 200, "S2")
        #expect(try city.record("co-funding", promise).state == "arrived")
        #expect(try city.yuan("matching/co-funding#\(promise)") == 300)
        #expect(try city.yuan("fund/\(city.science)/2025") == 1_000)
        try await city.move("co-funding-arrival", last, "reverse")
        #expect(try city.record("co-funding", promise).state == "promised")
        #expect(try city.yuan("matching/co-funding#\(promise)") == 100)
        #expect(try city.verify() == [])
    }

    @Test func whatArrivedDoesNotChange() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let promise = try await promise(city, project, 300)
        let arrival = try await arrive(city, promise, 100, "S1")
        #expect(
            try await city.rule {
                try await city.change("co-funding-arrival", arrival, ["amount": .integer(1)])
            } == "posted-is-immutable")
    }
}
