import Catalogue
import Registers
import Store
import Testing
import Values
import Work

@Suite struct WorklistTests {
    private static let lists = """
        ending:
          title: 即将到期
          from: permit
          where: {state: valid, valid_to: {until-days: notice_days}}
          due: valid_to
          todo: 提醒续期
          show: [no, holder, phone, state-since]
        visits:
          title: 未办的回访
          from: permit
          each: visits
          rows: {done_on: absent}
          due: due_on
          section: office
          todo: 办完
          show: [task, due_on, no]
        holders:
          title: 单位
          from: holder
          sort: -name
          todo: 看一看
          show: [name]
        renewals: {title: 续期, from: renewal, todo: 看一看, show: [permit_no]}
        """

    @Test func eachRowIsOneThingToDoAndHasItsOwnDay() async throws {
        let counter = try await Counter(Self.lists)
        let page = try counter.page("visits")
        // The visit of the withdrawn permit is not to be made.
        #expect(
            page.lines.map(\.cells) == [
                ["补材料", "2026-02-27", "2"], ["回访", "2026-03-05", "2"], ["归档", "", "4"],
            ])
        #expect(page.lines.map(\.due?.iso) == ["2026-02-27", "2026-03-05", nil])
        #expect(Set(page.lines.map(\.record)).count == 2)
        #expect((page.summary.count, page.summary.overdue, page.summary.dueSoon) == (3, 1, 1))
        // Of permits 2 and 4, which wait in their state since then.
        #expect(page.summary.earliest?.iso == "2026-02-27")
        #expect(page.summary.since?.iso == "2026-01-01")
    }

    @Test func aListWithoutAnythingOnItHasNoFirstDay() async throws {
        let counter = try await Counter(Self.lists)
        let summary = try #require(
            try counter.summaries(county: "430699").first { $0.worklist.name == "visits" })
        #expect(summary.count == 0 && summary.earliest == nil && summary.since == nil)
    }

    @Test func personalValuesAreThoseTheViewerMaySee() async throws {
        let counter = try await Counter(Self.lists)
        #expect(
            try counter.page("ending").lines.map { $0.cells[2] } == [
                "", "", "13800000002", "13800000001", "",
            ])
        let leader = try counter.viewer("leader")
        let seen = try counter.page("ending", by: leader).lines.map { $0.cells[2] }
        #expect(seen == ["", "", "138****0002", "138****0001", ""])
    }

    @Test func fieldsAreShownInWords() async throws {
        let counter = try await Counter(Self.lists)
        let line = try #require(try counter.page("ending", limit: 1, offset: 2).lines.first)
        #expect(line.cells == ["2", "甲公司", "13800000002", "2026-01-30"])
        #expect(line.state == "valid")
        #expect(try counter.page("ending").columns.last?.title == "状态起始日")
    }

    @Test func pagesFollowOneAnother() async throws {
        let counter = try await Counter(Self.lists)
        let all = try counter.page("ending").lines.map(\.record)
        let parts = try [0, 2, 4].flatMap {
            try counter.page("ending", limit: 2, offset: $0).lines.map(\.record)
        }
        #expect(parts == all && all.count == 5)
        #expect(try counter.page("ending", limit: 2).summary.count == 5)
        #expect(try counter.labels("holders") == "甲公司 乙公司 丙公司")
    }

    @Test func aListIsNarrowedToACountyWhereItsRegisterHasOne() async throws {
        let counter = try await Counter(Self.lists)
        let summaries = try counter.summaries(county: "430602")
        #expect(summaries.map(\.worklist.name) == ["ending", "visits", "holders"])
        #expect(summaries.map(\.count) == [3, 2, 1])
        #expect(try counter.page("ending", county: "430602").lines.count == 3)
        #expect(throws: WorklistError.self) {
            try counter.page("renewals", county: "430602")
        }
    }

    @Test func aRoleSeesTheListsOfItsRegistersOnly() async throws {
        let counter = try await Counter(Self.lists)
        #expect(try counter.summaries().count == 4)
        let clerk = try counter.viewer("clerk")
        #expect(try counter.summaries(by: clerk).map(\.worklist.name) == ["holders"])
        #expect(throws: RecordRefusal.self) { try counter.page("ending", by: clerk) }
        let anyone = try counter.viewer("public")
        #expect(throws: WorklistError.self) { try counter.summaries(by: anyone) }
        #expect(throws: WorklistError.self) { try counter.page("holders", by: anyone) }
    }

    @Test func aListIsFoundByNameOrTitleAndTheNearestIsNamed() async throws {
        let counter = try await Counter(Self.lists)
        #expect(try counter.worklists.worklist("即将到期").name == "ending")
        let error = #expect(throws: WorklistError.self) { try counter.page("endin") }
        #expect(error?.description == "没有工作清单 endin。是否想写 ending？")
    }

    @Test func theNextDayIsAnotherDay() async throws {
        let counter = try await Counter(Self.lists, now: "2026-03-01T16:00:00Z")
        #expect(try counter.page("ending").summary.overdue == 4)
        let before = try await Counter(Self.lists, now: "2026-03-01T15:59:59Z")
        #expect(try before.page("ending").summary.overdue == 3)
    }

    @Test func whatIsDoneLeavesTheList() async throws {
        let counter = try await Counter(Self.lists)
        let first = try #require(try counter.page("ending").lines.first)
        _ = try await counter.registry.moveRecord(
            "permit", first.record, "lapse", by: counter.officer)
        let rest = try counter.page("ending")
        #expect(rest.summary.count == 4 && !rest.lines.contains { $0.record == first.record })
    }

    @Test func whatAListLooksForHasAnIndex() async throws {
        let counter = try await Counter(
            """
            ending: {title: 单, todo: 办, from: permit, where: {state: valid}, due: valid_to, show: [no]}
            asked: {title: 单, todo: 办, from: permit, where: {with-record: {of: renewal, same: holder}}, show: [no]}
            """)
        let text: (String) throws -> String = { table in
            try counter.registry.database.readNow { reader in
                let rows =
                    reader.dialect == .sqlite
                    ? try reader.all("SELECT sql FROM sqlite_master WHERE tbl_name = \(table)")
                    : try reader.all("SELECT indexdef FROM pg_indexes WHERE tablename = \(table)")
                return rows.compactMap { $0[0].text }.joined(separator: "\n")
                    .replacing("\"", with: "")
            }
        }
        #expect(try text("permit").contains("(state, valid_to)"))
        #expect(try text("renewal").contains("(holder)"))
    }
}
