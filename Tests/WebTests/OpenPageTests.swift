import Applications
import Catalogue
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Web

/// Calls and projects without an account: before, during and after a call.
@Suite struct OpenPageTests {
    private static let act = Act(actor: "试验", role: "officer", event: "made", reason: "试验")

    private func open(_ room: FundRoom, _ path: String) async -> Response {
        await room.site.respond(Request("GET", path))
    }

    private func call(_ room: FundRoom, state: String = "live") async throws -> Int64 {
        let registry = room.registry
        return try await registry.database.write(Self.act) { writer in
            let programme = try #require(registry.catalogue.programme("natural-science-fund"))
            let day = try #require(CalendarDate(iso: "2026-03-01"))
            return try registry.create(
                Draft(
                    [
                        "call_no": .text("ZRJJ-2026-1"), "programme": .text(programme.name),
                        "title": .text("2026年度<基金>申报通知"), "year": .integer(2026),
                        "opens_at": .text("2026-03-02 10:00:00"),
                        "closes_at": .text("2026-04-01 17:00:00"),
                        "guide": .text("第一条\n<b>第二条</b>"), "basis_doc": .text("示科发〔2026〕3号"),
                        "terms": .text(try CallTerms(programme, registry.catalogue, on: day).text),
                    ], state: state), in: "call", writer
            ).id
        }
    }

    @Test func nothingIsThereBeforeACallIsPublished() async throws {
        let room = try await FundRoom()
        let id = try await call(room, state: "preview")
        let list = await open(room, "/open/calls")
        #expect(list.status == 200 && list.text.contains("现在没有正在受理的申报"))
        #expect(Markup(list.text).problems == [])
        let page = await open(room, "/open/calls/\(id)")
        #expect(page.status == 404 && page.text.contains("没有公开的申报通知"))
        #expect(await open(room, "/open/calls/x").status == 404)
        #expect(await open(room, "/open/calls/\(id)/numbers.json").status == 404)
    }

    @Test func anOpenCallShowsItsTimesItsGuideAndTheWayIn() async throws {
        let room = try await FundRoom()
        let id = try await call(room)
        var page = await open(room, "/open/calls/\(id)")
        #expect(page.status == 200 && page.text.contains("还没有开始受理"))
        room.clock.set("2026-03-10T01:00:00Z")
        page = await open(room, "/open/calls/\(id)")
        #expect(Markup(page.text).problems == [])
        #expect(page.text.contains("正在受理") && page.text.contains("个工作日"))
        #expect(page.text.contains("4月1日") && page.text.contains("17:00:00"))
        #expect(page.text.contains("<p>&lt;b&gt;第二条&lt;/b&gt;</p>"))
        #expect(page.text.contains("登录申报") && page.text.contains("10 万元"))
        // The last hours are told to the minute.
        room.clock.set("2026-04-01T05:39:30Z")
        page = await open(room, "/open/calls/\(id)")
        #expect(page.text.contains("还有 3 小时 20 分"))
        room.clock.set("2026-04-01T09:00:01Z")
        page = await open(room, "/open/calls/\(id)")
        #expect(page.text.contains("已截止") && !page.text.contains("登录申报"))
        #expect(!page.text.contains("立项率"))
        let data = await open(room, "/open/calls/\(id)/numbers.json")
        #expect(
            data.text.contains("\"standing\":\"closed\"") && data.text.contains("\"numbers\":null"))
        let table = await open(room, "/open/calls/calls.csv")
        #expect(table.status == 200 && table.text.contains("示科发〔2026〕3号"))
        let entry = await open(room, "/sign-in")
        #expect(entry.text.contains("/open/calls") && entry.text.contains("/open/projects"))
    }

    @Test func aDecidedCallShowsNumbersAndNobodysContent() async throws {
        let room = try await FundRoom()
        room.clock.set("2026-08-10T01:00:00Z")
        let id = try await call(room, state: "decided")
        let registry = room.registry
        try await registry.database.write(Self.act) { writer in
            for index in 0..<12 {
                let unit = try registry.create(
                    Draft(["name": .text("无名单位\(index)"), "county": .text("430602")]),
                    in: "organisation", writer)
                _ = try registry.create(
                    Draft(
                        [
                            "call": .integer(id), "title": .text("未立项的题名\(index)"),
                            "organisation": .integer(unit.id), "kind": .text("general"),
                            "organisation_size": .text(index < 6 ? "small" : "university"),
                            "submitted_at": .text("2026-03-20 10:00:00"),
                            "formal_on": .text("2026-04-10"),
                        ], state: "not-funded"), in: "application", writer)
            }
            _ = try registry.create(
                Draft([
                    "project_no": .text("2026ZRJJ001"), "name": .text("立项<项目>"),
                    "programme": .text("natural-science-fund"), "year": .integer(2026),
                    "organisation_name": .text("示例大学"), "leader_name": .text("甲"),
                    "approved": .integer(10_000_000),
                ]), in: "project", writer)
        }
        let page = await open(room, "/open/calls/\(id)")
        #expect(page.status == 200, "\(page.text.suffix(800))")
        #expect(Markup(page.text).problems == [])
        #expect(page.text.contains("按单位规模") && page.text.contains("收到申报"))
        #expect(!page.text.contains("未立项的题名") && !page.text.contains("无名单位"))
        #expect(page.text.contains("会认出个别单位，不列"))
        let table = await open(room, "/open/calls/\(id)/numbers.csv")
        #expect(table.text.contains("总数,收到申报,12") && !table.text.contains("无名单位"))

        let projects = await open(room, "/open/projects?programme=natural-science-fund&q=示例")
        #expect(projects.status == 200 && projects.text.contains("立项&lt;项目&gt;"))
        #expect(Markup(projects.text).problems == [])
        #expect(projects.text.contains("共 1 项"))
        #expect(await open(room, "/open/projects?programme=x").status == 400)
        #expect(await open(room, "/open/projects?year=26").status == 400)
        let none = await open(room, "/open/projects?q=没有的")
        #expect(none.text.contains("没有这样的项目"))
        let json = await open(room, "/open/projects/projects.json")
        #expect(json.text.contains("\"approved_yuan\":100000.00"))
        let csv = await open(room, "/open/projects/projects.csv")
        #expect(csv.text.contains("2026ZRJJ001"))
    }
}

/// Programmes in words, and needs that become topics, on their pages.
@Suite struct ProgrammePageTests {
    @Test func everyProgrammeIsToldInWordsWithItsSources() async throws {
        let room = try await FundRoom()
        let list = await room.get("/programmes", room.drafter)
        #expect(list.status == 200 && Markup(list.text).problems == [])
        for programme in room.registry.catalogue.programmes {
            #expect(list.text.contains(programme.title), "\(programme.name)")
            let page = await room.get("/programmes/\(programme.name)", room.drafter)
            #expect(page.status == 200, "\(programme.name)")
            #expect(Markup(page.text).problems == [], "\(programme.name)")
            #expect(page.text.contains("待核") && page.text.contains("开一次申报"))
        }
        #expect(await room.get("/programmes/none", room.drafter).status == 404)
        #expect(await room.get("/programmes", room.unit).status == 403)
    }

    @Test func needsAreCondensedOnAPageAndTracedFromBothSides() async throws {
        let room = try await FundRoom()
        #expect(await room.get("/topics/new", room.drafter).text.contains("没有可以写进指南的需求"))
        let (registry, organisation) = (room.registry, room.organisation)
        let act = Act(actor: "试验", role: "officer", event: "made", reason: "试验")
        let need = try await registry.database.write(act) { writer in
            try registry.create(
                Draft(
                    [
                        "need_no": .text("2026-LT-001"), "title": .text("密封<寿命>"),
                        "source": .text("leading-enterprises"),
                        "collected_on": .text("2026-01-05"),
                        "organisation": .integer(organisation),
                    ], state: "compiled"), in: "technology-need", writer
            ).id
        }
        let form = await room.get("/topics/new?need=\(need)&q=密封", room.drafter)
        #expect(form.status == 200)
        #expect(Markup(form.text).problems == [])
        #expect(form.text.contains("value=\"\(need)\" checked") && form.text.contains("2026-FX-01"))
        let fields = [
            ("need", String(need)), ("topic_no", "2026-FX-01"), ("title", "密封寿命提升技术"),
            ("year", "2026"), ("programme", "key-rd"), ("content", "示例新材料有限公司的密封"),
        ]
        let refused = await room.post("/topics/new", fields, room.drafter)
        #expect(refused.status == 422 && refused.text.contains("出现了需求单位"))
        #expect(refused.text.contains("密封寿命提升技术"), "what was typed stays")
        let made = await room.post("/topics/new", Array(fields.dropLast()), room.drafter)
        #expect(made.status == 303, "\(made.text.suffix(600))")
        let path = try #require(made.header("Location"))
        let topic = await room.get(path, room.drafter)
        #expect(topic.status == 200 && topic.text.contains("指南方向已凝练"))
        #expect(topic.text.contains("密封&lt;寿命&gt;") && Markup(topic.text).problems == [])
        // The unit sees where its need went, and the topic without others' needs.
        let trail = await room.get("/needs/\(need)", room.unit)
        #expect(trail.status == 200 && trail.text.contains("密封寿命提升技术"))
        #expect(Markup(trail.text).problems == [])
        #expect(await room.get("/topics/new", room.unit).status == 403)
        #expect(await room.get("/needs/999999", room.unit).status == 404)
        let record = await room.get("/registers/technology-need/\(need)", room.drafter)
        #expect(record.text.contains("看需求的去向"))
    }
}
