import Catalogue
import Foundation
import Journal
import Store
import TestDatabase
import Testing
import Values

@testable import Operating

@Suite final class DoctorTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let loaded = Result {
        try Catalogue.load([root + "/Tests/Faults/catalogue"])
    }
    private let folder = DataFolder(NSTemporaryDirectory() + "doctor-" + UUID().uuidString)
    /// 2026-02-10 at Shanghai.
    private let now = Instant(milliseconds: 1_770_685_200_000)
    private let act = Act(actor: "甲", role: "officer", event: "note.created")

    deinit { try? FileManager.default.removeItem(atPath: folder.path) }

    private func doctor(_ place: DataPlace? = nil, days: Int = 0) -> Doctor {
        let moment = Instant(milliseconds: now.milliseconds + Int64(days) * 86_400_000)
        return Doctor(place: place ?? .folder(folder), clock: .fixed(moment))
    }

    private func found(_ place: DataPlace? = nil, days: Int = 0) -> [String: Check] {
        let checks = doctor(place, days: days).examine(Self.loaded.mapError { $0 })
        #expect(Set(checks.map(\.name)).count == checks.count)
        for check in checks where check.state != .fine {
            #expect(check.rule != nil && check.advice != nil, "\(check.name)")
        }
        return Dictionary(uniqueKeysWithValues: checks.map { ($0.name, $0) })
    }

    /// A city with five entries in its journal and a backup noted, on either engine.
    private func makeCity() async throws -> DataPlace {
        let catalogue = try Self.loaded.get()
        var place = DataPlace.folder(folder)
        if let server = TestServer.named {
            place = try DataPlace(try server.newDatabase(), keys: folder.path)
        }
        let database = try place.create(catalogue, clock: .fixed(now))
        for number in 1...5 {
            try await database.write(act) { writer in
                try writer.journal(
                    Image(register: "note", record: Int64(number), version: 1, content: "{}"))
            }
        }
        try await database.note(
            BackupMade(
                at: now, entry: 5, digest: "d", file: "b.zip", bytes: 1, isProved: true), by: act)
        try database.close()
        return place
    }

    private func change(_ place: DataPlace, _ sql: SQL) async throws {
        let database = try place.open(try Self.loaded.get(), clock: .fixed(now))
        try await database.write(act) { try $0.execute(sql) }
        try database.close()
    }

    @Test func aCityInOrderIsFine() async throws {
        let place = try await makeCity()
        let found = found(place)
        for name in ["place", "key", "catalogue-version", "journal", "backup", "clock"] {
            #expect(found[name]?.state == .fine, "\(name): \(found[name]?.what ?? "")")
        }
        #expect(found["journal"]?.what.contains("共 5 条") == true)
        if isOnPostgreSQL {
            #expect(found["server-encoding"]?.state == .fine)
            #expect(found["server-version"]?.state == .fine)
            #expect(found["server-synchronous-commit"]?.state == .fine)
        } else {
            #expect(found["quick-check"]?.state == .fine)
            #expect(found["data-rights"]?.state == .fine)
        }
    }

    @Test func lookingChangesNothing() async throws {
        let place = try await makeCity()
        try await change(place, "DROP TABLE job_lease")
        _ = found(place)
        let isThere = try place.examine(try Self.loaded.get()) { try $0.hasTable("job_lease") }
        #expect(!isThere)
    }

    @Test func aMissingKeyAndAnotherCitysKeyAreWrong() async throws {
        let place = try await makeCity()
        let path = place.keyPath(try Self.loaded.get())
        try Data("0123456789abcdef".utf8).write(to: URL(fileURLWithPath: path))
        chmod(path, 0o644)
        #expect(found(place)["key"]?.state == .wrong)
        #expect(found(place)["key-rights"]?.state == .wrong)
        try FileManager.default.removeItem(atPath: path)
        #expect(found(place)["key"]?.what.contains("不在") == true)
    }

    @Test func aChangedEntryAndATornHeadAreWrong() async throws {
        let place = try await makeCity()
        try await change(place, "UPDATE journal_entry SET actor = '乙' WHERE number = 3")
        #expect(found(place)["journal"]?.state == .wrong)
        #expect(found(place)["journal"]?.what.contains("第 3 条") == true)
    }

    @Test func aRemovedLastEntryIsWrong() async throws {
        let place = try await makeCity()
        try await change(place, "DELETE FROM journal_entry WHERE number = 5")
        #expect(found(place)["journal"]?.state == .wrong)
    }

    @Test func aBackupTooLongAgoOrNeverTriedIsToldOf() async throws {
        let place = try await makeCity()
        #expect(found(place, days: 6)["backup"]?.state == .fine)
        #expect(found(place, days: 7)["backup"]?.state == .attention)
        try await change(place, "UPDATE backup_made SET proved = 0")
        #expect(found(place)["backup"]?.what.contains("没有试恢复") == true)
        try await change(place, "DELETE FROM backup_made")
        #expect(found(place)["backup"]?.state == .attention)
    }

    @Test func aClockBehindTheJournalIsWrong() async throws {
        let place = try await makeCity()
        #expect(found(place, days: -1)["clock-and-journal"]?.state == .wrong)
    }

    @Test func aPlaceWithoutACityIsWrongAndTheRestIsToldAllTheSame() throws {
        let found = found()
        #expect(found["place"]?.state == .wrong)
        #expect(found["place"]?.what.contains("dongting init") == true)
        #expect(found["clock"]?.state == .fine)
    }

    @Test func aDamagedFileIsWrong() async throws {
        guard !isOnPostgreSQL else { return }
        _ = try await makeCity()
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: folder.database))
        let size = try file.seekToEnd()
        for page in 2..<(size / 4096) {
            try file.seek(toOffset: page * 4096)
            try file.write(contentsOf: Data(repeating: 0xee, count: 4096))
        }
        try file.close()
        #expect(found().values.contains { $0.state == .wrong })
    }

    @Test func aFolderThatIsServedNamesTheProcess() async throws {
        guard !isOnPostgreSQL else { return }
        _ = try await makeCity()
        #expect(found()["server"]?.what == "没有在运行")
        let lock = try ServeLock(folder)
        #expect(found()["server"]?.what == "正在运行，进程 \(getpid())")
        withExtendedLifetime(lock) {}
    }

    @Test func aCatalogueThatDoesNotLoadIsWrong() {
        struct Bad: Error {}
        let checks = doctor().examine(.failure(Bad()))
        #expect(checks.contains { $0.name == "catalogue" && $0.state == .wrong })
    }

    @Test func roomOnTheDiskIsMeasuredByTheDatabase() {
        let gigabyte: Int64 = 1 << 30
        func state(_ free: Int64, _ size: Int64) -> Check.State {
            Doctor.space(free: free, database: size, path: "/x").state
        }
        #expect(state(3 * gigabyte, gigabyte) == .fine)
        #expect(state(3 * gigabyte, 2 * gigabyte) == .attention)
        #expect(state(gigabyte / 2, 0) == .attention)
        #expect(state(100 << 20, 0) == .wrong)
    }

    @Test func aServerThatMayLoseWhatItConfirmedIsWrong() {
        let good = [
            "server_version_num": "150004", "server_version": "15.4", "fsync": "on",
            "full_page_writes": "on", "synchronous_commit": "on", "max_connections": "100",
            "superuser_reserved_connections": "3",
        ]
        func wrong(_ settings: [String: String], used: Int = 5, _ encoding: String = "UTF8")
            -> [String]
        {
            Doctor.postgresql(settings, used: used, encoding: encoding, isStandby: false)
                .filter { $0.state != .fine }.map(\.name)
        }
        #expect(wrong(good) == [])
        #expect(wrong(good.merging(["fsync": "off"]) { $1 }) == ["server-fsync"])
        #expect(
            wrong(good.merging(["full_page_writes": "off"]) { $1 }) == ["server-full-page-writes"])
        #expect(
            wrong(good.merging(["synchronous_commit": "off"]) { $1 })
                == ["server-synchronous-commit"])
        #expect(wrong(good.merging(["server_version_num": "130001"]) { $1 }) == ["server-version"])
        #expect(wrong(good, "SQL_ASCII") == ["server-encoding"])
        #expect(wrong(good, used: 90) == ["server-connections"])
    }

    @Test func aPortInUseIsToldOf() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, size)
                listen(descriptor, 1)
                getsockname(descriptor, $0, &size)
            }
        }
        #expect(Doctor.bindError(Int(UInt16(bigEndian: address.sin_port))) == EADDRINUSE)
    }
}
