import Catalogue
import Registers
import Values

/// Certificates of high-tech enterprises, three years each (F027, F028).
///
/// Those of three years are written at once, since those of the next three name them as previous.
struct CertificateMaker: RecordMaker {
    let register = "high-tech-certificate"
    /// The first, the second or the third three years.
    let part: Int
    static let parts = 3

    /// The first enterprise that has one; those before are small and medium ones only.
    private static let firstEnterprise = 600
    /// Of the certificates that end, so many percent are renewed.
    private static let renewed = 85

    func base(_ world: World, _ random: inout SplitMix64) -> [Draft] {
        var fresh = Self.firstEnterprise
        var issued: [[Int]] = []
        var drafts: [Draft] = []
        for (index, count) in Published.certificates.enumerated() {
            let renewals =
                index < 3
                ? [] : Array(issued[index - 3].prefix(issued[index - 3].count * Self.renewed / 100))
            let firsts = Array(fresh..<(fresh + count - renewals.count))
            fresh += firsts.count
            issued.append(renewals + firsts)
            guard index / 3 == part else { continue }
            let year = world.year - 6 + index
            for (serial, number) in issued[index].enumerated() {
                let enterprise = world.enterprises[number]
                var draft = certificate(enterprise, year, serial + 1, world, &random)
                if let previous = world.certificates[enterprise.id.integer ?? 0]?.last {
                    draft.fields["kind"] = .text("renewal")
                    draft.fields["previous"] = .integer(previous.id)
                }
                drafts.append(draft)
            }
            drafts += noise(year, fresh + 300, world, &random)
        }
        return drafts
    }

    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft? {
        guard part == Self.parts - 1 else { return nil }
        return certificate(
            world.enterprises[serial % world.enterprises.count], year, 10_000 + serial, world,
            &random)
    }

    /// Cancelled, moved away, closed and withdrawn ones.
    private func noise(
        _ year: Int, _ from: Int, _ world: World, _ random: inout SplitMix64
    ) -> [Draft] {
        let states = ["cancelled", "moved-out", "closed", Lifecycle.withdrawn, "cancelled"]
        return states.enumerated().map { index, state in
            let enterprise = world.enterprises[from + (year - world.year + 7) * 10 + index]
            var draft = certificate(enterprise, year, 9_000 + index, world, &random)
            let day = world.days.cell(Days.number(year, 12, 22 + index))
            draft.state = state
            draft.stateSince = day.text
            switch state {
            case "cancelled":
                draft.fields["cancelled_on"] = day
                draft.fields["cancel_reason"] = .text("not-reported")
            case "closed":
                draft.fields["cancelled_on"] = day
                draft.fields["cancel_reason"] = .text("closed")
            case "moved-out":
                draft.fields["moved_on"] = day
                draft.fields["moved_to"] = .text(world.places.provinces[1].city)
            default: break
            }
            return draft
        }
    }

    private func certificate(
        _ enterprise: World.Party, _ year: Int, _ serial: Int, _ world: World,
        _ random: inout SplitMix64
    ) -> Draft {
        let (month, date) = random.pick([(10, 16), (11, 1), (12, 8)])
        let issued = Days.number(year, month, date)
        let until = Days.number(year + 3, month, date)
        let expired = until < Days.number(world.year + 1, 1, 1)
        return Draft(
            world.fields(
                [
                    "cert_no": .text(
                        "GR\(year)\(world.places.city.prefix(2))\(digits(serial, 6))"),
                    "enterprise": enterprise.id, "name_on_cert": enterprise.name,
                    "recognised_year": .number(year), "issued_on": world.days.cell(issued),
                    "recognition_batch": .text("\(year)年第\(month - 9)批"),
                    "valid_until": world.days.cell(until), "kind": .text("first"),
                    "field": enterprise.field, "chain": enterprise.chain,
                    "reg_region": enterprise.region,
                    "cultivation": .text(random.pick(["none", "micro-growth", "small-to-high"])),
                    "above_scale": .flag(random.chance(45)),
                    "listed": .text(random.chance(2) ? "neeq" : "none"),
                ], from: "high-tech-recognition", year: year, county: enterprise.county),
            state: expired ? "expired" : "valid",
            stateSince: world.days.text(expired ? until + 1 : issued))
    }
}
