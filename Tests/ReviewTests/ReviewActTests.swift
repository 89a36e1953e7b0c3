import Applications
import Catalogue
import Foundation
import Journal
import Registers
import Store
import TestDatabase
import Testing
import Values

@testable import Review

/// The way of a review, and what is refused on it.
@Suite struct ReviewActTests {
    @Test func sheetsAreEnteredCheckedAndFixedWithRankAndScore() async throws {
        let room = try await ReviewRoom()
        let panel = try await room.panel()
        #expect(panel["panel_no"].text == "ZRJJ-2026-1-评审-1")
        try await room.open(panel)
        try await room.score(
            panel,
            [
                [90, 80, 80, 75], [91, 81, 79, 75], [92, 82, 81, 75], [60, 70, 80, 75],
                [99, 90, 80, 75],
            ])
        let call = try room.record("call", room.call)
        let (_, outcome, ranking) = try room.database.readNow { reader in
            try room.review.ranking(reader, call)
        }
        #expect(outcome.obstacles.isEmpty)
        #expect(ranking.lines.map(\.rank) == [1, 2, 3, 1])
        #expect(ranking.lines[0].assessment.score?.description == "91.00")
        let count = try await room.review.completeReview(
            room.call, digest: ranking.digest, by: room.officer)
        #expect(count == 4)
        let first = try room.record("application", room.applications[0])
        #expect(first.state == "reviewed")
        #expect(first["score"].integer == 9_100)
        #expect(first["score_rank"].integer == 1)
        #expect(try room.record(Review.panels, panel.id).state == "closed")
        // The ranking is the same afterwards, to the digest.
        let again = try room.database.readNow { try room.review.ranking($0, call).ranking }
        #expect(again.digest == ranking.digest)
    }

    @Test func equalScoresArePartedByTheTieBreak() async throws {
        let room = try await ReviewRoom()
        let panel = try await room.panel()
        try await room.open(panel)
        for expert in ReviewRoom.experts {
            let low = SheetEntry(
                room.applications[0],
                points: ["innovation": "20", "content": "30", "foundation": "20", "targets": "10"],
                comment: "", place: "一")
            try await room.review.enterSheets(
                panel.id,
                [expert: [low] + room.applications.dropFirst().map { room.entry($0, 80) }],
                by: room.officer)
            try await room.review.checkSheets(panel.id, of: expert, by: room.other)
        }
        let call = try room.record("call", room.call)
        let lines = try room.database.readNow { try room.review.ranking($0, call).ranking.lines }
        let general = lines.filter { $0.kind == "general" }
        #expect(general.map(\.id).last == room.applications[0], "less innovation at the same score")
        #expect(general.map(\.rank) == [1, 1, 3])
        #expect(general[0].isTied && !general[2].isTied)
    }

    @Test func anExpertOfTheApplicantsUnitIsRefusedWithEvidence() async throws {
        let room = try await ReviewRoom()
        let members = [("专家甲", "示例大学"), ("专家乙", "外地大学")]
        await #expect {
            _ = try await room.panel(members)
        } throws: { "\($0)".contains("示例大学") && "\($0)".contains("ZRJJ-2026-1-0001") }
        // Recused from both of that unit, the expert may score the others.
        let panel = try await room.panel(
            members,
            recusals: [("专家甲", room.applications[0]), ("专家甲", room.applications[2])])
        #expect(panel.rows["recusals"]?.count == 2)
    }

    @Test func tooFewExpertsDoNotBegin() async throws {
        let room = try await ReviewRoom()
        let panel = try await room.panel([("专家甲", "外地大学"), ("专家乙", "另一大学")])
        await #expect {
            try await room.open(panel)
        } throws: { "\($0)".contains("不足") }
    }

    @Test func whoEnteredDoesNotCheckAndWhatIsCheckedStays() async throws {
        let room = try await ReviewRoom()
        let panel = try await room.panel()
        await #expect(throws: ReviewRefusal.self, "not open yet") {
            try await room.review.enterSheets(
                panel.id, ["专家甲": [room.entry(room.applications[0], 80)]], by: room.officer)
        }
        try await room.open(panel)
        try await room.review.enterSheets(
            panel.id, ["专家甲": [room.entry(room.applications[0], 80)]], by: room.officer)
        await #expect {
            try await room.review.checkSheets(panel.id, of: "专家甲", by: room.officer)
        } throws: { "\($0)".contains("同一个人") }
        // Until it is checked it may be entered again.
        try await room.review.enterSheets(
            panel.id, ["专家甲": [room.entry(room.applications[0], 81)]], by: room.officer)
        try await room.review.checkSheets(panel.id, of: "专家甲", by: room.other)
        await #expect {
            try await room.review.enterSheets(
                panel.id, ["专家甲": [room.entry(room.applications[0], 99)]], by: room.officer)
        } throws: { "\($0)".contains("已经核对") }
        await #expect(throws: RecordRefusal.self, "an officer does not reopen") {
            try await room.review.reopenSheets(
                panel.id, of: "专家甲", reason: "录错", by: room.officer)
        }
        try await room.review.reopenSheets(panel.id, of: "专家甲", reason: "录错", by: room.head)
        try await room.review.enterSheets(
            panel.id, ["专家甲": [room.entry(room.applications[0], 82)]], by: room.officer)
        let sheets = try room.database.readNow { try room.review.sheets($0, of: panel) }
        #expect(sheets.count == 1 && sheets[0]["total"].integer == 8_200)
    }

    @Test func everyWrongPointIsToldAtOnceAndNothingIsWritten() async throws {
        let room = try await ReviewRoom()
        let panel = try await room.panel()
        try await room.open(panel)
        let wrong = SheetEntry(
            room.applications[0],
            points: ["innovation": "41", "content": "-1", "foundation": "好", "targets": "1.005"],
            comment: "", place: "第 4 行")
        let missing = SheetEntry(
            room.applications[1], points: ["innovation": "40"], comment: "", place: "第 5 行")
        await #expect {
            try await room.review.enterSheets(
                panel.id, ["专家甲": [wrong, missing, room.entry(room.applications[2], 80)]],
                by: room.officer)
        } throws: { error in
            guard case ReviewRefusal.sheets(let problems)? = error as? ReviewRefusal else {
                return false
            }
            return problems.count == 7
        }
        #expect(try room.database.readNow { try room.review.sheets($0, of: panel) }.isEmpty)
        await #expect(throws: ReviewRefusal.self) {
            try await room.review.enterSheets(
                panel.id, ["陌生人": [room.entry(room.applications[0], 80)]], by: room.officer)
        }
    }

    @Test func whatIsMissingIsToldBeforeCompleting() async throws {
        let room = try await ReviewRoom()
        await #expect {
            try await room.review.completeReview(room.call, by: room.officer)
        } throws: { "\($0)".contains("还没有评审组") }
        let panel = try await room.panel()
        try await room.open(panel)
        try await room.review.enterSheets(
            panel.id, ["专家甲": [room.entry(room.applications[0], 80)]], by: room.officer)
        await #expect {
            try await room.review.completeReview(room.call, by: room.officer)
        } throws: { "\($0)".contains("没有核对") && "\($0)".contains("应有 5 张") }
        #expect(try room.record("application", room.applications[0]).state == "cleared")
    }

    @Test func aRecusedExpertIsNotMissedAndMayNotScore() async throws {
        let room = try await ReviewRoom()
        let panel = try await room.panel(recusals: [("专家甲", room.applications[0])])
        try await room.open(panel)
        await #expect {
            try await room.review.enterSheets(
                panel.id, ["专家甲": [room.entry(room.applications[0], 80)]], by: room.officer)
        } throws: { "\($0)".contains("回避") }
        for expert in ReviewRoom.experts {
            let own = room.applications.filter { expert != "专家甲" || $0 != room.applications[0] }
            try await room.review.enterSheets(
                panel.id, [expert: own.map { room.entry($0, 80) }], by: room.officer)
            try await room.review.checkSheets(panel.id, of: expert, by: room.other)
        }
        try await room.review.completeReview(room.call, by: room.officer)
        #expect(try room.record("application", room.applications[0])["score"].integer == 8_000)
    }

    @Test func whatIsStillInItsChecksKeepsTheReviewOpenAndComesToAPanelOfItsOwn() async throws {
        let room = try await ReviewRoom()
        let late = room.applications[0]
        func set(_ state: String) async throws {
            try await room.database.write(
                Act(actor: "试验", role: "officer", event: "made", reason: "试验")
            ) { writer in
                try writer.execute("UPDATE application SET state = \(state) WHERE id = \(late)")
            }
        }
        try await set("recommended")
        let panel = try await room.panel()
        try await room.open(panel)
        for expert in ReviewRoom.experts {
            try await room.review.enterSheets(
                panel.id, [expert: room.applications.dropFirst().map { room.entry($0, 80) }],
                by: room.officer)
            try await room.review.checkSheets(panel.id, of: expert, by: room.other)
        }
        for (state, words) in [
            ("recommended", "1 份申报没有办完形式审查"), ("formal-passed", "1 份申报没有办完部门联审"),
        ] {
            try await set(state)
            await #expect {
                try await room.review.completeReview(room.call, by: room.officer)
            } throws: { "\($0)".contains(words) }
        }
        try await set("formal-rejected")
        #expect(try await room.review.completeReview(room.call, by: room.officer) == 3)
        // The appeal was upheld after that: the closed panel's experts owe nothing for it.
        try await set("cleared")
        await #expect {
            try await room.review.completeReview(room.call, by: room.officer)
        } throws: { "\($0)".contains("没有评审组评") && "\($0)".contains("新建一个评审组") }
        let second = try await room.panel(only: [late])
        try await room.open(second)
        for expert in ReviewRoom.experts {
            try await room.review.enterSheets(
                second.id, [expert: [room.entry(late, 70)]], by: room.officer)
            try await room.review.checkSheets(second.id, of: expert, by: room.other)
        }
        #expect(try await room.review.completeReview(room.call, by: room.officer) == 1)
        #expect(try room.record("application", late)["score"].integer == 7_000)
        #expect(try room.record("application", room.applications[1])["score"].integer == 8_000)
    }

    @Test func aConflictThatComesLaterThanThePanelIsRefusedWithEvidence() async throws {
        let room = try await ReviewRoom()
        let panel = try await room.panel()
        try await room.open(panel)
        let late = room.applications[0]
        func lead(by name: String) async throws {
            try await room.database.write(
                Act(actor: "试验", role: "officer", event: "made", reason: "试验")
            ) { writer in
                _ = try room.registry.change(
                    "application", late, to: Draft(["avoid_experts": .text(name)]), version: nil,
                    writer)
            }
        }
        try await lead(by: "专家甲")
        await #expect {
            try await room.review.enterSheets(
                panel.id, ["专家甲": room.applications.map { room.entry($0, 80) }],
                by: room.officer)
        } throws: {
            "\($0)".contains("申报人申请专家甲回避") && "\($0)".contains("专家甲不评 ZRJJ-2026-1-0001")
        }
        // Those who have nothing in common with it score on, and so does the expert the others.
        try await room.review.enterSheets(
            panel.id, ["专家甲": room.applications.dropFirst().map { room.entry($0, 80) }],
            by: room.officer)
        // What was scored before the conflict was there is not fixed either.
        try await lead(by: "无")
        try await room.review.enterSheets(
            panel.id, ["专家甲": [room.entry(late, 80)]], by: room.officer)
        try await room.review.checkSheets(panel.id, of: "专家甲", by: room.other)
        for expert in ReviewRoom.experts.dropFirst() {
            try await room.review.enterSheets(
                panel.id, [expert: room.applications.map { room.entry($0, 80) }], by: room.officer)
            try await room.review.checkSheets(panel.id, of: expert, by: room.other)
        }
        try await lead(by: "专家甲")
        await #expect {
            try await room.review.completeReview(room.call, by: room.officer)
        } throws: { "\($0)".contains("申报人申请专家甲回避，没有回避") }
        try await lead(by: "无")
        #expect(try await room.review.completeReview(room.call, by: room.officer) == 4)
    }

    @Test func countiesAndUnitsSeeNoScores() async throws {
        let room = try await ReviewRoom()
        for role in ["clerk", "organisation-administrator"] {
            let viewer = Viewer(
                name: "外人", role: try #require(room.registry.catalogue.roles[role]), account: 9,
                county: "430621", organisation: room.units[0])
            #expect(throws: (any Error).self) {
                try room.database.readNow { try room.review.call($0, room.call, by: viewer) }
            }
            #expect(throws: (any Error).self) {
                try room.database.readNow { try room.review.calls($0, by: viewer) }
            }
        }
    }

    @Test func theTableIsTypedIntoAndReadAgain() async throws {
        let room = try await ReviewRoom()
        let panel = try await room.panel()
        try await room.open(panel)
        try await room.review.enterSheets(
            panel.id, ["专家甲": [room.entry(room.applications[0], 88, "思路清楚")]],
            by: room.officer)
        let path = NSTemporaryDirectory() + "sheets-\(UUID().uuidString).xlsx"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try room.database.readNow { reader in
            try room.review.writeSheetTable(
                reader, try room.registry.record(reader, Review.panels, panel.id), to: path)
        }
        let sheets = try room.database.readNow { reader in
            try room.review.readSheetTable(
                reader, try room.registry.record(reader, Review.panels, panel.id), file: path)
        }
        #expect(sheets.keys.sorted() == ["专家甲"], "blank rows are nobody's")
        let entry = try #require(sheets["专家甲"]?.first)
        #expect(entry.comment == "思路清楚" && entry.points["innovation"] == "40")
        try await room.review.enterSheets(panel.id, sheets, by: room.officer)
    }
}
