import Catalogue
import TestDatabase
import Testing
import Values

@testable import Applications

@Suite struct CallTermsTests {
    @Test func termsKeepEveryRuleOfTheDayWithItsSource() throws {
        let catalogue = try ProjectCatalogue.yueyang
        let programme = try #require(catalogue.programme("natural-science-fund"))
        let day = try #require(CalendarDate(iso: "2026-03-02"))
        let terms = CallTerms(programme, catalogue, on: day)
        let young = try #require(terms.kind("young"))
        #expect(young.ceiling?.money == Money(fen: 5_000_000))
        #expect(young.ceiling?.source.contains("自然科学基金") == true)
        #expect(terms.has(.recommendation))
        #expect(terms.term(of: .notice)?.number == 5)
        #expect(terms.kind("general")?.payments.map(\.share) == [80, 20])
        #expect(try CallTerms(text: terms.text) == terms)
    }

    @Test func everyProgrammeHasTermsToday() throws {
        let catalogue = try ProjectCatalogue.yueyang
        #expect(!catalogue.programmes.isEmpty)
        for programme in catalogue.programmes {
            let terms = CallTerms(programme, catalogue, on: CalendarDate(iso: "2026-11-01")!)
            #expect(!terms.kinds.isEmpty)
            #expect(
                terms.kinds.allSatisfy { $0.ceiling != nil && $0.months != nil }
                    || programme.mode == .subsidy)
        }
    }
}
