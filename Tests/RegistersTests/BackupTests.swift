import Catalogue
import Documents
import Foundation
import Journal
import Registers
import Store
import TestDatabase
import Testing
import Values

@Suite struct BackupTests {
    private let folder = NSTemporaryDirectory() + "backup-" + UUID().uuidString
    private var file: String { folder + "/city.backup" }
    private var keyFile: String { folder + "/personal.key" }
    private let catalogue = Workshop.catalogue

    init() throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try Data(repeating: 7, count: 32).write(to: URL(fileURLWithPath: keyFile))
    }

    /// Entries: 1 firm, 2 and 3 visits, 4 change, 5 withdrawal, 6 visit.
    private func city() async throws -> Workshop {
        let workshop = try Workshop()
        try await workshop.firm("甲公司", "91350100M000100Y43")
        let first = try await workshop.visit(
            "甲",
            [
                "phone": .text("13800001234"), "firm": .text("甲公司"), "note": .text("引号'\"\n“”"),
                "steps": .rows([["on": "2025-01-01", "who": "赵六"]]),
            ])
        let second = try await workshop.visit("乙")
        _ = try await workshop.registry.changeRecord(
            "visit", first.id,
            ["note": .text("改过"), "phone": .text("13900001234"), "firm": .text("")], version: nil,
            by: workshop.officer)
        _ = try await workshop.registry.withdrawRecord(
            "visit", second.id, by: workshop.officer, reason: "重复")
        try await workshop.visit("丙")
        return workshop
    }

    private func restored(_ name: String, through entry: Int64? = nil) async throws -> Registry {
        let place = try place(name)
        _ = try await Backup(file).restore(
            to: place, try catalogue.get(), keyFile: keyFile, through: entry)
        let key = PersonalKey(bytes: Array(repeating: 7, count: 32))
        guard case .folder(let folder) = place else {
            return Registry(try place.open(try catalogue.get()))
        }
        return Registry(try folder.open(try catalogue.get(), key: key))
    }

    /// A place of the engine that the tests run on.
    private func place(_ name: String) throws -> DataPlace {
        guard let server = TestServer.named else { return .folder(DataFolder("\(folder)/\(name)")) }
        return try DataPlace(server.newDatabase(), keys: "\(folder)/\(name)-keys")
    }

    private func records(_ registry: Registry) throws -> [Record] {
        try registry.database.readNow { reader in
            var all: [Record] = []
            for register in registry.catalogue.registers {
                try registry.eachRecord(reader, register.name) { all += $0 }
            }
            return all
        }
    }

    @Test func aBackupHoldsEveryRecordEveryVersionAndThePersonalValues() async throws {
        let workshop = try await city()
        let manifest = try workshop.registry.backUp(to: file)
        #expect(manifest.entry == 6)
        let registry = try await restored("again")
        #expect(try records(registry) == records(workshop.registry))
        let report = try registry.database.readNow { try registry.verify($0) }
        #expect(report.findings.isEmpty)
        #expect(report.head == (try workshop.verify()).head)
        // And it goes on from there.
        let made = try await registry.createRecord(
            "visit", ["number": .text("丁")], by: workshop.officer)
        #expect(try records(workshop.registry).allSatisfy { $0.id < made.id })
    }

    @Test func aCityIsTakenBackToAnEntry() async throws {
        let workshop = try Workshop()
        try await workshop.firm("甲公司", "91350100M000100Y43")
        let first = try await workshop.visit(
            "甲", ["firm": .text("甲公司"), "steps": .rows([["on": "2025-01-01", "who": "赵六"]])])
        let before = try records(workshop.registry)
        _ = try await workshop.registry.changeRecord(
            "visit", first.id, ["note": .text("改过"), "firm": .text("")], version: nil,
            by: workshop.officer)
        try await workshop.visit("乙")
        try workshop.registry.backUp(to: file)
        let registry = try await restored("then", through: 2)
        #expect(try records(registry) == before)
        #expect(try registry.database.readNow { try registry.verify($0) }.entries == 2)
    }

    @Test func whatTheJournalDoesNotHoldStaysAndIsSaid() async throws {
        let workshop = try await city()
        try workshop.registry.backUp(to: file)
        let registry = try await restored("then", through: 3)
        let visit = try #require(
            try records(registry).first { $0["number"] == .text("甲") })
        #expect(visit["note"] == .text("引号'\"\n“”"))
        #expect(visit["phone"] == .text("13900001234"))
        let report = try registry.database.readNow { try registry.verify($0) }
        #expect(report.findings.isEmpty)
        #expect(report.entries == 4)
    }

    @Test func anEntryThatIsNotThereIsNamed() async throws {
        try await city().registry.backUp(to: file)
        await #expect(throws: BackupError.noSuchEntry(99, last: 6)) {
            try await restored("then", through: 99)
        }
    }

    @Test func aTamperedCityIsNotBackedUpAsIfItWereWhole() async throws {
        let workshop = try await city()
        try await workshop.tamper("UPDATE firm SET name = '乙公司'")
        #expect(throws: BackupError.self) { try workshop.registry.backUp(to: file) }
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test func aFileIsNeverWrittenOver() async throws {
        let workshop = try await city()
        try Data("重要".utf8).write(to: URL(fileURLWithPath: file))
        #expect(throws: BackupError.exists(file)) { try workshop.registry.backUp(to: file) }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "重要")
    }

    @Test func aPlaceThatHoldsACityIsLeftAlone() async throws {
        try await city().registry.backUp(to: file)
        let place = DataPlace.folder(DataFolder(folder + "/one"))
        let catalogue = try catalogue.get()
        _ = try await Backup(file).restore(to: place, catalogue, keyFile: keyFile)
        await #expect(throws: StoreError.alreadyExists(folder: folder + "/one")) {
            try await Backup(file).restore(to: place, catalogue, keyFile: keyFile)
        }
    }

    @Test func withoutItsKeyNothingIsRestored() async throws {
        try await city().registry.backUp(to: file)
        let place = DataPlace.folder(DataFolder(folder + "/one"))
        let catalogue = try catalogue.get()
        await #expect(throws: StoreError.self) {
            try await Backup(file).restore(to: place, catalogue)
        }
        try Data(repeating: 8, count: 32).write(to: URL(fileURLWithPath: keyFile))
        await #expect(throws: StoreError.self) {
            try await Backup(file).restore(to: place, catalogue, keyFile: keyFile)
        }
        #expect(!FileManager.default.fileExists(atPath: folder + "/one/city.sqlite"))
    }

    @Test(arguments: [0, 1, 100, 20_000])
    func aTornFileIsRefused(bytes: Int) async throws {
        try await city().registry.backUp(to: file)
        let whole = try Data(contentsOf: URL(fileURLWithPath: file))
        try whole.prefix(bytes).write(to: URL(fileURLWithPath: file))
        await #expect(throws: DocumentProblem.self) { try await restored("torn") }
    }

    @Test func aChangedByteIsNoticed() async throws {
        try await city().registry.backUp(to: file)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        bytes[bytes.count / 2] ^= 0xff
        try bytes.write(to: URL(fileURLWithPath: file))
        await #expect(throws: (any Error).self) { try await restored("bent") }
        #expect(!FileManager.default.fileExists(atPath: folder + "/bent/city.sqlite"))
    }

    @Test func aCityMovesAndComesBackTheSame() async throws {
        let workshop = try await city()
        let away = try place("away")
        try workshop.registry.move(to: away)
        let there = Registry(try away.open(try catalogue.get()))
        #expect(try records(there) == records(workshop.registry))
        let home = DataFolder(folder + "/home")
        try there.move(to: .folder(home))
        let back = Registry(try home.open(try catalogue.get()))
        #expect(try records(back) == records(workshop.registry))
        #expect(
            try back.database.readNow { try back.verify($0) }.head == (try workshop.verify()).head)
    }
}

extension BackupTests {
    @Test func theSearchIndexIsInNoBackup() async throws {
        let city = try await city()
        try city.database.derive {
            try $0.execute(
                """
                INSERT INTO search_pending (id, register) VALUES (1, 'firm')
                """)
            try $0.execute("UPDATE search_progress SET entry = 5 WHERE id = 1")
        }
        try city.registry.backUp(to: file)
        let database = try await restored("restored").database
        let (entry, pending) = try database.readNow { reader in
            (
                try reader.integer("SELECT entry FROM search_progress"),
                try reader.integer("SELECT count(*) FROM search_pending")
            )
        }
        #expect(entry == 0 && pending == 0)
    }
}
