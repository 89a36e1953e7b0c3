import Catalogue
import Foundation
import Journal
import Registers
import Store
import TestDatabase
import Testing
import Values

@testable import Operating

@Suite struct AccountCheckTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let loaded = Result { try Catalogue.load([root + "/cities/yueyang"]) }

    private func check(_ roles: [(String, String)]) async throws -> Check? {
        let catalogue = try Self.loaded.get()
        let database = try testDatabase(catalogue)
        let registry = Registry(database)
        let act = Act(actor: "试验", role: "system-administrator", event: "account.created")
        try await database.write(act) { writer in
            for (role, state) in roles {
                let draft = Draft(
                    ["login": .text(role), "name": .text(role), "role": .text(role)],
                    state: state)
                _ = try registry.create(draft, in: "account", writer)
            }
        }
        let doctor = Doctor(place: .folder(DataFolder("unused")), clock: .system)
        return try await database.read { try doctor.administrators($0, catalogue) }
    }

    @Test func aCityWithItsThreeAdministratorsIsFine() async throws {
        let check = try await check([
            ("system-administrator", "active"), ("security-administrator", "active"),
            ("audit-administrator", "active"),
        ])
        #expect(check?.state == .fine)
    }

    @Test func aCityWithoutOneOfItsThreeAdministratorsIsToldWhichAndWhatToDo() async throws {
        let check = try await check([
            ("system-administrator", "active"), ("security-administrator", "suspended"),
            ("audit-administrator", "active"),
        ])
        #expect(check?.state == .attention)
        #expect(check?.what.contains("安全管理员") == true && check?.what.contains("审计") == false)
        #expect(check?.rule != nil && check?.advice != nil)
    }

    @Test func aNewCityIsToldOfTheFirstLink() async throws {
        let check = try await check([])
        #expect(check?.state == .attention && check?.advice?.contains("一次性链接") == true)
    }
}
