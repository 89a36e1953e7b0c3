import Testing

@testable import Review

@Suite struct PanelConflictTests {
    private var parties: PanelConflicts.Parties {
        var parties = PanelConflicts.Parties(application: 7, number: "A-7")
        parties.organisations = [1]
        parties.units = ["示例大学", "示例研究所"]
        parties.persons = [11]
        parties.people = [
            .init(name: "张一", unit: "示例大学", part: "项目负责人"),
            .init(name: "李二", unit: "", part: "项目组成员"),
        ]
        parties.avoided = "王三（示例学院）、赵四"
        return parties
    }

    private func evidence(
        _ name: String, _ unit: String, person: Int64? = nil, organisations: Set<Int64> = []
    ) -> String? {
        PanelConflicts.conflict(
            .init(name: name, unit: unit, person: person, organisations: organisations), parties
        )?.evidence
    }

    @Test func aStrangerHasNone() {
        #expect(evidence("陌生人", "别处大学") == nil)
    }

    @Test func theSameUnitIsTold() {
        #expect(evidence("孙五", "示例大学")?.contains("申报或合作单位") == true)
        #expect(evidence("孙五", " 示例 研究所")?.contains("示例研究所") == true)
    }

    @Test func theRegisteredUnitCountsWhateverWasTyped() {
        #expect(evidence("孙五", "别名", organisations: [1]) != nil)
        #expect(evidence("孙五", "别名", organisations: [2]) == nil)
    }

    @Test func aMemberIsFoundByRecordAndByName() {
        #expect(evidence("换了名字", "别处", person: 11)?.contains("同一人") == true)
        #expect(evidence("李二", "别处大学")?.contains("项目组成员") == true)
    }

    @Test func aNamesakeOfAnotherUnitIsAnother() {
        #expect(evidence("张一", "别处大学") == nil)
    }

    private func together(
        _ people: [SharedWork.Participant], _ name: String = "孙五", _ unit: String = "外地大学",
        person: Int64? = nil
    ) -> String? {
        let member = PanelConflicts.Member(
            name: name, unit: unit, person: person, organisations: [])
        let work = SharedWork(words: "市级项目 2025T1“旧题”（2025年）", people: people)
        return PanelConflicts.conflict(member, parties, Collaborators(member, [work]))?.evidence
    }

    @Test func commonWorkWithTheLeaderOrAMemberIsTold() {
        let leader = SharedWork.Participant(name: "张一", unit: "示例大学")
        let expert = SharedWork.Participant(name: "孙 五", unit: "外地大学")
        #expect(together([leader, expert])?.contains("与项目负责人张一合作过市级项目 2025T1") == true)
        #expect(together([.init(name: "李二"), .init(name: "孙五")])?.contains("成员李二") == true)
        #expect(together([leader]) == nil, "the expert took no part")
        #expect(together([expert, .init(name: "别人")]) == nil)
    }

    @Test func namesakesDidNotWorkTogether() {
        let leader = SharedWork.Participant(name: "张一", unit: "示例大学")
        #expect(together([leader, .init(name: "孙五", unit: "别处大学")]) == nil)
        let expert = SharedWork.Participant(name: "孙五", unit: "外地大学")
        #expect(together([.init(name: "张一", unit: "别处大学"), expert]) == nil)
        // The register of persons knows better than names and units.
        let known = SharedWork.Participant(name: "孙五", unit: "外地大学", person: 21)
        #expect(together([leader, known], person: 22) == nil)
        #expect(together([leader, known], "换了名字", "换了单位", person: 21) != nil)
    }

    @Test func namesInOneFieldAreTakenApart() {
        let names = SharedWork.participants("张三、李四,王五；赵六").map(\.name)
        #expect(names == ["张三", "李四", "王五", "赵六"])
    }

    @Test func whomTheApplicantAskedNotToHave() {
        #expect(evidence("赵四", "别处大学")?.contains("申请") == true)
        #expect(evidence("王三", "别处大学")?.contains("申请") == true)
    }
}
