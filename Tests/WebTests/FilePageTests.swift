import Accounts
import Documents
import Foundation
import Registers
import Store
import Testing
import Values

@testable import Web

/// Files on the pages of what they are about.
@Suite struct FilePageTests {
    private static let picture: [UInt8] = Array("%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n".utf8)

    private func form(_ bytes: [UInt8] = picture, _ name: String = "证明.pdf") -> FormMaker {
        FormMaker(
            .init("csrf", nil, "x"), .init("purpose", nil, "evidence"), .init("step", nil, "登记"),
            .init("note", nil, "第一页"), .init("file", name, bytes))
    }

    private func unit(_ room: ReturnRoom) async throws -> Int64 {
        try await room.registry.createRecord(
            "organisation",
            ["name": .text("甲单位"), "county": .text(room.clerk.county ?? "")], by: room.officer
        ).id
    }

    private func firstFile(_ room: ReturnRoom) async throws -> Int64 {
        try await room.registry.database.read { try $0.integer("SELECT min(id) FROM file") }
    }

    @Test func aFileIsUploadedShownDownloadedAndWithdrawn() async throws {
        let room = try await ReturnRoom()
        let id = try await unit(room)
        let page = await room.get("/registers/organisation/\(id)", room.clerk).text
        #expect(page.contains("附件") && page.contains("enctype=\"multipart/form-data\""))
        #expect(Markup(page).problems == [])
        let sent = await room.send("/registers/organisation/\(id)/files", form(), room.clerk)
        #expect(sent.status == 303, "\(sent.text.suffix(1_500))")
        let file = try await firstFile(room)
        let after = await room.get("/registers/organisation/\(id)?done=attached", room.clerk).text
        #expect(after.contains("证明.pdf") && after.contains("佐证材料（登记）") && after.contains("未查"))
        let given = await room.get("/files/\(file)", room.clerk)
        #expect(given.status == 200)
        #expect(given.header("Content-Disposition")?.hasPrefix("attachment; ") == true)
        #expect(given.header("Content-Security-Policy") == "sandbox; default-src 'none'")
        #expect(await room.get("/files/\(file)/withdraw", room.clerk).status == 200)
        let bare = await room.post("/files/\(file)/withdraw", [("reason", "")], room.clerk)
        #expect(bare.status == 422)
        let done = await room.post("/files/\(file)/withdraw", [("reason", "传错了")], room.clerk)
        #expect(done.status == 303)
        let gone = await room.get("/registers/organisation/\(id)", room.clerk).text
        #expect(!gone.contains("证明.pdf"))
    }

    @Test func whoMayNotSeeTheRecordSeesNoFileOfItAndWhoMayNotChangeItAddsNone() async throws {
        let room = try await ReturnRoom()
        let id = try await unit(room)
        _ = await room.send("/registers/organisation/\(id)/files", form(), room.clerk)
        let file = try await firstFile(room)
        #expect(await room.get("/files/\(file)", room.other).status == 404)
        #expect(await room.get("/files/\(file)/withdraw", room.other).status == 404)
        let other = await room.send("/registers/organisation/\(id)/files", form(), room.other)
        #expect(other.status == 404)
        #expect(await room.get("/files/\(file)", room.leader).status == 200)
        let leader = await room.send("/registers/organisation/\(id)/files", form(), room.leader)
        #expect(leader.status == 403)
        let page = await room.get("/registers/organisation/\(id)", room.leader).text
        #expect(page.contains("证明.pdf") && !page.contains("加一份文件"))
        let withdrawn = await room.post("/files/\(file)/withdraw", [("reason", "x")], room.leader)
        #expect(withdrawn.status == 403)
        #expect(await room.get("/files/99999", room.officer).status == 404)
    }

    @Test func aFormOfAnotherSessionIsRefusedBeforeAByteIsKept() async throws {
        let room = try await ReturnRoom()
        let id = try await unit(room)
        let browser = try await room.browser("demo-head", unit: id)
        func send(_ csrf: String) async -> Response {
            var parts = form().parts
            parts[0] = .init("csrf", nil, csrf)
            return await room.send(
                "/registers/organisation/\(id)/files", FormMaker(parts), nil,
                headers: ["cookie": browser.cookie])
        }
        let wrong = await send("x")
        #expect(wrong.status == 403, "\(wrong.status)")
        #expect(try await room.record(count: "file") == 0)
        // The right token goes on to what the account may do: another section's register is not its.
        let right = await send(browser.formToken)
        #expect([303, 403].contains(right.status))
        #expect(right.text.contains("本次登录") == false)
    }

    @Test func whatRunsIsRefusedAndNothingOfItKept() async throws {
        let room = try await ReturnRoom()
        let id = try await unit(room)
        let page = Array("<html><script>alert(1)</script></html>".utf8)
        let sent = await room.send(
            "/registers/organisation/\(id)/files", form(page, "证明.html"), room.clerk)
        #expect(sent.status == 415)
        let none = await room.send(
            "/registers/organisation/\(id)/files", FormMaker(.init("csrf", nil, "x")), room.clerk)
        #expect(none.status == 400)
        #expect(try await room.record(count: "file") == 0)
    }

    @Test func theStampedScanOfASheetIsNotedOnIt() async throws {
        let room = try await ReturnRoom()
        let (_, first, _) = try await room.sendOut()
        _ = try await room.fill(first, ReturnRoom.cells(), act: "send", room.clerk)
        let scan = FormMaker(
            .init("csrf", nil, "x"), .init("purpose", nil, "stamped-scan"),
            .init("file", "盖章.pdf", Self.picture))
        let target = "/registers/collection-sheet/\(first)/files"
        #expect(await room.send(target, scan, room.other).status == 404)
        let sent = await room.send(target, scan, room.clerk)
        #expect(sent.header("Location") == "/returns/sheets/\(first)?done=stamped")
        let record = try await room.record(first)
        #expect(record["stamped_scan"].text?.contains("盖章.pdf") == true)
        #expect(record.state == "sent")
        let file = try await firstFile(room)
        #expect(await room.get("/files/\(file)", room.officer).status == 200)
        #expect(await room.get("/files/\(file)", room.other).status == 404)
        #expect(await room.get("/returns/sheets/\(first)", room.officer).text.contains("盖章.pdf"))
    }
}
