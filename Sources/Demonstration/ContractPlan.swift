import Values

/// Who sells to whom for how much: what makes F036–F040 come out, before the rest of a contract is
/// filled in.
struct ContractTerms: Sendable {
    var seller: World.Party
    var buyer: World.Party
    /// Fen.
    var technology: Int64
    var total: Int64
}

/// The terms of one year's registered contracts.
struct ContractPlan {
    let world: World
    let index: Int

    /// Contracts of city universities go to the city, the province and beyond, in these shares of
    /// their number; those of outside universities that the city absorbs make up the rest.
    private static let universityShares = (city: 110, province: 39, beyond: 24, absorbed: 128)

    func terms(_ random: inout SplitMix64) -> [ContractTerms] {
        let count = Published.contracts[index]
        let own = Published.cityUniversities[index]
        // F039: what stays in the province, exactly in the published share.
        let inProvince = own / 10_000 * Published.withinProvince[index]
        let inCity = min(inProvince, Published.absorbed[index]) / 10 * 7
        let shares = Self.universityShares
        let homes = universities(inCity: true)
        let strangers = universities(inCity: false)
        let near = world.outsideEnterprises.filter { $0.province == world.places.province }
        let far = world.outsideEnterprises.filter { $0.province != world.places.province }
        var terms = group(inCity, count * shares.city / 1_000, homes, world.enterprises, &random)
        terms += group(inProvince - inCity, count * shares.province / 1_000, homes, near, &random)
        terms += group(own - inProvince, count * shares.beyond / 1_000, homes, far, &random)
        terms += group(
            Published.absorbed[index] - inCity, count * shares.absorbed / 1_000, strangers,
            world.enterprises, &random)
        let left = Published.turnover[index] - terms.reduce(0) { $0 + $1.total }
        return terms + others(left, count - terms.count, &random)
    }

    private func universities(inCity: Bool) -> [World.Party] {
        world.universities.filter { $0.inCity == inCity }
    }

    /// Contracts of universities: `amount` is their technology amount.
    private func group(
        _ amount: Int64, _ count: Int, _ sellers: [World.Party], _ buyers: [World.Party],
        _ random: inout SplitMix64
    ) -> [ContractTerms] {
        AmountSplit.split(amount, into: count, step: 10_000, .skewed, &random).map { part in
            let extra = random.chance(30) ? part / 100 * Int64(random.number(2...12)) : 0
            return ContractTerms(
                seller: random.pick(sellers), buyer: random.pick(buyers), technology: part,
                total: part + extra)
        }
    }

    /// All other contracts: `amount` is their total.
    private func others(_ amount: Int64, _ count: Int, _ random: inout SplitMix64)
        -> [ContractTerms]
    {
        AmountSplit.split(amount, into: count, step: 100_000, .skewed, &random).map { part in
            var terms = Self.other(world, &random)
            terms.total = part
            terms.technology =
                random.chance(40) ? part : part / 1_000 * Int64(random.number(520...980))
            return terms
        }
    }

    /// Parties of a contract without a university.
    static func other(_ world: World, _ random: inout SplitMix64) -> ContractTerms {
        let city = random.pick(world.enterprises)
        let (seller, buyer) =
            switch random.below(100) {
            case ..<55: (random.pick(world.enterprises), city)
            case ..<75: (city, random.pick(world.outsideEnterprises))
            case ..<92: (random.pick(world.outsideEnterprises), city)
            default: (random.pick(world.institutes), city)
            }
        return ContractTerms(seller: seller, buyer: buyer, technology: 0, total: 0)
    }
}
