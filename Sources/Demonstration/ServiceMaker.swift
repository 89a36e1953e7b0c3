import Catalogue
import Registers
import Values

/// Stations of the technology market (F031).
struct StationMaker: RecordMaker {
    let register = "market-station"

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var drafts = (0..<Published.stations).map { number in
            station("演示工作站\(digits(number + 1, 2))", "workstation", number, world, &random)
        }
        drafts.append(station("演示分市场", "sub-market", 0, world, &random))
        drafts += (0..<4).map { number in
            station("演示服务点\(digits(number + 1, 2))", "service-point", number, world, &random)
        }
        var closed = station("演示工作站（已撤）", "workstation", 5, world, &random)
        closed.fields["closed_on"] = world.days.cell(Days.number(world.year, 6, 30))
        drafts.append(closed)
        var noise = station("演示工作站（误录）", "workstation", 6, world, &random)
        noise.state = Lifecycle.withdrawn
        return drafts + [noise]
    }

    private func station(
        _ name: String, _ kind: String, _ number: Int, _ world: World, _ random: inout SplitMix64
    ) -> Draft {
        let year = world.year - 3 + number % 4
        let opened = Days.some(in: year, &random)
        let place = world.places.counties[number % world.places.counties.count].0
        return Draft(
            world.fields(
                [
                    "name": .text(name), "kind": .text(kind), "market": .text("演示分市场"),
                    "host": random.pick(world.bureaus).id, "opened_on": world.days.cell(opened),
                    "address": .text("演示路\(number + 1)号"), "staff": .number(random.number(2...6)),
                    "brokers": .number(random.number(1...4)),
                    "approve_doc": .text("演示设站〔\(year)〕\(number + 1)号"),
                ], from: "manual", year: year, county: .text(place.code)),
            rows: [
                "evaluations": [
                    [
                        "year": .number(world.year),
                        "grade": .text(number % 3 == 0 ? "excellent" : "good"),
                    ]
                ]
            ], stateSince: world.days.text(opened))
    }
}

/// Services to enterprises (F033): each enterprise of a year once, some again.
struct ServiceMaker: RecordMaker {
    let register = "service-log"

    private static let kinds = [
        "visit", "need", "matching", "policy", "training", "high-tech", "sme", "contract",
        "finance", "talent",
    ]

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var drafts: [Draft] = []
        for (index, year) in world.years.enumerated() {
            let served = Published.served[index]
            for number in 0..<(served * 7 / 5) {
                let enterprise = world.enterprises[500 + number % served]
                drafts.append(service(enterprise, year, number, world, &random))
            }
            for number in 0..<10 {
                var noise = service(
                    world.enterprises[4_000 + number], year, number, world, &random)
                noise.state = Lifecycle.withdrawn
                drafts.append(noise)
            }
        }
        return drafts
    }

    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft? {
        service(random.pick(world.enterprises), year, serial, world, &random)
    }

    private func service(
        _ enterprise: World.Party, _ year: Int, _ number: Int, _ world: World,
        _ random: inout SplitMix64
    ) -> Draft {
        let day = Days.some(in: year, &random)
        return Draft(
            world.fields(
                [
                    "enterprise": enterprise.id, "served_on": world.days.cell(day),
                    "kind": Words.pick(Self.kinds, &random), "chain": enterprise.chain,
                    "subject": .text("\(random.pick(Words.topics))对接服务"),
                    "mode": .text(random.pick(["on-site", "event", "remote"])),
                    "station": world.id("market-station", &random),
                    "served_by": Words.person(number % 40),
                    "result": .text(random.chance(85) ? "done" : "following"),
                    "satisfaction": .text(random.chance(70) ? "very" : "satisfied"),
                ], from: "manual", year: year, county: enterprise.county),
            stateSince: world.days.text(day))
    }
}
