import TestSupport
import Testing
import Values

@Suite struct FixedDecimalTests {
    @Test(arguments: [
        ("105.00", "105.00", "105", "105.00"),
        ("2.20", "2.20", "2.2", "2.20"),
        ("0.00", "0.00", "0", "0.00"),
        ("1,234.50", "1234.50", "1234.5", "1,234.50"),
        ("１，２３４．５０", "1234.50", "1234.5", "1,234.50"),
        ("−0.05", "-0.05", "-0.05", "-0.05"),
        ("－12345678", "-12345678", "-12345678", "-12,345,678"),
        ("+7", "7", "7", "7"),
        ("\u{3000}100 ", "100", "100", "100"),
    ])
    func aNumberIsReadAndWritten(
        text: String, plain: String, trimmed: String, grouped: String
    ) throws {
        let number = try FixedDecimal.parse(text)
        #expect(number.description == plain)
        #expect(number.trimmed == trimmed)
        #expect(number.grouped == grouped)
    }

    @Test(
        arguments: [
            ("", nil), ("  ", nil), ("-", nil), ("12,34", 5), ("1234,567", 5), ("1,2345.6", 7),
            ("1.234,5", 6), (".5", 1), ("5.", 2), ("1.2.3", 4), ("1O5", 2), ("  12x", 5),
            ("1 234", 2), ("1e5", 2), ("٣", 1), ("--1", 2), (",123", 1),
            ("999999999999999999999999999999999999999", 39),
            ("0.000000000000000000000000000000000000001", 41),
        ] as [(String, Int?)])
    func aSlipInANumberIsRefusedAtItsPlace(text: String, position: Int?) {
        let problem = #expect(throws: ValueProblem.self) { try FixedDecimal.parse(text) }
        #expect(problem?.position == position)
        #expect(problem?.found == text)
    }

    @Test(arguments: [
        ("0.005", 2, "0.01"), ("0.0049", 2, "0.00"), ("-0.005", 2, "-0.01"),
        ("-0.0049", 2, "0.00"), ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("9.995", 2, "10.00"),
        ("1.5", 3, "1.500"), ("1.5", -4, "2"),
    ])
    func tiesMoveAwayFromZero(text: String, decimals: Int, expected: String) throws {
        #expect(try FixedDecimal.parse(text).rescaled(to: decimals).description == expected)
    }

    @Test func extremesAreRescaledWithoutLoss() {
        let least = FixedDecimal(unscaled: .min, scale: 0)
        #expect(least.rescaled(to: 2) == least)
        let small = FixedDecimal(unscaled: .min, scale: 38)
        #expect(small.rescaled(to: 0).description == "-2")
        #expect(small.fraction < FixedDecimal(unscaled: -1, scale: 0).fraction)
    }

    @Test func numbersCompareAndHashByValue() {
        let short = FixedDecimal(unscaled: 105, scale: 0)
        let long = FixedDecimal(unscaled: 10_500, scale: 2)
        #expect(short == long)
        #expect(Set([short, long]).count == 1)
        #expect(FixedDecimal(unscaled: 1, scale: 38) < FixedDecimal(unscaled: .max, scale: 0))
        #expect(FixedDecimal(unscaled: .min, scale: 0) < FixedDecimal(unscaled: -1, scale: 38))
        #expect(!(short < long))
    }

    @Test func writtenNumbersReadBackTheSame() throws {
        var random = SeededGenerator(seed: 20_250_301)
        for _ in 0..<2_000 {
            let unscaled = Int128(Int64.random(in: .min ... .max, using: &random))
            let scale = Int.random(in: 0...20, using: &random)
            let number = FixedDecimal(unscaled: unscaled, scale: scale)
            for text in [number.description, number.trimmed, number.grouped] {
                #expect(try FixedDecimal.parse(text) == number)
            }
            #expect(try FixedDecimal.parse(number.description).scale == number.scale)
            #expect(number.fraction.rounded(number.scale) == number)
            let decimals = Int.random(in: 0...20, using: &random)
            #expect(number.rescaled(to: decimals) == number.fraction.rounded(decimals))
        }
    }
}
