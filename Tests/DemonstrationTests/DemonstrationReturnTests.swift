import Catalogue
import Registers
import Returns
import Store
import Testing
import Values

/// The returns of the demonstration city: one finished, one under way.
struct DemonstrationReturnTests {
    @Test func oneReturnIsFinishedAndTheNextIsUnderWay() async throws {
        let registry = try await DemonstrationCity.shared.value
        let returns = Returns(registry)
        let role = try #require(registry.catalogue.roles["officer"])
        let party = ReturnParty(Viewer(name: "测试", role: role), .bureau)
        let (standings, merged) = try await registry.database.read { reader in
            let ids = try reader.all(
                "SELECT DISTINCT collection FROM collection_sheet WHERE last_values IS NOT NULL"
            ).compactMap { $0[0].integer }
            let id = try #require(ids.first)
            let form = try returns.form(reader, id)
            let standings = try [form.previous, id].compactMap { $0 }.map {
                try returns.standing(reader, $0, at: registry.database.clock.now(), by: party)
            }
            return (standings, try returns.mergeSheets(reader, of: id, by: party))
        }
        #expect(standings.count == 2)
        #expect(standings[0].words == "13 个单位：已审核 13")
        #expect(standings[0].state == "已归档")
        #expect(standings[1].words == "13 个单位：未打开 3、已打开 2、填报中 2、退回补正 2、已报送 2、已审核 2")
        #expect(merged.parts.count == 4 && merged.missing.count == 9)
        #expect(merged.totals["c2"]?.difference != nil)
    }
}
