import Applications
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Awards

/// Small cells are merged so that no number tells of a few.
@Suite struct SuppressCellsTests {
    private func raw(_ title: String, _ units: ClosedRange<Int64>, funded: Int = 0)
        -> SuppressCells.Raw
    {
        .init(
            codes: [title], title: title, received: units.count, funded: funded, units: Set(units))
    }

    @Test func largeCellsStayAsTheyAre() {
        let cells = SuppressCells(least: 5)([raw("甲", 1...6, funded: 2), raw("乙", 7...12)])
        #expect(cells.map(\.title) == ["甲", "乙"] || cells.map(\.title) == ["乙", "甲"])
        #expect(cells.allSatisfy { $0.merged == 1 })
    }

    @Test func smallOnesAreJoined() {
        let cells = SuppressCells(least: 5)([
            raw("甲", 1...6), raw("乙", 7...9, funded: 1), raw("丙", 10...12, funded: 2),
        ])
        #expect(cells.map(\.received) == [6, 6])
        #expect(cells.last?.title == "其他（2 项合并）" && cells.last?.funded == 3)
        #expect(cells.last?.code == nil)
    }

    @Test func oneSmallCellTakesTheNextSmallestAlong() {
        let cells = SuppressCells(least: 5)([
            raw("甲", 1...9), raw("乙", 10...15), raw("丙", 16...17),
        ])
        // The difference to the total would give 丙 away.
        #expect(cells.map(\.title) == ["甲", "其他（2 项合并）"])
        #expect(cells.last?.received == 8)
    }

    @Test func nothingIsShownWhereOnlyTheTotalWouldBeLeft() {
        #expect(SuppressCells(least: 5)([raw("甲", 1...3), raw("乙", 4...5)]).isEmpty)
        #expect(SuppressCells(least: 5)([raw("甲", 1...6), raw("乙", 7...7)]).isEmpty)
    }

    @Test func manyApplicationsOfOneUnitAreStillOneUnit() {
        var cell = raw("甲", 1...1)
        cell.received = 40
        #expect(SuppressCells(least: 5)([cell, raw("乙", 2...9), raw("丙", 10...16)]).count == 2)
    }

    @Test func anyNumbersNeverLeaveASmallCell() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let least = Int.random(in: 2...6, using: &random)
            var next: Int64 = 1
            let cells = (0..<Int.random(in: 1...8, using: &random)).map { index in
                let count = Int64.random(in: 1...9, using: &random)
                defer { next += count }
                return raw("甲\(index)", next...(next + count - 1))
            }
            let shown = SuppressCells(least: least)(cells)
            #expect(shown.allSatisfy { $0.received >= least })
            let total = cells.reduce(0) { $0 + $1.received }
            #expect(shown.isEmpty || shown.reduce(0) { $0 + $1.received } == total)
        }
    }

    @Test func theMedianIsTheLowerOfTheMiddleTwo() {
        var days = MedianDays()
        #expect(days.median == nil)
        for one in [9, 3, 5, 30] { days.add(one) }
        #expect(days.median == 5 && days.count == 4)
        days.add(30, times: 5)
        #expect(days.median == 30)
    }
}

/// What the public is told of calls and projects, and what never.
@Suite struct OpennessTests {
    @Test func aCallIsPublicOnceItIsPublishedAndOpenToTheSecond() async throws {
        for state in ["drafted", "rehearsal", "preview"] {
            let room = try await OpenRoom(state: state)
            await #expect(throws: OpennessRefusal.self) { try await room.open() }
        }
        let room = try await OpenRoom()
        #expect(try await room.open().standing == .open)
        room.clock.set("2026-03-02T00:59:59Z")
        #expect(try await room.open().standing == .upcoming)
        // 17:00:00 in Beijing still takes them; a moment later is late.
        room.clock.set("2026-04-01T09:00:00Z")
        #expect(try await room.open().standing == .open)
        room.clock.set("2026-04-01T09:00:01Z")
        #expect(try await room.open().standing == .closed)
    }

    @Test func aRehearsalIsNoCallOfThePublic() async throws {
        let room = try await OpenRoom()
        let (registry, call, openness) = (room.registry, room.call, room.openness)
        try await registry.database.write(OpenRoom.act) { writer in
            _ = try registry.create(
                Draft(
                    [
                        "call_no": .text("ZRJJ-2026-1-Y"), "title": .text("演练"),
                        "programme": .text("natural-science-fund"), "year": .integer(2026),
                        "rehearsal_of": .integer(call), "opens_at": .text("2026-03-02 09:00:00"),
                        "closes_at": .text("2026-04-01 17:00:00"),
                    ], state: "live"), in: "call", writer)
        }
        let calls = try await registry.database.read {
            try openness.calls($0, now: room.clock.clock.now())
        }
        #expect(calls.map(\.id) == [call])
    }

    @Test func numbersComeOnlyWithTheDecision() async throws {
        let room = try await OpenRoom(state: "closed")
        try await room.apply(0, "reviewed")
        #expect(try await room.numbers() == nil)
    }

    @Test func numbersAreCountedByWhatBecameOfEach() async throws {
        let room = try await OpenRoom(state: "decided")
        room.clock.set("2026-08-10T01:00:00Z")
        let formal: [String: Scalar] = ["formal_on": .text("2026-04-11")]
        let scored = formal.merging([
            "joint_on": .text("2026-04-20"), "score": .integer(8_000),
            "decided_on": .text("2026-05-10"),
        ]) { $1 }
        for unit in 0..<6 { try await room.apply(unit, "awarded", scored) }
        for unit in 6..<20 { try await room.apply(unit, "not-funded", scored) }
        try await room.apply(20, "formal-rejected", formal)
        // Refused for its form, and closed in the end.
        try await room.apply(21, "not-funded", formal)
        // None of these counts.
        try await room.apply(22, "withdrawn")
        try await room.apply(22, "drafted", ["submitted_at": .null])
        try await room.apply(23, "awarded", scored.merging(["rehearsal": .integer(1)]) { $1 })
        let numbers = try #require(try await room.numbers())
        #expect(numbers.received == 22)
        #expect(numbers.checked == 22)
        #expect(numbers.passed == 20)
        #expect(numbers.reviewed == 20)
        #expect(numbers.funded == 6)
        #expect(numbers.successRate?.description == "27.27")
        let county = try #require(numbers.breakdowns.first { $0.by == .county })
        // 8 and 8; the other two counties have 2 and 4 units.
        #expect(county.cells.map(\.received) == [8, 8, 6])
        #expect(county.cells.last?.merged == 2)
        #expect(!numbers.breakdowns.contains { $0.by == .size }, "one size is no breakdown")
        let check = try #require(numbers.stages.first { $0.name == "formal-check" })
        #expect(check.median == 10 && check.count == 22)
        #expect(numbers.stages.first { $0.name == "decision" }?.median == 20)
    }

    @Test func moneyIsToldWhereNobodyIsRecognised() async throws {
        let room = try await OpenRoom(state: "decided")
        room.clock.set("2026-08-10T01:00:00Z")
        for unit in 0..<6 { try await room.fund(unit, yuan: 100_000) }
        let funds = try #require(try await room.numbers()).funds
        #expect(funds.approved == Money(fen: 60_000_000))
        #expect(funds.released == nil, "nobody has been paid, which is nobody's number")
    }

    @Test func fundedProjectsAreListedWithWhatIsOpenAlone() async throws {
        let room = try await OpenRoom(state: "decided")
        room.clock.set("2026-08-10T01:00:00Z")
        try await room.fund(0, yuan: 100_000)
        let hidden = try await room.apply(1, "awarded", ["secrecy": .text("internal")])
        try await room.fund(1, yuan: 50_000, ["application": .integer(hidden)])
        try await room.fund(2, yuan: 70_000, ["rehearsal": .integer(1)])
        let openness = room.openness
        let projects = try await room.registry.database.read {
            try openness.projects($0, OpenProjectQuestion())
        }
        #expect(projects.map(\.number) == ["2026ZRJJ101", "2026ZRJJ100"])
        #expect(projects.map(\.name) == [Openness.hiddenName, "项目0"])
        func found(_ words: String) async throws -> Int {
            try await room.registry.database.read {
                try openness.projectTotals($0, OpenProjectQuestion(words: words)).count
            }
        }
        #expect(try await found("项目1") == 0, "a hidden name is not found by its words")
        #expect(try await found("示例单位2") == 1)
        #expect(try await found("%") == 0, "a wildcard is a letter")
    }

    @Test func whatWasNotFundedIsInNoPublicText() async throws {
        let room = try await OpenRoom(state: "decided")
        for unit in 0..<8 { try await room.apply(unit, unit < 2 ? "awarded" : "not-funded") }
        let call = try await room.open()
        let numbers = try await room.numbers()
        let data = OpenData(room.registry.catalogue)
        let texts = [
            data.json(call, numbers).text, numbers.map { data.rows($0).joined().joined() } ?? "",
        ]
        for text in texts {
            #expect(!text.contains("秘密的题名") && !text.contains("示例单位"))
        }
    }
}
