public import Values

/// One movement that a node of the tree rests on.
public struct MoneyEntry: Sendable, Hashable {
    /// The id of the transfer in `ledger-transfer`.
    public let transfer: Int64
    /// The day of the business, in ISO.
    public let on: String
    /// A code of list `ledger-events`.
    public let event: String
    /// A code of list `ledger-phases`.
    public let phase: String
    /// Below zero where it takes away from the node.
    public let amount: Money
    public let docNo: String?
    public let note: String?
    public let about: TransferRequest.About?
}

/// Money at one place of its way from a special fund to a receipt: what came here is what is on its
/// way, what stands here, and what went on.
public struct MoneyNode: Sendable {
    /// Where it is.
    public enum Kind: String, Sendable {
        case fund, document, county, unit, expense, refund

        /// 中文.
        public var title: String {
            switch self {
            case .fund: "专项"
            case .document: "文件"
            case .county: "统计归口"
            case .unit: "单位"
            case .expense: "支出"
            case .refund: "退回"
            }
        }
    }

    public let kind: Kind
    public let title: String
    /// What came to it.
    public let amount: Money
    /// Of it on its way, and not confirmed.
    public let waiting: Money
    /// Of it still here.
    public let left: Money
    /// The movements that make it up.
    public let entries: [MoneyEntry]
    /// The record that it stands for.
    public let about: TransferRequest.About?
    public let children: [MoneyNode]

    /// What does not add up here: zero, at all times.
    public var difference: Money {
        let onward = children.reduce(Int64(0)) { $0 + $1.amount.fen }
        return Money(fen: amount.fen - waiting.fen - left.fen - onward)
    }

    /// The nodes at and below this that do not add up.
    public var disagreements: [MoneyNode] {
        (difference == .zero ? [] : [self]) + children.flatMap(\.disagreements)
    }

    /// The ways from here down to nodes of a record, each from here to there.
    public func paths(to record: TransferRequest.About) -> [[MoneyNode]] {
        if about == record { return [[self]] }
        return children.flatMap { $0.paths(to: record) }.map { [self] + $0 }
    }
}

/// A year of a special fund, from the budget to the last receipt.
public struct SpecialFundYear: Sendable {
    public let earmark: Int64
    public let code: String
    public let name: String
    public let year: Int
    /// What came into the fund: from the budget, carried over, given back; cuts below zero.
    public let inflows: [MoneyEntry]
    /// From the budget, less what was cut.
    public let appropriated: Money
    /// Given to counties and units, confirmed or on its way.
    public let issued: Money
    public let arrived: Money
    public let spent: Money
    /// Came back into the fund.
    public let returned: Money
    /// Still in the fund, what is on its way aside.
    public let left: Money
    /// Still with units and counties.
    public let held: Money
    /// What stands in the fund's account by the books, what is on its way aside.
    public let booked: Money
    public let root: MoneyNode

    /// Whether every level adds up, and to what the books say.
    public var isWhole: Bool { root.disagreements.isEmpty && left == booked }
}
