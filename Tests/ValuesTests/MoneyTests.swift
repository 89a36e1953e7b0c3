import TestSupport
import Testing
import Values

@Suite struct MoneyTests {
    @Test(arguments: [
        ("0.34万元", 340_000), ("6.45万", 6_450_000), ("1,234.56", 123_456),
        ("６００．９９亿元", 6_009_900_000_000), ("105", 10_500), ("￥105", 10_500),
        ("¥ 1,234.56元", 123_456), ("-￥5", -500), ("￥−5", -500), ("0.000001万元", 1),
        ("0.0000000001亿", 1), ("1.2300", 123), ("282,796.90", 28_279_690),
        (" 6.3 亿元 ", 63_000_000_000), ("92233720368547758.07", Int64.max),
        ("-92233720368547758.08", Int64.min),
    ])
    func anAmountIsReadExactly(text: String, fen: Int64) throws {
        #expect(try Money.parse(text).fen == fen)
    }

    @Test func aUnitInTheTextOverridesTheUnitOfTheColumn() throws {
        #expect(try Money.parse("960.47", unit: .wan).fen == 960_470_000)
        #expect(try Money.parse("960.47元", unit: .wan).fen == 96_047)
    }

    @Test(arguments: [
        ("0.345", 5), ("105.001元", 7), ("1,234.5678", 9), ("0.1234567万元", 9),
        ("￥0.005", 6), ("  0.015", 7),
    ])
    func aMoneyTextWithMoreThanFenIsRefused(text: String, position: Int) {
        let problem = #expect(throws: ValueProblem.self) { try Money.parse(text) }
        #expect(problem?.position == position)
        #expect(problem?.rule.contains("精确到分") == true)
    }

    @Test(
        arguments: [
            ("", nil), ("元", nil), ("万元", nil), ("￥", nil), ("3百万", 2), ("约105万元", 1),
            ("3万亿元", 2), ("6.45万美元", 5), ("$5", 1), ("105%", 4), ("-￥-5", 3),
        ] as [(String, Int?)])
    func aTextThatIsNoAmountIsRefusedAtItsPlace(text: String, position: Int?) {
        let problem = #expect(throws: ValueProblem.self) { try Money.parse(text) }
        #expect(problem?.position == position)
    }

    @Test(arguments: [
        "92233720368547758.08", "-92233720368547758.09", "1000000000亿元",
        "99999999999999999999999999999999999999亿元",
    ])
    func anAmountBeyond64BitsOfFenIsRefused(text: String) {
        let problem = #expect(throws: ValueProblem.self) { try Money.parse(text) }
        #expect(problem?.rule.contains("不超过") == true)
    }

    @Test func sumsAndDifferencesAreChecked() {
        let most = Money(fen: .max)
        #expect(most.adding(Money(fen: 1)) == nil)
        #expect(Money(fen: .min).subtracting(Money(fen: 1)) == nil)
        #expect(Money(fen: 5).adding(Money(fen: 6)) == Money(fen: 11))
        #expect(Money(fen: 5).subtracting(Money(fen: 6)) == Money(fen: -1))
        #expect(Money.zero < most)
    }

    @Test func theBasicExpenditureOfTheReportSumsTo1200_53() throws {
        let lines = ["960.47", "89.77", "47.48", "50.68", "5.06", "0.34", "46.73"]
        let total = try lines.reduce(Money.zero as Money?) {
            $0?.adding(try Money.parse($1, unit: .wan))
        }
        #expect(total?.text(in: .wan) == "1200.53")
    }

    @Test(
        arguments: [
            (1_050_000_00, .wan, nil, false, "105"), (1_050_000_00, .wan, 2, false, "105.00"),
            (340_000, .wan, nil, false, "0.34"), (123_456, .yuan, nil, true, "1,234.56"),
            (5_000, .wan, 2, false, "0.01"), (4_999, .wan, 2, false, "0.00"),
            (-5_000, .wan, 2, false, "-0.01"), (1, .yi, nil, false, "0.0000000001"),
            (0, .yi, 2, true, "0.00"), (Int64.min, .yuan, nil, false, "-92233720368547758.08"),
        ] as [(Int64, MoneyUnit, Int?, Bool, String)])
    func anAmountIsWrittenInAUnit(
        fen: Int64, unit: MoneyUnit, decimals: Int?, grouped: Bool, expected: String
    ) {
        #expect(Money(fen: fen).text(in: unit, decimals: decimals, grouped: grouped) == expected)
    }

    @Test func writtenAmountsReadBackTheSame() throws {
        var random = SeededGenerator(seed: 9_704)
        for _ in 0..<2_000 {
            let shift = Int64.random(in: 0..<63, using: &random)
            let money = Money(fen: Int64.random(in: .min ... .max, using: &random) >> shift)
            for unit in MoneyUnit.allCases {
                let text = money.text(in: unit, grouped: Bool.random(using: &random))
                #expect(try Money.parse(text, unit: unit) == money)
                #expect(try Money.parse("￥" + text + unit.rawValue) == money)
            }
        }
    }
}
