import Accounts
import Catalogue
import Documents
import Foundation
import Journal
import Registers
import Search
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Web

/// What somebody might try to see or change more than is theirs.
@Suite struct WideningTests {
    private func now(_ all: ScopeCity, _ id: Int64) async throws -> String {
        String(describing: try await all.need(id).fields.sorted { $0.key < $1.key })
    }

    private func posted(_ all: ScopeCity, _ side: ScopeCity.Side, _ title: String = "甲字号的新难题")
        -> [(String, String)]
    {
        let source = all.registry.catalogue.list("need-sources")?.codes.first?.code ?? ""
        return [
            ("need_no", "新-1"), ("title", title), ("source", source),
            ("collected_on", "2026-02-01"), ("organisation", "\(side.word)字号公司"),
        ]
    }

    @Test func aRecordIsNeitherMadeForNorGivenToAnotherCountyOrOrganisation() async throws {
        let all = try await ScopeCity()
        let (own, other) = (all.one, all.two)
        let before = try await all.city.written()
        let target = "/registers/technology-need/new"
        let county = await own.clerk.post(
            target, posted(all, own) + [("county", other.county)])
        #expect(county.status == 422 || county.status == 403)
        for person in [own.administrator, own.member] {
            let refused = await person.post(target, posted(all, other))
            #expect(refused.status == 422 || refused.status == 403)
        }
        let after = try await all.city.written()
        #expect(after[0] == before[0] && after[5] == before[5])
        let edit = "/registers/technology-need/\(own.needs[0])/edit"
        let unchanged = try await now(all, own.needs[0])
        let moved = await own.clerk.post(
            edit, [("county", other.county), ("record.version", "1")])
        #expect(moved.status == 422 || moved.status == 403)
        let given = await own.member.post(
            edit, [("organisation", "乙字号公司"), ("record.version", "1")])
        #expect(given.status == 422 || given.status == 403)
        #expect(try await now(all, own.needs[0]) == unchanged)
    }

    @Test func anothersRecordIsNotChangedMovedWithdrawnOrTakenBack() async throws {
        let all = try await ScopeCity()
        let theirs = all.two.needs[0]
        let unchanged = try await now(all, theirs)
        for (name, person) in all.one.people {
            for target in ["edit", "moves/county-check", "withdraw", "undo"] {
                let response = await person.post(
                    "/registers/technology-need/\(theirs)/\(target)",
                    [
                        ("title", "改了"), ("record.version", "1"), ("reason", "试"),
                        ("county_on", "2026-02-01"),
                    ])
                #expect([403, 404].contains(response.status), "\(name) \(target)")
            }
        }
        #expect(try await now(all, theirs) == unchanged)
    }

    @Test func aNumberDoesNotTellWhatAnothersRecordIsCalled() async throws {
        let all = try await ScopeCity()
        let theirs = all.two.needs[0]
        // As a choice of a picker that was never offered, and as a number that is typed.
        let chosen = [
            ("same_as", "随便"), ("same_as.label", "随便"), ("same_as.id", String(theirs)),
            ("condensed_by", "随便"), ("condensed_by.label", "随便"),
            ("condensed_by.id", String(all.two.person)),
        ]
        let typed = [("same_as", "#\(theirs)"), ("condensed_by", "#\(all.two.person)")]
        for fields in [chosen, typed] {
            for extra in [[], [("act", "draft")], [("add.modes", "1")]] {
                let response = await all.one.clerk.post(
                    "/registers/technology-need/new", posted(all, all.one) + fields + extra)
                #expect(response.status < 500 && !response.text.contains("乙字号"))
                #expect(response.status != 303)
            }
        }
        for id in [theirs, all.two.person] {
            for register in ["technology-need", "person"] {
                let picked = await all.one.clerk.get("/pick/\(register)?q=%23\(id)")
                #expect(!picked.text.contains("乙字号"))
            }
        }
        // Not even through a draft of one's own.
        let key = "0123456789abcdef"
        _ = await all.one.clerk.post("/drafts/\(key)?register=technology-need", chosen)
        let form = await all.one.clerk.get("/registers/technology-need/new?draft=\(key)")
        #expect(form.status == 200 && !form.text.contains("乙字号"))
        #expect(await !all.one.clerk.get("/").text.contains("乙字号"))
    }

    @Test func whomARecordNamesAlreadyItMayGoOnNaming() async throws {
        let all = try await ScopeCity()
        let own = all.one.needs[0]
        let officer = try WebCity.viewer("officer")
        _ = try await all.registry.changeRecord(
            "technology-need", own, ["condensed_by": .text("#\(all.two.person)")], version: 1,
            by: officer)
        let viewer = try await all.viewer(all.one.clerk)
        let changed = try await all.registry.changeRecord(
            "technology-need", own,
            ["condensed_by": .text("#\(all.two.person)"), "title": .text("甲字号改过的题目")],
            version: 2, by: viewer)
        #expect(changed.version == 3)
    }

    @Test func fieldsOfTheBureauAreRefusedByNameAndByTitle() async throws {
        let all = try await ScopeCity()
        let own = all.one.needs[0]
        let viewer = try await all.viewer(all.one.administrator)
        for name in ["quality", "是否高质量", "county_on", "县级审核日期", "openness", "公开属性", "统计归口"] {
            let register = try all.registry.register("technology-need")
            let isField =
                register.field(name) != nil || register.fields.contains { $0.title == name }
            guard isField else { continue }
            await #expect(throws: RecordRefusal.self, "\(name)") {
                try await all.registry.changeRecord(
                    "technology-need", own, [name: .text("")], version: 1, by: viewer)
            }
        }
        let unchanged = try await now(all, own)
        // A form leaves out what is not asked for, whatever is sent along.
        let response = await all.one.administrator.post(
            "/registers/technology-need/\(own)/edit",
            [("county_on", "2026-02-01"), ("openness", "public"), ("record.version", "1")])
        #expect(response.status < 500)
        #expect(try await now(all, own) == unchanged)
    }

    @Test func whatWasHandedInIsNotChangedByItsOwnerAnyMore() async throws {
        let all = try await ScopeCity()
        let own = all.one.needs[0]
        _ = try await all.registry.moveRecord(
            "technology-need", own, "county-check", ["county_on": .text("2026-02-01")],
            by: try await all.viewer(all.one.clerk))
        for (name, person) in all.one.people {
            let response = await person.post(
                "/registers/technology-need/\(own)/edit",
                [("title", "甲字号事后改的"), ("record.version", "3")])
            #expect(response.status == 403, "\(name)")
            let page = await person.get("/registers/technology-need/\(own)")
            #expect(!page.text.contains("/\(own)/edit"), "\(name)")
        }
        #expect(try await all.need(own)["title"].text == "甲字号的机密难题第1号")
    }

    @Test func aMoveChangesWhatItAsksForAndNothingElse() async throws {
        let all = try await ScopeCity()
        let own = all.one.needs[0]
        let clerk = try await all.viewer(all.one.clerk)
        for field in ["title", "需求题目", "county", "organisation"] {
            await #expect(throws: RecordRefusal.self, "\(field)") {
                try await all.registry.moveRecord(
                    "technology-need", own, "county-check",
                    ["county_on": .text("2026-02-01"), field: .text("乙")], by: clerk)
            }
        }
        // Who may not make a move changes nothing by trying it.
        await #expect(throws: RecordRefusal.self) {
            try await all.registry.moveRecord(
                "technology-need", own, "condense",
                ["condensed_on": .text("2026-02-01"), "problem": .text("改了")], by: clerk)
        }
        #expect(try await all.need(own).version == 1)
    }

    @Test func anOfficerOfAnotherSectionReadsAndDoesNotChange() async throws {
        let all = try await ScopeCity()
        let officer = try await all.city.signedIn("other", "officer", section: "high-tech")
        let own = all.one.needs[0]
        #expect(await officer.get("/registers/technology-need/\(own)").status == 200)
        for target in ["edit", "withdraw", "undo", "moves/county-check"] {
            let response = await officer.post(
                "/registers/technology-need/\(own)/\(target)",
                [("title", "改了"), ("record.version", "1"), ("reason", "试")])
            #expect(response.status == 403, "\(target)")
        }
        let made = await officer.post(
            "/registers/technology-need/new", posted(all, all.one))
        #expect(made.status == 403)
        #expect(try await all.need(own).version == 1)
    }

    @Test func nobodyTakesBackAStepOfAnother() async throws {
        let all = try await ScopeCity()
        let own = all.one.needs[0]
        let officer = Viewer(
            name: "成果科", role: try WebCity.viewer("officer").role, section: "technology-transfer")
        _ = try await all.registry.changeRecord(
            "technology-need", own, ["budget": .text("12元")], version: 1, by: officer)
        for (name, person) in all.one.people {
            let response = await person.post("/registers/technology-need/\(own)/undo")
            #expect(response.status == 403, "\(name)")
        }
        #expect(try await all.need(own).version == 2)
    }

    @Test func aMergeShowsAndTakesNothingOfAnothersRecord() async throws {
        let all = try await ScopeCity()
        let theirs = all.two.needs[0]
        for (name, person) in all.one.people {
            let response = await person.post(
                "/registers/technology-need/\(theirs)/edit",
                [
                    ("act", "merge"), ("merge.from", "1"), ("merge.title", "theirs"),
                    ("record.version", "1"),
                ])
            #expect(response.status == 404, "\(name)")
            #expect(!response.text.contains("乙字号"), "\(name)")
        }
    }

    @Test func anImportOfACountyTouchesItsOwnRecordsOnly() async throws {
        let all = try await ScopeCity()
        let viewer = try await all.viewer(all.one.clerk)
        let source = all.registry.catalogue.list("need-sources")?.codes.first?.code ?? ""
        let text = """
            need_no,title,source,collected_on,organisation,county
            乙-1,改成我的,\(source),2026-01-01,甲字号公司,\(all.one.county)

            """
        let unchanged = try await now(all, all.two.needs[0])
        let table = try CSVTable.parse(Array(text.utf8))
        await #expect(throws: (any Error).self) {
            try await all.registry.importTable(
                table, into: "technology-need", by: viewer, source: "试")
        }
        #expect(try await now(all, all.two.needs[0]) == unchanged)
    }

    @Test func oneMayNotChooseAnOrganisationThatOneIsNoMemberOf() async throws {
        let all = try await ScopeCity()
        let response = await all.one.member.post(
            "/me/organisation", [("organisation", String(all.two.organisation))])
        #expect(response.status == 403)
        #expect(try await all.viewer(all.one.member).organisation == all.one.organisation)
    }
}
