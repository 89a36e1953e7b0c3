import Catalogue
import Foundation
import Registers
import Store
import TestDatabase
import Testing
import Values

@testable import Applications

/// What was asked of applicants when a call was opened is asked to its end.
@Suite struct FrozenRequirementTests {
    /// The city a year on: leaders must be 正高, of 研究院所, and of 青年项目 not above 30.
    private static let changed = Result {
        let folder = NSTemporaryDirectory() + "changed-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (file, text) in [
            ("layer.yaml", "level: city\ntitle: 岳阳市\nregion: \"430600\"\n"),
            (
                "programmes/natural-science-fund.yaml",
                """
                requirements:
                  leader-title: {title: 负责人有正高职称, where: {title: [senior]}}
                  organisation-kind: {where: {kind: research-institute}}
                """
            ),
            (
                "rules/later.yaml",
                """
                young_age_men:
                  title: 青年项目负责人年龄上限（男）
                  unit: 岁
                  values:
                    - {from: 2024-01-01, value: 30, source: 改过的办法}
                """
            ),
        ] {
            let url = URL(filePath: folder + "/" + file)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try Catalogue.load([root.appending(path: "cities/yueyang").path, folder])
    }

    /// Terms of the catalogue before it changed.
    private func before() throws -> CallTerms {
        let catalogue = try ProjectCatalogue.yueyang
        return CallTerms(
            try #require(catalogue.programme("natural-science-fund")), catalogue,
            on: try #require(CalendarDate(iso: "2026-03-02")))
    }

    private func eligibility(_ office: GateOffice, _ leader: Int64, kind: String) throws
        -> [String: EligibilityFinding.Result]
    {
        let findings = try office.registry.database.readNow { reader in
            try office.applications.checkEligibility(
                reader, office.applications.offer(reader, office.call), kind: kind,
                organisation: office.university, leader: leader)
        }
        return Dictionary(findings.map { ($0.rule, $0.result) }) { $1 }
    }

    @Test func anOpenCallAsksWhatItAskedWhateverTheCatalogueSaysLater() async throws {
        let changed = try Self.changed.get()
        let text = try before().text
        let open = try await GateOffice(catalogue: changed, frozen: text)
        let next = try await GateOffice(catalogue: changed)
        for (office, stays) in [(open, true), (next, false)] {
            // 副高 of a university, 32 years old.
            let leader = try await office.person("张三", ["birth": .text("1994-01")])
            let own = try await office.application(
                "A1", "一个题目", leader: leader, ["kind": .text("young")])
            try await office.run([own])
            let rules = Set(try office.rules(own)).intersection([
                "leader-title", "leader-age", "region",
            ])
            #expect(rules == (stays ? [] : ["leader-title", "leader-age", "region"]))
            let asked = try eligibility(office, leader, kind: "young")
            for rule in ["leader-title", "organisation-kind", "young"] {
                #expect(asked[rule] == (stays ? .met : .unmet), "\(rule)")
            }
        }
    }

    @Test func theAgeIsTheOneOfTheTermsWithItsSource() async throws {
        let office = try await GateOffice(
            catalogue: try Self.changed.get(), frozen: try before().text)
        let leader = try await office.person("张三", ["birth": .text("1988-06")])
        let own = try await office.application(
            "A1", "一个题目", leader: leader, ["kind": .text("young")])
        try await office.run([own])
        let finding = try #require(
            try office.findings(own).first { $0["rule"].text == "leader-age" })
        #expect(finding["sentence"].text?.contains("超过上限 35 周岁") == true)
        #expect(finding["ground"].text?.contains("改过的办法") == false)
    }

    @Test func termsKeptBeforeRequirementsStoodInThemAskTheCatalogue() async throws {
        var document = try #require(
            try JSONSerialization.jsonObject(with: Data(try before().text.utf8))
                as? [String: Any])
        document["requirements"] = nil
        document["kinds"] = (document["kinds"] as? [[String: Any]])?.map { kind in
            kind.filter { $0.key != "requirements" }
        }
        let text = String(
            decoding: try JSONSerialization.data(withJSONObject: document), as: UTF8.self)
        let terms = try CallTerms(text: text)
        #expect(terms.requirements == nil)
        let catalogue = try ProjectCatalogue.yueyang
        #expect(
            terms.requirements(of: "young", in: catalogue)
                == (try before().requirements(of: "young", in: catalogue)))
        let office = try await GateOffice(catalogue: try Self.changed.get(), frozen: text)
        let leader = try await office.person("张三")
        let own = try await office.application("A1", "一个题目", leader: leader)
        try await office.run([own])
        #expect(try office.rules(own).contains("leader-title"))
    }

    @Test func whatIsKeptReadsBackAsItWas() throws {
        let catalogue = try ProjectCatalogue.yueyang
        let day = try #require(CalendarDate(iso: "2026-03-02"))
        for programme in catalogue.programmes {
            let terms = CallTerms(programme, catalogue, on: day)
            let again = try CallTerms(text: terms.text)
            #expect(again == terms)
            for kind in terms.kinds {
                let asked = again.requirements(of: kind.name, in: catalogue)
                let declared = programme.requirements(of: kind.name)
                #expect(asked.map(\.name) == declared.map(\.name))
                for (one, other) in zip(asked, declared) {
                    #expect("\(one.conditions.map(\.test))" == "\(other.conditions.map(\.test))")
                    #expect(one.conditions.map(\.path) == other.conditions.map(\.path))
                }
            }
        }
    }

    @Test func aTextThatSaysNoConditionIsRefused() {
        #expect(throws: CatalogueProblems.self) {
            _ = try WrittenConditions(text: "{\"title\": {\"nearly\": \"senior\"}}")
        }
        #expect(throws: CatalogueProblems.self) { _ = try WrittenConditions(text: "{\"title\"") }
    }

    @Test func aRuleInAConditionIsKeptAsWhatItSaid() throws {
        let catalogue = try ProjectCatalogue.yueyang
        let day = try #require(CalendarDate(iso: "2026-03-02"))
        let asked = try WrittenConditions(
            text: "{\"founded_on\": {\"older-than-days\": \"project_reminder_days\"}}")
        let number = try #require(
            catalogue.rules["project_reminder_days"]?.value(on: day)?.value)
        #expect(
            asked.resolved(on: day, in: catalogue).text
                == "{\"founded_on\": {\"older-than-days\": \"\(number)\"}}")
    }
}
