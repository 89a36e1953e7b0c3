import Foundation
import Testing
import Values

@testable import Store

@Suite struct DataFolderTests {
    private let folder = TemporaryFolder()
    private var data: DataFolder { DataFolder(folder.path) }

    /// A city with visits in it, closed.
    private func makeCity(visits: Int = 1) async throws {
        let database = try data.create(try SmallCatalogue.load(), clock: .noon)
        try await database.write(.test) { writer in
            for number in 0..<visits {
                try writer.visit("走访\(number)" + String(repeating: "甲", count: 99))
            }
        }
        try database.close()
    }

    @Test func aCommitIsFlushedToTheDiskBeforeItReturns() async throws {
        let database = try data.create(try SmallCatalogue.load(), clock: .noon)
        let settings = try await database.write(.test) { writer in
            [
                try writer.reader.first("SELECT synchronous FROM pragma_synchronous")?[0],
                try writer.reader.first("SELECT journal_mode FROM pragma_journal_mode")?[0],
                try writer.reader.first("SELECT foreign_keys FROM pragma_foreign_keys")?[0],
            ]
        }
        // 2 is FULL.
        #expect(settings == [.integer(2), .text("wal"), .integer(1)])
        try database.close()
    }

    @Test func closingDoesNotFailBecauseAnotherProgramWrites() async throws {
        let database = try data.create(try SmallCatalogue.load(), clock: .noon)
        try await database.write(.test) { writer in
            for number in 0..<200 { try writer.visit("走访\(number)") }
            // Asked by an index: what upkeep counts when the database is closed.
            _ = try writer.reader.integer(
                "SELECT count(*) FROM journal_image WHERE register = \("visit") AND record = \(3)")
        }
        let other = try SQLiteEngine(file: data.database)
        try other.write { _ in try database.close() }
        try other.close()
        #expect(
            try data.open(try SmallCatalogue.load(), clock: .noon).readNow {
                try $0.integer("SELECT count(*) FROM visit")
            } == 200)
    }

    @Test func reopeningFindsEverything() async throws {
        try await makeCity(visits: 3)
        let database = try data.open(try SmallCatalogue.load(), clock: .noon)
        try database.readNow { (reader: Reader) throws in
            #expect(try reader.integer("SELECT count(*) FROM visit") == 3)
            #expect(try reader.integer("SELECT number FROM journal_head") == 1)
        }
        #expect(database.catalogueVersion == 1)
        #expect(try await database.write(.test) { try $0.newVisit("乙") } == 4)
        try database.close()
    }

    @Test func theFoldersFilesAreForTheirOwnerOnly() async throws {
        try await makeCity()
        let key = try FileManager.default.attributesOfItem(
            atPath: folder.path + "/keys/personal.key")
        #expect((key[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        let keys = try FileManager.default.attributesOfItem(atPath: folder.path + "/keys")
        #expect((keys[.posixPermissions] as? NSNumber)?.intValue == 0o700)
    }

    @Test func aCityIsNotMadeOverAnother() async throws {
        try await makeCity()
        let catalogue = try SmallCatalogue.load()
        #expect(throws: StoreError.alreadyExists(folder: folder.path)) {
            try data.create(catalogue)
        }
    }

    @Test func aMissingFolderIsNamedWithWhatToDo() throws {
        let catalogue = try SmallCatalogue.load()
        let error = #expect(throws: StoreError.noCity(folder: folder.path)) {
            try data.open(catalogue)
        }
        #expect(error?.description.contains("dongting init") == true)
    }

    @Test func aCityIsNotOpenedWithTheCatalogueOfAnother() async throws {
        try await makeCity()
        let other = try SmallCatalogue.load([
            "layer.yaml": "level: city\ntitle: 常德市\nregion: \"430700\"\n"
        ])
        let expected = StoreError.otherCity(
            folder: folder.path, holds: "试验市（430600）", catalogue: "常德市（430700）")
        #expect(throws: expected) { try data.open(other) }
    }

    @Test func aFileThatIsNoDatabaseIsNamed() async throws {
        try await makeCity()
        try Data(repeating: 0x41, count: 9_000).write(to: URL(fileURLWithPath: data.database))
        let catalogue = try SmallCatalogue.load()
        #expect(throws: StoreError.notADatabase(file: data.database)) { try data.open(catalogue) }
    }

    @Test func anEmptiedFileIsNotTakenForANewCity() async throws {
        try await makeCity()
        try Data().write(to: URL(fileURLWithPath: data.database))
        let catalogue = try SmallCatalogue.load()
        #expect(throws: StoreError.self) { try data.open(catalogue) }
    }

    @Test func aDamagedFileIsNamedAndNotWrittenTo() async throws {
        try await makeCity(visits: 2_000)
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: data.database))
        let size = try file.seekToEnd()
        for page in stride(from: size / 4096 / 4, to: size / 4096, by: 2) {
            try file.seek(toOffset: page * 4096)
            try file.write(contentsOf: Data(repeating: 0xee, count: 4096))
        }
        try file.close()
        let catalogue = try SmallCatalogue.load()
        let data = data
        let error = await #expect(throws: StoreError.self) {
            let database = try data.open(catalogue, clock: .noon)
            _ = try await database.read { try $0.all("SELECT * FROM visit") }
            try await database.write(.test) { try $0.visit("乙") }
        }
        guard case .damaged = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(.enabled(if: geteuid() != 0, "root may write into a read-only folder"))
    func aReadOnlyFolderIsNamed() async throws {
        try await makeCity()
        for (path, mode) in [(data.database, 0o400), (folder.path, 0o500)] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
        defer {
            try? FileManager.default.setAttributes(
                [.posixPermissions: 0o700], ofItemAtPath: folder.path)
        }
        let catalogue = try SmallCatalogue.load()
        #expect(throws: StoreError.self) { try data.open(catalogue) }
    }

    @Test func aMissingKeyFileIsNamed() async throws {
        try await makeCity()
        let key = folder.path + "/keys/personal.key"
        try FileManager.default.removeItem(atPath: key)
        let catalogue = try SmallCatalogue.load()
        #expect(throws: StoreError.keyMissing(file: key)) { try data.open(catalogue) }
    }

    @Test func aFolderInPlaceOfAFileIsNamed() throws {
        try Data().write(to: URL(fileURLWithPath: folder.path))
        let catalogue = try SmallCatalogue.load()
        let error = #expect(throws: StoreError.self) { try data.create(catalogue) }
        guard case .folderUnusable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func anotherFormatIsRefused() async throws {
        let catalogue = try SmallCatalogue.load()
        try data.create(catalogue, clock: .noon).close()
        for (format, refusal) in [
            ("1", StoreError.olderFormat(folder: folder.path)),
            ("3", .newerFormat(folder: folder.path)),
        ] {
            let engine = try SQLiteEngine(file: data.database)
            try engine.write {
                let sql: SQL = "UPDATE city SET value = \(format) WHERE key = 'format'"
                try $0.execute(Statement(sql, .sqlite))
            }
            try engine.close()
            #expect(throws: refusal) { try data.open(catalogue) }
        }
    }

    @Test func aKeyOfAnotherCityIsRefused() throws {
        let catalogue = try SmallCatalogue.load()
        try data.create(catalogue, clock: .noon).close()
        let file = folder.path + "/keys/personal.key"
        try Data(String(repeating: "ab", count: 32).utf8).write(to: URL(fileURLWithPath: file))
        #expect(throws: StoreError.keyWrong(file: file)) { try data.open(catalogue) }
    }

    @Test func aSecondServerIsRefusedUntilTheFirstIsGone() async throws {
        try await makeCity()
        var first: ServeLock? = try ServeLock(data)
        #expect(throws: StoreError.servedAlready(folder: folder.path)) { try ServeLock(data) }
        #expect(first != nil)
        first = nil
        _ = try ServeLock(data)
    }

    @Test func aFullDiskIsNamedAndNothingIsHalfWritten() async throws {
        let database = try data.create(try SmallCatalogue.load(), clock: .noon)
        try await database.write(.test) { writer in
            let pages = try writer.reader.integer("SELECT page_count FROM pragma_page_count")
            try writer.execute(Statement(text: "PRAGMA max_page_count = \(pages + 8)", values: []))
        }
        let error = await #expect(throws: StoreError.self) {
            try await database.write(.test) { writer in
                for _ in 0..<2_000 { try writer.visit(String(repeating: "甲", count: 500)) }
            }
        }
        guard case .diskFull = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.description.contains("没有写入任何内容") == true)
        try await database.write(.test) { writer in
            try writer.execute(Statement(text: "PRAGMA max_page_count = 100000", values: []))
            try writer.visit("乙")
        }
        try database.readNow { (reader: Reader) throws in
            #expect(try reader.all("SELECT id, name FROM visit") == [[.integer(1), .text("乙")]])
            #expect(try reader.integer("SELECT count(*) FROM journal_image") == 1)
            #expect(try reader.integer("SELECT number FROM journal_head") == 1)
        }
        try database.close()
    }

    @Test func oneWriteThatFillsTheDiskDoesNotFailTheOthersOfItsBatch() async throws {
        let database = try data.create(try SmallCatalogue.load(), clock: .noon)
        try await database.write(.test) { writer in
            let pages = try writer.reader.integer("SELECT page_count FROM pragma_page_count")
            try writer.execute(Statement(text: "PRAGMA max_page_count = \(pages + 60)", values: []))
        }
        let full = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<20 {
                group.addTask {
                    let count = number == 7 ? 2_000 : 1
                    let result: Void? = try? await database.write(.test) { writer in
                        for _ in 0..<count { try writer.visit(String(repeating: "甲", count: 300)) }
                    }
                    return result == nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(full == 1)
        #expect(try database.readNow { try $0.integer("SELECT count(*) FROM visit") } == 19)
        try database.close()
    }
}
