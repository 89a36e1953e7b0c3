import Catalogue
public import Registers
public import Store
public import Values
import Work

/// Whoever recommends applications: the science office of a county or zone, or an organisation that
/// may (高校院所, 园区, 主管部门).
public struct Recommender: Sendable, Hashable {
    /// `county:430621` or `organisation:12`.
    public let key: String
    public let name: String
    /// A code of list `counties`.
    public let county: String?
    public let organisation: Int64?

    /// A recommender: a county or an organisation.
    public init(key: String, name: String, county: String?, organisation: Int64?) {
        (self.key, self.name, self.county) = (key, name, county)
        self.organisation = organisation
    }

    /// The condition on `application` of those that it recommends: what names an organisation is
    /// that organisation's, all others are their county's.
    var condition: SQL {
        if let organisation { return "recommender = \(organisation)" }
        return "recommender IS NULL AND county = \(county ?? "")"
    }
}

/// Why an act of recommending was refused; nothing was written.
public enum RecommendationRefusal: Error, Sendable, CustomStringConvertible {
    case notRecommender
    case noStage(call: String)
    case notYours(number: String)
    case late(act: String, due: String, now: String)
    case overQuota(quota: Int, chosen: Int, sent: Int)
    case nothingChosen
    case noScan(hasOld: Bool)
    case chosenTwice(number: String)
    case notNow(number: String, state: String, act: String)
    case dishonest(name: String, until: String)
    case noReason(act: String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .notRecommender:
            "推荐由县市区科技主管部门的经办人，或“可作推荐单位”的单位的管理员办理。单位要作推荐单位的，请市局在“单位”里登记。"
        case .noStage(let call): "“\(call)”不需要推荐，申报提交后直接进入形式审查。"
        case .notYours(let number): "申报 \(number) 不由您推荐。从推荐页面里选自己的申报。"
        case .late(let act, let due, let now):
            "推荐截止时间 \(due) 已过（服务器时间 \(now)），不能再\(act)。请与市局主管科室联系。"
        case .overQuota(let quota, let chosen, let sent):
            "名额 \(quota) 项，"
                + (sent > 0 ? "已报送 \(sent) 项，" : "")
                + "又选了 \(chosen) 项，超出 \(sent + chosen - quota) 项。去掉排在后面的再保存。"
        case .nothingChosen: "还没有选要推荐的申报。先排出推荐次序、保存，再报送。"
        case .noScan(let hasOld):
            (hasOld ? "盖章件是名单或次序改动以前的，" : "还没有上传盖章件，")
                + "不能报送。出具推荐函和汇总表，签字盖章，扫描成 PDF 或图片，在“盖章扫描件”里上传后再报送。"
        case .chosenTwice(let number): "申报 \(number) 在次序里出现了两次。每项只排一个位置。"
        case .notNow(let number, let state, let act):
            "申报 \(number) 现在是“\(state)”，不能\(act)。刷新页面看看最新的情况。"
        case .dishonest(let name, let until): "\(name)在科研失信惩戒期内（至 \(until)），不能推荐项目。"
        case .noReason(let act): "\(act)要写明理由，申报单位能看到。"
        }
    }
}

extension Applications {
    /// The register of what recommenders send.
    public static let recommendations = "recommendation"

    /// For whom the viewer recommends; nil where for nobody.
    public func recommender(_ reader: Reader, _ viewer: Viewer) throws -> Recommender? {
        switch viewer.role.reach {
        case .county:
            guard let county = viewer.county else { return nil }
            let title = catalogue.list("counties")?.title(of: county) ?? county
            return Recommender(
                key: "county:\(county)", name: "\(title)科技主管部门", county: county,
                organisation: nil)
        case .organisation:
            guard let organisation = viewer.organisation,
                viewer.role.name == Self.administrator,
                let row = try reader.first(
                    "SELECT name, recommends FROM organisation WHERE id = \(organisation)"),
                row[1].integer == 1
            else { return nil }
            return Recommender(
                key: "organisation:\(organisation)", name: row[0].text ?? "", county: nil,
                organisation: organisation)
        case .city, .section: return nil
        }
    }

    /// The same, or a refusal; within a term for misconduct nobody recommends.
    /// - Throws: `RecommendationRefusal.notRecommender`, `.dishonest`.
    func requireRecommender(_ writer: Writer, _ viewer: Viewer) throws -> Recommender {
        guard let recommender = try recommender(writer.reader, viewer) else {
            throw RecommendationRefusal.notRecommender
        }
        if let organisation = recommender.organisation {
            let until = try writer.reader.first(
                "SELECT dishonest_until FROM organisation WHERE id = \(organisation)")?[0].text
            if let until, until >= writer.now.businessDate.iso {
                throw RecommendationRefusal.dishonest(name: recommender.name, until: until)
            }
        }
        return recommender
    }

    /// The last moment at which recommendations are taken: the call's own, else so many working
    /// days after it closes as its programme says.
    public func recommendationDue(_ call: Record, _ terms: CallTerms?) -> Instant? {
        if let own = call["recommend_by"].text.flatMap(CallTime.instant) { return own }
        guard let time = CallTime(call) else { return nil }
        guard let days = terms?.term(of: .recommendation)?.number else { return time.closes }
        let last = WorkingDays(catalogue.calendar).adding(days, to: time.closes.businessDate)
        return CallTime.instant("\(last.iso) 17:00:00")
    }

    /// How many a recommender may send in a call; nil where nothing limits it.
    public func quota(_ call: Record, _ terms: CallTerms?, _ recommender: Recommender) -> Int? {
        let own = (call.rows["quotas"] ?? []).first { row in
            recommender.organisation.map { row["organisation"] == .integer($0) }
                ?? (row["county"] == recommender.county.map(Scalar.text))
        }
        return own?["quota"]?.integer.map { Int($0) } ?? terms?.quota?.number
    }
}
