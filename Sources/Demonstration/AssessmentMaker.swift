import Catalogue
import Registers
import Values

/// Yearly assessments of technology SMEs (F026).
struct AssessmentMaker: RecordMaker {
    let register = "enterprise-assessment"

    /// Where each year's run of entered enterprises begins; with `Published.assessed` their ends.
    /// The runs overlap, so most enterprises come again and some are lost.
    private static let starts = [0, 150, 300, 400]

    private static func run(_ index: Int) -> Range<Int> {
        starts[index]..<(starts[index] + Published.assessed[index])
    }

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var drafts: [Draft] = []
        for (index, year) in world.years.enumerated() {
            for number in Self.run(index) {
                let row = inRow(number, before: index)
                let first = !(0..<index).contains { Self.run($0).contains(number) }
                var draft = entered(
                    world.enterprises[number], year, number + 1, world, &random)
                draft.fields["first_time"] = .flag(first)
                draft.fields["years_in_row"] = .number(row + 1)
                drafts.append(draft)
            }
            drafts += noise(year, world, &random)
        }
        return drafts
    }

    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft? {
        // Each enterprise of the round once in each of up to ten years.
        let count = world.enterprises.count
        let position = serial % (count * 10)
        let turn = (position % count + position / count) % 10
        return entered(
            world.enterprises[position % count], world.year - turn, serial, world, &random)
    }

    /// In how many years before, without a gap, the enterprise was entered.
    private func inRow(_ number: Int, before index: Int) -> Int {
        var years = 0
        for earlier in (0..<index).reversed() {
            guard Self.run(earlier).contains(number) else { break }
            years += 1
        }
        return years
    }

    /// Beyond the runs: records that must not count, in each state that is not entered.
    private func noise(_ year: Int, _ world: World, _ random: inout SplitMix64) -> [Draft] {
        let states = [
            "submitted", "county-checked", "returned", "notice", "revoked", Lifecycle.withdrawn,
        ]
        let first = Self.run(3).upperBound + 20
        return (0..<(year == world.year ? 60 : 18)).map { number in
            let state = states[number % states.count]
            var draft = entered(
                world.enterprises[first + number], year, 90_000 + number, world, &random)
            draft.state = state
            switch state {
            case "revoked":
                let day = Days.number(year, 12, 20 + number % 9)
                draft.fields["revoked_on"] = world.days.cell(day)
                draft.fields["revoke_reason"] = .text("conditions")
                draft.stateSince = world.days.text(day)
            case Lifecycle.withdrawn: break
            default:
                for name in ["reg_no", "entered_on", "announce_doc"] { draft.fields[name] = nil }
            }
            // Entered only after the year: counts neither then nor in the year itself.
            if number >= 57 {
                draft.state = "entered"
                let day = world.days.cell(Days.number(year + 1, 1, 9))
                draft.fields["reg_no"] = .text(
                    "\(year)\(world.places.city)\(digits(90_000 + number, 8))")
                draft.fields["entered_on"] = day
                draft.fields["revoked_on"] = nil
                draft.fields["revoke_reason"] = nil
                draft.stateSince = day.text
            }
            return draft
        }
    }

    private func entered(
        _ enterprise: World.Party, _ year: Int, _ serial: Int, _ world: World,
        _ random: inout SplitMix64
    ) -> Draft {
        let batch = random.number(1...9)
        let day = Days.number(year, batch + 3, 10 + batch)
        let days = world.days
        let staff = random.number(8...320)
        let scientists = max(staff * random.number(10...45) / 100, 2)
        let sales = random.number(80...18_000) * 1_000_000
        let research = sales * random.number(30...140) / 1_000
        let scores = (random.number(8...20), random.number(28...50), random.number(24...30))
        let highTech = world.certificate(enterprise, on: day) != nil
        let fields: [String: Scalar] = [
            "eval_year": .number(year), "enterprise": enterprise.id,
            "reg_no": .text("\(year)\(world.places.city)\(digits(serial, 8))"),
            "name_then": enterprise.name, "reg_region": enterprise.region,
            "chain": enterprise.chain, "field": enterprise.field,
            "industry": Words.pick(Words.industries, &random), "data_year": .number(year - 1),
            "staff_total": .number(staff), "sci_staff": .number(scientists),
            "sales": .number(sales), "rd_expense": .number(research),
            "assets": .number(sales / 10 * random.number(6...15)),
            "cost_total": .number(sales / 100 * random.number(70...96)),
            "rd_option": .text("sales"), "ip_1": .number(random.below(4)),
            "ip_2": .number(random.below(12)), "score_staff": .number(scores.0 * 100),
            "score_rd": .number(scores.1 * 100), "score_ip": .number(scores.2 * 100),
            "score": .number((scores.0 + scores.1 + scores.2) * 100),
            "direct_basis": .text(highTech ? "high-tech" : "none"),
            "is_hightech": .flag(highTech), "applied_on": days.cell(day - random.number(30...60)),
            "county_result": .text("passed"), "county_on": days.cell(day - random.number(16...28)),
            "batch_no": .text("\(year)年第\(batch)批"), "notice_from": days.cell(day - 14),
            "notice_to": days.cell(day - 5), "entered_on": days.cell(day),
            "announce_doc": .text("演示公告〔\(year)〕\(batch)号"),
        ]
        return Draft(
            world.fields(fields, from: "sme-evaluation", year: year, county: enterprise.county),
            state: "entered", stateSince: days.text(day))
    }
}
