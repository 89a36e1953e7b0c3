import Catalogue
import Foundation
import Testing
import Values

@Suite struct RealCatalogueTests {
    @Test func theProjectsCatalogueLoads() throws {
        let catalogue = try Project.catalogue.get()
        #expect(catalogue.layers.map(\.level) == [.national, .province, .city])
        #expect(catalogue.city.title == "岳阳市")
        #expect(catalogue.city.region?.text == "430600")
        #expect(catalogue.digest.count == 64)
        #expect(catalogue.registers.count >= 25)
    }

    @Test func everyPublishedFigureIsDeclaredOnceAndInOrder() throws {
        let references = try Project.catalogue.get().figures.compactMap(\.reference)
        let expected = (1...70).map { "F" + String(1_000 + $0).dropFirst() }
        #expect(Array(references.prefix(70)) == expected)
    }

    @Test func everyRegisterHasItsLifeCycleItsFieldsAndItsSection() throws {
        let catalogue = try Project.catalogue.get()
        for register in catalogue.registers {
            let cycle = catalogue.lifecycle(of: register)
            #expect(cycle.state(cycle.initial) != nil, "\(register.name)")
            #expect(cycle.state(Lifecycle.withdrawn)?.final == true, "\(register.name)")
            #expect(register.field(register.label) != nil, "\(register.name)")
            #expect(!register.fields.isEmpty, "\(register.name)")
            if let section = register.section {
                #expect(catalogue.list("sections")?[section] != nil, "\(register.name)")
            }
        }
    }

    @Test func personalFieldsAreColumnsOfTheirOwnTable() throws {
        let person = try #require(try Project.catalogue.get().register("person"))
        #expect(person.personalColumns.contains { $0.name == "id_number" })
        #expect(!person.columns.contains { $0.personal })
        #expect(person.rowFields.contains { $0.name == "former_organisations" })
    }

    @Test func everyRegisterSaysWhatItIsForAndStandsInTheTableOfRegisters() throws {
        let table = try String(contentsOfFile: Project.root + "/docs/registers.md", encoding: .utf8)
        for register in try Project.catalogue.get().registers {
            #expect(!(register.help ?? "").isEmpty, "\(register.name)")
            #expect(
                table.contains("| `\(register.name)` | \(register.title) |"), "\(register.name)")
        }
    }

    @Test func numbersAndTelephonesOfPersonsAreHeldApart() throws {
        let words = ["电话", "手机", "身份号码", "护照号", "电子邮箱", "联系人", "出生"]
        for register in try Project.catalogue.get().registers {
            for field in register.fields {
                for one in [field] + (field.type.columns ?? [])
                where words.contains(where: one.title.contains) && one.name != "by" {
                    #expect(one.personal, "\(register.name).\(one.name)")
                }
            }
        }
    }

    @Test func everyRegisterOfEnterprisesKnowsTheirCodeByItsHeadings() throws {
        let catalogue = try Project.catalogue.get()
        for name in ["enterprise-assessment", "high-tech-certificate", "loan", "technology-need"] {
            let fields = try #require(catalogue.register(name)).fields
            let known = fields.filter { $0.also.contains("统一社会信用代码") }
            #expect(known.count == 1 && known[0].type.target == "organisation", "\(name)")
        }
    }

    @Test func everyDatedRuleNamesItsSource() throws {
        for rule in try Project.catalogue.get().rules.values {
            #expect(rule.values.allSatisfy { !$0.source.isEmpty && !$0.value.isEmpty })
        }
    }

    @Test func theLoanTermIsThreeYearsSinceItsRule() throws {
        let rule = try #require(try Project.catalogue.get().rules["loan_term_limit"])
        let first = try #require(rule.values.first?.from)
        #expect(rule.value(on: first)?.value == rule.values.first?.value)
        #expect(rule.value(on: first.adding(days: -1)) == nil)
    }

    @Test func readingTheSameFilesGivesTheSameDigest() throws {
        let again = try Catalogue.load([Project.root + "/cities/yueyang"])
        #expect(try Project.catalogue.get().digest == again.digest)
    }

    @Test func theReportHasTheTenChaptersOfThePublishedOne() throws {
        let report = try #require(
            try Project.catalogue.get().reports["performance-self-evaluation"])
        #expect(
            report.sections.map(\.number) == ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"])
    }
}
