import Catalogue
import Registers
import Values

/// Work permits of foreign experts (F061): one number a person, one record a period.
struct ForeignExpertMaker: RecordMaker {
    let register = "foreign-expert"

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        let year = world.year
        var drafts: [Draft] = []
        for person in 1...Published.foreignExperts {
            // A third came before and had a permit until last spring: one person still.
            let returned = person % 3 == 0
            let from = Days.some(
                Days.number(year - (returned ? 2 : person % 2), 2, 1),
                Days.number(year - (returned ? 2 : person % 2), 8, 31), &random)
            let length = returned ? 380 : random.number(360...700)
            drafts.append(permit(person, from, from + length, world, &random))
            if returned {
                var renewal = permit(person, from + length, from + length + 720, world, &random)
                renewal.fields["case_kind"] = .text("extension")
                renewal.state = "extended"
                drafts.append(renewal)
            }
        }
        return drafts + noise(world, &random)
    }

    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft? {
        let from = Days.some(in: year, &random)
        return permit(1_000 + serial, from, from + 365, world, &random)
    }

    /// Gone, ended before the year, cancelled, refused, still under way.
    private func noise(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        let spring = Days.number(world.year, 3, 3)
        return (0..<12).map { number in
            var draft = permit(
                200 + number, spring - 100, spring + 300, world, &random)
            let day = world.days.cell(spring + 60 + number)
            draft.stateSince = day.text
            switch number % 6 {
            case 0: draft.fields["left_on"] = day
            case 1:
                draft = permit(200 + number, spring - 900, spring - 500, world, &random)
            case 2:
                draft.state = "cancelled"
                draft.fields["cancelled_on"] = day
            case 3: draft.state = "refused"
            case 4: draft.state = Lifecycle.withdrawn
            default:
                draft.state = "accepted"
                for name in ["permit_no", "valid_from", "valid_to", "decided_on"] {
                    draft.fields[name] = nil
                }
            }
            return draft
        }
    }

    private func permit(
        _ person: Int, _ from: Int, _ until: Int, _ world: World, _ random: inout SplitMix64
    ) -> Draft {
        let days = world.days
        let employer = random.pick(world.enterprises)
        let expired = until < Days.number(world.year + 1, 1, 1)
        var fields = world.fields(
            [
                "permit_no": .text("DEMO\(digits(person, 8))"),
                "case_kind": .text("new-abroad"),
                "class": .text(person % 5 == 0 ? "a" : person % 11 == 0 ? "c" : "b"),
                "class_basis": .text("conditions"), "expert_kind": .text("economic-technical"),
                "employer": employer.id, "employer_name": employer.name,
                "post": .text("技术专家"), "site": employer.region,
                "accepted_on": days.cell(from - 18), "due_on": days.cell(from - 8),
                "decided_on": days.cell(from - 11), "working_days": .number(5),
                "valid_from": days.cell(from), "valid_to": days.cell(until),
                "authority": .text("演示审批机关"),
            ], from: "foreign-workers", year: days.year(of: from), county: employer.county)
        if person % 6 == 0 {
            fields["name_passport"] = .text("DEMO PERSON \(digits(person, 4))")
            fields["nationality"] = .text("演示国")
        }
        return Draft(
            fields, state: expired ? "expired" : "valid",
            stateSince: days.text(expired ? until : from))
    }
}
