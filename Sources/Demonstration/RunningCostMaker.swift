import Catalogue
import Registers
import Values

/// What the years of running costs have in common: the year itself and the one before it, with
/// limits that they stay within.
enum CostYears {
    /// Limits in yuan by kind.
    static let limits: [(kind: String, title: String, yuan: Int)] = [
        ("overseas", "因公出国（境）费", 90_000), ("reception", "公务接待费", 30_000),
        ("car-running", "公务用车运行维护费", 60_000), ("conference", "会议费", 120_000),
        ("training", "培训费", 100_000), ("purchase", "政府采购", 800_000),
    ]

    static let sections = [
        "office", "technology-transfer", "high-tech", "planning-policy", "regional-innovation",
        "laboratories-platforms",
    ]

    static func of(_ world: World) -> ClosedRange<Int> { (world.year - 1)...world.year }

    /// The day of one of `count` things that are spread over a year.
    static func day(_ number: Int, of count: Int, in year: Int, _ random: inout SplitMix64) -> Int {
        let first = Days.number(year, 1, 8)
        let span = 350 / count
        return Days.some(first + number * span, first + number * span + span - 1, &random)
    }

    /// Some days later, but no later than the clock of a demonstration may stand.
    static func later(_ day: Int, _ days: Int, _ world: World) -> Int {
        min(day + days, Days.number(world.year, 12, 31) + 9)
    }
}

/// The limits of running costs.
struct CostLimitMaker: RecordMaker {
    let register = "cost-limit"

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        CostYears.of(world).flatMap { year in
            CostYears.limits.map { limit($0.kind, $0.title, $0.yuan, year, world) }
        }
    }

    private func limit(
        _ kind: String, _ title: String, _ yuan: Int, _ year: Int, _ world: World
    ) -> Draft {
        let days = world.days
        // Receptions were cut in the year, and have come near what was left.
        let isNear = kind == "reception" && year == world.year
        let amount = isNear ? yuan * 2 / 3 : yuan
        var fields: [String: Scalar] = [
            "year": .number(year), "kind": .text(kind), "cost_unit": .text("bureau"),
            "name": .text("\(year)年\(title)"), "amount": .number(amount * 100),
            "document": .text("演示财预〔\(year)〕1号"), "near": .flag(isNear),
            "decided_on": days.cell(Days.number(year, 1, 6)),
        ]
        var rows: [String: [[String: Scalar]]] = [:]
        if isNear {
            fields["warned_on"] = days.cell(Days.number(year, 12, 1))
            rows["adjustments"] = [
                [
                    "adjusted_on": days.cell(Days.number(year, 7, 15)),
                    "amount": .number((amount - yuan) * 100),
                    "doc_no": .text("演示财预〔\(year)〕37号"), "reason": .text("压减一般性支出"),
                ]
            ]
        }
        return Draft(fields, rows: rows, stateSince: days.text(Days.number(year, 1, 6)))
    }
}

/// Receptions, with letters, few at table, and lists that add up.
struct ReceptionMaker: RecordMaker {
    let register = "reception"
    private static let count = 22

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        CostYears.of(world).flatMap { year in
            (0..<Self.count).map { reception($0, year, world, &random) }
        }
    }

    private func reception(
        _ number: Int, _ year: Int, _ world: World, _ random: inout SplitMix64
    ) -> Draft {
        let days = world.days
        let day = CostYears.day(number, of: Self.count, in: year, &random)
        let guests = random.number(3...12)
        let escorts = guests <= 10 ? random.number(1...3) : guests / 3
        let meal = (guests + escorts) * random.number(70...110) * 100
        // The last of the year waits for its vouchers.
        let isOpen = year == world.year && number == Self.count - 1
        let paid = CostYears.later(day, 15, world)
        let isForeign = number % 11 == 5
        var fields: [String: Scalar] = [
            "reception_no": .text("YSJD\(year)-\(digits(number + 1, 3))"),
            "kind": .text(isForeign ? "foreign" : "domestic"),
            "matter": .text("\(random.pick(Words.topics))调研"),
            "guest_unit": .text(isForeign ? "演示境外机构" : "演示来访单位\(digits(number + 1, 2))"),
            "letter_no": .text("演示函〔\(year)〕\(number + 1)号"), "received_on": days.cell(day),
            "days": .number(1), "guests": .number(guests), "escorts": .number(escorts),
            "place": .text("机关食堂"), "meals": .number(1), "estimate": .number(meal + 2_000),
            "cost_unit": .text("bureau"),
            "section_in_charge": .text(random.pick(CostYears.sections)),
            "approved_by": .text("演示分管领导"), "approved_on": days.cell(day - 1),
        ]
        fields = world.fields(fields, from: "manual", year: year)
        guard !isOpen else {
            return Draft(fields, state: "approved", stateSince: days.text(day - 1))
        }
        fields["total"] = .number(meal)
        fields["settled_on"] = days.cell(paid)
        return Draft(
            fields, rows: ["items": [["item": .text("meal"), "amount": .number(meal)]]],
            state: "settled", stateSince: days.text(paid))
    }
}

/// Meetings and courses, which differ in names and standards alone.
struct CostEventMaker: RecordMaker {
    let register: String
    let number: String
    let names: [String]
    /// Yuan a person and day, below any standard.
    let most: Int
    private static let grades = ["second", "third", "third", "third", "third"]

    static let conferences = CostEventMaker(
        register: "conference", number: "conference_no",
        names: ["全市科技工作演示会议", "成果转化演示推进会", "平台建设演示座谈会", "园区发展演示调度会", "年度演示总结会"],
        most: 240)
    static let classes = CostEventMaker(
        register: "training-class", number: "class_no",
        names: ["科技特派员演示培训班", "技术经理人演示培训班", "科技统计演示培训班", "项目管理演示培训班"], most: 220)

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        CostYears.of(world).flatMap { year in
            names.indices.map { event($0, year, world, &random) }
        }
    }

    private func event(
        _ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64
    ) -> Draft {
        let days = world.days
        let day = CostYears.day(serial, of: names.count, in: year, &random)
        let people = serial == 0 ? 110 : random.number(30...70)
        let came = people - random.number(0...4)
        let length = register == "conference" ? 1 : 1 + serial % 2
        let cost = came * length * random.number((most / 2)...most) * 100
        let isOpen = year == world.year && serial == names.count - 1
        let paid = CostYears.later(day, 20, world)
        var fields: [String: Scalar] = [
            number: .text("YS\(year)-\(digits(serial + 1, 2))"),
            "name": .text("\(year)年\(names[serial])"),
            "grade": .text(Self.grades[serial]), "in_plan": .flag(true),
            "cost_unit": .text("bureau"),
            "section_in_charge": .text(random.pick(CostYears.sections)),
            "held_on": days.cell(day), "days": .number(length), "people": .number(people),
            "staff": .number(2), "estimate": .number(people * length * most * 100),
            "approved_by": .text("演示分管领导"), "approved_on": days.cell(day - 9),
        ]
        guard !isOpen else {
            return Draft(fields, state: "approved", stateSince: days.text(day - 9))
        }
        fields["actual_people"] = .number(came)
        fields["total"] = .number(cost)
        fields["settled_on"] = days.cell(paid)
        return Draft(
            fields, rows: ["items": [["item": .text("meal"), "amount": .number(cost)]]],
            state: "settled", stateSince: days.text(paid))
    }
}
