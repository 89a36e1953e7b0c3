import Catalogue
import Journal
import Registers
import Store
import Testing
import Values

@Suite struct PersonalValueTests {
    @Test(arguments: [
        ("contact", "王五六", "王**"), ("contact", "", ""), ("contact", "甲", "甲*"),
        ("phone", "13800001234", "138****1234"), ("phone", "07308888", "****88"),
        ("mail", "zhang@yueyang.gov.cn", "z***@yueyang.gov.cn"),
        ("identity", "11010519491231002X", "11*************02X"), ("born", "2000-01-01", "***"),
    ])
    func aPersonalValueIsMaskedByItsFormat(name: String, text: String, masked: String) throws {
        let visit = try #require(try Workshop.catalogue.get().register("visit"))
        #expect(Masking.text(text, try #require(visit.field(name))) == masked)
    }

    @Test func onlyARoleThatSeesPersonalValuesReadsThem() async throws {
        let workshop = try Workshop()
        let record = try await workshop.visit("甲", ["phone": .text("13800001234")])
        let visit = try workshop.registry.register("visit")
        let phone = try #require(visit.field("phone"))
        for (role, expected) in [("officer", "13800001234"), ("leader", "138****1234")] {
            let viewer = try workshop.viewer(role)
            let text = try workshop.database.readNow {
                try workshop.registry.text($0, record, phone, by: viewer)
            }
            #expect(text == expected)
        }
    }

    @Test func noPersonalValueStandsInTheJournal() async throws {
        let workshop = try Workshop()
        let record = try await workshop.visit(
            "甲",
            [
                "contact": .text("欧阳某某"), "phone": .text("13800001234"),
                "steps": .rows([["on": "2025-01-02", "who": "司徒某某"]]),
            ])
        _ = try await workshop.registry.changeRecord(
            "visit", record.id, ["contact": .text("上官某某")], version: nil, by: workshop.officer)
        for secret in ["欧阳某某", "上官某某", "司徒某某", "13800001234"] {
            let hits = try workshop.rows(
                """
                SELECT count(*) FROM journal_image WHERE replace(content, \(secret), '') <> content
                """)
            #expect(hits == [[.integer(0)]], "\(secret)")
            let entries = try workshop.rows(
                """
                SELECT count(*) FROM journal_entry
                WHERE replace(coalesce(reason, '') || event || actor, \(secret), '')
                <> coalesce(reason, '') || event || actor
                """)
            #expect(entries == [[.integer(0)]], "\(secret)")
        }
        let digests = try workshop.rows(
            "SELECT count(*) FROM journal_image WHERE replace(content, 'keyed:', '') <> content")
        #expect(digests == [[.integer(2)]])
    }

    @Test func noPersonalValueStandsInTheTables() async throws {
        let workshop = try Workshop()
        let record = try await workshop.visit(
            "甲",
            [
                "contact": .text("欧阳某某"), "phone": .text("13800001234"),
                "steps": .rows([["on": "2025-01-02", "who": "司徒某某"]]),
            ])
        let cells =
            try workshop.rows("SELECT * FROM visit_personal")
            + workshop.rows("SELECT * FROM visit__steps")
        let text = cells.flatMap { $0 }.map(\.description).joined(separator: " ")
        for secret in ["欧阳某某", "13800001234", "司徒某某"] { #expect(!text.contains(secret)) }
        let again = try workshop.database.readNow {
            try workshop.registry.record($0, "visit", record.id)
        }
        #expect(again["contact"] == .text("欧阳某某"))
        #expect(again.rows["steps"]?.first?["who"] == .text("司徒某某"))
    }

    @Test func aWholeNumberIsFoundByThoseWhoMaySeeIt() async throws {
        let workshop = try Workshop()
        try await workshop.visit("甲", ["phone": .text("13800001234")])
        try await workshop.visit("乙", ["phone": .text("13800005678")])
        let query = RecordQuery(filters: [.parse("phone=13800001234")])
        let page = try workshop.database.readNow {
            try workshop.registry.find($0, "visit", query, by: workshop.officer)
        }
        #expect(page.lines.map { $0.cells[0] } == ["甲"])
        let leader = try workshop.viewer("leader")
        #expect(throws: RecordRefusal.self) {
            try workshop.database.readNow {
                try workshop.registry.find($0, "visit", query, by: leader)
            }
        }
    }

    @Test func aSealMovedToAnotherRecordIsNotReadAsIfItWereRight() async throws {
        let workshop = try Workshop()
        let first = try await workshop.visit("甲", ["phone": .text("13800001234")])
        let second = try await workshop.visit("乙", ["phone": .text("13800005678")])
        try await workshop.tamper(
            """
            UPDATE visit_personal SET phone = (SELECT phone FROM visit_personal
            WHERE id = \(first.id)) WHERE id = \(second.id)
            """)
        #expect(throws: PersonalSealError.self) {
            try workshop.database.readNow {
                try workshop.registry.record($0, "visit", second.id)
            }
        }
        let findings = try workshop.verify().findings
        #expect(findings.contains { $0.what.contains("（phone）") })
    }

    @Test func aListNeverShowsAPersonalColumn() async throws {
        let workshop = try Workshop()
        try await workshop.visit("甲", ["phone": .text("13800001234")])
        let page = try workshop.database.readNow {
            try workshop.registry.find($0, "visit", RecordQuery(), by: workshop.officer)
        }
        #expect(!page.columns.contains { $0.personal })
    }
}
