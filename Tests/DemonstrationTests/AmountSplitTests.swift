import Testing

@testable import Demonstration

struct AmountSplitTests {
    @Test(arguments: [AmountSplit.Shape.even, .skewed], [1, 2, 7, 742, 1_186])
    func partsAddUpToTheFen(shape: AmountSplit.Shape, count: Int) {
        for seed in 0..<50 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let total = 1_000_000_000_007 + Int64(random.below(1_000_000_000))
            let parts = AmountSplit.split(total, into: count, step: 10_000, shape, &random)
            #expect(parts.count == count)
            #expect(parts.reduce(0, +) == total)
            #expect(parts.allSatisfy { $0 > 0 })
        }
    }

    @Test func allButTheLastAreWholeSteps() {
        var random = SplitMix64(seed: 9)
        let parts = AmountSplit.split(987_654_321_987, into: 100, step: 100_000, .skewed, &random)
        #expect(parts.dropLast().allSatisfy { $0 % 100_000 == 0 })
    }

    @Test func contractsAreManySmallAndFewLarge() {
        var random = SplitMix64(seed: 4)
        let parts = AmountSplit.split(
            6_009_900_000_000, into: 1_186, step: 10_000, .skewed, &random
        )
        .sorted()
        let largest = parts.suffix(118).reduce(0, +)
        #expect(largest * 10 > 6_009_900_000_000 * 3)
    }

    @Test func nothingIsSplitIntoNothing() {
        var random = SplitMix64(seed: 1)
        #expect(AmountSplit.split(100, into: 0, step: 1, .even, &random).isEmpty)
    }
}
