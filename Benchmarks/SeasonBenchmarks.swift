import Accounts
import Applications
import Awards
import Catalogue
import Foundation
import Journal
import Registers
import Store
import Values

/// The last hour of a national season: so many applications of 4 kB, each signed off, submitted and
/// acknowledged with its receipt by a server in a process of its own, which is killed in the middle;
/// pages read meanwhile; and the wait at six tenths of that pace.
struct SeasonBenchmarks {
    let catalogue: Catalogue
    /// Applications of the season; NSFC had 433,426 in one.
    let count: Int

    private static let units = 300
    private static let connections = 64
    /// Leaders for those who send again: twice as many as are not answered at the kill.
    private static let spare = 6_000
    /// Submitted at six tenths of the pace.
    private static let paced = 20_000

    func run() async throws {
        guard let wrk = Wrk.found else { return print("没有 wrk，跳过：scripts/install bench") }
        let folder = DataFolder(NSTemporaryDirectory() + "dongting-season-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let season = try await Season(
            catalogue, folder, units: Self.units, count + Self.spare + Self.paced)
        let acknowledged = folder.path + "/acknowledged"
        try Data().write(to: URL(filePath: acknowledged))
        func submit(_ part: Range<Int>, at port: Int, pause: Int, connections: Int) throws
            -> () throws -> [Double]
        {
            let leaders = Self.leaders(folder, part.lowerBound)
            try season.leaders[part].joined(separator: "\n").write(
                toFile: leaders, atomically: true, encoding: .utf8)
            return try wrk.start(
                folder.path + "/submitting.lua", at: port, connections: connections,
                seconds: 7_200,
                [
                    "/api/calls/\(season.call)/applications", folder.path + "/tokens", leaders,
                    acknowledged, String(pause),
                ], until: leaders + ".ended")
        }
        let lines = LineCounter(acknowledged)
        var server = try Served(folder.path)
        // The pace at saturation: the first half, undisturbed but for those who read.
        let half = count / 2
        let start = wallTime()
        let ended = try submit(0..<half, at: server.port, pause: 0, connections: Self.connections)
        let seen = try reading(wrk, season, folder, server.port) { lines.count < half - 2_000 }
        let first = try ended()
        let rate = Double(half) / (wallTime() - start)
        // The second half: the server is killed in it, and started again on the same port.
        let rest = try submit(
            half..<count, at: server.port, pause: 0, connections: Self.connections)
        let killing = lines.count + (count - half) / 2
        while lines.count < killing { try await Task.sleep(for: .milliseconds(100)) }
        server.kill()
        // Nobody is there to answer: those who knock meanwhile come again below.
        try Data().write(to: URL(filePath: Self.leaders(folder, half) + ".ended"))
        _ = try rest()
        server = try Served(folder.path, port: server.port)
        let next = min(count, lines.count + Self.spare / 2)
        if next < count {
            _ = try submit(
                next..<count, at: server.port, pause: 0, connections: Self.connections)()
        }
        // Whoever got no answer sends again, as people would.
        let missing = count - lines.count
        if missing > 0 {
            _ = try submit(
                count..<(count + missing), at: server.port, pause: 0,
                connections: Self.connections)()
        }
        let pause = Int(Double(256) / (rate * 0.6) * 1_000)
        let paced = try submit(
            (count + Self.spare)..<(count + Self.spare + Self.paced), at: server.port, pause: pause,
            connections: 256)()
        let memory = server.peakMegabytes
        server.stop()
        let lost = try season.lost(acknowledged)
        let bare = try SeasonFloor(folder.path).perSecond()
        report(rate, bare, first, paced, seen, memory, (lines.count, missing, lost))
    }

    private static func leaders(_ folder: DataFolder, _ first: Int) -> String {
        "\(folder.path)/leaders-\(first)"
    }

    private func report(
        _ rate: Double, _ bare: Double, _ first: [Double], _ paced: [Double], _ seen: [Double],
        _ memory: Double, _ receipts: (acknowledged: Int, missing: Int, lost: Int)
    ) {
        Line(
            what: "最后一小时：\(count) 份申报，饱和时提交", value: rate, unit: "份/秒",
            beside: "裸循环写同样的行", floor: bare, goal: "—"
        ).print()
        Line(what: "饱和时 99% 的申报等", value: first[2], unit: "毫秒", goal: "—").print()
        Line(
            what: "六成速度（\(Int(paced[0])) 份/秒）时 99% 的申报等", value: paced[2], unit: "毫秒",
            goal: "≤ 250 毫秒"
        ).print()
        Line(what: "同时看网页，99% 的人等", value: seen[0], unit: "毫秒", goal: "≤ 500 毫秒").print()
        Line(what: "同时看网页，最久的等", value: seen[1], unit: "毫秒", goal: "—").print()
        Line(what: "服务进程的内存峰值", value: memory, unit: "MB", goal: "—").print()
        Line(what: "六成速度时没有受理的", value: paced[3], unit: "份", goal: "0").print()
        Line(
            what: "中途强杀、重启；没有得到答复、重新提交的", value: Double(receipts.missing), unit: "份",
            goal: "—"
        ).print()
        Line(
            what: "得到回执的申报", value: Double(receipts.acknowledged), unit: "份", goal: "—"
        ).print()
        Line(
            what: "得到回执而查不到、或摘要不符的", value: Double(receipts.lost), unit: "份", goal: "0"
        ).print()
    }

    /// The worst of several looks, one after the other, while something goes on.
    /// - Returns: milliseconds within which 99 of a hundred pages came, and of the slowest.
    private func reading(
        _ wrk: Wrk, _ season: Season, _ folder: DataFolder, _ port: Int, _ goesOn: () -> Bool
    ) throws -> [Double] {
        var worst = [0.0, 0.0]
        repeat {
            let seen = try wrk.run(
                folder.path + "/reading.lua", at: port, connections: 8, seconds: 10,
                [
                    season.cookie, "/", "/calls", "/calls/\(season.call)", "/open/calls",
                    "/me/notices",
                ])
            worst = zip(worst, seen).map { max($0, $1) }
        } while goesOn()
        return worst
    }
}
