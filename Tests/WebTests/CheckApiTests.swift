import Applications
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Web

/// Recommending and checking by programs: what the pages do, with the same refusals.
@Suite struct CheckApiTests {
    private func recommended(_ room: RecommendingRoom) async throws {
        let path = "/api/recommendations/\(room.call)"
        let ranked = await room.send(
            "PUT", path, room.clerk, "{\"order\": [\(room.ids[1]), \(room.ids[0])]}")
        #expect(ranked.status == 200, "\(ranked.text)")
        try await room.stamp()
        let sent = await room.send("POST", "\(path)/send", room.clerk, "{}")
        #expect(sent.status == 200, "\(sent.text)")
    }

    private func items(_ room: RecommendingRoom, _ id: Int64, failing: String?) throws -> String {
        let items = try room.registry.database.readNow { reader in
            try Applications(room.registry).checklist(
                reader, of: try room.registry.record(reader, "application", id),
                on: room.clock.now
            ).items
        }
        let given = items.map { item in
            item == failing
                ? #"{"item": "\#(item)", "passes": false, "reason": "\#(item)-missing"}"#
                : #"{"item": "\#(item)", "passes": true}"#
        }
        return "{\"items\": [\(given.joined(separator: ", "))]}"
    }

    @Test func aCountyReadsRanksSendsAndReturns() async throws {
        let room = try await RecommendingRoom()
        let list = await room.send("GET", "/api/recommendations", room.clerk)
        let first = try #require(try list.json()["items"]?.array?.first)
        #expect(first["waiting"]?.integer == 3 && first["quota"]?.integer == 2)
        let path = "/api/recommendations/\(room.call)"
        let over = await room.send("PUT", path, room.clerk, "{\"order\": \(room.ids)}")
        #expect(over.status == 409 && over.text.contains("超出 1 项"))
        let none = await room.send("PUT", path, room.clerk, "{}")
        #expect(none.status == 422 && none.text.contains("/order"))
        let twice = await room.send(
            "PUT", path, room.clerk, "{\"order\": [\(room.ids[0]), \(room.ids[0])]}")
        #expect(twice.status == 422 && twice.text.contains("出现了两次"))
        let empty = await room.send("POST", "\(path)/send", room.clerk, "{}")
        #expect(empty.status == 422 && empty.text.contains("还没有选"))
        try await recommended(room)
        let desk = try await room.send("GET", path, room.clerk).json()
        #expect(desk["sent"]?.integer == 2 && desk["waiting"]?.integer == 1)
        let lines = desk["applications"]?.array ?? []
        #expect(lines.first?["application_no"]?.string == "A2")
        #expect(lines.first?["rank"]?.integer == 1)
        #expect(lines.first?["requested"]?.string == "50000.00")
        let step = "/api/recommendations/applications/\(room.ids[2])"
        #expect(await room.send("POST", "\(step)/return", room.clerk, "{}").status == 422)
        let back = await room.send("POST", "\(step)/return", room.clerk, #"{"reason": "补预算"}"#)
        #expect(try back.json()["waiting"]?.integer == 0, "\(back.text)")
        let sentOne = await room.send(
            "POST", "/api/recommendations/applications/\(room.ids[0])/decline", room.clerk,
            #"{"reason": "不要了"}"#)
        #expect(sentOne.status == 409, "what was sent is not declined")
        #expect(
            await room.send("POST", "\(step)/burn", room.clerk, #"{"reason": "x"}"#).status == 404)
        room.clock.set("2026-04-02T09:00:01Z")
        let late = await room.send("PUT", path, room.clerk, "{\"order\": []}")
        #expect(late.status == 409 && late.text.contains("已过"))
        let problem = try late.json()
        #expect(problem["type"]?.string == "urn:dongting:problem:conflict")
        #expect(try await room.send("GET", path, room.clerk).json()["open"]?.text == "false")
    }

    @Test func twoOfTheSectionCheckAndTheUnitAppeals() async throws {
        let room = try await RecommendingRoom()
        try await recommended(room)
        let run = await room.send("POST", "/api/checks/\(room.call)/gate", room.officer, "{}")
        #expect(try run.json()["applications"]?.integer == 3, "\(run.text)")
        let list = try await room.send("GET", "/api/checks", room.officer).json()
        #expect(list["items"]?.array?.first?["received"]?.integer == 3)
        let call = try await room.send("GET", "/api/checks/\(room.call)", room.officer).json()
        #expect(call["counts"]?["waiting"]?.integer == 3)
        #expect(call["applications"]?.array?.count == 3)
        let many = "/api/checks/\(room.call)/many"
        let preview = await room.send(
            "GET", "\(many)?step=confirm&choose=\(room.ids[0])", room.officer)
        #expect(try preview.json().array?.first?["obstacle"]?.string == "还没有初审")
        let step = { (name: String, id: Int64) in
            "{\"step\": \"\(name)\", \"applications\": [\(id)]}"
        }
        let passed = await room.send("POST", many, room.officer, step("pass", room.ids[0]))
        #expect(passed.status == 200, "\(passed.text)")
        let own = await room.send("POST", many, room.officer, step("confirm", room.ids[0]))
        #expect(own.status == 403 && own.text.contains("另一个人"))
        let done = await room.send("POST", many, room.second, step("confirm", room.ids[0]))
        #expect(try done.json().array?.first?["state"]?.string == "formal-passed")
        let stranger = await room.send("POST", many, room.second, step("confirm", 999_999))
        #expect(stranger.status == 404)

        let page = "/api/checks/applications/\(room.ids[1])"
        let half = await room.send(
            "POST", "\(page)/first", room.officer, #"{"items": [{"item": "form", "passes": true}]}"#
        )
        #expect(half.status == 422 && half.text.contains("没有审"))
        let fails = try items(room, room.ids[1], failing: "attachments")
        let first = await room.send("POST", "\(page)/first", room.officer, fails)
        #expect(try first.json()["check"]?["passes"]?.text == "false", "\(first.text)")
        let mine = "/api/applications/\(room.ids[1])/formal-check"
        #expect(await room.send("GET", mine, room.unit).status == 404, "not before the second")
        let unsaid = await room.send("POST", "\(page)/second", room.second, "{}")
        #expect(unsaid.status == 422 && unsaid.text.contains("/agrees"))
        let silent = await room.send(
            "POST", "\(page)/second", room.second, #"{"agrees": false}"#)
        #expect(silent.status == 422 && silent.text.contains("写明理由"))
        let second = await room.send("POST", "\(page)/second", room.second, #"{"agrees": true}"#)
        #expect(try second.json()["state"]?.string == "formal-rejected", "\(second.text)")
        let result = await room.send("GET", mine, room.unit)
        #expect(result.status == 200 && result.text.contains("缺少必需的附件"))
        #expect(!result.text.contains(room.officer.name), "the applicant is not told who looked")
        let filed = await room.send("POST", mine, room.unit, #"{"ground": "在第3页"}"#)
        let appeal = try #require(
            try filed.json()["appeal"]?["id"]?.integer, "\(filed.text)")
        let again = await room.send("POST", mine, room.unit, #"{"ground": "再来"}"#)
        #expect(again.status == 409 && again.text.contains("只能申诉一次"))
        let answer = #"{"upholds": true, "reason": "确有附件"}"#
        let officer = await room.send(
            "POST", "/api/checks/appeals/\(appeal)", room.officer, answer)
        #expect(officer.status == 403)
        let upheld = await room.send("POST", "/api/checks/appeals/\(appeal)", room.head, answer)
        #expect(try upheld.json()["state"]?.string == "formal-passed", "\(upheld.text)")

        let departments = "/api/checks/\(room.call)/departments"
        let waiting = try await room.send("GET", departments, room.officer).json()
        #expect(waiting["to_ask"]?.array?.count == 1)
        let nobody = await room.send("POST", departments, room.officer, #"{"departments": []}"#)
        #expect(nobody.status == 422 && nobody.text.contains("还没有选联审部门"))
        let unknown = await room.send(
            "POST", departments, room.officer,
            #"{"departments": [{"department": "credit", "organisation": 999999}]}"#)
        #expect(unknown.status == 404)
        let unread = await room.send("POST", "\(departments)/read", room.officer, "{}")
        #expect(unread.status == 409 && unread.text.contains("还没有已审核"))
        let early = await room.send(
            "POST", "\(page)/joint", room.officer, #"{"refuses": true, "reason": "x"}"#)
        #expect(early.status == 409 && early.text.contains("没有收齐"))
    }

    @Test func aFindingIsDecidedWithAReasonByWhoeverKeepsTheCall() async throws {
        let room = try await RecommendingRoom()
        // The same title twice from one unit: the gate finds it.
        try await room.registry.database.write(
            .init(actor: "试验", role: "officer", event: "made", reason: "试验")
        ) { writer in
            _ = try room.registry.change(
                "application", room.ids[1],
                to: Draft([
                    "title": .text("课题1甲乙丙丁"), "title_key": .text("课题1甲乙丙丁"),
                ]), version: nil, writer)
        }
        _ = await room.send("POST", "/api/checks/\(room.call)/gate", room.officer, "{}")
        let page = "/api/checks/applications/\(room.ids[1])"
        let shown = try await room.send("GET", page, room.officer).json()
        let finding = try #require(shown["findings"]?.array?.first)
        #expect(finding["evidence"]?.array?.isEmpty == false)
        let id = try #require(finding["id"]?.integer)
        let target = "/api/checks/findings/\(id)"
        #expect(await room.send("POST", "\(target)/waive", room.officer, "{}").status == 422)
        let reason = #"{"reason": "两项内容不同"}"#
        var other = room.officer
        other.section = "high-tech"
        #expect(await room.send("POST", "\(target)/waive", other, reason).status == 403)
        let stale = await room.send(
            "POST", "\(target)/waive", room.officer, reason, ["if-match": "\"99\""])
        #expect(stale.status == 412)
        #expect(await room.send("POST", "\(target)/keep", room.officer, reason).status == 404)
        let decided = await room.send("POST", "\(target)/waive", room.officer, reason)
        #expect(decided.status == 200 && decided.text.contains("两项内容不同"))
        #expect(await room.send("POST", "\(target)/waive", room.officer, reason).status == 409)
        #expect(
            await room.send("POST", "/api/checks/findings/999999/waive", room.officer, reason)
                .status == 404)
    }

    @Test func othersAreKeptOut() async throws {
        let room = try await RecommendingRoom()
        let call = room.call
        #expect(await room.send("GET", "/api/recommendations", room.officer).status == 403)
        #expect(await room.send("GET", "/api/recommendations/\(call)", room.unit).status == 403)
        for who in [room.unit, room.clerk] {
            for path in ["/api/checks", "/api/checks/\(call)", "/api/checks/\(call)/departments"] {
                #expect(await room.send("GET", path, who).status == 403, "\(path)")
            }
            #expect(
                await room.send("POST", "/api/checks/\(call)/gate", who, "{}").status == 403)
        }
        let officer = room.officer
        for path in [
            "/api/checks/999999", "/api/checks/x", "/api/checks/applications/999999",
            "/api/checks/999999/departments", "/api/applications/999999/formal-check",
        ] {
            let response = await room.send("GET", path, officer)
            #expect(response.status == 404, "\(path) \(response.text)")
            #expect(response.header("Content-Type") == "application/problem+json")
        }
        #expect(await room.send("GET", "/api/checks/\(call)?view=x", officer).status == 400)
    }
}
