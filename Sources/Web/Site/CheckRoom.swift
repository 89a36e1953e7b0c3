import Foundation
import Synchronization

/// Where reports are read and checked: on threads of their own, so that no page waits for them, and
/// few at once, so that they leave the processors to the others.
final class CheckRoom: Sendable {
    /// Checks at once: a machine of two cores still answers.
    static let places = 2
    /// Requests that may wait for a place; each holds its files in memory meanwhile.
    static let seats = 8

    private struct State {
        var working = 0
        var waiting: [CheckedContinuation<Bool, Never>] = []
    }

    private let state = Mutex(State())

    /// Runs `work` on a thread of its own once there is a place.
    /// - Throws: `WebError.tooManyChecks` where too many wait; what `work` throws.
    func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        guard await enter() else { throw WebError.tooManyChecks }
        defer { leave() }
        return try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Result(catching: work)) }
            // Documents nest; half a megabyte, the measure of other threads, would be little.
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    /// Waits for a place; false where nobody may wait any more.
    private func enter() async -> Bool {
        await withCheckedContinuation { continuation in
            let answer = state.withLock { state -> Bool? in
                if state.working < Self.places {
                    state.working += 1
                    return true
                }
                guard state.waiting.count < Self.seats else { return false }
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
