import Catalogue
import Registers
import Store
import Testing
import Values
import Work

/// The work lists of the catalogue over the demonstration city, on 20 January 2026.
struct DemonstrationWorkTests {
    @Test func everyListRunsAndManyHaveSomethingToDo() async throws {
        let registry = try await DemonstrationCity.shared.value
        let worklists = Worklists(registry)
        let viewer = try officer(registry)
        let question = WorkQuestion(today: registry.database.clock.today)
        let summaries = try await registry.database.read {
            try worklists.summaries($0, question, by: viewer)
        }
        #expect(summaries.count == registry.catalogue.worklists.count)
        #expect(summaries.count { $0.count > 0 } >= 15)
        #expect(summaries.count { $0.overdue > 0 } >= 5)
        for name in [
            "permit-expiring", "certificate-lapsed", "loan-maturing", "contract-waiting",
        ] {
            let summary = try #require(summaries.first { $0.worklist.name == name })
            #expect(summary.count > 0, "\(name)")
        }
    }

    @Test func everyLineIsOfARecordInTheListsState() async throws {
        let registry = try await DemonstrationCity.shared.value
        let worklists = Worklists(registry)
        let viewer = try officer(registry)
        let today = registry.database.clock.today
        for list in registry.catalogue.worklists {
            let page = try await registry.database.read {
                try worklists.page($0, list.name, WorkQuestion(today: today), by: viewer)
            }
            #expect(page.lines.count == page.summary.count, "\(list.name)")
            #expect(!page.lines.contains { $0.state == Lifecycle.withdrawn }, "\(list.name)")
            let late = page.lines.filter { $0.due.map { $0 < today } == true }
            #expect(late.count == page.summary.overdue, "\(list.name)")
            let days = page.lines.compactMap(\.due)
            #expect(days == days.sorted(), "\(list.name)")
        }
    }

    @Test func theCountiesTogetherAreTheCity() async throws {
        let registry = try await DemonstrationCity.shared.value
        let worklists = Worklists(registry)
        let viewer = try officer(registry)
        let today = registry.database.clock.today
        func count(_ county: String?) async throws -> Int {
            let question = WorkQuestion(today: today, county: county)
            return try await registry.database.read {
                try worklists.page($0, "certificate-lapsed", question, by: viewer).summary.count
            }
        }
        var sum = 0
        for county in registry.catalogue.list("counties")?.codes ?? [] {
            sum += try await count(county.code)
        }
        #expect(try await count(nil) == sum)
    }

    private func officer(_ registry: Registry) throws -> Viewer {
        Viewer(name: "测试", role: try #require(registry.catalogue.roles["officer"]))
    }
}
