import Catalogue
import Registers
import Values

/// Science events (F069, F070): the yearly week with one event in the city and one a county.
struct EventMaker: RecordMaker {
    let register = "science-event"

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var drafts: [Draft] = []
        for (index, year) in world.years.enumerated() {
            let hosts = world.places.counties.count + 1
            for number in 0..<hosts {
                // Shares that add up: the first ones take what is left over.
                let experts = share(Published.weekExperts[index], number, hosts)
                let sessions = share(Published.weekSessions[index], number, hosts)
                drafts.append(week(number, experts, sessions, year, world, &random))
            }
            var noise = week(hosts, 9, 7, year, world, &random)
            noise.state = Lifecycle.withdrawn
            drafts.append(noise)
            drafts += (0..<10).compactMap { further($0, year, world, &random) }
        }
        return drafts
    }

    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft? {
        let day = Days.some(in: year, &random)
        let kind = random.pick(["training", "exchange", "forum", "popularisation"])
        var draft = event("演示科技活动\(digits(serial, 4))", kind, day, serial, year, world, &random)
        draft.rows["experts"] = [
            [
                "name": Words.person(serial), "employer": random.pick(world.universities).name,
                "provincial": .flag(true),
            ]
        ]
        draft.rows["sessions"] = [["title": .text("演示讲座"), "held_on": world.days.cell(day)]]
        return draft
    }

    private func share(_ total: Int, _ number: Int, _ hosts: Int) -> Int {
        total / hosts + (number < total % hosts ? 1 : 0)
    }

    private func week(
        _ number: Int, _ experts: Int, _ sessions: Int, _ year: Int, _ world: World,
        _ random: inout SplitMix64
    ) -> Draft {
        let day = Days.number(year, 5, 17)
        var draft = event(
            "\(year)年科技活动周演示\(number == 0 ? "主会场" : "分会场\(number)")", "science-week", day,
            max(number - 1, 0), year, world, &random)
        draft.rows["experts"] = (0..<(experts + 2)).map { expert in
            [
                "name": Words.person(number * 20 + expert),
                "employer": random.pick(world.universities).name, "title": .text("senior"),
                // Two of each place's own do not count.
                "provincial": .flag(expert < experts),
            ]
        }
        draft.rows["sessions"] = (0..<sessions).map { session in
            [
                "title": .text("\(random.pick(Words.topics))科普\(session + 1)"),
                "held_on": world.days.cell(day + session % 9),
                "audience": .number(random.number(30...400)),
            ]
        }
        return draft
    }

    private func event(
        _ name: String, _ kind: String, _ day: Int, _ serial: Int, _ year: Int, _ world: World,
        _ random: inout SplitMix64
    ) -> Draft {
        let county = world.places.counties[serial % world.places.counties.count].0.code
        return Draft(
            world.fields(
                [
                    "name": .text(name), "kind": .text(kind), "level": .text("city"),
                    "starts_on": world.days.cell(day), "ends_on": world.days.cell(day + 2),
                    "place": .text("演示广场"), "host": .text("演示科学技术局"),
                    "people": .number(random.number(60...3_000)),
                ], from: "manual", year: year, county: .text(county)),
            stateSince: world.days.text(day))
    }
}

/// Meetings of the city's leaders on science (F019).
struct MeetingMaker: RecordMaker {
    let register = "meeting"

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var drafts: [Draft] = []
        for (index, year) in world.years.enumerated() {
            for number in 0..<Published.meetings[index] {
                let level =
                    number % 2 == 0 ? "party-standing-committee" : "government-executive"
                drafts.append(
                    meeting(level, "science-technology", number, year, world, &random))
            }
            let noise = [
                ("party-standing-committee", "related"), ("government-executive", "other"),
                ("government-special", "science-technology"),
                ("bureau-party-group", "science-technology"), ("bureau-office", "related"),
            ]
            for (number, one) in noise.enumerated() {
                drafts.append(meeting(one.0, one.1, 20 + number, year, world, &random))
            }
            var withdrawn = meeting(
                "government-executive", "science-technology", 30, year, world, &random)
            withdrawn.state = Lifecycle.withdrawn
            drafts.append(withdrawn)
        }
        return drafts
    }

    private func meeting(
        _ level: String, _ topic: String, _ number: Int, _ year: Int, _ world: World,
        _ random: inout SplitMix64
    ) -> Draft {
        let day = Days.some(Days.number(year, 2, 10), Days.number(year, 12, 20), &random)
        return Draft(
            world.fields(
                [
                    "level": .text(level), "topic": .text(topic),
                    "held_on": world.days.cell(day),
                    "subject": .text("研究演示科技工作议题\(digits(number + 1, 2))"),
                    "minutes_no": .text("演示纪要〔\(year)〕\(number + 1)号"),
                    "decision": .text("原则同意，由科技局抓好落实。"),
                ], from: "manual", year: year),
            stateSince: world.days.text(day))
    }
}

/// Projects of the province and the nation (F068).
struct ProjectMaker: RecordMaker {
    let register = "provincial-project"

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var drafts: [Draft] = []
        for number in 0..<Published.tourismProjects {
            var draft = project(number, world.year, "special", world, &random)
            draft.fields["special"] = .text("tourism-conference")
            drafts.append(draft)
        }
        for (number, state) in ["rejected", "applied", "revoked", Lifecycle.withdrawn].enumerated()
        {
            var noise = project(100 + number, world.year, "special", world, &random)
            noise.fields["special"] = .text("tourism-conference")
            noise.state = state
            drafts.append(noise)
        }
        for year in world.years {
            for number in 0..<(36 + (year - world.year + 3) * 5) {
                if let draft = further(200 + number, year, world, &random) { drafts.append(draft) }
            }
        }
        return drafts
    }

    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft? {
        let plans = [
            "natural-science-fund", "key-rd", "achievement-transfer", "innovation-platform",
        ]
        return project(serial, year, random.pick(plans), world, &random)
    }

    private func project(
        _ serial: Int, _ year: Int, _ plan: String, _ world: World, _ random: inout SplitMix64
    ) -> Draft {
        let day = Days.some(Days.number(year, 4, 1), Days.number(year, 10, 15), &random)
        let party = random.pick(world.enterprises)
        let fiscal = random.number(5...120) * 1_000_000
        return Draft(
            world.fields(
                [
                    "project_no": .text("\(year)YS\(digits(serial, 5))"),
                    "name": .text("\(random.pick(Words.topics))演示科技项目\(digits(serial, 5))"),
                    "level": .text("province"), "plan": .text(plan), "year": .number(year),
                    "organisation": party.id, "organisation_name": party.name,
                    "field": party.field, "established_on": world.days.cell(day),
                    "approve_doc": .text("演示立项〔\(year)〕5号"), "starts_on": world.days.cell(day),
                    "ends_on": world.days.cell(day + 730), "fiscal_amount": .number(fiscal),
                    "total_amount": .number(fiscal * random.number(2...5)),
                ], from: "provincial-management", year: year, county: party.county),
            rows: [
                "payments": [
                    [
                        "doc_no": .text("演示指标〔\(year)〕7号"), "amount": .number(fiscal),
                        "doc_on": world.days.cell(day + 10),
                        "arrived_on": world.days.cell(day + random.number(20...70)),
                    ]
                ]
            ], state: year < world.year ? "running" : "established",
            stateSince: world.days.text(day))
    }
}
