import Catalogue
import Registers
import Values

/// Official cars with a year's fuel, insurance and repairs; one of an affiliated unit that was
/// sold.
struct CarMaker: RecordMaker {
    let register = "official-car"

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        (0..<3).map { car($0, world, &random) }
    }

    private func car(_ number: Int, _ world: World, _ random: inout SplitMix64) -> Draft {
        let days = world.days
        let isSold = number == 2
        let bought = Days.number(world.year - 6 + number, 5, 16)
        var fields: [String: Scalar] = [
            "plate": .text("示A9100\(number + 1)"),
            "kind": .text(["confidential", "emergency", "business"][number]),
            "cost_unit": .text(isSold ? "affiliated" : "bureau"),
            "unit": .text(isSold ? "演示直属单位" : "局本级"), "model": .text("示例牌轿车"),
            "new_energy": .flag(number == 1), "bought_on": days.cell(bought),
            "price": .number(12_800_000 + number * 4_000_000),
        ]
        if isSold {
            fields["disposed_on"] = days.cell(Days.number(world.year, 7, 15))
            fields["disposal"] = .text("auction")
        }
        fields = world.fields(fields, from: "manual", year: world.year)
        guard !isSold else { return Draft(fields, stateSince: days.text(bought)) }
        var costs: [[String: Scalar]] = []
        func pay(_ kind: String, _ day: Int, _ yuan: Int) {
            costs.append([
                "paid_on": days.cell(day), "kind": .text(kind), "amount": .number(yuan * 100),
            ])
        }
        for year in CostYears.of(world) {
            for month in 1...12 {
                pay("fuel", Days.number(year, month, 25), random.number(420...880))
            }
            pay("insurance", Days.number(year, 4, 10), random.number(2_800...3_600))
            pay("repair", Days.number(year, 6, 20), random.number(1_200...2_600))
            pay("repair", Days.number(year, 10, 18), random.number(800...2_200))
        }
        return Draft(fields, rows: ["costs": costs], stateSince: days.text(bought))
    }
}

/// Requests for cars, with readings that run on; the car's own record gets its trips from them.
struct CarUseMaker: RecordMaker {
    let register = "car-use"
    private static let count = 36

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var readings = [41_200, 18_600]
        return (0..<Self.count).map { number in
            use(number, &readings, world, &random)
        }
    }

    private func use(
        _ number: Int, _ readings: inout [Int], _ world: World, _ random: inout SplitMix64
    ) -> Draft {
        let days = world.days
        let day = CostYears.day(number, of: Self.count, in: world.year, &random)
        let car = number % 2
        let ids = world.ids["official-car"] ?? []
        var fields: [String: Scalar] = [
            "request_no": .text("YSYC\(world.year)-\(digits(number + 1, 3))"),
            "section_in_charge": .text(random.pick(CostYears.sections)),
            "matter": .text(car == 0 ? "送机要文件" : "县市区调研"),
            "destination": .text(car == 0 ? "市委" : "演示县区"), "leaves_on": days.cell(day),
            "passengers": .number(random.number(1...4)),
            "approved_by": .text("演示科室负责人"), "approved_on": days.cell(day - 1),
        ]
        if ids.indices.contains(car) { fields["car"] = .integer(ids[car]) }
        // The last one has not come back to the book.
        guard number < Self.count - 1 else {
            return Draft(fields, state: "approved", stateSince: days.text(day - 1))
        }
        let way = car == 0 ? random.number(8...30) : random.number(60...260)
        fields["start_km"] = .number(readings[car])
        readings[car] += way
        fields["end_km"] = .number(readings[car])
        fields["kilometres"] = .number(way)
        fields["returned_on"] = days.cell(day)
        readings[car] += random.number(0...3)
        return Draft(fields, state: "returned", stateSince: days.text(day))
    }
}

/// Purchases, most of them from small and micro businesses.
struct PurchaseMaker: RecordMaker {
    let register = "purchase"

    private static let things: [(name: String, item: String, method: String, yuan: Int)] = [
        ("办公设备", "goods", "framework", 82_600), ("展陈服务", "services", "consultation", 112_500),
        ("平台运行维护", "services", "single-source", 176_000), ("统计调查服务", "services", "inquiry", 54_000),
        ("档案数字化服务", "services", "consultation", 96_300), ("会议室改造", "works", "negotiation", 68_800),
        ("印刷服务", "services", "framework", 23_400),
    ]
    private static let sizes = ["small", "micro", "medium", "micro", "small", "small", "large"]

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        CostYears.of(world).flatMap { year in
            Self.things.indices.map { purchase($0, year, world, &random) }
        }
    }

    private func purchase(
        _ number: Int, _ year: Int, _ world: World, _ random: inout SplitMix64
    ) -> Draft {
        let days = world.days
        let thing = Self.things[number]
        let size = Self.sizes[number]
        let day = CostYears.day(number, of: Self.things.count + 2, in: year, &random)
        let signed = day + 21
        let paid = CostYears.later(signed, 45, world)
        let fen = thing.yuan * 100
        let isSmall = size == "small" || size == "micro"
        var fields: [String: Scalar] = [
            "purchase_no": .text("YSCG\(year)-\(digits(number + 1, 2))"),
            "name": .text("\(year)年演示\(thing.name)"), "cost_unit": .text("bureau"),
            "section_in_charge": .text(random.pick(CostYears.sections)),
            "item": .text(thing.item), "method": .text(thing.method),
            "planned_on": days.cell(day), "for_small": .flag(isSmall),
            "estimate": .number(fen + fen / 20), "approved_by": .text("演示局领导"),
            "approved_on": days.cell(day + 4),
        ]
        // One of the year is agreed to and not signed yet.
        if year == world.year, number == Self.things.count - 1 {
            return Draft(fields, state: "approved", stateSince: days.text(day + 4))
        }
        fields["contract_no"] = .text("演示合〔\(year)〕\(number + 1)号")
        fields["contracted_on"] = days.cell(signed)
        fields["supplier_name"] = .text("演示供应商\(number + 1)")
        fields["supplier_size"] = .text(size)
        fields["contract_amount"] = .number(fen)
        fields["small_medium"] = .number(size == "large" ? 0 : fen)
        fields["small_micro"] = .number(isSmall ? fen : 0)
        fields["accepted_on"] = days.cell(CostYears.later(signed, 30, world))
        fields["total"] = .number(fen)
        fields["settled_on"] = days.cell(paid)
        return Draft(fields, state: "settled", stateSince: days.text(paid))
    }
}
