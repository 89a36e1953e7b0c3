import Catalogue
import Registers
import Values

/// What has been made so far, for later records to refer to.
struct World: Sendable {
    /// A registered organisation.
    struct Party: Sendable {
        let id: Scalar
        let name: Scalar
        let kind: String
        let county: Scalar
        let region: Scalar
        /// The code of its province.
        let province: String
        let inCity: Bool
        let field: Scalar
        let chain: Scalar
    }

    struct Certificate: Sendable {
        let id: Int64
        let from: String
        let until: String
    }

    let year: Int
    let days: Days
    let places: Places

    /// Enterprises of the city and of elsewhere.
    var enterprises: [Party] = []
    var outsideEnterprises: [Party] = []
    /// Universities and institutes, those of the city first.
    var universities: [Party] = []
    var institutes: [Party] = []
    var banks: [Party] = []
    var guarantors: [Party] = []
    var insurers: [Party] = []
    var bureaus: [Party] = []
    /// Ids by register, in the order of making.
    var ids: [String: [Int64]] = [:]
    /// Certificates by enterprise id, in the order of issue.
    var certificates: [Int64: [Certificate]] = [:]
    /// Assessments by enterprise id and year.
    var assessments: [Int64: [Int: Int64]] = [:]

    init(year: Int, catalogue: Catalogue) {
        self.year = year
        days = Days(years: (year - 16)...(year + 6))
        places = Places(catalogue)
    }

    /// The four years with figures, in order.
    var years: ClosedRange<Int> { (year - 3)...year }

    /// Remembers what was written.
    mutating func take(_ register: String, _ drafts: [Draft], _ made: [Int64]) {
        for (draft, id) in zip(drafts, made) where draft.state != Lifecycle.withdrawn {
            ids[register, default: []].append(id)
            switch register {
            case "organisation": take(draft, id)
            case "high-tech-certificate":
                guard let enterprise = draft.fields["enterprise"]?.integer,
                    draft.state == "valid" || draft.state == "expired"
                else { continue }
                certificates[enterprise, default: []].append(
                    Certificate(
                        id: id, from: draft.fields["issued_on"]?.text ?? "",
                        until: draft.fields["valid_until"]?.text ?? ""))
            case "enterprise-assessment":
                guard let enterprise = draft.fields["enterprise"]?.integer,
                    let year = draft.fields["eval_year"]?.integer, draft.state == "entered"
                else { continue }
                assessments[enterprise, default: [:]][Int(year)] = id
            default: break
            }
        }
    }

    private mutating func take(_ draft: Draft, _ id: Int64) {
        let fields = draft.fields
        let region = fields["reg_region"]?.text ?? places.city
        let party = Party(
            id: .integer(id), name: fields["name"] ?? .null, kind: fields["kind"]?.text ?? "",
            county: fields["county"] ?? .null, region: .text(region),
            province: String(region.prefix(2)) + "0000",
            inCity: region.hasPrefix(places.city.prefix(4)), field: fields["field"] ?? .null,
            chain: fields["chain"] ?? .null)
        switch party.kind {
        case "enterprise" where party.inCity: enterprises.append(party)
        case "enterprise": outsideEnterprises.append(party)
        case "university": universities.append(party)
        case "research-institute": institutes.append(party)
        case "bank": banks.append(party)
        case "guarantor": guarantors.append(party)
        case "other": insurers.append(party)
        case "government": bureaus.append(party)
        default: break
        }
    }

    /// Forgets the enterprises of the city, so that the next round has its own.
    mutating func renewEnterprises() { enterprises = [] }

    /// The certificate that is valid for the enterprise on a day.
    func certificate(_ enterprise: Party, on day: Int) -> Certificate? {
        let text = days.text(day)
        return certificates[enterprise.id.integer ?? 0]?.last {
            $0.from <= text && $0.until >= text
        }
    }

    func id(_ register: String, _ random: inout SplitMix64) -> Scalar {
        guard let made = ids[register], !made.isEmpty else { return .null }
        return .integer(made[random.below(made.count)])
    }

    /// A record's fields with the block that every business register has.
    func fields(
        _ own: [String: Scalar], from system: String, year: Int, county: Scalar = .null
    ) -> [String: Scalar] {
        var fields = own
        fields["source_system"] = .text(system)
        fields["report_year"] = .number(year)
        fields["as_of"] = days.cell(Days.number(year, 12, 31))
        fields["county"] = county
        return fields
    }

    /// A county by its weight.
    func county(_ random: inout SplitMix64) -> Places.County {
        random.pick(weighted: places.counties)
    }
}

/// Words that makers choose from.
enum Words {
    static let fields = [
        "electronic-information", "biology-medicine", "aerospace", "new-materials",
        "high-tech-services", "new-energy", "resources-environment", "advanced-manufacturing",
    ]
    static let trades = [
        "新材料", "精细化工", "装备制造", "电子信息", "生物医药", "食品加工", "节能环保", "智能科技",
        "港航物流", "农业科技",
    ]
    static let topics = [
        "高性能密封材料", "催化剂再生", "智能巡检装备", "绿色合成工艺", "水环境治理", "冷链保鲜",
        "特种电缆", "数字化工厂", "茶叶精深加工", "磁力装备", "医用敷料", "固废资源化",
    ]
    static let industries = [
        "13", "14", "26", "27", "29", "30", "33", "34", "35", "38", "39", "65",
    ]
    static let subjects = ["430", "460", "510", "520", "530", "550", "610", "320", "350"]

    static func pick(_ words: [String], _ random: inout SplitMix64) -> Scalar {
        .text(random.pick(words))
    }

    /// A fake person; no such number is ever given to one.
    static func person(_ number: Int) -> Scalar { .text("演示人员\(digits(number % 10_000, 4))") }
    static func phone(_ number: Int) -> Scalar { .text("10000\(digits(number % 1_000_000, 6))") }
}
