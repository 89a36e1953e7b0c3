import Applications
import Awards
import Catalogue
import Foundation
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Web

/// A project on its pages: the list, where it stands, its contract signed, its end.
@Suite struct ProjectPageTests {
    /// A room with a project that has just been awarded, for 10 万元 of 市自然科学基金.
    private func room() async throws -> (FundRoom, Int64, Viewer, Viewer) {
        let room = try await FundRoom()
        let catalogue = room.registry.catalogue
        let administrator = Viewer(
            name: "单位管理员", role: try #require(catalogue.roles["organisation-administrator"]),
            organisation: room.organisation)
        let head = Viewer(
            name: "科长乙", role: try #require(catalogue.roles["section-head"]),
            section: "planning-policy")
        let programme = try #require(catalogue.programme("natural-science-fund"))
        let day = try #require(CalendarDate(iso: "2026-01-05"))
        let terms = try CallTerms(programme, catalogue, on: day).text
        let (organisation, earmark, registry) = (room.organisation, room.earmark, room.registry)
        let act = Act(actor: "试验", role: "officer", event: "made", reason: "试验")
        let project = try await registry.database.write(act) { writer in
            let call = try registry.create(
                Draft(
                    [
                        "call_no": .text("2026Z"), "title": .text("2026年申报通知"),
                        "programme": .text("natural-science-fund"), "year": .integer(2026),
                        "terms": .text(terms),
                    ], state: "decided"), in: "call", writer)
            let application = try registry.create(
                Draft(
                    [
                        "application_no": .text("2026Z0001"), "call": .integer(call.id),
                        "kind": .text("general"), "title": .text("洞庭湖藻类<监测>方法"),
                        "organisation": .integer(organisation), "content": .text("建立方法"),
                        "starts_on": .text("2026-04-01"), "ends_on": .text("2028-03-31"),
                    ],
                    rows: [
                        "targets": [
                            [
                                "kind": .text("quantity"), "name": .text("发表论文"),
                                "comparison": .text("at-least"), "value": .integer(10_000),
                                "unit": .text("篇"),
                            ]
                        ]
                    ], state: "awarded"), in: "application", writer)
            let funding = try registry.create(
                Draft(
                    [
                        "project_no": .text("2026Z001"), "name": .text("洞庭湖藻类<监测>方法"),
                        "organisation": .integer(organisation), "earmark": .integer(earmark),
                        "unit": .text("示例新材料有限公司"),
                        "approved": .integer(10_000_000), "approved_on": .text("2026-03-02"),
                        "approved_doc": .text("岳科发〔2026〕6号"),
                    ],
                    rows: ["plan": [["year": .integer(2026), "amount": .integer(10_000_000)]]],
                    state: "approved"), in: "project-funding", writer)
            return try registry.create(
                Draft([
                    "project_no": .text("2026Z001"), "name": .text("洞庭湖藻类<监测>方法"),
                    "programme": .text("natural-science-fund"), "kind": .text("general"),
                    "year": .integer(2026), "call": .integer(call.id),
                    "application": .integer(application.id), "funding": .integer(funding.id),
                    "section_in_charge": .text("planning-policy"),
                    "organisation": .integer(organisation),
                    "organisation_name": .text("示例新材料有限公司"), "county": .text("430621"),
                    "approved": .integer(10_000_000), "approved_on": .text("2026-03-02"),
                    "starts_on": .text("2026-04-01"), "ends_on": .text("2028-03-31"),
                ]), in: "project", writer
            ).id
        }
        return (room, project, administrator, head)
    }

    /// What the hidden field of the form says: the digest of the text that is seen.
    private func digest(_ page: Response) -> String {
        guard let start = page.text.range(of: "name=\"digest\" value=\"") else { return "" }
        return String(page.text[start.upperBound...].prefix { $0 != "\"" })
    }

    @Test func aContractIsSignedOnItsPageByThoseWhoseTurnItIs() async throws {
        let (room, id, unit, head) = try await room()
        let list = await room.get("/projects", head)
        #expect(list.status == 200 && list.text.contains("2026Z001"))
        #expect(Markup(list.text).problems == [])
        let none = await room.get("/projects?q=没有的", head)
        #expect(none.text.contains("没有符合条件的项目"))
        #expect(!(await room.get("/projects", room.other).text.contains("2026Z001")))
        let hub = await room.get("/projects/\(id)", head)
        #expect(hub.status == 200 && hub.text.contains("乙方签署任务书"))
        #expect(hub.text.contains("洞庭湖藻类&lt;监测&gt;方法"))
        #expect(Markup(hub.text).problems == [])
        #expect(await room.get("/projects/\(id)", room.other).status == 404)

        let contract = "/projects/\(id)/contract"
        let seen = await room.get(contract, unit)
        #expect(seen.text.contains("以乙方签署"))
        #expect(Markup(seen.text).problems == [])
        #expect(!(await room.get(contract, head).text.contains("以甲方签署")))
        let early = await room.post(contract + "/sign", [("digest", digest(seen))], head)
        #expect(early.status == 422 && early.text.contains("不能代表乙方"))
        let wrong = await room.post(contract + "/sign", [("digest", "0")], unit)
        #expect(wrong.status == 422 && wrong.text.contains("正文变了"))
        for viewer in [unit, room.county, head] {
            let page = await room.get(contract, viewer)
            let done = await room.post(contract + "/sign", [("digest", digest(page))], viewer)
            #expect(done.status == 303, "\(done.text.suffix(900))")
        }
        let running = await room.get("/projects/\(id)?done=signed", unit)
        #expect(running.text.contains("提交年度执行报告") && running.text.contains("申请变更"))
        #expect(running.text.contains("80,000.00"))
        #expect(Markup(running.text).problems == [])
        let again = await room.post(contract + "/sign", [("digest", "0")], head)
        #expect(again.status == 422 && again.text.contains("没有在签的任务书"))
    }

    @Test func programsReadAProjectAndSignItsContract() async throws {
        let (room, id, unit, head) = try await room()
        let answer = await room.send("GET", "/api/projects/\(id)", unit)
        #expect(answer.status == 200 && answer.text.contains("\"signs_next\":\"b\""))
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any])
        let digest = try #require((json["contract"] as? [String: Any])?["digest"] as? String)
        let signed = await room.send(
            "POST", "/api/projects/\(id)/contract/sign", unit, "{\"digest\": \"\(digest)\"}")
        #expect(signed.status == 200 && signed.text.contains("\"signs_next\":\"c\""))
        let list = await room.send("GET", "/api/projects?state=approved", head)
        #expect(list.status == 200 && list.text.contains("\"project_no\":\"2026Z001\""))
    }

    @Test func programsActOnAProjectAndAreToldWhatStandsAgainstIt() async throws {
        let (room, id, unit, head) = try await room()
        let path = "/api/projects/\(id)"
        for (act, body, words) in [
            ("contract", "{}", "任务书"), ("settle", #"{"doc_no": "x"}"#, "还没有验收结论"),
            ("archive", "{}", "还没有结束"), ("expense-samples", "{}", "没有可抽的支出"),
            ("eliminate", #"{"milestone": 1, "reason": "y"}"#, "不是赛马项目"),
            ("cancel", "{}", "/reason"),
        ] {
            let refused = await room.send("POST", "\(path)/\(act)", head, body)
            #expect(refused.status == (act == "cancel" ? 422 : 409), "\(act) \(refused.text)")
            #expect(refused.text.contains(words), "\(act) \(refused.text)")
            #expect(refused.header("Content-Type") == "application/problem+json")
            #expect(await room.send("POST", "\(path)/\(act)", unit, body).status == 403)
        }
        let missing = await room.send("POST", "/api/projects/999999/archive", head, "{}")
        #expect(missing.status == 404)
        let cancelled = await room.send(
            "POST", "\(path)/cancel", head, #"{"reason": "逾期未签"}"#)
        #expect(cancelled.status == 200 && cancelled.text.contains("\"state\":\"cancelled\""))
    }

    @Test func changesAndAcceptanceAreBegunFromTheProject() async throws {
        let (room, id, unit, head) = try await room()
        let contract = "/projects/\(id)/contract"
        for viewer in [unit, room.county, head] {
            let page = await room.get(contract, viewer)
            _ = await room.post(contract + "/sign", [("digest", digest(page))], viewer)
        }
        let begin = "/projects/\(id)/begin"
        let bare = await room.post(begin, [("what", "change"), ("kind", "route")], unit)
        #expect(bare.status == 422 && bare.text.contains("变更理由"))
        let change = await room.post(
            begin, [("what", "change"), ("kind", "members"), ("reason", "人员调整")], unit)
        #expect(change.status == 303, "\(change.text.suffix(900))")
        let form = await room.get(try #require(change.header("Location")), unit)
        #expect(form.status == 200 && form.text.contains("调整后的成员"))
        let acceptance = await room.post(begin, [("what", "acceptance")], unit)
        #expect(acceptance.status == 303)
        let shown = await room.get(try #require(acceptance.header("Location")), unit)
        #expect(shown.text.contains("发表论文"))
        #expect(await room.post(begin, [("what", "nothing")], unit).status == 404)
        let hub = await room.get("/projects/\(id)", unit)
        #expect(hub.text.contains("2026Z001-B1") && hub.text.contains("2026Z001-A1"))
        #expect(Markup(hub.text).problems == [])
    }

    @Test func whatStandsAgainstAnEndIsToldOnThePage() async throws {
        let (room, id, _, head) = try await room()
        let settle = await room.post("/projects/\(id)/settle", [("doc_no", "x")], head)
        #expect(settle.status == 422 && settle.text.contains("还没有验收结论"))
        let archive = await room.post("/projects/\(id)/archive", [], head)
        #expect(archive.status == 422 && archive.text.contains("还没有结束"))
        let sample = await room.post("/projects/\(id)/sample", [], head)
        #expect(sample.status == 422 && sample.text.contains("没有可抽的支出"))
        let race = await room.post(
            "/projects/\(id)/eliminate",
            [("milestone", "1"), ("doc_no", "x"), ("reason", "y")], head)
        #expect(race.status == 422 && race.text.contains("不是赛马项目"))
        let silent = await room.post("/projects/\(id)/cancel", [], head)
        #expect(silent.status == 422)
        let cancel = await room.post("/projects/\(id)/cancel", [("reason", "逾期未签")], head)
        #expect(cancel.status == 303)
        let hub = await room.get("/projects/\(id)?done=cancelled", head)
        #expect(hub.text.contains("已取消立项") && hub.text.contains("没有要办的了"))
        #expect(
            await room.post("/projects/\(id)/cancel", [("reason", "x")], room.county).status == 403)
    }

    @Test func aUnitGivesUpItsSecondExaminationBeforeItIsSettled() async throws {
        let (room, id, unit, head) = try await room()
        let early = await room.post("/projects/\(id)/waive", [("statement", "放弃")], unit)
        #expect(early.status == 422 && early.text.contains("没有还可以申请的再次验收"))
        let registry = room.registry
        let act = Act(actor: "试验", role: "officer", event: "made", reason: "试验")
        let failed = try await registry.database.write(act) { writer in
            let day = writer.now.businessDate
            return try registry.create(
                Draft(
                    [
                        "project_no": .text("2024Z009"), "name": .text("不通过的项目"),
                        "programme": .text("natural-science-fund"), "year": .integer(2024),
                        "section_in_charge": .text("planning-policy"),
                        "organisation": .integer(room.organisation), "county": .text("430621"),
                        "approved": .integer(10_000_000), "accepted_on": .text(day.iso),
                        "acceptance_due_on": .text(day.adding(days: 180).iso),
                    ], state: "failed"), in: "project", writer
            ).id
        }
        let page = await room.get("/projects/\(failed)", head)
        #expect(page.text.contains("还不能结算：再次验收可以申请到"))
        #expect(page.text.contains("来函文号"))
        #expect(!page.text.contains("action=\"/projects/\(failed)/settle\""))
        let own = await room.get("/projects/\(failed)", unit)
        #expect(own.text.contains("整改后再次申请验收") && own.text.contains("书面说明"))
        #expect(Markup(own.text).problems == [])
        let waive = "/projects/\(failed)/waive"
        #expect(await room.post(waive, [], unit).status == 422)
        #expect(await room.post(waive, [("statement", "x")], room.county).status >= 400)
        #expect(await room.post(waive, [("statement", "我单位放弃")], unit).status == 303)
        let after = await room.get("/projects/\(failed)?done=waived", head)
        #expect(after.text.contains("已登记放弃再次验收"))
        #expect(after.text.contains("action=\"/projects/\(failed)/settle\""))
        #expect(Markup(after.text).problems == [])
        #expect(
            await room.post("/projects/\(failed)/settle", [("doc_no", "1")], head).status == 303)
    }

    @Test func theCompleteFileIsSentToTheBureauAlone() async throws {
        let (room, id, unit, head) = try await room()
        let file = await room.get("/projects/\(id)/file", head)
        #expect(file.status == 200 && file.header("Content-Type") == "application/zip")
        #expect(file.size > 1_000)
        #expect(await room.get("/projects/\(id)/file", unit).status == 403)
        #expect(await room.get("/projects/\(id)/file", room.county).status == 403)
    }
}
