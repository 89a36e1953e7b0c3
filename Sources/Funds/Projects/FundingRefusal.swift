import Journal
import Registers
public import Store
public import Values

/// Why a step of a project's money is refused: plan, promise, payment, return, expense.
public enum FundingRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The yearly plans are not what was approved, to the fen.
    case planDoesNotAddUp(approved: Money, plan: Money)
    case yearTwice(Int)
    case stageTwice(Int)
    case overcommitted(year: Int, plan: Money, stages: Money)
    case needsDocument(kind: String)
    case belowCommitted(year: Int, committed: Money, asked: Money)
    case belowPaid(year: Int, paid: Money, asked: Money)
    /// What was decided, booked or paid does not change any more.
    case settled(what: String, advice: String)
    case unpaidLeft(Money)
    case onItsWay(Int)
    case noContract(project: String, state: String)
    case noStage(Int, project: String)
    case otherYear(stage: Int, of: Int, asked: Int)
    case notDue(stage: Int, condition: String)
    case beyondStage(Int, left: Money, asked: Money)
    case beyondDue(year: Int, left: Money, asked: Money)
    case otherEarmark(project: String, own: String, asked: String)
    case wrongTail
    case beyondUnit(year: Int, left: Money, asked: Money)
    case notBoth
    case notArrived(payment: String)
    case incomplete(left: Money)

    /// The rule's name, in the journal and for programs.
    public var rule: String {
        switch self {
        case .planDoesNotAddUp: "plan-is-what-was-approved"
        case .yearTwice, .stageTwice: "listed-once"
        case .overcommitted: "commitment-within-plan"
        case .needsDocument: "change-by-document"
        case .belowCommitted: "plan-covers-commitment"
        case .belowPaid: "commitment-covers-paid"
        case .settled: "posted-is-immutable"
        case .unpaidLeft: "close-when-paid"
        case .onItsWay: "settle-first"
        case .noContract: "paid-under-contract"
        case .noStage, .otherYear: "paid-by-stage"
        case .notDue: "stage-due"
        case .beyondStage: "within-stage"
        case .beyondDue: "within-due-stages"
        case .otherEarmark: "earmark"
        case .wrongTail: "payee-checked"
        case .beyondUnit: "within-arrived"
        case .notBoth: "project-or-allocation"
        case .notArrived: "reverse-what-arrived"
        case .incomplete: "promise-complete"
        }
    }

    public var description: String {
        switch self {
        case .planDoesNotAddUp(let approved, let plan):
            "各年计划合计 \(plan)，批复金额 \(approved)，一分也不能差。依据：分年计划之和等于批复金额。核对各年金额。"
        case .yearTwice(let year): "\(year)年在分年计划里写了两行。合成一行。"
        case .stageTwice(let stage): "第 \(stage) 期在分期付款里写了两行。一期一行，期次不重复。"
        case .overcommitted(let year, let plan, let stages):
            "\(year)年各期合计 \(stages)，超过当年计划 \(plan)，不能超承诺。依据：合同承诺不超过批复计划。"
                + "减少当年各期，或先办计划变更。"
        case .needsDocument(let kind):
            "改了金额或年度，没有登记变更文号。依据：批复和合同凭文件变更。在“变更”里加一行\(kind)，写明文号，再改金额。"
        case .belowCommitted(let year, let committed, let asked):
            "\(year)年已签承诺 \(committed)，计划不能减到 \(asked)。先办合同变更，再减计划。"
        case .belowPaid(let year, let paid, let asked):
            "\(year)年已付 \(paid)，承诺不能减到 \(asked)。付出的要退，另办资金退回。"
        case .settled(let what, let advice): "\(what)，不能再改。依据：批准和入账的不改，错了冲销、退了另记。\(advice)。"
        case .unpaidLeft(let left):
            "合同还有 \(left) 没付，不能结清。付清，或凭补充协议减少合同金额；项目终止的办终止。"
        case .onItsWay(let count):
            "还有 \(count) 笔拨款付出去没有确认到账，不能结清或终止。先确认到账，或办退票。"
        case .noContract(let project, let state):
            "项目“\(project)”现在是“\(state)”，没有在执行的合同，不能付款。依据：按合同付款。先签合同。"
        case .noStage(let stage, let project): "项目“\(project)”的合同里没有第 \(stage) 期。核对期次。"
        case .otherYear(let stage, let year, let asked):
            "第 \(stage) 期属于 \(year)年的计划，不能用 \(asked)年的资金付。改年度，或先办合同变更。"
        case .notDue(let stage, let condition):
            "第 \(stage) 期的付款条件“\(condition)”还没有达成日期，不能付。依据：合同约定的付款条件。"
                + "条件达成后在项目资金里填条件达成日期。"
        case .beyondStage(let stage, let left, let asked):
            "第 \(stage) 期还能付 \(left)，申请了 \(asked)，不能超付。依据：付款不超过合同各期。核对金额，看是不是付过。"
        case .beyondDue(let year, let left, let asked):
            "\(year)年到期的各期还能付 \(left)，这里是 \(asked)，不能超付。依据：付款不超过合同到期的各期。"
        case .otherEarmark(let project, let own, let asked):
            "项目“\(project)”属于\(own)，不能用\(asked)的钱付：专款专用（预算法第五十七条、专项资金管理办法）。"
                + "核对指标文的专项。"
        case .wrongTail: "收款账号和“账号后四位”对不上。依据：付款前核对收款账号。重新核对账号。"
        case .beyondUnit(let year, let left, let asked):
            "\(year)年到单位账上还有 \(left)，这里是 \(asked)。依据：专项经费花的、退的不超过到账的。核对年度和金额。"
        case .notBoth: "“项目”和“指标分配”要填一个，只填一个。有合同的填项目，按指标文下达的填指标分配。"
        case .notArrived(let payment): "拨款 \(payment) 没有到账，不能冲销。在途的办退票。"
        case .incomplete(let left): "配套还差 \(left) 没有到位，不能办到齐。到位的先登记“配套到位”。"
        }
    }
}

/// A refused step of money besides the ledger's own rules; it is kept as the ledger's refusals are.
public struct RefusedFunding: KeptRefusal, CustomStringConvertible {
    /// The rule's name.
    public let rule: String
    public let description: String
    public let attempt: KeptAttempt?

    init(_ refusal: FundingRefusal, _ record: Record, _ registry: Registry, _ amount: Money? = nil)
    {
        self.init(rule: refusal.rule, refusal.description, record, amount, registry)
    }

    init(
        rule: String, _ words: String, _ record: Record, _ amount: Money?, _ registry: Registry
    ) {
        self.rule = rule
        description = words
        // The number of a record that was not made will be another's.
        let isKnown = record.version > 1
        let place = isKnown ? "\(record.register)#\(record.id)" : record.register
        var fields: [String: Scalar] = [
            "key": .text("\(place)/\(record.state)"), "rule": .text(rule), "words": .text(words),
            "about_register": .text(record.register),
        ]
        if isKnown { fields["about_record"] = .integer(record.id) }
        if let amount, amount.fen >= 0 { fields["amount"] = .integer(amount.fen) }
        attempt = KeptAttempt(event: "funding.refused") { [fields] writer in
            var draft = Draft(fields)
            draft.fields["at"] = .text(writer.now.businessTime)
            draft.fields["by"] = .text(writer.act.actor)
            _ = try registry.create(draft, in: Ledger.refusals, writer)
        }
    }
}
