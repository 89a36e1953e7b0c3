import Catalogue
import Journal
import Registers
import Store
import Testing
import Values

@Suite struct CreateRecordTests {
    @Test func aRecordIsMadeWithWhatItWasToldAndItsDefaults() async throws {
        let workshop = try Workshop()
        let firm = try await workshop.firm("甲公司", "91350100M000100Y43")
        let record = try await workshop.visit(
            "甲-1",
            [
                "firm": .text("甲公司"), "kind": .text("突访"), "cost": .text("1.5万元"),
                "total": .text("20000"), "day": .text("2025年3月1日"), "phone": .text("0730-8888888"),
                "steps": .rows([["on": "2025-03-01", "花费": "12.50"], ["日期": "2025/3/2"]]),
            ])
        #expect(record.version == 1)
        #expect(record.state == "open")
        #expect(record.stateSince == "2025-11-22")
        #expect(record["firm"] == .integer(firm.id))
        #expect(record["kind"] == .text("sudden"))
        #expect(record["cost"] == .integer(1_500_000))
        #expect(record["year"] == .integer(2025))
        #expect(record["made"] == .text("2025-11-22"))
        #expect(record["urgent"] == .integer(0))
        #expect(record.rows["steps"]?.count == 2)
        #expect(record.rows["steps"]?.first?["spent"] == .integer(1_250))
        let read = try workshop.database.readNow {
            try workshop.registry.record($0, "visit", record.id)
        }
        #expect(read == record)
    }

    @Test func everyBrokenRuleIsToldAtOnce() async throws {
        let workshop = try Workshop()
        let refusal = try await refusal {
            try await workshop.visit(
                "",
                [
                    "day": .text("2025-11-23"), "until": .text("2025-11-22"), "people": .text("0"),
                    "total": .text("5"), "cost": .text("5.01"),
                    "steps": .rows([["spent": "3"], ["on": "2025-11-24"]]),
                ])
        }
        #expect(
            Set(refusal?.rules ?? []) == [
                "number：必填", "day：不能晚于今天（2025-11-22）", "until：不能早于日期（2025-11-23）",
                "people：不能小于 1", "cost：不能大于总额（5.00）", "steps.0.on：必填",
                "steps.1.on：不能晚于今天（2025-11-22）",
            ])
    }

    @Test(arguments: [
        ("day", "2025-11-23", "不能晚于今天"), ("people", "101", "不能大于 100"),
        ("total", "-1", "金额不能为负"), ("kind", "年渡", "不在《类别》里"),
        ("number", "一二三四五六七八九十一二三", "最多 12 个字"), ("phone", "12", "7 至 15 位"),
        ("firm", "没有的公司", "单位登记册里没有它"), ("firm", "#99", "单位登记册里没有它"),
        ("steps", "[{]", "明细要写成 JSON"), ("files", "x", "明细要写成 JSON"),
        ("rate", "1.234", "最多 2 位小数"), ("numbr", "甲", "没有这个字段"), ("year", "二五", "四位年份"),
    ])
    func anAnswerThatBreaksARuleIsRefused(field: String, text: String, rule: String) async throws {
        let workshop = try Workshop()
        let refusal = try await refusal { try await workshop.visit("甲", [field: .text(text)]) }
        #expect(
            refusal?.rules.contains { $0.contains(rule) } == true, "\(String(describing: refusal))")
        #expect(try workshop.rows("SELECT id FROM visit").isEmpty)
        #expect(try workshop.rows("SELECT number FROM journal_entry").isEmpty)
    }

    @Test func aWrongCreditCodeIsNamedWithTheWrongCharacter() async throws {
        let workshop = try Workshop()
        let refusal = try await refusal { try await workshop.firm("甲", "91350100M000100Y4I") }
        guard case .fields(let problems) = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(problems.first?.field == "uscc")
        #expect(problems.first?.rule.contains("第 18 个字") == true)
        #expect(problems.first?.value == "91350100M000100Y4I")
    }

    @Test func anAmbiguousNameIsRefusedWithAnIdToWriteInstead() async throws {
        let workshop = try Workshop()
        let first = try await workshop.firm("同名公司")
        try await workshop.firm("同名公司")
        let refusal = try await refusal { try await workshop.visit("甲", ["firm": .text("同名公司")]) }
        #expect(refusal?.rules == ["firm：单位登记册里有 2 个同名的"])
        #expect(refusal?.description.contains("#\(first.id)") == true)
        let record = try await workshop.visit("甲", ["firm": .text("#\(first.id)")])
        #expect(record["firm"] == .integer(first.id))
    }

    @Test func aNameIsThatOfTheRecordInForceNotOfTheWithdrawnOne() async throws {
        let workshop = try Workshop()
        let mistake = try await workshop.firm("洞庭公司", "91350100M000100Y43")
        _ = try await workshop.registry.withdrawRecord(
            "firm", mistake.id, by: workshop.officer, reason: "录错")
        let onlyOne = try await workshop.visit("甲", ["firm": .text("洞庭公司")])
        #expect(onlyOne["firm"] == .integer(mistake.id))
        let again = try await workshop.firm("洞庭公司", "91350100M000100Y43")
        for (number, name) in [("乙", "洞庭公司"), ("丙", "91350100M000100Y43")] {
            let record = try await workshop.visit(number, ["firm": .text(name)])
            #expect(record["firm"] == .integer(again.id))
        }
    }

    @Test func aDuplicateIsRefusedWithTheRecordThatIsThere() async throws {
        let workshop = try Workshop()
        let first = try await workshop.visit("甲")
        let refusal = try await refusal { try await workshop.visit("甲") }
        guard case .duplicate(let register, let fields, let values, let existing) = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect((register, fields, values) == ("走访", ["编号"], ["甲"]))
        #expect(existing == first.id)
        #expect(refusal?.description.contains("编号 \(first.id)") == true)
    }

    @Test func aDuplicateOfAPersonalValueDoesNotTellTheValue() async throws {
        let workshop = try Workshop()
        try await workshop.visit("甲", ["phone": .text("13800001234")])
        let refusal = try await refusal {
            try await workshop.visit("乙", ["phone": .text("138-0000-1234")])
        }
        guard case .duplicate = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(refusal?.description.contains("1380") == false)
        #expect(refusal?.description.contains("“…”") == true)
    }

    @Test func aRoleThatMayNotIsToldWhoMay() async throws {
        let workshop = try Workshop()
        let (leader, clerk) = (try workshop.viewer("leader"), try workshop.viewer("clerk"))
        for viewer in [leader, clerk] {
            let refusal = try await refusal {
                _ = try await workshop.registry.createRecord(
                    "visit", ["number": .text("甲")], by: viewer)
            }
            guard case .roleMayNot(let role, let act, let register, let who) = refusal else {
                Issue.record("\(String(describing: refusal))")
                return
            }
            #expect((role, act, register, who) == (viewer.role.title, "新建", "走访", "经办人"))
        }
        _ = try await workshop.registry.createRecord("firm", ["name": .text("甲")], by: clerk)
    }

    @Test func anUnknownRegisterIsToldTheNearest() async throws {
        let workshop = try Workshop()
        let refusal = try await refusal {
            _ = try await workshop.registry.createRecord("vsit", [:], by: workshop.officer)
        }
        #expect(refusal?.description == "没有登记册 vsit。是否想写 visit？")
    }

    @Test func anOldIdIsNeverUsedAgain() async throws {
        let workshop = try Workshop()
        let first = try await workshop.visit("甲")
        try await workshop.tamper("DELETE FROM visit WHERE id = \(first.id)")
        #expect(try await workshop.visit("乙").id > first.id)
    }
}
