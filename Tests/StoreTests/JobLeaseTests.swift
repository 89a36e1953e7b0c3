import Foundation
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Store

@Suite struct JobLeaseTests {
    private let job = "log-cleanup"

    private func city() throws -> Database { try testDatabase(try SmallCatalogue.load()) }

    /// What a stop of length would do to a lease, on either engine's clock.
    private func runOut(_ lease: JobLease, of database: Database, at until: Int64 = 1) async throws
    {
        try await database.write(.test) {
            try $0.execute("UPDATE job_lease SET until = \(until) WHERE job = \(lease.job)")
        }
    }

    @Test func onlyOneHolderAtATimeHasTheLease() async throws {
        let database = try city()
        let first = try await database.takeLease(job, holder: "甲", for: .seconds(3_600))
        #expect(first?.holder == "甲" && first?.term == 1)
        #expect(try await database.takeLease(job, holder: "乙", for: .seconds(3_600)) == nil)
        let other = try await database.takeLease("day-head", holder: "乙", for: .seconds(3_600))
        #expect(other?.term == 1)
        #expect(try database.readNow { try $0.leases().map(\.job) } == ["day-head", job])
    }

    @Test func itsHolderTakesItAgainWithoutANewTerm() async throws {
        let database = try city()
        let first = try #require(
            try await database.takeLease(job, holder: "甲", for: .seconds(1)))
        let again = try await database.takeLease(job, holder: "甲", for: .seconds(3_600))
        #expect(again?.term == first.term)
        #expect(again.map { $0.until > first.until } == true)
    }

    @Test func aLeaseGivenBackIsFreeAtOnce() async throws {
        let database = try city()
        let first = try #require(
            try await database.takeLease(job, holder: "甲", for: .seconds(3_600)))
        try await database.releaseLease(first)
        #expect(try await database.takeLease(job, holder: "乙", for: .seconds(3_600))?.term == 2)
        // Giving it back twice does not take it from the next holder.
        try await database.releaseLease(first)
        #expect(try await database.takeLease(job, holder: "丙", for: .seconds(3_600)) == nil)
        #expect(try await database.renewLease(first, for: .seconds(3_600)) == nil)
    }

    @Test func aStoppedHolderLosesItsLeaseWhenItsTimeIsUp() async throws {
        let database = try city()
        let stopped = try #require(
            try await database.takeLease(job, holder: "甲", for: .seconds(3_600)))
        try await runOut(stopped, of: database)
        let next = try await database.takeLease(job, holder: "乙", for: .seconds(3_600))
        #expect(next?.term == 2)
        #expect(try await database.renewLease(stopped, for: .seconds(3_600)) == nil)
    }

    @Test func aLeaseThatRanOutUntakenIsProlonged() async throws {
        let database = try city()
        let late = try #require(
            try await database.takeLease(job, holder: "甲", for: .seconds(3_600)))
        try await runOut(late, of: database)
        #expect(try await database.renewLease(late, for: .seconds(3_600))?.term == 1)
        #expect(try await database.takeLease(job, holder: "乙", for: .seconds(3_600)) == nil)
    }

    @Test func aLeaseFromBeforeAClockWasSetBackHoldsNothing() async throws {
        let database = try city()
        let odd = try #require(try await database.takeLease(job, holder: "甲", for: .seconds(3_600)))
        try await runOut(odd, of: database, at: odd.until.milliseconds + 365 * 86_400_000)
        #expect(try await database.takeLease(job, holder: "乙", for: .seconds(3_600))?.term == 2)
    }

    @Test func theClockOfTheCityTellsWhenALeaseEnds() async throws {
        guard !isOnPostgreSQL else { return }
        let clock = SettableClock("2025-11-22T04:00:00Z")
        let database = try Database.inMemory(try SmallCatalogue.load(), clock: clock.clock)
        _ = try await database.takeLease(job, holder: "甲", for: .seconds(30))
        clock.set("2025-11-22T04:00:29Z")
        #expect(try await database.takeLease(job, holder: "乙", for: .seconds(30)) == nil)
        clock.set("2025-11-22T04:00:30Z")
        #expect(try await database.takeLease(job, holder: "乙", for: .seconds(30)) != nil)
    }

    @Test func aWriteUnderALostLeaseIsRefusedAndLeavesNothing() async throws {
        let database = try city()
        let lease = try #require(
            try await database.takeLease(job, holder: "甲", for: .seconds(3_600)))
        try await database.write(.test) { writer in
            try writer.keep(lease)
            try writer.visit("甲")
        }
        try await runOut(lease, of: database)
        _ = try await database.takeLease(job, holder: "乙", for: .seconds(3_600))
        await #expect(throws: LeaseLost(job: job)) {
            try await database.write(.test) { writer in
                try writer.visit("乙")
                try writer.keep(lease)
            }
        }
        #expect(try database.readNow { try $0.integer("SELECT count(*) FROM visit") } == 1)
    }

    @Test func aJobIsDoneUnderItsLeaseAndTheLeaseGivenBackEvenWhereItFails() async throws {
        struct Broken: Error {}
        let database = try city()
        let done = try await database.withLease(job, holder: "甲", for: .seconds(3_600)) { _ in
            try await database.withLease(job, holder: "乙", for: .seconds(3_600)) { _ in 1 }
        }
        #expect(done == .some(nil))
        await #expect(throws: Broken.self) {
            try await database.withLease(job, holder: "甲", for: .seconds(3_600)) { _ in
                throw Broken()
            }
        }
        #expect(try await database.takeLease(job, holder: "乙", for: .seconds(3_600)) != nil)
    }

    @Test func ofManyProcessesThatTryAtOnceOneGetsTheLease() async throws {
        let folder = TemporaryFolder()
        let catalogue = try SmallCatalogue.load()
        let place: DataPlace
        if let server = TestServer.named {
            place = try DataPlace(try server.newDatabase(), keys: folder.path)
        } else {
            place = .folder(DataFolder(folder.path))
        }
        // Each with connections of its own, as processes have.
        var cities = [try place.create(catalogue)]
        for _ in 1..<4 { cities.append(try place.open(catalogue)) }
        for round in 1...5 {
            let leases = try await withThrowingTaskGroup(of: JobLease?.self) { group in
                for (number, city) in cities.enumerated() {
                    group.addTask {
                        try await city.takeLease(
                            "round-\(round)", holder: "第\(number)个", for: .seconds(3_600))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(leases.compactMap { $0 }.count == 1)
        }
        for city in cities { try city.close() }
    }
}
