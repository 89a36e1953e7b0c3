import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Applications

@Suite struct CallTests {
    @Test func aCallIsMadeOfAProgrammeWithoutYAML() async throws {
        let room = try await CallRoom()
        let call = try await room.applications.createCall(
            programme: "natural-science-fund", year: 2026, by: room.officer)
        #expect(call["call_no"].text == "ZRJJ-2026-1")
        #expect(call["form_version"].integer == 1)
        let kinds = call.rows["kinds"] ?? []
        #expect(kinds.first { $0["kind"]?.text == "young" }?["ceiling"]?.integer == 5_000_000)
        #expect(call["opens_at"].text?.hasSuffix("09:00:00") == true)
        let next = try await room.applications.createCall(
            programme: "natural-science-fund", year: 2026, by: room.officer)
        #expect(next["call_no"].text == "ZRJJ-2026-2")
    }

    @Test func limitsMayBeTightenedAndNeverLoosened() async throws {
        let room = try await CallRoom()
        let call = try await room.drafted()
        let tighter = try await room.applications.changeCall(
            call.id, ["kinds": .rows([["kind": "young", "ceiling": "40000", "months": "12"]])],
            version: nil, by: room.officer)
        #expect(tighter.rows["kinds"]?.count == 1)
        let words = await room.refusal {
            _ = try await room.applications.changeCall(
                call.id, ["kinds": .rows([["kind": "young", "ceiling": "50000.01"]])],
                version: nil, by: room.officer)
        }
        #expect(words.contains("市自然科学基金青年项目上限") && words.contains("管理办法"))
        #expect(words.contains("5万元"))
    }

    @Test func whatWasNotRehearsedIsNotPublished() async throws {
        let room = try await CallRoom()
        let call = try await room.drafted()
        _ = try await room.applications.moveCall(call.id, .rehearse, by: room.officer)
        let words = await room.refusal {
            _ = try await room.applications.moveCall(call.id, .preview, by: room.officer)
        }
        #expect(words.contains("演练"))
        let report = try await room.applications.rehearseCall(call.id, stages: [], by: room.officer)
        #expect(report.isPassed, "\(report.failures)")
        _ = try await room.applications.moveCall(call.id, .preview, by: room.officer)
        // Back to the draft and changed: what was rehearsed is not what would be published.
        _ = try await room.applications.moveCall(call.id, .revise, by: room.officer)
        _ = try await room.applications.changeCall(
            call.id, ["total": .text("2000000")], version: nil, by: room.officer)
        _ = try await room.applications.moveCall(call.id, .rehearse, by: room.officer)
        let again = await room.refusal {
            _ = try await room.applications.moveCall(call.id, .preview, by: room.officer)
        }
        #expect(again.contains("演练"))
    }

    @Test(arguments: ["natural-science-fund", "challenge"])
    func aRehearsalLeavesNothingBehind(_ programme: String) async throws {
        let room = try await CallRoom()
        let call = try await room.drafted(programme)
        let officer = room.officer(of: programme)
        _ = try await room.applications.moveCall(call.id, .rehearse, by: officer)
        func counts() throws -> [Int64] {
            try room.database.readNow { reader in
                [
                    try reader.integer("SELECT count(*) FROM organisation"),
                    try reader.integer("SELECT count(*) FROM person"),
                    try reader.integer("SELECT count(*) FROM application"),
                ]
            }
        }
        let before = try counts()
        let report = try await room.applications.rehearseCall(call.id, stages: [], by: officer)
        #expect(report.isPassed, "\(report.failures)")
        #expect(try counts() == before)
        #expect(try room.record(call).state == "rehearsal")
        let lines = report.stages.flatMap(\.lines)
        #expect(lines.contains { $0.kind == .letter && $0.text.contains("-00001") })
        #expect(lines.contains { $0.kind == .refused && $0.text.contains("17:00:00.001") })
        #expect(lines.contains { $0.kind == .refused && $0.text.contains("上限") })
    }

    @Test func anExtensionNeedsAReasonAndIsNeverAShortening() async throws {
        let room = try await CallRoom()
        let call = try await room.live()
        func extend(_ to: String, _ reason: String?) async -> String {
            await room.refusal {
                _ = try await room.applications.changeCall(
                    call.id,
                    ["closes_at": .text(to), "recommend_by": .text("2026-05-29 17:00:00")],
                    version: nil, reason: reason, by: room.officer)
            }
        }
        #expect(await extend("2026-04-08 17:00:00", "提前").contains("不能提前"))
        #expect(await extend("2026-04-20 17:00:00", nil).contains("理由"))
        #expect(await extend("2026-04-20 17:00:00", "节假日") == "没有拒绝")
        room.clock.set("2026-04-20T09:00:01Z")
        #expect(await extend("2026-05-20 17:00:00", "再延").contains("已经截止"))
    }

    @Test func aCallClosesByTheServersClock() async throws {
        let room = try await CallRoom()
        let call = try await room.live()
        #expect(room.applications.isOpen(call, at: room.clock.now))
        #expect(try await room.applications.closeDueCalls() == [])
        room.clock.set("2026-04-09T09:00:00.001Z")
        #expect(!room.applications.isOpen(call, at: room.clock.now))
        #expect(try await room.applications.closeDueCalls() == [])
        room.clock.set("2026-04-09T09:00:01.000Z")
        #expect(try await room.applications.closeDueCalls() == [call.id])
        #expect(try room.record(call).state == "closed")
    }

    @Test func anotherSectionAndApplicantsOpenNoCalls() async throws {
        let room = try await CallRoom()
        var transfer = room.officer
        transfer.section = "technology-transfer"
        let words = await room.refusal {
            _ = try await room.applications.createCall(
                programme: "natural-science-fund", year: 2026, by: transfer)
        }
        #expect(words.contains("规划"))
        let unit = await room.refusal {
            _ = try await room.applications.createCall(
                programme: "natural-science-fund", year: 2026, by: room.administrator)
        }
        #expect(unit.contains("科室"))
    }
}
