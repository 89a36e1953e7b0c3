import Applications
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Awards

/// Teams of a race (赛马) leave at its milestones, as the declared programme `race` says.
@Suite struct RaceTests {
    private static let act = Act(actor: "甲", role: "officer", event: "made", reason: "试验")

    /// A running team whose start was paid, and so many others on its topic; one more on another.
    private func race(_ others: Int) async throws -> ProjectOffice {
        let office = try await ProjectOffice(
            .race,
            budget: [("equipment", 2_000_000), ("business", 6_000_000), ("indirect", 2_000_000)])
        try await office.signAll()
        try await office.database.write(Self.act) { writer in
            func topic(_ number: String) throws -> Int64 {
                try office.registry.create(
                    Draft([
                        "topic_no": .text(number), "title": .text("题目\(number)"),
                        "programme": .text("race"), "year": .integer(2026),
                    ]), in: "guide-topic", writer
                ).id
            }
            let (own, foreign) = (try topic("FX-1"), try topic("FX-2"))
            _ = try office.registry.change(
                "project", office.project, to: Draft(["topic": .integer(own)]), version: nil, writer
            )
            for number in 0...others {
                _ = try office.registry.create(
                    Draft(
                        [
                            "project_no": .text("2026R00\(number)"), "name": .text("队伍\(number)"),
                            "programme": .text("race"), "year": .integer(2026),
                            "call": .integer(office.call),
                            "topic": .integer(number == 0 ? foreign : own),
                            "approved": .integer(100),
                        ], state: "running"), in: "project", writer)
            }
        }
        return office
    }

    private func eliminate(
        _ office: ProjectOffice, at milestone: Int, by viewer: Viewer? = nil,
        reason: String = "名次落后"
    ) async throws -> String? {
        try await office.refusal {
            _ = try await office.awards.eliminateTeam(
                office.project,
                Elimination(milestone: milestone, docNo: "岳科发〔2026〕40号", reason: reason),
                by: viewer ?? office.head)
        }
    }

    @Test func theTermsAreThoseOfTheProgramme() async throws {
        let office = try await race(1)
        let project = try office.theProject
        let terms = try #require(
            try office.database.readNow { reader in
                try office.awards.terms(reader, of: project, on: office.clock.clock.today)
            })
        #expect(terms.mode == "race" && terms.programme == "race")
        #expect(terms.rounds.map(\.keep?.number) == [2, 1])
        #expect(terms.teams?.number == 2)
        #expect(terms.round(atMilestone: 1)?.name == "first")
        #expect(terms.round(atMilestone: 5)?.name == "second")
        #expect(terms.round(atMilestone: 0) == nil)
    }

    @Test func aTeamLeavesAtAMilestoneWithSettlementAndTheOthersGoOn() async throws {
        let office = try await race(2)
        try await office.pay(1, 2_000_000)
        try await office.spend(500_000, "FP-1")
        #expect(try await eliminate(office, at: 1) == nil)
        let out = try office.theProject
        #expect(out.state == "terminated" && out["eliminated_at"].integer == 1)
        #expect(out["ended_doc"].text == "岳科发〔2026〕40号")
        #expect(try office.funding.state == "terminated")
        let (back, running) = try office.database.readNow { reader in
            (
                try reader.integer("SELECT sum(amount) FROM fund_return WHERE state = 'asked'"),
                try reader.integer("SELECT count(*) FROM project WHERE state = 'running'")
            )
        }
        #expect(back == 1_500_000 && running == 3)
        #expect(try await eliminate(office, at: 2) != nil, "it is out already")
        #expect(try office.verified() == [])
    }

    @Test func aRoundKeepsAsManyAsItsRuleSays() async throws {
        let office = try await race(1)
        let words = try await eliminate(office, at: 1)
        #expect(words?.contains("第一轮里程碑留下 2 家（待核") == true, "\(words ?? "")")
        #expect(words?.contains("只剩 1 家") == true)
        #expect(try office.theProject.state == "running")
        // The second round keeps one.
        #expect(try await eliminate(office, at: 2) == nil)
    }

    @Test func theLastTeamOfATopicStaysWhateverRunsElsewhere() async throws {
        let office = try await race(0)
        #expect(try await eliminate(office, at: 2)?.contains("没有别的队伍") == true)
    }

    @Test func onlyTheHeadEliminatesAtAMilestoneOfTheContractWithAReason() async throws {
        let office = try await race(2)
        #expect(try await eliminate(office, at: 1, by: office.officer) != nil)
        #expect(try await eliminate(office, at: 1, by: office.unit) != nil)
        #expect(try await eliminate(office, at: 1, reason: "") != nil)
        #expect(try await eliminate(office, at: 9)?.contains("没有第 9 个里程碑") == true)
        #expect(try office.theProject.state == "running")
        let other = try await ProjectOffice(
            .challenge,
            budget: [("equipment", 2_000_000), ("business", 6_000_000), ("indirect", 2_000_000)])
        try await other.signAll()
        #expect(try await eliminate(other, at: 1)?.contains("不是赛马项目") == true)
    }
}
