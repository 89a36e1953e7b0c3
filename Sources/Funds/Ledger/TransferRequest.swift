public import Values

/// One movement of money that somebody asks the ledger for.
public struct TransferRequest: Sendable {
    /// How it enters the books.
    public enum Phase: Sendable, Hashable {
        /// At once.
        case posted
        /// On its way: the giver cannot use it any more, the taker cannot use it yet.
        case pending
        /// What was on its way has come: the transfer with this id. Less than all may have come;
        /// the rest is free again.
        case settling(Int64)
        /// What was on its way has not gone: the transfer with this id.
        case voiding(Int64)

        /// A code of list `ledger-phases`.
        var code: String {
            switch self {
            case .posted: "posted"
            case .pending: "pending"
            case .settling: "settled"
            case .voiding: "voided"
            }
        }

        var settled: Int64? {
            switch self {
            case .posted, .pending: nil
            case .settling(let id), .voiding(let id): id
            }
        }
    }

    /// The record that it follows from.
    public struct About: Sendable, Hashable {
        public let register: String
        public let record: Int64

        /// A record by its register and id.
        public init(_ register: String, _ record: Int64) {
            self.register = register
            self.record = record
        }
    }

    /// What makes it the same movement when it is asked for twice: it is booked once.
    public var key: String
    /// A code of list `ledger-events`.
    public var event: String
    public var phase: Phase
    /// Receives (借).
    public var debit: LedgerAccount
    /// Gives (贷).
    public var credit: LedgerAccount
    public var amount: Money
    /// The day on which it happened, which may be before it is booked.
    public var on: CalendarDate
    public var about: About?
    /// The transfer that it takes back.
    public var reverses: Int64?
    public var docNo: String?
    public var note: String?

    /// - Parameters:
    ///   - key: the same for the same movement, however often it is asked for.
    ///   - event: a code of list `ledger-events`.
    ///   - amount: above 0.
    ///   - on: the day on which it happened.
    public init(
        _ key: String, _ event: String, from credit: LedgerAccount, to debit: LedgerAccount,
        _ amount: Money, on day: CalendarDate, phase: Phase = .posted, about: About? = nil,
        docNo: String? = nil, note: String? = nil
    ) {
        self.key = key
        self.event = event
        self.phase = phase
        self.debit = debit
        self.credit = credit
        self.amount = amount
        on = day
        self.about = about
        self.docNo = docNo
        self.note = note
    }
}
