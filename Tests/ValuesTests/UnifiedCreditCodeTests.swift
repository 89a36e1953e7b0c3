import Testing
import Values

@Suite struct UnifiedCreditCodeTests {
    @Test(arguments: [
        "91430600MA4TE5T137", "914306210TX000014X", "12430600000000019U", "52430600MJJ0000125",
        "11430600006600007C",
    ])
    func aCodeWithTheRightCheckCharacterIsAccepted(text: String) throws {
        #expect(try UnifiedCreditCode.parse(text).text == text)
    }

    private func problem(_ text: String) -> ValueProblem? {
        #expect(throws: ValueProblem.self) { try UnifiedCreditCode.parse(text) }
    }

    @Test func aWrongCheckCharacterNamesTheExpectedOne() {
        let problem = problem("91430600MA4TE5T138")
        #expect(problem?.position == 18)
        #expect(problem?.rule.contains("“7”") == true)
    }

    @Test func aCodeOf19CharactersIsRefused() {
        #expect(problem("91430600MA4TE5T1371")?.rule == "统一社会信用代码应为18位，现为19位")
    }

    @Test func aLetterOutsideTheAlphabetComesWithTheLikelySlip() {
        let problem = problem("91430600MA4TESO137")
        #expect(problem?.position == 14)
        #expect(problem?.suggestion == "此处似应为数字“5”")
        #expect(self.problem("91430600MA4TE5O137")?.suggestion == "此处似应为数字“0”")
        #expect(self.problem("91430600MA4TE5I137")?.suggestion == "此处似应为数字“1”")
        #expect(self.problem("91430600MA4TE5Z137")?.suggestion == "此处似应为数字“2”")
        #expect(self.problem("91430600MA4TE5V137")?.suggestion == "此处似应为字母“U”")
    }

    @Test func exchangedNeighboursAreRecognised() {
        let problem = problem("91430600MA4TE5T173")
        #expect(problem?.position == 18)
        #expect(problem?.suggestion?.contains("第17、18位") == true)
    }

    @Test func lowerCaseIsRefusedAsItStandsAndAcceptedOnceNormalised() throws {
        let problem = problem("91430600ma4te5t137")
        #expect(problem?.position == 9)
        #expect(problem?.suggestion == "改写为“91430600MA4TE5T137”")
        let normal = UnifiedCreditCode.normalise("　９１430600ma4te5t137 ")
        #expect(try UnifiedCreditCode.parse(normal).text == "91430600MA4TE5T137")
    }

    @Test func blanksAndFullWidthCharactersAreRefusedWithTheTidyCode() {
        #expect(problem("91430600 MA4TE5T137")?.position == 9)
        #expect(problem("９1430600MA4TE5T137")?.suggestion == "改写为“91430600MA4TE5T137”")
        #expect(problem("")?.rule == "统一社会信用代码不能为空")
    }

    @Test func aLetterInTheRegionIsRefused() {
        #expect(problem("9143A600MA4TE5T137")?.position == 5)
    }

    @Test func theOrganisationCodeIsOnlyAWarning() throws {
        #expect(try UnifiedCreditCode.parse("91430600MA4TE5T137").organisationCodeWarning == nil)
        let deviating = try UnifiedCreditCode.parse("91430600MA4TE5T15D").organisationCodeWarning
        #expect(deviating?.contains("应为“3”") == true)
    }

    @Test func everySingleWrongCharacterIsFound() throws {
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        let code = Array("91430600MA4TE5T137")
        for index in code.indices {
            for character in alphabet where character != code[index] {
                var wrong = code
                wrong[index] = character
                #expect(throws: ValueProblem.self) { try UnifiedCreditCode.parse(String(wrong)) }
            }
        }
    }
}
