import Catalogue
public import Store
import Values

/// One field that does not hold what it must.
public struct FieldProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The field's name; `ROWS.INDEX.COLUMN` for a cell of rows, counted from 0.
    public let field: String
    public let title: String
    public let value: String
    public let rule: String
    public let advice: String

    public init(field: String, title: String, value: String, rule: String, advice: String) {
        self.field = field
        self.title = title
        self.value = value
        self.rule = rule
        self.advice = advice
    }

    init(_ field: Field, _ problem: ValueProblem) {
        self.init(
            field: field.name, title: field.title, value: problem.found,
            rule: problem.position.map { "\(problem.rule)（第 \($0) 个字）" } ?? problem.rule,
            advice: problem.suggestion ?? "改正后重试")
    }

    /// The same of a column, in the row of a field: `明细.0.列`, rows from 0.
    func placed(_ rows: Field, row: Int) -> FieldProblem {
        FieldProblem(
            field: "\(rows.name).\(row).\(field)", title: "\(rows.title)第 \(row + 1) 行 \(title)",
            value: value, rule: rule, advice: advice)
    }

    /// For the terminal, where a field is written by its name.
    public var description: String { "\(title)（\(field)）\(rest)" }

    /// For people at a page, where the field has its title alone. Programs find its name in the
    /// pointer.
    public var sentence: String { "\(title)\(rest)" }

    private var rest: String {
        (value.isEmpty ? "" : " “\(value)”") + "：\(rule)。\(advice)"
    }
}

/// Why an act on a record was refused; nothing was written.
public enum RecordRefusal: KeptRefusal, Sendable, CustomStringConvertible {
    case noRegister(String, advice: String)
    case notFound(register: String, id: Int64)
    case roleMayNot(role: String, act: String, register: String, who: String)
    case otherSection(act: String, register: String, keeper: String, own: String)
    case handedIn(state: String)
    case notYours(register: String, titles: [String])
    case managed(register: String)
    case notUndoable
    case fields([FieldProblem])
    case duplicate(register: String, fields: [String], values: [String], existing: Int64)
    case stale(
        id: Int64, expected: Int64, current: Int64, by: String, at: String, changed: [String])
    case noMove(register: String, move: String, state: String, possible: [String])
    case moveNeedsRole(move: String, roles: [String], role: String)
    case moveNeedsFields(move: String, titles: [String])
    case needsApproval(move: String, chain: String, steps: [String])
    case needsReason(what: String)
    case finalState(state: String)
    case noState(register: String, state: String, advice: String)
    case badFilter(String, advice: String)
    /// A rule that a coded module knows stands against it.
    case against(rule: String, what: String, advice: String)
    /// What follows from the step was refused, and the journal keeps the attempt.
    case refusedBeside(String, KeptAttempt)

    public var attempt: KeptAttempt? {
        if case .refusedBeside(_, let attempt) = self { attempt } else { nil }
    }

    public var description: String {
        switch self {
        case .noRegister(let name, let advice): "没有登记册 \(name)。\(advice)"
        case .notFound(let register, let id): "\(register)里没有编号 \(id) 的记录。用 dongting find 查找编号。"
        case .roleMayNot(let role, let act, let register, let who):
            "角色“\(role)”不能在\(register)里\(act)。可以这样做的角色：\(who)。"
        case .otherSection(let act, let register, let keeper, let own):
            "\(register)由\(keeper)管理，\(own)只能查看，不能\(act)。请找\(keeper)办理。"
        case .handedIn(let state):
            "记录已是“\(state)”，报送单位不能再改。需要更正的，请办理科室退回后再改。"
        case .notYours(let register, let titles):
            "\(register)的\(titles.joined(separator: "、"))不是您所在的县市区或单位，不能办理。核对后再试。"
        case .managed(let register): "\(register)由平台在办事时自动记，不能直接填写或导入。"
        case .notUndoable: "这一步不能撤销：不是您办的最后一步，或已有人接着办了。需要改的，重新办理。"
        case .fields(let problems):
            problems.map(\.description).joined(separator: "\n")
        case .duplicate(let register, let fields, let values, let existing):
            """
            \(register)里已有\(zip(fields, values).map { "\($0)“\($1)”" }.joined(separator: "、"))的记录\
            （编号 \(existing)）。要改就打开那一条改，不要重复建。
            """
        case .stale(let id, let expected, let current, let by, let at, let changed):
            """
            编号 \(id) 的记录已被 \(by) 在 \(at) 改过（你看到的是第 \(expected) 版，现为第 \(current) 版；\
            改了：\(changed.joined(separator: "、"))）。没有写入。看过新内容后再改一次。
            """
        case .noMove(let register, let move, let state, let possible):
            """
            \(register)在“\(state)”状态下不能“\(move)”。\
            \(possible.isEmpty ? "此状态已没有后续动作。" : "此时可以：\(possible.joined(separator: "、"))。")
            """
        case .moveNeedsRole(let move, let roles, let role):
            "“\(move)”只能由\(roles.joined(separator: "、"))来做，现在的角色是\(role)。"
        case .moveNeedsFields(let move, let titles):
            "“\(move)”之前要先填：\(titles.joined(separator: "、"))。"
        case .needsApproval(let move, let chain, let steps):
            "“\(move)”要先过“\(chain)”：\(steps.joined(separator: "→"))。在记录页面上报批，批完自动办理。"
        case .needsReason(let what): "\(what)必须写明理由。加上 --reason “…”。"
        case .finalState(let state): "记录已是“\(state)”，是终结状态，不能再改。"
        case .noState(let register, let state, let advice): "\(register)没有状态“\(state)”。\(advice)"
        case .badFilter(let text, let advice): "看不懂条件“\(text)”。\(advice)"
        case .refusedBeside(let words, _): words
        case .against(let rule, let what, let advice): "\(what)。依据：\(rule)。\(advice)。"
        }
    }
}
