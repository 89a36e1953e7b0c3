import Catalogue
import Registers
import Values

/// Enterprises, universities, institutes, banks and bureaus, obviously made up.
struct OrganisationMaker: RecordMaker {
    let register = "organisation"

    static let enterprises = 4_800
    private static let outsideEnterprises = 230
    /// Universities and institutes: at least those that enter the competition.
    private static let cityUniversities = 4
    private static let outsideUniversities = 72
    private static let cityInstitutes = 6
    private static let outsideInstitutes = 18

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var drafts = (1...Self.enterprises).map {
            enterprise($0, world.year - 10, world, &random)
        }
        for number in 1...Self.outsideEnterprises {
            let name = "外埠演示\(random.pick(Words.trades))\(digits(number, 4))有限公司"
            let place = world.places.provinces[number % world.places.provinces.count]
            drafts.append(plain(name, "enterprise", "91", 20_000_000 + number, place.city, world))
        }
        for number in 1...(Self.cityUniversities + Self.outsideUniversities) {
            let inCity = number <= Self.cityUniversities
            drafts.append(
                plain(
                    "演示理工大学\(digits(number, 2))", "university", "12", 30_000_000 + number,
                    region(inCity, number, world), world))
        }
        for number in 1...(Self.cityInstitutes + Self.outsideInstitutes) {
            let inCity = number <= Self.cityInstitutes
            drafts.append(
                plain(
                    "演示研究院\(digits(number, 2))", "research-institute", "12",
                    31_000_000 + number, region(inCity, number, world), world))
        }
        drafts += others(world)
        for number in 1...4 {
            var draft = enterprise(
                Self.enterprises + number, world.year - 10, world, &random)
            draft.state = Lifecycle.withdrawn
            draft.stateSince = world.days.text(Days.number(world.year, 5, number))
            drafts.append(draft)
        }
        return drafts
    }

    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft? {
        enterprise(serial, year - 1, world, &random)
    }

    /// Banks, guarantors, insurers and the bureaus that recommend, one a county.
    private func others(_ world: World) -> [Draft] {
        let city = world.places.counties.first?.0.region ?? world.places.city
        let banks = Published.banks.reduce(0, +) + 1
        var drafts = (1...banks).map {
            plain("演示银行\(digits($0, 2))", "bank", "91", 40_000_000 + $0, city, world)
        }
        drafts += (1...3).map {
            plain("演示融资担保公司\(digits($0, 2))", "guarantor", "91", 41_000_000 + $0, city, world)
        }
        drafts += (1...4).map {
            plain("演示保险公司\(digits($0, 2))", "other", "91", 42_000_000 + $0, city, world)
        }
        drafts += world.places.counties.enumerated().map { index, place in
            var draft = plain(
                "演示科学技术局\(digits(index + 1, 2))", "government", "11",
                50_000_000 + index, place.0.region, world)
            draft.fields["county"] = .text(place.0.code)
            draft.fields["recommends"] = .flag(true)
            return draft
        }
        return drafts
    }

    private func region(_ inCity: Bool, _ number: Int, _ world: World) -> String {
        if inCity { return world.places.counties[number % 2].0.region }
        return world.places.provinces[number % world.places.provinces.count].city
    }

    private func plain(
        _ name: String, _ kind: String, _ authority: String, _ serial: Int, _ region: String,
        _ world: World
    ) -> Draft {
        let inCity = region.hasPrefix(world.places.city.prefix(4))
        let county = world.places.counties.first { $0.0.region == region }?.0.code
        return Draft(
            world.fields(
                [
                    "name": .text(name), "kind": .text(kind),
                    "uscc": .text(
                        CreditCode.code(authority: authority, region: region, serial: serial)),
                    "reg_region": .text(region),
                    "recommends": .flag(kind == "university" && inCity),
                ], from: "manual", year: world.year,
                county: inCity ? county.map(Scalar.text) ?? .null : .text("outside")),
            stateSince: since(world.year - 10, world))
    }

    private func enterprise(
        _ number: Int, _ since: Int, _ world: World, _ random: inout SplitMix64
    ) -> Draft {
        let place = world.county(&random)
        let field = random.below(Words.fields.count)
        let founded = Days.some(
            Days.number(since - 12, 1, 1), Days.number(since, 12, 31), &random)
        var fields = world.fields(
            [
                "name": .text("洞庭演示\(random.pick(Words.trades))\(digits(number, 4))有限公司"),
                "kind": .text("enterprise"),
                "uscc": .text(
                    CreditCode.code(authority: "91", region: place.region, serial: number)),
                "reg_region": .text(place.region), "field": .text(Words.fields[field]),
                "industry": Words.pick(Words.industries, &random),
                "chain": Words.pick(world.places.chains, &random),
                "park": Words.pick(world.places.parks, &random),
                "founded_on": world.days.cell(founded),
                "ownership": .text(
                    random.pick(weighted: [
                        ("private", 88), ("state-owned", 7), ("foreign", 3), ("hmt", 2),
                    ])),
                "registered_capital": .number(random.number(10...800) * 10_000_000),
                "above_scale": .flag(random.chance(24)),
                "leading_enterprise": .flag(number % 120 == 0),
                "srdi": .text(
                    random.pick(weighted: [
                        ("none", 80), ("innovative", 12), ("province", 7), ("little-giant", 1),
                    ])),
            ], from: "county-returns", year: world.year, county: .text(place.code))
        if number % 40 == 0 {
            fields["contact"] = Words.person(number)
            fields["phone"] = Words.phone(number)
        }
        return Draft(fields, stateSince: self.since(since + 1, world))
    }

    private func since(_ year: Int, _ world: World) -> String {
        world.days.text(Days.number(year, 1, 4))
    }
}

/// The people whom other records name: experts, brokers.
struct PersonMaker: RecordMaker {
    let register = "person"

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        (1...240).compactMap { further($0, world.year, world, &random) }
    }

    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft? {
        let homes = world.universities + world.institutes
        var draft = Draft(
            [
                "name": Words.person(serial),
                "organisation": random.pick(homes).id,
                "title": .text(random.pick(["senior", "associate", "intermediate"])),
                "degree": .text(random.pick(["doctor", "doctor", "master"])),
                "subject": Words.pick(Words.subjects, &random),
                "field": Words.pick(Words.fields, &random),
                "direction": Words.pick(Words.topics, &random),
                "technology_broker": .flag(serial % 8 == 0),
            ], stateSince: world.days.text(Days.number(year, 1, 4)))
        if serial % 30 == 0 { draft.fields["phone"] = Words.phone(serial) }
        return draft
    }
}
