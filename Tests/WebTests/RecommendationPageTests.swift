import Applications
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Web

/// Recommending and checking on their pages, and who is kept out.
@Suite struct RecommendationPageTests {
    private func recommended(_ room: RecommendingRoom) async throws {
        let desk = "/recommendations/\(room.call)"
        let ranked = await room.post(
            desk, [("rank.\(room.ids[1])", "1"), ("rank.\(room.ids[0])", "2"), ("act", "save")],
            room.clerk)
        #expect(ranked.status == 303, "\(ranked.text.suffix(1_500))")
        try await room.stamp()
        let sent = await room.post("\(desk)/send", [("act", "confirm")], room.clerk)
        #expect(sent.status == 303, "\(sent.text.suffix(1_500))")
    }

    @Test func aCountyRanksPrintsAndSends() async throws {
        let room = try await RecommendingRoom()
        let list = await room.get("/recommendations", room.clerk)
        #expect(list.status == 200 && list.text.contains("2026年度申报通知"))
        #expect(list.text.contains("今天到期"))
        let path = "/recommendations/\(room.call)"
        let desk = await room.get(path, room.clerk)
        #expect(desk.status == 200, "\(desk.text.suffix(1_500))")
        #expect(Markup(desk.text).problems == [])
        #expect(desk.text.contains("示例&lt;b&gt;公司") && desk.text.contains("名额 2 项"))
        let over = await room.post(
            path, room.ids.map { ("rank.\($0)", "1") } + [("act", "save")], room.clerk)
        #expect(over.status == 422 && over.text.contains("超出 1 项"))
        // Typed as 1 and 2, then the second is moved up by its button.
        let ranks = [("rank.\(room.ids[0])", "1"), ("rank.\(room.ids[2])", "2")]
        #expect(
            await room.post(path, ranks + [("act", "up.\(room.ids[2])")], room.clerk).status == 303)
        let ranked = try room.registry.database.readNow {
            try room.registry.record($0, "application", room.ids[2])
        }
        #expect(ranked["rank"].integer == 1)
        // Nothing is sent before the stamped letter of just this list is there.
        #expect(await room.get(path, room.clerk).text.contains("传盖章件，再报送"))
        for early in [
            await room.get("\(path)/send", room.clerk),
            await room.post("\(path)/send", [("act", "confirm")], room.clerk),
        ] { #expect(early.status == 422 && early.text.contains("还没有上传盖章件")) }
        try await room.stamp()
        let ready = await room.get(path, room.clerk)
        #expect(ready.text.contains("推荐函盖章.pdf") && Markup(ready.text).problems == [])
        let preview = await room.get("\(path)/send", room.clerk)
        #expect(preview.status == 200 && preview.text.contains("报送 2 项"))
        #expect(Markup(preview.text).problems == [])
        let letter = await room.post(
            "/registers/recommendation/\(try #require(ranked["recommendation"].integer))/papers/programme-recommendation",
            [], room.clerk)
        #expect(letter.status == 303, "\(letter.text.suffix(1_500))")
        let paper = await room.get(try #require(letter.header("Location")), room.clerk)
        #expect(paper.text.contains("岳阳县科技主管部门") && paper.text.contains("推荐项目汇总表"))
        #expect(paper.text.contains("查验码"))
        #expect(await room.post("\(path)/send", [("act", "confirm")], room.clerk).status == 303)
        let step = "/recommendations/applications/\(room.ids[1])/return"
        #expect(await room.get(step, room.clerk).status == 200)
        #expect(await room.post(step, [("reason", "")], room.clerk).status == 422)
        #expect(await room.post(step, [("reason", "补预算")], room.clerk).status == 303)
        room.clock.set("2026-04-02T09:00:01Z")
        #expect(
            await room.post("\(path)/send", [("act", "confirm")], room.clerk).text
                .contains("已过"))
    }

    @Test func twoOfTheSectionPassAnApplicationAndTheUnitAppealsAgainstARefusal() async throws {
        let room = try await RecommendingRoom()
        try await recommended(room)
        let list = await room.get("/checks/\(room.call)", room.officer)
        #expect(list.status == 200, "\(list.text.suffix(1_500))")
        #expect(Markup(list.text).problems == [])
        #expect(await room.post("/checks/\(room.call)/gate", [], room.officer).status == 303)
        let many = "/checks/\(room.call)/many"
        let preview = await room.get(
            "\(many)?step=pass&choose=\(room.ids[0])&choose=\(room.ids[2])", room.officer)
        #expect(preview.status == 200 && Markup(preview.text).problems == [])
        let passed = await room.post(
            many, [("step", "pass"), ("choose", String(room.ids[0]))], room.officer)
        #expect(passed.status == 303, "\(passed.text.suffix(1_500))")
        let own = await room.post(
            many, [("step", "confirm"), ("choose", String(room.ids[0]))], room.officer)
        #expect(own.status == 403)
        #expect(
            await room.post(
                many, [("step", "confirm"), ("choose", String(room.ids[0]))], room.second
            ).status == 303)

        let page = "/checks/applications/\(room.ids[1])"
        let form = await room.get(page, room.officer)
        #expect(form.status == 200 && form.text.contains("记下初审"))
        #expect(Markup(form.text).problems == [])
        let half = await room.post(page, [("act", "check"), ("result.form", "pass")], room.officer)
        #expect(half.status == 422 && half.text.contains("没有审"))
        let items = try room.registry.database.readNow { reader in
            try Applications(room.registry).checklist(
                reader, of: try room.registry.record(reader, "application", room.ids[1]),
                on: room.clock.now
            ).items
        }
        var fields = items.map { ("result.\($0)", $0 == "attachments" ? "fail" : "pass") }
        fields += [("reason.attachments", "attachments-missing"), ("act", "check")]
        #expect(await room.post(page, fields, room.officer).status == 303)
        // Nobody outside learns of it before the second has agreed.
        let mine = "/applications/\(room.ids[1])/formal-check"
        #expect(await room.get(mine, room.unit).status == 404)
        #expect(await room.post(page, [("act", "confirm")], room.second).status == 303)
        let result = await room.get(mine, room.unit)
        #expect(result.status == 200 && result.text.contains("缺少必需的附件"))
        #expect(Markup(result.text).problems == [])
        #expect(await room.post(mine, [("ground", "在第3页")], room.unit).status == 303)
        let answer = await room.get(page, room.head)
        #expect(answer.text.contains("申诉成立，通过") && Markup(answer.text).problems == [])
        let appeal = try room.registry.database.readNow {
            try $0.integer("SELECT id FROM appeal")
        }
        #expect(
            await room.post(
                page, [("act", "uphold-appeal.\(appeal)"), ("reason", "确有附件")], room.head
            ).status == 303)
        #expect(await room.get(mine, room.unit).text.contains("申诉成立"))

        let departments = await room.get("/checks/\(room.call)/departments", room.officer)
        #expect(departments.status == 200 && departments.text.contains("示例&lt;b&gt;公司"))
        #expect(Markup(departments.text).problems == [])
        let none = await room.post(
            "/checks/\(room.call)/departments", [("act", "ask")], room.officer)
        #expect(none.status == 422 && none.text.contains("还没有选联审部门"))
    }

    @Test func othersAreKeptOut() async throws {
        let room = try await RecommendingRoom()
        #expect(await room.get("/recommendations", room.officer).status == 403)
        #expect(await room.get("/recommendations", room.unit).status == 403)
        #expect(await room.get("/checks/\(room.call)", room.unit).status == 403)
        #expect(await room.get("/checks/\(room.call)", room.clerk).status == 403)
        var other = room.officer
        other.section = "high-tech"
        #expect(await room.get("/checks/\(room.call)", other).status == 200)
        #expect(await room.post("/checks/\(room.call)/gate", [], other).status == 403)
        let stranger = "/applications/\(room.ids[0])/formal-check"
        #expect(await room.get(stranger, room.clerk).status == 403)
    }
}
