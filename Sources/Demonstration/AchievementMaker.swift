import Catalogue
import Registers
import Values

/// Registered achievements (F035).
struct AchievementMaker: RecordMaker {
    let register = "achievement"

    private static let forms = [
        "new-technology", "new-process", "new-product", "new-material", "new-equipment",
        "application-system",
    ]

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var drafts: [Draft] = []
        for (index, year) in world.years.enumerated() {
            for number in 1...Published.achievements[index] {
                drafts.append(achievement(year, number, world, &random))
            }
            let states = [
                "submitted", "recommended", "notice", "cancelled", Lifecycle.withdrawn, "submitted",
            ]
            for (number, state) in states.enumerated() {
                var draft = achievement(year, 900 + number, world, &random)
                draft.state = state
                if state != "cancelled" && state != Lifecycle.withdrawn {
                    for name in ["reg_no", "registered_on"] { draft.fields[name] = nil }
                }
                drafts.append(draft)
            }
        }
        return drafts
    }

    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft? {
        achievement(year, 5_000 + serial, world, &random)
    }

    private func achievement(
        _ year: Int, _ serial: Int, _ world: World, _ random: inout SplitMix64
    ) -> Draft {
        let days = world.days
        let day = Days.some(in: year, &random)
        let owner =
            random.chance(80)
            ? random.pick(world.enterprises)
            : random.pick(Array(world.universities.prefix(4) + world.institutes.prefix(6)))
        let kind = owner.kind == "enterprise" ? "domestic-enterprise" : owner.kind
        let category = random.pick(weighted: [("applied", 88), ("basic", 8), ("soft", 4)])
        return Draft(
            world.fields(
                [
                    "reg_no": .text("9\(world.places.city.prefix(2))\(year)Y\(digits(serial, 4))"),
                    "name": .text("\(random.pick(Words.topics))演示成果\(digits(serial, 4))"),
                    "category": .text(category), "first_owner": owner.id,
                    "first_owner_kind": .text(kind), "name_then": owner.name,
                    "source": .text(random.chance(60) ? "self-chosen" : "province"),
                    "financed": .flag(random.chance(35)),
                    "nature": .text(random.chance(60) ? "original" : "integrated"),
                    "form": Words.pick(Self.forms, &random),
                    "standard": .text(random.chance(30) ? "domestic-leading" : "not-rated"),
                    "stage": .text(random.pick(["middle", "mature", "mature"])),
                    "subject": Words.pick(Words.subjects, &random),
                    "industry": Words.pick(Words.industries, &random),
                    "field": Words.pick(Words.fields, &random), "eval_kind": .text("agency"),
                    "evaluator": .text("演示评价机构"), "eval_on": days.cell(day - 60),
                    "applied": .text(
                        random.pick(weighted: [
                            ("industrial", 52), ("small-batch", 24), ("trial", 14),
                            ("not-applied", 10),
                        ])), "submitted_on": days.cell(day - 40),
                    "recommender": random.pick(world.bureaus).id,
                    "notice_from": days.cell(day - 20), "notice_to": days.cell(day - 13),
                    "registered_on": days.cell(day),
                ], from: "achievements", year: year, county: owner.county),
            rows: [
                "owners": [["rank": .number(1), "organisation": owner.id, "kind": .text(kind)]],
                "people": [
                    [
                        "rank": .number(1), "name": Words.person(serial),
                        "organisation": owner.id,
                    ],
                    [
                        "rank": .number(2), "name": Words.person(serial + 1),
                        "organisation": owner.id,
                    ],
                ],
            ], state: "registered", stateSince: days.text(day))
    }
}

/// Nominations for science awards (F034).
struct NominationMaker: RecordMaker {
    let register = "award-nomination"

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var drafts: [Draft] = []
        for (index, year) in world.years.enumerated() {
            for number in 1...Published.nominations[index] {
                let state = ["nominated", "accepted", "refused", "awarded"][number % 4]
                drafts.append(nomination(year, number, "province", state, world, &random))
            }
            for (number, state) in ["drafted", "drafted", Lifecycle.withdrawn].enumerated() {
                drafts.append(nomination(year, 200 + number, "province", state, world, &random))
            }
            drafts.append(nomination(year, 210, "national", "nominated", world, &random))
        }
        return drafts
    }

    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft? {
        nomination(year, 1_000 + serial, "province", "nominated", world, &random)
    }

    private func nomination(
        _ year: Int, _ serial: Int, _ level: String, _ state: String, _ world: World,
        _ random: inout SplitMix64
    ) -> Draft {
        let day = Days.some(Days.number(year, 3, 10), Days.number(year, 4, 20), &random)
        let owner = random.pick(world.enterprises)
        var fields = world.fields(
            [
                "name": .text("\(random.pick(Words.topics))演示奖励项目\(digits(serial, 4))"),
                "level": .text(level), "award_year": .number(year), "kind": .text("progress"),
                "nominated_grade": .text(random.chance(25) ? "second" : "third"),
                "nominator": .text("演示市人民政府"), "nominated_on": world.days.cell(day),
                "subject": Words.pick(Words.subjects, &random),
                "industry": Words.pick(Words.industries, &random),
            ], from: "manual", year: year, county: owner.county)
        if state == "awarded" {
            fields["grade"] = .text("third")
            fields["award_doc"] = .text("演示奖〔\(year)〕1号")
            fields["awarded_on"] = world.days.cell(Days.number(year, 12, 20))
        }
        if state == "drafted" { fields["nominated_on"] = nil }
        return Draft(
            fields,
            rows: ["owners": [["order": .number(1), "name": owner.name, "local": .flag(true)]]],
            state: state, stateSince: world.days.text(day))
    }
}
