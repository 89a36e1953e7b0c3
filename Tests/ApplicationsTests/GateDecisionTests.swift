import Registers
import Store
import TestDatabase
import Testing
import Values

@testable import Applications

/// A person decides on what the gate found, with a reason; a run again keeps what was decided.
@Suite struct GateDecisionTests {
    private func found() async throws -> (office: GateOffice, id: Int64, finding: Record) {
        let office = try await GateOffice()
        let leader = try await office.person("张三")
        _ = try await office.application("A0", "页岩气井壁稳定", leader: leader)
        let id = try await office.application("A1", "缓蚀剂长效释放机理", leader: leader)
        try await office.run([id])
        return (office, id, try #require(try office.findings(id).first))
    }

    private func standing(_ office: GateOffice, _ id: Int64) throws -> GateStanding {
        try office.registry.database.readNow {
            try office.applications.gateStandings($0, [id])[id] ?? GateStanding()
        }
    }

    @Test func aWaiverStaysUntilTheEvidenceChanges() async throws {
        let (office, id, finding) = try await found()
        #expect(try standing(office, id) == GateStanding(open: 1))
        try await office.applications.decideFinding(
            finding.id, .waive, reason: "第一份已书面撤回", by: office.officer)
        #expect(try standing(office, id).mayPass)
        let again = try await office.run([id])
        #expect(again.kept == 1 && again.fresh == 0)
        let kept = try office.record(Applications.findings, finding.id)
        #expect(kept.state == "waived" && kept["decided_by"].text == "规划甲")
        // A third application is other evidence: what was decided is asked anew.
        let leader = try #require(try office.record("application", id)["leader"].integer)
        _ = try await office.application("A2", "深海采样器", leader: leader)
        let changed = try await office.run([id])
        #expect(changed.fresh == 1)
        let open = try office.record(Applications.findings, finding.id)
        #expect(open.state == "open" && open["decided_by"].isNull)
        #expect(try standing(office, id) == GateStanding(open: 1))
    }

    @Test func whatIsUpheldStandsAgainstPassing() async throws {
        let (office, id, finding) = try await found()
        try await office.applications.decideFindings(
            [finding.id], .uphold, reason: "两份都有效", by: office.officer)
        #expect(try standing(office, id) == GateStanding(upheld: 1))
        await #expect(throws: GateRefusal.self) {
            try await office.applications.decideFinding(
                finding.id, .uphold, reason: "再来一次", by: office.second)
        }
    }

    @Test func aDecisionNeedsAReasonTheSectionAndNobodyOfTheTeam() async throws {
        let (office, _, finding) = try await found()
        func refused(_ viewer: Viewer, _ reason: String = "理由") async -> String {
            do {
                try await office.applications.decideFinding(
                    finding.id, .waive, reason: reason, by: viewer)
                return ""
            } catch { return "\(error)" }
        }
        #expect(await refused(office.officer, "").contains("写明理由"))
        #expect(await refused(office.unit).contains("市局主管科室判定"))
        var other = office.officer
        other.section = "high-tech"
        #expect(await refused(other).contains("主管"))
        let namesake = Viewer(
            name: "张三", role: office.officer.role, section: office.officer.section)
        #expect(await refused(namesake).contains("不能判定自己的申报"))
        #expect(try office.record(Applications.findings, finding.id).state == "open")
    }

    @Test func findingsAreNotWrittenByAForm() async throws {
        let (office, _, finding) = try await found()
        await #expect(throws: RecordRefusal.self) {
            try await office.registry.moveRecord(
                Applications.findings, finding.id, "waive", by: office.officer, reason: "绕过")
        }
    }

    @Test func aWholeCallIsCheckedInOneGo() async throws {
        let office = try await GateOffice()
        for index in 1...40 {
            let leader = try await office.person("负责人\(index)")
            _ = try await office.application(
                "A\(index)", "课题\(index)关于方向甲乙", leader: leader, name: "负责人\(index)")
        }
        let run = try await office.applications.runGate(ofCall: office.call, by: office.officer)
        #expect(run == GateRun(applications: 40))
        await #expect(throws: GateRefusal.self) {
            try await office.applications.runGate(ofCall: office.call, by: office.unit)
        }
    }

    @Test(arguments: [
        ("高含硫管道缓蚀剂研究", "关于“高含硫 管道缓蚀剂”的研究"), ("ＡＢＣ－１ 材料应用研究", "abc1材料"),
        ("关键技术研究", "关键技术研究！"),
    ])
    func titlesAreTheSameHoweverTheyAreWritten(_ one: String, _ other: String) {
        #expect(TitleKey.of(one) == TitleKey.of(other))
        #expect(!TitleKey.of(one).isEmpty)
    }
}
