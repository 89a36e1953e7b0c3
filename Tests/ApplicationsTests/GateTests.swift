import Registers
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Applications

/// What every application is checked against, and what a person makes of it.
@Suite struct GateTests {
    @Test func anOrdinaryApplicationIsClean() async throws {
        let office = try await GateOffice()
        let leader = try await office.person("张三")
        let id = try await office.application("A1", "缓蚀剂长效释放机理", leader: leader)
        let run = try await office.run([id])
        #expect(run.fresh == 0)
        #expect(try office.findings(id).isEmpty)
    }

    @Test func aSecondApplicationOfALeaderInTheYearIsFoundOverAllProgrammes() async throws {
        let office = try await GateOffice()
        let leader = try await office.person("张三")
        let other = try await office.make(
            "call",
            [
                "call_no": .text("ZDYF-2026-1"), "programme": .text("key-rd"),
                "title": .text("重点研发"), "year": .integer(2026),
            ], state: "live")
        let first = try await office.application(
            "B1", "页岩气井壁稳定", leader: leader, call: other)
        let id = try await office.application("A1", "缓蚀剂长效释放机理", leader: leader)
        try await office.run([id])
        let finding = try #require(try office.findings(id).first)
        #expect(finding["rule"].text == "leader-limit" && finding["verdict"].text == "block")
        #expect(finding["sentence"].text?.contains("共 2 项，超过上限 1 项") == true)
        #expect(finding["ground"].text?.contains("待核") == true)
        #expect(finding.rows["evidence"]?.first?["record_no"] == .integer(first))
        // The other one was within the limit when it came; asked again it is not.
        try await office.run([first])
        #expect(try office.rules(first) == ["leader-limit"])
    }

    @Test func aChallengeAsksForNoLimit() async throws {
        let office = try await GateOffice(programme: "challenge")
        let leader = try await office.person("张三", ["title": .text("none")])
        let kind: [String: Scalar] = ["kind": .text("challenge")]
        _ = try await office.application("A1", "低温焊接裂纹控制", leader: leader, kind)
        let id = try await office.application("A2", "高盐废水零排放", leader: leader, kind)
        try await office.run([id])
        // What is left is a hint that the leader has another one this year.
        #expect(try office.rules(id) == ["repeat"])
        #expect(try office.findings(id).first?["verdict"] == .text("warn"))
    }

    @Test func membersCountTheirPartsAndUnknownOnesAreTold() async throws {
        let office = try await GateOffice()
        let member = try await office.person("李四")
        for index in 1...3 {
            let leader = try await office.person("负责人\(index)")
            _ = try await office.application(
                "B\(index)", "另一课题第\(index)号方向", leader: leader, name: "负责人\(index)",
                members: [["person": .integer(member), "name": .text("李四")]])
        }
        let leader = try await office.person("张三")
        let id = try await office.application(
            "A1", "缓蚀剂长效释放机理", leader: leader,
            members: [
                ["person": .integer(member), "name": .text("李四")], ["name": .text("王五")],
            ])
        try await office.run([id])
        let found = try office.findings(id)
        #expect(found.map { $0["rule"].text } == ["participation-limit", "participation-limit"])
        #expect(found[0]["about"].text == "成员李四" && found[0].rows["evidence"]?.count == 3)
        #expect(found[1]["verdict"].text == "warn")
        #expect(found[1]["sentence"].text?.contains("王五") == true)
    }

    @Test func theSameTitleIsFoundHoweverItIsWritten() async throws {
        let office = try await GateOffice()
        let (one, two) = (try await office.person("张三"), try await office.person("李四"))
        _ = try await office.application("A1", "高含硫管道缓蚀剂研究", leader: one)
        let own = try await office.application(
            "A2", "关于“高含硫管道缓蚀剂”的研究与应用", leader: two, name: "李四")
        try await office.run([own])
        #expect(try office.rules(own) == ["repeat"])
        #expect(try office.findings(own).first?["verdict"] == .text("block"))
        // What the province has granted already, to another unit.
        _ = try await office.make(
            "provincial-project",
            [
                "project_no": .text("2025JJ1"), "name": .text("水稻抗倒伏基因"),
                "level": .text("province"), "year": .integer(2025),
                "organisation": .integer(office.company), "county": .text("430621"),
            ])
        let three = try await office.person("王五")
        let third = try await office.application("A3", "水稻抗倒伏基因", leader: three, name: "王五")
        try await office.run([third])
        #expect(try office.findings(third).map { $0["verdict"] } == [.text("warn")])
        // What was refused in another year may come again.
        let old = try await office.make(
            "call",
            [
                "call_no": .text("ZRJJ-2025-1"), "programme": .text("natural-science-fund"),
                "title": .text("去年"), "year": .integer(2025),
            ], state: "decided")
        _ = try await office.application(
            "C1", "湖泊底泥重金属迁移", leader: three, state: "not-funded", call: old)
        let four = try await office.person("赵六")
        let fresh = try await office.application("A4", "湖泊底泥重金属迁移", leader: four)
        try await office.run([fresh])
        #expect(try office.findings(fresh).isEmpty)
    }

    @Test func dishonestyBarsLeaderMemberUnitAndRecommenderWhileItLasts() async throws {
        let office = try await GateOffice()
        let leader = try await office.person("张三", ["dishonest_until": .text("2026-04-02")])
        let member = try await office.person("李四")
        _ = try await office.make(
            "integrity-case",
            [
                "case_no": .text("CX-2026-1"), "source": .text("report"),
                "received_on": .text("2025-01-06"), "subject_kind": .text("personnel"),
                "person": .integer(member), "starts_on": .text("2025-06-01"),
                "ends_on": .text("2028-05-31"), "bars": .integer(1),
            ], state: "in-effect")
        let id = try await office.application(
            "A1", "缓蚀剂长效释放机理", leader: leader,
            members: [["person": .integer(member), "name": .text("李四")]])
        try await office.run([id])
        #expect(try office.rules(id) == ["dishonest", "dishonest"])
        let ofMember = try office.findings(id)[1]
        #expect(ofMember["sentence"].text == "成员李四在科研失信惩戒期内，至 2028-05-31")
        // The day after its last the leader's term is over; the finding is gone by itself.
        office.clock.set("2026-04-03T01:00:00Z")
        let run = try await office.run([id])
        #expect(run.resolved == 1 && run.kept == 1)
        #expect(try office.rules(id) == ["dishonest"])
    }

    @Test func abnormalListsHoldUntilTheUnitIsTakenOff() async throws {
        let office = try await GateOffice()
        let leader = try await office.person("张三", of: office.company)
        let listing = try await office.make(
            "abnormal-listing",
            [
                "organisation": .integer(office.company), "list": .text("operation"),
                "from": .text("2025-07-03"), "source_name": .text("公示系统"),
            ])
        let id = try await office.application(
            "A1", "缓蚀剂长效释放机理", leader: leader, of: office.company)
        try await office.run([id])
        #expect(try office.rules(id) == ["abnormal"])
        let off = try office.record("abnormal-listing", listing)
        _ = try await office.registry.database.write(GateOffice.act) { [office] writer in
            try office.registry.change(
                "abnormal-listing", off.id, to: Draft(["until": .text("2026-04-02")]),
                version: nil, writer)
        }
        try await office.run([id])
        #expect(try office.rules(id) == [])
        #expect(try office.findings(id).map(\.state) == ["resolved"])
    }

    @Test func ageTitleAndUnitAreAskedAsTheProgrammeDeclares() async throws {
        let office = try await GateOffice()
        let old = try await office.person(
            "张三", ["birth": .text("1980-01"), "title": .text("junior")])
        let id = try await office.application(
            "A1", "缓蚀剂长效释放机理", leader: old, ["kind": .text("young")])
        try await office.run([id])
        #expect(try office.rules(id) == ["leader-age", "leader-title"])
        let age = try #require(try office.findings(id).first?["sentence"].text)
        #expect(age.contains("46周岁，超过上限 35 周岁"))
        #expect(!age.contains("1980"), "birth is personal, only the age is told")
        let woman = try await office.person("李四", ["sex": .text("2"), "birth": .text("1987-05")])
        let fine = try await office.application(
            "A2", "页岩气井壁稳定", leader: woman, name: "李四", ["kind": .text("young")])
        try await office.run([fine])
        #expect(try office.rules(fine) == [])
        let bank = try await office.make(
            "organisation", ["name": .text("示例银行"), "kind": .text("bank")])
        let banker = try await office.person("王五", of: bank)
        let foreign = try await office.application(
            "A3", "数字普惠金融", leader: banker, name: "王五", of: bank)
        try await office.run([foreign])
        #expect(try office.rules(foreign) == ["region", "region"])
    }

    @Test func playDataIsNeitherCountedNorFound() async throws {
        let office = try await GateOffice()
        let leader = try await office.person("张三")
        let play: [String: Scalar] = ["rehearsal": .integer(1)]
        _ = try await office.application("Y1", "缓蚀剂长效释放机理", leader: leader, play)
        let id = try await office.application("A1", "缓蚀剂长效释放机理", leader: leader)
        try await office.run([id])
        #expect(try office.findings(id).isEmpty)
    }
}
