import Catalogue
import Funds
import Registers
import Store
import Testing
import Values

@Suite struct PoolTests {
    /// Pools of province, city and county with so many yuan each.
    private func pools(_ city: Treasury, _ yuan: Int64 = 10_000) async throws -> [String: Int64] {
        var pools: [String: Int64] = [:]
        for level in ["province", "city", "county"] {
            var fields: [String: Scalar] = ["name": .text("\(level)资金池"), "level": .text(level)]
            if level == "county" { fields["county"] = .text(Self.county(city)) }
            let pool = try await city.make("loan-pool", fields)
            pools[level] = pool
            try await book(
                city, "contribution", yuan * 100, ["pool": .integer(pool)], "出资\(level)")
        }
        return pools
    }

    private static func county(_ city: Treasury) -> String {
        city.database.catalogue.list("counties")?.codes.first?.code ?? ""
    }

    @discardableResult
    private func book(
        _ city: Treasury, _ kind: String, _ fen: Int64, _ fields: [String: Scalar],
        _ number: String, shares: [[String: Scalar]] = []
    ) async throws -> Int64 {
        let own: [String: Scalar] = [
            "entry_no": .text(number), "kind": .text(kind), "amount": .integer(fen),
            "booked_on": .text("2025-03-06"), "doc_no": .text("凭证\(number)"),
        ]
        let entry = try await city.make(
            "pool-entry", own.merging(fields) { $1 },
            rows: shares.isEmpty ? [:] : ["shares": shares])
        try await city.move("pool-entry", entry, "book")
        return entry
    }

    private func loan(
        _ city: Treasury, filed: String? = "2024-05-20", principal fen: Int64 = 1_000_001,
        state: String = "approved", number: String = "JJ1", product: String = "credit"
    ) async throws -> Int64 {
        let bank = try await city.make(
            "loan-bank", ["name": .text("示例银行\(number)"), "joined_on": .text("2024-01-01")])
        let borrower = try await city.make(
            "organisation", ["name": .text("示例企业\(number)"), "kind": .text("enterprise")])
        var fields: [String: Scalar] = [
            "note_no": .text(number), "bank": .integer(bank), "borrower": .integer(borrower),
            "borrower_kind": .text("sme"), "product": .text(product),
            "drawn": .integer(5_000_000), "county": .text(Self.county(city)),
            "claimed_principal": .integer(fen), "approved_principal": .integer(fen),
        ]
        if product == "guaranteed" { fields["guarantor"] = .integer(borrower) }
        if let filed { fields["filed_on"] = .text(filed) }
        return try await city.make("loan", fields, state: state)
    }

    private func fen(_ city: Treasury, _ code: String) throws -> Int64 {
        try city.database.readNow { try city.ledger.balance($0, code).standing.fen }
    }

    @Test func aClaimIsPartedByTheRatiosOfTheFilingToTheFen() async throws {
        let city = try await Treasury()
        let pools = try await pools(city)
        let loan = try await loan(city)
        try await book(city, "claim", 1_000_001, ["loan": .integer(loan)], "D1")
        let borne = try ["province", "city", "county", "bank"].map {
            try fen(city, "bearer/loan#\(loan)/\($0)")
        }
        // 30:20:20:30 of 10,000.01 yuan: the odd fen goes to the largest remainder.
        #expect(borne == [300_001, 200_000, 200_000, 300_000])
        #expect(borne.reduce(0, +) == 1_000_001)
        #expect(try fen(city, "pool/\(pools["province"] ?? 0)") == 1_000_000 - 300_001)
        #expect(try city.verify() == [])
    }

    @Test func recoveriesGoBackInTheRatiosOfTheClaimAndNeverBeyondIt() async throws {
        let city = try await Treasury()
        let pools = try await pools(city)
        let loan = try await loan(city)
        try await book(city, "claim", 1_000_001, ["loan": .integer(loan)], "D1")
        var left: Int64 = 1_000_001
        for (number, part) in [333_333, 1, 7, 666_659].enumerated() {
            try await book(city, "recovery", Int64(part), ["loan": .integer(loan)], "H\(number)")
            left -= Int64(part)
        }
        #expect(left == 1)
        #expect(
            try await city.rule {
                try await book(city, "recovery", 2, ["loan": .integer(loan)], "H8")
            } == "within-claim")
        try await book(city, "recovery", 1, ["loan": .integer(loan)], "H9")
        for (_, pool) in pools { #expect(try fen(city, "pool/\(pool)") == 1_000_000) }
        #expect(try city.verify() == [])
    }

    @Test func aClaimBeyondTheApprovedPrincipalIsRefused() async throws {
        let city = try await Treasury()
        _ = try await pools(city)
        let loan = try await loan(city)
        try await book(city, "claim", 600_000, ["loan": .integer(loan)], "D1")
        #expect(
            try await city.rule {
                try await book(city, "claim", 400_002, ["loan": .integer(loan)], "D2")
            } == "within-approved-principal")
        let other = try await self.loan(city, state: "claimed", number: "JJ2")
        #expect(
            try await city.rule {
                try await book(city, "claim", 1, ["loan": .integer(other)], "D3")
            } == "within-approved-principal")
    }

    @Test func aClaimBeyondThePoolIsRefusedAndNobodyPays() async throws {
        let city = try await Treasury()
        let pools = try await pools(city, 100)
        let loan = try await loan(city)
        #expect(
            try await city.rule {
                try await book(city, "claim", 1_000_001, ["loan": .integer(loan)], "D1")
            } == "no-overdraft")
        for (_, pool) in pools { #expect(try fen(city, "pool/\(pool)") == 10_000) }
        #expect(try city.refusals == ["no-overdraft"])
    }

    @Test func theRatiosAreThoseOfTheDayOfFiling() async throws {
        let city = try await Treasury("2026-03-10T01:00:00Z")
        _ = try await pools(city)
        let old = try await loan(city, filed: "2025-06-15")
        let new = try await loan(city, filed: "2025-06-16", number: "JJ2")
        try await book(city, "claim", 10_000, ["loan": .integer(old)], "D1")
        try await book(city, "claim", 10_000, ["loan": .integer(new)], "D2")
        #expect(try fen(city, "bearer/loan#\(old)/province") == 3_000)
        #expect(try fen(city, "bearer/loan#\(new)/province") == 4_000)
        let guaranteed = try await loan(
            city, filed: "2025-07-01", number: "JJ3", product: "guaranteed")
        try await book(city, "claim", 10_000, ["loan": .integer(guaranteed)], "D3")
        #expect(try fen(city, "bearer/loan#\(guaranteed)/guarantor") == 3_000)
    }

    @Test func withoutRatiosFilingOrPoolNothingIsParted() async throws {
        let city = try await Treasury()
        let loan = try await loan(city)
        #expect(
            try await city.rule {
                try await book(city, "claim", 100, ["loan": .integer(loan)], "D1")
            } == "pool-exists")
        let unfiled = try await self.loan(city, filed: nil, number: "JJ2")
        #expect(
            try await city.rule {
                try await book(city, "claim", 100, ["loan": .integer(unfiled)], "D2")
            } == "filed-loan")
        let early = try await self.loan(city, filed: "2021-12-31", number: "JJ3")
        #expect(
            try await city.rule {
                try await book(city, "claim", 100, ["loan": .integer(early)], "D3")
            } == "ratios-in-force")
    }

    @Test func statedSharesMustBeThoseOfTheRatios() async throws {
        let city = try await Treasury()
        _ = try await pools(city)
        let loan = try await loan(city)
        func share(_ bearer: String, _ fen: Int64) -> [String: Scalar] {
            ["bearer": .text(bearer), "amount": .integer(fen)]
        }
        let wrong = [
            share("province", 31), share("city", 20), share("county", 20), share("bank", 29),
        ]
        #expect(
            try await city.rule {
                try await book(
                    city, "claim", 100, ["loan": .integer(loan)], "D1", shares: wrong)
            } == "shares-by-ratio")
        let right = [
            share("province", 30), share("city", 20), share("county", 20), share("bank", 30),
        ]
        try await book(city, "claim", 100, ["loan": .integer(loan)], "D2", shares: right)
    }

    @Test func aBookedEntryIsReversedAndNotChanged() async throws {
        let city = try await Treasury()
        let pools = try await pools(city, 50)
        let pool = pools["city"] ?? 0
        let entry = try await book(city, "interest", 700, ["pool": .integer(pool)], "L1")
        #expect(
            try await city.rule {
                try await city.change("pool-entry", entry, ["amount": .integer(7)])
            } == "posted-is-immutable")
        try await city.move("pool-entry", entry, "reverse")
        #expect(try fen(city, "pool/\(pool)") == 5_000)
        #expect(
            try await city.rule {
                try await book(city, "withdrawal", 5_001, ["pool": .integer(pool)], "Q1")
            } == "no-overdraft")
        try await book(city, "fee", 100, ["pool": .integer(pool)], "F1")
        #expect(try fen(city, "pool/\(pool)") == 4_900)
        #expect(try city.verify() == [])
    }

    @Test func aMonthStandsWhereItsRateSays() async throws {
        let city = try await Treasury()
        let pools = try await pools(city)
        func month(_ month: String, _ overdue: Int64) async throws -> Int64 {
            try await city.make(
                "pool-month",
                [
                    "pool": .integer(pools["city"] ?? 0), "month": .text(month),
                    "outstanding": .integer(100_000), "overdue": .integer(overdue),
                ])
        }
        let quiet = try await month("2024-12", 2_999)
        #expect(try city.record("pool-month", quiet).state == "normal")
        let warned = try await month("2025-01", 3_000)
        #expect(try city.record("pool-month", warned).state == "warned")
        let stopped = try await month("2025-02", 5_000)
        #expect(try city.record("pool-month", stopped).state == "stopped")
        #expect(
            try await city.rule { try await city.move("pool-month", stopped, "clear") }
                == "rate-says")
        try await city.change("pool-month", stopped, ["overdue": .integer(4_999)])
        #expect(try city.record("pool-month", stopped).state == "warned")
    }

    @Test func whateverIsPartedAddsUp() throws {
        let weights = [3, 1, 1, 0, 2].map { FixedDecimal(unscaled: $0, scale: 0) }
        for fen in (0...2_000).map(Int64.init) + [Int64.max] {
            let shares = SplitClaim.split(
                Money(fen: fen), by: zip(["a", "b", "c", "d", "e"], weights).map { ($0, $1) })
            #expect(shares.reduce(0) { $0 + $1.amount.fen } == fen)
            #expect(shares[3].amount == .zero)
            for (share, weight) in zip(shares, [3, 1, 1, 0, 2]) {
                let exact = Double(fen) * Double(weight) / 7
                #expect(fen == .max || abs(Double(share.amount.fen) - exact) < 1)
            }
        }
    }
}
