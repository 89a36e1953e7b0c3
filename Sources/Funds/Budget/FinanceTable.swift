import Catalogue
import Registers
public import Store
public import Values

/// A table in the finance bureau's own layout, from the budget lines: to print, and for Excel.
public struct FinanceTable: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// 支出预算执行情况表.
        case execution
        case public05, public06
        case threePublic = "three-public"

        /// As the finance bureau heads it.
        public var title: String {
            switch self {
            case .execution: "支出预算执行情况表"
            case .public05: "一般公共预算财政拨款支出决算表"
            case .public06: "一般公共预算财政拨款基本支出决算明细表"
            case .threePublic: "“三公”经费支出决算表"
            }
        }

        /// Tables of final accounts are printed only where nothing is red.
        var isPublished: Bool { self != .execution }
    }

    public struct Column: Sendable {
        public let title: String
        public let isNumber: Bool

        init(_ title: String, isNumber: Bool = true) {
            self.title = title
            self.isNumber = isNumber
        }
    }

    public struct Row: Sendable {
        /// 0 for a class, 1 for what is under it, and so on.
        public let level: Int
        public let code: String
        public let title: String
        /// Amounts in 万元 with two decimals, a rate in percent.
        public let cells: [String]
        /// The budget lines that it is added up from.
        public let lines: [Int64]
    }

    public let kind: Kind
    public let year: Int
    /// The month that its payments are counted to; nil for final accounts.
    public let month: YearMonth?
    public let columns: [Column]
    public let rows: [Row]
    public let total: [String]
    /// What is printed below it: rounding, what could not be tested, numbers of receptions.
    public let notes: [String]

    /// With its year, as it is printed.
    public var title: String {
        (month.map { "截至\($0.chinese)底" } ?? "\(year)年度") + kind.title
    }
}

extension Budget {
    /// A table in the finance bureau's layout.
    /// - Throws: `BudgetRefusal.noTable`; `.red` where final accounts do not agree.
    public func financeTable(_ reader: Reader, _ name: String, year: Int) throws -> FinanceTable {
        guard let kind = FinanceTable.Kind(rawValue: name) else {
            throw BudgetRefusal.noTable(name)
        }
        let lines = try lines(reader, year: year).filter {
            $0.isOwn && $0.record["nil_return"].integer != 1
        }
        var maker = FinanceTableMaker(kind: kind, year: year, catalogue: registry.catalogue)
        if kind.isPublished {
            let found = try reconcile(reader, year: year)
            if !found.red.isEmpty { throw BudgetRefusal.red(found.red.map(\.kind.title)) }
            maker.notes += found.untestable.compactMap { check in
                if case .untestable(let why) = check.outcome {
                    "无法核对“\(check.kind.title)”：\(why)"
                } else {
                    nil
                }
            }
        }
        return maker.table(lines)
    }
}
