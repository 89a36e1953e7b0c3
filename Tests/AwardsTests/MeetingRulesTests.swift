import Testing
import Values

@testable import Awards

@Suite struct MeetingRulesTests {
    private func item(
        _ agreed: Bool = true, amount: Int64? = 100, votes: Int? = nil, people: [String] = [],
        ceiling: Int64? = nil, isOpen: Bool = true, application: Int64 = 1,
        barred: String? = nil, topic: Int64? = nil
    ) -> MeetingRules.Item {
        MeetingRules.Item(
            application: application, number: "A-\(application)", agreed: agreed,
            amount: amount.map(Money.init(fen:)), votes: votes, people: people,
            ceiling: ceiling.map(Money.init(fen:)), isOpen: isOpen, barred: barred,
            topic: topic, state: "填写中")
    }

    private func broken(
        _ items: [MeetingRules.Item], conflicts: [MeetingRules.Conflict] = [],
        total: Int64? = nil, race: MeetingRules.Race? = nil,
        people: [(String, Bool)] = [("甲", true), ("乙", true), ("丙", true)]
    ) -> String? {
        MeetingRules(
            attendees: people.map { (name: $0.0, votes: $0.1) }, conflicts: conflicts,
            items: items, total: total.map(Money.init(fen:)), race: race
        ).broken()?.what
    }

    @Test func aMeetingThatKeepsTheRulesStands() {
        #expect(broken([item(), item(false, amount: nil, application: 2)]) == nil)
    }

    @Test func whoHasAPartInItIsNotCounted() {
        let away = [MeetingRules.Conflict(name: "甲", application: 1, left: true)]
        #expect(broken([item(votes: 3)], conflicts: away)?.contains("只有 2 人") == true)
        #expect(broken([item(votes: 2)], conflicts: away) == nil)
        // On another item the same person counts.
        #expect(broken([item(votes: 3, application: 2)], conflicts: away) == nil)
    }

    @Test func whoStayedInTheRoomIsRefused() {
        let stayed = [MeetingRules.Conflict(name: "甲", application: 1, left: false)]
        #expect(broken([item()], conflicts: stayed)?.contains("没有离场") == true)
        let stranger = [MeetingRules.Conflict(name: "丁", application: 1, left: true)]
        #expect(broken([item()], conflicts: stranger)?.contains("不在参会人员") == true)
    }

    @Test func aNameOfTheProjectAtTheTableMustBeExplained() {
        #expect(broken([item(people: ["乙"])])?.contains("乙") == true)
        #expect(
            broken(
                [item(people: ["乙"])],
                conflicts: [.init(name: "乙", application: 1, left: true)]) == nil)
    }

    @Test func halfIsNotMoreThanHalf() {
        let four = [("甲", true), ("乙", true), ("丙", true), ("丁", true)]
        #expect(broken([item(votes: 2)], people: four)?.contains("没有过半") == true)
        #expect(broken([item(votes: 3)], people: four) == nil)
        #expect(
            broken([item(false, amount: nil, votes: 3)], people: four)?.contains("已经过半") == true)
    }

    @Test func whoOnlyListensDoesNotVote() {
        #expect(broken([item(votes: 2)], people: [("甲", true), ("列席", false)]) != nil)
        #expect(broken([item()], people: [("列席", false)])?.contains("没有一个") == true)
    }

    @Test func moneyStaysWithinCeilingAndCall() {
        #expect(broken([item(amount: nil)])?.contains("没有写金额") == true)
        #expect(broken([item(amount: 101, ceiling: 100)])?.contains("超过上限") == true)
        #expect(
            broken([item(), item(application: 2)], total: 199)?.contains("通知安排") == true)
        #expect(broken([item(), item(application: 1)])?.contains("两行") == true)
        #expect(broken([item(isOpen: false)])?.contains("不能议决") == true)
    }

    @Test func whatIsBarredMayOnlyBeRefused() {
        #expect(
            broken([item(barred: "需求方没有选中")])?.contains("A-1 需求方没有选中，不能同意立项") == true)
        #expect(broken([item(false, amount: nil, barred: "需求方没有选中")]) == nil)
    }

    @Test func aBidNotChosenOrNotScoredOrBelowTheLeastIsBarred() {
        let least = FixedDecimal(unscaled: 60, scale: 0)
        let score = FixedDecimal(unscaled: 8_000, scale: 2)
        let low = FixedDecimal(unscaled: 5_999, scale: 2)
        let bar = Bar(chosen: [1], isReviewed: true, least: least)
        #expect(bar.reason(1, score: score) == nil)
        #expect(bar.reason(2, score: score) == "需求方没有选中")
        #expect(bar.reason(1, score: nil) == "没有评审得分")
        #expect(bar.reason(1, score: low) == "得分 59.99，低于最低分 60")
        // Where there is neither matching nor review, nothing of it is asked.
        #expect(Bar(chosen: nil, isReviewed: false, least: nil).reason(2, score: nil) == nil)
    }

    @Test func aTopicOfARaceNeedsItsTeams() {
        func race(_ before: [Int64: Int] = [:]) -> MeetingRules.Race {
            .init(teams: 2, rule: "同题并行支持家数下限", titles: [7: "题目七"], before: before)
        }
        let one = [item(topic: 7), item(false, amount: nil, application: 2, topic: 7)]
        #expect(broken(one, race: race())?.contains("“题目七”同意立项的只有 1 家") == true)
        #expect(broken(one, race: race([7: 1])) == nil, "an earlier meeting agreed to another")
        #expect(broken([item(topic: 7), item(application: 2, topic: 7)], race: race()) == nil)
        #expect(broken([item(topic: 7), item(application: 2, topic: 8)], race: race()) != nil)
        #expect(broken(one) == nil, "no race")
    }
}
