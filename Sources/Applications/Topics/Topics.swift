import Catalogue
public import Registers
import Store

/// Topics of guides (指南方向) condensed from the needs of enterprises, and the way from a need
/// through topic, call and application to the project, and back.
public struct Topics: Sendable {
    let registry: Registry

    public init(_ registry: Registry) { self.registry = registry }

    public static let topics = "guide-topic"
    public static let needs = "technology-need"

    /// Needs that are worked up far enough to become part of a guide.
    public static let ready: Set<String> = [
        "condensed", "reviewed", "compiled", "pushed", "matching",
    ]

    var catalogue: Catalogue { registry.catalogue }
    var database: Database { registry.database }
}

/// What a topic is to say.
public struct TopicPlan: Sendable {
    public var number: String
    public var title: String
    public var programme: String?
    public var year: Int
    public var field: String?
    public var content: String?
    public var goals: String?
    /// Ids of the needs that it is condensed from, in their order.
    public var needs: [Int64]

    public init(
        number: String, title: String, programme: String? = nil, year: Int, field: String? = nil,
        content: String? = nil, goals: String? = nil, needs: [Int64]
    ) {
        self.number = number
        self.title = title
        self.programme = programme
        self.year = year
        self.field = field
        self.content = content
        self.goals = goals
        self.needs = needs
    }
}

/// Why no topic was made; nothing was written.
public enum TopicRefusal: Error, Sendable, CustomStringConvertible {
    /// The role writes no guides.
    case mayNot(role: String)
    case nothingChosen
    case noNeed(Int64)
    /// A need that is not worked up, or over.
    case notReady(need: String, state: String)
    /// A need that may not go on the network.
    case sensitive(need: String)
    /// The public text names who has the need.
    case namesUnit(unit: String, field: String)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .mayNot(let role): "“\(role)”不编写指南方向。请找主管科室的经办人或负责人。"
        case .nothingChosen: "还没有选需求。先勾选一条或几条需求，再凝练。"
        case .noNeed(let id): "没有需求 #\(id)，也许已撤回。请从需求的列表里重新选。"
        case .notReady(let need, let state):
            "需求 \(need) 现在是“\(state)”，还不能写进指南。先凝练、评议或入册；已签约、已完成的不用再写进指南。"
        case .sensitive(let need):
            "需求 \(need) 标了“卡脖子或涉敏”，不上网，也不能写进公开的指南。请走线下渠道，或先核实这个标记。"
        case .namesUnit(let unit, let field):
            "\(field)里出现了需求单位“\(unit)”。指南是公开的，请改成不出现单位、牌号和工艺参数的说法。"
        }
    }
}
