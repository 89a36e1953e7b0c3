import Dispatch
import Foundation
import Operating
import ServiceLifecycle
import Synchronization

/// Runs a server until it is told to stop, and stops it in order: not ready, no new connections,
/// requests under way answered.
final class Stopping: Sendable {
    private let log: RunLog
    private let signals = Mutex(0)

    init(log: RunLog) { self.log = log }

    func run(_ group: ServiceGroup, _ site: Site, _ options: ServeOptions) async throws -> ServeEnd
    {
        let (asked, ask) = AsyncStream.makeStream(of: Void.self)
        let sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { self.heard(ask) }
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        let running = Task { try await group.run() }
        let ending = Ending()
        let stopper = Task {
            for await _ in asked { break }
            if Task.isCancelled { return }
            site.beginStopping()
            try? await Task.sleep(for: options.drain)
            await group.triggerGracefulShutdown()
            try? await Task.sleep(for: options.grace)
            if Task.isCancelled { return }
            ending.end(.success(.abandoned(site.requestsInWork)))
        }
        defer { stopper.cancel() }
        Task { ending.end(await running.result.map { .everyRequestAnswered }) }
        return try await ending.wait()
    }

    private func heard(_ ask: AsyncStream<Void>.Continuation) {
        let count = signals.withLock { count in
            count += 1
            return count
        }
        if count > 1 {
            log.write(.warning, "stopped-at-once")
            _exit(130)
        }
        log.write(.info, "stopping")
        ask.yield()
    }
}

/// The first of two ends counts.
private final class Ending: Sendable {
    private struct State {
        var result: Result<ServeEnd, any Error>?
        var waiting: CheckedContinuation<ServeEnd, any Error>?
    }

    private let state = Mutex(State())

    func end(_ result: Result<ServeEnd, any Error>) {
        state.withLock { state in
            guard state.result == nil else { return }
            state.result = result
            state.waiting?.resume(with: result)
        }
    }

    func wait() async throws -> ServeEnd {
        try await withCheckedThrowingContinuation { continuation in
            state.withLock { state in
                if let result = state.result {
                    continuation.resume(with: result)
                } else {
                    state.waiting = continuation
                }
            }
        }
    }
}
