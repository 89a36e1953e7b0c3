import Accounts
import Approvals
import Registers
import Store
import Testing
import Values

@Suite struct HandOverTests {
    private func id(_ viewer: Viewer) throws -> Int64 { try #require(viewer.account) }

    private func state(_ office: Office, _ viewer: Viewer) throws -> Account.State {
        let id = try id(viewer)
        return try #require(
            try office.database.readNow { try office.approvals.accounts.account($0, id: id) }
        ).state
    }

    @Test func openWorkDraftsNoticesAndDeputyshipsGoToTheSuccessorInOneAct() async throws {
        let office = try Office()
        let people = try await office.people()
        let successor = try await office.person("经办新", "officer", section: "office")
        let system = try await office.person("系统", "system-administrator")
        let request = try await office.ask(
            try await office.reception(by: people.clerk), by: people.clerk)
        let accounts = office.approvals.accounts
        _ = try await accounts.save(
            FormDraft(
                key: "draft-key-1", register: "reception", record: nil, version: nil,
                fields: [.init("matter", "来访")]), of: try id(people.clerk))
        let third = try await office.person("经办远", "officer", section: "office")
        _ = try await office.approvals.enter(
            absenceOf: try id(third), from: try #require(CalendarDate(iso: "2026-02-11")),
            until: try #require(CalendarDate(iso: "2026-02-12")),
            deputy: try id(people.clerk), ground: "出差", by: third)

        let (old, new) = (try id(people.clerk), try id(successor))
        let preview = try office.database.readNow {
            try office.approvals.previewHandOver($0, of: old, to: new, by: system)
        }
        #expect(preview.items.map(\.number) == [1, 1, 1, 0, 1, 0])
        _ = try await office.approvals.handOver(old, to: new, note: "接待单等科长批", by: system)

        #expect(try state(office, people.clerk) == .suspended)
        let after = try office.database.readNow { try office.approvals.request($0, request.id) }
        #expect(after.asker == new && after.askedBy == "经办新")
        let drafts = try office.database.readNow { try accounts.drafts($0, of: new) }
        #expect(drafts.first?["matter"] == "来访")
        #expect(Set(try office.told(successor)) == ["deputy-named", "desk-handed-over"])
        let away = try office.database.readNow {
            try office.approvals.absences($0, concerning: new)
        }
        #expect(away.map(\.deputyName) == ["经办新"])
        let notes = try office.database.readNow { try office.approvals.handOvers($0, to: new) }
        #expect(notes.first?.note == "接待单等科长批" && notes.first?.predecessor == "经办甲")
        #expect(try office.database.readNow { try office.registry.verify($0) }.findings.isEmpty)
    }

    @Test func whatTheSuccessorApprovedDoesNotBecomeTheirs() async throws {
        let office = try Office()
        let people = try await office.people()
        let second = try await office.person("科长己", "section-head", section: "office")
        let system = try await office.person("系统", "system-administrator")
        var request = try await office.ask(
            try await office.reception(by: people.head), by: people.head)
        request = try await office.decide(request, by: second)
        _ = try await office.approvals.handOver(
            try id(people.head), to: try id(second), note: "调走", by: system)
        let after = try office.database.readNow { try office.approvals.request($0, request.id) }
        #expect(after.state == .withdrawn && after.asker == people.head.account)
    }

    @Test func anotherDeskOrSomebodyWithoutTheRightOrWithoutANoteIsRefused() async throws {
        let office = try Office()
        let people = try await office.people()
        let system = try await office.person("系统", "system-administrator")
        let other = try await office.person("经办远", "officer", section: "high-tech")
        let old = try id(people.clerk)
        let far = try id(other)
        await #expect(throws: HandOverRefusal.placeDiffers(name: "经办远")) {
            try await office.approvals.handOver(old, to: far, note: "说明", by: system)
        }
        await #expect(throws: HandOverRefusal.same) {
            try await office.approvals.handOver(old, to: old, note: "说明", by: system)
        }
        await #expect(throws: HandOverRefusal.needsNote) {
            try await office.approvals.handOver(old, to: far, note: "", by: system)
        }
        await #expect(throws: HandOverRefusal.mayNot(role: "科室负责人")) {
            try await office.approvals.handOver(old, to: far, note: "说明", by: people.head)
        }
        #expect(try state(office, people.clerk) == .active)
    }

    @Test func theAdministrationOfAnOrganisationGoesOver() async throws {
        let office = try Office()
        let people = try await office.people()
        let system = try await office.person("系统", "system-administrator")
        let registry = office.registry
        let firm = try await registry.createRecord(
            "organisation", ["name": .text("甲公司")], by: people.clerk)
        let old = try await office.applicant("老管理员")
        let new = try await office.applicant("新管理员")
        try await office.member(old, of: firm.id, "administrator")
        _ = try await office.approvals.handOver(old, to: new, note: "说明", by: system)
        let accounts = office.approvals.accounts
        let own = try office.database.readNow { try accounts.memberships($0, of: new) }
        #expect(own.map(\.organisation) == [firm.id] && own.first?.role == "administrator")
        #expect(try office.database.readNow { try accounts.memberships($0, of: old) }.isEmpty)
    }
}
