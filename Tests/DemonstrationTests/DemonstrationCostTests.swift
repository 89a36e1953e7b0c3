import Demonstration
import Registers
import Store
import Testing
import Values

@testable import Funds

/// The running costs of the demonstration's year.
struct DemonstrationCostTests {
    private func standings(_ year: Int) async throws -> [CostStanding] {
        let registry = try await DemonstrationCity.shared.value
        return try await registry.database.read {
            try RunningCosts(registry).standings($0, year: year, today: .yearEnd(year))
        }
    }

    @Test(arguments: [2024, 2025]) func everyKindStaysWithinItsLimitAndSaysWhetherItIsNear(
        year: Int
    ) async throws {
        let registry = try await DemonstrationCity.shared.value
        let limited = try await standings(year).filter { $0.limit != nil }
        #expect(limited.count == 6)
        for standing in limited {
            #expect((standing.left ?? Money(fen: -1)) >= .zero, "\(standing.kindTitle)")
            #expect(standing.use.used > .zero || standing.key.kind == "overseas")
        }
        let near = try await registry.database.read {
            try RunningCosts(registry).near($0, year: year)
        }
        #expect(near.map(\.key) == limited.filter(\.isNear).map(\.key))
        #expect(near.isEmpty == (year == 2024))
    }

    @Test func tripsOfTheCarsAreThoseOfTheRequests() async throws {
        let registry = try await DemonstrationCity.shared.value
        let sums = try await registry.database.read { reader in
            (
                try reader.integer(
                    "SELECT sum(kilometres) FROM car_use WHERE state = 'returned'"),
                try reader.integer("SELECT sum(kilometres) FROM official_car__trips")
            )
        }
        #expect(sums.0 == sums.1 && sums.0 > 0)
    }

    /// What the makers write keeps the rules that hold back everybody else.
    @Test func everyRecordKeepsTheRules() async throws {
        let registry = try await DemonstrationCity.shared.value
        let catalogue = registry.catalogue
        for (register, field) in [
            ("reception", "received_on"), ("conference", "held_on"), ("training-class", "held_on"),
        ] {
            let records = try await registry.database.read { reader in
                let ids = try reader.all(
                    "SELECT id FROM \(table: register.replacing("-", with: "_")) ORDER BY id"
                ).compactMap { $0[0].integer }
                return try registry.records(reader, register, ids: ids)
            }
            #expect(records.count >= 8, "\(register)")
            for record in records {
                let day = try #require(CalendarDate(iso: record[field].text ?? ""))
                let broken =
                    register == "reception"
                    ? ReceptionRules(catalogue: catalogue, day: day).broken(by: record)
                    : EventStandard(catalogue: catalogue, day: day).broken(by: record)
                #expect(broken == nil, "\(register) \(record.id)")
            }
        }
    }
}
