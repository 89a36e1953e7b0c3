import Foundation
import Synchronization
import Testing
import Values

@testable import Operating

@Suite struct LogTests {
    private let path = NSTemporaryDirectory() + "logs-" + UUID().uuidString

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    private func day(_ iso: String) throws -> CalendarDate {
        try #require(CalendarDate(iso: iso))
    }

    @Test func aLineIsOneLineInEitherFormatWhateverIsInIt() throws {
        let at = try #require(Instant(iso: "2026-03-01T01:02:03.004Z"))
        let line = LogLine(
            at, .warning, "failure",
            [
                ("words", .text("甲\n\"乙\"\\\u{2028}")), ("status", .integer(503)),
                ("ms", .milliseconds(1.23456)),
            ])
        let json = line.render(.json)
        #expect(json.hasSuffix("}\n") && json.split(separator: "\n").count == 1)
        let read = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        #expect(read?["words"] as? String == "甲\n\"乙\"\\\u{2028}")
        #expect(read?["status"] as? Int == 503 && read?["ms"] as? Double == 1.235)
        #expect(
            line.render(.text) == """
                2026-03-01T01:02:03.004Z warning failure words="甲\\u000a\\"乙\\"\\\\\\u2028" \
                status=503 ms=1.235\n
                """)
    }

    @Test func aDayHasAFileAndTheDaysBeforeYesterdayAreCompressed() throws {
        let folder = try LogFolder(path, keepingMonths: { _ in 6 })
        defer { try? FileManager.default.removeItem(atPath: path) }
        for iso in ["2026-03-01", "2026-03-02", "2026-03-03"] {
            #expect(folder.append("\(iso)\n", on: try day(iso)))
            folder.settle()
        }
        // A clock set back goes on in the file that is open.
        #expect(folder.append("晚到\n", on: try day("2026-03-01")))
        #expect(
            try names() == [
                "dongting-2026-03-01.log.gz", "dongting-2026-03-02.log", "dongting-2026-03-03.log",
            ])
        let last = FileManager.default.contents(atPath: path + "/dongting-2026-03-03.log")
        #expect(last == Data("2026-03-03\n晚到\n".utf8))
        let mode =
            try FileManager.default.attributesOfItem(
                atPath: path + "/dongting-2026-03-03.log")[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
    }

    @Test func aFileIsRemovedOnceItsMonthsAreOverAndNeverBefore() throws {
        let names = [
            "dongting-2025-08-30.log.gz", "dongting-2025-08-31.log.gz",
            "dongting-2025-09-01.log.gz",
            "dongting-2026-02-28.log", "other.log", "dongting-x.log",
        ]
        func gone(_ iso: String, _ months: Int?) throws -> [String] {
            LogFolder.removable(names, on: try day(iso), months: months)
        }
        // Of the last day of August six months later is the last of February.
        #expect(try gone("2026-02-28", 6) == [])
        #expect(try gone("2026-03-01", 6) == Array(names[0...1]))
        #expect(try gone("2026-03-02", 6) == Array(names[0...2]))
        #expect(try gone("2026-03-02", nil) == [])
        #expect(try gone("2026-03-02", 0) == [])
    }

    @Test func aClockThatLeaptAheadRemovesNothing() throws {
        let names = ["dongting-2026-01-01.log.gz", "dongting-2026-02-28.log"]
        #expect(LogFolder.removable(names, on: try day("2027-03-01"), months: 6) == [])
    }

    @Test func theServerRemovesOldFilesWhenTheDayChanges() throws {
        let folder = try LogFolder(path, keepingMonths: { _ in 6 })
        defer { try? FileManager.default.removeItem(atPath: path) }
        for old in ["dongting-2025-09-01.log.gz", "dongting-2025-09-02.log.gz", "notes.txt"] {
            try Data([1]).write(to: URL(fileURLWithPath: path + "/" + old))
        }
        let time = Mutex(try #require(Instant(iso: "2026-03-01T10:00:00Z")))
        let log = RunLog(.folder(folder), clock: Clock { time.withLock { $0 } })
        log.write(.info, "started")
        folder.settle()
        #expect(try names().first == "dongting-2025-09-01.log.gz")
        // Midnight is Shanghai's.
        time.withLock { $0 = Instant(iso: "2026-03-01T16:00:00Z") ?? $0 }
        log.write(.info, "request")
        folder.settle()
        #expect(
            try names() == [
                "dongting-2025-09-02.log.gz", "dongting-2026-03-01.log", "dongting-2026-03-02.log",
                "notes.txt",
            ])
        #expect(log.lostLines == 0)
    }

    @Test func aFolderThatCannotBeUsedIsNamedWithWhatToDo() throws {
        try Data().write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let error = #expect(throws: LogFolderProblem.self) {
            try LogFolder(path, keepingMonths: { _ in 6 })
        }
        #expect(error?.description.contains("--log-folder") == true)
    }

    @Test func aHistogramCountsWhatFallsBelowEachBound() throws {
        var out = Exposition()
        out.one("a", .counter, "Of a.", 2)
        out.sample("b", [("who", "x\"y\\z\n")], 0.5)
        out.one("c", .gauge, "Unknown.", nil)
        #expect(
            out.text == "# HELP a Of a.\n# TYPE a counter\na 2\nb{who=\"x\\\"y\\\\z\\n\"} 0.5\n")
    }
}
