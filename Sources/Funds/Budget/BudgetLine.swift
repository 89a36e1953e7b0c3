public import Registers
import Store
public import Values

/// A budget line (record of `budget-line`) as amounts.
public struct BudgetLine: Sendable {
    public let record: Record

    static let register = "budget-line"

    /// A record of register `budget-line`.
    public init(_ record: Record) { self.record = record }

    public var id: Int64 { record.id }
    public var year: Int { Int(record["year"].integer ?? 0) }
    /// Whether the department spends it itself; what it only passes on is none of its accounts.
    public var isOwn: Bool { record["own_spend"].integer != 0 }
    /// Money that the year ends with: 全年预算数.
    public var total: Money? { money("budget_total") }
    public var paid: Money? { money("paid_total") }
    public var final: Money? { money("final") }
    public var section: String? { record["responsible_section"].text }
    public var functionCode: String? { record["function_code"].text }

    /// An amount by its field; nil where nothing is stated, which is not nought.
    public func money(_ field: String) -> Money? { record[field].integer.map(Money.init(fen:)) }

    /// What people call it: the account of function and, where it has one, the project.
    public var label: String {
        let name = record["line_name"].text ?? functionCode ?? "预算明细 #\(record.id)"
        let more = [record["project_name"].text, record["economic_class"].text]
            .compactMap { $0 }.filter { $0 != name }
        return ([name] + more).joined(separator: "·")
    }

    /// The parts that the year's budget is made of, each with its sign.
    static let parts: [(field: String, title: String, sign: Int64)] = [
        ("opening", "年初预算", 1), ("carried_in", "上年结转", 1), ("added", "追加", 1),
        ("cut", "追减", -1), ("shifted", "科目调剂", 1), ("withdrawn_funds", "收回统筹", -1),
    ]

    /// The sum of the parts; nil where none is stated, or it leaves 64 bits.
    var sumOfParts: Money? {
        let given = Self.parts.compactMap { part in
            record[part.field].integer.map { (part.sign, $0) }
        }
        if given.isEmpty { return nil }
        var sum = Money.zero
        for (sign, fen) in given {
            guard
                let next = sign > 0 ? sum.adding(Money(fen: fen)) : sum.subtracting(Money(fen: fen))
            else { return nil }
            sum = next
        }
        return sum
    }

    /// `年初预算 50万元＋追加 2万元`.
    var partsInWords: String {
        Self.parts.compactMap { part in
            record[part.field].integer.map {
                (part.sign > 0 ? "＋" : "－") + "\(part.title) \(Money(fen: $0).yuan)"
            }
        }.joined().trimmingPrefixPlus
    }

    /// What it spent by the end of each month, oldest first: `2025-06`, fen.
    var months: [(month: YearMonth, paid: Money)] {
        (record.rows["monthly"] ?? []).compactMap { row in
            guard let month = row["month"]?.text.flatMap({ YearMonth(iso: $0) }) else { return nil }
            return (month, Money(fen: row["paid"]?.integer ?? 0))
        }.sorted { $0.month < $1.month }
    }
}

extension Money {
    /// In yuan to the fen, thousands apart: `5,200.00元`.
    var yuan: String { text(in: .yuan, decimals: 2, grouped: true) + "元" }
}

extension String {
    fileprivate var trimmingPrefixPlus: String { hasPrefix("＋") ? String(dropFirst()) : self }
}
