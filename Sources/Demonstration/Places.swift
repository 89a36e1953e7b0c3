import Catalogue
import Values

/// Where things are: the city's counties with believable weights, and the provinces outside.
struct Places: Sendable {
    struct County: Sendable {
        let code: String
        /// The region of GB/T 2260 that it lies in; a zone without one lies in the first district.
        let region: String
    }

    let city: String
    let province: String
    let counties: [(County, Int)]
    /// Codes of provinces, the city's own first, each with one of its cities.
    let provinces: [(province: String, city: String)]
    /// A province whose entries never count, for noise.
    let uncounted: String
    let parks: [String]
    let chains: [String]

    /// 岳阳楼区, 经开区 and 城陵矶新港区 hold half of the enterprises; an unknown county gets 5.
    private static let weights = [
        "430602": 22, "zone-economic": 16, "zone-chenglingji": 14, "430603": 8, "430611": 4,
        "430621": 7, "430623": 6, "430624": 7, "430626": 8, "430681": 8, "430682": 6,
        "430671": 2, "zone-nanhu": 3,
    ]

    init(_ catalogue: Catalogue) {
        city = catalogue.city.region?.text ?? "430600"
        let own = String(city.prefix(2)) + "0000"
        province = own
        let regions = catalogue.list("regions")?.codes ?? []
        let prefix = city.prefix(4)
        let district = regions.first { $0.parent == catalogue.city.region?.text }?.code ?? city
        counties = (catalogue.list("counties")?.codes ?? [])
            .filter { $0.code != "unassigned" && $0.code != "outside" }
            .map { county in
                let region = county.code.hasPrefix(prefix) ? county.code : district
                return (County(code: county.code, region: region), Self.weights[county.code] ?? 5)
            }
        let others = regions.filter {
            $0.parent == nil && $0.code.hasSuffix("0000") && $0.code != "000000" && $0.code != own
        }
        let capitals = regions.filter { $0.parent == own && !$0.code.hasPrefix(prefix) }
        provinces =
            [(own, capitals.first?.code ?? own)]
            + others.prefix(Published.competitionProvinces - 1).map { one in
                (one.code, regions.first { $0.parent == one.code }?.code ?? one.code)
            }
        uncounted = others.last?.code ?? own
        parks = catalogue.list("parks")?.codes.map(\.code) ?? []
        chains = catalogue.list("industry-chains")?.codes.map(\.code) ?? []
    }
}
