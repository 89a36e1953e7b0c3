import Dispatch
import Foundation
public import Values

/// The right of one process to do a job that only one of several servers should do, until a moment.
///
/// A holder that stops loses it when its time is up, and another takes it. Time is the database's:
/// the server's on PostgreSQL, where processes stand on several machines; on SQLite the city's
/// clock, which is that of the one machine.
public struct JobLease: Sendable, Hashable {
    /// The job in kebab-case, such as `log-cleanup`.
    public let job: String
    /// Who holds it; see `JobLease.thisProcess`.
    public let holder: String
    /// Counts the holders of the job: grows whenever it changes hands.
    public let term: Int64
    /// When it ends unless it is renewed.
    public let until: Instant

    /// A name that no other process has, now or later.
    public static let thisProcess: String = {
        let random = String(UInt32.random(in: 0x1000_0000...UInt32.max), radix: 16)
        let process = ProcessInfo.processInfo
        return "\(process.hostName)/\(process.processIdentifier)/\(random)"
    }()

    /// The longest a lease may last. One that ends later than this from now was written before a
    /// clock was set back, and holds nothing.
    public static let longest = Duration.seconds(600)
}

/// The lease of a job went to another process, or its time was up, while the job was being done.
public struct LeaseLost: Error, Sendable, Hashable, CustomStringConvertible {
    public let job: String

    public var description: String {
        "后台任务 \(job) 已由另一个服务进程接手，这次的结果没有写入。不用处理。"
    }
}

extension Database {
    /// Takes the lease of a job, or renews it where this holder has it already.
    /// - Parameters:
    ///   - holder: one process may stand for several holders in a test.
    ///   - duration: from now, at most `JobLease.longest`.
    /// - Returns: nil while another holds it.
    public func takeLease(
        _ job: String, holder: String = JobLease.thisProcess, for duration: Duration
    ) async throws -> JobLease? {
        try await offThread { try self.take(job, holder, duration, term: nil) }
    }

    /// Prolongs a lease from now.
    /// - Returns: nil where it is another's by now; a lease that ran out untaken is prolonged.
    public func renewLease(_ lease: JobLease, for duration: Duration) async throws -> JobLease? {
        try await offThread {
            try self.take(lease.job, lease.holder, duration, term: lease.term)
        }
    }

    /// Gives a lease back before its end; does nothing where it is another's by now.
    public func releaseLease(_ lease: JobLease) async throws {
        try await offThread {
            try self.engine.write { connection in
                let sql: SQL = """
                    UPDATE job_lease SET until = 0 WHERE job = \(lease.job)
                    AND holder = \(lease.holder) AND term = \(lease.term)
                    """
                try connection.execute(Statement(sql, connection.dialect))
            }
        }
    }

    /// Does a job under its lease and gives the lease back, or does nothing while another does it.
    ///
    /// A job that may outlast `duration` renews; one that writes says so with `Writer.keep`.
    /// - Returns: nil where another holds the lease.
    public func withLease<T: Sendable>(
        _ job: String, holder: String = JobLease.thisProcess, for duration: Duration,
        _ body: @Sendable (JobLease) async throws -> T
    ) async throws -> T? {
        guard let lease = try await takeLease(job, holder: holder, for: duration) else {
            return nil
        }
        let result: T
        do {
            result = try await body(lease)
        } catch {
            try? await releaseLease(lease)
            throw error
        }
        try await releaseLease(lease)
        return result
    }

    private func take(_ job: String, _ holder: String, _ duration: Duration, term: Int64?) throws
        -> JobLease?
    {
        let length = min(max(duration, .zero), JobLease.longest).milliseconds
        return try engine.write { connection in
            let now = JobLease.now(connection.dialect, clock)
            let mine: SQL = "job_lease.holder = \(holder) AND job_lease.until > 0"
            // A renewal never takes what has changed hands, even where that has run out too.
            let free: SQL =
                term.map { "\(mine) AND job_lease.term = \($0)" }
                    ?? """
                    (\(mine)) OR job_lease.until <= \(now)
                    OR job_lease.until > \(now) + \(JobLease.longest.milliseconds)
                    """
            let sql: SQL = """
                INSERT INTO job_lease (job, holder, term, until)
                VALUES (\(job), \(holder), 1, \(now) + \(length))
                ON CONFLICT (job) DO UPDATE SET
                term = job_lease.term + CASE WHEN \(mine) THEN 0 ELSE 1 END,
                holder = excluded.holder, until = excluded.until WHERE \(free)
                """
            try connection.execute(Statement(sql, connection.dialect))
            let found = try Reader(connection: connection).lease(job)
            return found?.holder == holder && (term == nil || found?.term == term) ? found : nil
        }
    }

    private func offThread<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws
        -> T
    {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
        }
    }
}

extension Writer {
    /// Makes this write depend on a lease: it is refused if the lease is another's by now, and
    /// nobody else takes it before this write is done.
    /// - Throws: `LeaseLost`.
    public func keep(_ lease: JobLease) throws {
        var sql: SQL = "SELECT holder, term FROM job_lease WHERE job = \(lease.job)"
        if dialect == .postgresql { sql += " FOR UPDATE" }
        guard try reader.first(sql) == [.text(lease.holder), .integer(lease.term)] else {
            throw LeaseLost(job: lease.job)
        }
    }
}

extension Reader {
    /// All leases, also those that have run out, by job.
    public func leases() throws -> [JobLease] {
        try all("SELECT job, holder, term, until FROM job_lease ORDER BY job").compactMap {
            JobLease($0)
        }
    }

    fileprivate func lease(_ job: String) throws -> JobLease? {
        try first("SELECT job, holder, term, until FROM job_lease WHERE job = \(job)").flatMap {
            JobLease($0)
        }
    }
}

extension JobLease {
    fileprivate init?(_ row: [Scalar]) {
        guard let job = row[0].text, let holder = row[1].text, let term = row[2].integer,
            let until = row[3].integer
        else { return nil }
        self.init(job: job, holder: holder, term: term, until: Instant(milliseconds: until))
    }

    /// The present moment in milliseconds, as the database tells it.
    fileprivate static func now(_ dialect: Dialect, _ clock: Clock) -> SQL {
        switch dialect {
        case .sqlite: "\(clock.now().milliseconds)"
        case .postgresql: "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"
        }
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
