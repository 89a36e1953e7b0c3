import Registers
import Store
import Synchronization

/// What the server is doing now and has done, for whoever watches it.
final class Operation: Sendable {
    /// Which requests are counted together: never by the address itself, which may name a person.
    struct Key: Hashable, Comparable {
        let route: String
        let method: String
        /// The first digit of the status.
        let group: Int

        static func < (left: Key, right: Key) -> Bool {
            (left.route, left.method, left.group) < (right.route, right.method, right.group)
        }
    }

    struct Counts {
        var inWork = 0
        var arriving = 0
        var turnedAway = 0
        var isStopping = false
        var requests: [Key: Int] = [:]
        var seconds: [String: Histogram] = [:]
        var figureHits = 0
        var figureMisses = 0
    }

    let begin = ContinuousClock.now
    private let state = Mutex(Counts())
    private static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

    var counts: Counts { state.withLock { $0 } }

    /// Takes a place among the requests in work; false where all are taken.
    func enter(of limit: Int) -> Bool {
        state.withLock { counts in
            guard counts.inWork < limit else {
                counts.turnedAway += 1
                return false
            }
            counts.inWork += 1
            return true
        }
    }

    func leave() { state.withLock { $0.inWork -= 1 } }

    /// Takes room for the bytes of a body that is on its way; false where all is taken.
    func expect(_ bytes: Int, of limit: Int) -> Bool {
        state.withLock { counts in
            guard counts.arriving + bytes <= limit else {
                counts.turnedAway += 1
                return false
            }
            counts.arriving += bytes
            return true
        }
    }

    func expectNoLonger(_ bytes: Int) { state.withLock { $0.arriving -= bytes } }

    func stop() { state.withLock { $0.isStopping = true } }

    func countFigures(hits: Int, misses: Int) {
        state.withLock { counts in
            counts.figureHits += hits
            counts.figureMisses += misses
        }
    }

    func count(_ request: Request, _ pattern: RoutePattern?, _ status: Int, _ seconds: Double) {
        let route = pattern?.rawValue ?? "none"
        let key = Key(route: route, method: Self.method(request), group: status / 100)
        state.withLock { counts in
            counts.requests[key, default: 0] += 1
            counts.seconds[route, default: Histogram(Self.bounds)].add(seconds)
        }
    }

    /// The method, or one word for all that are invented.
    static func method(_ request: Request) -> String {
        let known: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
        return known.contains(request.method) ? request.method : "OTHER"
    }
}
