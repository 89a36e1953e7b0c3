import Values

/// One check of final accounts: it agrees, it does not, or it cannot be told because a source
/// states no value.
public struct FinalAccountsCheck: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case linesPublic05 = "lines-public05"
        case linesReport = "lines-report"
        case basicPublic06 = "basic-public06"
        case threePublic = "three-public"
        case peopleAndRunning = "personnel-running"
        case oneRate = "one-rate"
        case payments

        /// What must be the same, in the finance officer's words.
        public var title: String {
            switch self {
            case .linesPublic05: "预算明细决算数之和＝公开05表"
            case .linesReport: "预算明细决算数＝自评报告支出情况"
            case .basicPublic06: "基本支出＝公开06表"
            case .threePublic: "“三公”经费＝“三公”表"
            case .peopleAndRunning: "人员经费＋公用经费＝基本支出"
            case .oneRate: "各处的预算执行率一致"
            case .payments: "决算数与账面支付的差额都有原因"
            }
        }
    }

    /// Two amounts of the same thing that are not the same.
    public struct Difference: Sendable, Hashable, CustomStringConvertible {
        /// What it is the amount of: 2060101 行政运行，基本支出.
        public let what: String
        /// What the lines say, and what the other source says; nil where it says nothing.
        public let own: String?
        public let other: String?
        public let difference: String
        /// The budget line that it is about, or the record of register `final-account`.
        public let line: Int64?
        public let row: Int64?

        public var description: String {
            "\(what)：明细 \(own ?? "没有")，对方 \(other ?? "没有")，差 \(difference)"
        }

        init(
            _ what: String, own: Money?, other: Money?, line: Int64? = nil, row: Int64? = nil
        ) {
            self.what = what
            self.own = own?.yuan
            self.other = other?.yuan
            difference = Money(fen: (own?.fen ?? 0) &- (other?.fen ?? 0)).yuan
            self.line = line
            self.row = row
        }

        init(_ what: String, own: FixedDecimal, other: FixedDecimal, row: Int64) {
            self.what = what
            self.own = "\(own)%"
            self.other = "\(other)%"
            let points = own.fraction.subtracting(other.fraction)?.rounded(2)
            difference = "\(points.map { "\($0)" } ?? "—") 个百分点"
            line = nil
            self.row = row
        }
    }

    public enum Outcome: Sendable, Hashable {
        case green(String)
        case red([Difference])
        /// Why nothing can be said.
        case untestable(String)
    }

    public let kind: Kind
    public let outcome: Outcome

    public var isRed: Bool { if case .red = outcome { true } else { false } }

    init(_ kind: Kind, _ outcome: Outcome) {
        self.kind = kind
        self.outcome = outcome
    }

    /// Red where there are differences, else green with these words.
    init(_ kind: Kind, _ differences: [Difference], _ words: String) {
        self.init(kind, differences.isEmpty ? .green(words) : .red(differences))
    }
}
