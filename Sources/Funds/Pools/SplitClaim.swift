public import Values

/// Parts a loss among those who bear it. Pure.
public enum SplitClaim {
    /// One who bears a part.
    public struct Share: Sendable, Hashable {
        /// A code of list `loss-bearers`.
        public let bearer: String
        public let amount: Money

        public init(bearer: String, amount: Money) {
            self.bearer = bearer
            self.amount = amount
        }
    }

    /// Parts an amount by weights to the fen: whole fen first, what is left over to the largest
    /// remainders, of equal ones to the earlier. The sum is the amount.
    /// - Parameter weights: at least one above 0; none below.
    public static func split(
        _ amount: Money, by weights: [(bearer: String, weight: FixedDecimal)]
    ) -> [Share] {
        let scale = weights.map(\.weight.scale).max() ?? 0
        let whole = weights.map { $0.weight.rescaled(to: scale).unscaled }
        let total = whole.reduce(0, +)
        guard total > 0 else { return [] }
        // 64 bits of fen times a percentage of 64 bits fit in 128.
        var parts = whole.map { Int128(amount.fen) * $0 / total }
        let rests = whole.map { Int128(amount.fen) * $0 % total }
        let order = whole.indices.sorted { left, right in
            rests[left] == rests[right] ? left < right : rests[left] > rests[right]
        }
        let missing = Int(Int128(amount.fen) - parts.reduce(0, +))
        for index in order.prefix(missing) { parts[index] += 1 }
        return zip(weights, parts).map { one, part in
            Share(bearer: one.bearer, amount: Money(fen: Int64(part)))
        }
    }
}
