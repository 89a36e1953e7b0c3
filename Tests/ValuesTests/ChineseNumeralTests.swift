import Testing
import Values

@Suite struct ChineseNumeralTests {
    @Test(arguments: [
        (0, "零"), (7, "七"), (10, "十"), (14, "十四"), (20, "二十"), (99, "九十九"),
        (100, "一百"), (101, "一百零一"), (110, "一百一十"), (1_001, "一千零一"),
        (1_010, "一千零一十"), (2_300, "二千三百"), (9_999, "九千九百九十九"),
    ])
    func aNumberIsSpelledAsInHeadings(n: Int, text: String) {
        #expect(ChineseNumeral.text(n) == text)
    }

    @Test func everyNumeralReadsBackTheSame() {
        for n in 0...9_999 {
            #expect(ChineseNumeral.parse(ChineseNumeral.text(n)) == n)
        }
    }

    @Test(arguments: ["", "十十", "一百一", "百", "一十四", "零七", "二千三", "1", "一万", "四十零"])
    func aMisspelledNumeralIsRefused(text: String) {
        #expect(ChineseNumeral.parse(text) == nil)
    }

    @Test func theRoundZeroIsRead() {
        #expect(ChineseNumeral.parse("一百〇一") == 101)
    }

    @Test func aNumberOutsideIsGivenInArabicDigits() {
        #expect(ChineseNumeral.text(10_000) == "10000")
        #expect(ChineseNumeral.text(-1) == "-1")
    }
}
