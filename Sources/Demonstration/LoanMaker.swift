import Catalogue
import Registers
import Values

/// Banks that take part in knowledge-value loans (F041).
struct LoanBankMaker: RecordMaker {
    let register = "loan-bank"

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var drafts: [Draft] = []
        for (index, year) in world.years.enumerated() {
            for _ in 0..<Published.banks[index] {
                drafts.append(
                    bank(world.banks[drafts.count], year, drafts.count, world, &random))
            }
        }
        drafts[1].state = "suspended"
        drafts[1].stateSince = world.days.text(Days.number(world.year, 9, 1))
        // Joined in the year, but withdrawn: does not count.
        var noise = bank(world.banks[drafts.count], world.year, drafts.count, world, &random)
        noise.state = Lifecycle.withdrawn
        return drafts + [noise]
    }

    private func bank(
        _ party: World.Party, _ year: Int, _ serial: Int, _ world: World,
        _ random: inout SplitMix64
    ) -> Draft {
        let days = world.days
        let joined = Days.some(Days.number(year, 2, 1), Days.number(year, 6, 30), &random)
        return Draft(
            world.fields(
                [
                    "name": party.name, "bank": party.id,
                    "agreement_no": .text("演示三方协议〔\(year)〕\(serial + 1)号"),
                    "signed_on": days.cell(joined - 12), "joined_on": days.cell(joined),
                    "valid_from": days.cell(joined - 12), "valid_to": days.cell(joined + 1_083),
                    "credit_limit": .number(random.number(1...6) * 10_000_000_000),
                    "bank_share": .number(3_000), "warning_rate": .number(300),
                    "stop_rate": .number(500),
                ], from: "manual", year: year, county: party.county),
            rows: [
                "parties": [
                    ["party": party.id, "role": .text("bank")],
                    ["party": world.bureaus[0].id, "role": .text("manager")],
                ]
            ], state: "active", stateSince: days.text(joined))
    }
}

/// Filed knowledge-value loans (F042, F044, F045).
struct LoanMaker: RecordMaker {
    let register = "loan"

    /// Borrowers of a year stand one after another in the list of enterprises: first those with a
    /// certificate, from here.
    private static let firstHighTech = 1_000
    private static let firstSME = 1_900

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var drafts: [Draft] = []
        for (index, year) in world.years.enumerated() {
            let borrowers = Published.borrowers[index]
            let smes = Published.smeBorrowers[index]
            let amounts = AmountSplit.split(
                Published.loans[index], into: Published.loanNotes[index], step: 1_000_000, .even,
                &random)
            for (number, amount) in amounts.enumerated() {
                let turn = number % borrowers
                let isSME = turn < smes
                let position = isSME ? Self.firstSME + turn : Self.firstHighTech + turn - smes
                drafts.append(
                    loan(
                        world.enterprises[position], isSME ? "sme" : "high-tech", amount, year,
                        number + 1, world, &random))
            }
            let spring = "\(year)-04"
            if let early = drafts.indices.reversed().first(where: {
                (drafts[$0].fields["filed_on"]?.text ?? "9") < spring
            }) {
                compensate(&drafts[early], year, world)
            }
            drafts += noise(year, world, &random)
        }
        return drafts
    }

    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft? {
        loan(
            random.pick(world.enterprises), serial % 11 == 0 ? "high-tech" : "sme",
            Int64(random.number(10...100)) * 10_000_000, year, 50_000 + serial, world, &random)
    }

    /// Returned, waiting and withdrawn ones, of borrowers who have no other.
    private func noise(_ year: Int, _ world: World, _ random: inout SplitMix64) -> [Draft] {
        (0..<15).map { number in
            var draft = loan(
                world.enterprises[3_000 + number], "sme", 300_000_000, year, 9_000 + number, world,
                &random)
            switch number % 3 {
            case 0:
                draft.state = "returned"
                draft.fields["filing_result"] = .text("returned")
            case 1:
                draft.state = "drawn"
                draft.fields["filing_result"] = .text("pending")
                draft.fields["filed_on"] = nil
                draft.fields["filing_no"] = nil
            default: draft.state = Lifecycle.withdrawn
            }
            return draft
        }
    }

    /// One loan a year goes bad and is made good from the pools.
    private func compensate(_ draft: inout Draft, _ year: Int, _ world: World) {
        let principal = (draft.fields["drawn"]?.integer ?? 0) / 2
        let day = Days.number(year, 12, 26)
        draft.state = "compensated"
        draft.stateSince = world.days.text(day)
        draft.fields["settled_on"] = nil
        draft.fields["overdue_on"] = world.days.cell(day - 30)
        draft.fields["claimed_on"] = world.days.cell(day - 12)
        draft.fields["claimed_principal"] = .integer(principal)
        draft.fields["approved_principal"] = .integer(principal)
        draft.fields["compensated"] = .integer(principal / 10 * 7)
        draft.fields["compensated_on"] = world.days.cell(day)
        draft.rows["shares"] = [
            ["bearer": .text("province"), "amount": .integer(principal / 10 * 5)],
            ["bearer": .text("city"), "amount": .integer(principal / 10 * 2)],
            ["bearer": .text("bank"), "amount": .integer(principal - principal / 10 * 7)],
        ]
    }

    private func loan(
        _ enterprise: World.Party, _ kind: String, _ drawn: Int64, _ year: Int, _ serial: Int,
        _ world: World, _ random: inout SplitMix64
    ) -> Draft {
        let days = world.days
        // Some are drawn in December and filed in January; not before the first of the years.
        let first =
            year == world.years.lowerBound ? Days.number(year, 2, 1) : Days.number(year, 1, 2)
        let filed = Days.some(first, Days.number(year, 12, 31), &random)
        let drew = filed - random.number(2...30)
        let due = drew + (random.chance(70) ? 364 : 729)
        let settled = due < Days.number(world.year + 1, 1, 1)
        let bank = world.ids["loan-bank"] ?? []
        let guaranteed = year >= 2025 && random.chance(18)
        var fields = world.fields(
            [
                "note_no": .text("YS\(year)\(digits(serial, 6))"),
                "contract_no": .text("演示借\(year)-\(digits(serial, 6))"),
                // Banks that joined before the year, or in its first half.
                "bank": .integer(bank[random.below(max(bank.count - 8, 1))]),
                "branch": .text("演示支行"), "borrower": enterprise.id,
                "borrower_kind": .text(kind), "score": .number(random.number(6_000...9_600)),
                "score_on": days.cell(drew - 20),
                "product": .text(guaranteed ? "guaranteed" : "credit"),
                "suggested_limit": .integer(drawn / 100 * 120), "granted": .integer(drawn),
                "drawn": .integer(drawn), "rate": .number(random.number(310...435)),
                "drawn_on": days.cell(drew), "due_on": days.cell(due),
                "first_loan": .flag(random.chance(22)), "renewal": .flag(random.chance(28)),
                "purpose": .text("研发投入和流动资金"),
                "filing_no": .text("演示备\(year)-\(digits(serial, 6))"),
                "filed_on": days.cell(filed), "filing_result": .text("passed"),
                "reg_region": enterprise.region,
            ], from: "knowledge-loans", year: year, county: enterprise.county)
        if guaranteed {
            fields["guarantor"] = random.pick(world.guarantors).id
            fields["fee_rate"] = .number(100)
        }
        if settled { fields["settled_on"] = days.cell(due) }
        if kind == "high-tech" {
            fields["certificate"] =
                world.certificate(enterprise, on: drew).map { .integer($0.id) } ?? .null
        } else if let id = world.assessments[enterprise.id.integer ?? 0]?[year] {
            fields["assessment"] = .integer(id)
        }
        return Draft(
            fields, state: settled ? "settled" : "filed",
            stateSince: days.text(settled ? due : filed))
    }
}
