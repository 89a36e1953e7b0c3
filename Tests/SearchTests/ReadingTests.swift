import Catalogue
import Foundation
import Testing

@testable import Search

@Suite struct ReadingTests {
    private let readings = Readings([
        "长沙": ["cháng", "shā"], "长三角": ["cháng", "sān", "jiǎo"], "重庆": ["chóng", "qìng"],
    ])

    private func sound(_ text: String) -> Sound { Sound(TextUnit.units(of: text), readings) }

    @Test func charactersHaveTheirReadingAndWordsTheirs() {
        #expect(sound("岳阳市林海化工").initials == "yyslhhg")
        #expect(sound("长沙").syllables == ["chang", "sha"])
        #expect(sound("长大").syllables.first == "zhang")
        #expect(sound("长三角").syllables == ["chang", "san", "jiao"])
        #expect(sound("女绿").syllables == ["nv", "lv"])
        #expect(sound("ABC新材料2025").initials == "abcxcl2025")
    }

    @Test func namesAreInTheOrderOfTheirPinyinAndTones() {
        let names = ["重庆", "岳阳", "安徽", "长沙", "湘阴", "安居", "2025年", "abc", "马", "妈", "麻"]
        let sorted = names.sorted { sound($0).order < sound($1).order }
        #expect(
            sorted == [
                "2025年", "abc", "安徽", "安居", "长沙", "重庆", "妈", "麻", "马", "湘阴", "岳阳",
            ])
    }

    @Test func lettersAreCutIntoSyllablesInEveryWay() {
        #expect(Syllables.cuts("linhai") == [["lin", "hai"]])
        #expect(Set(Syllables.cuts("xian")) == [["xian"], ["xi", "an"]])
        #expect(Syllables.cuts("gr2025") == [])
        #expect(Syllables.cuts("bcdfg") == [])
        #expect(Syllables.cuts(String(repeating: "xian", count: 15)).count <= 6)
    }

    @Test func declaredReadingsDifferFromThoseOfTheCharactersAlone() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        let catalogue = try Catalogue.load([root + "/cities/yueyang"])
        #expect(!catalogue.readings.isEmpty)
        for (word, syllables) in catalogue.readings {
            let alone = word.unicodeScalars.map { Readings.single($0) }
            #expect(alone != syllables.map(Readings.syllable), "\(word) 不必声明")
        }
    }

    @Test func aHanCharacterIsATokenWithTheOneBehindIt() {
        let units = TextUnit.units(of: "岳阳市GR2025-01（林）海，化工")
        #expect(
            Token.words(units) == ["岳阳", "阳市", "市", "gr2025", "01", "林海", "海", "化工", "工"])
        var seen: Set<String> = []
        #expect(
            Token.heads(units, into: &seen).prefix(7)
                == ["^岳", "^阳", "^市", "^gr2", "^gr20", "^gr202", "^林"])
    }
}
