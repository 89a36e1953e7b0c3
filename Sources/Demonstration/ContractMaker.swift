import Catalogue
import Registers
import Values

/// Registered technology contracts (F036–F040).
struct ContractMaker: RecordMaker {
    let register = "technology-contract"

    private static let types: [((String, String), Int)] = [
        (("development", "commissioned-development"), 36),
        (("development", "cooperative-development"), 9), (("service", "general-service"), 38),
        (("consulting", "consulting"), 6), (("transfer", "patent-transfer"), 5),
        (("transfer", "know-how-transfer"), 3), (("licence", "patent-licence"), 3),
    ]
    private static let partyKinds = [
        "enterprise": "domestic-enterprise", "university": "university",
        "research-institute": "research-institute",
    ]
    private static let techFields = [
        "electronics", "manufacturing", "biomedicine", "materials", "energy", "environment",
        "agriculture", "transport", "urban-social",
    ]
    /// 1亿元 and more is checked again.
    private static let major: Int64 = 10_000_000_000

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var drafts: [Draft] = []
        for (index, year) in world.years.enumerated() {
            let terms = ContractPlan(world: world, index: index).terms(&random)
            for (number, one) in terms.enumerated() {
                var draft = contract(one, number + 1, year, world, &random)
                if number % 60 == 7 { amend(&draft, world) }
                drafts.append(draft)
            }
            drafts += noise(year, terms.count, world, &random)
        }
        return drafts
    }

    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft? {
        var terms = ContractPlan.other(world, &random)
        if serial % 8 == 0 { terms.seller = random.pick(world.universities) }
        terms.total = Int64(random.number(5...4_000)) * 1_000_000
        terms.technology = terms.total / 100 * Int64(random.number(55...100))
        return contract(terms, 50_000 + serial, year, world, &random)
    }

    /// In every state that does not count, and one registered just after the year.
    private func noise(
        _ year: Int, _ after: Int, _ world: World, _ random: inout SplitMix64
    ) -> [Draft] {
        let states = [
            "submitted", "first-checked", "returned", "refused", "dissolved", "revoked",
            Lifecycle.withdrawn,
        ]
        var drafts = (0..<21).map { number in
            var terms = ContractPlan.other(world, &random)
            if number % 3 == 0 { terms.seller = world.universities[number % 4] }
            terms.total = Int64(random.number(10...900)) * 1_000_000
            terms.technology = terms.total
            var draft = contract(terms, after + 1 + number, year, world, &random)
            let state = states[number % states.count]
            draft.state = state
            if number % states.count < 4 {
                draft.fields["registered_on"] = nil
                draft.fields["reviewer"] = nil
            }
            if state == "dissolved" {
                draft.rows["changes"] = [
                    [
                        "changed_on": draft.fields["registered_on"] ?? .null,
                        "kind": .text("dissolution"), "year": .number(year),
                    ]
                ]
            }
            return draft
        }
        if year == world.year {
            var terms = ContractPlan.other(world, &random)
            (terms.total, terms.technology) = (88_000_000, 88_000_000)
            var late = contract(terms, after + 30, year, world, &random)
            let day = world.days.cell(Days.number(year + 1, 1, 8))
            late.fields["registered_on"] = day
            late.stateSince = day.text
            drafts.append(late)
        }
        return drafts
    }

    private func amend(_ draft: inout Draft, _ world: World) {
        draft.state = "amended"
        draft.rows["changes"] = [
            [
                "changed_on": draft.fields["registered_on"] ?? .null, "kind": .text("term"),
                "before": .text("履行期一年"), "after": .text("履行期两年"),
            ]
        ]
    }

    private func contract(
        _ terms: ContractTerms, _ serial: Int, _ year: Int, _ world: World,
        _ random: inout SplitMix64
    ) -> Draft {
        let days = world.days
        let registered = Days.some(in: year, &random)
        let signed = registered - random.number(3...75)
        let (type, subType) = random.pick(weighted: Self.types)
        let (seller, buyer) = (terms.seller, terms.buyer)
        let outside = Scalar.text("outside")
        let apart = terms.total - terms.technology
        var fields = world.fields(
            [
                "external_no": .text(
                    "\(year)\(world.places.city.prefix(4))\(digits(serial, 7))"),
                "name": .text("\(random.pick(Words.topics))演示项目\(digits(serial, 5))"),
                "contract_type": .text(type), "sub_type": .text(subType),
                "signed_on": days.cell(signed), "valid_from": days.cell(signed),
                "valid_to": days.cell(signed + random.number(180...1_080)), "seller": seller.id,
                "seller_name": seller.name, "seller_region": seller.region,
                "seller_kind": .text(Self.partyKinds[seller.kind] ?? "other"), "buyer": buyer.id,
                "buyer_name": buyer.name, "buyer_region": buyer.region,
                "buyer_kind": .text(Self.partyKinds[buyer.kind] ?? "other"),
                "total": .integer(terms.total), "tech_amount": .integer(terms.technology),
                "pay_mode": .text(random.chance(70) ? "instalments" : "once"),
                "ip_kind": .text(
                    type == "transfer" || type == "licence" ? "invention" : "none"),
                "tech_field": Words.pick(Self.techFields, &random),
                "goal": .text(random.chance(70) ? "industry" : "environment"),
                "served_industry": Words.pick(Words.industries, &random),
                "plan_source": .text("none"), "import_export": .text("domestic"),
                "first_examiner": .text("演示初审员"), "reviewer": .text("演示复核员"),
                "registry": world.bureaus[0].id, "registered_on": days.cell(registered),
                "out_county": seller.inCity ? seller.county : outside,
                "in_county": buyer.inCity ? buyer.county : outside,
            ], from: "technology-contracts", year: year,
            county: seller.inCity ? seller.county : buyer.county)
        if apart > 0 {
            fields["equipment_amount"] = .integer(apart)
            fields["deduction_note"] = .text("扣除设备材料费")
        }
        if seller.kind == "university", seller.inCity {
            fields["university_flow"] = .text(flow(buyer, world))
        }
        var rows: [String: [[String: Scalar]]] = [:]
        if terms.total >= Self.major {
            fields["major"] = .flag(true)
            rows["big_checks"] = [
                ["checked_by": .text("演示复核组"), "checked_on": days.cell(registered)]
            ]
        }
        if serial % 6 == 0 {
            rows["executed"] = [
                ["paid_on": days.cell(registered), "amount": .integer(terms.total / 10 * 3)]
            ]
        }
        if serial % 90 == 0 {
            fields["contact"] = Words.person(serial)
            fields["phone"] = Words.phone(serial)
        }
        return Draft(fields, rows: rows, state: "registered", stateSince: days.text(registered))
    }

    private func flow(_ buyer: World.Party, _ world: World) -> String {
        if buyer.inCity { return "city" }
        return buyer.province == world.places.province ? "province" : "outside"
    }
}
