import Applications
import Awards
import Catalogue
import Journal
import Registers
import Review
import Store
import TestSupport
import Testing
import Values

@testable import Web

/// Review, decision, notice and award on their pages, and who is kept out.
@Suite struct ReviewPageTests {
    @Test func sheetsAreEnteredOnThePageAndCheckedByAnother() async throws {
        let call = try await ReviewRoom()
        let room = call.room
        let list = await room.get("/reviews", call.officer)
        #expect(list.status == 200 && list.text.contains("2026年度页面试验通知"))
        let before = await room.get("/reviews/\(call.id)", call.officer)
        #expect(before.text.contains("还没有评审组"))
        #expect(Markup(before.text).problems == [])
        let panel = try await call.panel()
        let page = await room.get("/reviews/panels/\(panel)", call.officer)
        #expect(page.status == 200 && page.text.contains("保密专家3"))
        #expect(Markup(page.text).problems == [])
        #expect(!page.text.contains("示例新材料有限公司"), "the terms are blind")
        let expert = "expert=%E4%BF%9D%E5%AF%86%E4%B8%93%E5%AE%B61"
        let sheets = "/reviews/panels/\(panel)/sheets"
        let form = await room.get("\(sheets)?\(expert)", call.officer)
        #expect(form.status == 200 && form.text.contains("满分40"))
        #expect(Markup(form.text).problems == [])
        let wrong = await room.post(sheets, call.form(1, innovation: ["41", "好"]), call.officer)
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("满分 40") && wrong.text.contains("不是分数"))
        #expect(wrong.text.contains("value=\"41\""), "what was typed stays")
        #expect(
            await room.post(sheets, call.form(1, innovation: ["38", "30"]), call.officer).status
                == 303)
        let check = "/reviews/panels/\(panel)/check"
        let own = await room.post(check, [("expert", "保密专家1")], call.officer)
        #expect(own.status == 403 && own.text.contains("不能是同一个人"))
        let compare = await room.get("\(check)?\(expert)", call.second)
        #expect(compare.status == 200 && compare.text.contains("81.00"))
        #expect(Markup(compare.text).problems == [])
        #expect(await room.post(check, [("expert", "保密专家1")], call.second).status == 303)
        let early = await room.get("/reviews/\(call.id)/complete", call.officer)
        #expect(early.status == 409 && early.text.contains("应有 5 张"))
        let table = await room.get("/reviews/panels/\(panel)/sheets.xlsx", call.officer)
        #expect(table.status == 200)
        #expect(await room.get("/reviews/panels/\(panel)/upload", call.officer).status == 200)
        let none = await room.send(
            "/reviews/panels/\(panel)/upload", FormMaker(.init("act", nil, "preview")),
            call.officer)
        #expect(none.status == 422 && none.text.contains("还没有选文件"))
    }

    @Test func theLineIsTriedAndOneLineIsLaidBeforeTheMeeting() async throws {
        let call = try await ReviewRoom()
        let room = call.room
        try await call.reviewed()
        let done = await room.get("/reviews/\(call.id)", call.officer)
        #expect(done.text.contains("模拟资金线") && done.text.contains("81.00"))
        #expect(!done.text.contains("保密专家"), "no ranking names an expert")
        #expect(await room.get("/reviews/\(call.id)/ranking.xlsx", call.officer).status == 200)
        let address = "/decisions/\(call.id)"
        let page = await room.get("\(address)?by=money&money=10", call.officer)
        #expect(page.status == 200 && page.text.contains("排在资金线以下"))
        #expect(page.text.contains("100,000.00"))
        #expect(Markup(page.text).problems == [])
        let wrong = await room.get("\(address)?by=score&score=x", call.officer)
        #expect(wrong.status == 200 && wrong.text.contains("“x”"))
        let untitled = await room.post(address, [("by", "money"), ("money", "10")], call.officer)
        #expect(untitled.status == 422 && untitled.text.contains("会议名称"))
        let made = await room.post(
            address, [("by", "money"), ("money", "10"), ("title", "局党组会")], call.officer)
        #expect(made.status == 303)
        let meeting = await room.get(
            made.header("Location")?.split(separator: "?").first.map(String.init) ?? "",
            call.officer)
        #expect(meeting.status == 200 && meeting.text.contains("还没有登记参会人员"))
        #expect(Markup(meeting.text).problems == [])
    }

    @Test func theNoticeIsForEverybodyAndTheAwardForTheBureau() async throws {
        let call = try await ReviewRoom()
        let room = call.room
        try await call.reviewed()
        let registry = room.registry
        let decisions = Decisions(registry)
        let meeting = try await decisions.proposeMeeting(
            call.id, CutOff(.money, money: Money(fen: 10_000_000)), title: "局党组会",
            by: call.officer)
        let decided = try await registry.database.write(ReviewRoom.act) { writer in
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
        let path = "/decisions/meetings/\(decided.id)"
        let officer = await room.post("\(path)/decide", [], call.officer)
        #expect(officer.status == 403, "a head of section decides")
        #expect(
            await room.post("\(path)/decide", [("version", String(decided.version))], call.head)
                .status == 303)
        let empty = await room.post("\(path)/notice", [("contact", "某科")], call.officer)
        #expect(empty.status == 422 && empty.text.contains("保密审查人"))
        #expect(await room.get("/open/notices", .stranger(in: registry)).text.contains("现在没有公示"))
        let put = await room.post(
            "\(path)/notice", [("contact", "机关纪委 0730-0000000"), ("secrecy_by", "保密员")],
            call.officer)
        #expect(put.status == 303, "\(put.text.suffix(800))")
        let id = try #require(
            put.header("Location")?.split(separator: "/").last?.split(separator: "?").first)
        let open = await room.get("/open/notices/\(id)", .stranger(in: registry))
        #expect(open.status == 200 && open.text.contains("页面试验项目1"))
        #expect(open.text.contains("负责人1") && open.text.contains("机关纪委"))
        for secret in ["页面试验项目2", "保密专家", "81.00", "书记"] {
            #expect(!open.text.contains(secret), "\(secret)")
        }
        #expect(Markup(open.text).problems == [])
        #expect(await room.get("/open/notices", .stranger(in: registry)).text.contains("公示中"))
        #expect(await room.get("/open/notices/999999", .stranger(in: registry)).status == 404)
        #expect(await room.get("/public-notices/\(id)", .stranger(in: registry)).status != 200)
        let early = await room.post("/public-notices/\(id)/close", [], call.officer)
        #expect(early.status == 409)
        room.clock.set("2026-03-10T01:00:00Z")
        #expect(await room.post("/public-notices/\(id)/close", [], call.officer).status == 303)
        let award = await room.get("/public-notices/\(id)/award", call.officer)
        #expect(award.status == 200 && award.text.contains("2026ZRJJ001"))
        #expect(Markup(award.text).problems == [])
        let nothing = await room.post("/public-notices/\(id)/award", [], call.officer)
        #expect(nothing.status == 422 && nothing.text.contains("立项文号"))
        let done = await room.post(
            "/public-notices/\(id)/award", [("doc_no", "岳科发〔2026〕20号")], call.officer)
        #expect(done.status == 303, "\(done.text.suffix(800))")
        let batch = await room.get(done.header("Location") ?? "", call.officer)
        #expect(batch.status == 200 && batch.text.contains("起草首期款指标文"))
        #expect(Markup(batch.text).problems == [])
        let number = try #require(
            done.header("Location")?.split(separator: "/").last?.split(separator: "?").first)
        let paper = await room.post("/awards/\(number)/paper", [], call.officer)
        #expect(paper.status == 303, "\(paper.text.suffix(800))")
        let letter = await room.post(
            "/registers/award-batch/\(number)/papers/award-letter", [], call.officer)
        #expect(letter.status == 303, "\(letter.text.suffix(800))")
        let printed = await room.get(letter.header("Location") ?? "", call.officer)
        #expect(printed.text.contains("立项项目清单") && printed.text.contains("2026ZRJJ001"))
        let clear = await room.post(
            "/registers/public-notice/\(id)/papers/notice-clear", [], call.officer)
        #expect(clear.status == 303)
    }

    @Test func countiesAndUnitsAreKeptOut() async throws {
        let call = try await ReviewRoom()
        let panel = try await call.panel()
        for who in [call.room.county, call.room.unit] {
            for path in [
                "/reviews", "/reviews/\(call.id)", "/reviews/panels/\(panel)",
                "/decisions/\(call.id)", "/registers/review-panel", "/registers/score-sheet",
                "/registers/award-meeting",
            ] {
                #expect(await call.room.get(path, who).status == 403, "\(path)")
            }
        }
        let officer = call.officer
        for path in ["/reviews/x", "/reviews/999999", "/decisions/meetings/999999"] {
            #expect(await call.room.get(path, officer).status == 404, "\(path)")
        }
    }
}
