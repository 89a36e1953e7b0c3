import Applications
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Web

/// What is the bureau's own of a record (`bureau: true`), on every way to it.
@Suite struct BureauFieldTests {
    private static let secrets = ["87.65", "评审得分", "123,456", "123456.00", "局里议决的理由"]

    private func decided(_ room: RecommendingRoom) async throws {
        try await room.registry.database.write(ReviewRoom.act) { writer in
            _ = try room.registry.change(
                "application", room.ids[0],
                to: Draft([
                    "score": .integer(8_765), "score_rank": .integer(7),
                    "proposed": .integer(12_345_600), "decision_reason": .text("局里议决的理由"),
                ]), version: nil, writer)
        }
    }

    @Test func neitherCountyNorUnitSeesScoreAmountOrReasonOfAnApplication() async throws {
        let room = try await RecommendingRoom()
        try await decided(room)
        let id = room.ids[0]
        let ways = [
            "/registers/application", "/registers/application/\(id)", "/api/registers/application",
            "/api/registers/application/\(id)", "/api/registers/application/\(id)/history",
            "/applications/\(id)", "/api/applications/\(id)",
        ]
        for viewer in [room.unit, room.clerk] {
            for way in ways {
                let told = await room.get(way, viewer)
                #expect(told.status == 200, "\(way)")
                for secret in Self.secrets {
                    #expect(!told.text.contains(secret), "\(way) \(secret)")
                }
            }
            for way in [
                "/registers/application?sort=-score", "/registers/application?score=87.65",
                "/api/registers/application?sort=proposed",
                "/api/registers/application?decision_reason=x",
            ] { #expect(await room.get(way, viewer).status >= 400, "\(way)") }
            let found = await room.send(
                "GET", "/api/registers/application?q=%E8%AE%AE%E5%86%B3", viewer)
            #expect(try found.json()["count"]?.integer == 0, "no word of it is found")
        }
        for way in ["records.csv", "fields.csv", "records.json"] {
            let told = await room.get("/registers/application/\(way)", room.clerk)
            for secret in Self.secrets { #expect(!told.text.contains(secret), "\(way)") }
        }
    }

    @Test func theBureauSeesAllOfThem() async throws {
        let room = try await RecommendingRoom()
        try await decided(room)
        let path = "/registers/application/\(room.ids[0])"
        let page = await room.get(path, room.officer)
        for told in ["87.65", "评审得分", "123,456.00", "局里议决的理由"] {
            #expect(page.text.contains(told), "\(told)")
        }
        let json = await room.send("GET", "/api" + path, room.officer)
        #expect(try json.json()["decision_reason"]?.string == "局里议决的理由")
        let table = await room.get("/registers/application/records.csv", room.officer)
        #expect(table.text.contains("87.65"))
        let sorted = await room.get("/registers/application?sort=-score", room.officer)
        #expect(sorted.status == 200)
    }

    @Test func aFormalCheckThatWaitsIsNoRecordForTheUnit() async throws {
        let room = try await RecommendingRoom()
        let check = try await room.registry.database.write(ReviewRoom.act) { writer in
            try room.registry.create(
                Draft(
                    [
                        "application": .integer(room.ids[0]), "call": .integer(room.call),
                        "organisation": .integer(room.unit.organisation ?? 0),
                        "result": .text("fail"), "checked_by": .text("规划甲"),
                        "checked_on": .text("2026-04-02"),
                    ], state: "first-checked"), in: "formal-check", writer
            ).id
        }
        let path = "/registers/formal-check"
        let ways = [
            path, "\(path)/\(check)", "/api\(path)", "/api\(path)/\(check)",
            "/api\(path)/\(check)/history", "\(path)/records.csv",
        ]
        for way in ways {
            #expect(await room.get(way, room.unit).status == 403, "\(way)")
            #expect(await room.get(way, room.clerk).status == 403, "\(way)")
            #expect(await room.get(way, room.officer).status == 200, "\(way)")
        }
        let own = "/applications/\(room.ids[0])/formal-check"
        #expect(await room.get(own, room.unit).status == 404)
        #expect(await room.get("/api" + own, room.unit).status == 404)
    }
}
