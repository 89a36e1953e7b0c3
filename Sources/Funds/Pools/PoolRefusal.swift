import Registers
import Values

/// Why money of a risk pool does not move.
enum PoolRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    case noRatios(CalendarDate, isGuaranteed: Bool)
    case ratiosNotWhole(CalendarDate, String)
    case notFiled(loan: String)
    case notApproved(loan: String, state: String)
    case beyondPrincipal(loan: String, left: Money, asked: Money)
    case beyondClaim(loan: String, left: Money, asked: Money)
    case noPool(level: String, county: String?)
    case sharesDiffer(expected: String)
    case booked
    case rate(due: String)

    var rule: String {
        switch self {
        case .noRatios, .ratiosNotWhole: "ratios-in-force"
        case .notFiled: "filed-loan"
        case .notApproved, .beyondPrincipal: "within-approved-principal"
        case .beyondClaim: "within-claim"
        case .noPool: "pool-exists"
        case .sharesDiffer: "shares-by-ratio"
        case .booked: "posted-is-immutable"
        case .rate: "rate-says"
        }
    }

    var description: String {
        switch self {
        case .noRatios(let day, let isGuaranteed):
            "\(day.iso) 没有\(isGuaranteed ? "信用担保贷款" : "信用贷款")的损失分担比例，不能分担。依据：按备案那天的比例。"
                + "请管理员在 rules 里补上这一天的比例和文号。"
        case .ratiosNotWhole(let day, let sum):
            "\(day.iso) 的损失分担比例合计 \(sum)%，不是 100%，不能分担。请管理员核对 rules 里的比例。"
        case .notFiled(let loan): "贷款 \(loan) 没有备案日期，不能代偿。依据：只补偿备案的贷款。先补备案日期。"
        case .notApproved(let loan, let state):
            "贷款 \(loan) 现在是“\(state)”，没有核定，不能代偿或追偿。依据：补偿以核定的逾期本金为限。先办核定。"
        case .beyondPrincipal(let loan, let left, let asked):
            "贷款 \(loan) 核定的逾期本金还能代偿 \(left)，这里是 \(asked)，不能超付。"
                + "依据：只补核定的逾期本金。核对金额，看是不是已经代偿过。"
        case .beyondClaim(let loan, let left, let asked):
            "贷款 \(loan) 代偿过还没收回的只有 \(left)，不能返还 \(asked)。多收的查明后另办。"
        case .noPool(let level, let county):
            "没有\(county.map { "\($0)的" } ?? "")\(level)风险补偿资金池，分担不了。"
                + "在“知识价值贷款风险补偿资金池”里登记，统计归口要和贷款一致。"
        case .sharesDiffer(let expected): "填的各方承担和按比例算的不一致。按备案那天的比例应为：\(expected)。改成一致，或不填。"
        case .booked: "收支已经入账，不能再改。错了的冲销，另记一笔。"
        case .rate(let due): "按余额算出来应是“\(due)”，不能改成别的。余额填错了就改余额。"
        }
    }
}

extension RefusedFunding {
    init(_ refusal: PoolRefusal, _ record: Record, _ registry: Registry, _ amount: Money? = nil) {
        self.init(rule: refusal.rule, refusal.description, record, amount, registry)
    }
}
