import Applications
import Catalogue
import Funds
import Registers
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Awards

/// From the ranking to the projects, and what is refused on the way.
@Suite struct DecisionTests {
    @Test func aWhatIfWritesNothingUntilItIsLaidBeforeTheMeeting() async throws {
        let room = try await DecisionRoom()
        let table = try room.database.readNow {
            try room.decisions.table($0, room.call, by: room.officer)
        }
        #expect(table.candidates.count == 4)
        #expect(table.free == Money(fen: 100_000_000))
        #expect(table.whatIf(CutOff(.rank, places: ["general": 2])).funded.count == 2)
        #expect(try room.count("award_meeting") == 0)
        let meeting = try await room.proposed()
        #expect(meeting.rows["items"]?.count == 4)
        #expect(meeting["yes"].integer == 3 && meeting["amount"].integer == 25_000_000)
    }

    @Test func aMeetingDecidesEveryItemInOneWrite() async throws {
        let room = try await DecisionRoom()
        let meeting = try await room.cosigned()
        try await room.decisions.decide(meeting.id, version: meeting.version, by: room.head)
        #expect(
            try (0..<4).map { try room.application($0).state }
                == ["proposed", "proposed", "not-funded", "proposed"])
        #expect(try room.application(0)["proposed"].integer == 10_000_000)
        #expect(try room.application(2)["decision_reason"].text?.contains("低于最低分") == true)
    }

    @Test func aMeetingDoesNotAgreeToWhatTheLineBars() async throws {
        let room = try await DecisionRoom()
        let meeting = try await room.proposed()
        var items = try #require(meeting.rows["items"])
        let low = try #require(
            items.firstIndex { $0["application"]?.integer == room.applications[2] })
        items[low]["agreed"] = .integer(1)
        items[low]["amount"] = .integer(5_000_000)
        let changed = Draft(rows: ["items": items])
        _ = try await room.database.write(DecisionRoom.act) { writer in
            try room.registry.change(
                Decisions.meetings, meeting.id, to: changed, version: nil, writer)
        }
        await #expect {
            _ = try await room.registry.moveRecord(
                Decisions.meetings, meeting.id, "record", by: room.officer)
        } throws: { "\($0)".contains("ZRJJ-2026-1-0003 得分 65.00，低于最低分") }
        #expect(try room.record(Decisions.meetings, meeting.id).state == "drafted")
    }

    @Test func withoutTheCoSignatureNothingIsDecided() async throws {
        let room = try await DecisionRoom()
        let meeting = try await room.proposed()
        _ = try await room.registry.moveRecord(
            Decisions.meetings, meeting.id, "record", by: room.officer)
        await #expect {
            try await room.decisions.decide(meeting.id, version: nil, by: room.head)
        } throws: { "\($0)".contains("财政会签") }
        #expect(try room.application(0).state == "reviewed")
        await #expect(throws: RecordRefusal.self, "co-signing needs the agreement of the chain") {
            _ = try await room.registry.moveRecord(
                Decisions.meetings, meeting.id, "cosign", by: room.officer)
        }
    }

    @Test func whatWasWrittenDownIsNotChangedQuietly() async throws {
        let room = try await DecisionRoom()
        let meeting = try await room.cosigned()
        var items = try #require(meeting.rows["items"])
        items[0]["amount"] = .integer(9_000_000)
        let changed = Draft(rows: ["items": items])
        await #expect {
            _ = try await room.database.write(DecisionRoom.act) { writer in
                try room.registry.change(
                    Decisions.meetings, meeting.id, to: changed, version: nil, writer)
            }
        } throws: { "\($0)".contains("退回修改") }
    }

    @Test func oneApplicationIsNotProposedByHand() async throws {
        let room = try await DecisionRoom()
        await #expect(throws: RecordRefusal.self) {
            _ = try await room.database.write(DecisionRoom.act) { writer in
                _ = try room.registry.change(
                    "application", room.applications[0],
                    to: Draft(["proposed": .integer(100)]), version: nil, writer)
                return try room.registry.move(
                    "application", room.applications[0], "propose", version: nil, writer)
            }
        }
        #expect(try room.application(0)["proposed"].isNull)
    }

    @Test func theTermCountsWorkingDaysFromTheNextDay() async throws {
        let room = try await DecisionRoom()
        let notice = try await room.published()
        // Monday 20 April; five working days after it: 21 to 24 and 27.
        #expect(notice["ends_on"].text == "2026-04-27")
        #expect(notice["days"].integer == 5)
        room.clock.set("2026-04-27T15:59:00Z")
        await #expect {
            try await room.decisions.closeNotice(notice.id, by: room.officer)
        } throws: { "\($0)".contains("2026-04-27") }
        room.clock.set("2026-04-27T16:00:00Z")
        let closed = try await room.decisions.closeNotice(notice.id, by: room.officer)
        #expect(closed["closing"].text == "公示期间没有收到异议。")
    }

    @Test func theTermStepsOverHolidaysAndCountsWorkedSaturdays() async throws {
        let room = try await DecisionRoom()
        let meeting = try await room.cosigned()
        try await room.decisions.decide(meeting.id, version: nil, by: room.head)
        room.clock.set("2026-04-30T01:00:00Z")
        let preview = try room.database.readNow {
            try room.decisions.previewNotice($0, meeting.id, by: room.officer)
        }
        let calendar = room.registry.catalogue.calendar
        var day = preview.startsOn
        var worked = 0
        while day < preview.endsOn {
            day = day.adding(days: 1)
            if try calendar.isWorkingDay(day) { worked += 1 }
        }
        #expect(worked == 5)
        #expect(preview.endsOn > (try #require(CalendarDate(iso: "2026-05-07"))))
    }

    @Test func theListIsFrozenAndHoldsOnlyWhatIsProposed() async throws {
        let room = try await DecisionRoom()
        let notice = try await room.published()
        let items = try #require(notice.rows["items"])
        #expect(items.count == 3)
        #expect(!items.contains { $0["application"]?.integer == room.applications[2] })
        let open = try room.database.readNow { try room.decisions.openNotices($0) }
        #expect(open.map(\.id) == [notice.id])
        await #expect(throws: (any Error).self, "one notice for a meeting") {
            _ = try await room.decisions.startNotice(
                notice["meeting"].integer ?? 0, contact: "某科", releasedBy: "某人", by: room.officer)
        }
        await #expect(throws: DecisionRefusal.self, "nothing is public before a review") {
            _ = try await room.decisions.startNotice(
                notice["meeting"].integer ?? 0, contact: "某科", releasedBy: "", by: room.officer)
        }
    }

    @Test func aTitleThatIsNotFitForThePublicIsNotInTheNotice() async throws {
        let room = try await DecisionRoom()
        let hidden = room.applications[0]
        try await room.database.write(DecisionRoom.act) { writer in
            _ = try room.registry.change(
                "application", hidden, to: Draft(["secrecy": .text("internal")]), version: nil,
                writer)
        }
        let notice = try await room.published()
        let preview = try room.database.readNow {
            try room.decisions.previewNotice(
                $0, notice["meeting"].integer ?? 0, by: room.officer)
        }
        #expect(preview.items.compactMap(\.hiddenTitle) == ["试验项目1"], "the bureau reads it")
        let items = try #require(notice.rows["items"])
        let item = try #require(items.first { $0["application"]?.integer == hidden })
        #expect(item["title"]?.text == Openness.hiddenName)
        #expect(item["leader"]?.text == "负责人1" && item["organisation"]?.text == "示例大学")
        #expect(items.contains { $0["title"]?.text == "试验项目2" }, "the others stand as they are")
        let data = OpenData(room.registry.catalogue)
        let table = data.rows(notice).joined().joined(separator: ",")
        for told in [data.json(notice).text, table] {
            #expect(told.contains(Openness.hiddenName) && !told.contains("试验项目1"))
        }
    }

    @Test func aNamedObjectionSuspendsItsItemAndNoOther() async throws {
        let room = try await DecisionRoom()
        let notice = try await room.published()
        room.clock.set("2026-04-22T02:00:00Z")
        let objection = try await room.objection(notice, room.applications[0])
        #expect(objection["objection_no"].text == "ZRJJ-2026-1-公示-1-异议-1")
        // Not yet taken up, it keeps the notice from being closed.
        room.clock.set("2026-04-28T02:00:00Z")
        await #expect {
            try await room.decisions.closeNotice(notice.id, by: room.officer)
        } throws: { "\($0)".contains("异议") }
        _ = try await room.registry.moveRecord(
            Decisions.objections, objection.id, "accept", by: room.officer, reason: "实名，有证据")
        #expect(try room.application(0).state == "suspended")
        #expect(try room.application(1).state == "proposed")
        try await room.decisions.closeNotice(notice.id, by: room.officer)
        let batch = try await room.decisions.award(
            notice.id, docNo: "岳科发〔2026〕20号", by: room.officer)
        #expect(batch["projects"].integer == 2)
        // Found to be without ground, it goes on, in a document of its own.
        _ = try await room.registry.moveRecord(
            Decisions.objections, objection.id, "dismiss",
            ["answer": .text("不重复"), "answered_on": .text("2026-04-28")], by: room.head,
            reason: "查无依据")
        #expect(try room.application(0).state == "proposed")
        let later = try await room.decisions.award(
            notice.id, docNo: "岳科发〔2026〕21号", by: room.officer)
        #expect(later["projects"].integer == 1)
    }

    @Test func anUpheldObjectionRefusesItsItem() async throws {
        let room = try await DecisionRoom()
        let notice = try await room.published()
        room.clock.set("2026-04-22T02:00:00Z")
        let objection = try await room.objection(notice, room.applications[1])
        _ = try await room.registry.moveRecord(
            Decisions.objections, objection.id, "accept", by: room.officer, reason: "受理")
        _ = try await room.registry.moveRecord(
            Decisions.objections, objection.id, "uphold",
            ["answer": .text("重复属实"), "answered_on": .text("2026-04-22")], by: room.head,
            reason: "重复申报")
        #expect(try room.application(1).state == "not-funded")
    }

    @Test func anAnonymousOneIsNotedAndALateOneIsNoObjection() async throws {
        let room = try await DecisionRoom()
        let notice = try await room.published()
        room.clock.set("2026-04-22T02:00:00Z")
        let anonymous = try await room.objection(notice, room.applications[0], named: false)
        await #expect {
            _ = try await room.registry.moveRecord(
                Decisions.objections, anonymous.id, "accept", by: room.officer, reason: "受理")
        } throws: { "\($0)".contains("匿名") }
        _ = try await room.registry.moveRecord(
            Decisions.objections, anonymous.id, "note", by: room.officer, reason: "登记")
        #expect(try room.application(0).state == "proposed")
        room.clock.set("2026-04-29T02:00:00Z")
        await #expect {
            _ = try await room.objection(notice, room.applications[0], on: "2026-04-28")
        } throws: { "\($0)".contains("公示期") }
        await #expect(throws: RecordRefusal.self, "not on the list") {
            _ = try await room.objection(notice, room.applications[2])
        }
    }

    @Test func anAwardMakesProjectsAndApprovesTheirMoneyByYears() async throws {
        let room = try await DecisionRoom()
        let notice = try await room.closed()
        let batch = try await room.decisions.award(
            notice.id, docNo: "岳科发〔2026〕20号", by: room.officer)
        #expect(batch["committee"].text == "市自然科学基金委员会")
        #expect(batch["first"].integer == 20_000_000)
        let first = try room.application(0)
        #expect(first.state == "awarded")
        let project = try room.record("project", try #require(first["project"].integer))
        #expect(project["project_no"].text == "2026ZRJJ001" && project.state == "approved")
        #expect(project["batch"].integer == batch.id)
        let funding = try room.record("project-funding", try #require(project["funding"].integer))
        #expect(funding.state == "approved" && funding["earmark"].integer == room.fund)
        #expect(funding.rows["plan"]?.map { $0["year"]?.integer } == [2026, 2028])
        let plan = try room.database.readNow { reader in
            try Ledger(room.registry).balance(
                reader, "plan/project-funding#\(funding.id)/2026"
            ).standing
        }
        #expect(plan == Money(fen: 8_000_000))
        await #expect(throws: DecisionRefusal.self, "nothing is awarded twice") {
            try await room.decisions.award(
                notice.id, docNo: "岳科发〔2026〕22号", by: room.officer)
        }
    }

    @Test func withoutMoneyNothingIsAwarded() async throws {
        let room = try await DecisionRoom(yuan: 199_999)
        let notice = try await room.closed()
        // 80 % of 25 万元 falls into this year: one yuan is missing.
        await #expect {
            try await room.decisions.award(
                notice.id, docNo: "岳科发〔2026〕20号", by: room.officer)
        } throws: { "\($0)".contains("199999元") && "\($0)".contains("200000元") }
        #expect(try room.count("project") == 0 && room.count("project_funding") == 0)
        #expect(try room.application(0).state == "proposed")
    }

    @Test func whatIsPlannedForOthersIsNotFree() async throws {
        let room = try await DecisionRoom(yuan: 300_000)
        let notice = try await room.closed(["general": 1, "young": 1])
        try await room.decisions.award(notice.id, docNo: "一号", by: room.officer)
        let free = try room.database.readNow {
            try room.decisions.freeMoney($0, fund: room.fund, year: 2026)
        }
        #expect(free == Money(fen: 18_000_000))
    }

    @Test func oneDraftsTheFirstAllocationPaperAtOnePress() async throws {
        let room = try await DecisionRoom()
        let notice = try await room.closed()
        let batch = try await room.decisions.award(notice.id, docNo: "一号", by: room.officer)
        let paper = try await room.decisions.draftFirstPaper(batch.id, by: room.officer)
        #expect(paper["total"].integer == 20_000_000)
        let lines = try room.database.readNow { reader in
            try Allocations(room.registry).lines(
                reader,
                of: try room.registry.record(reader, Allocations.papers, paper.id))
        }
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { !$0["project_funding"].isNull })
        await #expect(throws: DecisionRefusal.self) {
            try await room.decisions.draftFirstPaper(batch.id, by: room.officer)
        }
    }

    @Test func aRehearsalTouchesNoMoneyAndIsNotPublic() async throws {
        let room = try await DecisionRoom(yuan: 0, state: "rehearsal")
        let notice = try await room.published()
        #expect(notice["rehearsal"].integer == 1)
        #expect(try room.database.readNow { try room.decisions.openNotices($0) }.isEmpty)
        _ = try await room.database.write(DecisionRoom.act) { writer in
            try room.decisions.closeNotice(
                notice.id, isPlay: true, by: room.officer, writer)
        }
        try await room.decisions.award(notice.id, docNo: "演练一号", by: room.officer)
        #expect(try room.count("project") == 3 && room.count("project_funding") == 0)
        #expect(try room.count("ledger_transfer") == 0)
        #expect(
            try room.database.readNow { reader in
                try reader.integer("SELECT count(*) FROM project WHERE rehearsal = 1")
            } == 3)
    }

    @Test func theLedgerAgreesAfterAll() async throws {
        let room = try await DecisionRoom()
        let notice = try await room.closed()
        try await room.decisions.award(notice.id, docNo: "一号", by: room.officer)
        let books = try room.database.readNow { try Ledger(room.registry).trialBalance($0) }
        #expect(books.allSatisfy { $0.difference == .zero })
    }
}
