import Journal
import Registers
public import Store
public import Values

/// Why the ledger refuses a transfer, in order of precedence: the first rule that is broken is the
/// one that is told.
public enum LedgerRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    case amountNotPositive(Money)
    case sameAccount(String)
    /// The key is that of another movement.
    case keyTaken(String)
    case otherBooks(debit: String, credit: String)
    case accountClosed(String)
    /// Money kept for one purpose would go to another.
    case crossesEarmark(debit: String, credit: String)
    case noSuchTransfer(Int64)
    /// Posted, settled, voided or reversed: it is as it is.
    case alreadyDone(Int64, how: String)
    case morethanPending(Int64, pending: Money, asked: Money)
    case morethanReversible(Int64, left: Money, asked: Money)
    case notEnough(account: String, title: String, available: Money, asked: Money)
    case tooLarge(String)
    case inTheFuture(CalendarDate)

    /// The rule's name, in the journal and for programs.
    public var rule: String {
        switch self {
        case .amountNotPositive: "amount-positive"
        case .sameAccount: "two-accounts"
        case .keyTaken: "one-key-one-transfer"
        case .otherBooks: "one-book"
        case .accountClosed: "account-open"
        case .crossesEarmark: "earmark"
        case .noSuchTransfer: "transfer-exists"
        case .alreadyDone: "posted-is-immutable"
        case .morethanPending: "at-most-pending"
        case .morethanReversible: "at-most-once-reversed"
        case .notEnough: "no-overdraft"
        case .tooLarge: "within-64-bits"
        case .inTheFuture: "not-in-the-future"
        }
    }

    public var description: String {
        switch self {
        case .amountNotPositive(let amount):
            "金额应大于零，不能是 \(amount)。要退、要冲的另记一笔，不写负数。"
        case .sameAccount(let code): "收方和付方是同一个账户 \(code)。核对两方。"
        case .keyTaken(let key): "流水号 \(key) 已经记过另一笔，内容不同。核对是不是重复办理。"
        case .otherBooks(let debit, let credit):
            "\(credit) 和 \(debit) 不在一本账簿里，不能互转。资金和承诺分别记账。"
        case .accountClosed(let code): "账户 \(code) 已销户，不能再收付。"
        case .crossesEarmark(let debit, let credit):
            "\(credit) 的钱不能转到 \(debit)：两个专项，专款专用（预算法第五十七条、专项资金管理办法）。"
                + "从同一专项的账户支付。"
        case .noSuchTransfer(let id): "没有编号 \(id) 的流水。"
        case .alreadyDone(let id, let how): "流水 \(id) \(how)，记了账的不改、不撤。错了的冲销，退了的另记退回。"
        case .morethanPending(let id, let pending, let asked):
            "在途 \(id) 只有 \(pending)，不能确认 \(asked)。"
        case .morethanReversible(let id, let left, let asked):
            "流水 \(id) 还能冲销 \(left)，不能冲销 \(asked)。"
        case .notEnough(let account, let title, let available, let asked):
            "\(title)（\(account)）只有 \(available) 可用，不够 \(asked)，不能超付。核对金额，或先落实资金来源。"
        case .tooLarge(let account): "账户 \(account) 的合计超出可记的范围。"
        case .inTheFuture(let day): "业务日期 \(day.iso) 还没到，不能先记账。"
        }
    }
}

/// A refused transfer. It is kept: who tried what, and which rule stood against it.
public struct RefusedTransfer: KeptRefusal, CustomStringConvertible {
    public let refusal: LedgerRefusal
    public let attempt: KeptAttempt?

    public var description: String { refusal.description }

    init(_ refusal: LedgerRefusal, _ request: TransferRequest, _ registry: Registry) {
        self.refusal = refusal
        var fields: [String: Scalar] = [
            "key": .text(request.key), "rule": .text(refusal.rule),
            "words": .text(refusal.description), "debit": .text(request.debit.code),
            "credit": .text(request.credit.code),
        ]
        if request.amount.fen >= 0 { fields["amount"] = .integer(request.amount.fen) }
        if let about = request.about {
            fields["about_register"] = .text(about.register)
            fields["about_record"] = .integer(about.record)
        }
        attempt = KeptAttempt(event: "ledger.refused") { [fields] writer in
            var draft = Draft(fields)
            draft.fields["at"] = .text(writer.now.businessTime)
            draft.fields["by"] = .text(writer.act.actor)
            _ = try registry.create(draft, in: Ledger.refusals, writer)
        }
    }
}
