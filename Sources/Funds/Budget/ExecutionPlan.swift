import Registers
public import Values

/// What a file of the treasury's system says, held against the budget lines: what taking it would
/// do, exactly.
public struct ExecutionPlan: Sendable {
    /// What the file is a picture of.
    public enum Cut: Sendable, Hashable {
        /// What was spent from the year's beginning to the end of the month.
        case month(YearMonth)
        /// The final accounts of the year.
        case final(Int)

        public var year: Int {
            switch self {
            case .month(let month): month.year
            case .final(let year): year
            }
        }

        /// 2025年6月执行, 2025年决算.
        public var title: String {
            switch self {
            case .month(let month): "\(month.chinese)执行"
            case .final(let year): "\(year)年决算"
            }
        }
    }

    /// Something about a line that a person should look at; it is taken all the same.
    public enum Mark: Sendable, Hashable, CustomStringConvertible {
        /// Less than was paid by the end of an earlier month, more than by that of a later one.
        case lessThanBefore(YearMonth, less: Money)
        case moreThanAfter(YearMonth, more: Money)
        case overBudget(Money)
        /// The file's budget is not the line's.
        case otherBudget(file: Money, line: Money)
        /// Final accounts and payments differ.
        case otherThanPaid(Money)

        public var description: String {
            switch self {
            case .lessThanBefore(let month, let less): "比\(month.chinese)少 \(less.yuan)"
            case .moreThanAfter(let month, let more): "比\(month.chinese)多 \(more.yuan)"
            case .overBudget(let over): "超预算 \(over.yuan)"
            case .otherBudget(let file, let line): "文件里预算数 \(file.yuan)，明细是 \(line.yuan)"
            case .otherThanPaid(let difference): "与账面支付差 \(difference.yuan)"
            }
        }
    }

    /// One budget line that the file speaks of.
    public struct Line: Sendable {
        public let line: BudgetLine
        /// Rows of the file that it is added up from; more than one where the file is finer.
        public let rows: [Int]
        public let amount: Money
        public var pending: Money?
        public var card: Money?
        public var balance: Money?
        /// What was noted of this month, or as final account, before; nil where nothing was.
        public let before: Money?
        public let isChanged: Bool
        public let marks: [Mark]
    }

    /// A row of the file that no line answers to.
    public struct Stray: Sendable, CustomStringConvertible {
        public enum Why: Sendable, Hashable {
            case notFound
            /// Lines that it might be about.
            case several([String])
            /// The row of the file that is about the same line.
            case twice(Int)
            case otherYear(Int)
        }

        public let row: Int
        /// What it is about, in the file's words.
        public let words: String
        public let amount: Money
        public let why: Why

        public var description: String {
            let reason =
                switch why {
                case .notFound: "预算明细里没有这一条"
                case .several(let labels):
                    "对得上 \(labels.count) 条：\(labels.prefix(5).joined(separator: "、"))"
                case .twice(let other): "与第 \(other) 行是同一条"
                case .otherYear(let year): "是 \(year) 年的"
                }
            return "第 \(row) 行 \(words) \(amount.yuan)：\(reason)"
        }
    }

    public let cut: Cut
    public let lines: [Line]
    public let strays: [Stray]
    /// Lines in force that the file does not name; they stay as they are.
    public let untouched: [BudgetLine]
    /// Headings of the file that were not used.
    public let unused: [String]
    /// The sum of all rows of the file, strays among them.
    public let sum: Money

    public var changed: [Line] { lines.filter(\.isChanged) }
    public var unchanged: Int { lines.count - changed.count }
    public var marked: [Line] { lines.filter { !$0.marks.isEmpty } }
}
