import Values

/// Why an act on an allocation paper was refused; nothing was written.
public enum AllocationRefusal: Error, Sendable, CustomStringConvertible {
    case notManager
    /// The paper is not being drafted any more.
    case notDrafted(state: String)
    case beingApproved(by: String)
    case noRule(String)
    /// A file or text that is no table of payees.
    case table(String, advice: String)
    /// What is wrong with the table, line by line.
    case split([SplitProblem])
    /// What the table means has changed since it was looked at.
    case previewChanged
    /// What stands in the way of issuing.
    case notReady([IssueObstacle])
    case nothingChosen
    /// What stands in the way of a step: whom, and why.
    case steps([StepObstacle])
    case nothingToChase
    case badStep(String, advice: String)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .notManager: "指标文由市局的科室和财务办理，县市区和单位只办自己收到的。请从“资金”里进入收到的资金。"
        case .notDrafted(let state): "指标文现在是“\(state)”，不能再改。已下达的钱要退的，逐笔办退回。"
        case .beingApproved(let by): "\(by)已经报批，批完以前不能改。要改的先由报批人撤回，或请审批人退回。"
        case .noRule(let name): "没有规则 \(name)。请管理员在 catalogue/rules 里补上期限。"
        case .table(let what, let advice): "\(what)。\(advice)。"
        case .split(let problems):
            (problems.prefix(200).map(\.description) + ["共 \(problems.count) 处，一条也没有写入。"])
                .joined(separator: "\n")
        case .previewChanged: "预览以后登记册或指标文变了，没有写入。重新看一次预览再确认。"
        case .notReady(let obstacles): obstacles.map(\.description).joined(separator: "\n")
        case .nothingChosen: "还没有选。先勾选要办的，再办理。"
        case .steps(let obstacles):
            (obstacles.prefix(200).map(\.description) + ["共 \(obstacles.count) 笔不能办，一笔也没有办。"])
                .joined(separator: "\n")
        case .nothingToChase: "没有要催的：都到账了，或今天已经催过。"
        case .badStep(let what, let advice): "\(what)。\(advice)。"
        }
    }
}

/// One thing that is wrong with a table of payees, where it stands.
public struct SplitProblem: Sendable, Hashable, CustomStringConvertible {
    /// The line of the file, the row of the sheet; nil for the whole table.
    public let line: Int?
    /// The heading as the file has it.
    public let column: String?
    public let what: String
    public let advice: String

    init(_ line: Int?, _ column: String?, _ what: String, _ advice: String) {
        (self.line, self.column, self.what, self.advice) = (line, column, what, advice)
    }

    /// 第 5 行“金额”：….
    public var description: String {
        let place = (line.map { "第 \($0) 行" } ?? "") + (column.map { "“\($0)”" } ?? "")
        return "\(place.isEmpty ? "" : place + "：")\(what)。\(advice)。"
    }
}

/// Why one allocation is not taken a step further.
public struct StepObstacle: Sendable, Hashable, CustomStringConvertible {
    /// The allocation.
    public let id: Int64
    public let recipient: String
    public let what: String

    /// 示例公司：….
    public var description: String { "\(recipient)：\(what)" }
}
