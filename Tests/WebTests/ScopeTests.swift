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

/// What is another's is not there: in no list, count, search, export, figure, picker or address.
@Suite struct ScopeTests {
    /// Everything that shows or hands out records of a register.
    private func shows(_ side: ScopeCity.Side) -> [String] {
        let need = side.needs[0]
        return [
            "/", "/registers", "/registers/technology-need", "/registers/technology-need?q=字号",
            "/registers/technology-need?state=collected", "/registers/technology-need?sort=-title",
            "/registers/technology-need?page=2", "/registers/technology-need?pinyin=y",
            "/registers/technology-need/records.csv", "/registers/technology-need/records.json",
            "/registers/technology-need/\(need)", "/registers/technology-need/\(need)/edit",
            "/registers/technology-need/new?from=\(need)", "/registers/person",
            "/registers/organisation", "/registers/organisation/\(side.organisation)",
            "/registers/organisation/records.csv", "/search?q=字号", "/search?q=机密难题",
            "/search?q=字号&in=technology-need", "/search?q=字号的机蜜难题",
            "/api/search?q=字号", "/api/registers/technology-need",
            "/api/registers/technology-need/\(need)", "/api/registers/organisation",
            "/worklists", "/api/worklists", "/worklists/need-to-condense", "/members", "/me",
            "/me/notices", "/figures", "/api/figures", "/pick/technology-need?q=字号",
            "/pick/person?q=字号", "/pick/membership?q=字号",
        ]
    }

    @Test func nothingOfTheOtherSideShowsAnywhere() async throws {
        let all = try await ScopeCity()
        for (own, other) in [(all.one, all.two), (all.two, all.one)] {
            for (name, person) in own.people {
                for target in shows(own) {
                    let response = await person.get(target)
                    #expect(response.status < 500, "\(name) \(target)")
                    let tells = response.text.contains("\(other.word)字号")
                    #expect(!tells, "\(name) \(own.word) \(target)")
                }
            }
        }
    }

    @Test func onesOwnIsThere() async throws {
        let all = try await ScopeCity()
        for (name, person) in all.one.people {
            for target in [
                "/registers/technology-need", "/registers/technology-need/\(all.one.needs[0])",
                "/search?q=机密难题", "/api/registers/technology-need",
            ] {
                let text = await person.get(target).text
                #expect(text.contains("甲字号"), "\(name) \(target)")
            }
        }
    }

    @Test func whatIsAnothersIsNotToldFromWhatIsNotThere() async throws {
        let all = try await ScopeCity()
        let (own, other) = (all.one, all.two)
        for (name, person) in own.people {
            for (register, id) in [
                ("technology-need", other.needs[0]), ("organisation", other.organisation),
            ] {
                for target in ["", "/edit", "/moves/county-check", "/withdraw"] {
                    let theirs = await person.get("/registers/\(register)/\(id)\(target)")
                    let none = await person.get("/registers/\(register)/99999999\(target)")
                    #expect(theirs.status == none.status, "\(name) \(register)\(target)")
                    #expect(theirs.status == 404 || theirs.status == 403)
                }
                let api = await person.get("/api/registers/\(register)/\(id)")
                #expect(api.status == 404, "\(name) \(register)")
                let copy = await person.get("/registers/\(register)/new?from=\(id)")
                #expect(copy.status == 404 || copy.status == 403, "\(name) \(register)")
            }
        }
    }

    @Test func whatIsAnothersCountsNowhere() async throws {
        let all = try await ScopeCity()
        let registry = all.registry
        for (own, count) in [(all.one, 2), (all.two, 3)] {
            for (name, person) in own.people {
                let list = await person.get("/api/registers/technology-need").text
                #expect(list.contains("\"count\":\(count),"), "\(name): \(list.prefix(120))")
                let found = await person.get("/api/search?q=机密难题").text
                #expect(found.contains("\"count\":\(count)"), "\(name): \(found.prefix(200))")
                let table = await person.get("/registers/technology-need/records.csv")
                if name != "member" {
                    #expect(
                        table.text.split(whereSeparator: \.isNewline).count == count + 1, "\(name)")
                } else {
                    #expect(table.status == 403)
                }
                let viewer = try await all.viewer(person)
                let summaries = try await registry.database.read {
                    try registry.find($0, "technology-need", RecordQuery(), by: viewer).count
                }
                #expect(summaries == count)
            }
        }
    }

    @Test func anExcelFileHoldsOnesOwnRowsOnly() async throws {
        let all = try await ScopeCity()
        let scratch = NSTemporaryDirectory() + UUID().uuidString + ".xlsx"
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let viewer = try await all.viewer(all.one.clerk)
        let rows = try await all.registry.database.read {
            try all.registry.exportWorkbook(
                $0, "technology-need", RecordQuery(), to: scratch, by: viewer)
        }
        #expect(rows == 2)
        let response = await all.one.clerk.get("/registers/technology-need/records.xlsx")
        #expect(response.status == 200 && response.header("Cache-Control") == "no-store")
    }

    @Test func aCountyAsksForNoOtherCountysFigures() async throws {
        let all = try await ScopeCity()
        let clerk = all.one.clerk
        let own = await clerk.get("/api/figures?county=\(all.one.county)")
        let other = await clerk.get("/api/figures?county=\(all.two.county)")
        let whole = await clerk.get("/api/figures")
        #expect(own.status == 200 && whole.text == own.text)
        #expect(other.status >= 400 || other.text == own.text)
        for name in all.registry.catalogue.figures.map(\.name).prefix(40) {
            let theirs = await clerk.get("/api/figures/\(name)/lineage?county=\(all.two.county)")
            #expect(!theirs.text.contains("乙字号"), "\(name)")
        }
    }

    @Test func whoMayNotReadARegisterIsNotToldTheRecordsBehindAFigure() async throws {
        let city = try await WebCity(filled: true)
        let finance = try await city.signedIn("money", "finance")
        let leader = try await city.signedIn("boss", "leader")
        for target in [
            "/figures/contract_turnover?year=2025",
            "/figures/contract_turnover/lineage.csv?year=2025",
            "/api/figures/contract_turnover/lineage?year=2025",
        ] {
            #expect(
                await leader.get(target).text.contains("HT-1041") || target.contains("figures/"))
            let told = await finance.get(target)
            #expect(told.status == 200 && !told.text.contains("合同”"), "\(target)")
        }
        let rows = await leader.get("/figures/contract_turnover/lineage.csv?year=2025").text
        #expect(rows.contains("合同”"))
    }

    @Test func anOrganisationSeesNeitherTheJournalNorReportsNorFiguresOfTheCity() async throws {
        let all = try await ScopeCity()
        for (_, person) in all.one.people where person.account != all.one.clerk.account {
            for target in [
                "/journal", "/journal/1", "/api/journal/head", "/overview", "/figures", "/reports",
                "/api/figures", "/api/reports",
            ] {
                #expect(await person.get(target).status == 403, "\(target)")
            }
        }
        for target in ["/journal", "/journal/1", "/overview", "/reports", "/api/journal/head"] {
            #expect(await all.one.clerk.get(target).status == 403, "\(target)")
        }
    }

    @Test func aDraftIsItsOwnersAlone() async throws {
        let all = try await ScopeCity()
        let key = "0123456789abcdef"
        let target = "/drafts/\(key)?register=technology-need"
        let saved = await all.two.member.post(target, [("title", "乙字号还没报的")])
        #expect(saved.status == 200, "\(saved.text)")
        for person in [all.one.member, all.two.administrator] {
            let form = await person.get("/registers/technology-need/new?draft=\(key)")
            #expect(form.status == 200 && !form.text.contains("乙字号还没报的"))
            _ = await person.post("/me/drafts", [("key", key)])
        }
        let own = await all.two.member.get("/registers/technology-need/new?draft=\(key)")
        #expect(own.text.contains("乙字号还没报的"))
    }

    @Test func whoSeesNoPersonalFieldsIsNotToldAPersonalName() async throws {
        let city = try await WebCity(filled: false)
        let id = try await city.make(
            "talent", ["talent_no": .text("R-1"), "name": .text("王不公开")])
        let leader = try await city.signedIn("boss", "leader")
        let page = await leader.get("/registers/talent/\(id)")
        #expect(page.status == 200 && !page.text.contains("王不公开"))
        for target in ["/registers/talent", "/pick/talent?q=R-1", "/registers/talent/records.csv"] {
            #expect(await !leader.get(target).text.contains("王不公开"), "\(target)")
        }
    }
}

extension ScopeCity {
    func viewer(_ person: SignedIn) async throws -> Viewer {
        try #require(
            try await registry.database.read {
                try city.accounts.session($0, token: person.token)?.viewer
            })
    }
}
