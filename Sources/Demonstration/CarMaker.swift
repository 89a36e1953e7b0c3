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
        let trips = CarTrip.all(world).filter { $0.car == number && $0.isBack }.map { trip in
            [
                "used_on": days.cell(trip.day), "approval": CarTrip.requestNo(trip.number, world),
                "matter": trip.matter, "destination": trip.destination,
                "kilometres": .number(trip.end - trip.start),
            ]
        }
        return Draft(
            fields, rows: ["costs": costs, "trips": trips], stateSince: days.text(bought))
    }
}

/// One use of a car in the demonstration's year.
private struct CarTrip {
    let number: Int
    /// Which of the cars: 0 or 1.
    let car: Int
    let day: Int
    let start: Int
    let end: Int

    var matter: Scalar { .text(car == 0 ? "送机要文件" : "县市区调研") }
    var destination: Scalar { .text(car == 0 ? "市委" : "演示县区") }

    static let count = 36

    static func requestNo(_ number: Int, _ world: World) -> Scalar {
        .text("YSYC\(world.year)-\(digits(number + 1, 3))")
    }

    /// The same whoever asks: the requests and the cars' own records tell of the same trips, and
    /// the readings of a car run on.
    static func all(_ world: World) -> [CarTrip] {
        var random = SplitMix64(named: "car-trips")
        var readings = [41_200, 18_600]
        return (0..<count).map { number in
            let car = number % 2
            let day = CostYears.day(number, of: count, in: world.year, &random)
            let start = readings[car] + random.number(0...3)
            let end = start + (car == 0 ? random.number(8...30) : random.number(60...260))
            readings[car] = end
            return CarTrip(number: number, car: car, day: day, start: start, end: end)
        }
    }

    /// Whether the car has come back to the book; the last one has not.
    var isBack: Bool { number < Self.count - 1 }
}

/// Requests for cars.
struct CarUseMaker: RecordMaker {
    let register = "car-use"

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        CarTrip.all(world).map { use($0, world, &random) }
    }

    private func use(_ trip: CarTrip, _ world: World, _ random: inout SplitMix64) -> Draft {
        let days = world.days
        let ids = world.ids["official-car"] ?? []
        var fields: [String: Scalar] = [
            "request_no": CarTrip.requestNo(trip.number, world),
            "section_in_charge": .text(random.pick(CostYears.sections)), "matter": trip.matter,
            "destination": trip.destination, "leaves_on": days.cell(trip.day),
            "passengers": .number(random.number(1...4)),
            "approved_by": .text("演示科室负责人"), "approved_on": days.cell(trip.day - 1),
        ]
        if ids.indices.contains(trip.car) { fields["car"] = .integer(ids[trip.car]) }
        guard trip.isBack else {
            return Draft(fields, state: "approved", stateSince: days.text(trip.day - 1))
        }
        fields["start_km"] = .number(trip.start)
        fields["end_km"] = .number(trip.end)
        fields["kilometres"] = .number(trip.end - trip.start)
        fields["returned_on"] = days.cell(trip.day)
        return Draft(fields, state: "returned", stateSince: days.text(trip.day))
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
    private static let sizes = ["small", "micro", "large", "medium", "small", "small", "micro"]

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
