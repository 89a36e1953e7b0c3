import Accounts
import Catalogue
import Foundation
import Registers
import Returns
import Store
import TestSupport
import Testing
import Values

@testable import Web

/// The way of a return on its pages, from making to cancelling, and who is kept out of it.
@Suite struct ReturnPageTests {
    @Test func aReturnIsMadeAndSentToChosenCountiesAfterAnExactPreview() async throws {
        let room = try await ReturnRoom()
        let id = try await room.make()
        let page = await room.get("/returns/\(id)", room.officer)
        #expect(page.status == 200 && page.text.contains("href=\"/returns/\(id)/send\""))
        #expect(Markup(page.text).problems == [])
        let choose = await room.get("/returns/\(id)/send", room.officer)
        #expect(
            choose.text.components(separatedBy: " checked").count == 14, "13 counties and zones")
        let preview = await room.post(
            "/returns/\(id)/send", [("county", room.clerk.county ?? ""), ("act", "preview")],
            room.officer)
        #expect(preview.status == 200 && preview.text.contains("得到一张表，先填好 2 行"))
        #expect(preview.text.contains("确认下发 1 张"))
        #expect(
            try await room.record(count: "collection_sheet") == 0, "nothing is sent by a preview")
        let sent = await room.post(
            "/returns/\(id)/send",
            [("county", room.clerk.county ?? ""), ("act", "confirm"), ("version", "1")],
            room.officer)
        #expect(sent.status == 303)
        let standing = await room.get("/returns/\(id)", room.officer)
        #expect(standing.text.contains("<b>1</b> 未打开"))
        #expect(await room.get("/returns/\(id)/send", room.officer).status == 409, "once is enough")
    }

    @Test func mistakesAreToldAboveTheFormWhichKeepsWhatWasTyped() async throws {
        let room = try await ReturnRoom()
        let wrong = ReturnRoom.plan.filter { $0.0 != "own.2.unit" } + [("own.2.unit", "两")]
        let page = await room.post("/returns/new", wrong, room.officer)
        #expect(page.status == 422 && page.text.contains("单位“两”不认得"))
        #expect(page.text.contains("value=\"2026年一季度科技投入\""))
        for (day, words) in [
            ("2026-03-15", "不是工作日"), ("2026-02-27", "已经过去"), ("下周", "不是日期"), ("", "没有截止日期"),
        ] {
            let fields = ReturnRoom.plan.filter { $0.0 != "due_on" } + [("due_on", day)]
            let page = await room.post("/returns/new", fields, room.officer)
            #expect(page.status == 422 && page.text.contains(words), "\(day)")
        }
    }

    @Test func aRowIsAddedWithoutScriptAndNothingIsMade() async throws {
        let room = try await ReturnRoom()
        let page = await room.post(
            "/returns/new", ReturnRoom.plan.filter { $0.0 != "act" } + [("add.own", "1")],
            room.officer)
        #expect(page.status == 200 && page.text.contains("name=\"own.3.heading\""))
        #expect(try await room.record(count: "collection") == 0)
    }

    @Test func aReturnOfARegistersFieldsStartsWithWhatItCannotDoWithout() async throws {
        let room = try await ReturnRoom()
        let page = await room.get("/returns/new?register=platform", room.officer)
        #expect(page.status == 200 && page.text.contains("入库必需"))
        #expect(Markup(page.text).problems == [])
        #expect(await room.get("/returns/new", room.officer).status == 200)
        #expect(await room.get("/returns/new?own=1", room.officer).status == 200)
    }

    @Test func onlyThoseWhoMayMakeReturnsAreOfferedTo() async throws {
        let room = try await ReturnRoom()
        for who in [room.clerk, room.leader] {
            #expect(await room.get("/returns/new", who).status == 403)
            #expect(await room.post("/returns/new", ReturnRoom.plan, who).status == 403)
            #expect(await !room.get("/returns", who).text.contains("新建报表"))
        }
    }

    @Test func anotherSectionAndACountyAreKeptOutOfARunningReturn() async throws {
        let room = try await ReturnRoom()
        let (id, first, _) = try await room.sendOut()
        for path in ["", "/send", "/chase", "/merged", "/merged/rows.xlsx", "/land", "/cancel"] {
            #expect(await room.get("/returns/\(id)\(path)", room.stranger).status == 403, "\(path)")
            // The role has no returns at all, whatever the number: it tells nothing.
            #expect(await room.get("/returns/\(id)\(path)", room.clerk).status == 403, "\(path)")
            #expect(await room.get("/returns/99999\(path)", room.clerk).status == 403, "\(path)")
        }
        for path in ["/send", "/chase", "/land"] {
            let response = await room.post(
                "/returns/\(id)\(path)", [("act", "confirm")], room.stranger)
            #expect([403, 422].contains(response.status), "\(path) \(response.status)")
        }
        let reason = [("reason", "不要了")]
        #expect(await room.post("/returns/\(id)/cancel", reason, room.stranger).status == 403)
        #expect(await room.post("/returns/\(id)/cancel", reason, room.clerk).status != 303)
        #expect(await room.get("/returns/sheets/\(first)", room.stranger).status == 404)
        let list = await room.get("/returns", room.stranger).text
        #expect(list.contains("还没有报表"))
    }

    @Test func theLeaderLooksAndChangesNothing() async throws {
        let room = try await ReturnRoom()
        let (id, first, _) = try await room.sendOut()
        let page = await room.get("/returns/\(id)", room.leader)
        #expect(
            page.status == 200 && !page.text.contains("/chase") && !page.text.contains("/cancel"))
        #expect(await room.get("/returns/sheets/\(first)", room.leader).status == 200)
        #expect(await room.get("/returns/\(id)/merged", room.leader).status == 200)
        let acts: [(String, [(String, String)])] = [
            ("/returns/\(id)/chase", []), ("/returns/\(id)/cancel", [("reason", "x")]),
            ("/returns/sheets/\(first)/review", [("act", "accept"), ("version", "1")]),
            ("/returns/sheets/\(first)", [("act", "send"), ("version", "1")]),
        ]
        for (path, fields) in acts {
            let response = await room.post(path, fields, room.leader)
            #expect([403, 404].contains(response.status), "\(path) \(response.status)")
        }
    }

    @Test func chasingShowsItsWordsAndRemindsEachOnceADay() async throws {
        let room = try await ReturnRoom()
        try await room.accounts.makeDemonstrationAccounts(
            for: room.registry.createRecord(
                "organisation", ["name": .text("甲单位")], by: room.officer
            ).id)
        let (id, first, _) = try await room.sendOut()
        #expect(try await room.notices("demo-clerk", "return-sent") == ["/returns/sheets/\(first)"])
        room.clock.set("2026-03-17T01:00:00Z")
        let page = await room.get("/returns/\(id)/chase", room.officer)
        #expect(page.status == 200 && page.text.contains("已逾期") && page.text.contains("催报 2 个单位"))
        #expect(try await room.notices("demo-clerk", "return-chased").isEmpty)
        let done = await room.post("/returns/\(id)/chase", [("whom", "overdue")], room.officer)
        #expect(done.status == 303)
        #expect(try await room.notices("demo-clerk", "return-chased").count == 1)
        let again = await room.get("/returns/\(id)/chase", room.officer)
        #expect(again.text.contains("今天已经催过"))
        _ = await room.post("/returns/\(id)/chase", [("whom", "overdue")], room.officer)
        #expect(try await room.notices("demo-clerk", "return-chased").count == 1)
        let standing = await room.get("/returns/\(id)", room.officer).text
        #expect(standing.contains("逾期未报") && standing.contains("平台提醒"))
    }

    @Test func whatCameInIsMergedWithTotalsAndTheMissingAreNamed() async throws {
        let room = try await ReturnRoom()
        let (id, first, _) = try await room.sendOut()
        let empty = await room.get("/returns/\(id)/merged", room.officer)
        #expect(empty.text.contains("还没有单位报送"))
        #expect(
            try await room.fill(first, ReturnRoom.cells(), act: "send", room.clerk).status == 303)
        let page = await room.get("/returns/\(id)/merged", room.officer)
        #expect(Markup(page.text).problems == [])
        #expect(page.text.contains("报了 1 个，缺 1 个") && page.text.contains(">15<"))
        let rows = await room.get("/returns/\(id)/merged/rows.xlsx", room.officer)
        #expect(rows.status == 200 && rows.size > 4_000)
        let comparison = await room.get("/returns/\(id)/merged/comparison.xlsx", room.officer)
        #expect(comparison.header("Content-Disposition")?.hasPrefix("attachment") == true)
    }

    @Test func whatWasAcceptedLandsAsThePreviewSaid() async throws {
        let room = try await ReturnRoom()
        _ = try await room.registry.createRecord(
            "organisation",
            [
                "name": .text("洞庭甲公司"), "kind": .text("enterprise"),
                "county": .text(room.clerk.county ?? ""),
            ], by: room.officer)
        let id = try await room.make([
            ("register", "enterprise-assessment"), ("row_titles", ""),
            ("fields.0.field", "enterprise"), ("fields.0.use", "是"),
            ("fields.1.field", "eval_year"), ("fields.1.use", "是"),
            ("fields.2.field", "staff_total"), ("fields.2.use", "是"), ("own.0.heading", "备注"),
            ("own.0.required", ""), ("own.1.required", ""),
        ])
        _ = await room.post(
            "/returns/\(id)/send",
            [("county", room.clerk.county ?? ""), ("act", "confirm"), ("version", "1")],
            room.officer)
        let sheet = try await room.sheet(id, room.clerk)
        let cells = [
            ("rows.0.enterprise", "洞庭甲公司"), ("rows.0.eval_year", "2026"),
            ("rows.0.staff_total", "40"),
        ]
        let sent = try await room.fill(sheet, cells, act: "send", room.clerk)
        #expect(sent.status == 303, "\(sent.text.suffix(1_500))")
        let early = await room.get("/returns/\(id)/land", room.officer)
        #expect(early.status == 422 && early.text.contains("先审核"))
        let version = String(try await room.record(sheet).version)
        _ = await room.post(
            "/returns/sheets/\(sheet)/review", [("act", "accept"), ("version", version)],
            room.officer)
        let preview = await room.get("/returns/\(id)/land", room.officer)
        #expect(preview.status == 200 && preview.text.contains("1 条新记录"))
        #expect(try await room.record(count: "enterprise_assessment") == 0)
        #expect(try await room.record(count: "import_batch") == 0)
        #expect(await room.post("/returns/\(id)/land", [], room.stranger).status == 403)
        #expect(await room.post("/returns/\(id)/land", [], room.officer).status == 303)
        #expect(try await room.record(count: "enterprise_assessment") == 1)
        let again = await room.get("/returns/\(id)/land", room.officer)
        #expect(again.text.contains("与登记册一样") && again.text.contains("disabled"))
    }

    @Test func anOrganisationIsFoundByItsNameToldAndFillsInItsOwnSheetAlone() async throws {
        let room = try await ReturnRoom()
        let unit = try await room.registry.createRecord(
            "organisation", ["name": .text("洞庭甲公司")], by: room.officer
        ).id
        try await room.accounts.makeDemonstrationAccounts(for: unit)
        let id = try await room.make()
        let place = "/returns/\(id)/send"
        let lost = await room.post(
            place, [("unit-0", "没有这家公司"), ("act", "preview")], room.officer)
        #expect(lost.status == 422 && lost.text.contains("没有单位“没有这家公司”"))
        let none = await room.post(place, [("act", "preview")], room.officer)
        #expect(none.status == 422 && none.text.contains("没有下发对象"))
        let preview = await room.post(
            place, [("unit-0", "洞庭甲公司"), ("act", "preview")], room.officer)
        #expect(preview.status == 200 && preview.text.contains("确认下发 1 张"))
        let sent = await room.post(
            place,
            [
                ("unit-0", "#\(unit)"), ("unit-0.label", "#\(unit)"), ("unit-0.id", "\(unit)"),
                ("act", "confirm"), ("version", "1"),
            ], room.officer)
        #expect(sent.status == 303)
        let sheet = try await room.registry.database.read {
            try $0.integer("SELECT id FROM collection_sheet WHERE organisation = \(unit)")
        }
        #expect(
            try await room.notices("demo-member", "return-sent") == ["/returns/sheets/\(sheet)"])
        let role = try #require(room.registry.catalogue.roles["organisation-member"])
        let member = Viewer(name: "单位的人", role: role, organisation: unit)
        let other = Viewer(name: "别家的人", role: role, organisation: unit + 1)
        #expect(await room.get("/returns/sheets/\(sheet)", other).status == 404)
        #expect(await room.get("/returns/sheets/\(sheet)", room.clerk).status == 404)
        #expect(await room.get("/", member).text.contains("/returns/sheets/\(sheet)"))
        let filled = try await room.fill(sheet, ReturnRoom.cells(), act: "send", member)
        #expect(filled.status == 303)
    }

    @Test func cancellingNeedsAReasonAndClosesEverySheet() async throws {
        let room = try await ReturnRoom()
        let (id, first, _) = try await room.sendOut()
        let page = await room.get("/returns/\(id)/cancel", room.officer)
        #expect(page.status == 200 && page.text.contains("不能撤销"))
        #expect(
            await room.post("/returns/\(id)/cancel", [("reason", " ")], room.officer).status == 422)
        #expect(
            await room.post("/returns/\(id)/cancel", [("reason", "列错了")], room.officer).status
                == 303)
        #expect(try await room.record(first).state == "lapsed")
        let sheet = await room.get("/returns/sheets/\(first)", room.clerk)
        #expect(sheet.status == 200 && sheet.text.contains("这项报表已取消"))
        let late = try await room.fill(first, ReturnRoom.cells(), act: "send", room.clerk)
        #expect(late.status == 409)
    }

    @Test func theDeskOfACountyLeadsToItsSheets() async throws {
        let room = try await ReturnRoom()
        let (_, first, second) = try await room.sendOut()
        let desk = await room.get("/", room.clerk).text
        #expect(desk.contains("等着填的报表") && desk.contains("/returns/sheets/\(first)"))
        #expect(!desk.contains("/returns/sheets/\(second)"))
        let list = await room.get("/returns", room.clerk).text
        #expect(
            list.contains("/returns/sheets/\(first)") && !list.contains("/returns/sheets/\(second)")
        )
        #expect(await room.get("/returns", room.other).text.contains("还有"))
    }

    @Test func theRegisterOffersNoRawEditingOfASheet() async throws {
        let room = try await ReturnRoom()
        let (_, first, _) = try await room.sendOut()
        for who in [room.officer, room.clerk] {
            let page = await room.get("/registers/collection-sheet/\(first)", who)
            #expect(page.status == 200 && page.text.contains("href=\"/returns/sheets/\(first)\""))
            #expect(!page.text.contains("/edit\"") && !page.text.contains("/moves/"))
            #expect(await room.get("/registers/collection-sheet/\(first)/edit", who).status != 200)
        }
    }
}

extension ReturnRoom {
    func record(count table: String) async throws -> Int64 {
        try await registry.database.read { try $0.integer("SELECT count(*) FROM \(table: table)") }
    }

    /// Where the notices of a kind lead that somebody got.
    func notices(_ login: String, _ kind: String) async throws -> [String] {
        try await registry.database.read { [accounts] reader in
            let id = try reader.integer("SELECT id FROM account WHERE login = \(login)")
            return try accounts.notices(reader, of: id).filter { $0.kind == kind }.map(\.link)
        }
    }
}
