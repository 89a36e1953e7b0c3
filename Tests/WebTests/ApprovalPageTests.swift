import Approvals
import Registers
import Testing

@testable import Web

@Suite struct ApprovalPageTests {
    @Test func aMoveThatOthersAgreeToIsAskedForOnItsPageAndMadeWithTheLast() async throws {
        let clerks = try await Clerks()
        let record = try await clerks.reception("JD-1")
        let path = "/registers/reception/\(record.id)"
        let page = await clerks.city.get(path, as: clerks.clerk).text
        #expect(page.contains("报批：审批"))
        #expect(page.contains("href=\"\(path)/approvals/approve\""))
        #expect(!page.contains("\(path)/moves/approve"))

        let asking = await clerks.city.get(path + "/approvals/approve", as: clerks.clerk)
        #expect(asking.status == 200 && asking.text.contains("分管领导"))
        #expect(Markup(asking.text).problems == [])
        let asked = await clerks.post(
            path + "/approvals/approve", [("version", "1"), ("note", "请批")], as: clerks.clerk)
        let link = try #require(asked.header("Location"))
        #expect(asked.status == 303 && link.hasPrefix("/approvals/"))

        let desk = await clerks.city.get("/", as: clerks.head).text
        #expect(desk.contains(link) && desk.contains("等您批 1 件") && desk.contains("个工作日"))
        let waiting = await clerks.city.get("/approvals", as: clerks.head)
        #expect(waiting.text.contains(link))
        #expect(Markup(waiting.text).problems == [])
        let one = await clerks.city.get(link, as: clerks.head)
        #expect(one.text.contains("外市科技局") && one.text.contains("转到“分管领导”"))
        #expect(one.text.contains("value=\"approve\""))
        #expect(Markup(one.text).problems == [])

        #expect(
            await clerks.post(link, [("act", "return"), ("version", "1")], as: clerks.head).status
                == 409)
        #expect(
            await clerks.post(link, [("act", "approve"), ("version", "1")], as: clerks.head)
                .status == 303)
        let late = await clerks.post(
            link, [("act", "approve"), ("version", "1")], as: clerks.leader)
        #expect(late.status == 409 && late.text.contains("已经办过这一步"))
        #expect(
            await clerks.post(link, [("act", "approve"), ("version", "2")], as: clerks.leader)
                .status == 303)
        #expect(try await clerks.state(record) == "approved")
        let after = await clerks.city.get(link, as: clerks.clerk).text
        #expect(after.contains("已批准") && after.contains("领导丙"))
    }

    @Test func whatIsNotOnesOwnIsNotShown() async throws {
        let clerks = try await Clerks()
        let request = try await clerks.ask(try await clerks.reception("JD-1"))
        let stranger = try await Clerks.person(clerks.city, "经办辛", "officer", "high-tech")
        let link = "/approvals/\(request.id)"
        #expect(await clerks.city.get(link, as: stranger).status == 404)
        #expect(await !clerks.city.get("/approvals", as: stranger).text.contains(link))
        #expect(
            await clerks.post(link, [("act", "take-back")], as: stranger).status != 303)
        let supervisor = try await Clerks.person(clerks.city, "监督壬", "supervisor", nil)
        #expect(await clerks.city.get(link, as: supervisor).status == 200)
        #expect(await clerks.city.get("/approvals", as: supervisor).text.contains("全部审批"))
        #expect(
            await clerks.post(link, [("act", "approve"), ("version", "1")], as: supervisor)
                .status == 409)
    }

    @Test func manyAreAgreedToAfterAnExactPreview() async throws {
        let clerks = try await Clerks()
        let first = try await clerks.reception("JD-1")
        let second = try await clerks.reception("JD-2")
        let one = try await clerks.ask(first)
        let two = try await clerks.ask(second)
        _ = try await clerks.city.registry.changeRecord(
            "reception", second.id, ["guests": .text("50")], version: nil, by: clerks.clerk)
        let path = "/approvals/bulk?choose=\(one.id)&choose=\(two.id)"
        let preview = await clerks.city.get(path, as: clerks.head)
        #expect(preview.text.contains("改动 1 条，不动 1 条"))
        #expect(preview.text.contains("不动：记录在报批以后改过"))
        #expect(preview.text.contains("name=\"choose\" value=\"\(one.id)\""))
        #expect(!preview.text.contains("name=\"choose\" value=\"\(two.id)\""))
        #expect(Markup(preview.text).problems == [])
        let done = await clerks.post(
            "/approvals/bulk",
            [
                ("choose", "\(one.id)"), ("version.\(one.id)", "1"), ("choose", "\(two.id)"),
                ("version.\(two.id)", "1"),
            ], as: clerks.head)
        #expect(done.text.contains("办了 1 条，没有办的 1 条"))
        #expect(await clerks.city.get("/approvals/bulk", as: clerks.head).status == 400)
    }

    @Test func whoIsAwayNamesADeputyOnThePage() async throws {
        let clerks = try await Clerks()
        let second = try await Clerks.person(clerks.city, "科长己", "section-head", "office")
        let page = await clerks.city.get("/me/absences", as: clerks.head)
        #expect(page.text.contains("科长己") && !page.text.contains("领导丙"))
        #expect(Markup(page.text).problems == [])
        let wrong = await clerks.post(
            "/me/absences",
            [("from", "昨天"), ("until", "2026-02-12"), ("ground", "出差")], as: clerks.head)
        #expect(wrong.status == 422 && wrong.text.contains("不是日期"))
        let made = await clerks.post(
            "/me/absences",
            [
                ("from", "2026-02-10"), ("until", "2026-02-12"), ("ground", "出差"),
                ("deputy", "\(second.account ?? 0)"),
            ], as: clerks.head)
        #expect(made.status == 303)
        #expect(await clerks.city.get("/me/absences", as: second).text.contains("科长乙"))
    }
}
