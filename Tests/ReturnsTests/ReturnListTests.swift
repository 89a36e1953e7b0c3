import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Returns

/// What lists, previews and the history of a sheet tell.
@Suite struct ReturnListTests {
    @Test func theListCountsOpenedSentAndOverdueOfOnesOwnSection() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        let clerk = try bureau.clerk(Bureau.counties[0])
        try await bureau.fill(sheets[0].id, Bureau.rows(), by: clerk)
        try await bureau.returns.openSheet(
            sheets[1].id, by: try bureau.clerk(Bureau.counties[1]))
        func list(_ party: ReturnParty) throws -> [ReturnSummary] {
            try bureau.database.readNow {
                try bureau.returns.managedReturns($0, at: bureau.clock.now, by: party)
            }
        }
        let one = try #require(try list(bureau.officer).first)
        #expect([one.sheets, one.opened, one.sent, one.overdue] == [5, 2, 1, 0])
        bureau.clock.set("2025-03-26T01:00:00Z")
        #expect(try list(bureau.officer).first?.overdue == 4)
        let other = ReturnParty(bureau.officer.viewer, .section("high-tech"))
        #expect(try list(other).isEmpty)
        #expect(try list(ReturnParty(bureau.officer.viewer, .bureau)).count == 1)
        #expect(try list(ReturnParty(bureau.officer.viewer, .none)).isEmpty)
    }

    @Test func aReceiverKeepsItsSheetsInTheListAfterSending() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        let clerk = try bureau.clerk(Bureau.counties[0])
        try await bureau.fill(sheets[0].id, Bureau.rows(), by: clerk)
        let received = try bureau.database.readNow {
            try bureau.returns.receivedSheets($0, by: clerk)
        }
        #expect(received.map(\.sheet.id) == [sheets[0].id] && received[0].isOpen == false)
        let none = try bureau.database.readNow {
            try bureau.returns.receivedSheets($0, by: bureau.officer)
        }
        #expect(none.isEmpty)
    }

    @Test func previewsWriteNothingAndSayWhatTheActThenDoes() async throws {
        let bureau = try Bureau()
        let made = try await bureau.returns.makeReturn(bureau.figures, by: bureau.officer)
        let before = try bureau.rows("SELECT number FROM journal_head")
        let lines = try bureau.database.readNow {
            try bureau.returns.previewSending(
                $0, made.id, to: bureau.returns.counties, at: bureau.clock.now, by: bureau.officer)
        }
        #expect(lines.count == 5 && lines.allSatisfy { $0.lines == 2 && !$0.hasLast })
        #expect(try bureau.rows("SELECT number FROM journal_head") == before)
        _ = try await bureau.returns.sendReturn(made.id, version: made.version, by: bureau.officer)
        bureau.clock.set("2025-03-26T01:00:00Z")
        let preview = try bureau.database.readNow {
            try bureau.returns.previewChase(
                $0, of: made.id, at: bureau.clock.now, by: bureau.officer)
        }
        let chased = try await bureau.returns.chaseReceivers(
            of: made.id, means: "system", by: bureau.officer)
        #expect(preview.reminders == chased.reminders && chased.reminders.count == 5)
    }

    @Test func landingIsTriedAndTakenBackWhole() async throws {
        let bureau = try Bureau()
        let (id, sheets) = try await bureau.send(bureau.survey)
        let answers = SheetAnswers([
            ["name": "创业园", "kind": "孵化器", "incubated": "3", "graduated": "1"]
        ])
        let first = try bureau.sheet(sheets[0].id)
        let clerk = try bureau.clerk(first["county"].text ?? "")
        let filled = try? await bureau.fill(first.id, answers, by: clerk)
        try #require(filled != nil, "the survey's words have changed")
        try await bureau.accept(first.id)
        let before = try bureau.rows("SELECT number FROM journal_head")
        let trial = try await bureau.returns.tryLanding(of: id, by: bureau.officer)
        #expect(trial.batch.created == 1)
        #expect(try bureau.rows("SELECT id FROM nursery").isEmpty)
        #expect(try bureau.rows("SELECT number FROM journal_head") == before)
        let landed = try await bureau.returns.landSheets(of: id, by: bureau.officer)
        #expect(landed.batch.created == 1 && landed.taken == trial.taken)
        #expect(try bureau.verified())
    }

    @Test func theHistoryOfASheetNamesTheCellsThatChanged() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        let clerk = try bureau.clerk(Bureau.counties[0])
        try await bureau.fill(sheets[0].id, Bureau.rows(10), sending: false, by: clerk)
        try await bureau.fill(sheets[0].id, Bureau.rows(12), by: clerk)
        let steps = try bureau.database.readNow {
            try bureau.returns.sheetHistory($0, sheets[0].id, by: clerk)
        }
        #expect(steps.last?.changes.map(\.after) == ["12"])
        #expect(steps.last?.changes.first?.before == "10")
        #expect(Set(steps.map(\.entry.number)).count == steps.count, "one step an act")
    }
}
