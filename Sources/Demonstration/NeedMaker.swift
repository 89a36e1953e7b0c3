import Catalogue
import Registers
import Values

/// Technology needs from their several sources (F020, F021, F032).
struct NeedMaker: RecordMaker {
    let register = "technology-need"

    private struct Source {
        let code: String
        let mark: String
        let counts: [Int]
        /// Of so many, one is of high quality until the year's number is reached.
        let every: Int
    }

    private static let sources = [
        Source(code: "leading-enterprises", mark: "LT", counts: Published.leadingNeeds, every: 2),
        Source(
            code: "university-cooperation", mark: "XD", counts: Published.universityNeeds,
            every: 5),
        Source(code: "counties", mark: "XS", counts: [60, 70, 80, 90], every: 2),
        Source(code: "stations", mark: "GZ", counts: [20, 30, 40, 50], every: 2),
        Source(code: "market", mark: "SC", counts: [10, 20, 20, 30], every: 2),
    ]

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var drafts: [Draft] = []
        for (index, year) in world.years.enumerated() {
            var high = Published.highQualityNeeds[index]
            for source in Self.sources {
                for number in 1...source.counts[index] {
                    let isHigh = high > 0 && number % source.every == 0
                    if isHigh { high -= 1 }
                    drafts.append(
                        need(source.code, source.mark, number, year, isHigh, world, &random))
                }
            }
            drafts += noise(year, world, &random)
        }
        return drafts
    }

    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft? {
        let source = Self.sources[serial % Self.sources.count]
        return need(
            source.code, source.mark, 1_000 + serial, year, serial % 4 == 0, world, &random)
    }

    /// Not yet in a booklet, collected the year before, or withdrawn.
    private func noise(_ year: Int, _ world: World, _ random: inout SplitMix64) -> [Draft] {
        (0..<12).map { number in
            let source = Self.sources[number % 2]
            var draft = need(
                source.code, source.mark, 900 + number, year, number % 3 == 0, world, &random)
            if number % 2 == 0 {
                for name in ["compiled_on", "condensed_on", "booklet_no", "quality"] {
                    draft.fields[name] = nil
                }
                draft.state = "collected"
            } else {
                draft.state = Lifecycle.withdrawn
            }
            return draft
        }
    }

    func need(
        _ source: String, _ mark: String, _ number: Int, _ year: Int, _ isHigh: Bool,
        _ world: World, _ random: inout SplitMix64
    ) -> Draft {
        let days = world.days
        let enterprise = random.pick(world.enterprises)
        let collected = Days.some(Days.number(year, 1, 8), Days.number(year, 8, 30), &random)
        let condensed = collected + random.number(10...50)
        let compiled = condensed + random.number(10...40)
        let topic = random.pick(Words.topics)
        var fields = world.fields(
            [
                "need_no": .text("\(year)-\(mark)-\(digits(number, 3))"),
                "title": .text("\(topic)演示需求\(digits(number, 3))"),
                "title_public": .text("\(topic)技术"), "source": .text(source),
                "collected_on": days.cell(collected), "organisation": enterprise.id,
                "consent": .text(random.pick(["public", "universities", "internal"])),
                "field": enterprise.field, "industry": Words.pick(Words.industries, &random),
                "problem": .text("现有\(topic)的稳定性不足，成本偏高。"),
                "indicators": .text("合格率不低于\(random.number(95...99))%。"),
                "budget": .number(random.number(20...600) * 1_000_000),
                "deadline": days.cell(compiled + 400), "county_on": days.cell(collected + 4),
                "condensed_by": world.id("person", &random),
                "condensed_on": days.cell(condensed),
                "quality": .text(isHigh ? "high" : "ordinary"),
                "compiled_on": days.cell(compiled),
                "booklet_no": .text("\(year)年第\(collected % 3 + 1)册"), "chain": enterprise.chain,
            ], from: "manual", year: year, county: enterprise.county)
        var rows: [String: [[String: Scalar]]] = ["modes": [["mode": .text("cooperation")]]]
        var state = "compiled"
        var since = compiled
        if number % 4 == 0 {
            state = "pushed"
            rows["pushes"] = [
                [
                    "receiver": random.pick(world.universities).id,
                    "pushed_on": days.cell(compiled), "response": .text("interested"),
                ]
            ]
        }
        if number % 13 == 0 {
            state = "signed"
            since = compiled + 10
            fields["partner"] = random.pick(world.universities).id
            fields["signed_on"] = days.cell(since)
            fields["contract"] = world.id("technology-contract", &random)
            fields["contract_amount"] = .number(random.number(20...300) * 1_000_000)
        }
        return Draft(fields, rows: rows, state: state, stateSince: days.text(since))
    }
}

/// Needs that were reported a second time and point to the first: counted once only (F032).
struct NeedRepeatMaker: RecordMaker {
    let register = "technology-need"

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        world.years.flatMap { year in
            (0..<5).map { number in
                var draft = NeedMaker().need(
                    "self-reported", "TB", number + 1, year, true, world, &random)
                draft.fields["same_as"] = world.id("technology-need", &random)
                draft.state = "stopped"
                draft.fields["close_reason"] = .text("merged")
                return draft
            }
        }
    }
}
