import Registers
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Applications

/// A call of many is checked by as many questions as a call of few.
@Suite struct GateManyTests {
    /// Makes applications of one unit, each with a leader and a member of its own.
    private func many(_ numbers: ClosedRange<Int>, _ office: GateOffice) async throws -> [Int64] {
        try await office.registry.database.write(GateOffice.act) { [office] writer in
            try numbers.map { index in
                let people = try (1...2).map { place in
                    try office.registry.create(
                        Draft([
                            "name": .text("人员\(index)-\(place)"),
                            "organisation": .integer(office.university),
                            "title": .text("associate"), "sex": .text("1"),
                            "birth": .text("1988-06"),
                        ]), in: "person", isKnownToBeNew: true, writer
                    ).id
                }
                return try office.registry.create(
                    Draft(
                        [
                            "application_no": .text("M\(index)"), "call": .integer(office.call),
                            "kind": .text("general"), "title": .text("第\(index)号课题甲乙丙"),
                            "title_key": .text(TitleKey.of("第\(index)号课题甲乙丙")),
                            "organisation": .integer(office.university),
                            "leader": .integer(people[0]), "leader_name": .text("人员\(index)-1"),
                            "submitted_at": .text("2026-03-20 10:00:00"),
                        ],
                        rows: [
                            "members": [
                                ["person": .integer(people[1]), "name": .text("人员\(index)-2")]
                            ]
                        ], state: "submitted"), in: "application", isKnownToBeNew: true, writer
                ).id
            }
        }
    }

    @Test func timeGrowsWithTheirNumberAndNotWithItsSquare() async throws {
        let office = try await GateOffice()
        let clock = ContinuousClock()
        let few = try await many(1...100, office)
        let first = try await clock.measure { try await office.run(few) }
        let more = try await many(101...1_000, office)
        let second = try await clock.measure { try await office.run(few + more) }
        // Ten times as many; the square would be a hundred times as long.
        #expect(second < first * 40, "\(first) for 100, \(second) for 1,000")
    }

    @Test func whoeverHandsInHundredsDoesNotMakeTheNextOneSlower() async throws {
        let office = try await GateOffice()
        let leader = try await office.person("张三")
        for index in 1...60 {
            _ = try await office.application("H\(index)", "同一个题目", leader: leader)
        }
        let last = try await office.application("H61", "同一个题目", leader: leader)
        try await office.run([last])
        let found = try office.findings(last)
        #expect(found.compactMap { $0["rule"].text }.sorted().first == "leader-limit")
        #expect(
            found.allSatisfy { ($0.rows["evidence"]?.count ?? 0) <= GateFinding.mostEvidence })
    }
}
