import Applications
import Journal
import Registers
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Awards

/// Whoever owes a report of a project is told, and kept from handing in more.
@Suite struct OverdueReportTests {
    /// A running project whose yearly report of 2026 was due on 31 December.
    private func office(today: String = "2027-01-04T01:00:00Z") async throws -> ProjectOffice {
        let office = try await ProjectOffice()
        try await office.signAll()
        office.clock.set(today)
        return office
    }

    private func application(_ office: ProjectOffice, _ number: String, leader: Int64) async throws
        -> Int64
    {
        try await office.database.write(
            Act(actor: "甲", role: "officer", event: "made", reason: "试验")
        ) { writer in
            try office.registry.create(
                Draft(
                    [
                        "application_no": .text(number), "call": .integer(office.call),
                        "kind": .text("general"), "title": .text("题目\(number)"),
                        "organisation": .integer(office.organisation), "leader": .integer(leader),
                        "leader_name": .text("申报人"),
                    ], state: "submitted"), in: "application", isKnownToBeNew: true, writer
            ).id
        }
    }

    private func findings(_ office: ProjectOffice, _ ids: [Int64]) throws -> [GateFinding] {
        let applications = Applications(office.registry, gate: [OverdueReportRule()])
        return try office.database.readNow { reader in
            try applications.check(reader, ids, on: office.clock.clock.today)
        }
    }

    private func report(_ office: ProjectOffice) throws -> Record {
        try #require(
            try office.records("project-report").first { $0["due_on"].text == "2026-12-31" })
    }

    @Test func aLeaderWhoOwesAReportIsBlockedAndTheUnitIsTold() async throws {
        let office = try await office()
        let own = try await application(office, "B1", leader: office.person)
        let other = try await application(office, "B2", leader: office.other)
        let found = try findings(office, [own, other])
        #expect(found.filter { $0.verdict == .block }.map(\.application) == [own])
        #expect(Set(found.filter { $0.verdict == .warn }.map(\.application)) == [own, other])
        let leader = try #require(found.first { $0.verdict == .block })
        #expect(leader.sentence.contains("1 份") && leader.ground.contains("待核"))
        #expect(leader.evidence.map(\.record) == [try report(office).id])
        #expect(leader.evidence[0].value.contains("2026-12-31"))
    }

    @Test func onTheDayItIsDueNothingIsOverdue() async throws {
        let office = try await office(today: "2026-12-31T01:00:00Z")
        let own = try await application(office, "B1", leader: office.person)
        #expect(try findings(office, [own]).isEmpty)
    }

    @Test func aReportThatIsSentIsNoLongerOwedAndOneThatIsBackIs() async throws {
        let office = try await office()
        let own = try await application(office, "B1", leader: office.person)
        let before = try #require(try findings(office, [own]).first { $0.verdict == .block })
        let report = try report(office)
        let told = (report.rows["progress"] ?? []).map {
            ["name": $0["name"]?.text ?? "", "planned": $0["planned"]?.text ?? "", "reached": "1"]
        }
        _ = try await office.registry.changeRecord(
            "project-report", report.id, ["summary": .text("已做一半"), "progress": .rows(told)],
            version: nil, by: office.unit)
        _ = try await office.registry.moveRecord(
            "project-report", report.id, "file", by: office.unit)
        #expect(try findings(office, [own]).isEmpty)
        _ = try await office.registry.moveRecord(
            "project-report", report.id, "return", by: office.officer, reason: "没有写经费")
        let after = try #require(try findings(office, [own]).first { $0.verdict == .block })
        #expect(after.digest == before.digest, "a decision on it stands")
    }

    @Test func projectsThatAreOverAndRehearsalsOweNothing() async throws {
        for (state, isPlay) in [
            ("terminated", false), ("revoked", false), ("archived", false), ("accepted", false),
            ("running", true),
        ] {
            let office = try await office()
            let own = try await application(office, "B1", leader: office.person)
            try await office.database.write(
                Act(actor: "甲", role: "officer", event: "made", reason: "试验")
            ) { writer in
                let made = try office.registry.create(
                    Draft(
                        [
                            "project_no": .text("2025T009"), "name": .text("前一个"),
                            "programme": .text("natural-science-fund"), "year": .integer(2025),
                            "rehearsal": .integer(isPlay ? 1 : 0),
                            "organisation": .integer(office.organisation),
                            "leader": .integer(office.person), "approved": .integer(100),
                        ], state: state), in: "project", writer)
                _ = try office.registry.create(
                    Draft([
                        "report_no": .text("2025T009-Y2025"), "project": .integer(made.id),
                        "kind": .text("yearly"), "due_on": .text("2025-12-31"),
                    ]), in: "project-report", writer)
            }
            let found = try findings(office, [own])
            #expect(found.allSatisfy { $0.evidence.count == 1 }, "\(state)")
            #expect(found.count == 2, "\(state): its own running project is found, and no other")
        }
    }

    @Test func manyAreAskedAboutAsFewAre() async throws {
        let office = try await office()
        var all: [Int64] = []
        for number in 1...40 {
            all.append(
                try await application(
                    office, "C\(number)", leader: number == 7 ? office.person : office.other))
        }
        let found = try findings(office, all)
        #expect(found.filter { $0.verdict == .block }.map(\.application) == [all[6]])
        #expect(found.count { $0.verdict == .warn } == 40)
    }

    @Test func everyApplicationOfTheCityIsCheckedByIt() {
        #expect(CityGate.rules.map(\.name).contains("overdue-report"))
        #expect(Set(CityGate.rules.map(\.name)).count == CityGate.rules.count)
    }
}
