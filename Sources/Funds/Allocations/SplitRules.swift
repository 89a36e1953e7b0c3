public import Values

/// How a table says what each payee gets.
public enum SplitMode: String, Sendable, CaseIterable {
    /// Each row names its amount.
    case amounts
    /// The rows are ranked; who still fits into the money gets what was asked for.
    case ranked
    /// Each row names its share of the whole.
    case shares
}

/// One payee of a table, as it would be written.
public struct SplitLine: Sendable, Hashable {
    /// The line of the file.
    public let line: Int
    public let rank: Int?
    public let recipient: String
    /// The organisation's record; nil where it is not registered.
    public let organisation: Int64?
    /// A code of list `counties`.
    public let county: String?
    public let project: String?
    /// A record of `project-funding`.
    public let funding: Int64?
    /// A code of list `allocation-routes`.
    public let through: String
    /// In units of a millionth, where shares are given.
    public let share: Int64?
    public var amount: Money

    /// What makes two lines the same payee.
    var payee: String { organisation.map { "#\($0)" } ?? recipient }
}

/// The rules of splitting; pure.
public enum SplitRules {
    /// Divides an amount by weights: each gets the whole fen of its share, and what is left goes to
    /// the largest remainders, the earlier first.
    /// - Returns: amounts that sum up to `total` exactly; nil where no weight is above 0.
    public static func divide(_ total: Money, by weights: [Int64]) -> [Money]? {
        let sum = weights.reduce(Int128(0)) { $0 + Int128($1) }
        guard sum > 0, weights.allSatisfy({ $0 >= 0 }) else { return nil }
        let exact = weights.map { Int128(total.fen) * Int128($0) }
        var parts = exact.map { Int64($0 / sum) }
        let left = total.fen - parts.reduce(0, +)
        let order = exact.indices.sorted { (exact[$1] % sum, $0) < (exact[$0] % sum, $1) }
        for index in order.prefix(Int(left)) { parts[index] += 1 }
        return parts.map(Money.init(fen:))
    }

    /// Who of a ranked list still fits into the money: all down to the first whose amount does not.
    /// - Returns: those above and below the line; `tie` where rank does not tell them apart.
    public static func cut(_ lines: [SplitLine], at total: Money) -> (
        above: [SplitLine], below: [SplitLine], tie: Bool
    ) {
        let ranked = lines.enumerated().sorted {
            ($0.element.rank ?? .max, $0.offset) < ($1.element.rank ?? .max, $1.offset)
        }.map(\.element)
        var sum = Money.zero
        var count = 0
        for line in ranked {
            guard let next = sum.adding(line.amount), next <= total else { break }
            (sum, count) = (next, count + 1)
        }
        let (above, below) = (Array(ranked.prefix(count)), Array(ranked.dropFirst(count)))
        let rank = above.last?.rank
        return (above, below, rank != nil && rank == below.first?.rank)
    }

    /// The same payee for the same thing, twice.
    static func doubles(_ lines: [SplitLine]) -> [SplitProblem] {
        var seen: [String: Int] = [:]
        return lines.compactMap { line in
            let key = "\(line.payee)\u{0}\(line.project ?? "")"
            guard let first = seen[key] else {
                seen[key] = line.line
                return nil
            }
            let what = line.project.map { "的“\($0)”" } ?? ""
            return SplitProblem(
                line.line, nil, "“\(line.recipient)”\(what)已在第 \(first) 行",
                "合成一行，或写明不同的项目名称")
        }
    }

    /// Sums are exact, or told to be too large.
    static func sum(_ lines: [SplitLine]) -> Money? {
        lines.reduce(Money?.some(.zero)) { $0?.adding($1.amount) }
    }
}
