internal import Foundation
internal import Synchronization

/// Where transfers run: on threads of their own, since libcurl blocks, and not many at once, so
/// that a provider that does not answer costs neither the processors nor the memory of the others.
final class OutgoingThreads: Sendable {
    static let shared = OutgoingThreads(places: 16, seats: 64)

    private struct State {
        var working = 0
        var waiting: [CheckedContinuation<Bool, Never>] = []
    }

    private let places: Int
    private let seats: Int
    private let state = Mutex(State())

    init(places: Int, seats: Int) {
        self.places = places
        self.seats = seats
    }

    /// Runs `work` once there is a place, and tells it when whoever asked goes away.
    /// - Throws: `OutgoingError.busy` where too many wait.
    func run<T: Sendable>(
        _ work: @escaping @Sendable (Abandonment) -> T
    ) async throws(OutgoingError) -> T {
        guard await enter() else { throw .busy }
        defer { leave() }
        let abandonment = Abandonment()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let thread = Thread { continuation.resume(returning: work(abandonment)) }
                thread.name = "dongting.outgoing"
                thread.start()
            }
        } onCancel: {
            abandonment.abandon()
        }
    }

    private func enter() async -> Bool {
        await withCheckedContinuation { continuation in
            let answer = state.withLock { state -> Bool? in
                if state.working < places {
                    state.working += 1
                    return true
                }
                guard state.waiting.count < seats else { return false }
                state.waiting.append(continuation)
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// The place goes to whoever has waited longest.
    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard !state.waiting.isEmpty else {
                state.working -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume(returning: true)
    }
}

/// Says to a thread in the middle of a transfer that nobody waits for it any more.
final class Abandonment: Sendable {
    private let flag = Atomic(false)

    var isAbandoned: Bool { flag.load(ordering: .relaxed) }

    func abandon() { flag.store(true, ordering: .relaxed) }
}
