import Registers
import Testing

@testable import Web

@Suite struct MoveManyTests {
    @Test func chosenRecordsAreMovedAfterAnExactPreview() async throws {
        let clerks = try await Clerks()
        let first = try await clerks.reception("JD-1")
        let second = try await clerks.reception("JD-2")
        _ = try await clerks.city.registry.moveRecord(
            "reception", second.id, "refuse", by: clerks.head, reason: "没有公函")
        let list = await clerks.city.get("/registers/reception", as: clerks.head).text
        #expect(list.contains("name=\"choose\" value=\"\(first.id)\""))
        #expect(list.contains("<option value=\"refuse\">"))
        // What others agree to is asked for one by one.
        #expect(!list.contains("<option value=\"approve\">"))
        #expect(Markup(list).problems == [])

        let path = "/registers/reception/bulk"
        let preview = await clerks.city.get(
            path + "?move=refuse&choose=\(first.id)&choose=\(second.id)", as: clerks.head)
        #expect(preview.text.contains("改动 1 条，不动 1 条"))
        #expect(preview.text.contains("在“不予接待”状态下不能“不予接待”"))
        #expect(Markup(preview.text).problems == [])

        let form = [
            ("move", "refuse"), ("choose", "\(first.id)"), ("version.\(first.id)", "1"),
            ("choose", "\(second.id)"), ("version.\(second.id)", "2"),
        ]
        let bare = await clerks.post(path, form, as: clerks.head)
        #expect(bare.status == 422 && bare.text.contains("必填"))
        let done = await clerks.post(path, form + [("reason", "没有公函")], as: clerks.head)
        #expect(done.text.contains("办了 1 条，没有办的 1 条"))
        #expect(try await clerks.state(first) == "refused")
    }

    @Test func aRecordThatWasChangedMeanwhileIsLeftAlone() async throws {
        let clerks = try await Clerks()
        let record = try await clerks.reception("JD-1")
        _ = try await clerks.city.registry.changeRecord(
            "reception", record.id, ["guests": .text("6")], version: nil, by: clerks.clerk)
        let done = await clerks.post(
            "/registers/reception/bulk",
            [
                ("move", "refuse"), ("choose", "\(record.id)"), ("version.\(record.id)", "1"),
                ("reason", "没有公函"),
            ], as: clerks.head)
        #expect(done.text.contains("办了 0 条，没有办的 1 条"))
        #expect(try await clerks.state(record) == "applied")
    }

    @Test func whoMayNotMoveSeesNoBoxesAndMovesNothing() async throws {
        let clerks = try await Clerks()
        let record = try await clerks.reception("JD-1")
        let list = await clerks.city.get("/registers/reception", as: clerks.leader).text
        #expect(!list.contains("name=\"choose\""))
        let form = [
            ("move", "refuse"), ("choose", "\(record.id)"), ("version.\(record.id)", "1"),
            ("reason", "没有公函"),
        ]
        #expect(
            await clerks.post("/registers/reception/bulk", form, as: clerks.leader).status == 403)
        let stranger = try await Clerks.person(clerks.city, "科长庚", "section-head", "high-tech")
        #expect(
            await clerks.post("/registers/reception/bulk", form, as: stranger).status == 400)
        #expect(try await clerks.state(record) == "applied")
        #expect(
            await clerks.post(
                "/registers/reception/bulk", [("move", "refuse")], as: clerks.head
            ).status == 400)
    }
}
