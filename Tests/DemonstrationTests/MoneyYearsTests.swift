import Catalogue
import Funds
import Registers
import Store
import Testing
import Values

/// Ten years of the demonstration's money, followed both ways.
@Suite struct MoneyYearsTests {
    @Test func tenYearsOfMoneyAreExplainedFromTheFundToTheLastReceiptAndBack() async throws {
        let city = try await DemonstrationCity.shared.value
        let role = try #require(city.catalogue.roles["finance"])
        let finance = Viewer(name: "王五", role: role)
        let explain = ExplainMoney(city)
        try city.database.readNow { reader in
            let fund = try reader.integer("SELECT id FROM special_fund WHERE code = 'YS-NIAN'")
            let years = try explain.years(reader, earmark: fund)
            #expect(years.count == 10)
            for year in years {
                let told = try explain.specialFund(reader, fund, year: year, by: finance)
                #expect(told.isWhole, "\(year)")
                #expect(told.appropriated == Money(fen: 300_000_000))
                // Whatever was issued has arrived and is spent or given back: nothing is held.
                #expect(told.issued == told.arrived)
                #expect(told.held == .zero, "\(year)")
                #expect(told.spent.fen > 0 && told.returned.fen > 0)
                #expect(told.arrived.fen == told.spent.fen + told.returned.fen)
            }
            // Every receipt leads back to its fund, over the unit and the document that paid it.
            let receipts = try reader.all(
                """
                SELECT e.id FROM project_expense e JOIN project_funding p ON p.id = e.project
                WHERE p.earmark = \(fund)
                """
            ).compactMap { $0[0].integer }
            #expect(receipts.count == 90)
            for receipt in receipts {
                let ways = try explain.receipt(reader, receipt, by: finance)
                #expect(!ways.isEmpty, "\(receipt)")
                for way in ways {
                    #expect(way.path.first?.kind == .fund)
                    #expect(way.path.last?.kind == .expense)
                    #expect(way.path.contains { $0.kind == .unit })
                }
            }
            let ledger = Ledger(city)
            #expect(try ledger.verify(reader).findings == [])
            #expect(try ledger.trialBalance(reader).allSatisfy { $0.difference == .zero })
        }
    }
}
