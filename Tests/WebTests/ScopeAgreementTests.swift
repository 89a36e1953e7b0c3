import Accounts
import Catalogue
import Foundation
import Journal
import Registers
import Search
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Web

/// A scope says twice which records there are: in SQL, and of one record. Both agree.
@Suite struct ScopeAgreementTests {
    private func viewers(_ city: WebCity, _ counties: [String?], _ organisations: [Int64?])
        -> [Viewer]
    {
        city.registry.catalogue.roles.values.sorted { $0.name < $1.name }.flatMap { role in
            counties.flatMap { county in
                organisations.map {
                    Viewer(name: "某人", role: role, county: county, organisation: $0)
                }
            }
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func conditionAndTestAdmitTheSameRecords(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let city = try await WebCity(filled: false)
        let counties = Array(try city.counties().prefix(3))
        let source = city.registry.catalogue.list("need-sources")?.codes.first?.code ?? ""
        var organisations: [Int64] = []
        for number in 0..<4 {
            organisations.append(
                try await city.makeOrganisation(
                    "单位\(number)", county: Bool.random(using: &random) ? counties[0] : nil))
        }
        for number in 0..<25 {
            let organisation = try #require(organisations.randomElement(using: &random))
            let county = Int.random(in: 0...3, using: &random)
            _ = try await city.make(
                "technology-need",
                [
                    "need_no": .text("N\(number)"), "title": .text("需求\(number)"),
                    "source": .text(source), "collected_on": .text("2026-01-05"),
                    "organisation": .integer(organisation),
                    "county": county < 3 ? .text(counties[county]) : .null,
                ])
            _ = try await city.make(
                "person",
                [
                    "name": .text("人\(number)"),
                    "organisation": Bool.random(using: &random) ? .integer(organisation) : .null,
                ])
        }
        let viewers = viewers(
            city, [nil] + counties, [nil, 999_999] + organisations.map { $0 })
        let registry = city.registry
        for name in ["organisation", "person", "technology-need", "loan", "account"] {
            let register = try registry.register(name)
            for viewer in viewers {
                let scope = RecordScope(viewer, register)
                let (asked, all) = try await registry.database.read { reader in
                    let filter: SQL = scope.condition().map { " WHERE \($0)" } ?? ""
                    let table: SQL = "SELECT id FROM \(table: register.table)"
                    let ids = try reader.all(table + filter).compactMap { $0[0].integer }
                    let every = try reader.all(table).compactMap { $0[0].integer }
                    return (Set(ids), try registry.records(reader, name, ids: every))
                }
                let tested = Set(all.filter(scope.admits).map(\.id))
                #expect(asked == tested, "\(name) \(viewer.role.name) \(scope)")
            }
        }
    }

    @Test func somebodyWithoutTheirCountyOrOrganisationSeesNothing() async throws {
        let city = try await WebCity.filled.value
        for role in [
            "clerk", "organisation-administrator", "organisation-member", "bank-administrator",
            "bank-member",
        ] {
            let viewer = try WebCity.viewer(role)
            for register in city.registry.catalogue.registers {
                #expect(RecordScope(viewer, register) == .none, "\(role) \(register.name)")
            }
        }
    }
}
