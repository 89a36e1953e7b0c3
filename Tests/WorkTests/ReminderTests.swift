import Accounts
import Catalogue
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Work

@Suite struct ReminderTests {
    @Test func aDraftThatLiesForSevenDaysIsRemindedOfOnce() async throws {
        let box = try Letterbox()
        let account = try await box.person("张三", "officer", section: "office", email: nil)
        let draft = FormDraft(
            key: "draft-key-1", register: "reception", record: nil, version: nil,
            fields: [.init("matter", "机密事由")])
        _ = try await box.accounts.save(draft, of: account)
        let reminders = Reminders(box.accounts)
        #expect(try await reminders.run() == 0)
        box.clock.set("2026-02-24T01:00:00.000Z")
        #expect(try await reminders.run() == 1)
        let notice = try #require(try box.notices(account).first)
        #expect(notice.kind == "draft-lies" && notice.text.contains("公务接待的草稿"))
        #expect(!notice.text.contains("机密"))
        #expect(notice.link == "/registers/reception/new?draft=draft-key-1")
        // Once a day, and never again of the same.
        #expect(try await reminders.run() == 0)
        box.clock.set("2026-02-25T01:00:00.000Z")
        #expect(try await reminders.run() == 0)
    }

    @Test func whatComesDueInThreeWorkingDaysIsToldOnceToItsSection() async throws {
        let box = try Letterbox()
        let registry = box.accounts.registry
        let officer = try await box.person("张三", "officer", section: "office", email: nil)
        let other = try await box.person("李四", "officer", section: "high-tech", email: nil)
        let viewer = Viewer(
            name: "张三", role: try #require(registry.catalogue.roles["officer"]),
            account: officer, section: "office")
        _ = try await registry.createRecord(
            "assignment",
            [
                "assignment_no": .text("2026-001"), "title": .text("交办一件事"),
                "source": .text("instruction"), "assigned_on": .text("2026-02-02"),
                "due_on": .text("2026-02-12"), "leading_section": .text("office"),
            ], by: viewer)
        let reminders = Reminders(box.accounts)
        let told = try #require(try await reminders.run())
        let notices = try box.notices(officer)
        #expect(told == notices.count && notices.contains { $0.text.contains("3 个工作日内到期") })
        #expect(notices.allSatisfy { $0.kind == "work-due" && !$0.text.contains("交办一件事") })
        #expect(try box.notices(other).isEmpty)
        box.clock.set("2026-02-11T01:00:00.000Z")
        #expect(try await reminders.run() == 0)
    }

    @Test func onADayOffNobodyIsReminded() async throws {
        let box = try Letterbox()
        let account = try await box.person("张三", "officer", section: "office", email: nil)
        _ = try await box.accounts.save(
            FormDraft(
                key: "draft-key-1", register: "reception", record: nil, version: nil,
                fields: [.init("matter", "事由")]), of: account)
        box.clock.set("2026-03-07T01:00:00.000Z")
        #expect(try await Reminders(box.accounts).run() == 0)
        #expect(try box.notices(account).isEmpty)
    }
}
