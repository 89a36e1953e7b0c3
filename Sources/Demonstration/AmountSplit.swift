/// Parts of an amount that add up to it exactly.
enum AmountSplit {
    /// How unequal the parts are.
    enum Shape: Sendable {
        /// Within a factor of two or so, as loans under a limit are.
        case even
        /// Many small and few large, as contracts are.
        case skewed
    }

    /// Splits `total` fen into `count` parts, each a multiple of `step` fen but for the last, which
    /// takes what is left over.
    static func split(
        _ total: Int64, into count: Int, step: Int64, _ shape: Shape, _ random: inout SplitMix64
    ) -> [Int64] {
        guard count > 0 else { return [] }
        let weights = (0..<count).map { _ in weight(shape, &random) }
        let whole = Int128(weights.reduce(0, +))
        var parts = weights.map { weight in
            Int64(Int128(total) * Int128(weight) / whole) / step * step
        }
        parts[count - 1] += total - parts.reduce(0, +)
        return parts
    }

    private static func weight(_ shape: Shape, _ random: inout SplitMix64) -> Int64 {
        switch shape {
        case .even: return Int64(random.number(600...1_400))
        case .skewed:
            let base = Int64(random.number(80...1_000))
            let cubed = base * base * base / 10_000
            return random.chance(3) ? cubed * 12 : cubed
        }
    }
}
