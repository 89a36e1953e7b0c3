import Catalogue
import Documents
import Figures
import Foundation
import Funds
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Web

/// The way of an allocation paper on its pages, from the table to the receipt, and who is kept out.
@Suite struct AllocationPageTests {
    @Test func aPaperIsMadeSplitByAnUploadAndLaidBeforeThoseWhoAgree() async throws {
        let room = try await FundRoom()
        #expect(await room.get("/funds/papers", room.drafter).text.contains("还没有指标文"))
        let form = await room.get("/funds/papers/new", room.drafter)
        #expect(form.status == 200 && form.text.contains("市自然科学基金"))
        let id = try await room.make()
        let page = await room.get("/funds/papers/\(id)?done=made", room.drafter)
        #expect(page.status == 200 && page.text.contains("还没有明细表"))
        #expect(Markup(page.text).problems == [])

        let split = "/funds/papers/\(id)/split"
        #expect(await room.get(split, room.drafter).status == 200)
        let preview = await room.send(
            split, FormMaker(.init("mode", nil, "amounts"), .init("file", "表.csv", FundRoom.table)),
            room.drafter)
        #expect(preview.status == 200, "\(preview.text.suffix(1_500))")
        #expect(Markup(preview.text).problems == [])
        #expect(preview.text.contains("下面 3 家，合计 300,000.00 元，与总额相等"))
        #expect(preview.text.contains("第 7 行是合计"))
        #expect(try await count(room) == 0, "a preview writes nothing")
        let fields = ["packed", "mode", "adopts", "digest", "version"].map {
            ($0, hidden($0, preview.text))
        }
        let done = await room.post(split, fields + [("act", "confirm")], room.drafter)
        #expect(done.status == 303, "\(done.text.suffix(1_500))")
        #expect(try await count(room) == 3)
        // Pressed twice, the second is told that the paper has changed meanwhile.
        #expect(await room.post(split, fields + [("act", "confirm")], room.drafter).status == 409)

        // What is missing is told, and gone once it is filled in.
        #expect(await room.get("/funds/papers/\(id)/issue", room.drafter).status == 422)
        let around = "/registers/allocation-paper/\(id)/approvals/issue"
        #expect(await room.post(around, [], room.drafter).status == 422, "nor by another way")
        let record = await room.get("/registers/allocation-paper/\(id)", room.drafter)
        #expect(record.text.contains("打开指标文") && !record.text.contains("报批：下达"))
        let edit = await room.get("/funds/papers/\(id)/edit", room.drafter)
        let wrong = await room.post(
            "/funds/papers/\(id)/edit",
            [("cosigned_on", "2026-13-01"), ("version", hidden("version", edit.text))],
            room.drafter)
        #expect(wrong.status == 422)
        let changed = await room.post(
            "/funds/papers/\(id)/edit",
            [
                ("title", "关于下达2026年市自然科学基金的通知"), ("doc_no", "岳财教指〔2026〕12号"),
                ("cosigned_on", "2026-02-27"), ("cosigner", "市财政局"), ("total", "300000.00"),
                ("total.unit", "元"), ("owner", "经办甲"),
                ("version", hidden("version", edit.text)),
            ], room.drafter)
        #expect(changed.status == 303, "\(changed.text.suffix(1_500))")
        let ask = await room.get("/funds/papers/\(id)/issue", room.drafter)
        #expect(ask.status == 200 && ask.text.contains("3 家共 300,000.00 元进入在途"))
        #expect(Markup(ask.text).problems == [])
        let asked = await room.post(
            "/funds/papers/\(id)/issue", [("version", hidden("version", ask.text))], room.drafter)
        #expect(asked.status == 303 && asked.header("Location")?.hasPrefix("/approvals/") == true)
        let waiting = await room.get("/funds/papers/\(id)", room.drafter)
        #expect(waiting.text.contains("正在报批，批完以前不能改"))
        #expect(await room.get("/funds/papers/\(id)/split", room.drafter).status == 200)
    }

    @Test func whatIsWrongWithATableIsToldAndTheTextIsKept() async throws {
        let room = try await FundRoom()
        let id = try await room.make()
        let split = "/funds/papers/\(id)/split"
        let none = await room.send(split, FormMaker(.init("pasted", nil, "")), room.drafter)
        #expect(none.status == 422 && none.text.contains("还没有选文件"))
        let pasted = "单位名称\t县市区\t金额（万元）\n甲公司\t月亮县\t30"
        let wrong = await room.send(split, FormMaker(.init("pasted", nil, pasted)), room.drafter)
        #expect(wrong.status == 200 && wrong.text.contains("县市区名单里没有“月亮县”"))
        #expect(wrong.text.contains("value=\"confirm\" disabled"))
        let noTable = await room.send(
            split, FormMaker(.init("pasted", nil, "随便一句")), room.drafter)
        #expect(noTable.status == 422 && noTable.text.contains("没有找到明细表的表头"))
        #expect(noTable.text.contains("随便一句"))
        let image = await room.send(
            split, FormMaker(.init("file", "图.png", [0x89, 0x50, 0x4E, 0x47, 0])), room.drafter)
        #expect(image.status == 422)
    }

    @Test func countyAndUnitTakeTheirStepsOnTheirPages() async throws {
        let room = try await FundRoom()
        let (paper, lines) = try await room.issued()
        let received = await room.get("/funds/received", room.county)
        #expect(received.status == 200 && received.text.contains("等县级确认收到<small>2 笔"))
        #expect(Markup(received.text).problems == [])
        #expect(!received.text.contains("示例大学"), "another county's")
        let own = [lines[0], lines[2]].map { ("choose", String($0)) }
        let query = own.map { "choose=\($0.1)" }.joined(separator: "&")
        let confirm = await room.get("/funds/received/receive?\(query)", room.county)
        #expect(confirm.status == 200 && confirm.text.contains("确认 2 笔"))
        #expect(Markup(confirm.text).problems == [])
        let early = await room.post(
            "/funds/received/receive", own + [("on", "2026-02-01")], room.county)
        #expect(early.status == 422 && early.text.contains("早于下达日期"))
        let foreign = await room.post(
            "/funds/received/receive", [("choose", String(lines[1]))], room.county)
        #expect(foreign.status == 404)
        #expect(
            await room.post("/funds/received/receive", own + [("on", "2026-03-02")], room.county)
                .status == 303)
        #expect(
            await room.post("/funds/received/disburse", own, room.county).status == 303)
        #expect(await room.get("/funds/received/disburse", room.county).status == 400)

        let mine = await room.get("/funds/received", room.unit)
        #expect(mine.text.contains("等单位确认到账<small>1 笔"))
        let page = await room.get("/funds/allocations/\(lines[0])", room.unit)
        #expect(page.status == 200 && page.text.contains("确认到账"))
        #expect(Markup(page.text).problems == [])
        #expect(await room.get("/funds/allocations/\(lines[1])", room.unit).status == 404)
        let arrive = "/funds/allocations/\(lines[0])/arrive"
        let bare = await room.post(arrive, [("on", "2026-03-02")], room.unit)
        #expect(bare.status == 422 && bare.text.contains("没有到账回单号"))
        let done = await room.post(
            arrive, [("on", "2026-03-02"), ("receipt", "HD-1")], room.unit)
        #expect(done.status == 303)
        // The bank's receipt, scanned.
        let scan = await room.send(
            "/registers/allocation/\(lines[0])/files",
            FormMaker(
                .init("purpose", nil, "attachment"),
                .init("file", "回单.pdf", Array("%PDF-1.4\n%%EOF\n".utf8))), room.unit)
        #expect(scan.status == 303, "\(scan.text.suffix(800))")
        #expect(
            await room.get("/funds/allocations/\(lines[0])", room.county).text.contains("回单.pdf"))
        // In the place of a unit that has no account its county says why.
        let other = "/funds/allocations/\(lines[2])/arrive"
        let silent = await room.post(other, [("receipt", "HD-2")], room.county)
        #expect(silent.status == 422 && silent.text.contains("写明理由"))
        #expect(
            await room.post(
                other, [("receipt", "HD-2"), ("reason", "单位没有账号")], room.county
            ).status == 303)

        let whole = await room.get("/funds/papers/\(paper)", room.drafter)
        #expect(whole.text.contains("2 笔，200,000.00 元"))
        #expect(whole.text.contains("在途转入账"))
        #expect(Markup(whole.text).problems == [])
    }

    @Test func lateMoneyIsChasedWithOnePress() async throws {
        let room = try await FundRoom()
        let (paper, _) = try await room.issued()
        let early = await room.get("/funds/papers/\(paper)/chase", room.drafter)
        #expect(early.text.contains("没有逾期的，不用催"))
        room.clock.set("2026-04-10T01:00:00Z")
        let page = await room.get("/funds/papers/\(paper)", room.drafter)
        #expect(page.text.contains("逾期未到账 3 笔"))
        let chase = await room.get("/funds/papers/\(paper)/chase", room.drafter)
        #expect(chase.text.contains("催办 2 个") && chase.text.contains("联系：经办甲"))
        #expect(Markup(chase.text).problems == [])
        #expect(await room.post("/funds/papers/\(paper)/chase", [], room.drafter).status == 303)
        let again = await room.get("/funds/papers/\(paper)/chase", room.drafter)
        #expect(again.text.contains("今天已经催过"))
        #expect(await room.post("/funds/papers/\(paper)/chase", [], room.drafter).status == 409)
        let list = await room.get("/funds/papers", room.finance)
        #expect(list.text.contains("3 笔</span>"))
        #expect(Markup(list.text).problems == [])
    }

    @Test func latenessIsAFigureWithItsRecordsAndWorkForANamedPerson() async throws {
        let room = try await FundRoom()
        let (_, lines) = try await room.issued()
        func day(_ iso: String) throws -> CalendarDate { try #require(CalendarDate(iso: iso)) }
        room.clock.set("2026-04-12T01:00:00Z")
        let own = [lines[0], lines[2]]
        _ = try await room.allocations.confirmCountyReceipt(
            own, on: day("2026-03-06"), by: room.county)
        _ = try await room.allocations.disburse(own, on: day("2026-03-10"), by: room.county)
        for (id, iso) in zip(own, ["2026-03-20", "2026-04-10"]) {
            _ = try await room.allocations.confirmArrival(
                id, on: day(iso), receipt: "HD-\(id)", reason: "凭回单", by: room.finance)
        }
        let figures = Figures(room.registry)
        let question = FigureQuestion(year: 2026, today: try day("2026-04-12"))
        let (values, findings) = try await room.registry.database.read { reader in
            (
                Dictionary(
                    try figures.evaluate(reader, question).map {
                        ($0.definition.name, $0.valueText)
                    }
                ) { first, _ in first }, try figures.verify(reader, question)
            )
        }
        #expect(findings.map(\.figure).filter { $0.hasPrefix("allocation") } == [])
        for (name, expected) in [
            ("allocations_issued", "30"), ("allocation_payees", "3"), ("allocations_arrived", "20"),
            ("allocation_arrival_rate", "66.67"), ("allocation_in_time_rate", "33.33"),
            ("allocations_late", "1"), ("allocations_overdue", "1"),
            ("allocation_days_to_county_average", "4"), ("allocation_days_to_arrival_worst", "31"),
            ("allocation_days_total_average", "28.5"), ("allocation_days_total_worst", "39"),
        ] { #expect(values[name] == expected, "\(name)") }
        let list = await room.get("/worklists/allocation-overdue", room.finance)
        #expect(list.status == 200 && list.text.contains("示例大学"))
        #expect(list.text.contains("经办甲") && !list.text.contains("示例研究所"))
    }

    @Test func moneyIsReturnedOnItsPage() async throws {
        let room = try await FundRoom()
        let (_, lines) = try await room.issued()
        let path = "/funds/allocations/\(lines[0])/return"
        #expect(await room.get(path, room.county).status == 403)
        let page = await room.get(path, room.finance)
        #expect(page.status == 200 && page.text.contains("现在还有 125,000.00 元"))
        #expect(Markup(page.text).problems == [])
        let tooMuch = await room.post(
            path, [("amount", "13"), ("amount.unit", "万元"), ("doc_no", "T1"), ("reason", "终止")],
            room.finance)
        #expect(tooMuch.status == 422 && tooMuch.text.contains("不能退回 130000元"))
        let odd = await room.post(
            path, [("amount", "很多"), ("doc_no", "T1"), ("reason", "终止")], room.finance)
        #expect(odd.status == 422)
        #expect(
            await room.post(path, [("doc_no", "T1"), ("reason", "")], room.finance).status == 422)
        #expect(
            await room.post(path, [("doc_no", "T1"), ("reason", "项目终止")], room.finance).status
                == 303)
        let after = await room.get("/funds/allocations/\(lines[0])", room.finance)
        #expect(after.text.contains("已退回") && after.text.contains("T1"))
    }

    @Test func theDocumentIsPrintedWithItsTableByCounty() async throws {
        let room = try await FundRoom()
        let (paper, _) = try await room.issued()
        let issued = await room.post(
            "/registers/allocation-paper/\(paper)/papers/allocation-letter", [], room.drafter)
        #expect(issued.status == 303, "\(issued.text.suffix(1_000))")
        let place = try #require(issued.header("Location"))
        let page = await room.get(place, room.drafter)
        #expect(page.status == 200 && Markup(page.text).problems == [])
        for words in [
            "岳财教指〔2026〕12号", "关于下达2026年市自然科学基金的通知", "现下达市自然科学基金30万元", "2026年4月1日前应到单位账户",
            "岳阳市科学技术局　岳阳市财政局", "附件：资金分配明细表", "岳阳县小计", "200,000.00", "合计", "300,000.00",
        ] { #expect(page.text.contains(words), "\(words)") }
        let word = await room.get(place + "/paper.docx", room.drafter)
        #expect(word.status == 200)
        guard case .bytes(let bytes) = word.body else { return }
        let parts = try ZipArchive.read(bytes, limit: 1 << 24)
        let xml = String(decoding: parts["word/document.xml"] ?? [], as: UTF8.self)
        #expect(xml.contains("附件") && xml.contains("岳阳县小计"))
        let annex = await room.get("/funds/papers/\(paper)/annex.xlsx", room.finance)
        #expect(annex.status == 200)
        if let folder = ProcessInfo.processInfo.environment["DONGTING_PAPERS"] {
            try Data(bytes).write(to: URL(fileURLWithPath: folder + "/paper.docx"))
            if case .bytes(let table) = annex.body {
                try Data(table).write(to: URL(fileURLWithPath: folder + "/annex.xlsx"))
            }
            try Data(page.text.utf8).write(to: URL(fileURLWithPath: folder + "/paper.html"))
        }
    }

    @Test func countiesAndUnitsMakeNoPapers() async throws {
        let room = try await FundRoom()
        let (paper, _) = try await room.issued()
        for who in [room.county, room.unit] {
            for path in ["", "/new", "/\(paper)", "/\(paper)/split", "/\(paper)/chase"] {
                #expect(await room.get("/funds/papers\(path)", who).status == 403, "\(path)")
            }
        }
        #expect(await room.get("/funds/papers/999999", room.drafter).status == 404)
        #expect(await room.get("/funds/papers/x", room.drafter).status == 404)
        #expect(await room.get("/funds/received/arrive", room.county).status == 404)
    }

    private func hidden(_ name: String, _ text: String) -> String {
        guard let start = text.range(of: "name=\"\(name)\" value=\"") else { return "" }
        return String(text[start.upperBound...].prefix { $0 != "\"" })
            .replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
            .replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&amp;", with: "&")
    }

    private func count(_ room: FundRoom) async throws -> Int64 {
        try await room.registry.database.read { try $0.integer("SELECT count(*) FROM allocation") }
    }
}
