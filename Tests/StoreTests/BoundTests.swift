import Dispatch
import Foundation
import TestDatabase
import Testing
import Values

@testable import Store

/// Nothing takes the database from the others: reads end, queues are bounded, a stop is orderly.
@Suite struct BoundTests {
    @Test func aQuestionWithoutEndIsEndedAndTheReaderGoesOn() async throws {
        let database = try testDatabase(try SmallCatalogue.load(), clock: .noon)
        await #expect(throws: StoreError.tooLong) {
            try await database.read(within: .milliseconds(150)) { reader in
                try reader.integer(
                    """
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT 1 FROM n)
                    SELECT count(*) FROM n
                    """)
            }
        }
        #expect(try await database.read { try $0.integer("SELECT 7") } == 7)
        #expect(database.counts.readsTooLong == 1)
        #expect(database.counts.reading == 0 && database.counts.waiting == 0)
    }

    @Test func manyShortQuestionsEndTogether() async throws {
        let database = try testDatabase(try SmallCatalogue.load(), clock: .noon)
        await #expect(throws: StoreError.tooLong) {
            try await database.read(within: .milliseconds(50)) { reader in
                while try reader.integer("SELECT 1") == 1 {}
            }
        }
    }

    @Test func aReadWithinItsTimeIsLeftAlone() async throws {
        let database = try testDatabase(try SmallCatalogue.load(), clock: .noon)
        try await database.write(.test) { try $0.visit("甲") }
        let found = try await database.read(within: .seconds(60)) {
            try $0.integer("SELECT count(*) FROM visit")
        }
        #expect(found == 1)
        #expect(database.counts.reads == 1 && database.counts.committed == 1)
    }

    @Test func writesBeyondTheQueueAreTurnedAwayAndTheOthersDone() async throws {
        let database = try testDatabase(try SmallCatalogue.load(), clock: .noon)
        let begun = DispatchSemaphore(value: 0)
        let goOn = DispatchSemaphore(value: 0)
        let slow = Task {
            try await database.write(.test) { writer in
                begun.signal()
                goOn.wait()
                try writer.visit("慢")
            }
        }
        await Self.wait(for: begun)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<(WriteQueue.waitingLimit + 20) {
                group.addTask {
                    do {
                        try await database.write(.test) { _ in }
                        return true
                    } catch { return error as? StoreError != .overloaded }
                }
            }
            // The refused end first: nothing else can, until the slow one goes on.
            var refused = 0
            for await isDone in group {
                refused += isDone ? 0 : 1
                if refused == 20 { goOn.signal() }
            }
            return refused
        }
        try await slow.value
        #expect(outcomes == 20)
        let counts = database.counts
        #expect(counts.committed == WriteQueue.waitingLimit + 1 && counts.turnedAway == 20)
        #expect(counts.queued == 0 && counts.batches.sum == Double(counts.committed))
    }

    @Test func closingDoesTheWritesThatWaitAndRefusesLaterOnes() async throws {
        let folder = TemporaryFolder()
        let database = try DataFolder(folder.path).create(try SmallCatalogue.load(), clock: .noon)
        let begun = DispatchSemaphore(value: 0)
        let goOn = DispatchSemaphore(value: 0)
        let first = Task {
            try await database.write(.test) { writer in
                begun.signal()
                goOn.wait()
                try writer.visit("甲")
            }
        }
        await Self.wait(for: begun)
        let waiting = Task { try await database.write(.test) { try $0.visit("乙") } }
        while database.counts.queued == 0 { await Task.yield() }
        DispatchQueue.global().async { goOn.signal() }
        try database.close()
        try await first.value
        try await waiting.value
        await #expect(throws: StoreError.closing) {
            try await database.write(.test) { try $0.visit("丙") }
        }
        let again = try DataFolder(folder.path).open(try SmallCatalogue.load(), clock: .noon)
        #expect(try again.readNow { try $0.integer("SELECT count(*) FROM visit") } == 2)
        try again.close()
    }

    @Test func aBackupIsRememberedAndTheLatestIsTold() async throws {
        let database = try testDatabase(try SmallCatalogue.load(), clock: .noon)
        #expect(try database.readNow { try $0.lastBackup() } == nil)
        for day in 1...120 {
            let made = BackupMade(
                at: .init(milliseconds: Int64(day) * 86_400_000), entry: Int64(day), digest: "d",
                file: "\(day).zip", bytes: 9, isProved: day % 2 == 0)
            try await database.note(made, by: .test)
        }
        let last = try database.readNow { try $0.lastBackup() }
        #expect(last?.file == "120.zip" && last?.isProved == true)
        try database.readNow { (reader: Reader) throws in
            #expect(try reader.integer("SELECT count(*) FROM backup_made") == 100)
            // It is no act of the city.
            #expect(try reader.integer("SELECT number FROM journal_head") == 0)
            #expect(try reader.bytes() > 0)
        }
    }

    private static func wait(for semaphore: DispatchSemaphore) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                semaphore.wait()
                continuation.resume()
            }
        }
    }
}
