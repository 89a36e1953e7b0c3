import TestSupport
import Testing
import Values

@Suite struct MoneyCapitalsTests {
    /// The examples of 《正确填写票据和结算凭证的基本规定》 themselves, in the form it names first.
    @Test(arguments: [
        (140_950, "壹仟肆佰零玖元伍角"), (600_714, "陆仟零柒元壹角肆分"),
        (168_032, "壹仟陆佰捌拾元零叁角贰分"), (10_700_053, "壹拾万柒仟元零伍角叁分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"), (32_504, "叁佰贰拾伍元零肆分"),
    ])
    func theRulesOwnExamples(fen: Int64, capitals: String) {
        #expect(Money(fen: fen).capitals == capitals)
    }

    @Test(arguments: [
        (0, "零元整"), (1, "壹分"), (5, "伍分"), (10, "壹角"), (50, "伍角"), (32, "叁角贰分"),
        (100, "壹元整"), (101, "壹元零壹分"), (110, "壹元壹角"), (1_000, "壹拾元整"),
        (1_001, "壹拾元零壹分"), (1_010, "壹拾元零壹角"), (10_000, "壹佰元整"),
        (10_100, "壹佰零壹元整"), (11_000, "壹佰壹拾元整"), (100_100, "壹仟零壹元整"),
        (101_000, "壹仟零壹拾元整"), (1_000_000, "壹万元整"), (1_000_100, "壹万零壹元整"),
        (1_100_000, "壹万壹仟元整"), (1_010_000, "壹万零壹佰元整"),
        (100_000_000, "壹佰万元整"), (100_000_100, "壹佰万零壹元整"),
        (10_000_000_000, "壹亿元整"), (10_000_000_100, "壹亿零壹元整"),
        (10_001_000_000, "壹亿零壹万元整"), (10_010_000_000, "壹亿零壹拾万元整"),
        (10_100_000_000, "壹亿零壹佰万元整"), (11_000_000_000, "壹亿壹仟万元整"),
        (10_001_000_100, "壹亿零壹万零壹元整"),
        (100_000_000_000_000, "壹万亿元整"), (6_009_900_000_000, "陆佰亿玖仟玖佰万元整"),
        (-140_950, "负壹仟肆佰零玖元伍角"),
    ])
    func noughtsAndWholeAmounts(fen: Int64, capitals: String) {
        #expect(Money(fen: fen).capitals == capitals)
    }

    @Test func theGreatestAndTheLeastAmountHaveCapitalsToo() {
        #expect(
            Money(fen: .max).capitals
                == "玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分")
        #expect(Money(fen: .min).capitals.hasPrefix("负玖亿"))
    }

    /// Read back by a reader of its own, no amount is another's capitals.
    @Test func capitalsAreReadBackToTheSameAmount() {
        var random = SeededGenerator(seed: 20)
        var fens = (0...12_000).map { Int64($0) }
        for digits in 1...17 {
            let limit = (0..<digits).reduce(Int64(1)) { power, _ in power * 10 }
            for _ in 0..<400 {
                let fen = Int64.random(in: 0..<limit, using: &random)
                // Amounts full of noughts are where 零 goes wrong.
                let steps: [Int64] = [1, 100, 10_000, 1_000_000]
                let step = steps.randomElement(using: &random) ?? 1
                fens.append(fen / step * step)
            }
        }
        for fen in fens {
            let text = Money(fen: fen).capitals
            #expect(Self.read(text) == fen, "\(text)")
            #expect(!text.contains("零零"), "\(fen)")
        }
    }

    private static func read(_ text: String) -> Int64 {
        let digits = Array("零壹贰叁肆伍陆柒捌玖")
        var (total, section, digit, fen) = (Int64(0), Int64(0), Int64(0), Int64(0))
        for character in text {
            switch character {
            case "拾", "佰", "仟":
                section += digit * (character == "拾" ? 10 : character == "佰" ? 100 : 1_000)
                digit = 0
            case "万":
                total += (section + digit) * 10_000
                (section, digit) = (0, 0)
            case "亿":
                total = (total + section + digit) * 100_000_000
                (section, digit) = (0, 0)
            case "元":
                total += section + digit
                (section, digit) = (0, 0)
            case "角": (fen, digit) = (fen + digit * 10, 0)
            case "分": (fen, digit) = (fen + digit, 0)
            case "整": break
            default: digit = Int64(digits.firstIndex(of: character) ?? 0)
            }
        }
        return total * 100 + fen
    }
}
