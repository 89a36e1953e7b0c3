import Accounts
import Catalogue
import Registers
import Store
import Testing
import Values

@testable import Web

/// A bank is an organisation of its kind: its people file its loans and claim for them, and see no
/// other bank's.
@Suite struct BankTests {
    struct Banks {
        let city: WebCity
        let own: SignedIn
        let other: SignedIn
        let officer: SignedIn
        let entries: [Int64]

        init() async throws {
            city = try await WebCity(filled: false)
            var people: [SignedIn] = []
            var made: [Int64] = []
            for (word, login) in [("甲", "one"), ("乙", "two")] {
                let bank = try await city.makeOrganisation(
                    word + "银行", county: nil, kind: "bank")
                made.append(
                    try await city.make(
                        "loan-bank",
                        [
                            "name": .text(word + "银行岳阳分行"), "bank": .integer(bank),
                            "joined_on": .text("2025-03-01"),
                        ], state: "active"))
                people.append(
                    try await city.signedIn(
                        login, login == "one" ? "bank-member" : "bank-administrator",
                        organisation: bank))
            }
            (own, other, entries) = (people[0], people[1], made)
            officer = try await city.signedIn(
                "officer", "officer", section: "technology-transfer")
            _ = try await city.makeOrganisation("借款的公司", county: nil, kind: "enterprise")
        }

        func file(_ note: String, by person: SignedIn, _ more: [(String, String)] = []) async
            -> Response
        {
            await person.post(
                "/registers/loan/new",
                [
                    ("note_no", note), ("borrower", "借款的公司"), ("borrower_kind", "sme"),
                    ("product", "credit"), ("granted", "3000000"), ("drawn", "3000000"),
                    ("drawn_on", "2026-01-05"), ("due_on", "2027-01-04"),
                ] + more)
        }

        func id(_ response: Response) throws -> Int64 {
            let place = try #require(response.header("Location"), "\(response.text)")
            return try #require(
                Int64(place.dropFirst("/registers/loan/".count).prefix { $0 != "?" }))
        }

        func loan(_ id: Int64) async throws -> Record {
            try await city.registry.database.read { try city.registry.record($0, "loan", id) }
        }
    }

    @Test func whoActsForABankHasTheRoleOfBanks() async throws {
        let banks = try await Banks()
        #expect(await banks.own.get("/").text.contains("银行经办人"))
        #expect(await banks.other.get("/members").status == 200)
        #expect(await banks.own.get("/members").status == 403)
        #expect(await banks.own.get("/registers/technology-need").status == 403)
        // A bank reads its agreement; it makes none.
        #expect(await banks.own.get("/registers/loan-bank/\(banks.entries[0])").status == 200)
        #expect(await banks.own.get("/registers/loan-bank/\(banks.entries[1])").status == 404)
        #expect(await banks.own.get("/registers/loan-bank/new").status == 403)
    }

    @Test func aLoanBelongsToTheBankWhoseEntryItNames() async throws {
        let banks = try await Banks()
        let id = try banks.id(await banks.file("甲-1", by: banks.own))
        #expect(try await banks.loan(id)["bank"] == .integer(banks.entries[0]))
        _ = try banks.id(await banks.file("乙-1", by: banks.other))
        let list = await banks.own.get("/registers/loan").text
        #expect(list.contains("甲-1") && !list.contains("乙-1"))
        #expect(list.contains("1 条"))
        #expect(await banks.other.get("/registers/loan/\(id)").status == 404)
        #expect(
            await banks.other.post(
                "/registers/loan/\(id)/edit", [("purpose", "x"), ("record.version", "1")]
            ).status == 404)
    }

    @Test func aLoanOfAnotherBankIsNotFiledAndWhatTheBureauFillsInIsNotTheBanks() async throws {
        let banks = try await Banks()
        let foreign = await banks.file(
            "甲-2", by: banks.own, [("bank", "乙银行岳阳分行")])
        #expect(foreign.status == 422)
        // A form answers its own questions only.
        let id = try banks.id(
            await banks.file("甲-3", by: banks.own, [("filing_no", "BA-1"), ("compensated", "1")]))
        let loan = try await banks.loan(id)
        #expect(loan["filing_no"].isNull && loan["compensated"].isNull)
    }

    @Test func aLoanGoesFromTheBankToItsFilingAndToTheClaim() async throws {
        let banks = try await Banks()
        let id = try banks.id(await banks.file("甲-4", by: banks.own))
        func move(_ name: String, by person: SignedIn, _ fields: [(String, String)] = []) async
            -> Int
        {
            await person.post("/registers/loan/\(id)/moves/\(name)", fields).status
        }
        #expect(await move("draw", by: banks.own) == 303)
        #expect(await move("file", by: banks.own, [("filed_on", "2026-01-20")]) == 403)
        #expect(await move("return", by: banks.officer, [("reason", "借据号不清")]) == 303)
        #expect(await banks.own.get("/me/notices").text.contains("退回给您"))
        let edit = await banks.own.post(
            "/registers/loan/\(id)/edit",
            [("note_no", "甲-4-1"), ("record.version", String(try await banks.loan(id).version))])
        #expect(edit.status == 303)
        #expect(await move("resubmit", by: banks.own) == 303)
        #expect(
            await move(
                "file", by: banks.officer,
                [
                    ("filed_on", "2026-01-20"), ("filing_result", "passed"),
                    ("borrower_kind", "sme"),
                ]) == 303)
        let late = await banks.own.post(
            "/registers/loan/\(id)/edit",
            [("drawn", "1"), ("record.version", String(try await banks.loan(id).version))])
        #expect(late.status == 409 || late.status == 422 || late.status == 403)
        #expect(try await banks.loan(id)["drawn"] == .integer(300_000_000))
        #expect(await move("mark-overdue", by: banks.own, [("overdue_on", "2026-02-01")]) == 303)
        #expect(
            await move(
                "claim", by: banks.own,
                [("claimed_on", "2026-02-09"), ("claimed_principal", "2000000")]) == 303)
        #expect(await move("approve-claim", by: banks.own, [("approved_principal", "1")]) == 403)
        #expect(try await banks.loan(id).state == "claimed")
    }
}
