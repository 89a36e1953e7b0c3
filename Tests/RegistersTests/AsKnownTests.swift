import Catalogue
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@Suite struct AsKnownTests {
    @Test func thePastIsTheLastImageOfEachRecordByThen() async throws {
        let workshop = try Workshop("2025-11-20T04:00:00Z")
        let firm = try await workshop.firm("甲公司")
        let visit = try await workshop.visit(
            "甲",
            ["firm": .text("甲公司"), "total": .text("5"), "steps": .rows([["on": "2025-01-01"]])])
        workshop.clock.set("2025-11-21T04:00:00Z")
        _ = try await workshop.registry.changeRecord(
            "visit", visit.id, ["total": .text("6"), "steps": .rows([])], version: 1,
            by: workshop.officer)
        workshop.clock.set("2025-11-22T04:00:00Z")
        _ = try await workshop.registry.withdrawRecord(
            "visit", visit.id, by: workshop.officer, reason: "重复")
        try await workshop.visit("乙")
        let totals = try await ["2025-11-19", "2025-11-20", "2025-11-21", "2025-11-22"].asyncMap {
            let past = try await workshop.registry.asKnown(on: try CalendarDate.parse($0))
            return try past.database.readNow {
                try $0.all("SELECT number, total, state, version FROM visit ORDER BY id")
            }
        }
        #expect(totals[0].isEmpty)
        #expect(totals[1] == [[.text("甲"), .integer(500), .text("open"), .integer(1)]])
        #expect(totals[2] == [[.text("甲"), .integer(600), .text("open"), .integer(2)]])
        #expect(totals[3].map { $0[2] } == [.text("withdrawn"), .text("open")])
        let past = try await workshop.registry.asKnown(on: try CalendarDate.parse("2025-11-20"))
        let record = try past.database.readNow { try past.record($0, "visit", visit.id) }
        #expect(record == visit)
        #expect(record["firm"] == .integer(firm.id))
    }

    @Test func theDayEndsAtMidnightOfShanghai() async throws {
        let workshop = try Workshop("2025-11-20T15:59:59Z")
        try await workshop.visit("甲")
        workshop.clock.set("2025-11-20T16:00:00Z")
        try await workshop.visit("乙")
        let past = try await workshop.registry.asKnown(on: try CalendarDate.parse("2025-11-20"))
        let numbers = try past.database.readNow { try $0.all("SELECT number FROM visit") }
        #expect(numbers == [[.text("甲")]])
    }
}

extension Array {
    fileprivate func asyncMap<T>(_ body: (Element) async throws -> T) async rethrows -> [T] {
        var results: [T] = []
        for element in self { results.append(try await body(element)) }
        return results
    }
}
