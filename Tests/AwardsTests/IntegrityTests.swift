import Applications
import Catalogue
import Journal
import Registers
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Awards

/// A case of misconduct from the complaint to the end of its term.
@Suite struct IntegrityTests {
    private struct Court {
        let registry: Registry
        let clock: SettableClock
        let officer: Viewer
        let head: Viewer
        let leader: Viewer
        let person: Int64
        let unit: Int64

        init() async throws {
            let catalogue = try ProjectCatalogue.yueyang
            clock = SettableClock("2026-04-01T01:00:00Z")
            let registry = Registry(
                try testDatabase(catalogue, clock: clock.clock), consequences: CityConsequences.all)
            self.registry = registry
            func viewer(_ name: String, _ role: String, _ section: String? = nil) throws -> Viewer {
                Viewer(name: name, role: try #require(catalogue.roles[role]), section: section)
            }
            officer = try viewer("诚信甲", "officer", "personnel-supervision")
            head = try viewer("诚信科长", "section-head", "personnel-supervision")
            leader = try viewer("分管领导", "leader")
            let act = Act(actor: "试验", role: "officer", event: "made", reason: "试验")
            (unit, person) = try await registry.database.write(act) { writer in
                let unit = try registry.create(
                    Draft(["name": .text("示例大学"), "kind": .text("university")]),
                    in: "organisation", writer)
                let person = try registry.create(
                    Draft(["name": .text("张三"), "organisation": .integer(unit.id)]),
                    in: "person", writer)
                return (unit.id, person.id)
            }
        }

        func open(_ fields: [String: String] = [:]) async throws -> Int64 {
            var answers: [String: Answer] = [
                "case_no": "CX-2026-001", "source": "report", "received_on": "2026-03-30",
                "subject_kind": "personnel", "person": "#\(person)", "complainant": "李举报",
                "complaint": "申报书里的论文不是他的", "complainant_phone": "13800000000",
            ].merging(fields) { $1 }.mapValues { .text($0) }
            answers["county"] = nil
            return try await registry.createRecord(Integrity.cases, answers, by: officer).id
        }

        func change(_ id: Int64, _ fields: [String: Answer], by viewer: Viewer? = nil)
            async throws
        {
            _ = try await registry.changeRecord(
                Integrity.cases, id, fields, version: nil, by: viewer ?? officer)
        }

        @discardableResult
        func move(
            _ id: Int64, _ move: String, _ fields: [String: Answer] = [:], by viewer: Viewer,
            _ reason: String? = nil
        ) async throws -> Record {
            try await registry.moveRecord(
                Integrity.cases, id, move, fields, by: viewer, reason: reason)
        }

        /// As far as the investigation.
        func investigated(_ investigators: String = "调查乙、调查丙") async throws -> Int64 {
            let id = try await open()
            try await move(id, "check", ["checked_by": .text("诚信甲")], by: officer)
            try await move(
                id, "investigate",
                ["check_result": .text("线索具体"), "investigators": .text(investigators)], by: head)
            return id
        }

        func decided(grade: String = "serious") async throws -> Int64 {
            let id = try await investigated()
            try await change(
                id,
                [
                    "findings": .text("论文署名不实"), "behaviour": .text("false-application"),
                    "grade": .text(grade), "heard_on": .text("2026-04-01"),
                    "decision_doc": .text("示例科监〔2026〕1号"),
                    "measures": .rows([["measure": "bar"]]),
                ])
            try await move(id, "decide", by: head, "事实清楚")
            return id
        }

        func inEffect(grade: String = "serious") async throws -> Int64 {
            let id = try await decided(grade: grade)
            try await move(id, "serve", ["served_on": .text("2026-04-01")], by: officer)
            return id
        }

        func record(_ register: String, _ id: Int64) throws -> Record {
            try registry.database.readNow { try registry.record($0, register, id) }
        }
    }

    private func refusal(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return ""
        } catch { return "\(error)" }
    }

    @Test func termsAreThoseOfTheRules() async throws {
        let court = try await Court()
        let id = try await court.inEffect()
        let record = try court.record(Integrity.cases, id)
        #expect(record.state == "in-effect")
        #expect(record["check_due_on"].text == "2026-04-23")
        #expect(record["investigation_due_on"].text == "2026-10-01")
        #expect(record["decided_by"].text == "诚信科长")
        #expect(record["starts_on"].text == "2026-04-01" && record["ends_on"].text == "2029-03-31")
        #expect(record["term_rule"].text?.contains("科技部令第24号") == true)
        #expect(record["review_due_on"].text == "2026-04-23")
        #expect(try court.record("person", court.person)["dishonest_until"].text == "2029-03-31")
        #expect(try court.record("organisation", court.unit)["dishonest_until"].isNull)
    }

    @Test func nobodyDecidesOnWhatTheyInvestigated() async throws {
        let court = try await Court()
        let id = try await court.investigated("诚信科长、调查丙")
        try await court.change(
            id,
            [
                "findings": .text("属实"), "behaviour": .text("plagiarism"),
                "grade": .text("general"), "heard_on": .text("2026-04-01"),
                "decision_doc": .text("示例〔2026〕2号"), "measures": .rows([["measure": "bar"]]),
            ])
        let refused = await refusal { try await court.move(id, "decide", by: court.head, "属实") }
        #expect(refused.contains("参加了初核或调查，不能作决定"))
    }

    @Test func oneInvestigatorAloneAndRecusedOnesAreRefused() async throws {
        let court = try await Court()
        let id = try await court.open()
        try await court.move(id, "check", ["checked_by": .text("诚信甲")], by: court.officer)
        func investigate(_ names: String) async -> String {
            await refusal {
                try await court.move(
                    id, "investigate",
                    ["check_result": .text("有线索"), "investigators": .text(names)],
                    by: court.head)
            }
        }
        #expect(await investigate("调查乙").contains("至少两人"))
        #expect(await investigate("调查乙、张三").contains("本案的当事人"))
        try await court.change(
            id,
            [
                "recused": .rows([
                    ["name": "调查丁", "ground": "同门师兄弟", "recused_on": "2026-04-01"]
                ])
            ])
        #expect(await investigate("调查乙、调查丁").contains("已登记回避"))
        #expect(await investigate("调查乙、调查丙") == "")
    }

    @Test func withoutAHearingThereIsNoDecision() async throws {
        let court = try await Court()
        let id = try await court.investigated()
        let refused = await refusal { try await court.move(id, "decide", by: court.head, "属实") }
        #expect(refused.contains("听取陈述申辩日期"))
    }

    @Test func anEarlyRestorationTakesTheBarAway() async throws {
        let court = try await Court()
        let id = try await court.inEffect()
        let early = await refusal { try await court.move(id, "expire", by: court.officer) }
        #expect(early.contains("今天还没有满"))
        try await court.move(
            id, "restore", ["restoration_ground": .text("已撤稿并退回经费")], by: court.head, "已纠正")
        #expect(try court.record("person", court.person)["dishonest_until"].isNull)
        #expect(try court.record(Integrity.cases, id)["restored_on"].text == "2026-04-01")
    }

    @Test func aReviewInTimeByOthersMayRevoke() async throws {
        let court = try await Court()
        let id = try await court.inEffect()
        court.clock.set("2026-04-24T01:00:00Z")
        func ask(_ day: String) async -> String {
            await refusal {
                try await court.move(
                    id, "ask-review",
                    ["review_asked_on": .text(day), "review_ground": .text("不是我写的")],
                    by: court.officer)
            }
        }
        #expect(await ask("2026-04-24").contains("超过期限 2026-04-23"))
        #expect(await ask("2026-04-23") == "")
        // While it is reviewed the decision holds.
        #expect(
            try court.record("person", court.person)["dishonest_until"].text == "2029-03-31")
        let own = await refusal {
            try await court.move(
                id, "revoke", ["review_result": .text("revoked")], by: court.head, "证据不足")
        }
        #expect(own.contains("不能复查"))
        let other = Viewer(
            name: "另一科长", role: court.head.role, section: court.head.section)
        try await court.move(
            id, "revoke", ["review_result": .text("revoked")], by: other, "证据不足")
        #expect(try court.record("person", court.person)["dishonest_until"].isNull)
    }

    @Test func aWarningBarsNobody() async throws {
        let court = try await Court()
        let id = try await court.inEffect(grade: "minor")
        #expect(try court.record(Integrity.cases, id)["bars"].integer == 0)
        #expect(try court.record("person", court.person)["dishonest_until"].isNull)
    }

    @Test func theComplainantIsSealedAndSeenByTheSectionAlone() async throws {
        let court = try await Court()
        let id = try await court.open()
        let register = try court.registry.register(Integrity.cases)
        let other = Viewer(
            name: "规划甲", role: court.officer.role, section: "planning-policy")
        for name in ["complainant", "complainant_phone", "complaint"] {
            let field = try #require(register.field(name))
            #expect(field.personal)
            let shown = try court.registry.database.readNow { reader in
                try court.registry.text(
                    reader, try court.registry.record(reader, Integrity.cases, id), field,
                    by: other)
            }
            #expect(!shown.contains("李举报") && !shown.contains("13800000000"))
            #expect(!shown.contains("论文"))
        }
        #expect(register.openFields.isEmpty)
        await #expect(throws: RecordRefusal.self) {
            try await court.registry.moveRecord(
                Integrity.cases, id, "check", ["checked_by": .text("规划甲")], by: other)
        }
    }
}
