import Values

/// Why an act of review was refused; nothing was written.
public enum ReviewRefusal: Error, Sendable, CustomStringConvertible {
    case notReviewer
    case noTerms(String)
    case noRule(String)
    /// The panel is not in the state that the act needs.
    case panelState(title: String, state: String, advice: String)
    case noExpert(String)
    /// What is wrong with sheets that were entered, one by one.
    case sheets([SheetProblem])
    /// A table of sheets that could not be read.
    case table(String, advice: String)
    case checkedBySelf
    case nothingToCheck(expert: String)
    /// What stands in the way of completing.
    case notReady([ReviewObstacle])
    case callOpen(state: String)
    case noMatching(String)
    case previewChanged

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .notReviewer: "评审由市局主管科室办理，县市区和单位看不到评分。"
        case .noTerms(let call): "通知“\(call)”没有条款，计划目录里也没有这个计划。请先把通知的计划改对。"
        case .noRule(let name): "没有规则 \(name)。请管理员在 catalogue/rules 里补上。"
        case .panelState(let title, let state, let advice):
            "评审组“\(title)”现在是“\(state)”，不能这样办。\(advice)。"
        case .noExpert(let name): "评审组里没有到会专家“\(name)”。先在评审组里补上，或核对姓名。"
        case .sheets(let problems):
            (problems.prefix(200).map(\.description) + ["共 \(problems.count) 处，一张也没有写入。"])
                .joined(separator: "\n")
        case .table(let what, let advice): "\(what)。\(advice)。"
        case .checkedBySelf:
            "录入和核对不能是同一个人。依据：评分表双人录入核对。请另一位同事登录后对照纸质评分表核对。"
        case .nothingToCheck(let expert): "“\(expert)”没有等着核对的评分表。"
        case .notReady(let obstacles): obstacles.map(\.description).joined(separator: "\n")
        case .callOpen(let state): "通知现在是“\(state)”，截止以后才评审。先办截止。"
        case .noMatching(let title): "“\(title)”的条款没有揭榜对接这一步。"
        case .previewChanged: "看过以后评分或申报变了，没有写入。重新看一次再确认。"
        }
    }
}

/// One thing that is wrong with a sheet.
public struct SheetProblem: Sendable, Hashable, CustomStringConvertible {
    /// 申报编号 or the line of the file.
    public let place: String
    public let what: String
    public let advice: String

    public init(_ place: String, _ what: String, _ advice: String) {
        (self.place, self.what, self.advice) = (place, what, advice)
    }

    public var description: String { "\(place)：\(what)。\(advice)。" }
}

/// One thing that stands in the way of completing a review.
public struct ReviewObstacle: Sendable, Hashable, CustomStringConvertible {
    public let what: String
    public let advice: String

    public init(_ what: String, _ advice: String) {
        (self.what, self.advice) = (what, advice)
    }

    public var description: String { "\(what)。\(advice)。" }
}
