import Catalogue
import Foundation
import Operating
import Registers
import Search
import Store
import Values

/// Answers for whoever watches the server: alive, ready, and how it is doing.
extension Desk {
    /// The process is alive; asks nobody else.
    func answerHealth(_ request: Request) -> Response {
        Self.watch(.object([("status", .string("ok")), ("version", .string(Build.version))]))
    }

    /// Whether requests should be sent here: not while stopping, without the database, under
    /// another catalogue than the city's, or with a full disk.
    func answerReady(_ request: Request) async -> Response {
        if let reason = await notReady() {
            return Self.watch(
                .object([("status", .string("not-ready")), ("reason", .string(reason))]),
                status: 503)
        }
        return Self.watch(
            .object([
                ("status", .string("ready")),
                ("demonstration", .bool(registry.database.isDemonstration)),
            ]))
    }

    private func notReady() async -> String? {
        if operation.counts.isStopping { return "服务正在停止" }
        do {
            let digest = try await registry.database.read(within: .seconds(3)) {
                try $0.catalogueDigest()
            }
            if digest != catalogue.digest {
                return "目录与城市的不同：别的服务进程已换用新目录，重新启动本进程"
            }
        } catch {
            return "数据库没有应答：\(ErrorWords.plain(error))"
        }
        if let path = registry.database.diskPath, let free = Host.freeBytes(at: path),
            free < limits.freeBytes
        {
            return "磁盘只剩 \(sizeText(free))，少于 \(sizeText(limits.freeBytes))"
        }
        return nil
    }

    /// Measurements for Prometheus. What the database cannot tell now is left out.
    func answerMetrics(_ request: Request) async -> Response {
        struct Told: Sendable {
            let head: JournalHeadLine?
            let bytes: Int64
            let backup: BackupMade?
            let lag: SearchLag?
        }
        let told = try? await registry.database.read(within: .seconds(3)) {
            Told(
                head: try JournalHeadLine.read($0), bytes: try $0.bytes(),
                backup: try $0.lastBackup(), lag: try? search.lag($0))
        }
        var out = Exposition()
        writeRequests(&out)
        writeStore(&out, registry.database.counts)
        out.one(
            "dongting_database_up", .gauge, "1 where the database answered this scrape.",
            told == nil ? 0 : 1)
        out.one(
            "dongting_journal_entries", .gauge, "Number of the journal's head.",
            told?.head.map { Double($0.number) })
        out.one(
            "dongting_database_bytes", .gauge, "Bytes the city takes in its database.",
            told.map { Double($0.bytes) })
        out.one(
            "dongting_search_lag_entries", .gauge, "Journal entries not in the search index yet.",
            told?.lag.map { Double($0.entries) })
        out.one(
            "dongting_backup_age_seconds", .gauge, "Seconds since the last backup was noted.",
            told?.backup.map {
                Double(registry.database.clock.now().milliseconds - $0.at.milliseconds) / 1_000
            })
        writeHost(&out)
        return Response(type: Exposition.contentType, body: .text(out.text))
    }

    private func writeRequests(_ out: inout Exposition) {
        let counts = operation.counts
        out.family(
            "dongting_http_requests_total", .counter,
            "Requests answered, by route pattern, method and class of status.")
        for (key, count) in counts.requests.sorted(by: { $0.key < $1.key }) {
            out.sample(
                "dongting_http_requests_total",
                [("route", key.route), ("method", key.method), ("status", "\(key.group)xx")],
                Double(count))
        }
        out.family(
            "dongting_http_request_seconds", .histogram, "Time to answer, by route pattern.")
        for (route, seconds) in counts.seconds.sorted(by: { $0.key < $1.key }) {
            out.buckets("dongting_http_request_seconds", [("route", route)], seconds)
        }
        out.one(
            "dongting_http_requests_in_work", .gauge, "Requests being answered now.",
            Double(counts.inWork))
        out.one(
            "dongting_http_requests_turned_away_total", .counter,
            "Requests refused because too many were in work.", Double(counts.turnedAway))
        out.one(
            "dongting_figure_cache_hits_total", .counter, "Figures answered from the cache.",
            Double(counts.figureHits))
        out.one(
            "dongting_figure_cache_misses_total", .counter, "Figures that were computed.",
            Double(counts.figureMisses))
    }

    private func writeStore(_ out: inout Exposition, _ counts: StoreCounts) {
        out.family(
            "dongting_commit_seconds", .histogram,
            "Time of one shared transaction, from its begin until it is on the disk.")
        out.buckets("dongting_commit_seconds", [], counts.commits)
        out.family("dongting_commit_writes", .histogram, "Writes that shared one transaction.")
        out.buckets("dongting_commit_writes", [], counts.batches)
        for (name, help, value) in [
            ("writes_committed", "Writes committed.", counts.committed),
            ("writes_refused", "Writes refused by a rule or the engine.", counts.refused),
            (
                "writes_turned_away", "Writes refused because too many waited.",
                counts.turnedAway
            ),
            ("reads", "Snapshots read.", counts.reads),
            ("reads_too_long", "Reads ended because they took too long.", counts.readsTooLong),
        ] {
            out.one("dongting_\(name)_total", .counter, help, Double(value))
        }
        out.one("dongting_writes_queued", .gauge, "Writes waiting now.", Double(counts.queued))
        out.one("dongting_readers_in_use", .gauge, "Snapshots open now.", Double(counts.reading))
        out.one(
            "dongting_readers_waited_for", .gauge, "Reads waiting for a reader now.",
            Double(counts.waiting))
    }

    private func writeHost(_ out: inout Exposition) {
        out.family("dongting_build_info", .gauge, "Version of the program and of its catalogue.")
        out.sample(
            "dongting_build_info",
            [("version", Build.version), ("catalogue", String(catalogue.digest.prefix(12)))], 1)
        out.one(
            "dongting_uptime_seconds", .gauge, "Seconds since the server began.",
            (ContinuousClock.now - operation.begin).seconds)
        out.one(
            "dongting_log_lines_lost_total", .counter, "Lines of the run log that were lost.",
            Double(log.lostLines))
        out.one(
            "process_resident_memory_bytes", .gauge, "Memory that the process holds.",
            Host.residentBytes.map(Double.init))
        out.one(
            "process_open_fds", .gauge, "Open files and sockets.", Host.openFiles.map(Double.init))
        out.one(
            "process_max_fds", .gauge, "Files and sockets that may be open.",
            Host.openFilesLimit.map(Double.init))
        out.one(
            "dongting_disk_free_bytes", .gauge, "Bytes free on the disk of the data folder.",
            registry.database.diskPath.flatMap { Host.freeBytes(at: $0) }.map(Double.init))
    }

    private static func watch(_ json: JSON, status: Int = 200) -> Response {
        var response = Response.json(json, status: status)
        response.headers.append(("Cache-Control", "no-store"))
        return response
    }
}
