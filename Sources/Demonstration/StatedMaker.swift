import Catalogue
import Registers
import Values

/// What others publish and the bureau states: statistics, the budget, milestones, notes. The year
/// itself comes from the example files; here are the years before and the noise.
enum StatedMaker {
    /// The passages signed off in the January after, as a bureau would before it publishes.
    static func signed(_ passages: [Draft], _ year: Int) -> [Draft] {
        passages.map { passage in
            var passage = passage
            passage.fields["signed_on"] = .text("\(year + 1)-01-15")
            return passage
        }
    }

    /// Values of the years before, from three years before to the year; nil where the file has it.
    private static let statistics: [(String, String, [Int64?])] = [
        // 112.57 − 6.3, and 22.72 ÷ 1.4331.
        ("rd-expenditure", "亿元", [91_2400, 98_8600, 106_2700, nil]),
        ("rd-intensity", "%", [1_9600, 2_0400, 2_1300, nil]),
        ("fiscal-science-expenditure", "亿元", [12_9400, 14_3100, 15_8500, nil]),
        ("high-tech-value-added", "亿元", [702_1600, 741_3000, 779_2700, nil]),
        ("high-tech-share-of-gdp", "%", [14_9100, 15_0300, 15_2300, nil]),
        ("loan-rank", "名次", [5_0000, 4_0000, 3_0000, nil]),
        ("gdp", "亿元", [4_710_6700, 4_932_1800, 5_116_8000, 5_386_0000]),
        ("high-value-patents", "件", [4_1200, 4_9600, 5_8300, 6_7100]),
    ]
    /// Statistics of research come a year late.
    private static let late: Set<String> = ["rd-expenditure", "rd-intensity"]

    static func statistics(_ world: World) -> [Draft] {
        var drafts: [Draft] = []
        for (indicator, unit, values) in Self.statistics {
            for (index, value) in values.enumerated() {
                guard let value else { continue }
                let year = world.year - 3 + index - (late.contains(indicator) ? 1 : 0)
                drafts.append(
                    statistic(indicator, value, unit, year, world.places.city, "city", world))
                guard index == 2 else { continue }
                // A preliminary number that was replaced, and a county's: neither counts.
                var early = statistic(
                    indicator, value - 3_100, unit, year + 1, world.places.city, "city", world)
                early.fields["vintage"] = .text("preliminary")
                early.fields["in_use"] = .flag(false)
                drafts.append(early)
                drafts.append(
                    statistic(
                        indicator, value / 9, unit, year + 1,
                        world.places.counties[0].0.region, "county", world))
            }
        }
        return drafts
    }

    private static func statistic(
        _ indicator: String, _ value: Int64, _ unit: String, _ year: Int, _ region: String,
        _ level: String, _ world: World
    ) -> Draft {
        Draft(
            world.fields(
                [
                    "indicator": .text(indicator), "region": .text(region),
                    "level": .text(level), "year": .number(year), "vintage": .text("supplied"),
                    "in_use": .flag(true), "value": .integer(value), "unit": .text(unit),
                    "source": .text("演示数据"),
                ], from: "statistics-bureau", year: year),
            stateSince: "\(year)-12-31")
    }

    /// The published lines with an execution around their final amounts, the same for the years
    /// before, and money passed on to counties, which is not the bureau's own spending.
    static func budget(_ published: [Draft], _ world: World) -> [Draft] {
        var drafts: [Draft] = []
        for (index, year) in world.years.enumerated() {
            // Percent of the year's own amounts.
            let percent: Int64 = [83, 88, 94, 100][index]
            for (line, draft) in published.enumerated() {
                var draft = draft
                let final = (draft.fields["final"]?.integer ?? 0) / 100 * percent
                let budget = final + final / 100 * Int64(line % 4)
                let opening = budget / 100 * Int64(88 + line % 7)
                draft.fields["year"] = .number(year)
                draft.fields["report_year"] = .number(year)
                draft.fields["final"] = .integer(final)
                if final > 0 {
                    draft.fields["opening"] = .integer(opening)
                    draft.fields["added"] = .integer(budget - opening)
                    draft.fields["budget_total"] = .integer(budget)
                    draft.fields["paid_total"] = .integer(final)
                    draft.fields["carry_out"] = .integer(budget - final)
                    draft.fields["balance"] = .integer(budget - final)
                    draft.rows["monthly"] = execution(of: final, year)
                }
                if year != world.year {
                    draft.fields["source_system"] = .text("budget-integration")
                    draft.fields["as_of"] = .text("\(year)-12-31")
                    draft.stateSince = "\(year)-12-31"
                    // The treasury's lines of projects name them; the published report does not.
                    if draft.fields["kind"] == .text("project") {
                        draft.fields["project_code"] = .text("YS\(year)\(line)")
                        draft.fields["project_name"] = draft.fields["line_name"]
                    }
                }
                drafts.append(draft)
            }
            drafts += (0..<3).map { passedOn($0, year, world) }
        }
        return drafts
    }

    /// What was paid by the end of each quarter, a little behind the year until its end.
    private static func execution(of final: Int64, _ year: Int) -> [[String: Scalar]] {
        [("03", 21), ("06", 46), ("09", 72), ("12", 100)].map { month, percent in
            [
                "month": .text("\(year)-\(month)"),
                "paid": .integer(final / 100 * percent + (percent == 100 ? final % 100 : 0)),
                "file": .text("\(year)年\(month)月支出执行（演示）.xlsx"),
            ]
        }
    }

    private static func passedOn(_ number: Int, _ year: Int, _ world: World) -> Draft {
        let amount = Int64(180 + number * 65 + year % 5 * 10) * 1_000_000
        return Draft(
            world.fields(
                [
                    "year": .number(year), "unit": .text("演示科学技术局"),
                    "line_name": .text("其他科学技术支出"), "fund": .text("general-public-budget"),
                    "function_code": .text("2069999"), "kind": .text("project"),
                    "own_spend": .flag(false), "nil_return": .flag(false),
                    "doc_no": .text("演示指标〔\(year)〕\(20 + number)号"),
                    "origin": .text("province-transfer"), "budget_total": .integer(amount),
                    "final": .integer(amount),
                ], from: "budget-integration", year: year,
                county: .text(world.places.counties[number % world.places.counties.count].0.code)),
            stateSince: "\(year)-12-31")
    }

    /// Steps of the zones besides the evaluation, whose ranks the file states.
    static func milestones(_ world: World) -> [Draft] {
        let steps = [
            ("演示高新区", "high-tech-zone", "application", -2, "提出创建申请"),
            ("演示高新区", "high-tech-zone", "province-recommendation", -1, "省级推荐"),
            ("演示高新区", "high-tech-zone", "inspection", 0, "实地考察"),
            ("演示农高区", "agricultural-zone", "application", -1, "提出创建申请"),
            ("演示农高区", "agricultural-zone", "evaluation", 0, "论证评议"),
        ]
        return steps.map { zone, zoneKind, kind, offset, title in
            let year = world.year + offset
            return Draft(
                world.fields(
                    [
                        "zone": .text(zone), "zone_kind": .text(zoneKind), "kind": .text(kind),
                        "year": .number(year), "milestone": .text(title),
                        "reached_on": .text("\(year)-11-18"),
                    ], from: "manual", year: year),
                stateSince: "\(year)-11-18")
        }
    }

    /// What was officially reported where the records say something else, and why.
    static func annotations(_ world: World) -> [Draft] {
        [
            Draft(
                [
                    "figure": .text("foreign_experts"), "year": .number(world.year),
                    "kind": .text("reported"), "value": .integer(41_0000),
                    "to_whom": .text("省科学技术厅"), "on": .text("\(world.year)-11-30"),
                    "text": .text("上报时 1 人的许可尚未办结，年末按登记数为 42 人"),
                    "ground": .text("年度外国专家统计表"), "by": .text("演示经办人"),
                ], stateSince: "\(world.year)-11-30")
        ]
    }
}
