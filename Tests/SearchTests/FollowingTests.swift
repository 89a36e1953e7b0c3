import Catalogue
import Registers
import Store
import Synchronization
import Testing
import Values

@testable import Search

@Suite struct FollowingTests {
    @Test func aChangedRecordIsFoundByItsNewWordsAndNotByItsOld() async throws {
        let shelf = try Shelf()
        let id = try await shelf.firm("旧日油脂")
        #expect(try shelf.find("油脂") == ["旧日油脂"])
        try await shelf.change("firm", id, ["name": "新材料厂"])
        #expect(try shelf.find("油脂") == [])
        #expect(try shelf.find("新材料") == ["新材料厂"])
        #expect(try shelf.check() == [])
    }

    @Test func whoeverNamesARenamedRecordIsFoundByTheNewName() async throws {
        let shelf = try Shelf(batch: 2)
        let firm = try await shelf.firm("旧日油脂")
        for number in 1...7 { try await shelf.paper("通知\(number)", ["firm": "旧日油脂"]) }
        #expect(try shelf.find("油脂").count == 8)
        try await shelf.change("firm", firm, ["name": "新材料厂"])
        try shelf.index.follow()
        #expect(try shelf.lag().pending == 7)
        #expect(try !shelf.lag().words.isEmpty)
        #expect(try shelf.find("油脂").isEmpty)
        #expect(try shelf.find("新材料").count == 8)
        #expect(try shelf.check() == [])
    }

    @Test func resultsSayHowFarTheIndexIsBehind() async throws {
        let shelf = try Shelf()
        try await shelf.firm("林海")
        #expect(try shelf.search("林海").lag.isBeingMade)
        #expect(try shelf.search("林海").lag.words.contains("1 条日志"))
        try shelf.index.catchUp()
        #expect(try shelf.search("林海").lag.isNone)
        try await shelf.firm("林海二")
        let late = try shelf.search("林海")
        #expect(late.hits.count == 1)
        #expect(late.lag.entries == 1)
        #expect(late.lag.words.contains("索引落后 1 条日志"))
        #expect(try !shelf.check().isEmpty)
    }

    @Test func aStepThatIsBrokenOffIsTakenAgain() async throws {
        let shelf = try Shelf(batch: 3)
        for number in 1...10 { try await shelf.firm("林海\(number)") }
        #expect(try shelf.index.follow() == .indexed(3))
        struct Crash: Error {}
        let before = try shelf.contents()
        // What a crash leaves of a step: nothing, neither the documents nor the place.
        #expect(throws: Crash.self) {
            try shelf.database.derive { writer in
                try writer.execute("DELETE FROM search_document")
                try writer.execute("UPDATE search_progress SET entry = 9 WHERE id = 1")
                throw Crash()
            }
        }
        #expect(try shelf.contents() == before)
        let again = SearchIndex(shelf.registry, batch: 3)
        try again.catchUp()
        #expect(try shelf.find("林海").count == 10)
        #expect(try shelf.check() == [])
    }

    @Test func whatChangesWhileAStepIsWorkedOutIsIndexedByALaterOne() async throws {
        let shelf = try Shelf()
        try shelf.index.catchUp()
        let firm = try await shelf.firm("林海一号")
        let batch = try #require(try shelf.database.readNow { try shelf.index.nextBatch($0) })
        try await shelf.change("firm", firm, ["name": "丘陵二号"])
        #expect(try shelf.index.take(batch) == .indexed(1))
        // The index shows the record as it was, and knows that it is behind.
        #expect(try !shelf.lag().isNone)
        try shelf.index.catchUp()
        #expect(try shelf.find("丘陵二号").count == 1)
        #expect(try shelf.find("林海一号").isEmpty)
        #expect(try shelf.check() == [])
    }

    @Test func aStepThatAnotherProcessHasTakenMeanwhileIsNotTakenTwice() async throws {
        let shelf = try Shelf()
        try shelf.index.catchUp()
        _ = try await shelf.firm("林海一号")
        let batch = try #require(try shelf.database.readNow { try shelf.index.nextBatch($0) })
        #expect(try shelf.index.follow() == .indexed(1))
        #expect(try shelf.index.take(batch) == .taken)
        #expect(try shelf.check() == [])
    }

    @Test(arguments: [1, 3, 400])
    func rebuildingMakesWhatFollowingMade(_ batch: Int) async throws {
        let shelf = try Shelf(batch: batch)
        let firm = try await shelf.firm("旧日油脂", ["uscc": "A1"])
        try shelf.index.catchUp()
        let paper = try await shelf.paper("通知", ["firm": "旧日油脂", "openness": "proactive"])
        try shelf.index.catchUp()
        try await shelf.change("firm", firm, ["name": "新材料厂"])
        try shelf.index.catchUp()
        let gone = try await shelf.paper("作废")
        _ = try await shelf.registry.withdrawRecord("paper", gone, by: shelf.officer, reason: "误")
        try await shelf.change("paper", paper, ["inner": "补记"])
        try shelf.index.catchUp()
        let followed = try shelf.contents()
        #expect(try shelf.check() == [])
        try shelf.index.rebuild()
        #expect(try shelf.contents() == followed)
        #expect(followed.count == 6)
        #expect(try shelf.lag().isNone)
    }

    @Test func checkingTellsWhatIsWrong() async throws {
        let shelf = try Shelf()
        let first = try await shelf.firm("甲")
        let second = try await shelf.firm("乙")
        try shelf.index.catchUp()
        #expect(try shelf.check() == [])
        try shelf.database.derive { writer in
            try writer.execute("UPDATE search_document SET label = '丙' WHERE id = \(second)")
            try writer.execute("DELETE FROM search_document WHERE id = \(first)")
        }
        let findings = try shelf.check()
        #expect(findings.contains { $0.contains("\(first)") && $0.contains("没有") })
        #expect(findings.contains { $0.contains("\(second)") && $0.contains("不符") })
        try shelf.index.rebuild()
        #expect(try shelf.check() == [])
    }

    @Test func theDerivedWriterWritesNothingElse() async throws {
        let shelf = try Shelf()
        try await shelf.firm("甲")
        for sql: SQL in [
            "UPDATE firm SET name = '乙'", "DELETE FROM firm", "DELETE FROM journal_entry",
            "INSERT INTO firm (id) VALUES (9)", "DROP TABLE firm",
            "update search_documents set a = 1",
        ] {
            #expect(throws: StoreError.self) { try shelf.database.derive { try $0.execute(sql) } }
        }
    }

    @Test func severalFollowersMakeOneIndex() async throws {
        let shelf = try Shelf(batch: 2)
        for number in 1...20 { try await shelf.firm("林海\(number)") }
        let index = shelf.index
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<3 { group.addTask { try index.catchUp() } }
            for try await isDone in group { #expect(isDone) }
        }
        #expect(try shelf.search("林海").hits.count == 20)
        #expect(try shelf.check() == [])
    }

    @Test func followingEndsWithItsTask() async throws {
        let shelf = try Shelf()
        try await shelf.firm("林海")
        let index = shelf.index
        let task = Task { await index.run(every: .milliseconds(1)) }
        while try shelf.lag().entries > 0 { await Task.yield() }
        task.cancel()
        await task.value
        #expect(try shelf.search("林海").hits.count == 1)
    }

    @Test func aServerFollowsOnlyWhileNoOtherHasTheJob() async throws {
        let shelf = try Shelf()
        let database = shelf.database
        let other = try #require(
            try await database.takeLease(
                SearchIndex.job, holder: "other", for: .seconds(60)))
        try await shelf.firm("林海")
        let index = shelf.index
        let failures = Mutex(0)
        let task = Task {
            await index.run(every: .milliseconds(1)) { _ in failures.withLock { $0 += 1 } }
        }
        // A hundred looks of the follower see the lease; none of them indexes.
        for _ in 0..<100 { _ = try await database.read { try $0.leases() } }
        #expect(try shelf.lag().entries > 0)
        try await database.releaseLease(other)
        while try shelf.lag().entries > 0 { await Task.yield() }
        task.cancel()
        await task.value
        #expect(failures.withLock { $0 } == 0)
    }
}
