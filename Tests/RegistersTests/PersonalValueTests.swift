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
                SELECT count(*) FROM journal_image WHERE instr(content, \(secret)) > 0
                """)
            #expect(hits == [[.integer(0)]], "\(secret)")
            let entries = try workshop.rows(
                """
                SELECT count(*) FROM journal_entry
                WHERE instr(coalesce(reason, '') || event || actor, \(secret)) > 0
                """)
            #expect(entries == [[.integer(0)]], "\(secret)")
        }
        let digests = try workshop.rows(
            "SELECT count(*) FROM journal_image WHERE instr(content, 'keyed:') > 0")
        #expect(digests == [[.integer(2)]])
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
