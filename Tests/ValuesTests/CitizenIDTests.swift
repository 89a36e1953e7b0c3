import Testing
import Values

/// The numbers use 430600, which was never issued to persons, and births before 1900.
@Suite struct CitizenIDTests {
    @Test(arguments: [
        ("430600189001010011", "1890-01-01", true), ("430600189602290071", "1896-02-29", true),
        ("43060018900307019X", "1890-03-07", true), ("430600189912311237", "1899-12-31", true),
        ("430600188006150107", "1880-06-15", false),
    ])
    func aNumberTellsBirthAndSex(text: String, birth: String, isMale: Bool) throws {
        let id = try CitizenID.parse(text)
        #expect(id.text == text)
        #expect(id.birth.iso == birth)
        #expect(id.isMale == isMale)
    }

    @Test(
        arguments: [
            ("430600190002290113", 7, "日历上没有这一天"), ("430600189001010012", 18, "校验码"),
            ("43060018900307019x", 18, "大写"), ("430600890101001", nil, "15位旧号已停用"),
            ("430600189013010018", 7, "日历上没有这一天"), ("4306001890010100111", nil, "应为18位"),
            ("430600 189001010011", 7, "空格"), ("43060018900101OO11", 15, "只用数字"),
            ("990600189001010011", 18, "校验码"), ("170600189001010011", 1, "省级代码"),
            ("", nil, "不能为空"),
        ] as [(String, Int?, String)])
    func aWrongNumberIsRefusedWithItsRule(text: String, position: Int?, rule: String) {
        let problem = #expect(throws: ValueProblem.self) { try CitizenID.parse(text) }
        #expect(problem?.position == position)
        #expect(problem?.rule.contains(rule) == true)
    }

    @Test func aBirthAfterTodayIsRefused() throws {
        let eve = try #require(CalendarDate(iso: "1889-12-31"))
        let problem = #expect(throws: ValueProblem.self) {
            try CitizenID.parse("430600189001010011", today: eve)
        }
        #expect(problem?.rule.contains("晚于今天") == true)
        #expect(throws: Never.self) {
            try CitizenID.parse("430600189001010011", today: eve.adding(days: 1))
        }
    }

    @Test func exchangedNeighboursAreRecognised() {
        let problem = #expect(throws: ValueProblem.self) {
            try CitizenID.parse("430600188006150170")
        }
        #expect(problem?.suggestion?.contains("第17、18位") == true)
    }

    @Test func neitherTheNumberNorItsProblemShowsItInFull() throws {
        #expect("\(try CitizenID.parse("430600189001010011"))" == "43*************011")
        let problem = #expect(throws: ValueProblem.self) {
            try CitizenID.parse("430600189001010012")
        }
        #expect(problem?.found == "43*************012")
        #expect(problem?.description.contains("18900101") == false)
    }
}
