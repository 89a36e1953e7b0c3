import Catalogue
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@Suite struct MoveRecordTests {
    private static let ready: [String: Answer] = [
        "total": .text("5"), "cost": .text("5"), "steps": .rows([["on": "2025-01-01"]]),
    ]

    private func move(
        _ workshop: Workshop, _ id: Int64, _ move: String, version: Int64? = nil, on: String? = nil,
        as role: String = "officer", reason: String? = nil
    ) async throws -> Record {
        try await workshop.registry.moveRecord(
            "visit", id, move, version: version, on: try on.map { try CalendarDate.parse($0) },
            by: try workshop.viewer(role), reason: reason)
    }

    @Test func aRecordMovesAndRemembersTheStatesItLeft() async throws {
        let workshop = try Workshop()
        let id = try await workshop.visit("甲", Self.ready).id
        workshop.clock.set("2025-12-01T04:00:00Z")
        _ = try await move(workshop, id, "check", on: "2025-11-25")
        let record = try await move(workshop, id, "办结", as: "leader")
        #expect(record.state == "closed")
        #expect(record.stateSince == "2025-12-01")
        #expect(record.version == 3)
        #expect(
            record.pastStates.map { "\($0.state) \($0.since) \($0.until)" } == [
                "open 2025-11-22 2025-11-25", "checked 2025-11-25 2025-12-01",
            ])
    }

    @Test func aMoveNeedsItsFieldsRowsIncluded() async throws {
        let workshop = try Workshop()
        let id = try await workshop.visit("甲").id
        let refusal = try await refusal { _ = try await move(workshop, id, "check") }
        #expect(refusal?.description == "“核对”之前要先填：费用、过程。")
    }

    @Test func aMoveNeedsItsRole() async throws {
        let workshop = try Workshop()
        let id = try await workshop.visit("甲", Self.ready).id
        let refusal = try await refusal { _ = try await move(workshop, id, "check", as: "leader") }
        #expect(refusal?.description == "“核对”只能由经办人来做，现在的角色是局领导。")
    }

    @Test func aMoveThatNeedsAReasonIsRefusedWithoutOne() async throws {
        let workshop = try Workshop()
        let id = try await workshop.visit("甲").id
        for reason in [nil, ""] {
            let refusal = try await refusal {
                _ = try await move(workshop, id, "drop", reason: reason)
            }
            #expect(refusal?.description.hasPrefix("“作罢”必须写明理由") == true)
        }
        #expect(try await move(workshop, id, "drop", reason: "重复").state == "dropped")
    }

    @Test func aMoveFromAnotherStateIsRefusedWithWhatIsPossible() async throws {
        let workshop = try Workshop()
        let id = try await workshop.visit("甲", Self.ready).id
        let early = try await refusal { _ = try await move(workshop, id, "close", as: "leader") }
        #expect(early?.description == "走访在“在办”状态下不能“办结”。此时可以：核对（check）、作罢（drop）。")
        _ = try await move(workshop, id, "drop", reason: "重复")
        let late = try await refusal { _ = try await move(workshop, id, "check") }
        #expect(late?.description == "走访在“作罢”状态下不能“核对”。此状态已没有后续动作。")
    }

    @Test func aDayBeforeTheLastMoveOrAfterTodayIsRefused() async throws {
        let workshop = try Workshop()
        let id = try await workshop.visit("甲", Self.ready).id
        for day in ["2025-11-21", "2025-11-23"] {
            let refusal = try await refusal { _ = try await move(workshop, id, "check", on: day) }
            #expect(refusal?.rules == ["on：应在进入“在办”那天（2025-11-22）到今天之间"])
        }
    }

    @Test func aStaleVersionIsNotMoved() async throws {
        let workshop = try Workshop()
        let id = try await workshop.visit("甲", Self.ready).id
        _ = try await move(workshop, id, "check", version: 1)
        let refusal = try await refusal {
            _ = try await move(workshop, id, "drop", version: 1, reason: "误")
        }
        guard case .stale(id, 1, 2, "张三", _, _) = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
    }

    @Test func aWithdrawalNeedsAReasonAndIsFinal() async throws {
        let workshop = try Workshop()
        let id = try await workshop.visit("甲").id
        func withdraw(_ reason: String?) async throws -> Record {
            try await workshop.registry.withdrawRecord(
                "visit", id, by: workshop.officer, reason: reason)
        }
        let without = try await refusal { _ = try await withdraw(nil) }
        #expect(without?.description.hasPrefix("撤回必须写明理由") == true)
        let record = try await withdraw("录错")
        #expect(record.state == Lifecycle.withdrawn)
        #expect(record.pastStates.map(\.state) == ["open"])
        let again = try await refusal { _ = try await withdraw("再来") }
        #expect(again?.description == "记录已是“已撤回”，是终结状态，不能再改。")
        let moved = try await refusal { _ = try await move(workshop, id, "check") }
        guard case .noMove = moved else {
            Issue.record("\(String(describing: moved))")
            return
        }
    }

    @Test func aRoleThatMayNotWithdrawIsRefused() async throws {
        let workshop = try Workshop()
        let id = try await workshop.visit("甲").id
        let leader = try workshop.viewer("leader")
        let refusal = try await refusal {
            _ = try await workshop.registry.withdrawRecord("visit", id, by: leader, reason: "误")
        }
        guard case .roleMayNot(_, "撤回", _, _) = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
    }

    @Test func theHistoryTellsEveryStepOldestFirst() async throws {
        let workshop = try Workshop()
        let id = try await workshop.visit("甲", ["contact": .text("王五")]).id
        _ = try await workshop.registry.changeRecord(
            "visit", id, ["kind": .text("年度"), "contact": .text("赵六")], version: nil,
            by: workshop.officer)
        _ = try await move(workshop, id, "drop", reason: "重复")
        let steps = try workshop.database.readNow { try workshop.registry.history($0, "visit", id) }
        #expect(
            steps.map(\.entry.act.event) == ["visit.created", "visit.changed", "visit.moved:drop"])
        #expect(steps.map(\.version) == [1, 2, 3])
        #expect(steps[2].entry.act.reason == "重复")
        let change = steps[1].changes
        #expect(change.map(\.title) == ["联系人", "类别"])
        #expect(change.map(\.after) == ["（个人信息）", "年度"])
        #expect(steps[2].changes.map { "\($0.before)→\($0.after)" } == ["在办→作罢"])
        #expect(steps.allSatisfy { $0.entry.isIntact })
    }
}
