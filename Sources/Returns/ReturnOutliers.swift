import Catalogue
import Values

/// A value that wants a second look, with the reason in words.
public struct ReturnOutlier: Sendable, Hashable {
    /// Whose value it is.
    public let receiver: String
    /// The column's heading.
    public let heading: String
    /// Why it is marked, with the numbers and the limit.
    public let reason: String
}

/// Marks values that changed much since last period, or that stand apart from the others'.
///
/// A mark accuses nobody: it asks for a look. The limits are dated rules.
struct ReturnOutliers {
    /// Percent that a value may change without a reason; nil where no rule holds.
    let change: Fraction?
    /// How many times the median of deviations a value may lie from the median.
    let factor: Fraction?
    /// Fewer receivers than this have no spread worth speaking of.
    let least: Int

    init(_ catalogue: Catalogue, on day: CalendarDate) {
        func rule(_ name: String) -> Fraction? {
            catalogue.rules[name]?.value(on: day)
                .flatMap { try? FixedDecimal.parse($0.value) }?.fraction
        }
        change = rule("return_change_percent")
        factor = rule("return_spread_factor")
        least = rule("return_spread_least").map { Int($0.rounded(0).unscaled) } ?? .max
    }

    /// One receiver's value of a column.
    struct Value {
        let receiver: String
        let present: Int64
        let last: Int64?
    }

    /// - Parameter text: a cell of the column in words.
    func find(_ values: [Value], _ heading: String, text: (Int64) -> String) -> [ReturnOutlier] {
        let numbers = values.map { Fraction(reducing: $0.present) }
        let spread = spread(numbers)
        return zip(values, numbers).flatMap { value, number -> [ReturnOutlier] in
            [changed(value, text), apart(number, spread, text(value.present))].compactMap { $0 }
                .map { ReturnOutlier(receiver: value.receiver, heading: heading, reason: $0) }
        }
    }

    private func changed(_ value: Value, _ text: (Int64) -> String) -> String? {
        guard let change, let last = value.last, last != value.present else { return nil }
        let (from, to) = (text(last), text(value.present))
        guard let rate = ReturnChange.percent(from: last, to: value.present) else {
            return "上期为 0，本期 \(to)，请说明"
        }
        guard rate.magnitude > change else { return nil }
        let word = value.present > last ? "增加" : "减少"
        return "比上期\(word) \(rate.magnitude.rounded(1).trimmed)%（\(from) → \(to)），"
            + "超过 \(change.rounded(2).trimmed)%，请说明"
    }

    private func apart(_ number: Fraction, _ spread: Spread?, _ shown: String) -> String? {
        guard let factor, let spread, let distance = number.subtracting(spread.median)?.magnitude,
            let most = factor.multiplied(by: spread.deviation), distance > most
        else { return nil }
        let word = number > spread.median ? "高于" : "低于"
        return "\(shown) 明显\(word)各地（与中位数之差超过绝对离差中位数的 \(factor.rounded(2).trimmed) 倍），请核对"
    }

    private struct Spread {
        let median: Fraction
        /// Median of the absolute deviations; above zero.
        let deviation: Fraction
    }

    /// Where more than half of all say the same there is no spread to measure by.
    private func spread(_ numbers: [Fraction]) -> Spread? {
        guard numbers.count >= least, let median = Self.median(numbers) else { return nil }
        let distances = numbers.compactMap { $0.subtracting(median)?.magnitude }
        guard distances.count == numbers.count, let deviation = Self.median(distances),
            deviation > Fraction(whole: 0)
        else { return nil }
        return Spread(median: median, deviation: deviation)
    }

    static func median(_ numbers: [Fraction]) -> Fraction? {
        if numbers.isEmpty { return nil }
        let sorted = numbers.sorted()
        let middle = sorted.count / 2
        if sorted.count % 2 == 1 { return sorted[middle] }
        return sorted[middle - 1].adding(sorted[middle])?.divided(by: Fraction(whole: 2))
    }
}

extension Fraction {
    fileprivate init(reducing whole: Int64) {
        self = Fraction(Int128(whole)) ?? Fraction(whole: 0)
    }

    fileprivate var magnitude: Fraction {
        self < Fraction(whole: 0) ? Fraction(whole: 0).subtracting(self) ?? self : self
    }
}
