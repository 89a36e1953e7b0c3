import Testing
import Values

@Suite struct ValueProblemTests {
    @Test func aProblemIsOneSentenceWithPlaceRuleAndAdvice() {
        let problem = ValueProblem(
            found: "1O5", position: 2, rule: "只用数字", suggestion: "改为“0”")
        #expect(problem.description == "“1O5”第2位不合规则：只用数字；改为“0”。")
        #expect(ValueProblem(found: "", rule: "不能为空").description == "“”不合规则：不能为空。")
    }

    @Test func aPastedParagraphIsCutInTheSentence() {
        let problem = ValueProblem(found: String(repeating: "长", count: 500), rule: "过长")
        #expect(problem.description.count < 60)
    }

    @Test(arguments: [
        ("　ＡＢＣ１２３（）　", "ABC123()"), ("１，２３４．５", "1,234.5"), ("。、", "。、"),
        ("\u{FEFF}x\u{200B}", "x"), ("   ", ""), ("a　b", "a b"),
    ])
    func fullWidthBecomesHalfWidthAndIsTrimmed(text: String, expected: String) {
        #expect(halfWidth(text) == expected)
    }
}
