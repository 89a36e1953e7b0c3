import Catalogue
import Registers
public import Values

/// The budget of an application, summed and held against its caps; pure.
public struct BudgetCheck: Sendable, Hashable {
    /// Sums by source (`fiscal`, `co-funding`, `own`) in fen.
    public let bySource: [String: Int64]
    /// Sums by category in fen.
    public let byCategory: [String: Int64]
    /// Indirect costs of the city's money, and what they are capped from: direct costs less
    /// equipment.
    public let indirect: Int64
    public let base: Int64
    /// The most that indirect costs may be, and how it comes about; nil where nothing caps them.
    public let cap: Int64?
    public let capWords: String?

    /// - Parameters:
    ///   - rows: rows of field `budget`.
    ///   - rates: caps in % of the base up to 500 万元, up to 1,000 万元, and above.
    public init(_ rows: [[String: Scalar]], rates: [CallTerms.Rule]?) {
        var bySource: [String: Int64] = [:]
        var byCategory: [String: Int64] = [:]
        var (indirect, base): (Int64, Int64) = (0, 0)
        for row in rows {
            let amount = row["amount"]?.integer ?? 0
            let category = row["category"]?.text ?? ""
            let source = row["source"]?.text ?? "fiscal"
            bySource[source] = Self.sum(bySource[source] ?? 0, amount)
            byCategory[category] = Self.sum(byCategory[category] ?? 0, amount)
            guard source == "fiscal" else { continue }
            if category == "indirect" {
                indirect = Self.sum(indirect, amount)
            } else if category != "equipment" {
                base = Self.sum(base, amount)
            }
        }
        (self.bySource, self.byCategory) = (bySource, byCategory)
        (self.indirect, self.base) = (indirect, base)
        let numbers = (rates ?? []).compactMap { $0.number.map(Int64.init) }
        guard numbers.count == 3, let rates else {
            (cap, capWords) = (nil, nil)
            return
        }
        cap = Self.cap(base, numbers)
        let source = rates[0].source
        capWords =
            "直接费用扣除设备费后，500万元以下部分 \(numbers[0])%、500万至1000万元部分 \(numbers[1])%、"
            + "超过1000万元部分 \(numbers[2])%（自\(rates[0].from)起；依据：\(source)）"
    }

    public var fiscal: Money { Money(fen: bySource["fiscal"] ?? 0) }

    /// Each part of the base at its own rate, in whole fen.
    static func cap(_ base: Int64, _ rates: [Int64]) -> Int64 {
        let (first, second): (Int64, Int64) = (500_000_000, 1_000_000_000)
        let parts = [min(base, first), max(0, min(base, second) - first), max(0, base - second)]
        return zip(parts, rates).map { Int64(Int128($0) * Int128($1) / 100) }.reduce(0, +)
    }

    private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, over) = left.addingReportingOverflow(right)
        return over ? .max : sum
    }
}
