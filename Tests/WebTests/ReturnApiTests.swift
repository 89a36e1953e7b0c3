import Registers
import Returns
import Store
import Testing
import Values

@testable import Web

/// The way of a return for programs, from making to landing, and who is kept out of it.
@Suite struct ReturnApiTests {
    private static let plan = """
        {"name": "2026年一季度科技投入", "kind": "statistics", "due_on": "2026-03-16", \
        "due_time": "17:00", "row_titles": ["农业", "工业"], "columns": [\
        {"heading": "领域", "type": "text", "required": true}, \
        {"heading": "项目数", "type": "integer", "unit": "项", "required": true, "least": "0", \
        "total": true, "carry": "shown"}, \
        {"heading": "财政", "type": "money", "unit": "万元", "total": true}]}
        """

    private static func rows(_ projects: String = "12", _ more: String = "") -> String {
        """
        {"rows": [{"c1": "农业", "c2": "\(projects)", "c3": "3.5"}, {"c1": "工业", "c2": "3"}]\(more)}
        """
    }

    /// Makes it and sends it to the two counties.
    private func sendOut(_ room: ReturnRoom) async throws -> (path: String, sheets: [String]) {
        let made = await room.send("POST", "/api/returns", room.officer, Self.plan)
        #expect(made.status == 201, "\(made.text)")
        let path = try #require(made.header("Location"))
        let body = #"{"counties": ["\#(room.clerk.county ?? "")", "\#(room.other.county ?? "")"]}"#
        let tag = ["if-match": made.header("ETag") ?? ""]
        let sent = await room.send("POST", path + "/send", room.officer, body, tag)
        #expect(sent.status == 200, "\(sent.text)")
        let ids = try (sent.json()["sheets"]?.array ?? []).compactMap { $0["id"]?.integer }
        return (path, ids.map { "/api/returns/sheets/\($0)" })
    }

    @Test func aReturnIsMadeSentFilledAcceptedAndMerged() async throws {
        let room = try await ReturnRoom()
        let (path, sheets) = try await sendOut(room)
        let sheet = sheets[0]
        let listed = try await room.send("GET", "/api/returns", room.officer).json()
        #expect(listed["items"]?.array?.first?["sheets"]?.integer == 2)
        let own = try await room.send("GET", "/api/returns/sheets", room.clerk).json()
        #expect(own["items"]?.array?.count == 1)
        let opened = await room.send("POST", sheet + "/open", room.clerk)
        #expect(try opened.json()["state"]?.string == "opened")

        var tag = ["if-match": opened.header("ETag") ?? ""]
        let draft = await room.send("PUT", sheet, room.clerk, Self.rows("-1"), tag)
        #expect(draft.status == 200, "\(draft.text)")
        #expect(try draft.json()["problems"]?.array?.isEmpty == false)
        #expect(await room.send("PUT", sheet, room.clerk, Self.rows(), tag).status == 412)
        tag = ["if-match": draft.header("ETag") ?? ""]
        let early = await room.send("POST", sheet + "/send", room.clerk, nil, tag)
        #expect(early.status == 422)
        #expect(try early.pointers() == ["/rows/0"])
        let whole = await room.send("PUT", sheet, room.clerk, Self.rows(), tag)
        tag = ["if-match": whole.header("ETag") ?? ""]
        let sent = await room.send("POST", sheet + "/send", room.clerk, nil, tag)
        #expect(try sent.json()["state"]?.string == "sent", "\(sent.text)")

        tag = ["if-match": sent.header("ETag") ?? ""]
        let bare = await room.send("POST", sheet + "/return", room.officer, "{}", tag)
        #expect(try bare.pointers() == ["/reason"])
        let back = await room.send(
            "POST", sheet + "/return", room.officer,
            #"{"remarks": [{"line": 1, "heading": "项目数", "remark": "核对"}]}"#, tag)
        #expect(try back.json()["remarks"]?.array?.first?["remark"]?.string == "核对")
        tag = ["if-match": back.header("ETag") ?? ""]
        let again = await room.send("POST", sheet + "/send", room.clerk, nil, tag)
        tag = ["if-match": again.header("ETag") ?? ""]
        let corrected = await room.send(
            "POST", sheet + "/correct", room.clerk, Self.rows("13", #", "reason": "漏一项""#), tag)
        #expect(try corrected.json()["corrections"]?.integer == 1, "\(corrected.text)")
        tag = ["if-match": corrected.header("ETag") ?? ""]
        let accepted = await room.send("POST", sheet + "/accept", room.officer, nil, tag)
        #expect(try accepted.json()["state"]?.string == "accepted", "\(accepted.text)")

        let merged = try await room.send("GET", path + "/merged", room.officer).json()
        #expect(merged["totals"]?["c2"]?["present"]?.string == "16")
        #expect(merged["totals"]?["c3"]?["present"]?.string == "3.5")
        #expect(merged["missing"]?.array?.count == 1)
        let history = try await room.send("GET", sheet + "/history", room.clerk).json()
        #expect((history.array?.count ?? 0) >= 6)
        // A table of one's own lands nowhere.
        #expect(await room.send("POST", path + "/land", room.officer).status == 422)
    }

    @Test func thoseWhoHaveNotSentAreRemindedOnceADayInTheWordsThatWereShown() async throws {
        let room = try await ReturnRoom()
        let (path, _) = try await sendOut(room)
        let chase = path + "/chase"
        let preview = try await room.send("GET", chase + "?whom=unsent", room.officer).json()
        let words = preview["reminders"]?.array?.first?["words"]?.string
        let body = #"{"whom": "unsent"}"#
        let done = try await room.send("POST", chase, room.officer, body).json()
        #expect(done["reminders"]?.array?.first?["words"]?.string == words && words != nil)
        let again = try await room.send("POST", chase, room.officer, body).json()
        #expect(again["already_today"]?.array?.count == 2)
        #expect(
            await room.send("POST", chase, room.officer, #"{"whom": "x"}"#).status == 400)
    }

    @Test func aReturnIsCancelledWithAReasonAndTakesItsSheetsAlong() async throws {
        let room = try await ReturnRoom()
        let (path, sheets) = try await sendOut(room)
        let bare = await room.send("POST", path + "/cancel", room.officer, "{}")
        #expect(try bare.pointers() == ["/reason"])
        let done = await room.send("POST", path + "/cancel", room.officer, #"{"reason": "重复"}"#)
        #expect(try done.json()["state"]?.string == "cancelled")
        let sheet = try await room.send("GET", sheets[0], room.clerk).json()
        #expect(sheet["state"]?.string == "lapsed" && sheet["open"]?.truth == false)
        #expect(await room.send("POST", path + "/chase", room.officer).status == 409)
    }

    @Test func whatIsAnothersIsNotThereAndManagingIsNotForReceivers() async throws {
        let room = try await ReturnRoom()
        let (path, sheets) = try await sendOut(room)
        let tag = ["if-match": "\"1\""]
        let mine = sheets[0]
        #expect(await room.send("GET", mine, room.other).status == 404)
        #expect(await room.send("GET", mine + "/history", room.other).status == 404)
        #expect(await room.send("PUT", mine, room.other, Self.rows(), tag).status == 404)
        #expect(await room.send("POST", mine + "/open", room.other).status == 404)
        #expect(await room.send("POST", mine + "/send", room.other, nil, tag).status == 404)
        // An officer manages and does not fill in.
        #expect(await room.send("PUT", mine, room.officer, Self.rows(), tag).status == 404)
        let correction = Self.rows("1", #", "reason": "错""#)
        #expect(
            await room.send("POST", mine + "/correct", room.other, correction, tag).status == 404)
        for target in ["", "/merged", "/chase", "/land", "/send?county=430602"] {
            let response = await room.send("GET", path + target, room.clerk)
            #expect([403, 404].contains(response.status), "\(target): \(response.status)")
        }
        #expect(
            await room.send("POST", mine + "/accept", room.clerk, nil, tag).status != 200)
        let cancelled = await room.send(
            "POST", path + "/cancel", room.stranger, #"{"reason": "无"}"#)
        #expect(cancelled.status == 403)
        #expect(await room.send("GET", path, room.stranger).status == 403)
        #expect(await room.send("POST", "/api/returns", room.clerk, Self.plan).status == 403)
        let none = try await room.send("GET", "/api/returns", room.stranger).json()
        #expect(none["items"]?.array?.isEmpty == true)
        #expect(await room.send("GET", "/api/returns/999", room.officer).status == 404)
    }

    @Test(arguments: [
        (#""due_on": "2026-03-16""#, #""due_on": "下周""#, "/due_on"),
        (#""due_on": "2026-03-16""#, #""due_on": "2026-03-15""#, "/due_on"),
        (#""due_on": "2026-03-16", "#, "", "/due_on"),
        (#""unit": "万元""#, #""unit": "两""#, ""),
        (#""carry": "shown""#, #""carry": "x""#, "/columns/1/carry"),
        (#""total": true, "carry""#, #""total": 1, "carry""#, "/columns/1/total"),
        (#""type": "text""#, #""sort": "text""#, "/columns/0/sort"),
        (#""row_titles": ["#, #""row_titles": [1, "#, "/row_titles/0"),
        (#""kind": "statistics""#, #""kind": "没有""#, "/fields/kind"),
    ])
    func whatIsWrongWithAPlanIsSaidWhereItStands(
        _ right: String, _ wrong: String, _ pointer: String
    ) async throws {
        let room = try await ReturnRoom()
        let body = Self.plan.replacing(right, with: wrong)
        let response = await room.send("POST", "/api/returns", room.officer, body)
        #expect(response.status == 422, "\(response.text)")
        #expect(try response.pointers().contains(pointer), "\(response.text)")
    }

    @Test func cellsAreTakenStrictlyAndOnlyWithTheirVersion() async throws {
        let room = try await ReturnRoom()
        let (_, sheets) = try await sendOut(room)
        let tag = ["if-match": "\"1\""]
        for (body, pointer) in [
            (#"{"rows": [{"c9": "1"}]}"#, "/rows/0/c9"), (#"{"rows": [{"c2": 1}]}"#, "/rows/0/c2"),
            (#"{"rows": {}}"#, "/rows"), (#"{"rows": [1]}"#, "/rows/0"),
            (#"{"nil": "是"}"#, "/nil"), (#"{"other": 1}"#, "/other"),
        ] {
            let response = await room.send("PUT", sheets[0], room.clerk, body, tag)
            #expect(response.status == 422, "\(body)")
            #expect(try response.pointers() == [pointer], "\(body)")
        }
        #expect(await room.send("PUT", sheets[0], room.clerk, Self.rows()).status == 428)
        let odd = await room.send("PUT", sheets[0], room.clerk, Self.rows(), ["if-match": "x"])
        #expect(odd.status == 400)
    }

    @Test func aReturnUnderTheSameKeyIsMadeOnce() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-officer")
        let key = ["idempotency-key": "return-1"]
        let first = await office.send("POST", "/api/returns", token, Self.plan, key)
        let second = await office.send("POST", "/api/returns", token, Self.plan, key)
        #expect(first.status == 201 && first.text == second.text, "\(first.text)")
        #expect(first.header("Location") == second.header("Location"))
        #expect(try await office.count("collection") == 1)
    }
}

extension ReturnRoom {
    /// Asks as a program of somebody.
    func send(
        _ method: String, _ target: String, _ viewer: Viewer, _ body: String? = nil,
        _ headers: [String: String] = [:]
    ) async -> Response {
        var request = Request(method, target, headers: headers)
        if body != nil { request.headers["content-type"] = "application/json" }
        request.body = Array((body ?? "").utf8)
        request.viewer = viewer
        return await site.respond(request)
    }
}
