import Catalogue
import Foundation
import Funds
import Registers
import Store
import Testing
import Values

@testable import Web

/// The page of running costs, and the same for programs.
@Suite struct RunningCostPageTests {
    private let path = "/funds/running-costs"

    private func city() async throws -> (WebCity, Viewer) {
        let city = try await WebCity(filled: false)
        let finance = try WebCity.viewer("finance")
        _ = try await city.registry.createRecord(
            "cost-limit",
            [
                "year": .text("2025"), "kind": .text("conference"), "name": .text("会议费"),
                "amount": .text("10000"), "document": .text("财预<1>号"),
            ], by: finance)
        for (number, estimate) in [("HY-1", "6000"), ("HY-2", "2500.50")] {
            _ = try await city.registry.createRecord(
                "conference",
                [
                    "conference_no": .text(number), "name": .text("会"), "grade": .text("fourth"),
                    "held_on": .text("2025-11-20"), "people": .text("30"),
                    "estimate": .text(estimate),
                ], by: finance)
        }
        return (city, finance)
    }

    @Test func thePageShowsLimitUseAndWhatIsLeft() async throws {
        let (city, finance) = try await city()
        let page = await city.get(path + "?year=2025", as: finance)
        #expect(page.status == 200 && Markup(page.text).problems == [])
        for part in [
            "会议费", "10,000.00", "8,500.50", "1,499.50", "85.0%", "已到预警线", "财预&lt;1&gt;号",
            "决算没有填列", "href=\"/registers/conference?in-year=2025\"",
        ] {
            #expect(page.text.contains(part), "\(part)")
        }
        #expect(page.text.contains(String(repeating: "█", count: 17) + "░"))
    }

    @Test func aYearWithNothingSaysSoAndOffersToBegin() async throws {
        let (city, finance) = try await city()
        let page = await city.get(path + "?year=2026", as: finance)
        #expect(page.text.contains("2026年还没有登记限额"))
        #expect(page.text.contains("href=\"/registers/cost-limit/new\""))
        #expect(Markup(page.text).problems == [])
        let supervisor = await city.get(path + "?year=2026", as: try WebCity.viewer("supervisor"))
        #expect(supervisor.status == 200 && !supervisor.text.contains("cost-limit/new"))
        #expect(await city.get(path, as: finance).text.contains("2025年“三公”和各项经费"))
        #expect(await city.get(path + "?year=abc", as: finance).status == 400)
    }

    @Test(arguments: [
        ("finance", 200), ("leader", 200), ("officer", 200), ("section-head", 200),
        ("supervisor", 200), ("clerk", 403), ("organisation-administrator", 403),
        ("bank-member", 403), ("system-administrator", 403), ("public", 403),
    ])
    func onlyTheBureauReadsIt(role: String, status: Int) async throws {
        let city = try await WebCity.empty.value
        let viewer = try WebCity.viewer(role)
        #expect(await city.get(path, as: viewer).status == status)
        #expect(await city.get("/api" + path, as: viewer).status == status)
    }

    @Test func programsAreToldTheSameNumbers() async throws {
        let (city, finance) = try await city()
        let told = await city.get("/api" + path + "?year=2025", as: finance)
        #expect(told.status == 200)
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(told.text.utf8)) as? [String: Any])
        let limits = try #require(json["limits"] as? [[String: Any]])
        #expect(limits.count == 1)
        #expect(limits[0]["limit"] as? String == "10000.00")
        #expect(limits[0]["reserved"] as? String == "8500.50")
        #expect(limits[0]["left"] as? String == "1499.50")
        #expect(limits[0]["near"] as? Bool == true)
        #expect((json["counts"] as? [Any])?.count == 7)
        #expect((json["amounts"] as? [Any])?.count == 9)
    }

    @Test func theDeskNamesALimitThatIsNear() async throws {
        let (city, finance) = try await city()
        #expect(await !city.get("/", as: finance).text.contains("已到预警线"))
        let made = try await city.registry.createRecord(
            "cost-limit",
            [
                "year": .text("2026"), "kind": .text("reception"), "name": .text("接待费"),
                "amount": .text("100"), "document": .text("财预2号"), "near": .text("是"),
            ], by: finance)
        _ = try await city.registry.createRecord(
            "reception",
            [
                "reception_no": .text("JD-1"), "matter": .text("调研"), "guest_unit": .text("邻市"),
                "letter_no": .text("函1号"), "received_on": .text("2026-02-09"),
                "guests": .text("1"), "estimate": .text("90"),
            ], by: finance)
        let desk = await city.get("/", as: finance).text
        #expect(desk.contains("已到预警线：2026年公务接待费（局本级）"))
        #expect(desk.contains("href=\"/funds/running-costs?year=2026\""))
        #expect(await !city.get("/", as: try WebCity.viewer("clerk")).text.contains("已到预警线"))
        _ = try await city.registry.withdrawRecord(
            "cost-limit", made.id, by: finance, reason: "写错")
        #expect(await !city.get("/", as: finance).text.contains("已到预警线"))
    }
}
