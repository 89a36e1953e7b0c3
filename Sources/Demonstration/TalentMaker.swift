import Catalogue
import Registers
import Values

/// The talent library (F056).
struct TalentMaker: RecordMaker {
    let register = "talent"

    private static let kinds = ["leading", "young", "enterprise", "transfer", "service", "rural"]

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var drafts: [Draft] = []
        for (index, year) in world.years.enumerated() {
            for _ in 0..<Published.talents[index] {
                drafts.append(talent(drafts.count + 1, year, world, &random))
            }
            // Removed in the year after, the last of them in the year itself.
            guard year < world.year else { continue }
            for number in 0..<5 {
                var gone = talent(drafts.count + 1, year, world, &random)
                gone.fields["removed_on"] = world.days.cell(Days.number(year + 1, 9, 1 + number))
                gone.fields["removed_reason"] = .text("调离本市")
                drafts.append(gone)
            }
        }
        for number in 0..<5 {
            var noise = talent(drafts.count + 1, world.year, world, &random)
            if number < 2 {
                noise.state = Lifecycle.withdrawn
            } else {
                let day = world.days.cell(Days.number(world.year + 1, 1, 5 + number))
                noise.fields["entered_on"] = day
                noise.stateSince = day.text
            }
            drafts.append(noise)
        }
        return drafts
    }

    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft? {
        talent(serial, year, world, &random)
    }

    private func talent(
        _ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64
    ) -> Draft {
        let day = Days.some(in: year, &random)
        let employer = random.pick(world.enterprises)
        var fields = world.fields(
            [
                "talent_no": .text("RC\(digits(serial, 5))"), "name": Words.person(serial),
                "kind": Words.pick(Self.kinds, &random), "employer": employer.name,
                "organisation": employer.id,
                "title": .text(random.pick(["senior", "associate", "intermediate"])),
                "degree": .text(random.pick(["doctor", "master", "bachelor"])),
                "subject": Words.pick(Words.subjects, &random), "field": employer.field,
                "speciality": Words.pick(Words.topics, &random),
                "source": .text(random.pick(["county", "employer", "survey"])),
                "entered_on": world.days.cell(day), "consent": .flag(true),
            ], from: "manual", year: year, county: employer.county)
        if serial % 25 == 0 { fields["phone"] = Words.phone(serial) }
        return Draft(fields, stateSince: world.days.text(day))
    }
}

/// People chosen into talent programmes (F060).
struct TalentAwardMaker: RecordMaker {
    let register = "talent-award"

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var drafts: [Draft] = []
        for (index, year) in world.years.enumerated() {
            let tops = Published.threeTops[index]
            for order in 1...tops {
                drafts.append(award("three-tops", "“三尖”创新人才", order, year, world, &random))
            }
            var team = award("three-tops", "“三尖”创新团队", 1, year, world, &random)
            team.fields["kind"] = .text("team")
            var city = award("three-tops", "市级配套", 1, year, world, &random)
            city.fields["level"] = .text("city")
            var noise = award("three-tops", "“三尖”创新人才", tops + 1, year, world, &random)
            noise.state = Lifecycle.withdrawn
            var furong = award("furong", "企业科技创新创业团队", 1, year, world, &random)
            furong.fields["kind"] = .text("team")
            drafts += [team, city, noise, furong]
            drafts += (1...4).map { order in
                award("huxiang-young", "湖湘青年英才", order, year, world, &random)
            }
        }
        return drafts
    }

    private func award(
        _ programme: String, _ category: String, _ order: Int, _ year: Int, _ world: World,
        _ random: inout SplitMix64
    ) -> Draft {
        let day = Days.some(Days.number(year, 5, 1), Days.number(year, 11, 30), &random)
        let employer = random.pick(world.enterprises)
        return Draft(
            world.fields(
                [
                    "programme": .text(programme), "category": .text(category),
                    "level": .text("province"), "kind": .text("person"), "year": .number(year),
                    "order": .number(order), "recipient": Words.person(year % 100 * 100 + order),
                    "organisation": employer.id, "employer": employer.name,
                    "approve_doc": .text("演示人才〔\(year)〕3号"),
                    "announced_on": world.days.cell(day), "support_from": world.days.cell(day),
                    "support_to": world.days.cell(day + 1_090),
                    "amount": .number(random.number(5...50) * 1_000_000),
                ], from: "provincial-management", year: year, county: employer.county),
            stateSince: world.days.text(day))
    }
}

/// Doctor and expert stations (F057–F059).
struct ExpertStationMaker: RecordMaker {
    let register = "expert-station"

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var drafts: [Draft] = []
        for (index, year) in world.years.enumerated() {
            let groups = [
                ("doctor-station", "province", Published.doctorStations[index]),
                ("expert-station", "province", Published.expertStations[index]),
                ("expert-station", "city", Published.cityExpertStations[index]),
                // Counted by none of the figures.
                ("doctor-station", "city", 2), ("academician-station", "province", 1),
            ]
            for (kind, level, count) in groups {
                for _ in 0..<count {
                    drafts.append(station(kind, level, drafts.count + 1, year, world, &random))
                }
            }
            var noise = station(
                "doctor-station", "province", drafts.count + 1, year, world, &random)
            noise.state = Lifecycle.withdrawn
            drafts.append(noise)
        }
        return drafts
    }

    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft? {
        station("doctor-station", "city", 1_000 + serial, year, world, &random)
    }

    private func station(
        _ kind: String, _ level: String, _ serial: Int, _ year: Int, _ world: World,
        _ random: inout SplitMix64
    ) -> Draft {
        let day = Days.some(in: year, &random)
        let host = random.pick(world.enterprises)
        return Draft(
            world.fields(
                [
                    "name": .text("演示专家站点\(digits(serial, 3))"), "kind": .text(kind),
                    "level": .text(level), "approved_on": world.days.cell(day),
                    "approver": .text("演示批准部门"), "host": host.id, "field": host.field,
                    "approve_doc": .text("演示站〔\(year)〕\(serial)号"),
                    "valid_to": world.days.cell(day + 1_095),
                ], from: "manual", year: year, county: host.county),
            rows: [
                "experts": [
                    [
                        "name": Words.person(serial),
                        "employer": random.pick(world.universities).name,
                        "title": .text("senior"), "from": world.days.cell(day),
                    ]
                ]
            ], stateSince: world.days.text(day))
    }
}
