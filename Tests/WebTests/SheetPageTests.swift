import Accounts
import Documents
import Foundation
import Registers
import Returns
import Store
import TestSupport
import Testing
import Values

@testable import Web

/// One sheet on its pages: filled in, sent, sent back, corrected, by page and by workbook.
@Suite struct SheetPageTests {
    @Test func aSheetIsOpenedByAPressAndNotByLooking() async throws {
        let room = try await ReturnRoom()
        let (_, first, _) = try await room.sendOut()
        let page = await room.get("/returns/sheets/\(first)", room.clerk)
        #expect(page.status == 200 && page.text.contains("打开填报"))
        #expect(Markup(page.text).problems == [])
        #expect(try await room.record(first).state == "unopened")
        #expect(await room.post("/returns/sheets/\(first)/open", [], room.clerk).status == 303)
        #expect(try await room.record(first).state == "opened")
        let form = await room.get("/returns/sheets/\(first)", room.clerk)
        #expect(form.text.contains("name=\"rows.0.c2\"") && form.text.contains("农业"))
        #expect(Markup(form.text).problems == [])
    }

    @Test func anotherCountysSheetIsNotThere() async throws {
        let room = try await ReturnRoom()
        let (_, first, _) = try await room.sendOut()
        for path in ["", "/correct", "/template.xlsx"] {
            let response = await room.get("/returns/sheets/\(first)\(path)", room.other)
            #expect(response.status == 404, "\(path)")
        }
        #expect(await room.post("/returns/sheets/\(first)/open", [], room.other).status == 404)
        let filled = try await room.fill(first, ReturnRoom.cells(), act: "send", room.other)
        #expect(filled.status == 404)
        #expect(await room.get("/returns/sheets/999999", room.clerk).status == 404)
        #expect(await room.get("/returns/sheets/x", room.clerk).status == 404)
        #expect(try await room.record(first).state == "unopened")
    }

    @Test func aDraftIsKeptWithItsMistakesShownAtTheCells() async throws {
        let room = try await ReturnRoom()
        let (_, first, _) = try await room.sendOut()
        let saved = try await room.fill(first, ReturnRoom.cells("-1"), act: "draft", room.clerk)
        #expect(saved.status == 303)
        let page = await room.get("/returns/sheets/\(first)?done=saved", room.clerk).text
        #expect(page.contains("草稿已保存") && page.contains("id=\"field-rows-0-c2-problem\""))
        #expect(page.contains("value=\"-1\"") && page.contains("小于 0"))
        let sent = try await room.fill(first, ReturnRoom.cells("-1"), act: "send", room.clerk)
        #expect(sent.status == 422 && sent.text.contains("value=\"-1\""))
        #expect(try await room.record(first).state == "draft")
    }

    @Test func whatWasSentIsLookedOverReturnedWithARemarkAndSentAgain() async throws {
        let room = try await ReturnRoom()
        try await room.accounts.makeDemonstrationAccounts(
            for: room.registry.createRecord(
                "organisation", ["name": .text("甲单位")], by: room.officer
            ).id)
        let (_, first, _) = try await room.sendOut()
        let place = "/returns/sheets/\(first)"
        #expect(
            try await room.fill(first, ReturnRoom.cells(), act: "send", room.clerk).status == 303)
        #expect(try await room.notices("demo-officer", "sheet-sent") == [place])
        let review = await room.get(place, room.officer)
        #expect(review.text.contains("审核通过") && Markup(review.text).problems == [])
        let version = String(try await room.record(first).version)
        let bare = await room.post(
            place + "/review", [("act", "return"), ("version", version)], room.officer)
        #expect(bare.status == 422 && bare.text.contains("写一条批注"))
        let remark = [
            ("act", "return"), ("version", version), ("remarks.0.line", "1"),
            ("remarks.0.heading", "项目数"), ("remarks.0.remark", "多出几倍，请核对"),
        ]
        #expect(await room.post(place + "/review", remark, room.clerk).status == 404)
        #expect(await room.post(place + "/review", remark, room.stranger).status == 403)
        #expect(await room.post(place + "/review", remark, room.officer).status == 303)
        #expect(try await room.notices("demo-clerk", "sheet-returned") == [place])
        let page = await room.get(place, room.clerk).text
        #expect(page.contains("id=\"field-rows-0-c2-remark\"") && page.contains("多出几倍，请核对"))
        #expect(
            try await room.fill(first, ReturnRoom.cells("4"), act: "send", room.clerk).status == 303
        )
        let again = String(try await room.record(first).version)
        let accept = [("act", "accept"), ("version", again)]
        #expect(await room.post(place + "/review", accept, room.officer).status == 303)
        #expect(try await room.record(first).state == "accepted")
        let history = await room.get(place, room.officer).text
        #expect(history.contains("<del>12</del> → <ins>4</ins>"))
    }

    @Test func aRemarkThatPointsNowhereIsRefusedAndKept() async throws {
        let room = try await ReturnRoom()
        let (_, first, _) = try await room.sendOut()
        _ = try await room.fill(first, ReturnRoom.cells(), act: "send", room.clerk)
        let version = String(try await room.record(first).version)
        let page = await room.post(
            "/returns/sheets/\(first)/review",
            [
                ("act", "return"), ("version", version), ("remarks.0.line", "9"),
                ("remarks.0.remark", "哪一行？"),
            ], room.officer)
        #expect(page.status == 422 && page.text.contains("没有这一格"))
        #expect(page.text.contains("value=\"哪一行？\""))
        #expect(try await room.record(first).state == "sent")
    }

    @Test func ofTwoPeopleTheSecondSeesWhatTheFirstWrote() async throws {
        let room = try await ReturnRoom()
        let (_, first, _) = try await room.sendOut()
        let version = try await room.record(first).version
        _ = try await room.fill(first, ReturnRoom.cells("12"), act: "draft", room.clerk)
        let late = try await room.fill(
            first, ReturnRoom.cells("15"), act: "draft", room.clerk, version: version)
        #expect(late.status == 409)
        #expect(late.text.contains("对方填 12") && late.text.contains("value=\"15\""))
        let now = try await room.record(first).version
        #expect(late.text.contains("name=\"version\" value=\"\(now)\""))
        #expect(try await room.record(first)["answers"].text?.contains("\"12\"") == true)
    }

    @Test func aLateSheetIsTakenAndMarked() async throws {
        let room = try await ReturnRoom()
        let (id, first, _) = try await room.sendOut()
        room.clock.set("2026-03-17T01:00:00Z")
        #expect(await room.get("/returns/sheets/\(first)", room.clerk).text.contains("已逾期"))
        #expect(
            try await room.fill(first, ReturnRoom.cells(), act: "send", room.clerk).status == 303)
        #expect(await room.get("/returns/\(id)", room.officer).text.contains("逾期报送"))
    }

    @Test func aCorrectionNeedsItsReasonAndAChange() async throws {
        let room = try await ReturnRoom()
        let (_, first, _) = try await room.sendOut()
        let place = "/returns/sheets/\(first)/correct"
        #expect(await room.get(place, room.clerk).status == 409, "nothing is sent yet")
        _ = try await room.fill(first, ReturnRoom.cells(), act: "send", room.clerk)
        #expect(await room.get(place, room.clerk).status == 200)
        #expect(await room.get(place, room.officer).status == 404)
        func correct(_ projects: String, _ reason: String) async throws -> Response {
            let version = ("version", String(try await room.record(first).version))
            return await room.post(
                place, ReturnRoom.cells(projects) + [version, ("reason", reason)], room.clerk)
        }
        #expect(try await correct("13", "").status == 422)
        #expect(try await correct("12", "数错了").text.contains("没有更正"))
        #expect(try await correct("13", "数错了").status == 303)
        let page = await room.get("/returns/sheets/\(first)", room.officer).text
        #expect(page.contains("数错了") && page.contains("<del>12</del> → <ins>13</ins>"))
    }

    @Test func theWorkbookGoesOutLockedAndTheWrongOneIsRefused() async throws {
        let room = try await ReturnRoom()
        let (_, first, second) = try await room.sendOut()
        let own = await room.get("/returns/sheets/\(first)/template.xlsx", room.clerk)
        #expect(own.status == 200 && own.size > 4_000)
        guard case .bytes(let bytes) = own.body else {
            Issue.record("no bytes")
            return
        }
        func upload(_ bytes: [UInt8], _ sheet: Int64, _ who: Viewer) async -> Response {
            await room.send(
                "/returns/sheets/\(sheet)/template",
                FormMaker(.init("act", nil, "draft"), .init("file", "表.xlsx", bytes)), who)
        }
        let wrong = await upload(bytes, second, room.other)
        #expect(wrong.status == 422 && wrong.text.contains("没有读入"))
        let text = await upload(Array("不是表格".utf8), first, room.clerk)
        #expect(text.status == 422)
        let none = await room.send(
            "/returns/sheets/\(first)/template", FormMaker(.init("act", nil, "send")), room.clerk)
        #expect(none.status == 422 && none.text.contains("还没有选文件"))
        #expect(await upload(bytes, first, room.other).status == 404)
        #expect(await upload(bytes, first, room.clerk).status == 303)
        #expect(try await room.record(first).state == "draft")
        #expect(
            await upload(bytes, first, room.clerk).status == 303, "the same file may come again")
    }
}
