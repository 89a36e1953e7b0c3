import Foundation
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Web

/// Calls and applications on their pages and for programs, and who is kept out.
@Suite struct CallPageTests {
    @Test func aCallGoesFromItsProgrammeToThePublicOnItsPages() async throws {
        let hall = try await CallHall()
        #expect(await hall.get("/calls", hall.officer).text.contains("还没有申报通知"))
        let id = try await hall.live()
        for target in ["/calls", "/calls/\(id)", "/calls/\(id)/preview", "/calls/\(id)/edit"] {
            let page = await hall.get(target, hall.officer)
            #expect(page.status == 200, "\(target)")
            #expect(Markup(page.text).problems == [], "\(target)")
        }
        let shown = await hall.get("/calls/\(id)", hall.administrator)
        #expect(shown.text.contains("预审并申报") && shown.text.contains("单项") == false)
        #expect(Markup(shown.text).problems == [])
        // What is not published is not there for applicants.
        let drafted = try hall.number(
            await hall.post(
                "/calls/new", [("programme", "natural-science-fund"), ("year", "2027")],
                hall.officer))
        #expect(await hall.get("/calls/\(drafted)", hall.administrator).status == 404)
        #expect(await hall.get("/calls/\(drafted)/rehearsal", hall.administrator).status == 403)
        let early = await hall.post("/calls/\(drafted)/moves/publish", [], hall.head)
        #expect(early.status == 422 && Markup(early.text).problems == [])
    }

    @Test func secrecyComesFirstAndThenEachRule() async throws {
        let hall = try await CallHall()
        let id = try await hall.live()
        let first = await hall.get("/calls/\(id)/apply", hall.member)
        #expect(first.text.contains("本项目是否涉密") && Markup(first.text).problems == [])
        let end = await hall.get("/calls/\(id)/apply?secrecy=classified", hall.member)
        #expect(end.text.contains("没有保存任何内容") && !end.text.contains("项目名称"))
        let written = try await hall.written()
        let target = "/calls/\(id)/apply?secrecy=open&kind=general&leader=\(hall.leader)"
        let checked = await hall.get(target, hall.member)
        #expect(
            checked.status == 200 && checked.text.contains("每一条都符合"),
            "\(checked.text.suffix(2_000))")
        #expect(checked.text.contains("依据") && Markup(checked.text).problems == [])
        #expect(try await hall.written() == written, "looking writes nothing")
        // Another unit's leader is not told of.
        let foreign = await hall.get(target, hall.other)
        #expect(foreign.status == 404)
    }

    @Test func anApplicationIsFilledInAndHandedInOnItsPages() async throws {
        let hall = try await CallHall()
        let id = try await hall.live()
        let begun = await hall.post(
            "/calls/\(id)/apply",
            [
                ("secrecy", "open"), ("kind", "general"), ("leader", String(hall.leader)),
                ("title", "湿地碳汇的机理"),
            ], hall.member)
        let own = try hall.number(begun)
        for target in ["/applications/\(own)", "/applications/\(own)/edit", "/calls"] {
            let page = await hall.get(target, hall.member)
            #expect(page.status == 200 && Markup(page.text).problems == [], "\(target)")
        }
        #expect(await hall.get("/applications/\(own)", hall.member).text.contains("还差"))
        #expect(await hall.get("/applications/\(own)", hall.other).status == 404)
        let marked = await hall.post(
            "/applications/\(own)/edit", [("content", "机密" + "★" + "10年"), ("act", "save")],
            hall.member)
        #expect(marked.status == 422 && marked.text.contains("没有保存"))
        let early = await hall.post(
            "/applications/\(own)/acts/sign-off", [("act", "confirm")], hall.administrator)
        #expect(early.status == 422 && early.text.contains("还差"))
        #expect(early.text.contains("：必填"))
        #expect(!early.text.contains("（summary）"), "a field is called by its title")
        let version = hall.hidden(
            "record.version", await hall.get("/applications/\(own)/edit", hall.member).text)
        let saved = await hall.post(
            "/applications/\(own)/edit",
            [
                ("record.version", version), ("act", "save"), ("kind", "general"),
                ("title", "湿地碳汇的机理"), ("keywords", "湿地、碳汇、机理"), ("subject", "110"),
                ("leader", "负责人丙"), ("leader.label", "负责人丙"),
                ("leader.id", String(hall.leader)), ("starts_on", "2026-07-01"),
                ("ends_on", "2028-06-30"), ("requested", "10"), ("requested.unit", "万元"),
                ("lump_sum_promise", "1"), ("summary", "摘要"), ("basis", "依据"),
                ("content", "内容"), ("innovation", "创新"), ("route", "路线"),
                ("foundation", "基础"), ("ethics", "none"),
                ("question-scientific_question", "碳从哪里来"),
                ("targets.0.indicator", "papers"), ("targets.0.kind", "quantity"),
                ("targets.0.name", "发表论文"), ("targets.0.comparison", "at-least"),
                ("targets.0.value", "2"), ("targets.0.unit", "篇"),
            ], hall.member)
        #expect(saved.status == 303, "\(saved.text.suffix(1_500))")
        // What was meant for an older version is kept beside, and not written over the newer.
        let stale = await hall.post(
            "/applications/\(own)/edit",
            [("record.version", version), ("act", "save"), ("title", "别的窗口")], hall.member)
        #expect(stale.status == 409 && stale.text.contains("别的窗口"))
        for act in ["commit", "sign-off", "submit"] {
            let page = await hall.get("/applications/\(own)/acts/\(act)", hall.administrator)
            #expect(page.status == 200 && Markup(page.text).problems == [], "\(act)")
            let done = await hall.post(
                "/applications/\(own)/acts/\(act)",
                [("version", hall.hidden("version", page.text)), ("act", "confirm")],
                hall.administrator)
            #expect(done.status == 303, "\(act) \(done.text.suffix(1_500))")
        }
        let receipt = await hall.get("/applications/\(own)/receipt", hall.member)
        #expect(receipt.text.contains("ZRJJ-2026-1-00001") && receipt.text.contains("校验码"))
        #expect(receipt.text.contains("与现在的申报书一致") && Markup(receipt.text).problems == [])
    }

    @Test func aProgramSubmitsAtOnceAndTwiceUnderOneKeyOnlyOnce() async throws {
        let hall = try await CallHall()
        let id = try await hall.live()
        let target = "/api/calls/\(id)/applications"
        let made = await hall.send("POST", target, hall.administrator, hall.application())
        #expect(made.status == 201, "\(made.text)")
        #expect(try made.json()["application_no"]?.string == "ZRJJ-2026-1-00001")
        #expect(try made.json()["receipt_digest"]?.string?.count == 64)
        let place = try #require(made.header("Location"))
        #expect(
            try await hall.send("GET", place, hall.member).json()["state"]?.string == "submitted")
        #expect(await hall.send("GET", place, hall.other).status == 404)
        let wrong = await hall.send(
            "POST", target, hall.administrator, hall.application([("requested", "\"100000.01\"")]))
        #expect(wrong.status == 422 && wrong.text.contains("单项上限"))
        #expect(try wrong.json()["problems"]?.array?.isEmpty == false)
        let member = await hall.send("POST", target, hall.member, hall.application())
        #expect(member.status == 403, "\(member.text)")
        hall.clock.set("2026-04-09T09:00:00.001Z")
        let late = await hall.send("POST", target, hall.administrator, hall.application())
        #expect(late.status == 409 && late.text.contains("2026-04-09 17:00:00.001"))
    }
}

extension CallHall {
    func written() async throws -> Int64 {
        try await registry.database.read { try $0.integer("SELECT count(*) FROM journal_entry") }
    }

    func hidden(_ name: String, _ text: String) -> String {
        guard let start = text.range(of: "name=\"\(name)\" value=\"") else { return "" }
        return String(text[start.upperBound...].prefix { $0 != "\"" })
    }
}
