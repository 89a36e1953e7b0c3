import Documents
import Foundation
import Journal
import Registers
import Store
import TestDatabase
import Testing
import Values

@testable import Files

@Suite final class FileBackupTests {
    private let room: FileRoom
    private var archive: String { room.folder + "/city.backup" }
    private var keyFile: String { room.folder + "/personal.key" }
    private let catalogue = FileRoom.catalogue
    private let bytes = FileRoom.pdf + [UInt8](repeating: 32, count: 300_000)

    init() throws {
        room = try FileRoom()
        try FileManager.default.createDirectory(
            atPath: room.folder, withIntermediateDirectories: true)
        try Data(repeating: 7, count: 32).write(to: URL(fileURLWithPath: keyFile))
    }

    deinit { room.remove() }

    /// Entries: 1 need, 2 and 3 files.
    private func fill() async throws -> [Record] {
        let need = try await room.need("甲")
        return [
            try await room.keep(FileRoom.pdf, "一.pdf", about: need.id),
            try await room.keep(bytes, "二.pdf", about: need.id),
        ]
    }

    /// A place of the engine that the tests run on.
    private func place(_ name: String) throws -> DataPlace {
        let folder = room.folder + "/" + name
        guard let server = TestServer.named else { return .folder(DataFolder(folder)) }
        return try DataPlace(
            server.newDatabase(), keys: folder + "-keys", files: folder + "-files")
    }

    private func backUp() throws -> BackupManifest {
        try room.registry.backUp(to: archive, files: room.store)
    }

    private func restore(_ place: DataPlace, through entry: Int64? = nil) async throws -> CityFiles
    {
        let catalogue = try catalogue.get()
        _ = try await Backup(archive).restore(
            to: place, catalogue, keyFile: keyFile, through: entry)
        return CityFiles(Registry(try place.open(catalogue)), place.fileStore(catalogue))
    }

    private func names(in store: FileStore) throws -> Int {
        var count = 0
        try store.each { _, _ in count += 1 }
        return count
    }

    @Test func aBackupHoldsTheFilesAndARestoredCityReadsThem() async throws {
        let records = try await fill()
        let manifest = try backUp()
        #expect(manifest.files == 2 && manifest.format == 2)
        #expect(manifest.fileBytes == Int64(FileRoom.pdf.count + bytes.count))
        let again = try await restore(try place("again"))
        #expect(try await room.read(records[0].id, again) == FileRoom.pdf)
        #expect(try await room.read(records[1].id, again) == bytes)
        // And it keeps the next.
        let need = try await again.registry.database.read {
            try $0.integer("SELECT min(id) FROM need")
        }
        _ = try await room.keep(FileRoom.pdf + [10], "三.pdf", about: need, again)
    }

    @Test func aCityWithoutFilesIsBackedUpAsBefore() async throws {
        _ = try await room.need("甲")
        #expect(try room.registry.backUp(to: archive).format == 1)
        let again = try await restore(try place("again"))
        #expect(!FileManager.default.fileExists(atPath: again.store.path))
    }

    @Test func onlyTheFilesOfThenComeBackWithAnEarlierEntry() async throws {
        _ = try await fill()
        _ = try backUp()
        let again = try await restore(try place("again"), through: 2)
        #expect(try names(in: again.store) == 1)
    }

    @Test func aMissingOrDamagedFileIsNoBackup() async throws {
        let records = try await fill()
        #expect(throws: BackupError.noPlaceForFiles(2)) {
            try room.registry.backUp(to: archive)
        }
        let place = room.store.path(of: Digest(hex: records[1]["digest"].text ?? ""))
        chmod(place, 0o600)
        var bent = bytes
        bent[200_000] ^= 1
        try Data(bent).write(to: URL(fileURLWithPath: place))
        #expect(throws: BackupError.self) { try backUp() }
        unlink(place)
        #expect(throws: BackupError.self) { try backUp() }
        #expect(!FileManager.default.fileExists(atPath: archive))
    }

    @Test func whatIsDamagedInTheArchiveIsNotRestoredAndNothingStays() async throws {
        let records = try await fill()
        _ = try backUp()
        // The largest file fills most of the archive, and is stored as it is.
        var archived = try Data(contentsOf: URL(fileURLWithPath: archive))
        let middle = try #require(
            archived.range(of: Data(repeating: 32, count: 10_000))?.lowerBound)
        archived[middle + 5_000] ^= 1
        try archived.write(to: URL(fileURLWithPath: archive))
        let place = try place("bent")
        await #expect(throws: (any Error).self) { try await restore(place) }
        #expect(try names(in: place.fileStore(catalogue.get())) == 0)
        #expect(throws: StoreError.self) { try place.open(catalogue.get()) }
        #expect(try await room.read(records[1].id) == bytes)
    }

    @Test func whatIsThereAlreadyStaysWhereARestoreFails() async throws {
        _ = try await fill()
        _ = try backUp()
        let place = try place("held")
        let store = place.fileStore(try catalogue.get())
        let arrival = try store.begin()
        try arrival.append(FileRoom.pdf)
        let held = try arrival.keep().digest
        var archived = try Data(contentsOf: URL(fileURLWithPath: archive))
        let middle = try #require(
            archived.range(of: Data(repeating: 32, count: 10_000))?.lowerBound)
        archived[middle + 5_000] ^= 1
        try archived.write(to: URL(fileURLWithPath: archive))
        await #expect(throws: (any Error).self) { try await restore(place) }
        #expect(try names(in: store) == 1 && store.bytes(of: held) != nil)
    }

    @Test func aCityMovesWithItsFiles() async throws {
        let records = try await fill()
        let away = try place("away")
        #expect(throws: BackupError.noPlaceForFiles(2)) { try room.registry.move(to: away) }
        try room.registry.move(to: away, files: room.store)
        let catalogue = try catalogue.get()
        let there = CityFiles(Registry(try away.open(catalogue)), away.fileStore(catalogue))
        #expect(try await room.read(records[1].id, there) == bytes)
        let home = DataPlace.folder(DataFolder(room.folder + "/home"))
        try there.registry.move(to: home, files: there.store)
        let back = CityFiles(Registry(try home.open(catalogue)), home.fileStore(catalogue))
        #expect(try await room.read(records[1].id, back) == bytes)
    }

    @Test func verifyingNoticesWhatIsMissingDamagedOrShorter() async throws {
        let records = try await fill()
        func findings(_ reads: Bool) throws -> [String] {
            let named = try room.registry.database.readNow { try Registry.namedContents($0) }
            return try FileReport(named, in: room.store, reads: reads).findings.map(\.what)
        }
        #expect(try findings(true).isEmpty)
        let first = room.store.path(of: Digest(hex: records[0]["digest"].text ?? ""))
        let second = room.store.path(of: Digest(hex: records[1]["digest"].text ?? ""))
        unlink(first)
        chmod(second, 0o600)
        var bent = bytes
        bent[0] ^= 1
        try Data(bent).write(to: URL(fileURLWithPath: second))
        #expect(try findings(true).count == 2)
        #expect(try findings(true).contains { $0.contains("一.pdf") && $0.contains("不在文件夹里") })
        #expect(try findings(true).contains { $0.contains("二.pdf") && $0.contains("与摘要不符") })
        #expect(try findings(false).count == 1)
        truncate(second, 5)
        #expect(try findings(false).count == 2)
    }
}
