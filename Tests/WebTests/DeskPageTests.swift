import Accounts
import Registers
import Testing

@testable import Web

@Suite struct DeskPageTests {
    @Test func aDeskIsHandedOverAfterAPreview() async throws {
        let clerks = try await Clerks()
        let system = try await Clerks.person(clerks.city, "系统", "system-administrator", nil)
        let successor = try await Clerks.person(clerks.city, "经办新", "officer", "office")
        _ = try await clerks.ask(try await clerks.reception("JD-1"))
        let path = "/accounts/\(clerks.clerk.account ?? 0)/handover"
        let choose = await clerks.city.get(path, as: system)
        #expect(choose.text.contains("经办新") && !choose.text.contains("科长乙"))
        let preview = await clerks.city.get(
            path + "?successor=\(successor.account ?? 0)", as: system)
        #expect(preview.text.contains("没批完的报批") && preview.text.contains("岗位上要到期的"))
        #expect(Markup(preview.text).problems == [])
        let form = [("successor", "\(successor.account ?? 0)")]
        #expect(await clerks.post(path, form, as: system).status == 422)
        #expect(await clerks.post(path, form + [("note", "请接着办")], as: clerks.head).status == 403)
        #expect(await clerks.post(path, form + [("note", "请接着办")], as: system).status == 303)
        let notes = await clerks.city.get("/me/handovers", as: successor).text
        #expect(notes.contains("请接着办") && notes.contains("经办甲"))
    }

    @Test func doublesOfAnOrganisationAreMergedAfterAPreview() async throws {
        let clerks = try await Clerks()
        let registry = clerks.city.registry
        let kept = try await registry.createRecord(
            "organisation", ["name": .text("甲公司")], by: clerks.clerk)
        let other = try await registry.createRecord(
            "organisation", ["name": .text("甲有限公司"), "website": .text("https://example.com")],
            by: clerks.clerk)
        let path = "/organisations/\(other.id)/merge"
        #expect(
            await clerks.city.get("/registers/organisation/\(other.id)", as: clerks.clerk).text
                .contains("href=\"\(path)\""))
        let ask = await clerks.city.get(path, as: clerks.clerk)
        #expect(ask.status == 200 && Markup(ask.text).problems == [])
        let preview = await clerks.city.get(path + "?kept=%23\(kept.id)", as: clerks.clerk)
        #expect(preview.text.contains("补上它没有的") && preview.text.contains("网址"))
        #expect(Markup(preview.text).problems == [])
        let form = [
            ("kept", "\(kept.id)"), ("version.kept", "1"), ("version.dropped", "1"),
        ]
        #expect(await clerks.post(path, form, as: clerks.clerk).status == 422)
        #expect(
            await clerks.post(path, form + [("reason", "同一执照")], as: clerks.leader).status == 403)
        #expect(
            await clerks.post(path, form + [("reason", "同一执照")], as: clerks.clerk).status == 303)
        #expect(try await clerks.state(other) == "withdrawn")
    }
}
