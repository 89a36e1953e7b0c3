import Applications
import Awards
import Registers
import Review
import Store
import TestSupport
import Testing
import Values

@testable import Web

/// Review, decision, notice and award by programs: what the pages do, with the same refusals.
@Suite struct ReviewApiTests {
    private func sheets(_ room: ReviewRoom, _ expert: Int, innovation: [String]) -> String {
        let given = zip(room.applications, innovation).map { id, points in
            """
            {"expert": "保密专家\(expert)", "application": \(id), "comment": "有新意", "points": \
            {"innovation": "\(points)", "content": "20", "foundation": "15", "targets": "8"}}
            """
        }
        return "{\"sheets\": [\(given.joined(separator: ", "))]}"
    }

    @Test func sheetsAreEnteredAllOrNoneAndCheckedByAnother() async throws {
        let call = try await ReviewRoom()
        let room = call.room
        let list = try await room.send("GET", "/api/reviews", call.officer).json()
        #expect(list["items"]?.array?.first?["waiting"]?.integer == 2)
        let panel = try await call.panel()
        let path = "/api/reviews/panels/\(panel)"
        let whole = await room.send("GET", path, call.officer)
        #expect(try whole.json()["experts"]?.array?.count == 5, "\(whole.text)")
        #expect(!whole.text.contains("示例新材料有限公司"), "the terms are blind")
        let wrong = sheets(call, 1, innovation: ["41", "好"])
        let preview = await room.send("POST", "\(path)/sheets/preview", call.officer, wrong)
        #expect(try preview.json()["problems"]?.array?.count == 2, "\(preview.text)")
        let refused = await room.send("POST", "\(path)/sheets", call.officer, wrong)
        #expect(refused.status == 422)
        let problems = try refused.json()["problems"]?.array ?? []
        #expect(problems.count == 2 && problems[0]["pointer"]?.string == "/sheets")
        let strange = await room.send(
            "POST", "\(path)/sheets", call.officer,
            sheets(call, 1, innovation: ["38", "30"]).replacing("innovation", with: "luck"))
        #expect(strange.status == 422 && strange.text.contains("/sheets/0/points/luck"))
        let good = sheets(call, 1, innovation: ["38", "30"])
        let entered = await room.send("POST", "\(path)/sheets", call.officer, good)
        #expect(entered.status == 200, "\(entered.text)")
        let expert = "expert=%E4%BF%9D%E5%AF%86%E4%B8%93%E5%AE%B61"
        let read = try await room.send("GET", "\(path)/sheets?\(expert)", call.second).json()
        #expect(read["sheets"]?.array?.first?["total"]?.string == "81")
        #expect(read["sheets"]?.array?.first?["points"]?["innovation"]?.string == "38")
        let nobody = await room.send("GET", "\(path)/sheets?expert=x", call.second)
        #expect(nobody.status == 422 && nobody.text.contains("没有到会专家"))
        let name = #"{"expert": "保密专家1"}"#
        let own = await room.send("POST", "\(path)/check", call.officer, name)
        #expect(own.status == 403 && own.text.contains("不能是同一个人"))
        let checked = await room.send("POST", "\(path)/check", call.second, name)
        #expect(try checked.json()["experts"]?.array?.first?["checked"]?.integer == 2)
        #expect(await room.send("POST", "\(path)/check", call.second, name).status == 409)
        let reopen = #"{"expert": "保密专家1", "reason": "抄错一格"}"#
        #expect(await room.send("POST", "\(path)/reopen", call.officer, reopen).status != 200)
        #expect(await room.send("POST", "\(path)/reopen", call.head, reopen).status == 200)
        let early = await room.send(
            "POST", "/api/reviews/\(call.id)/complete", call.officer, #"{"digest": "0"}"#)
        #expect(early.status == 409)
    }

    @Test func theRankingIsFixedAsItWasLookedAt() async throws {
        let call = try await ReviewRoom()
        let room = call.room
        let panel = try await call.panel()
        for expert in 1...5 {
            let path = "/api/reviews/panels/\(panel)"
            let entered = await room.send(
                "POST", "\(path)/sheets", call.officer,
                sheets(call, expert, innovation: ["38", "30"]))
            #expect(entered.status == 200, "\(entered.text)")
            _ = await room.send(
                "POST", "\(path)/check", call.second, "{\"expert\": \"保密专家\(expert)\"}")
        }
        let path = "/api/reviews/\(call.id)"
        let shown = await room.send("GET", path, call.officer)
        let review = try shown.json()
        #expect(review["obstacles"]?.array?.isEmpty == true, "\(shown.text)")
        #expect(review["ranking"]?.array?.first?["score"]?.string == "81.00")
        #expect(!shown.text.contains("保密专家"), "no ranking names an expert")
        let other = await room.send(
            "POST", "\(path)/complete", call.officer, #"{"digest": "0000"}"#)
        #expect(other.status == 409 && other.text.contains("重新看一次"))
        let digest = try #require(review["digest"]?.string)
        let done = await room.send(
            "POST", "\(path)/complete", call.officer, "{\"digest\": \"\(digest)\"}")
        #expect(try done.json()["done"]?.text == "true", "\(done.text)")
        let bids = await room.send("POST", "\(path)/matching", call.officer, "{}")
        #expect(bids.status == 409 && bids.text.contains("没有揭榜对接"))
    }

    @Test func aLineIsAskedAboutAndOneIsLaidBeforeTheMeeting() async throws {
        let call = try await ReviewRoom()
        let room = call.room
        try await call.reviewed()
        let path = "/api/decisions/\(call.id)"
        let table = try await room.send("GET", path, call.officer).json()
        #expect(table["applications"]?.array?.count == 2)
        let line = #"{"by": "money", "money": "100000"}"#
        let asked = try await room.send("POST", "\(path)/what-if", call.officer, line).json()
        #expect(asked["funded"]?.integer == 1 && asked["sum"]?.string == "100000.00")
        for bad in [
            #"{"by": "luck"}"#, #"{"places": {"no-kind": 1}}"#, #"{"by": "score", "score": "x"}"#,
            #"{"share": 101}"#,
        ] {
            let wrong = await room.send("POST", "\(path)/what-if", call.officer, bad)
            #expect(wrong.status == 422, "\(bad)")
        }
        let untitled = await room.send(
            "POST", "\(path)/meetings", call.officer, "{\"line\": \(line)}")
        #expect(untitled.status == 422 && untitled.text.contains("/title"))
        let made = await room.send(
            "POST", "\(path)/meetings", call.officer,
            "{\"title\": \"局党组会\", \"line\": \(line)}", ["idempotency-key": "meeting-1"])
        #expect(made.status == 201, "\(made.text)")
        let again = await room.send(
            "POST", "\(path)/meetings", call.officer,
            "{\"title\": \"局党组会\", \"line\": \(line)}", ["idempotency-key": "meeting-1"])
        #expect(again.header("Idempotency-Replayed") == "true" && again.text == made.text)
        let place = try #require(made.header("Location"))
        let meeting = try await room.send("GET", place, call.officer).json()
        #expect(meeting["yes"]?.integer == 1 && meeting["amount"]?.string == "100000.00")
        let blind = await room.send("POST", "\(place)/decide", call.head, "{}")
        #expect(blind.status == 428)
        let soon = await room.send(
            "POST", "\(place)/decide", call.head, "{}", ["if-match": "\"1\""])
        #expect(soon.status == 409 || soon.status == 422, "\(soon.text)")
    }

    /// A meeting that has been recorded and co-signed.
    private func cosigned(_ call: ReviewRoom) async throws -> Record {
        let registry = call.room.registry
        let meeting = try await Decisions(registry).proposeMeeting(
            call.id, CutOff(.money, money: Money(fen: 10_000_000)), title: "局党组会",
            by: call.officer)
        return try await registry.database.write(ReviewRoom.act) { writer in
            _ = try registry.change(
                Decisions.meetings, meeting.id,
                to: Draft(
                    [
                        "held_on": .text("2026-03-02"), "minutes_no": .text("〔2026〕8号"),
                        "cosigner": .text("市财政局"), "cosigned_on": .text("2026-03-02"),
                    ],
                    rows: [
                        "attendees": ["书记", "局长", "副局长"].map {
                            ["name": .text($0), "votes": .integer(1)]
                        }
                    ]), version: nil, writer)
            _ = try registry.move(Decisions.meetings, meeting.id, "record", version: nil, writer)
            return try registry.move(
                Decisions.meetings, meeting.id, "cosign", version: nil, writer)
        }
    }

    @Test func aProgramDecidesPublishesAndAwards() async throws {
        let call = try await ReviewRoom()
        let room = call.room
        try await call.reviewed()
        let meeting = try await cosigned(call)
        let path = "/api/decisions/meetings/\(meeting.id)"
        let version = ["if-match": "\"\(meeting.version)\""]
        #expect(
            await room.send("POST", "\(path)/decide", call.officer, "{}", version).status == 403)
        let early = await room.send("GET", "\(path)/notice", call.officer)
        #expect(early.status == 409 && early.text.contains("决定生效以后"))
        let decided = await room.send("POST", "\(path)/decide", call.head, "{}", version)
        #expect(try decided.json()["state"]?.string == "decided", "\(decided.text)")
        let preview = try await room.send("GET", "\(path)/notice", call.officer).json()
        #expect(preview["items"]?.array?.count == 1 && preview["days"]?.integer != nil)
        let bare = await room.send(
            "POST", "\(path)/notice", call.officer, #"{"contact": "某科"}"#)
        #expect(bare.status == 422 && bare.text.contains("/secrecy_by"))
        let put = await room.send(
            "POST", "\(path)/notice", call.officer,
            #"{"contact": "机关纪委 0730-0000000", "secrecy_by": "保密员"}"#)
        #expect(put.status == 201, "\(put.text)")
        let notice = try #require(put.header("Location"))
        let id = try #require(try put.json()["id"]?.integer)
        #expect(await room.send("POST", "\(notice)/close", call.officer, "{}").status == 409)
        #expect(await room.send("GET", "\(notice)/award", call.officer).status == 409)
        try await everybodyReads(call, id)
        room.clock.set("2026-03-10T01:00:00Z")
        let closed = await room.send("POST", "\(notice)/close", call.officer, "{}")
        #expect(try closed.json()["state"]?.string == "closed", "\(closed.text)")
        let projects = try await room.send("GET", "\(notice)/award", call.officer).json()
        #expect(projects["projects"]?.array?.first?["project_no"]?.string == "2026ZRJJ001")
        #expect(await room.send("POST", "\(notice)/award", call.officer, "{}").status == 422)
        let awarded = await room.send(
            "POST", "\(notice)/award", call.officer, #"{"doc_no": "岳科发〔2026〕20号"}"#)
        #expect(awarded.status == 201, "\(awarded.text)")
        let award = try #require(awarded.header("Location"))
        #expect(
            try await room.send("GET", award, call.officer).json()["projects"]?.array?.count == 1)
        let paper = await room.send("POST", "\(award)/paper", call.officer, "{}")
        #expect(paper.status == 201, "\(paper.text)")
        #expect(paper.header("Location")?.hasPrefix("/api/funds/papers/") == true)
        #expect(await room.send("POST", "\(award)/paper", call.officer, "{}").status == 409)
        let list = try await room.send("GET", "/api/public-notices", call.officer).json()
        #expect(list["items"]?.array?.first?["id"]?.integer == id)
    }

    /// What is open of a notice, without an account.
    private func everybodyReads(_ call: ReviewRoom, _ id: Int64) async throws {
        let room = call.room
        let stranger = Viewer.stranger(in: room.registry)
        let all = await room.get("/open/notices/notices.json", stranger)
        #expect(try all.json().array?.first?["id"]?.integer == id, "\(all.text)")
        let one = await room.get("/open/notices/\(id)/list.json", stranger)
        #expect(try one.json()["items"]?.array?.count == 1)
        #expect(one.text.contains("100000.00") && one.text.contains("负责人1"))
        let table = await room.get("/open/notices/\(id)/list.csv", stranger)
        #expect(table.text.contains("页面试验项目1"))
        #expect(await room.get("/open/notices/notices.csv", stranger).text.contains("公示编号"))
        for text in [all.text, one.text, table.text] {
            for secret in ["页面试验项目2", "保密", "81.00", "书记"] {
                #expect(!text.contains(secret), "\(secret)")
            }
        }
        #expect(await room.get("/open/notices/999999/list.json", stranger).status == 404)
    }

    @Test func countiesAndUnitsAreKeptOutAndUnknownIdsAreNotFound() async throws {
        let call = try await ReviewRoom()
        let panel = try await call.panel()
        for who in [call.room.county, call.room.unit] {
            for path in [
                "/api/reviews", "/api/reviews/\(call.id)", "/api/reviews/panels/\(panel)",
                "/api/decisions/\(call.id)", "/api/public-notices",
            ] {
                #expect(await call.room.send("GET", path, who).status == 403, "\(path)")
            }
        }
        for path in [
            "/api/reviews/999999", "/api/reviews/x", "/api/reviews/panels/999999",
            "/api/decisions/999999", "/api/decisions/meetings/999999",
            "/api/decisions/meetings/999999/notice", "/api/public-notices/999999",
            "/api/public-notices/999999/award", "/api/awards/999999",
        ] {
            let response = await call.room.send("GET", path, call.officer)
            #expect(response.status == 404, "\(path) \(response.text)")
        }
    }
}
