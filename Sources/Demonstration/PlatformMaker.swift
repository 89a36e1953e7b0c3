import Catalogue
import Registers
import Values

/// Innovation platforms (F049–F053).
struct PlatformMaker: RecordMaker {
    let register = "platform"

    /// What the year itself brought: type, level, grade, number.
    private static let published = [
        ("incubator", "national", "standard", Published.incubatorsRecognised),
        ("innovation-consortium", "province", "none", Published.consortia),
        ("pilot-base", "province", "none", Published.pilotBases),
        ("transfer-institution", "province", "none", Published.transferInstitutions),
        ("student-studio", "province", "none", Published.studentStudios),
    ]
    private static let cityTypes = [
        "key-laboratory", "technology-innovation-centre", "engineering-research-centre",
        "new-research-institution", "clinical-base", "popularisation-base",
    ]

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var drafts: [Draft] = []
        for (type, level, grade, count) in Self.published {
            for _ in 0..<count {
                drafts.append(
                    platform(type, level, grade, drafts.count, world.year, world, &random))
            }
            // The same the year before, and the years' noise: prepared, revoked, at city level.
            for (number, state) in ["operating", "preparing", "revoked", Lifecycle.withdrawn]
                .enumerated()
            {
                var noise = platform(
                    type, level, grade, drafts.count, world.year - (number == 0 ? 1 : 0), world,
                    &random)
                noise.state = state
                if state == "preparing" { noise.fields["approved_on"] = nil }
                drafts.append(noise)
            }
            drafts.append(
                platform(type, "city", "none", drafts.count, world.year, world, &random))
        }
        for year in world.years {
            for _ in 0..<(18 + (year - world.year + 3) * 4) {
                drafts.append(city(drafts.count, year, world, &random))
            }
        }
        return drafts
    }

    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft? {
        city(10_000 + serial, year, world, &random)
    }

    private func city(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64)
        -> Draft
    {
        var draft = platform(
            random.pick(Self.cityTypes), "city", "none", serial, year, world, &random)
        if serial % 17 == 0 {
            draft.state = "rectifying"
            draft.stateSince = world.days.text(Days.number(world.year, 11, 20))
        }
        return draft
    }

    private func platform(
        _ type: String, _ level: String, _ grade: String, _ serial: Int, _ year: Int,
        _ world: World, _ random: inout SplitMix64
    ) -> Draft {
        let day = Days.some(in: year, &random)
        let host = random.pick(world.enterprises)
        return Draft(
            world.fields(
                [
                    "name": .text("\(random.pick(Words.topics))演示平台\(digits(serial, 4))"),
                    "type": .text(type), "level": .text(level), "grade": .text(grade),
                    "approver": .text("演示批准部门"),
                    "approve_doc": .text("演示平台〔\(year)〕\(serial + 1)号"),
                    "approved_on": world.days.cell(day), "host": host.id,
                    "field": host.field, "subject": Words.pick(Words.subjects, &random),
                    "area": .number(random.number(300...6_000) * 100),
                    "equipment_value": .number(random.number(100...3_000) * 1_000_000),
                    "shared_instruments": .number(random.below(30)),
                ], from: "manual", year: year, county: host.county),
            rows: [
                "yearly": [
                    [
                        "year": .number(world.year),
                        "rd_spending": .number(random.number(50...2_000) * 1_000_000),
                        "patents": .number(random.below(15)), "served": .number(random.below(40)),
                        "report_filed": .flag(random.chance(90)),
                    ]
                ]
            ], state: "operating", stateSince: world.days.text(day))
    }
}

/// The yearly survey of incubators and maker spaces (F054, F055).
struct IncubatorMaker: RecordMaker {
    let register = "incubator"

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var drafts: [Draft] = []
        for (index, year) in world.years.enumerated() {
            for number in 0..<Published.incubators[index] {
                drafts.append(survey("incubator", number, year, true, world, &random))
            }
            for number in 0..<Published.makerSpaces[index] {
                drafts.append(survey("maker-space", number, year, true, world, &random))
            }
            // The year's first round, which was not adopted.
            for number in 0..<6 {
                drafts.append(
                    survey(
                        number % 2 == 0 ? "incubator" : "maker-space", number, year, false, world,
                        &random))
            }
        }
        return drafts
    }

    private func survey(
        _ kind: String, _ number: Int, _ year: Int, _ adopted: Bool, _ world: World,
        _ random: inout SplitMix64
    ) -> Draft {
        let operating = random.pick(world.enterprises)
        let title = kind == "incubator" ? "孵化器" : "众创空间"
        return Draft(
            world.fields(
                [
                    "name": .text("演示\(title)\(digits(number + 1, 2))"), "kind": .text(kind),
                    "survey_batch": .text("\(year)年第\(adopted ? "二" : "一")次摸底"),
                    "survey_year": .number(year), "adopted": .flag(adopted),
                    "operator": operating.id,
                    "founded_on": world.days.cell(Days.number(world.year - 8 + number % 5, 5, 6)),
                    "area": .number(random.number(8...300) * 10_000),
                    "workplaces": .number(random.number(20...400)),
                    "incubated": .number(random.number(8...60)),
                    "graduated": .number(random.number(2...40)),
                    "mentors": .number(random.number(3...20)),
                    "staff": .number(random.number(4...30)),
                ], from: "county-returns", year: year, county: operating.county),
            stateSince: world.days.text(Days.number(year, adopted ? 10 : 5, 20)))
    }
}

/// Policies of science insurance, one of them the city's first of its kind (F046).
struct InsuranceMaker: RecordMaker {
    let register = "insurance-policy"

    private static let kinds = ["rd-failure", "transfer-loss", "first-material", "patent"]

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var first = policy("pilot-comprehensive", 1, world.year, world, &random)
        first.fields["first_in_city"] = .flag(true)
        var noise = policy("pilot-comprehensive", 2, world.year, world, &random)
        noise.fields["first_in_city"] = .flag(true)
        noise.state = Lifecycle.withdrawn
        let second = policy("pilot-comprehensive", 3, world.year, world, &random)
        var other = policy("first-material", 4, world.year - 1, world, &random)
        other.fields["first_in_city"] = .flag(true)
        return [first, noise, second, other]
            + world.years.flatMap { year in
                (0..<8).compactMap { further(100 + $0, year, world, &random) }
            }
    }

    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft? {
        policy(Self.kinds[serial % Self.kinds.count], serial, year, world, &random)
    }

    private func policy(
        _ kind: String, _ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64
    ) -> Draft {
        let day = Days.some(in: year, &random)
        let insured = random.pick(world.enterprises)
        let premium = random.number(2...40) * 1_000_000
        return Draft(
            world.fields(
                [
                    "policy_no": .text("演示保单\(year)-\(digits(serial, 5))"), "kind": .text(kind),
                    "insurer": random.pick(world.insurers).id, "insured": insured.id,
                    "project": .text("\(random.pick(Words.topics))中试"),
                    "signed_on": world.days.cell(day), "valid_from": world.days.cell(day + 1),
                    "valid_to": world.days.cell(day + 365), "cover": .number(premium * 60),
                    "premium": .number(premium), "premium_subsidy": .number(premium / 2),
                    "first_in_city": .flag(false),
                ], from: "manual", year: year, county: insured.county),
            stateSince: world.days.text(day))
    }
}
