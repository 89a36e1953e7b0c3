import Testing
import Values

@Suite struct FractionTests {
    @Test func aFractionStandsInLowestTermsAboveAPositiveDenominator() throws {
        let value = try #require(Fraction(6, -4))
        #expect(value.numerator == -3)
        #expect(value.denominator == 2)
        #expect(Fraction(0, -7) == Fraction(0))
        #expect(Fraction(-6, -4) == Fraction(3, 2))
    }

    @Test func aZeroDenominatorIsRefused() {
        #expect(Fraction(1, 0) == nil)
        #expect(Fraction(1)?.divided(by: Fraction(reducing: 0)) == nil)
    }

    @Test func theFourOperationsAreExact() {
        let (third, sixth) = (Fraction(1, 3), Fraction(1, 6))
        #expect(third + sixth == Fraction(1, 2))
        #expect(sixth - third == Fraction(-1, 6))
        #expect(third * sixth == Fraction(1, 18))
        #expect((third + sixth) * Fraction(2) - Fraction(1) == Fraction(0))
        #expect(third.flatMap { a in sixth.flatMap { a.divided(by: $0) } } == Fraction(2))
    }

    @Test func leaving128BitsGivesNil() {
        let (most, least) = (Fraction(.max), Fraction(.min))
        #expect(most + Fraction(1) == nil)
        #expect(least - Fraction(1) == nil)
        #expect(most * Fraction(2) == nil)
        #expect(most * Fraction(1, .max) == Fraction(1))
        #expect(Fraction(1, .max) + Fraction(1, .max - 1) == nil)
        #expect(Fraction(.min, -1) == nil)
        #expect(Fraction(1, .min) == nil)
        #expect(Fraction(.min, .min) == Fraction(1))
        #expect(Fraction(.min, 2) == Fraction(.min / 2))
        #expect((nil as Fraction?) + Fraction(1) == nil)
    }

    @Test func comparisonNeverOverflows() throws {
        let most = try #require(Fraction(.max))
        let nearly = try #require(Fraction(.max - 1))
        let least = try #require(Fraction(.min, 3))
        #expect(nearly < most)
        #expect(least < nearly)
        let above = try #require(Fraction(.max, .max - 1))
        let below = try #require(Fraction(.max - 1, .max - 2))
        #expect(above < below)
    }

    @Test(
        arguments: [
            (1, 3, 4, "0.3333"), (2, 3, 2, "0.67"), (1, 2, 0, "1"), (-1, 2, 0, "-1"),
            (4_079 - 2_249, 2_249, 4, "0.8137"), (-1, 400, 2, "0.00"), (7, 1, 2, "7.00"),
        ] as [(Int128, Int128, Int, String)])
    func roundingIsHalfUp(n: Int128, d: Int128, decimals: Int, expected: String) {
        #expect(Fraction(n, d)?.rounded(decimals).description == expected)
    }

    @Test func roundingAnExtremeKeepsTheDecimalsThatFit() {
        #expect(Fraction(.max)?.rounded(2).unscaled == .max)
        #expect(Fraction(.min)?.rounded(2).unscaled == .min)
        #expect(Fraction(1, .max)?.rounded(38).description.hasSuffix("1") == true)
        #expect(Fraction(.max, 2)?.rounded(0).unscaled == Int128.max / 2 + 1)
    }
}

extension Fraction {
    /// A whole number, which always fits.
    fileprivate init(reducing whole: Int64) {
        self = FixedDecimal(unscaled: Int128(whole), scale: 0).fraction
    }
}
