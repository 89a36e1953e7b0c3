import Catalogue
import Registers
import Values

/// Competitions (F062): the one that the city hosts stands first.
struct CompetitionMaker: RecordMaker {
    let register = "competition"

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        let year = world.year
        // F062 is of the year 2025; other years have their own edition.
        let edition = Published.edition + year - 2025
        var drafts = [
            competition(
                "第\(edition)届中国创新创业大赛演示专业赛", "china-innovation", edition, year,
                "host", world)
        ]
        for earlier in world.years.dropLast() {
            drafts.append(
                competition(
                    "第\(edition + earlier - year)届中国创新创业大赛", "china-innovation",
                    edition + earlier - year, earlier, "recommend", world))
        }
        for one in world.years {
            drafts.append(
                competition("演示市创新创业大赛", "city-innovation", one - year + 9, one, "host", world))
        }
        var noise = competition(
            "演示专业赛（误录）", "china-innovation", edition + 1, year, "host", world)
        noise.state = Lifecycle.withdrawn
        return drafts + [noise]
    }

    private func competition(
        _ name: String, _ series: String, _ edition: Int, _ year: Int, _ role: String,
        _ world: World
    ) -> Draft {
        let starts = Days.number(year, 9, 16)
        return Draft(
            world.fields(
                [
                    "name": .text(name), "series": .text(series), "year": .number(year),
                    "edition": .number(max(edition, 1)), "role": .text(role),
                    "kind": .text(role == "host" ? "specialised" : "regional"),
                    "level": .text(series == "china-innovation" ? "national" : "city"),
                    "starts_on": world.days.cell(starts), "ends_on": world.days.cell(starts + 3),
                    "place": .text("演示会展中心"), "host": .text("演示市人民政府"),
                    "prize_total": .number(180_000_000),
                ], from: "manual", year: year),
            stateSince: world.days.text(starts))
    }
}

/// Entries of the hosted competition (F063–F067), and some of those before.
struct EntryMaker: RecordMaker {
    let register = "competition-entry"

    private static let ofUniversities = 210
    private static let ofEnterprises = 390
    private static let states = [
        "registered", "qualified", "preliminary", "preliminary", "semi-final", "final",
    ]

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        let host = world.ids["competition"]?.first ?? 0
        let learned = (world.universities + world.institutes).prefix(
            Published.competitionUniversities)
        let outside = world.outsideEnterprises.prefix(140)
        let firms = Array(
            outside + world.enterprises.prefix(Published.competitionEnterprises - outside.count))
        var drafts = (0..<Published.competitionEntries).map { number in
            switch number {
            case ..<Self.ofUniversities:
                entry(
                    number, "university", learned[number % learned.count], host, world, &random)
            case ..<(Self.ofUniversities + Self.ofEnterprises):
                entry(
                    number, "enterprise", firms[(number - Self.ofUniversities) % firms.count],
                    host, world, &random)
            default: entry(number, "team", nil, host, world, &random)
            }
        }
        award(&drafts, world, &random)
        let before = world.ids["competition"]?.dropFirst().first ?? host
        drafts += (0..<40).map {
            entry(2_000 + $0, "enterprise", firms[$0], before, world, &random)
        }
        return drafts + noise(host, world, &random)
    }

    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft? {
        let earlier = world.ids["competition"] ?? []
        return entry(
            10_000 + serial, "enterprise", random.pick(world.enterprises),
            random.pick(earlier), world, &random)
    }

    /// Every fourteenth entry wins until the prizes are given; two more are still in their notice.
    private func award(_ drafts: inout [Draft], _ world: World, _ random: inout SplitMix64) {
        for number in 0..<(Published.competitionAwards + 2) {
            let index = number * 14 + 3
            let prize =
                switch number {
                case ..<3: ("first", 20)
                case ..<9: ("second", 10)
                case ..<21: ("third", 5)
                default: ("excellent", 1)
                }
            drafts[index].fields["award"] = .text(prize.0)
            guard number < Published.competitionAwards else {
                drafts[index].state = "notice"
                continue
            }
            drafts[index].state = number % 2 == 0 ? "paid" : "awarded"
            drafts[index].fields["award_doc"] = .text("演示大赛〔\(world.year)〕2号")
            drafts[index].fields["prize"] = .number(prize.1 * 1_000_000)
            if number % 5 == 0 {
                drafts[index].fields["landing_state"] = .text(
                    random.pick(["intention", "signed", "registered"]))
            }
        }
    }

    /// Disqualified and withdrawn ones, from a province that has no other.
    private func noise(_ host: Int64, _ world: World, _ random: inout SplitMix64) -> [Draft] {
        (0..<30).map { number in
            var draft = entry(
                1_000 + number, "enterprise", world.enterprises[2_000 + number], host, world,
                &random)
            draft.state = number % 4 == 0 ? Lifecycle.withdrawn : "disqualified"
            draft.fields["rejection"] = .text("不符合参赛条件")
            draft.fields["province"] = .text(world.places.uncounted)
            return draft
        }
    }

    private func entry(
        _ number: Int, _ kind: String, _ party: World.Party?, _ competition: Int64,
        _ world: World, _ random: inout SplitMix64
    ) -> Draft {
        let day = Days.some(Days.number(world.year, 5, 6), Days.number(world.year, 7, 25), &random)
        let group = ["university": "university", "team": "team"][kind]
        let place = random.pick(world.places.provinces)
        var fields = world.fields(
            [
                "competition": .integer(competition),
                "external_no": .text("DS\(world.year)\(digits(number, 6))"),
                "title": .text("\(random.pick(Words.topics))演示参赛项目\(digits(number, 4))"),
                "group": .text(group ?? random.pick(["start-up", "growth"])),
                "entrant_kind": .text(kind), "province": .text(party?.province ?? place.province),
                "city": party?.region ?? .text(place.city),
                "stage": .text(random.pick(["laboratory", "pilot", "small-batch", "industrial"])),
                "field": Words.pick(Words.fields, &random), "registered_on": world.days.cell(day),
                "consent": .flag(true),
            ], from: "competitions", year: world.year, county: party?.county ?? .text("outside"))
        if let party {
            fields["organisation"] = party.id
            fields["organisation_name"] = party.name
        }
        if kind == "enterprise" {
            fields["revenue"] = .number(random.number(100...9_000) * 1_000_000)
            fields["staff"] = .number(random.number(6...260))
        }
        return Draft(
            fields, state: random.pick(Self.states),
            stateSince: world.days.text(Days.number(world.year, 8, 20)))
    }
}
