import Catalogue
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@Suite struct ChangeRecordTests {
    private func change(
        _ workshop: Workshop, _ id: Int64, _ answers: [String: Answer], version: Int64? = nil,
        reason: String? = nil
    ) async throws -> Record {
        try await workshop.registry.changeRecord(
            "visit", id, answers, version: version, by: workshop.officer, reason: reason)
    }

    @Test func aChangeTouchesOnlyWhatItNames() async throws {
        let workshop = try Workshop()
        let before = try await workshop.visit(
            "甲", ["note": .text("一"), "contact": .text("王五"), "files": .rows([["title": "照片"]])])
        workshop.clock.set("2025-11-23T04:00:00Z")
        let after = try await change(workshop, before.id, ["note": .text("二")], version: 1)
        #expect(after.version == 2)
        #expect(after["note"] == .text("二"))
        #expect(after["contact"] == .text("王五"))
        #expect(after.rows == before.rows)
        #expect(after.madeAt == before.madeAt)
        #expect(after.changedAt > before.changedAt)
    }

    @Test func anEmptyAnswerEmptiesTheField() async throws {
        let workshop = try Workshop()
        let before = try await workshop.visit(
            "甲", ["contact": .text("王五"), "files": .rows([["title": "照片"]])])
        let after = try await change(
            workshop, before.id, ["contact": .text(""), "files": .rows([]), "made": .text("")])
        #expect(after["contact"] == .null)
        #expect(after["made"] == .null)
        #expect(after.rows["files"] == nil)
        #expect(try workshop.rows("SELECT * FROM visit__files").isEmpty)
        #expect(try workshop.verify().findings.isEmpty)
    }

    @Test func aChangeToTheSameIsNoChange() async throws {
        let workshop = try Workshop()
        let before = try await workshop.visit("甲", ["total": .text("5")])
        let after = try await change(workshop, before.id, ["total": .text("5.00元")], version: 1)
        #expect(after == before)
        #expect(try workshop.rows("SELECT number FROM journal_entry").count == 1)
    }

    @Test func aStaleVersionIsRefusedWithWhoChangedWhat() async throws {
        let workshop = try Workshop()
        let record = try await workshop.visit("甲")
        workshop.clock.set("2025-11-23T01:02:03Z")
        _ = try await change(workshop, record.id, ["note": .text("二"), "kind": .text("年度")])
        let refusal = try await refusal {
            _ = try await change(workshop, record.id, ["note": .text("三")], version: 1)
        }
        guard case .stale(let id, let expected, let current, let by, let at, let changed) = refusal
        else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect((id, expected, current) == (record.id, 1, 2))
        #expect((by, at, changed) == ("张三", "2025-11-23 09:02:03", ["备注", "类别"]))
    }

    @Test func aFixedRecordIsChangedOnlyAsACorrectionWithAReason() async throws {
        let workshop = try Workshop()
        let record = try await closed(workshop)
        let refusal = try await refusal {
            _ = try await change(workshop, record.id, ["note": .text("二")])
        }
        #expect(refusal?.description == "“办结”状态下的更正必须写明理由。加上 --reason “…”。")
        let after = try await change(workshop, record.id, ["note": .text("二")], reason: "原稿有误")
        #expect(after["note"] == .text("二"))
        let report = try workshop.verify()
        #expect(report.findings.isEmpty)
        #expect(report.corrections.count == 1)
        #expect(report.corrections.first?.contains("visit.corrected，理由：原稿有误") == true)
    }

    @Test func aChangeIsCheckedAsAWhole() async throws {
        let workshop = try Workshop()
        let record = try await workshop.visit("甲", ["total": .text("9"), "cost": .text("8")])
        let refusal = try await refusal {
            _ = try await change(workshop, record.id, ["total": .text("7")])
        }
        #expect(refusal?.rules == ["cost：不能大于总额（7.00）"])
        _ = try await change(workshop, record.id, ["total": .text("7"), "cost": .text("7")])
    }

    @Test func aChangeIntoADuplicateIsRefused() async throws {
        let workshop = try Workshop()
        let first = try await workshop.visit("甲")
        let second = try await workshop.visit("乙")
        let refusal = try await refusal {
            _ = try await change(workshop, second.id, ["number": .text("甲")])
        }
        guard case .duplicate(_, _, _, first.id) = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
    }

    @Test func aRecordThatIsNotThereIsNamed() async throws {
        let workshop = try Workshop()
        let refusal = try await refusal { _ = try await change(workshop, 77, ["note": .text("二")]) }
        #expect(refusal?.description == "走访里没有编号 77 的记录。用 dongting find 查找编号。")
    }

    @Test func aRoleThatMayNotChangeIsRefused() async throws {
        let workshop = try Workshop()
        let record = try await workshop.visit("甲")
        let leader = try workshop.viewer("leader")
        let refusal = try await refusal {
            _ = try await workshop.registry.changeRecord(
                "visit", record.id, ["note": .text("二")], version: nil, by: leader)
        }
        guard case .roleMayNot(_, "修改", _, _) = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
    }

    private func closed(_ workshop: Workshop) async throws -> Record {
        let record = try await workshop.visit(
            "甲", ["total": .text("5"), "cost": .text("5"), "steps": .rows([["on": "2025-01-01"]])])
        _ = try await workshop.registry.moveRecord(
            "visit", record.id, "check", by: workshop.officer)
        let leader = try workshop.viewer("leader")
        return try await workshop.registry.moveRecord("visit", record.id, "close", by: leader)
    }
}
