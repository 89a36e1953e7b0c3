import Store
import Values

/// Failed attempts at one place (an account, an address), and until when it waits.
struct Throttle: Sendable, Hashable {
    var count: Int64
    var last: Instant
    var until: Instant

    static let none = Throttle(
        count: 0, last: Instant(milliseconds: 0), until: Instant(milliseconds: 0))

    func isWaiting(at now: Instant) -> Bool { until > now }

    /// After one more failure: each full round of `allowed` failures doubles the wait. A day
    /// without any begins anew.
    func failed(at now: Instant, allowed: Int, _ policy: AccountPolicy) -> Throttle {
        var next = self
        if last.adding(policy.longestWait) < now { next = .none }
        next.count += 1
        next.last = now
        if next.count % Int64(allowed) == 0 {
            let round = min(next.count / Int64(allowed) - 1, 20)
            let wait = min(
                policy.firstWait.milliseconds << round, policy.longestWait.milliseconds)
            next.until = Instant(milliseconds: now.milliseconds + wait)
        }
        return next
    }
}

extension Reader {
    func throttle(_ place: String) throws -> Throttle {
        let row = try first(
            "SELECT count, last, until FROM sign_in_failure WHERE place = \(place)")
        guard let row, let count = row[0].integer, let last = row[1].integer,
            let until = row[2].integer
        else { return .none }
        return Throttle(
            count: count, last: Instant(milliseconds: last), until: Instant(milliseconds: until))
    }
}

extension Writer {
    func keep(_ throttle: Throttle, at place: String) throws {
        try execute(
            """
            INSERT INTO sign_in_failure (place, count, last, until)
            VALUES (\(place), \(throttle.count), \(throttle.last.milliseconds),
            \(throttle.until.milliseconds))
            ON CONFLICT (place) DO UPDATE SET count = excluded.count, last = excluded.last,
            until = excluded.until
            """)
    }

    func forgetFailures(at place: String) throws {
        try execute("DELETE FROM sign_in_failure WHERE place = \(place)")
    }
}
