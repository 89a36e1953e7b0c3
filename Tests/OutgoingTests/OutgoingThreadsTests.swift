import Foundation
import Synchronization
import Testing

@testable import Outgoing

@Suite struct OutgoingThreadsTests {
    private final class Counts: Sendable {
        private let state = Mutex((now: 0, most: 0))
        var most: Int { state.withLock { $0.most } }
        func enter() {
            state.withLock { ($0.now, $0.most) = ($0.now + 1, max($0.most, $0.now + 1)) }
        }
        func leave() { state.withLock { $0.now -= 1 } }
    }

    @Test func notMoreRunAtOnceThanThereArePlaces() async throws {
        let threads = OutgoingThreads(places: 3, seats: 100)
        let counts = Counts()
        let results = try await withThrowingTaskGroup { group in
            for number in 0..<40 {
                group.addTask {
                    try await threads.run { _ in
                        counts.enter()
                        Thread.sleep(forTimeInterval: 0.005)
                        counts.leave()
                        return number
                    }
                }
            }
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(results == Set(0..<40))
        #expect(counts.most == 3)
    }

    @Test func whereTooManyWaitTheNextIsTurnedAway() async throws {
        let threads = OutgoingThreads(places: 1, seats: 0)
        let gate = DispatchSemaphore(value: 0)
        let (entered, signal) = AsyncStream<Void>.makeStream()
        let first = Task {
            try await threads.run { _ in
                signal.yield()
                gate.wait()
            }
        }
        for await _ in entered { break }
        await #expect(throws: OutgoingError.busy) { try await threads.run { _ in } }
        gate.signal()
        try await first.value
        // The place is free again.
        #expect(try await threads.run { _ in 7 } == 7)
    }
}
