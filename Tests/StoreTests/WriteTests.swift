import Foundation
import Journal
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@Suite struct WriteTests {
    struct Refused: Error {}

    @Test func twoHundredConcurrentWritesAllArriveAndARefusedOneTakesNothingWithIt() async throws {
        let folder = TemporaryFolder()
        let database = try DataFolder(folder.path).create(try SmallCatalogue.load(), clock: .noon)
        let failures = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    do {
                        try await database.write(.test) { writer in
                            try writer.visit("第\(number)次")
                            if number.isMultiple(of: 10) { throw Refused() }
                        }
                        return false
                    } catch is Refused {
                        return true
                    }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(failures == 20)
        try database.readNow { (reader: Reader) throws in
            #expect(try reader.integer("SELECT count(*) FROM visit") == 180)
            #expect(try reader.integer("SELECT count(DISTINCT name) FROM visit") == 180)
            try expectGaplessJournal(reader, entries: 180)
        }
        try database.close()
    }

    @Test func everyEntryFollowsTheOneBefore() async throws {
        let database = try testDatabase(try SmallCatalogue.load(), clock: .noon)
        for number in 0..<20 {
            try await database.write(Act(actor: "李四", role: "officer", event: "visit.\(number)")) {
                try $0.visit("甲")
                try $0.visit("乙")
            }
        }
        try database.readNow { try expectGaplessJournal($0, entries: 20) }
        let ids = try database.readNow { try $0.all("SELECT id FROM visit ORDER BY id") }
        #expect(ids == (1...40).map { [.integer($0)] })
    }

    @Test func aWriteThatJournalsNothingMakesNoEntry() async throws {
        let database = try testDatabase(try SmallCatalogue.load(), clock: .noon)
        let found = try await database.write(.test) { try $0.reader.integer("SELECT 7") }
        #expect(found == 7)
        try database.readNow { try expectGaplessJournal($0, entries: 0) }
    }

    @Test func aRefusedWriteLeavesNothingAndUsesNoNumber() async throws {
        let database = try testDatabase(try SmallCatalogue.load(), clock: .noon)
        await #expect(throws: Refused.self) {
            try await database.write(.test) { writer in
                try writer.visit("甲")
                throw Refused()
            }
        }
        let id = try await database.write(.test) { try $0.newVisit("乙") }
        #expect(id == 1)
        try database.readNow { (reader: Reader) throws in
            #expect(try reader.all("SELECT name FROM visit") == [[.text("乙")]])
            try expectGaplessJournal(reader, entries: 1)
        }
    }

    @Test func aBrokenConstraintIsNamed() async throws {
        let database = try testDatabase(try SmallCatalogue.load(), clock: .noon)
        let error = await #expect(throws: StoreError.self) {
            try await database.write(.test) { try $0.visit("甲", kind: "ugly") }
        }
        guard case .constraint = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func aQuestionThatFailsInsideAWriteIsAStoreErrorToo() async throws {
        let database = try testDatabase(try SmallCatalogue.load(), clock: .noon)
        await #expect(throws: StoreError.self) {
            try await database.write(.test) { try $0.reader.integer("SELECT * FROM nowhere") }
        }
    }

    @Test func aClockSetBackDoesNotMakeEntryTimesGoBack() async throws {
        let clock = SettableClock("2025-11-22T04:00:00Z")
        let database = try testDatabase(try SmallCatalogue.load(), clock: clock.clock)
        for time in ["2025-11-22T04:00:00Z", "2025-11-21T00:00:00Z", "2025-11-22T05:00:00Z"] {
            clock.set(time)
            try await database.write(.test) { try $0.visit("甲") }
        }
        let times = try database.readNow { reader in
            try reader.all("SELECT at FROM journal_entry ORDER BY number").compactMap {
                $0[0].integer
            }
        }
        let first = try #require(Instant(iso: "2025-11-22T04:00:00Z")).milliseconds
        #expect(times == [first, first, first + 3_600_000])
    }

    @Test func aReadSeesOneSnapshotWhileOthersWrite() async throws {
        let folder = TemporaryFolder()
        let database = try DataFolder(folder.path).create(try SmallCatalogue.load(), clock: .noon)
        try await database.write(.test) { try $0.visit("甲") }
        let counts = try await database.read { reader in
            let before = try reader.integer("SELECT count(*) FROM visit")
            let written = DispatchSemaphore(value: 0)
            Task {
                try await database.write(.test) { try $0.visit("乙") }
                written.signal()
            }
            written.wait()
            return [before, try reader.integer("SELECT count(*) FROM visit")]
        }
        #expect(counts == [1, 1])
        #expect(try database.readNow { try $0.integer("SELECT count(*) FROM visit") } == 2)
        try database.close()
    }

    /// The chain as stored: numbers 1…n, each naming the digest before it, the head the last.
    private func expectGaplessJournal(_ reader: Reader, entries: Int64) throws {
        let rows = try reader.all(
            "SELECT number, previous, digest FROM journal_entry ORDER BY number")
        #expect(rows.map { $0[0].integer } == (0..<entries).map { $0 + 1 })
        var previous = Digest.beginning.hex
        for row in rows {
            #expect(row[1].text == previous)
            previous = row[2].text ?? ""
        }
        let head = try reader.first("SELECT number, digest FROM journal_head")
        #expect(head == [.integer(entries), .text(previous)])
    }
}
